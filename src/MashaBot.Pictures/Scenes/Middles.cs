using SkiaSharp;

namespace MashaBot.Pictures.Scenes;

/// <summary>Where a label of an area stands best: inside, and far from its border.</summary>
internal static class Middles
{
    private const int Places = 28;

    public static SKPoint Of(SKPoint[][] rings, SKRect window)
    {
        var bounds = rings.SelectMany(ring => ring).Aggregate(SKRect.Empty, (all, point) => all == SKRect.Empty ? SKRect.Create(point.X, point.Y, 0.1f, 0.1f) : SKRect.Union(all, SKRect.Create(point.X, point.Y, 0.1f, 0.1f)));
        bounds.Intersect(window);
        var (best, furthest) = (new SKPoint(bounds.MidX, bounds.MidY), 0f);
        for (var i = 0; i < Places; i++)
            for (var j = 0; j < Places; j++)
            {
                var place = new SKPoint(bounds.Left + bounds.Width * (i + 0.5f) / Places, bounds.Top + bounds.Height * (j + 0.5f) / Places);
                if (!Holds(rings, place)) continue;
                var distance = Math.Min(Distance(rings, place), Math.Min(Math.Min(place.X - window.Left, window.Right - place.X), Math.Min(place.Y - window.Top, window.Bottom - place.Y)));
                if (distance > furthest + 0.5f) (best, furthest) = (place, distance);
            }
        return best;
    }

    private static bool Holds(SKPoint[][] rings, SKPoint point)
    {
        var holds = false;
        foreach (var ring in rings)
            for (int i = 0, j = ring.Length - 1; i < ring.Length; j = i++)
                if (ring[i].Y > point.Y != ring[j].Y > point.Y && point.X < (ring[j].X - ring[i].X) * (point.Y - ring[i].Y) / (ring[j].Y - ring[i].Y) + ring[i].X) holds = !holds;
        return holds;
    }

    private static float Distance(SKPoint[][] rings, SKPoint point)
    {
        var least = float.PositiveInfinity;
        foreach (var ring in rings)
            for (int i = 0, j = ring.Length - 1; i < ring.Length; j = i++)
            {
                var along = ring[i] - ring[j];
                var length = along.X * along.X + along.Y * along.Y;
                var part = length > 0 ? Math.Clamp(((point.X - ring[j].X) * along.X + (point.Y - ring[j].Y) * along.Y) / length, 0, 1) : 0;
                least = Math.Min(least, SKPoint.Distance(point, Polyline.Between(ring[j], ring[i], part)));
            }
        return least;
    }
}
