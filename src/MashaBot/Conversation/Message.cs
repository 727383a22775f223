using System.Collections.Immutable;
using MashaBot.Sheets;

namespace MashaBot.Conversation;

/// <summary>What the bot says, before anybody decides how it is shown.</summary>
public sealed record Message(Prose Body)
{
    /// <summary>Rows of buttons under the message.</summary>
    public ImmutableArray<ImmutableArray<Button>> Buttons { get; init; } = [];

    /// <summary>Nobody asked for it: sent without a sound, after the answers that people wait for.</summary>
    public bool Unasked { get; init; }

    /// <summary>How the learner's client shows formulas.</summary>
    public MessageForm Form { get; init; }

    /// <summary>The question that is asked: a reply to this very message answers it, however much was said since.</summary>
    public Asking? About { get; init; }

    /// <summary>The message in the same chat that it answers.</summary>
    public int? ReplyTo { get; init; }

    /// <summary>In a group: meant for one member.</summary>
    public Only? Only { get; init; }

    /// <summary>Instead of words: a file.</summary>
    public Attachment? File { get; init; }

    /// <summary>Instead of words: a reaction to a message of the learner's.</summary>
    public Reaction? Reaction { get; init; }
}

/// <summary>A question with its figures.</summary>
public sealed record Asking(PartId Part, VariantId Variant);

/// <summary>To whom alone a message in a group is shown, where Telegram can do that.</summary>
/// <param name="Press">Telegram's id of the button press that it answers.</param>
public sealed record Only(LearnerId Member, string? Press);

/// <param name="Name">With its ending.</param>
public sealed record Attachment(string Name, string Text);

/// <param name="Message">The number in the chat of the message that is reacted to.</param>
/// <param name="Emoji">One of those that Telegram allows.</param>
public sealed record Reaction(int Message, string Emoji);

/// <param name="Label">What stands on the button.</param>
/// <param name="Data">What comes back when it is pressed: 1 to 64 bytes.</param>
public sealed record Button(string Label, string Data)
{
    /// <summary>It opens the private chat with the bot instead, with the data as what <c>/start</c> is given.</summary>
    public bool OpensChat { get; init; }
}

/// <summary>How messages with formulas are shown.</summary>
public enum MessageForm
{
    /// <summary>Rich messages with native formulas and tables.</summary>
    Rich,

    /// <summary>Text with Unicode mathematics, which every client shows.</summary>
    Plain,

    /// <summary>Messages with formulas are drawn and sent as photos, which every client shows.</summary>
    Pictures,
}
