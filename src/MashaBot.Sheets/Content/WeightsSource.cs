using System.Collections.Immutable;

namespace MashaBot.Sheets.Content;

/// <summary>What a part asks of the learner's weights: a network that gives what is wanted on every row, conditions, or both.</summary>
internal sealed record WeightsSource
{
    /// <summary>Null where only conditions are asked for.</summary>
    internal NetworkSource? Network { get; init; }

    /// <summary>What must hold of the weights besides; a key and its formula. The words for one that does not are a mistake's.</summary>
    internal ImmutableArray<Mistake> Conditions { get; init; } = [];
}

/// <summary>The learner's network and what it has to do.</summary>
/// <param name="Inputs">Names of its inputs.</param>
/// <param name="Rows">What they are on each row.</param>
/// <param name="RowsPlace">Where that is said.</param>
/// <param name="Skip">Rows for which this holds are not tried: they lie too near a border.</param>
/// <param name="Output">Over the weights and the inputs.</param>
/// <param name="Wanted">Over the inputs; or a vector, one value a row.</param>
internal sealed record NetworkSource(ImmutableArray<string> Inputs, RowsSource Rows, Place RowsPlace, Line? Skip, Line Output, Line Wanted)
{
    /// <summary>Stand for the network's output and for what is wanted of it in the formulas of mistakes.</summary>
    internal const string OutputName = "output", WantedName = "wanted";
}

/// <summary>The rows that a network is run on.</summary>
internal abstract record RowsSource
{
    private RowsSource() { }

    /// <summary>Every row of zeros and ones, the last input changing fastest.</summary>
    internal sealed record Bits : RowsSource;

    /// <summary>The rows of a matrix; of a vector where there is one input.</summary>
    internal sealed record Listed(Line Matrix) : RowsSource;

    /// <summary>Every combination, one axis an input.</summary>
    internal sealed record Grid(ImmutableArray<Axis> Axes) : RowsSource;

    /// <summary>Values from one end to the other, or chosen ones.</summary>
    internal abstract record Axis
    {
        private Axis() { }

        internal sealed record Range(Line From, Line To, Line? Step) : Axis;

        internal sealed record Chosen(ImmutableArray<Line> Values) : Axis;
    }
}
