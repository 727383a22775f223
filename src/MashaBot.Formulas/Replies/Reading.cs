using System.Collections.Immutable;
using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>A number that a learner gave.</summary>
/// <param name="Value">Exact where what was typed is.</param>
/// <param name="Decimals">Digits behind the decimal mark if it was typed as a decimal or an integer (0); negative where zeros stand for digits
/// that were not given (1.6e3: −2). Null for a fraction or for arithmetic.</param>
/// <param name="Formula">As typed.</param>
public sealed record Quantity(Real Value, int? Decimals, Formula Formula)
{
    /// <summary>Did the learner say that the number is rounded: <c>≈ 0.32</c>?</summary>
    public bool IsApproximate { get; init; }

    /// <summary>Did the learner say that it is a bound: <c>η &lt; 0.4</c>?</summary>
    public bool IsBound { get; init; }
}

/// <summary>A value with its name.</summary>
/// <param name="Name">Canonical.</param>
public sealed record NamedQuantity(string Name, Quantity Value);

/// <summary>A vector or a matrix, row by row, with its name; of a number the only item.</summary>
/// <param name="Name">Canonical.</param>
public sealed record NamedList(string Name, ImmutableArray<Quantity> Items);

/// <summary>What a reply says.</summary>
public abstract record Reading
{
    private Reading() { }

    /// <param name="Label">The name that the learner put before the number (<c>h2 = 5</c>), canonical: it need not be the one that was asked for.</param>
    public sealed record Number(Quantity Value, string? Label) : Reading;

    /// <summary>A vector or a tuple: in the order asked for if the learner's labels are those that were asked for, else in the order typed.</summary>
    /// <param name="Labels">One for each value, null where the learner gave none.</param>
    public sealed record Vector(ImmutableArray<Quantity> Values, ImmutableArray<string?> Labels) : Reading
    {
        /// <summary>Were commas between digits taken to separate because so many values were asked for? The same text could be a decimal.</summary>
        public bool CommasSeparate { get; init; }
    }

    public sealed record Matrix(ImmutableArray<ImmutableArray<Quantity>> Rows) : Reading;

    /// <param name="Readings">What the text can mean, the likeliest first: a second one where <c>1/2x</c> may be 1/(2x).</param>
    public sealed record Formula(ImmutableArray<MashaBot.Formulas.Formula> Readings, string? Label) : Reading
    {
        public MashaBot.Formulas.Formula Value => Readings[0];
    }

    /// <param name="Options">Counted from 1.</param>
    public sealed record Choice(ImmutableSortedSet<int> Options) : Reading;

    public sealed record Order(ImmutableArray<int> Items) : Reading;

    /// <summary>Several named values where one number (or named values) were expected, in the order typed.</summary>
    public sealed record Named(ImmutableArray<NamedQuantity> Values) : Reading;

    /// <summary>Named values, some of which may be vectors or matrices, in the order typed.</summary>
    public sealed record NamedLists(ImmutableArray<NamedList> Values) : Reading;

    public sealed record Unreadable(ParseError Error) : Reading;
}
