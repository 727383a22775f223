using System.Collections.Immutable;
using System.Globalization;

namespace MashaBot.Sheets.Drawings;

/// <summary>A plane with axes: curves, marked points, arrows, shaded areas, bars. What lies outside the ranges is cut off.</summary>
public sealed record PlotDrawing : Drawing
{
    public ImmutableArray<PlotCurve> Curves { get; init; } = [];

    public ImmutableArray<MarkedPoint> Points { get; init; } = [];

    public ImmutableArray<PointCloud> Clouds { get; init; } = [];

    public ImmutableArray<PlotArrow> Arrows { get; init; } = [];

    public ImmutableArray<PlotArea> Areas { get; init; } = [];

    public ImmutableArray<PlotBars> Bars { get; init; } = [];

    /// <summary>LaTeX under the places 1, 2, 3 … of the horizontal axis, instead of figures; default: figures.</summary>
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>LaTeX at the end of the horizontal axis; empty for none.</summary>
    public string X { get; init; } = "x";

    /// <summary>LaTeX at the end of the vertical axis; empty for none.</summary>
    public string Y { get; init; } = "y";

    /// <summary>What the horizontal axis shows; null: what the data need.</summary>
    public PlotRange? XRange { get; init; }

    /// <summary>What the vertical axis shows; null: what the data need.</summary>
    public PlotRange? YRange { get; init; }

    public PlotScale XScale { get; init; }

    public PlotScale YScale { get; init; }

    /// <summary>One unit is as long on both axes, so that angles and distances are true.</summary>
    public bool EqualUnits { get; init; }

    /// <summary>Comma or point, in the figures beside the axes and in the description.</summary>
    public char DecimalMark { get; init; } = ',';

    private protected override IEnumerable<string> Lines(Func<string, string> plain)
    {
        if (X.Length + Y.Length > 0) yield return $"{plain(X)} → {plain(Y)}";
        foreach (var area in Areas)
            if (area.Label is { } label && area.Corners.Where(corner => corner.IsFinite).ToList() is [_, ..] corners)
                yield return $"{plain(label)}: {plain(X)} {Figure(corners.Min(corner => corner.X))} … {Figure(corners.Max(corner => corner.X))}, {plain(Y)} {Figure(corners.Min(corner => corner.Y))} … {Figure(corners.Max(corner => corner.Y))}";
        foreach (var curve in Curves)
            if (curve.Points.Where(point => point.IsFinite).ToList() is [var first, .., var last] points)
                yield return Joined(": ", Plain(curve.Label), curve.Dots && points.Count <= 12 ? string.Join(" → ", points.Select(Text)) : $"{Text(first)} … {Text(last)}");
        foreach (var bars in Bars)
            yield return Joined(": ", Plain(bars.Label), string.Join("; ", bars.Heights.Select((height, i) => $"{(i < Categories.Length ? plain(Categories[i]) : Figure(bars.At(i)))} = {Figure(height)}")));
        foreach (var cloud in Clouds)
            yield return Joined(": ", Plain(cloud.Label), string.Join(" ", cloud.Points.Select(Text)));
        foreach (var point in Points)
            yield return Joined(" ", Plain(point.Label), Text(point.At));
        foreach (var arrow in Arrows)
            yield return Joined(": ", Plain(arrow.Label), $"{Text(arrow.From)} → {Text(arrow.To)}");

        string? Plain(string? latex) => latex is null ? null : plain(latex);
        string Text(PlotPoint point) => $"({Figure(point.X)}; {Figure(point.Y)})";
        string Figure(double figure) => figure.ToString("0.###", CultureInfo.InvariantCulture).Replace('.', DecimalMark).Replace('-', '−');
    }
}

public enum PlotScale
{
    Linear,

    /// <summary>Equal ratios are equally long; what is not positive is left out.</summary>
    Logarithmic,
}

public readonly record struct PlotPoint(double X, double Y)
{
    /// <summary>Parts what stands before it from what stands after.</summary>
    public static PlotPoint Gap { get; } = new(double.NaN, double.NaN);

    public bool IsFinite => double.IsFinite(X) && double.IsFinite(Y);
}

/// <exception cref="ArgumentException">The ends are not finite numbers in rising order.</exception>
public readonly record struct PlotRange
{
    public PlotRange(double from, double to)
    {
        if (!double.IsFinite(from) || !double.IsFinite(to) || from >= to) throw new ArgumentException($"[{from}, {to}] is no range.");
        (From, To) = (from, to);
    }

    public double From { get; }

    public double To { get; }
}

/// <summary>A polyline through points; a point that is not finite breaks it.</summary>
public sealed record PlotCurve(ImmutableArray<PlotPoint> Points)
{
    /// <summary>LaTeX for the legend; null: not in the legend.</summary>
    public string? Label { get; init; }

    public bool Dashed { get; init; }

    /// <summary>A dot at each of its points: they are steps, not samples.</summary>
    public bool Dots { get; init; }

    /// <summary>Its colour; None: the next one in order.</summary>
    public Accents Accents { get; init; }

    /// <summary><paramref name="of"/> sampled at <paramref name="count"/> ≥ 2 evenly spaced places of the range, ends included.</summary>
    public static PlotCurve Sampled(Func<double, double> of, PlotRange over, int count = 241)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        return new([.. Enumerable.Range(0, count).Select(i => over.From + (over.To - over.From) * i / (count - 1)).Select(x => new PlotPoint(x, of(x)))]);
    }
}

public sealed record MarkedPoint(PlotPoint At)
{
    /// <summary>LaTeX beside the point.</summary>
    public string? Label { get; init; }

    public PointMark Mark { get; init; }

    public Accents Accents { get; init; }
}

/// <summary>How a point is drawn.</summary>
public enum PointMark
{
    Dot,

    /// <summary>The point does not belong, or is of the other class.</summary>
    Ring,
    Cross,

    /// <summary>Not at all: only its label stands there.</summary>
    None,
}

/// <summary>Points of one kind, such as the examples of a class.</summary>
public sealed record PointCloud(ImmutableArray<PlotPoint> Points)
{
    /// <summary>LaTeX for the legend; null: not in the legend.</summary>
    public string? Label { get; init; }

    public PointMark Mark { get; init; }

    /// <summary>Its colour; None: the next one in order.</summary>
    public Accents Accents { get; init; }
}

public sealed record PlotArrow(PlotPoint From, PlotPoint To)
{
    /// <summary>LaTeX beside the middle of the arrow.</summary>
    public string? Label { get; init; }

    public bool Dashed { get; init; }

    public Accents Accents { get; init; }
}

/// <summary>A shaded area, such as the side of a line where a neuron fires: polygons, parted by points that are not finite; one within another is a hole.</summary>
public sealed record PlotArea(ImmutableArray<PlotPoint> Corners)
{
    /// <summary>LaTeX in the middle of the area.</summary>
    public string? Label { get; init; }

    public Accents Accents { get; init; }
}

/// <summary>Bars from zero; several series stand side by side where their places are the same.</summary>
public sealed record PlotBars(ImmutableArray<double> Heights)
{
    /// <summary>Where the first bar's middle stands.</summary>
    public double First { get; init; } = 1;

    /// <summary>From one bar's middle to the next.</summary>
    public double Step { get; init; } = 1;

    /// <summary>Bars touch, as in a histogram.</summary>
    public bool Touching { get; init; }

    /// <summary>LaTeX for the legend; null: not in the legend.</summary>
    public string? Label { get; init; }

    public Accents Accents { get; init; }

    public double At(int bar) => First + Step * bar;
}
