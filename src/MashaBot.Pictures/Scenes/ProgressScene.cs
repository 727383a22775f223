using System.Globalization;
using MashaBot.Pictures.Typesetting;
using MashaBot.Sheets.Drawings;
using SkiaSharp;

namespace MashaBot.Pictures.Scenes;

/// <summary>Arranges the card of a learner's progress: heading, chakras with their sheets, calendar.</summary>
internal sealed class ProgressScene
{
    private const float Wide = Theme.Width - 2 * Theme.Padding;
    private const float FigureWidth = 126;
    private const float Names = 14;
    private const float LeastRow = 27;
    private const float FigureHeight = 262;

    private readonly ProgressDrawing progress;
    private readonly Scene scene = new();
    private float y;

    private ProgressScene(ProgressDrawing progress) => this.progress = progress;

    public static Scene Of(ProgressDrawing progress)
    {
        var made = new ProgressScene(progress);
        made.AddHeading();
        made.AddSheets();
        CalendarScene.Add(made.scene, progress.Calendar, made.y, Wide);
        return made.scene;
    }

    private void AddHeading()
    {
        var title = Fitting(progress.Title, Face.Bold, Theme.Text + 6, Wide);
        scene.Put("", title, new(0, y + 20), Theme.Ink, Theme.Text + 6);
        y += 40;
        var x = 0f;
        foreach (var fact in progress.Facts)
        {
            var set = Fitting(fact, Face.Upright, Theme.SmallText, Wide - 20);
            if (x > 0 && x + set.Width + 20 > Wide) (x, y) = (0, y + 30);
            scene.Add(new Shape.Card(SKRect.Create(x, y, set.Width + 20, 25), 12.5f, Theme.ValueTint, Theme.ValueTint) { BorderWidth = 0 });
            scene.Put("", set, new(x + 10, y + 12.5f + Signs.Axis * Theme.SmallText), Theme.Value, Theme.SmallText);
            x += set.Width + 28;
        }
        if (progress.Facts.Length > 0) y += 40;
    }

    /// <summary>On the left who sits, a disc a sheet along the spine; on the right a ring and the name of each sheet, the last on top as the discs are.</summary>
    private void AddSheets()
    {
        var count = progress.Sheets.Length;
        var row = Math.Max(LeastRow, FigureHeight / count);
        var height = row * count;
        Lotus.Add(scene, new(FigureWidth / 2, y + height / 2), FigureWidth - 8, [.. progress.Sheets.Select((sheet, i) => (Colour(i, count), sheet))]);
        foreach (var (i, sheet) in progress.Sheets.Index())
        {
            var middle = new SKPoint(FigureWidth + 28, y + height - (i + 0.5f) * row);
            AddRing(scene, middle, 10, Colour(i, count), sheet, withNumber: true);
            var counts = Typesetter.Text(string.Create(CultureInfo.InvariantCulture, $"{sheet.Done}/{sheet.All}"), Face.Upright, 13);
            scene.Put("", counts, new(Wide - counts.Width, middle.Y + Signs.Axis * 13), Theme.Edge, 13);
            var name = Fitting(sheet.Title, sheet.IsMastered ? Face.Bold : Face.Upright, Names, Wide - counts.Width - middle.X - 26);
            scene.Put("", name, new(middle.X + 18, middle.Y + Signs.Axis * Names), sheet.Done > 0 ? Theme.Ink : Theme.Edge, Names);
        }
        y += height + 22;
    }

    /// <summary>A circle that closes clockwise as parts are done, and is filled when all are.</summary>
    public static void AddRing(Scene scene, SKPoint middle, float radius, SKColor colour, SheetProgress sheet, bool withNumber)
    {
        var circle = SKRect.Create(middle.X - radius, middle.Y - radius, 2 * radius, 2 * radius);
        if (sheet.IsMastered) scene.Add(new Shape.Glow(middle, 2 * radius, colour));
        scene.Add(new Shape.Card(circle, radius, sheet.IsMastered ? colour : Theme.Paper, sheet.IsMastered ? colour : Theme.Pale) { BorderWidth = 2.4f });
        if (sheet is { IsMastered: false, Part: > 0 }) scene.Add(new Shape.Arc(circle, sheet.Part, colour, 3.2f));
        if (!withNumber) return;
        var number = Typesetter.Text(string.Create(CultureInfo.InvariantCulture, $"{sheet.Number}"), Face.Bold, 12.6f);
        scene.Put("", number, new(middle.X - number.Width / 2, middle.Y + Signs.Axis * 12.6f), sheet.IsMastered ? Theme.Paper : sheet.Done > 0 ? Theme.Ink : Theme.Edge, 12.6f);
    }

    /// <summary>From red at the bottom to violet on top.</summary>
    private static SKColor Colour(int sheet, int count) => SKColor.FromHsv(count == 1 ? 0 : 280f * sheet / (count - 1), 68, 86);

    /// <summary>Set smaller if it is too wide, and cut off where that does not help.</summary>
    private static Outline Fitting(string text, Face face, float size, float width)
    {
        var set = Typesetter.Prose(text, face, size);
        if (set.Width <= width) return set;
        var smaller = Typesetter.Prose(text, face, Math.Max(size * width / set.Width, 0.86f * size));
        for (var end = text.Length - 1; smaller.Width > width && end > 0; end--) smaller = Typesetter.Prose($"{text[..end].TrimEnd()}…", face, 0.86f * size);
        return smaller;
    }
}
