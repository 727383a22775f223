using System.Globalization;
using MashaBot.Pictures.Typesetting;
using MashaBot.Sheets.Drawings;
using SkiaSharp;

namespace MashaBot.Pictures.Scenes;

/// <summary>Arranges the schematic of a dense network: a column of some circles a layer, a fan of lines between columns, the width beneath.</summary>
internal static class LayersScene
{
    private const float Radius = 9;
    private const float Pitch = 25;
    private const int AllShown = 5;

    public static Scene Of(LayersDrawing drawing)
    {
        var scene = new Scene();
        var widths = drawing.Widths;
        var numbers = widths.Select(width => Typesetter.Label(Figure(width), Theme.Text + 2)).ToArray();
        var names = drawing.Labels.IsDefaultOrEmpty ? [] : drawing.Labels.Select(label => Typesetter.Label(label, Theme.Text)).ToArray();
        var widest = numbers.Concat(names).Max(set => set.Width);
        var gap = Math.Max(widest + 18, (Theme.Width - 2 * Theme.Padding - 2 * Radius - 20) / Math.Max(1, widths.Length - 1));
        var columns = widths.Select((width, layer) => Column(width, layer * Math.Min(gap, 160))).ToArray();
        var lowest = columns.Max(column => column[^1]?.Y ?? 0) + Radius;

        for (var layer = 1; layer < columns.Length; layer++)
            foreach (var from in columns[layer - 1])
                foreach (var to in columns[layer])
                    if (from is { } a && to is { } b) scene.Add(new Shape.Stroke(new([a, b]), Theme.Pale, 0.8f));
        foreach (var (layer, column) in columns.Index())
        {
            var x = column[0]!.Value.X;
            if (drawing.Biases && layer + 1 < columns.Length) AddConstant(scene, new(x, lowest + 26), columns[layer + 1]);
            foreach (var place in column)
                if (place is { } at) scene.Add(new Shape.Card(Circle(at), Radius, layer == 0 ? Theme.Constant : Theme.Paper, layer == 0 ? Theme.Edge : Theme.Ink) { IsNode = true });
            if (Array.IndexOf(column, null) is > 0 and var hole) scene.Centred(@"\vdots", Polyline.Between(column[hole - 1]!.Value, column[hole + 1]!.Value, 0.5f), Theme.Ink, Theme.Text + 2);
        }
        var row = lowest + (drawing.Biases ? 68 : 34);
        foreach (var (layer, number) in numbers.Index())
            scene.Put(Figure(widths[layer]), number, new(columns[layer][0]!.Value.X - number.Width / 2, row), Theme.Ink, Theme.Text + 2);
        var top = columns.Min(column => column[0]!.Value.Y) - Radius - 16;
        foreach (var (layer, name) in names.Index())
            scene.Put(drawing.Labels[layer], name, new(columns[layer][0]!.Value.X - name.Width / 2, top - name.Descent), Theme.Edge, Theme.Text);
        return scene;
    }

    /// <summary>The circles of a column about height 0; a hole where more neurons are meant than shown.</summary>
    private static SKPoint?[] Column(int width, float x)
    {
        var shown = width <= AllShown ? width : Math.Min(9, 5 + (int)Math.Round(2 * Math.Log10(width / 10.0)));
        return [.. Enumerable.Range(0, shown).Select(i => width > shown && i == shown - 2 ? (SKPoint?)null : new SKPoint(x, (i - (shown - 1) / 2f) * Pitch))];
    }

    private static void AddConstant(Scene scene, SKPoint at, SKPoint?[] next)
    {
        foreach (var to in next)
            if (to is { } end) scene.Add(new Shape.Stroke(new([at, end]), Theme.Pale, 0.8f) { Dashed = true });
        scene.Add(new Shape.Card(Circle(at, 12), 12, Theme.Constant, Theme.Edge) { IsNode = true, Dashed = true });
        scene.Centred("1", at, Theme.Edge, Theme.SmallText);
    }

    private static SKRect Circle(SKPoint at, float radius = Radius) => SKRect.Create(at.X - radius, at.Y - radius, 2 * radius, 2 * radius);

    private static string Figure(int width) => width.ToString(CultureInfo.InvariantCulture);
}
