namespace MashaBot.Conversation;

/// <summary>The commands of the chat, in the order in which the menu shows them.</summary>
public enum Command
{
    Next, Hint, Solution, Skip, Review, Mistakes, Progress, Sheets, Backprop, Board, Settings, Time, Pause, Language, Plain, Pictures, Rich, Privacy, Export, Forget, Help, Stop, Start,
}

/// <summary>A command as it was typed: <c>/start 3.1</c>, <c>/next@MashaBot</c>.</summary>
/// <param name="Name">Without the slash and without the bot's name, in small letters.</param>
internal readonly record struct Typed(string Name, string Argument)
{
    /// <summary>The command that <paramref name="words"/> give, or null where they are not one.</summary>
    public static Typed? In(string words)
    {
        var text = words.Trim();
        if (text.Length < 2 || text[0] != '/' || !char.IsAsciiLetter(text[1])) return null;   // "/2" may be half of an answer
        var end = text.AsSpan().IndexOfAny(' ', '\n', '\t');
        var name = end < 0 ? text[1..] : text[1..end];
        var at = name.IndexOf('@', StringComparison.Ordinal);
        return new((at < 0 ? name : name[..at]).ToLowerInvariant(), end < 0 ? "" : text[end..].Trim());
    }

    public Command? Known => Enum.TryParse<Command>(Name, ignoreCase: true, out var command) && Enum.IsDefined(command) ? command : null;
}
