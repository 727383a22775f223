using System.Collections.Immutable;

namespace MashaBot.Sheets;

/// <summary>What we say of a reply.</summary>
public abstract record Verdict
{
    private Verdict() { }

    /// <summary>Stable, for `grade`, the store and the phrases.</summary>
    public abstract string Code { get; }

    /// <param name="ReadAs">How the reply was understood, as text; null where it was a mere number or option.</param>
    public sealed record Right(string? ReadAs = null) : Verdict
    {
        public override string Code => "right";
    }

    /// <summary>A right value with too few digits to be sure: does not count yet.</summary>
    /// <param name="DecimalsAsked">How many digits after the decimal mark are wanted.</param>
    public sealed record Coarse(int DecimalsAsked) : Verdict
    {
        public override string Code => "coarse";
    }

    /// <summary>Some components are right, some are not.</summary>
    /// <param name="Components">Right or not, in the order of the answer.</param>
    /// <param name="Names">The components' names; empty for a vector.</param>
    /// <param name="Mistake">The named mistake that gives exactly this reply.</param>
    public sealed record Partly(ImmutableArray<bool> Components, ImmutableArray<string> Names, string? Mistake = null) : Verdict
    {
        public override string Code => "partly";
    }

    /// <param name="Mistake">The only named mistake that gives this reply; null if none or several do.</param>
    public sealed record Wrong(string? Mistake = null) : Verdict
    {
        public override string Code => "wrong";
    }

    /// <summary>Unreadable is not wrong: it costs nothing.</summary>
    public sealed record Unreadable : Verdict
    {
        public override string Code => "unreadable";
    }

    /// <summary>A formula that could be neither confirmed nor refuted.</summary>
    public sealed record Undecided : Verdict
    {
        public override string Code => "undecided";
    }
}
