using MashaBot.Conversation;

namespace MashaBot.Store;

/// <summary>A message that was promised by a commit and has not been accepted by Telegram yet.</summary>
/// <param name="Id">Grows; the messages of a chat go out in its order.</param>
/// <param name="Learner">Whose conversation it belongs to, who becomes unreachable when the chat refuses it.</param>
internal sealed record Outgoing(long Id, LearnerId Learner, ChatId Chat, Message Message);
