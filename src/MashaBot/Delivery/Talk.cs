using MashaBot.Conversation;
using NodaTime;

namespace MashaBot.Delivery;

/// <summary>What the desk asks of a conversation.</summary>
/// <param name="Newcomer">Somebody who writes for the first time, with the language that their Telegram is in.</param>
/// <param name="On">A turn: pure, but not infallible.</param>
/// <param name="Trouble">What is said when it failed.</param>
/// <param name="SlowDown">What is said to somebody whose messages are not read for a while.</param>
internal sealed record Talk(Func<LearnerId, ChatId, string?, Learner> Newcomer, Func<Learner, Incoming, Instant, Outcome> On, Func<Learner, Message> Trouble, Func<Learner, Message> SlowDown)
{
    /// <summary>What is said in groups.</summary>
    public required GroupTalk Groups { get; init; }
}

/// <summary>What the desk asks of a conversation in a group.</summary>
/// <param name="Newcomer">A group into which the bot has come, and who brought it, where that is known, with the language of their Telegram.</param>
/// <param name="Member">Somebody of whom nothing is known but that they wrote there.</param>
/// <param name="On">A turn, over the group's record and the author's.</param>
internal sealed record GroupTalk(
    Func<Place, Learner?, string?, Learner> Newcomer,
    Func<LearnerId, string?, Learner> Member,
    Func<Learner, Learner, Incoming, Place, Instant, GroupOutcome> On);
