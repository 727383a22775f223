using MashaBot.Conversation;

namespace MashaBot.Delivery;

/// <summary>Something that reached the bot and asks for a turn of a conversation.</summary>
/// <param name="Chat">Where the answer goes.</param>
/// <param name="Language">As the person's Telegram says: "ru", "en-GB"; null where it does not.</param>
/// <param name="Update">Telegram's number, by which a repetition is known; null for what does not come from there.</param>
internal sealed record Arrival(LearnerId Learner, ChatId Chat, Incoming Incoming, long? Update = null, string? Language = null)
{
    /// <summary>Where it was said, if not to the bot alone.</summary>
    public Place? Place { get; init; }

    /// <summary>Whose conversation it is: the group's in a group, else the person's own.</summary>
    public LearnerId Owner => Place?.Group ?? Learner;

    /// <summary>Whose records the turn may change.</summary>
    public IReadOnlyCollection<LearnerId> Touches => Incoming is Incoming.Moved(var to) ? [Learner, new(to.Value)] : Place is null ? [Learner] : [Place.Group, Learner];
}
