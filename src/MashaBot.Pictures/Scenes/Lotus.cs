using MashaBot.Sheets.Drawings;
using SkiaSharp;

namespace MashaBot.Pictures.Scenes;

/// <summary>Somebody who sits with crossed legs, and a disc for each sheet from the lap to above the head.</summary>
internal static class Lotus
{
    /// <summary>In a box of 200 × 240: head, body with arms that rest on the knees, crossed legs.</summary>
    private const string Figure =
        "M100,28 A24,26 0 1 1 99.9,28 Z " +
        "M90,78 C90,88 86,92 72,97 C54,103 48,112 43,132 L20,184 C16,193 26,200 33,192 L62,150 L66,182 L134,182 L138,150 L167,192 C174,200 184,193 180,184 L157,132 C152,112 146,103 128,97 C114,92 110,88 110,78 Z " +
        "M100,182 C60,180 22,190 6,206 C-2,216 6,226 20,226 L180,226 C194,226 202,216 194,206 C178,190 140,180 100,182 Z";

    private const float Width = 200;
    private const float Height = 240;

    /// <summary>Where the lowest and the highest disc lie.</summary>
    private const float Lowest = 206, Highest = 14;

    public static void Add(Scene scene, SKPoint middle, float width, IReadOnlyList<(SKColor Colour, SheetProgress Sheet)> sheets)
    {
        var scale = width / Width;
        var corner = new SKPoint(middle.X - width / 2, middle.Y - Height * scale / 2);
        scene.Add(new Shape.Drawn(Figure, corner, scale, Theme.ValueTint));
        var radius = Math.Min(8.5f, (Lowest - Highest) * scale / Math.Max(1, sheets.Count - 1) / 2 - 1.2f);
        foreach (var (i, (colour, sheet)) in sheets.Index())
        {
            var height = sheets.Count == 1 ? (Lowest + Highest) / 2 : Lowest + (Highest - Lowest) * i / (sheets.Count - 1);
            ProgressScene.AddRing(scene, new(middle.X, corner.Y + height * scale), radius, colour, sheet, withNumber: false);
        }
    }
}
