using MashaBot.Pictures.Typesetting;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Pictures.Scenes;

/// <summary>Arranges several pictures in one: rows of panels, each with its label above.</summary>
internal static class PanelsScene
{
    private const float Gap = 12;
    private const float RowGap = 28;
    private const float LabelGap = 16;   // from the baseline: titles with and without descenders stand in one line

    public static Scene Of(PanelsDrawing drawing, float width)
    {
        var columns = Math.Clamp(drawing.Columns ?? Fitting(drawing, width), 1, drawing.Panels.Length);
        var room = (width - Gap * (columns - 1)) / columns;
        var panels = drawing.Panels.Select(panel => Titled(panel, room)).ToArray();
        var widths = Enumerable.Range(0, columns).Select(column => panels.Where((_, i) => i % columns == column).Max(panel => panel.Bounds.Width)).ToArray();
        var scene = new Scene();
        var y = 0f;
        foreach (var row in panels.Chunk(columns))
        {
            var (x, height) = (0f, row.Max(panel => panel.Bounds.Height));
            foreach (var (column, panel) in row.Index())
            {
                var bounds = panel.Bounds;
                scene.Add(panel, new(x + (widths[column] - bounds.Width) / 2 - bounds.Left, y - bounds.Top));
                x += widths[column] + Gap;
            }
            y += height + RowGap;
        }
        return scene;
    }

    /// <summary>Plots shrink, two beside one another; of others as many as are narrow enough.</summary>
    private static int Fitting(PanelsDrawing drawing, float width)
    {
        if (drawing.Panels.Any(panel => panel.Drawing is PlotDrawing)) return drawing.Panels.Length == 1 ? 1 : 2;
        var widest = drawing.Panels.Max(panel => Painter.SceneOf(panel.Drawing, width).Bounds.Width);
        return (int)((width + Gap) / (widest + Gap));
    }

    private static Scene Titled(Panel panel, float room)
    {
        var scene = Painter.SceneOf(panel.Drawing, room);
        if (panel.Label is not { } label) return scene;
        var (set, bounds) = (Typesetter.Label(label, Theme.Text), scene.Bounds);
        scene.Put(label, set, new(bounds.MidX - set.Width / 2, bounds.Top - LabelGap), Theme.Ink, Theme.Text);
        return scene;
    }
}
