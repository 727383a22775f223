using System.Collections.Immutable;
using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>What a comparison rests on.</summary>
public enum Basis
{
    /// <summary>Exact arithmetic modulo a prime.</summary>
    Exact,
    /// <summary>Numbers with a bound on their error.</summary>
    Numbers,
    /// <summary>The sizes of what is compared, or of what stands in one of the formulas.</summary>
    Shapes,
    /// <summary>There were too few places where both have a value that says something.</summary>
    NoValues,
}

/// <summary>Why a formula cannot be computed at all.</summary>
/// <param name="Message">For authors and for `compare`, in English.</param>
/// <param name="Shapes">Is it that sizes do not fit?</param>
public sealed record Problem(string Message, bool Shapes)
{
    /// <summary>The operation whose operands do not fit each other.</summary>
    public SizeException? Sizes { get; init; }
}

/// <summary>Whether two formulas are equal, and what decided it.</summary>
public sealed record Decision(Equality Equality, Basis Basis)
{
    /// <summary>How many places spoke for it.</summary>
    public int Points { get; init; }

    /// <summary>A bound on the chance that different formulas would have been called equal; 0 if there is none to speak of.</summary>
    public double Chance { get; init; }

    /// <summary>The place where they differ.</summary>
    public ImmutableArray<(string Name, ImmutableArray<double> Values)> At { get; init; } = [];

    /// <summary>Their values there.</summary>
    public (ImmutableArray<double> Left, ImmutableArray<double> Right)? Values { get; init; }

    /// <summary>Their shapes, if it is these that differ.</summary>
    public (Shape Left, Shape Right)? Shapes { get; init; }

    /// <summary>Why a side cannot be computed.</summary>
    public Problem? Message { get; init; }

    public bool IsAboutLeft { get; init; }
}
