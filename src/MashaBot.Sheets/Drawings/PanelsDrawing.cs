using System.Collections.Immutable;

namespace MashaBot.Sheets.Drawings;

/// <summary>Several pictures in one, side by side as far as there is room.</summary>
public sealed record PanelsDrawing : Drawing
{
    /// <exception cref="ArgumentException">There is none, or panels are within panels.</exception>
    public PanelsDrawing(ImmutableArray<Panel> panels)
    {
        if (panels.IsDefaultOrEmpty || panels.Any(panel => panel.Drawing is PanelsDrawing)) throw new ArgumentException("There is at least one panel, and none holds panels.", nameof(panels));
        Panels = panels;
    }

    public ImmutableArray<Panel> Panels { get; }

    /// <summary>How many stand side by side; null: as many as fit.</summary>
    public int? Columns { get; init; }

    private protected override IEnumerable<string> Lines(Func<string, string> plain) => Panels.SelectMany(panel => new[] { panel.Label is { } label ? plain(label) : "", panel.Drawing.Describe(plain) }).Where(line => line.Length > 0);
}

/// <param name="Drawing">What it shows.</param>
public sealed record Panel(Drawing Drawing)
{
    /// <summary>LaTeX above it.</summary>
    public string? Label { get; init; }
}
