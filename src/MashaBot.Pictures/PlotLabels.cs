using MashaBot.Pictures.Typesetting;
using SkiaSharp;

namespace MashaBot.Pictures;

/// <summary>Finds places for labels in a plot: beside their point or arrow, off the curves, the points and one another.</summary>
internal sealed class PlotLabels(SKRect window, IReadOnlyList<Polyline> lines, IReadOnlyList<Polyline> axes, IReadOnlyList<SKPoint> points)
{
    private const int Sweeps = 4;

    private static readonly float[] FromPoint = [9, 16, 30, 46];
    private static readonly float[] FromArrow = [5, 12, 22];
    private static readonly float[] AlongArrow = [0.5f, 0.35f, 0.65f, 0.2f, 0.8f];
    private static readonly float[] Angles = [-60, -120, -90, -30, -150, 0, 180, 45, 135, 90];

    /// <summary>A label further than this from its point gets a line to it.</summary>
    private const float Near = 20;

    private readonly List<(string Latex, Outline Set, SKColor Colour, SKPoint? Of, Option[] Options)> labels = [];

    private readonly record struct Option(SKRect Rect, float Cost);

    /// <summary>Beside a point, above it if it can be.</summary>
    public void Beside(string latex, SKPoint point, SKColor colour)
    {
        var set = Typesetter.Label(latex, Theme.Text);
        labels.Add((latex, set, colour, point, [.. Around(set, point, FromPoint)]));
    }

    /// <summary>On a place inside an area, or near it.</summary>
    public void At(string latex, SKPoint middle, SKColor colour)
    {
        var set = Typesetter.Label(latex, Theme.Text);
        var (width, height) = (set.Width + set.Overhang, set.Height);
        var rect = SKRect.Create(middle.X - width / 2, middle.Y - height / 2, width, height);
        labels.Add((latex, set, colour, null, [new(rect, Cost(rect) - 20), .. Around(set, middle, FromPoint)]));
    }

    /// <summary>Beside an arrow, near its middle, on either side.</summary>
    public void Along(string latex, Polyline arrow, SKColor colour)
    {
        var set = Typesetter.Label(latex, Theme.Text);
        labels.Add((latex, set, colour, null, [.. AlongArrow.SelectMany(part => Around(set, arrow.At(part), FromArrow))]));
    }

    public void AddTo(Scene scene)
    {
        var chosen = new int[labels.Count];
        for (var sweep = 0; sweep < Sweeps; sweep++)
            for (var i = 0; i < chosen.Length; i++)
                chosen[i] = labels[i].Options.Index().MinBy(option => option.Item.Cost + Enumerable.Range(0, chosen.Length).Count(j => j != i && (sweep > 0 || j < i) && labels[j].Options[chosen[j]].Rect.IntersectsWith(option.Item.Rect)) * 1000f).Index;
        foreach (var (i, (latex, set, colour, of, options)) in labels.Index())
        {
            var rect = options[chosen[i]].Rect;
            var near = of is { } point ? new SKPoint(Math.Clamp(point.X, rect.Left, rect.Right), Math.Clamp(point.Y, rect.Top, rect.Bottom)) : default;
            if (of is { } start && SKPoint.Distance(start, near) > Near) scene.Add(new Shape.Stroke(new(start, near), colour, 1));
            scene.Put(latex, set, new(rect.Left, rect.Top + set.Ascent), colour, Theme.Text, Backing.Halo);
        }
    }

    private IEnumerable<Option> Around(Outline set, SKPoint point, float[] distances)
    {
        var (width, height) = (set.Width + set.Overhang, set.Height);
        for (var far = 0; far < distances.Length; far++)
            foreach (var (i, angle) in Angles.Index())
            {
                var (cos, sin) = (MathF.Cos(angle * MathF.PI / 180), MathF.Sin(angle * MathF.PI / 180));
                var middle = new SKPoint(point.X + cos * (distances[far] + width / 2), point.Y + sin * (distances[far] + height / 2));
                var rect = SKRect.Create(middle.X - width / 2, middle.Y - height / 2, width, height);
                yield return new(rect, Cost(rect) + far * 12 + i * 0.5f);
            }
    }

    private float Cost(SKRect rect)
    {
        var near = SKRect.Inflate(rect, 2, 2);
        var outside = window.Contains(near) ? 0 : 200;
        return outside + 30 * lines.Count(line => line.Touches(near)) + 8 * axes.Count(axis => axis.Touches(near)) + points.Count(point => SKRect.Inflate(near, 6, 6).Contains(point)) * 400;
    }
}
