using System.Collections.Immutable;
using MashaBot.Backprop;
using MashaBot.Formulas;

namespace MashaBot.Sheets;

/// <summary>What we say of a reply.</summary>
public abstract record Verdict
{
    private Verdict() { }

    /// <summary>Stable, for `grade`, the store and the phrases.</summary>
    public abstract string Code { get; }

    /// <summary>Is it a verdict on an answer? What could not be read or decided, and values of other nodes, are no attempt and cost nothing.</summary>
    public bool IsRead => this is not (Unreadable or Undecided or Named);

    /// <summary>What may have led to the reply, if anything was recognised.</summary>
    public Cause? RecognisedCause => this switch
    {
        Wrong wrong => wrong.Cause,
        Partly partly => partly.Cause,
        Misfits misfits => misfits.Cause,
        _ => null,
    };

    /// <summary>The key of the named mistake that the reply was recognised as, if any.</summary>
    public string? RecognisedMistake => (RecognisedCause as Cause.Named)?.Mistake;

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

    /// <summary>A right formula, but not in the form that is asked for: does not count yet.</summary>
    /// <param name="Strangers">Functions in it that the form does not have, as people write them.</param>
    /// <param name="Through">Those that it has.</param>
    public sealed record OtherForm(ImmutableArray<string> Strangers, ImmutableArray<string> Through) : Verdict
    {
        public override string Code => "other-form";
    }

    /// <summary>The right way, but values were rounded too early on it: does not count yet.</summary>
    /// <param name="DecimalsToKeep">How many digits after the mark to keep on the way.</param>
    public sealed record RoundedEarly(int DecimalsToKeep) : Verdict
    {
        public override string Code => "rounded-early";
    }

    /// <summary>Some components are right, some are not.</summary>
    /// <param name="Components">Right or not, in the order of the answer.</param>
    /// <param name="Names">The components' names as people write them (w₁); empty where they have none.</param>
    /// <param name="Cause">What gives exactly this reply.</param>
    public sealed record Partly(ImmutableArray<bool> Components, ImmutableArray<string> Names, Cause? Cause = null) : Verdict
    {
        public override string Code => "partly";
    }

    /// <param name="Cause">The only explanation of this reply; null if there is none, or several.</param>
    public sealed record Wrong(Cause? Cause = null) : Verdict
    {
        public override string Code => "wrong";
    }

    /// <summary>Wrong, but what comes out if the learner's own wrong values of earlier parts are put in: this step is right.</summary>
    /// <param name="From">Numbers of those parts.</param>
    public sealed record Carried(ImmutableArray<int> From) : Verdict
    {
        public override string Code => "carried";
    }

    /// <summary>The learner's network gives something else than is wanted.</summary>
    /// <param name="Row">The first row on which it does.</param>
    /// <param name="Fitting">On how many rows it gives what is wanted.</param>
    /// <param name="All">How many rows there are.</param>
    /// <param name="Cause">What the network does instead, where that is known.</param>
    public sealed record Misfits(FailedRow Row, int Fitting, int All, Cause? Cause = null) : Verdict
    {
        public override string Code => "misfits";
    }

    /// <summary>Free words: the learner compares them with the model answer (<see cref="Variant.Solution"/>) and marks them.</summary>
    public sealed record SelfCheck : Verdict
    {
        public override string Code => "self-check";
    }

    /// <summary>Unreadable is not wrong: it costs nothing.</summary>
    /// <param name="Error">Where reading stopped.</param>
    /// <param name="Expected">What kind of reply the part asks for: for an example of a good one.</param>
    public sealed record Unreadable(ParseError Error, Expectation Expected) : Verdict
    {
        public override string Code => "unreadable";
    }

    /// <summary>Values of the problem's nodes, with their names, instead of what was asked for: told right or wrong one by one, and no attempt at the part.</summary>
    /// <param name="Values">In the order given.</param>
    /// <param name="Asked">The name of what the part asks for, as people write it, if it has one.</param>
    public sealed record Named(ImmutableArray<NamedCheck> Values, string? Asked) : Verdict
    {
        public override string Code => "named";
    }

    /// <summary>A formula that could be neither confirmed nor refuted.</summary>
    public sealed record Undecided : Verdict
    {
        public override string Code => "undecided";
    }
}

/// <param name="Name">As people write it: h₁.</param>
/// <param name="IsRight">Null if the problem has no node of that name.</param>
public sealed record NamedCheck(string Name, bool? IsRight)
{
    /// <summary>How many places of a vector or a matrix are right, and how many there are; 0 where it is one number.</summary>
    public int Fitting { get; init; }

    public int All { get; init; }
}

/// <summary>A row on which the learner's network does not give what is wanted.</summary>
/// <param name="Inputs">Those that the network looks at.</param>
/// <param name="Inside">Values on the way that the problem has a name for, its neurons.</param>
/// <param name="Output">Null where it has no value: ÷0, ln of a negative number.</param>
/// <param name="Wanted">What it should be.</param>
/// <param name="OnThreshold">Does a weighted sum stand exactly at the threshold of its step?</param>
public sealed record FailedRow(ImmutableArray<NamedValue> Inputs, ImmutableArray<NamedValue> Inside, Real? Output, Real Wanted, bool OnThreshold);

/// <param name="Name">As people write it: h₁.</param>
public readonly record struct NamedValue(string Name, Real Value);
