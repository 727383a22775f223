using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>What a wrong formula has to do with the right one.</summary>
public abstract record Relation
{
    private Relation() { }

    /// <summary>They are equal.</summary>
    public sealed record Same : Relation;

    /// <summary>wrong = −right</summary>
    public sealed record Sign : Relation;

    /// <summary>wrong = Value · right</summary>
    public sealed record Factor(Rational Value) : Relation;

    /// <summary>wrong = right + Value</summary>
    public sealed record Offset(Rational Value) : Relation;

    /// <summary>wrong = 1/right</summary>
    public sealed record Reciprocal : Relation;

    /// <summary>The values are those of the right formula, transposed.</summary>
    public sealed record Transposed : Relation;

    /// <summary>The right formula with two names exchanged.</summary>
    public sealed record Swapped(string First, string Second) : Relation;

    /// <summary>One term of the right formula counts differently: 0 times if it is missing, −1 times if its sign is wrong.</summary>
    public sealed record Term(Formula Of, Rational Times) : Relation;

    /// <summary>The wrong formula has a term too many.</summary>
    public sealed record ExtraTerm(Formula Extra) : Relation;

    /// <summary>The right formula without one of its factors.</summary>
    public sealed record MissingFactor(Formula Of) : Relation;

    /// <summary>The wrong formula has a factor too many.</summary>
    public sealed record ExtraFactor(Formula Extra) : Relation;

    /// <summary>The sizes do not fit: inside the wrong formula (<paramref name="Inside"/>), or its own is not the one asked for.</summary>
    public sealed record Sizes(SizeException? Inside, Shape? Wrong, Shape? Right) : Relation;

    /// <summary>Nothing that is known, or more than one thing.</summary>
    public sealed record Unrelated : Relation;
}
