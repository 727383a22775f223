namespace MashaBot.Conversation;

/// <summary>What reached a learner's conversation: what they did, or that their day has come.</summary>
public abstract record Incoming
{
    private Incoming() { }

    /// <summary>A message of text; a command when it begins with a slash.</summary>
    /// <param name="Id">The message's number in its chat, by which a later <see cref="Edited"/> names it.</param>
    /// <param name="ReplyTo">The number of the message that it replies to.</param>
    public sealed record Text(string Words, int Id = 0, int? ReplyTo = null) : Incoming;

    /// <summary>An earlier message was changed.</summary>
    public sealed record Edited(string Words, int Id = 0) : Incoming;

    /// <summary>A button was pressed.</summary>
    public sealed record Press(string Data) : Incoming
    {
        /// <summary>Telegram's id of the press: what answers it in a group may be shown to who pressed alone.</summary>
        public string? Id { get; init; }
    }

    /// <summary>A message without text that we could read.</summary>
    public sealed record Media(MediaKind Kind) : Incoming;

    /// <summary>The bot was brought into a group or a channel.</summary>
    public sealed record Joined : Incoming;

    /// <summary>The group has another number from now on.</summary>
    public sealed record Moved(ChatId To) : Incoming;

    /// <summary>The learner blocked the bot, or the group removed it: nothing can be sent any more.</summary>
    public sealed record Blocked : Incoming;

    /// <summary>The learner let the bot in again.</summary>
    public sealed record Unblocked : Incoming;

    /// <summary>A question of ours stands in the chat now.</summary>
    /// <param name="Message">Under this number.</param>
    public sealed record Asked(int Message, Asking About) : Incoming;

    /// <summary>The hour of the daily problem has come.</summary>
    public sealed record DayCame : Incoming;
}

/// <summary>Kinds of messages that carry no text to read.</summary>
public enum MediaKind { Photo, Sticker, Voice, Video, Document, Location, Contact, Poll, Other }
