using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace MashaBot.Formulas;

/// <summary>What kind of reply a part asks for: it decides how an ambiguous one is read.</summary>
public abstract record Expectation
{
    private Expectation() { }

    public sealed record Number : Expectation
    {
        /// <summary>Units that may stand behind the number and change nothing (<c>ГиБ</c>); with <c>%</c> here, <c>60%</c> is 60 and not 0.6.</summary>
        public ImmutableArray<string> Units { get; init; } = [];
    }

    /// <summary>A whole number is asked for; what is read need not be one.</summary>
    [SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The word of mathematics.")]
    public sealed record Integer : Expectation;

    public sealed record Vector(int Length) : Expectation;

    /// <param name="Names">Labels in order; the learner may give the values in any order with their labels.</param>
    public sealed record Tuple(ImmutableArray<string> Names) : Expectation;

    public sealed record Matrix(int Rows, int Columns) : Expectation;

    public sealed record Formula(Vocabulary Names) : Expectation;

    /// <summary>One option of several.</summary>
    /// <param name="Options">Their texts, in order.</param>
    public sealed record Choice(ImmutableArray<string> Options) : Expectation;

    /// <summary>Any number of options.</summary>
    public sealed record Choices(ImmutableArray<string> Options) : Expectation;

    /// <summary>So many options in their order, none twice.</summary>
    public sealed record Order(int Count) : Expectation
    {
        /// <summary>Their texts; empty where they are mere numbers, from 1 to <see cref="Count"/>.</summary>
        public ImmutableArray<string> Options { get; init; } = [];
    }

    /// <summary>The shape of a tensor: <c>14×14×6</c>.</summary>
    public sealed record Shape(int Rank) : Expectation;

    /// <summary>Named values: <c>h1 = 100.5, h2 = 0</c>.</summary>
    public sealed record Named : Expectation
    {
        /// <summary>The shape of a name's value; null for an unknown name, which has a number. Where it is set, what is read is <see cref="Reading.NamedLists"/>.</summary>
        public Func<string, Backprop.Shape?>? ShapeOf { get; init; }
    }
}
