using MashaBot.Pictures.Typesetting;
using SkiaSharp;

namespace MashaBot.Pictures.Scenes;

/// <summary>Finds places for labels in a plot: beside their point or arrow, off the curves, the points, the letters that are there already and one another.</summary>
internal sealed class PlotLabels(SKRect window, IReadOnlyList<Polyline> lines, IReadOnlyList<Polyline> axes, IReadOnlyList<SKPoint> points, IReadOnlyList<SKRect> letters)
{
    private const int Sweeps = 4;

    /// <summary>Room for the bright seam of the letters and half an arrow's head.</summary>
    private const float Clear = 5;

    /// <summary>Nearer than this to a foreign line a label could be taken for that line's.</summary>
    private const float Apart = 15;

    private static readonly float[] FromPoint = [9, 16, 30, 46];
    private static readonly float[] FromArrow = [5, 12, 22];
    private static readonly float[] AlongArrow = [0.5f, 0.35f, 0.65f, 0.2f, 0.8f];
    private static readonly float[] Angles = [-60, -120, -90, -30, -150, 0, 180, 45, 135, 90, -75, -105, -45, -135];

    /// <summary>A label further than this from its point gets a line to it.</summary>
    private const float Near = 20;

    private readonly List<(string Latex, Outline Set, SKColor Colour, Option[] Options)> labels = [];

    /// <param name="Rect">Where the label would lie.</param>
    /// <param name="Cost">What lies beneath it, and how far it is.</param>
    /// <param name="Leader">The line to its point, if that is far.</param>
    private readonly record struct Option(SKRect Rect, float Cost, Polyline? Leader = null)
    {
        public bool Disturbs(Option other) => Rect.IntersectsWith(other.Rect) || Leader?.Touches(other.Rect) == true || other.Leader?.Touches(Rect) == true;
    }

    /// <summary>Beside a point, above it if it can be.</summary>
    public void Beside(string latex, SKPoint point, SKColor colour)
    {
        var set = Typesetter.Label(latex, Theme.Text);
        labels.Add((latex, set, colour, [.. Around(set, point, FromPoint, leads: true)]));
    }

    /// <summary>On a place inside an area, or near it.</summary>
    public void At(string latex, SKPoint middle, SKColor colour)
    {
        var set = Typesetter.Label(latex, Theme.Text);
        var (width, height) = (set.Width + set.Overhang, set.Height);
        var rect = SKRect.Create(middle.X - width / 2, middle.Y - height / 2, width, height);
        labels.Add((latex, set, colour, [new(rect, Cost(rect) - 20), .. Around(set, middle, FromPoint)]));
    }

    /// <summary>Beside an arrow, near its middle, on either side.</summary>
    public void Along(string latex, Polyline arrow, SKColor colour)
    {
        var set = Typesetter.Label(latex, Theme.Text);
        labels.Add((latex, set, colour, [.. AlongArrow.SelectMany(part => Around(set, arrow.At(part), FromArrow))]));
    }

    public void AddTo(Scene scene)
    {
        var chosen = new int[labels.Count];
        for (var sweep = 0; sweep < Sweeps; sweep++)
            for (var i = 0; i < chosen.Length; i++)
                chosen[i] = labels[i].Options.Index().MinBy(option => option.Item.Cost + Enumerable.Range(0, chosen.Length).Count(j => j != i && (sweep > 0 || j < i) && labels[j].Options[chosen[j]].Disturbs(option.Item)) * 1000f).Index;
        foreach (var (i, (latex, set, colour, options)) in labels.Index())
        {
            var rect = options[chosen[i]].Rect;
            if (options[chosen[i]].Leader is { } leader) scene.Add(new Shape.Stroke(leader, colour, 1));
            scene.Put(latex, set, new(rect.Left, rect.Top + set.Ascent), colour, Theme.Text, Backing.Halo);
        }
    }

    private IEnumerable<Option> Around(Outline set, SKPoint point, float[] distances, bool leads = false)
    {
        var (width, height) = (set.Width + set.Overhang, set.Height);
        for (var far = 0; far < distances.Length; far++)
            foreach (var (i, angle) in Angles.Index())
            {
                var (cos, sin) = (MathF.Cos(angle * MathF.PI / 180), MathF.Sin(angle * MathF.PI / 180));
                var middle = new SKPoint(point.X + cos * (distances[far] + width / 2), point.Y + sin * (distances[far] + height / 2));
                var rect = SKRect.Create(middle.X - width / 2, middle.Y - height / 2, width, height);
                var near = new SKPoint(Math.Clamp(point.X, rect.Left, rect.Right), Math.Clamp(point.Y, rect.Top, rect.Bottom));
                var leader = leads && SKPoint.Distance(point, near) > Near ? new Polyline(point, near) : null;
                yield return new(rect, Cost(rect) + (leader is null ? 0 : 60 * points.Count(other => other != point && leader.Touches(Square(other)))) + far * 12 + i * 0.5f, leader);
            }
    }

    private static SKRect Square(SKPoint middle) => SKRect.Create(middle.X - 6, middle.Y - 6, 12, 12);

    private float Cost(SKRect rect)
    {
        var near = SKRect.Inflate(rect, 2, 2);
        var outside = window.Contains(near) ? 0 : 200;
        return outside + 1000 * letters.Count(near.IntersectsWith) + 30 * lines.Count(line => line.Touches(SKRect.Inflate(rect, Clear, Clear))) + 5 * lines.Count(line => line.Touches(SKRect.Inflate(rect, Apart, Apart))) + 25 * axes.Count(axis => axis.Touches(near)) + points.Count(point => SKRect.Inflate(near, 6, 6).Contains(point)) * 400;
    }
}
