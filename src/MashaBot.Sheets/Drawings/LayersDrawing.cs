using System.Collections.Immutable;

namespace MashaBot.Sheets.Drawings;

/// <summary>A dense network too wide to draw neuron by neuron: one column a layer, its width beneath.</summary>
public sealed record LayersDrawing : Drawing
{
    /// <exception cref="ArgumentException">There is no layer, or a width is not positive.</exception>
    public LayersDrawing(ImmutableArray<int> widths)
    {
        if (widths.IsDefaultOrEmpty || widths.Any(width => width < 1)) throw new ArgumentException("Widths are positive, and there is at least one.", nameof(widths));
        Widths = widths;
    }

    public ImmutableArray<int> Widths { get; }

    /// <summary>LaTeX above each layer; default: none.</summary>
    /// <exception cref="ArgumentException">There is not one a layer.</exception>
    public ImmutableArray<string> Labels
    {
        get;
        init => field = value.IsDefaultOrEmpty || value.Length == Widths.Length ? value : throw new ArgumentException($"{value.Length} labels for {Widths.Length} layers.", nameof(value));
    }

    /// <summary>Whether a constant "1" stands at each layer but the last, as every neuron after it has a bias.</summary>
    public bool Biases { get; init; }

    private protected override IEnumerable<string> Lines(Func<string, string> plain)
    {
        yield return string.Join(" → ", Widths.Select((width, layer) => Biases && layer + 1 < Widths.Length ? $"{width} (+1)" : $"{width}"));
        if (!Labels.IsDefaultOrEmpty) yield return string.Join(" → ", Labels.Select(plain));
    }
}
