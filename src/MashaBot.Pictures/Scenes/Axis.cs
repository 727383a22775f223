using MashaBot.Sheets.Drawings;

namespace MashaBot.Pictures.Scenes;

/// <summary>What an axis shows, and where on it a figure stands.</summary>
internal sealed record Axis(PlotRange Range, PlotScale Scale)
{
    /// <summary>The axis for these figures, with a margin at each end unless the range is given; a unit about a single figure.</summary>
    public static Axis For(IEnumerable<double> figures, PlotRange? given, PlotScale scale, double margin)
    {
        if (given is { } range) return scale == PlotScale.Linear || range.From > 0 ? new(range, scale) : throw new ArgumentException($"A logarithmic axis cannot start at {range.From}.");
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var figure in figures)
            if (double.IsFinite(figure) && (scale == PlotScale.Linear || figure > 0)) (least, most) = (Math.Min(least, figure), Math.Max(most, figure));
        if (!double.IsFinite(least)) return new(scale == PlotScale.Linear ? new(0, 1) : new(1, 10), scale);
        if (scale == PlotScale.Logarithmic)
        {
            var factor = Math.Pow(Math.Max(most / least, 1.5), margin);
            return new(new(least / factor, most * factor), scale);
        }
        if (most - least < 1e-9 * Math.Max(1, Math.Abs(most))) return new(new(least - 0.5, most + 0.5), scale);
        var spare = margin * (most - least);
        return new(new(least - spare, most + spare), scale);
    }

    /// <summary>0 at its start, 1 at its end; not a number for what a logarithmic axis cannot show.</summary>
    public double Part(double figure) => Scale == PlotScale.Linear
        ? (figure - Range.From) / (Range.To - Range.From)
        : Math.Log(figure / Range.From) / Math.Log(Range.To / Range.From);

    public bool Shows(double figure) => Part(figure) is >= -1e-6 and <= 1 + 1e-6;

    /// <param name="most">How many there is room for.</param>
    public IReadOnlyList<double> Ticks(int most) => Scale == PlotScale.Linear ? Scenes.Ticks.In(Range, most) : Scenes.Ticks.Logarithmic(Range, most);

    /// <summary>The range about the same middle that makes its units as long as the other axis' where the window is too long for it.</summary>
    public Axis Widened(float length, float otherLength, PlotRange other)
    {
        var needed = (other.To - other.From) / otherLength * length;
        var spare = Math.Max(0, (needed - (Range.To - Range.From)) / 2);
        return this with { Range = new(Range.From - spare, Range.To + spare) };
    }
}
