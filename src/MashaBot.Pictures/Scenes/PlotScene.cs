using MashaBot.Pictures.Typesetting;
using MashaBot.Sheets.Drawings;
using SkiaSharp;

namespace MashaBot.Pictures.Scenes;

/// <summary>Arranges a plot: a window with a grid, figures beside it, the legend beneath.</summary>
internal sealed class PlotScene
{
    private const float DefaultHeight = 260;
    private const float PointRadius = 5.5f;
    private const float TickGap = 8;

    private readonly PlotDrawing plot;
    private readonly Scene scene = new();
    private readonly PlotRange xs;
    private readonly PlotRange ys;
    private readonly SKRect window;

    private PlotScene(PlotDrawing plot)
    {
        this.plot = plot;
        var points = plot.Curves.SelectMany(curve => curve.Points).Concat(plot.Points.Select(point => point.At))
            .Concat(plot.Arrows.SelectMany(arrow => new[] { arrow.From, arrow.To })).Where(point => point.IsFinite).ToArray();
        xs = plot.XRange ?? Range(points.Select(point => point.X), plot.Points.Length > 0 ? 0.06 : 0);
        ys = plot.YRange ?? Range(points.Where(point => point.X >= xs.From && point.X <= xs.To).Select(point => point.Y), 0.07);
        var width = Theme.Width - 2 * Theme.Padding - Ticks.In(ys, 6).Max(tick => Typesetter.Label(Ticks.Latex(tick, plot.DecimalMark), Theme.SmallText).Width) - TickGap - 6;
        var height = plot.EqualUnits ? (float)Math.Clamp(width * (ys.To - ys.From) / (xs.To - xs.From), 0.4 * width, 1.4 * width) : DefaultHeight;
        if (plot.EqualUnits) (xs, ys) = (Widened(xs, width, height, ys), Widened(ys, height, width, xs));
        window = new(0, 0, width, height);
    }

    public static Scene Of(PlotDrawing plot)
    {
        var made = new PlotScene(plot);
        made.AddAreas();
        made.AddAxes();
        made.AddData();
        made.AddLegend();
        return made.scene;
    }

    /// <summary>What the figures need, with a margin at each end; a unit about a single one.</summary>
    private static PlotRange Range(IEnumerable<double> figures, double margin)
    {
        var (least, most) = figures.Aggregate((Least: double.PositiveInfinity, Most: double.NegativeInfinity), (range, figure) => (Math.Min(range.Least, figure), Math.Max(range.Most, figure)));
        if (!double.IsFinite(least)) return new(0, 1);
        if (most - least < 1e-9 * Math.Max(1, Math.Abs(most))) return new(least - 0.5, most + 0.5);
        var spare = margin * (most - least);
        return new(least - spare, most + spare);
    }

    /// <summary>The range about the same middle that makes its units as long as the other axis' where the window is too long for it.</summary>
    private static PlotRange Widened(PlotRange range, float length, float otherLength, PlotRange other)
    {
        var needed = (other.To - other.From) / otherLength * length;
        var spare = Math.Max(0, (needed - (range.To - range.From)) / 2);
        return new(range.From - spare, range.To + spare);
    }

    private SKPoint At(PlotPoint point) => new(
        window.Left + (float)((point.X - xs.From) / (xs.To - xs.From)) * window.Width,
        window.Bottom - (float)((point.Y - ys.From) / (ys.To - ys.From)) * window.Height);

    private void AddAreas()
    {
        scene.Add(new Shape.Card(window, 0, Theme.Paper, Theme.Paper) { BorderWidth = 0 });
        foreach (var (i, area) in plot.Areas.Index())
            scene.Add(new Shape.Area([.. area.Corners.Select(At)], Theme.Tint(Theme.One(area.Accents, Theme.Colour(i))), window));
    }

    private void AddAxes()
    {
        var taken = Name();
        foreach (var tick in Ticks.In(xs, 6))
        {
            var x = At(new(tick, ys.From)).X;
            var latex = Ticks.Latex(tick, plot.DecimalMark);
            var set = Typesetter.Label(latex, Theme.SmallText);
            AddLine(new(x, window.Top), new(x, window.Bottom), tick == 0 ? Theme.Edge : Theme.Grid);
            if (x + set.Width / 2 < taken.Left - 6) scene.Put(latex, set, new(x - set.Width / 2, window.Bottom + TickGap + 0.74f * Theme.SmallText), Theme.Edge, Theme.SmallText);
        }
        foreach (var tick in Ticks.In(ys, 6))
        {
            var y = At(new(xs.From, tick)).Y;
            var latex = Ticks.Latex(tick, plot.DecimalMark);
            var set = Typesetter.Label(latex, Theme.SmallText);
            AddLine(new(window.Left, y), new(window.Right, y), tick == 0 ? Theme.Edge : Theme.Grid);
            scene.Put(latex, set, new(window.Left - TickGap - set.Width, y + Signs.Axis * Theme.SmallText), Theme.Edge, Theme.SmallText);
        }
        AddLine(new(window.Left, window.Top), new(window.Left, window.Bottom), Theme.Edge);
        AddLine(new(window.Left, window.Bottom), new(window.Right, window.Bottom), Theme.Edge);
    }

    /// <summary>The axes' names: at the right end of the row of figures, and above the upper end of the column.</summary>
    private SKRect Name()
    {
        var (x, y) = (Typesetter.Label(plot.X, Theme.Text), Typesetter.Label(plot.Y, Theme.Text));
        scene.Put(plot.Y, y, new(window.Left - Math.Min(y.Width / 2, TickGap), window.Top - 10 - y.Descent), Theme.Ink, Theme.Text);
        return scene.Put(plot.X, x, new(window.Right - x.Width, window.Bottom + TickGap + 0.74f * Theme.Text), Theme.Ink, Theme.Text).Bounds;
    }

    private void AddLine(SKPoint from, SKPoint to, SKColor colour) => scene.Add(new Shape.Stroke(new([from, to]), colour, 1.1f));

    private void AddData()
    {
        var lines = new List<Polyline>();
        foreach (var (i, curve) in plot.Curves.Index())
            foreach (var part in Parts(curve))
            {
                lines.Add(part);
                scene.Add(new Shape.Curve(new(part, Colour(curve.Accents, i), 2.4f) { Dashed = curve.Dashed, Exact = true }, window));
            }
        var arrows = plot.Arrows.Select(arrow => Shortened(new([At(arrow.From), At(arrow.To)]))).ToArray();
        foreach (var (arrow, line) in plot.Arrows.Zip(arrows))
            scene.Add(new Shape.Stroke(line, Theme.One(arrow.Accents, Theme.Ink), 2) { Head = true, Dashed = arrow.Dashed });
        foreach (var point in plot.Points)
        {
            var (at, colour) = (At(point.At), Theme.One(point.Accents, Theme.Ink));
            scene.Add(new Shape.Card(SKRect.Create(at.X - PointRadius, at.Y - PointRadius, 2 * PointRadius, 2 * PointRadius), PointRadius, point.Hollow ? Theme.Paper : colour, point.Hollow ? colour : Theme.Paper) { IsNode = true, BorderWidth = point.Hollow ? 2.2f : 1.2f });
        }

        Polyline[] axes = [new(At(new(0, ys.From)), At(new(0, ys.To))), new(At(new(xs.From, 0)), At(new(xs.To, 0)))];
        var labels = new PlotLabels(window, [.. lines, .. arrows], axes, [.. plot.Points.Select(point => At(point.At))]);
        foreach (var point in plot.Points)
            if (point.Label is { } latex) labels.Beside(latex, At(point.At), Theme.One(point.Accents, Theme.Ink));
        foreach (var (arrow, line) in plot.Arrows.Zip(arrows))
            if (arrow.Label is { } latex) labels.Along(latex, line, Theme.One(arrow.Accents, Theme.Ink));
        foreach (var (i, area) in plot.Areas.Index())
            if (area.Label is { } latex) labels.At(latex, Middle([.. area.Corners.Select(At)]), Theme.One(area.Accents, Theme.Colour(i)));
        labels.AddTo(scene);
    }

    private static SKColor Colour(Accents accents, int number) => accents == Accents.None ? Theme.Colour(number) : Theme.One(accents, Theme.Ink);

    /// <summary>The pieces between points that are not finite.</summary>
    private IEnumerable<Polyline> Parts(PlotCurve curve)
    {
        var part = new List<SKPoint>();
        foreach (var point in curve.Points.Append(new(double.NaN, 0)))
        {
            // A pole's far values would overflow a float: they are drawn just outside the window.
            if (point.IsFinite) part.Add(At(point with { Y = Math.Clamp(point.Y, ys.From - 2 * (ys.To - ys.From), ys.To + 2 * (ys.To - ys.From)) }));
            else if (part.Count > 1) yield return new([.. part]);
            if (!point.IsFinite) part.Clear();
        }
    }

    /// <summary>Arrows end at the rim of the points that they join, not in their middles.</summary>
    private static Polyline Shortened(Polyline arrow)
    {
        var cut = Math.Min(0.3f, (PointRadius + 1.5f) / Math.Max(1e-3f, arrow.Length));
        return new([arrow.At(cut), arrow.At(1 - cut)]);
    }

    private SKPoint Middle(SKPoint[] corners)
    {
        var inside = corners.Select(corner => new SKPoint(Math.Clamp(corner.X, window.Left, window.Right), Math.Clamp(corner.Y, window.Top, window.Bottom))).ToArray();
        return new(inside.Average(point => point.X), inside.Average(point => point.Y));
    }

    private void AddLegend()
    {
        const float Swatch = 26, Space = 22, Row = 26;
        var entries = plot.Curves.Index().Where(curve => curve.Item.Label is not null).ToArray();
        var (x, y) = (0f, window.Bottom + TickGap + 34 + Row / 2);
        var left = scene.Shapes.Min(shape => shape.Bounds.Left);
        foreach (var (i, curve) in entries)
        {
            var set = Typesetter.Label(curve.Label!, Theme.Text);
            if (x > 0 && left + x + Swatch + 8 + set.Width > window.Right) (x, y) = (0, y + Row);
            var start = left + x;
            scene.Add(new Shape.Stroke(new([new(start, y), new(start + Swatch, y)]), Colour(curve.Accents, i), 2.6f) { Dashed = curve.Dashed });
            scene.Put(curve.Label!, set, new(start + Swatch + 8, y + Signs.Axis * Theme.Text), Theme.Ink, Theme.Text);
            x += Swatch + 8 + set.Width + Space;
        }
    }
}
