using System.Collections.Immutable;

namespace MashaBot.Sheets;

/// <summary>What may have led to a wrong reply: a conjecture. It holds codes and names; the words are content's.</summary>
public abstract record Cause
{
    private Cause() { }

    /// <summary>Stable, for `grade` and the phrases.</summary>
    public abstract string Code { get; }

    /// <summary>A mistake that the author foresaw.</summary>
    /// <param name="Mistake">Its key: the words stand with the problem.</param>
    public sealed record Named(string Mistake) : Cause
    {
        public override string Code => "named";
    }

    /// <summary>The right matrix, transposed.</summary>
    public sealed record Transposed : Cause
    {
        public override string Code => "transposed-answer";
    }

    /// <summary>What a wrong formula has to do with the right one.</summary>
    public sealed record Related(FormulaSlip How) : Cause
    {
        public override string Code => How switch
        {
            FormulaSlip.Sign => "formula-sign",
            FormulaSlip.Factor => "formula-factor",
            FormulaSlip.Offset => "formula-offset",
            FormulaSlip.Reciprocal => "formula-reciprocal",
            FormulaSlip.Swapped => "formula-swapped",
            FormulaSlip.MissingTerm => "formula-missing-term",
            FormulaSlip.SignOfTerm => "formula-sign-of-term",
            FormulaSlip.CountOfTerm => "formula-count-of-term",
            FormulaSlip.ExtraTerm => "formula-extra-term",
            FormulaSlip.MissingFactor => "formula-missing-factor",
            FormulaSlip.NoLetters => "formula-no-letters",
            _ => "formula-extra-factor",
        };

        /// <summary>The two names that changed places, as people write them.</summary>
        public (string First, string Second)? Names { get; init; }
    }

    /// <summary>Sizes that do not fit inside a matrix formula.</summary>
    /// <param name="At">The formula that has no value for them, as people write it.</param>
    /// <param name="Pieces">The matrices in it: two, or the one of which something is taken that it does not have.</param>
    public sealed record Sizes(string At, ImmutableArray<SizedFormula> Pieces) : Cause
    {
        public override string Code => "sizes";
    }

    /// <summary>A matrix formula gives a matrix of another size than the one asked for.</summary>
    public sealed record ResultSize(string Given, string Wanted) : Cause
    {
        public override string Code => "result-size";
    }

    /// <summary>One slip of the hand, found on the computation graph.</summary>
    public sealed record Slip(SlipKind Kind, SlipPlace Place) : Cause
    {
        public override string Code => Kind.Code;
    }
}

/// <param name="Text">As people write it: d·W₃.</param>
/// <param name="Size">n×2.</param>
public readonly record struct SizedFormula(string Text, string Size);

/// <summary>How a wrong formula differs from the right one.</summary>
public enum FormulaSlip
{
    /// <summary>The sign of the whole.</summary>
    Sign,

    /// <summary>A number by which the whole is multiplied.</summary>
    Factor,

    /// <summary>A number that is added to the whole.</summary>
    Offset,
    Reciprocal,

    /// <summary>Two names have changed places.</summary>
    Swapped,
    MissingTerm,
    SignOfTerm,

    /// <summary>A term counts more or less often than it should.</summary>
    CountOfTerm,
    ExtraTerm,
    MissingFactor,
    ExtraFactor,

    /// <summary>A number where the answer depends on letters.</summary>
    NoLetters,
}
