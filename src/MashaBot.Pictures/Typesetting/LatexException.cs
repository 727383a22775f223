namespace MashaBot.Pictures.Typesetting;

/// <summary>A formula that cannot be set: the author's slip, or ours in printing one. Says the place and what stands there.</summary>
public sealed class LatexException : FormatException
{
    public LatexException() { }

    public LatexException(string message) : base(message) { }

    public LatexException(string message, Exception inner) : base(message, inner) { }
}
