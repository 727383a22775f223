using SkiaSharp;

namespace MashaBot.Pictures;

/// <summary>A line through points.</summary>
internal sealed class Polyline(params SKPoint[] points)
{
    public SKPoint[] Points { get; } = points;

    public float Length { get; } = Enumerable.Range(1, points.Length - 1).Sum(i => SKPoint.Distance(points[i - 1], points[i]));

    public SKRect Bounds { get; } = new(points.Min(p => p.X), points.Min(p => p.Y), points.Max(p => p.X), points.Max(p => p.Y));

    /// <summary>The point at <paramref name="part"/> of the length, 0 at the start, 1 at the end.</summary>
    public SKPoint At(float part)
    {
        var left = part * Length;
        for (var i = 1; i < Points.Length; i++)
        {
            var length = SKPoint.Distance(Points[i - 1], Points[i]);
            if (left <= length && length > 0) return Between(Points[i - 1], Points[i], left / length);
            left -= length;
        }
        return Points[^1];
    }

    public bool Touches(SKRect rect)
    {
        if (Bounds.Right < rect.Left || Bounds.Left > rect.Right || Bounds.Bottom < rect.Top || Bounds.Top > rect.Bottom) return false;
        for (var i = 1; i < Points.Length; i++)
            if (Touches(Points[i - 1], Points[i], rect)) return true;
        return false;
    }

    /// <summary>How long the two run on top of each other.</summary>
    public float Shared(Polyline other)
    {
        var shared = 0f;
        for (var i = 1; i < Points.Length; i++)
            for (var j = 1; j < other.Points.Length; j++) shared += Shared(Points[i - 1], Points[i], other.Points[j - 1], other.Points[j]);
        return shared;
    }

    private static float Shared(SKPoint a, SKPoint b, SKPoint c, SKPoint d)
    {
        const float Near = 5;
        var along = b - a;
        if (along.Length < 1) return 0;
        var unit = new SKPoint(along.X / along.Length, along.Y / along.Length);
        if (Math.Abs(Across(c)) > Near || Math.Abs(Across(d)) > Near) return 0;
        var (from, to) = (Math.Min(Along(c), Along(d)), Math.Max(Along(c), Along(d)));
        return Math.Max(0, Math.Min(along.Length, to) - Math.Max(0, from));

        float Along(SKPoint point) => (point.X - a.X) * unit.X + (point.Y - a.Y) * unit.Y;
        float Across(SKPoint point) => (point.X - a.X) * unit.Y - (point.Y - a.Y) * unit.X;
    }

    /// <summary>Shifted to its left by <paramref name="distance"/>.</summary>
    public Polyline Beside(float distance)
    {
        if (distance == 0) return this;
        var along = Points[^1] - Points[0];
        var length = MathF.Max(1e-3f, along.Length);
        var shift = new SKPoint(along.Y / length * distance, -along.X / length * distance);
        return new([.. Points.Select(point => point + shift)]);
    }

    public Polyline Reversed() => new([.. Points.Reverse()]);

    public Polyline Moved(float x, float y) => new([.. Points.Select(point => new SKPoint(point.X + x, point.Y + y))]);

    public static SKPoint Between(SKPoint a, SKPoint b, float part) => new(a.X + (b.X - a.X) * part, a.Y + (b.Y - a.Y) * part);

    /// <summary>Whether a segment meets a rectangle: what is left of it after it is clipped by the four sides.</summary>
    private static bool Touches(SKPoint a, SKPoint b, SKRect rect)
    {
        var (from, to) = (0f, 1f);
        return Clip(-(b.X - a.X), a.X - rect.Left) && Clip(b.X - a.X, rect.Right - a.X) && Clip(-(b.Y - a.Y), a.Y - rect.Top) && Clip(b.Y - a.Y, rect.Bottom - a.Y);

        bool Clip(float slope, float room)
        {
            if (slope == 0) return room >= 0;
            if (slope < 0) from = Math.Max(from, room / slope);
            else to = Math.Min(to, room / slope);
            return from <= to;
        }
    }
}
