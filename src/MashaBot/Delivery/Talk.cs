using MashaBot.Conversation;
using NodaTime;

namespace MashaBot.Delivery;

/// <summary>What the desk asks of a conversation.</summary>
/// <param name="Newcomer">Somebody who writes for the first time, with the language that their Telegram is in.</param>
/// <param name="On">A turn: pure, but not infallible.</param>
/// <param name="Trouble">What is said when it failed.</param>
/// <param name="SlowDown">What is said to somebody whose messages are not read for a while.</param>
internal sealed record Talk(Func<LearnerId, ChatId, string?, Learner> Newcomer, Func<Learner, Incoming, Instant, Outcome> On, Func<Learner, Message> Trouble, Func<Learner, Message> SlowDown);
