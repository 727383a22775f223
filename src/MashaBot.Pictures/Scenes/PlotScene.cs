using MashaBot.Pictures.Typesetting;
using MashaBot.Sheets.Drawings;
using SkiaSharp;

namespace MashaBot.Pictures.Scenes;

/// <summary>Arranges a plot: a window with a grid, figures beside it, the legend beneath.</summary>
internal sealed class PlotScene
{
    private const float PointRadius = 5.5f;
    private const float CloudRadius = 4.5f;
    private const float TrailRadius = 3.5f;
    private const float TickGap = 8;

    /// <summary>Between the window and the row of figures beneath: in the corner they are clear of those at the side.</summary>
    private const float RowGap = 9.5f;

    private readonly PlotDrawing plot;
    private readonly Scene scene = new();
    private readonly Axis xs;
    private readonly Axis ys;
    private readonly SKRect window;
    private readonly int roomX;
    private readonly int roomY;

    private PlotScene(PlotDrawing plot, float width)
    {
        this.plot = plot;
        var bars = new BarsLayout(plot.Bars);
        var points = plot.Curves.SelectMany(curve => curve.Points).Concat(plot.Points.Select(point => point.At)).Concat(plot.Clouds.SelectMany(cloud => cloud.Points))
            .Concat(plot.Arrows.SelectMany(arrow => new[] { arrow.From, arrow.To })).Concat(bars.Corners).Where(point => point.IsFinite).ToArray();
        xs = Axis.For(points.Select(point => point.X), plot.XRange, plot.XScale, bars.IsEmpty && plot.Points.Length + plot.Clouds.Length > 0 ? 0.06 : bars.IsEmpty ? 0 : 0.03);
        ys = Axis.For(points.Where(point => xs.Shows(point.X)).Select(point => point.Y), plot.YRange, plot.YScale, 0.07);
        if (!bars.IsEmpty && plot.YRange is null && ys.Range.From < 0 && bars.Corners.All(corner => corner.Y >= 0)) ys = ys with { Range = new(0, ys.Range.To) };
        roomY = width < 300 ? 5 : 6;
        var figures = ys.Ticks(roomY).Select(tick => Typesetter.Label(Ticks.Latex(tick, plot.DecimalMark), Theme.SmallText).Width).DefaultIfEmpty(0).Max();
        var wide = width - figures - TickGap - 6;
        var tall = plot.EqualUnits ? (float)Math.Clamp(wide * (ys.Range.To - ys.Range.From) / (xs.Range.To - xs.Range.From), 0.4 * wide, 1.4 * wide) : Math.Min(260, width * 0.72f);
        if (plot.EqualUnits) (xs, ys) = (xs.Widened(wide, tall, ys.Range), ys.Widened(tall, wide, xs.Range));
        roomX = (int)Math.Clamp(wide / 55, 2, 6);
        window = new(0, 0, wide, tall);
    }

    /// <param name="width">What it may take up from side to side.</param>
    public static Scene Of(PlotDrawing plot, float width)
    {
        var made = new PlotScene(plot, width);
        made.AddAreas();
        made.AddAxes();
        made.AddBars();
        made.AddData();
        made.AddLegend();
        return made.scene;
    }

    private SKPoint At(PlotPoint point) => new(X(point.X), Y(point.Y));

    private bool Shows(PlotPoint point) => point.IsFinite && xs.Shows(point.X) && ys.Shows(point.Y);

    private void AddAreas()
    {
        scene.Add(new Shape.Card(window, 0, Theme.Paper, Theme.Paper) { BorderWidth = 0 });
        foreach (var (i, area) in plot.Areas.Index())
            scene.Add(new Shape.Area(Rings(area), Theme.Tint(AreaColour(area, i)), window));
    }

    private static SKColor AreaColour(PlotArea area, int number) => area.Accents == Accents.None ? Theme.Colour(number) : Theme.One(area.Accents, Theme.Ink);

    private SKPoint[][] Rings(PlotArea area)
    {
        var rings = new List<List<SKPoint>> { new() };
        foreach (var corner in area.Corners)
            if (corner.IsFinite) rings[^1].Add(At(corner));
            else rings.Add([]);
        return [.. rings.Where(ring => ring.Count > 2).Select(ring => ring.ToArray())];
    }

    private void AddAxes()
    {
        if (plot.Categories.Length == 0)
            foreach (var tick in xs.Ticks(roomX)) AddLine(new(X(tick), window.Top), new(X(tick), window.Bottom), Theme.Grid);
        foreach (var tick in ys.Ticks(roomY)) AddLine(new(window.Left, Y(tick)), new(window.Right, Y(tick)), Theme.Grid);
        if (plot.Categories.Length == 0 && xs.Scale == PlotScale.Linear && xs.Shows(0)) AddLine(new(X(0), window.Top), new(X(0), window.Bottom), Theme.Edge);
        if (ys.Scale == PlotScale.Linear && ys.Shows(0)) AddLine(new(window.Left, Y(0)), new(window.Right, Y(0)), Theme.Edge);
        AddLine(new(window.Left, window.Top), new(window.Left, window.Bottom), Theme.Edge);
        AddLine(new(window.Left, window.Bottom), new(window.Right, window.Bottom), Theme.Edge);
        var taken = Name();
        if (plot.Categories.Length == 0) AddFigures(taken);
        else AddCategories();
        foreach (var tick in ys.Ticks(roomY))
        {
            var y = Y(tick);
            var latex = Ticks.Latex(tick, plot.DecimalMark);
            var set = Typesetter.Label(latex, Theme.SmallText);
            scene.Put(latex, set, new(window.Left - TickGap - set.Width, y + Signs.Axis * Theme.SmallText), Theme.Edge, Theme.SmallText);
        }
    }

    private float X(double figure) => window.Left + (float)xs.Part(figure) * window.Width;

    private float Y(double figure) => window.Bottom - (float)ys.Part(figure) * window.Height;

    private void AddFigures(SKRect taken)
    {
        foreach (var tick in xs.Ticks(roomX))
        {
            var x = X(tick);
            var latex = Ticks.Latex(tick, plot.DecimalMark);
            var set = Typesetter.Label(latex, Theme.SmallText);
            if (x + set.Width / 2 < taken.Left - 6) scene.Put(latex, set, new(x - set.Width / 2, window.Bottom + RowGap + 0.74f * Theme.SmallText), Theme.Edge, Theme.SmallText);
        }
    }

    private void AddCategories()
    {
        var room = window.Width / (float)(xs.Range.To - xs.Range.From) - 4;
        foreach (var (i, name) in plot.Categories.Index())
        {
            if (!xs.Shows(i + 1)) continue;
            var (set, x) = (Typesetter.Label(name, Theme.SmallText), X(i + 1));
            var fitting = Math.Min(1, room / Math.Max(1, set.Width));
            if (fitting < 1) set = Typesetter.Label(name, Theme.SmallText * fitting);
            scene.Put(name, set, new(x - set.Width / 2, window.Bottom + RowGap + 0.74f * Theme.SmallText), Theme.Ink, Theme.SmallText * fitting);
        }
    }

    /// <summary>The axes' names: at the right end of the row of figures, and above the upper end of the column. Categories need the row for themselves.</summary>
    private SKRect Name()
    {
        var (x, y) = (Typesetter.Label(plot.X, Theme.Text), Typesetter.Label(plot.Y, Theme.Text));
        if (plot.Y.Length > 0) scene.Put(plot.Y, y, new(window.Left - Math.Min(y.Width / 2, TickGap), window.Top - 10 - y.Descent), Theme.Ink, Theme.Text);
        if (plot.X.Length == 0) return new(window.Right + 40, 0, window.Right + 40, 0);
        return scene.Put(plot.X, x, new(window.Right - x.Width, window.Bottom + RowGap + 0.74f * Theme.Text + (plot.Categories.Length > 0 ? 24 : 0)), Theme.Ink, Theme.Text).Bounds;
    }

    private void AddLine(SKPoint from, SKPoint to, SKColor colour) => scene.Add(new Shape.Stroke(new([from, to]), colour, 1.1f));

    private void AddBars()
    {
        var layout = new BarsLayout(plot.Bars);
        var decimals = Decimals(layout);
        foreach (var (series, bars) in plot.Bars.Index())
        {
            var colour = Colour(bars.Accents, series);
            foreach (var (i, height) in bars.Heights.Index())
            {
                var (from, to) = layout.Sides(series, i);
                var (top, bottom) = (At(new(from, Math.Max(height, 0))), At(new(to, Math.Min(height, 0))));
                var rect = SKRect.Intersect(new(top.X, top.Y, bottom.X, bottom.Y), window);
                if (rect is { Width: > 0, Height: > 0 }) scene.Add(new Shape.Card(rect, Math.Min(2, rect.Height / 2), Theme.Filled(colour), colour) { BorderWidth = bars.Touching ? 1.2f : 0 });
                if (decimals is { } shown && ys.Shows(height)) AddFigure(height, Figure(height, shown), new((top.X + bottom.X) / 2, height >= 0 ? rect.Top : rect.Bottom));
            }
        }
        if (plot.Bars.Length > 0 && ys.Shows(0)) AddLine(At(new(xs.Range.From, 0)), At(new(xs.Range.To, 0)), Theme.Edge);
    }

    /// <summary>How many decimals the heights have room for, up to three; null: they are not written.</summary>
    private int? Decimals(BarsLayout layout)
    {
        if (!layout.HasFigures) return null;
        var room = plot.Bars.Index().Where(bars => bars.Item.Heights.Length > 0).Select(bars => layout.Sides(bars.Index, 0) is var (from, to) ? X(to) - X(from) : 0).DefaultIfEmpty(0).Min();
        return Enumerable.Range(0, 4).Reverse().Where(decimals => plot.Bars.SelectMany(bars => bars.Heights).All(height => Typesetter.Label(Figure(height, decimals), Theme.SmallText).Width <= room - 3)).Select(decimals => (int?)decimals).FirstOrDefault();
    }

    private string Figure(double height, int decimals) => Ticks.Latex(Math.Round(height, decimals), plot.DecimalMark);

    /// <summary>The height beside the end of a bar.</summary>
    private void AddFigure(double height, string latex, SKPoint end)
    {
        var set = Typesetter.Label(latex, Theme.SmallText);
        scene.Put(latex, set, new(end.X - set.Width / 2, height >= 0 ? end.Y - 5 : end.Y + 5 + set.Ascent), Theme.Ink, Theme.SmallText, Backing.Halo);
    }

    private void AddData()
    {
        var lines = new List<Polyline>();
        var dots = new List<SKPoint>();
        foreach (var (curve, colour) in Coloured(plot.Curves))
        {
            foreach (var part in Parts(curve))
            {
                lines.Add(part);
                scene.Add(new Shape.Curve(new(part, colour, curve.Accents.HasFlag(Accents.Pale) ? 1.4f : curve.Dots ? 1.8f : 2.4f) { Dashed = curve.Dashed, Exact = true }, window));
            }
            if (!curve.Dots) continue;
            foreach (var point in curve.Points.Where(Shows))
            {
                dots.Add(At(point));
                scene.AddMark(PointMark.Dot, At(point), colour, TrailRadius);
            }
        }
        foreach (var (i, cloud) in plot.Clouds.Index())
            foreach (var point in cloud.Points.Where(Shows))
            {
                dots.Add(At(point));
                scene.AddMark(cloud.Mark, At(point), Colour(cloud.Accents, i), CloudRadius);
            }
        var arrows = plot.Arrows.Select(Shortened).ToArray();
        foreach (var (arrow, line) in plot.Arrows.Zip(arrows))
        {
            var stroke = new Shape.Stroke(line, Theme.One(arrow.Accents, Theme.Ink), 2) { Head = true, Dashed = arrow.Dashed };
            scene.Add(Shows(arrow.From) && Shows(arrow.To) ? stroke : new Shape.Curve(stroke, window));
        }
        var points = plot.Points.Where(point => Shows(point.At)).ToArray();
        foreach (var point in points) scene.AddMark(point.Mark, At(point.At), Theme.One(point.Accents, Theme.Ink), PointRadius);
        AddLabels(lines, arrows, dots, points);
    }

    private void AddLabels(List<Polyline> lines, Polyline[] arrows, List<SKPoint> dots, MarkedPoint[] points)
    {
        Polyline[] axes = [new(At(new(0, ys.Range.From)), At(new(0, ys.Range.To))), new(At(new(xs.Range.From, 0)), At(new(xs.Range.To, 0)))];
        var labels = new PlotLabels(window, [.. lines, .. arrows], [.. axes.Where(axis => float.IsFinite(axis.Length))], [.. dots, .. points.Where(point => point.Mark != PointMark.None).Select(point => At(point.At))],
            [.. scene.Shapes.OfType<Shape.Label>().Select(label => label.Bounds)]);
        foreach (var point in points)
            if (point.Label is { } latex)
                if (point.Mark == PointMark.None) labels.At(latex, At(point.At), Theme.One(point.Accents, Theme.Ink));
                else labels.Beside(latex, At(point.At), Theme.One(point.Accents, Theme.Ink));
        foreach (var (arrow, line) in plot.Arrows.Zip(arrows))
            if (arrow.Label is { } latex) labels.Along(latex, line, Theme.One(arrow.Accents, Theme.Ink));
        foreach (var (i, area) in plot.Areas.Index())
            if (area.Label is { } latex && Rings(area) is [_, ..] rings) labels.At(latex, Middles.Of(rings, window), AreaColour(area, i));
        labels.AddTo(scene);
    }

    private static SKColor Colour(Accents accents, int number) => accents == Accents.None ? Theme.Colour(number) : Theme.One(accents, Theme.Ink);

    /// <summary>Curves without a colour of their own take the next one.</summary>
    private static IEnumerable<(PlotCurve Curve, SKColor Colour)> Coloured(IEnumerable<PlotCurve> curves)
    {
        var next = 0;
        foreach (var curve in curves) yield return (curve, Colour(curve.Accents, curve.Accents == Accents.None ? next++ : 0));
    }

    /// <summary>The pieces between points that are not finite.</summary>
    private IEnumerable<Polyline> Parts(PlotCurve curve)
    {
        var part = new List<SKPoint>();
        foreach (var point in curve.Points.Append(PlotPoint.Gap))
        {
            var at = point.IsFinite ? At(point) : default;
            // A pole's far values would overflow a float: they are drawn just outside the window.
            if (point.IsFinite && float.IsFinite(at.X) && !float.IsNaN(at.Y)) part.Add(new(Math.Clamp(at.X, -2 * window.Width, 3 * window.Width), Math.Clamp(at.Y, -2 * window.Height, 3 * window.Height)));
            else
            {
                if (part.Count > 1) yield return new([.. part]);
                part.Clear();
            }
        }
    }

    /// <summary>Arrows end at the rim of the points that they join, not in their middles.</summary>
    private Polyline Shortened(PlotArrow arrow)
    {
        var line = new Polyline(At(arrow.From), At(arrow.To));
        var cut = Math.Min(0.3f, (PointRadius + 1.5f) / Math.Max(1e-3f, line.Length));
        return new([line.At(IsMarked(arrow.From) ? cut : 0), line.At(IsMarked(arrow.To) ? 1 - cut : 1)]);

        bool IsMarked(PlotPoint end) => plot.Points.Any(point => point.Mark != PointMark.None && SKPoint.Distance(At(point.At), At(end)) < PointRadius);
    }

    private void AddLegend()
    {
        var legend = new Legend(scene, window.Right, window.Bottom + RowGap + 34 + (plot.X.Length > 0 && plot.Categories.Length > 0 ? 24 : 0));
        foreach (var (curve, colour) in Coloured(plot.Curves))
            if (curve.Label is { } label) legend.Add(label, (at, width) =>
            {
                scene.Add(new Shape.Stroke(new([at, at + new SKPoint(width, 0)]), colour, curve.Dots ? 1.8f : 2.6f) { Dashed = curve.Dashed });
                if (curve.Dots) scene.AddMark(PointMark.Dot, at + new SKPoint(width / 2, 0), colour, TrailRadius);
            });
        foreach (var (i, bars) in plot.Bars.Index())
            if (bars.Label is { } label) legend.Add(label, (at, width) => scene.Add(new Shape.Card(new(at.X + 4, at.Y - 7, at.X + width - 4, at.Y + 7), 2, Theme.Filled(Colour(bars.Accents, i)), Colour(bars.Accents, i)) { BorderWidth = 0 }));
        foreach (var (i, cloud) in plot.Clouds.Index())
            if (cloud.Label is { } label) legend.Add(label, (at, width) => scene.AddMark(cloud.Mark, at + new SKPoint(width / 2, 0), Colour(cloud.Accents, i), CloudRadius));
    }
}
