using MashaBot.Sheets.Drawings;
using SkiaSharp;

namespace MashaBot.Pictures.Scenes;

/// <summary>An arrow in its colours: several accents make several strands side by side.</summary>
internal static class Strands
{
    private const float Distance = 4.5f;

    /// <param name="side">Along which line the arrow's ends stand, so that all strands begin and end there; null: across the arrow.</param>
    public static void Add(Scene scene, Polyline arrow, Accents accents, bool dashed = false, SKPoint? side = null)
    {
        var colours = Theme.Of(accents);
        if (colours.Count == 0)
        {
            scene.Add(new Shape.Stroke(arrow, Theme.One(accents, Theme.Edge), Theme.Line) { Head = true, Dashed = dashed });
            return;
        }
        foreach (var (i, colour) in colours.Index())
            scene.Add(new Shape.Stroke(Moved(arrow, (i - (colours.Count - 1) / 2f) * Distance, side), colour, 2.6f) { Head = true, Dashed = dashed });
    }

    private static Polyline Moved(Polyline arrow, float distance, SKPoint? side)
    {
        if (side is not { } along) return arrow.Beside(distance);
        var way = arrow.Points[^1] - arrow.Points[0];
        var across = Math.Abs(along.X * way.Y - along.Y * way.X) / Math.Max(1e-3f, way.Length);
        var needed = distance / Math.Max(0.4f, across);
        return arrow.Moved(along.X * needed, along.Y * needed);
    }
}
