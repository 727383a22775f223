using System.Collections.Immutable;
using MashaBot.Formulas;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Sheets.Content;

/// <summary>What stands under a name of `pictures`: formulas that a variant's figures turn into a drawing.</summary>
internal abstract record PictureSource(Place Place)
{
    /// <summary>A dense network.</summary>
    /// <param name="Inputs">Names.</param>
    /// <param name="Layers">Names of the neurons, layer by layer.</param>
    /// <param name="Weights">One matrix a layer, rows from, columns to; empty for bare arrows.</param>
    /// <param name="Biases">One number or vector a layer, null for a layer without; empty for none at all.</param>
    /// <param name="Activations">One a layer.</param>
    /// <param name="ShowValues">Write into each neuron what it gives out.</param>
    internal sealed record Network(
        Place Place,
        ImmutableArray<Formula> Inputs,
        ImmutableArray<ImmutableArray<Formula>> Layers,
        ImmutableArray<Formula> Weights,
        ImmutableArray<Formula?> Biases,
        ImmutableArray<Activation> Activations,
        bool ShowValues) : PictureSource(Place);

    /// <summary>The graph of the defined nodes below one.</summary>
    internal sealed record Graph(Place Place, Formula Of, GraphShow Show) : PictureSource(Place);

    internal sealed record Plot(Place Place, ImmutableArray<CurveSource> Curves, ImmutableArray<PointSource> Points, ImmutableArray<ArrowSource> Arrows, string X, string Y) : PictureSource(Place);

    internal sealed record Widths(Place Place, Formula Of) : PictureSource(Place);
}

/// <summary>What is written beside the nodes of a graph.</summary>
internal enum GraphShow
{
    Names,
    Values,
    Gradients,
}

/// <param name="Of">A formula of <paramref name="Over"/>, or the name of a function of one argument.</param>
internal sealed record CurveSource(Formula Of, string Over, Formula From, Formula To, string? Label, bool Dashed);

/// <param name="At">A pair.</param>
internal sealed record PointSource(Formula At, string? Label, bool Hollow);

/// <param name="From">A pair.</param>
/// <param name="To">A pair.</param>
internal sealed record ArrowSource(Formula From, Formula To, string? Label, bool Dashed);
