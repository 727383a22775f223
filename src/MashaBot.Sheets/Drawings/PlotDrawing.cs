using System.Collections.Immutable;
using System.Globalization;

namespace MashaBot.Sheets.Drawings;

/// <summary>A plane with axes: curves, marked points, arrows, shaded areas. What lies outside the ranges is cut off.</summary>
public sealed record PlotDrawing : Drawing
{
    public ImmutableArray<PlotCurve> Curves { get; init; } = [];

    public ImmutableArray<MarkedPoint> Points { get; init; } = [];

    public ImmutableArray<PlotArrow> Arrows { get; init; } = [];

    public ImmutableArray<PlotArea> Areas { get; init; } = [];

    /// <summary>LaTeX at the end of the horizontal axis.</summary>
    public string X { get; init; } = "x";

    /// <summary>LaTeX at the end of the vertical axis.</summary>
    public string Y { get; init; } = "y";

    /// <summary>What the horizontal axis shows; null: what the data need.</summary>
    public PlotRange? XRange { get; init; }

    /// <summary>What the vertical axis shows; null: what the data need.</summary>
    public PlotRange? YRange { get; init; }

    /// <summary>One unit is as long on both axes, so that angles and distances are true.</summary>
    public bool EqualUnits { get; init; }

    /// <summary>Comma or point, in the figures beside the axes and in the description.</summary>
    public char DecimalMark { get; init; } = ',';

    private protected override IEnumerable<string> Lines(Func<string, string> plain)
    {
        yield return $"{plain(X)} → {plain(Y)}";
        foreach (var curve in Curves)
            if (curve.Points.Where(point => point.IsFinite).ToList() is [var first, .., var last])
                yield return Joined(": ", Plain(curve.Label), $"{Text(first)} … {Text(last)}");
        foreach (var point in Points)
            yield return Joined(" ", Plain(point.Label), Text(point.At));
        foreach (var arrow in Arrows)
            yield return Joined(": ", Plain(arrow.Label), $"{Text(arrow.From)} → {Text(arrow.To)}");

        string? Plain(string? latex) => latex is null ? null : plain(latex);
        string Text(PlotPoint point) => $"({Figure(point.X)}; {Figure(point.Y)})";
        string Figure(double figure) => figure.ToString("0.###", CultureInfo.InvariantCulture).Replace('.', DecimalMark).Replace('-', '−');
    }
}

public readonly record struct PlotPoint(double X, double Y)
{
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

/// <summary>A polyline through sampled points; a point that is not finite breaks it.</summary>
public sealed record PlotCurve(ImmutableArray<PlotPoint> Points)
{
    /// <summary>LaTeX for the legend; null: not in the legend.</summary>
    public string? Label { get; init; }

    public bool Dashed { get; init; }

    /// <summary>Its colour; None: the next one in order.</summary>
    public Accents Accents { get; init; }

    /// <summary><paramref name="of"/> sampled at <paramref name="count"/> ≥ 2 evenly spaced places of the range, ends included.</summary>
    public static PlotCurve Sampled(Func<double, double> of, PlotRange over, int count = 241)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        var points = ImmutableArray.CreateBuilder<PlotPoint>(count);
        for (var i = 0; i < count; i++)
        {
            var x = over.From + (over.To - over.From) * i / (count - 1);
            points.Add(new(x, of(x)));
        }
        return new(points.MoveToImmutable());
    }
}

public sealed record MarkedPoint(PlotPoint At)
{
    /// <summary>LaTeX beside the point.</summary>
    public string? Label { get; init; }

    /// <summary>A ring rather than a disc: the point does not belong, or is of the other class.</summary>
    public bool Hollow { get; init; }

    public Accents Accents { get; init; }
}

public sealed record PlotArrow(PlotPoint From, PlotPoint To)
{
    /// <summary>LaTeX beside the middle of the arrow.</summary>
    public string? Label { get; init; }

    public bool Dashed { get; init; }

    public Accents Accents { get; init; }
}

/// <summary>A shaded polygon, such as the side of a line where a neuron fires.</summary>
public sealed record PlotArea(ImmutableArray<PlotPoint> Corners)
{
    /// <summary>LaTeX in the middle of the area.</summary>
    public string? Label { get; init; }

    public Accents Accents { get; init; }
}
