using MashaBot.Pictures.Typesetting;
using MashaBot.Sheets.Drawings;
using SkiaSharp;

namespace MashaBot.Pictures;

internal abstract record Shape
{
    private Shape() { }

    public abstract SKRect Bounds { get; }

    public abstract void Paint(SKCanvas canvas);

    public abstract Shape Moved(SKPoint by);

    private static SKRect Moved(SKRect rect, SKPoint by) => new(rect.Left + by.X, rect.Top + by.Y, rect.Right + by.X, rect.Bottom + by.Y);

    /// <summary>A line, its corners rounded, with a head at its end or without.</summary>
    public sealed record Stroke(Polyline Along, SKColor Colour, float Width) : Shape
    {
        private const float Corner = 16;
        private const float HeadLength = 9;
        private const float HeadWidth = 8;

        public bool Dashed { get; init; }

        public bool Head { get; init; }

        /// <summary>Corners stay as they are: a curve sampled densely.</summary>
        public bool Exact { get; init; }

        public override SKRect Bounds => SKRect.Inflate(Along.Bounds, Width / 2, Width / 2);

        public override Stroke Moved(SKPoint by) => this with { Along = Along.Moved(by.X, by.Y) };

        public override void Paint(SKCanvas canvas)
        {
            using var pen = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Stroke, Color = Colour, StrokeWidth = Width, StrokeJoin = SKStrokeJoin.Round };
            if (Dashed) pen.PathEffect = SKPathEffect.CreateDash([5, 4], 0);
            var points = Along.Points;
            if (Head) points = [.. points[..^1], Polyline.Between(points[^1], points[^2], Math.Min(0.9f, (HeadLength - 1) / Math.Max(1e-3f, SKPoint.Distance(points[^1], points[^2]))))];
            using var builder = new SKPathBuilder();
            builder.MoveTo(points[0]);
            for (var i = 1; i < points.Length - 1; i++)
                if (Exact) builder.LineTo(points[i]);
                else builder.ArcTo(points[i], points[i + 1], Corner);
            builder.LineTo(points[^1]);
            using var path = builder.Detach();
            canvas.DrawPath(path, pen);
            if (Head) PaintHead(canvas);
        }

        private void PaintHead(SKCanvas canvas)
        {
            var (tip, before) = (Along.Points[^1], Along.Points[^2]);
            var along = tip - before;
            var length = Math.Max(1e-3f, along.Length);
            var (forward, side) = (new SKPoint(along.X / length, along.Y / length), new SKPoint(-along.Y / length, along.X / length));
            using var builder = new SKPathBuilder();
            builder.MoveTo(tip);
            builder.LineTo(tip.X - forward.X * HeadLength + side.X * HeadWidth / 2, tip.Y - forward.Y * HeadLength + side.Y * HeadWidth / 2);
            builder.LineTo(tip.X - forward.X * HeadLength - side.X * HeadWidth / 2, tip.Y - forward.Y * HeadLength - side.Y * HeadWidth / 2);
            builder.Close();
            using var path = builder.Detach();
            using var brush = new SKPaint { IsAntialias = true, Color = Colour };
            canvas.DrawPath(path, brush);
        }
    }

    /// <summary>A rounded box, or a circle if the radius is half its side.</summary>
    public sealed record Card(SKRect Rect, float Radius, SKColor Fill, SKColor Border) : Shape
    {
        public float BorderWidth { get; init; } = Theme.Line;

        public bool Dashed { get; init; }

        /// <summary>What labels must keep away from: a node, as against a tint inside one.</summary>
        public bool IsNode { get; init; }

        public override SKRect Bounds => SKRect.Inflate(Rect, BorderWidth / 2, BorderWidth / 2);

        public override Card Moved(SKPoint by) => this with { Rect = Moved(Rect, by) };

        public override void Paint(SKCanvas canvas)
        {
            using var brush = new SKPaint { IsAntialias = true, Color = Fill };
            canvas.DrawRoundRect(Rect, Radius, Radius, brush);
            if (BorderWidth == 0) return;
            using var pen = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Stroke, Color = Border, StrokeWidth = BorderWidth };
            if (Dashed) pen.PathEffect = SKPathEffect.CreateDash([4, 3], 0);
            canvas.DrawRoundRect(Rect, Radius, Radius, pen);
        }
    }

    /// <summary>Filled polygons within a window; one within another is a hole.</summary>
    public sealed record Area(SKPoint[][] Rings, SKColor Fill, SKRect Window) : Shape
    {
        public override SKRect Bounds => Window;

        public override Area Moved(SKPoint by) => this with { Rings = [.. Rings.Select(ring => ring.Select(point => point + by).ToArray())], Window = Moved(Window, by) };

        public override void Paint(SKCanvas canvas)
        {
            using var brush = new SKPaint { IsAntialias = true, Color = Fill };
            using var builder = new SKPathBuilder { FillType = SKPathFillType.EvenOdd };
            foreach (var ring in Rings) builder.AddPoly(ring.AsSpan(), close: true);
            using var path = builder.Detach();
            canvas.Save();
            canvas.ClipRect(Window);
            canvas.DrawPath(path, brush);
            canvas.Restore();
        }
    }

    /// <summary>A curve of a plot within its window.</summary>
    public sealed record Curve(Stroke Line, SKRect Window) : Shape
    {
        public override SKRect Bounds => Window;

        public override Curve Moved(SKPoint by) => new(Line.Moved(by), Moved(Window, by));

        public override void Paint(SKCanvas canvas)
        {
            canvas.Save();
            canvas.ClipRect(Window);
            Line.Paint(canvas);
            canvas.Restore();
        }
    }

    /// <summary>Figures as colours, one running into the next.</summary>
    public sealed record Pixels(HeatMap Map, SKRect Rect) : Shape
    {
        public override SKRect Bounds => Rect;

        public override Pixels Moved(SKPoint by) => this with { Rect = Moved(Rect, by) };

        public override void Paint(SKCanvas canvas)
        {
            var most = Map.Figures.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
            var size = new SKImageInfo(Map.Columns, Map.Figures.Length / Map.Columns, SKColorType.Rgba8888, SKAlphaType.Opaque);
            var bytes = Map.Figures.SelectMany(figure => Theme.Heat(most > 0 ? figure / most : 0) is var colour ? new[] { colour.Red, colour.Green, colour.Blue, (byte)255 } : []).ToArray();
            using var image = SKImage.FromPixelCopy(size, bytes);
            canvas.DrawImage(image, Rect, new SKSamplingOptions(SKFilterMode.Linear));
        }
    }

    /// <summary>A part of a circle from its top clockwise.</summary>
    public sealed record Arc(SKRect Circle, float Part, SKColor Colour, float Width) : Shape
    {
        public override SKRect Bounds => SKRect.Inflate(Circle, Width / 2, Width / 2);

        public override Arc Moved(SKPoint by) => this with { Circle = Moved(Circle, by) };

        public override void Paint(SKCanvas canvas)
        {
            using var pen = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Stroke, Color = Colour, StrokeWidth = Width, StrokeCap = SKStrokeCap.Round };
            canvas.DrawArc(Circle, -90, 360 * Part, false, pen);
        }
    }

    /// <summary>Light about a point.</summary>
    public sealed record Glow(SKPoint Middle, float Radius, SKColor Colour) : Shape
    {
        // Light takes no room: what lies about it may shine through.
        public override SKRect Bounds => SKRect.Create(Middle.X, Middle.Y, 0, 0);

        public override Glow Moved(SKPoint by) => this with { Middle = Middle + by };

        public override void Paint(SKCanvas canvas)
        {
            using var light = SKShader.CreateRadialGradient(Middle, Radius, [Colour.WithAlpha(120), Colour.WithAlpha(0)], SKShaderTileMode.Clamp);
            using var brush = new SKPaint { IsAntialias = true, Shader = light };
            canvas.DrawCircle(Middle, Radius, brush);
        }
    }

    /// <summary>An outline of our own, written as an SVG path.</summary>
    public sealed record Drawn(string Path, SKPoint Corner, float Scale, SKColor Colour) : Shape
    {
        private readonly SKPath outline = Placed(Path, Corner, Scale);

        public override SKRect Bounds => outline.Bounds;

        public override Drawn Moved(SKPoint by) => new(Path, Corner + by, Scale, Colour);

        public override void Paint(SKCanvas canvas)
        {
            using var brush = new SKPaint { IsAntialias = true, Color = Colour };
            canvas.DrawPath(outline, brush);
        }

        private static SKPath Placed(string path, SKPoint corner, float scale)
        {
            using var unit = SKPath.ParseSvgPathData(path) ?? throw new ArgumentException($"No path: {path}", nameof(path));
            var placed = new SKPath();
            unit.Transform(SKMatrix.CreateScaleTranslation(scale, scale, corner.X, corner.Y), placed);
            return placed;
        }
    }

    /// <summary>A letter that belongs to a drawn mark, and is no label.</summary>
    public sealed record Sign(Outline Outline, SKPoint Middle, SKColor Colour) : Shape
    {
        public override SKRect Bounds => SKRect.Create(Middle.X - Outline.Width / 2, Middle.Y - Outline.Height / 2, Outline.Width, Outline.Height);

        public override Sign Moved(SKPoint by) => this with { Middle = Middle + by };

        public override void Paint(SKCanvas canvas)
        {
            using var brush = new SKPaint { IsAntialias = true, Color = Colour };
            canvas.Save();
            canvas.Translate(Bounds.Left, Bounds.Top + Outline.Ascent);
            canvas.DrawPath(Outline.Path, brush);
            canvas.Restore();
        }
    }

    public sealed record Label(string Latex, Outline Outline, SKPoint Baseline, SKColor Colour, float Size, Backing Backing) : Shape
    {
        /// <summary>The letters' own room: as wide as they advance, as tall as they are.</summary>
        public override SKRect Bounds => new(Baseline.X, Baseline.Y - Outline.Ascent, Baseline.X + Outline.Width + Outline.Overhang, Baseline.Y + Outline.Descent);

        public override Label Moved(SKPoint by) => this with { Baseline = Baseline + by };

        public override void Paint(SKCanvas canvas)
        {
            if (Backing == Backing.Plate)
            {
                using var plate = new SKPaint { IsAntialias = true, Color = Theme.Card };
                canvas.DrawRoundRect(SKRect.Inflate(Bounds, 3, 2), 4, 4, plate);
            }
            canvas.Save();
            canvas.Translate(Baseline);
            if (Backing == Backing.Halo)
            {
                using var seam = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeJoin = SKStrokeJoin.Round, StrokeWidth = 5, Color = Theme.Card };
                canvas.DrawPath(Outline.Path, seam);
            }
            using var brush = new SKPaint { IsAntialias = true, Color = Colour };
            canvas.DrawPath(Outline.Path, brush);
            canvas.Restore();
        }
    }
}
