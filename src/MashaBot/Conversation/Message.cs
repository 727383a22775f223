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
}

/// <param name="Label">What stands on the button.</param>
/// <param name="Data">What comes back when it is pressed: 1 to 64 bytes.</param>
public sealed record Button(string Label, string Data);

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
