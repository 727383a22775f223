using MashaBot.Pictures.Typesetting;
using MashaBot.Sheets.Drawings;
using SkiaSharp;

namespace MashaBot.Pictures.Scenes;

/// <summary>Arranges grids and the signs between them in rows, as many as fit beside one another.</summary>
internal static class GridScene
{
    private const float Gap = 14;
    private const float RowGap = 26;
    private const float NameGap = 10;
    private const float LeastCell = 32;

    /// <summary>A row may be a little wider than a phone before it is broken: what belongs together is read better in one line.</summary>
    private const float Stretch = 1.15f;
    private const float PixelCell = 24;

    public static Scene Of(GridDrawing drawing, float width)
    {
        var blocks = drawing.Items.Select(Block).ToArray();
        var scene = new Scene();
        var y = 0f;
        foreach (var row in Rows(blocks, Stretch * width))
        {
            // Signs and grids stand on one axis, the middle of the cells; names and labels hang out above and below.
            var above = row.Max(block => -block.Scene.Bounds.Top);
            var x = -(row.Sum(block => block.Scene.Bounds.Width) + Gap * (row.Count - 1)) / 2;
            foreach (var block in row)
            {
                scene.Add(block.Scene, new(x - block.Scene.Bounds.Left, y + above));
                x += block.Scene.Bounds.Width + Gap;
            }
            y += above + row.Max(block => block.Scene.Bounds.Bottom) + RowGap;
        }
        return scene;
    }

    /// <summary>A grid or a sign about the height 0.</summary>
    private readonly record struct Placed(Scene Scene, bool IsSign);

    private static IEnumerable<List<Placed>> Rows(Placed[] blocks, float width)
    {
        var row = new List<Placed>();
        foreach (var block in blocks)
        {
            // A sign that would end a row begins the next one.
            if (row.Count > 0 && row.Sum(placed => placed.Scene.Bounds.Width + Gap) + block.Scene.Bounds.Width > width + 1)
            {
                var carried = row is [_, .., { IsSign: true } last] && !block.IsSign ? last : (Placed?)null;
                if (carried is not null) row.RemoveAt(row.Count - 1);
                yield return row;
                row = carried is { } sign ? [sign] : [];
            }
            row.Add(block);
        }
        yield return row;
    }

    private static Placed Block(GridItem item)
    {
        var scene = new Scene();
        if (item is GridItem.Sign(var latex)) scene.Centred(latex, default, Theme.Ink, Theme.Text + 4);
        else AddGrid(scene, (GridItem.Grid)item);
        return new(scene, item is GridItem.Sign);
    }

    private static void AddGrid(Scene scene, GridItem.Grid grid)
    {
        var cell = CellSize(grid);
        var frame = SKRect.Create(0, -grid.Rows * cell.Height / 2, grid.Columns * cell.Width, grid.Rows * cell.Height);
        for (var row = 0; row < grid.Rows; row++)
            for (var column = 0; column < grid.Columns; column++) AddCell(scene, grid[row, column], Rect(row, column));
        scene.Add(new Shape.Card(Rect(grid.Padding, grid.Padding, grid.Rows - 2 * grid.Padding, grid.Columns - 2 * grid.Padding), 1, SKColors.Transparent, Theme.Ink) { IsNode = true });
        foreach (var window in grid.Windows) AddWindow(scene, window, Rect);
        AddNames(scene, grid, frame, cell);
        if (grid.Label is { } label)
        {
            var set = Typesetter.Label(label, Theme.Text);
            scene.Put(label, set, new(frame.MidX - set.Width / 2, frame.Bottom + 8 + set.Ascent), Theme.Ink, Theme.Text);
        }

        SKRect Rect(int row, int column, int rows = 1, int columns = 1) => SKRect.Create(column * cell.Width, frame.Top + row * cell.Height, columns * cell.Width, rows * cell.Height);
    }

    /// <summary>Wide and tall enough for every figure; square where cells are pixels.</summary>
    private static SKSize CellSize(GridItem.Grid grid)
    {
        var sets = grid.Cells.Where(cell => cell.Latex is { Length: > 0 }).Select(cell => Typesetter.Label(cell.Latex!, Theme.Text)).ToArray();
        if (sets.Length == 0) return new(PixelCell, PixelCell);
        var names = grid.ColumnNames.IsDefaultOrEmpty ? 0 : grid.ColumnNames.Max(name => Typesetter.Label(name, Theme.SmallText).Width + 8);
        var (width, height) = (Math.Max(Math.Max(LeastCell, names), sets.Max(set => set.Width + set.Overhang) + 14), Math.Max(LeastCell, sets.Max(set => set.Height) + 14));
        return grid.Cells.Any(cell => cell.Shade is not null) && width < 1.6f * height ? new(Math.Max(width, height), Math.Max(width, height)) : new(width, height);
    }

    private static void AddCell(Scene scene, GridCell cell, SKRect rect)
    {
        var isPale = cell.Accents.HasFlag(Accents.Pale);
        var colours = Theme.Of(cell.Accents);
        var fill = colours.Count > 0 ? Theme.Cell(colours[0]) : cell.Shade is { } shade ? Theme.Heat(shade) : isPale ? Theme.Card : Theme.Paper;
        scene.Add(new Shape.Card(rect, 0, fill, Theme.Pale) { BorderWidth = 0.9f, Dashed = isPale });
        if (colours.Count > 1) scene.Add(new Shape.Area([[new(rect.Right, rect.Top), new(rect.Right, rect.Bottom), new(rect.Left, rect.Bottom)]], Theme.Cell(colours[1]), SKRect.Inflate(rect, -0.5f, -0.5f)));
        if (cell.Latex is not { Length: > 0 } latex) return;
        var ink = isPale ? Theme.Edge : Math.Abs(cell.Shade ?? 0) > 0.6 && colours.Count == 0 ? Theme.Paper : Theme.Ink;
        scene.Centred(latex, new(rect.MidX, rect.MidY), ink);
    }

    private static void AddWindow(Scene scene, GridWindow window, Func<int, int, int, int, SKRect> rect)
    {
        var colour = Theme.One(window.Accents, Theme.Ink);
        var (rows, columns) = ((window.Height - 1) * window.Dilation + 1, (window.Width - 1) * window.Dilation + 1);
        var frame = SKRect.Inflate(rect(window.Row, window.Column, rows, columns), -0.5f, -0.5f);
        if (window.Dilation > 1)
            foreach (var (row, column) in window.Touched)
                scene.Add(new Shape.Card(SKRect.Inflate(rect(row, column, 1, 1), -2, -2), 3, SKColors.Transparent, colour) { BorderWidth = 2.6f });
        scene.Add(new Shape.Card(frame, 3, SKColors.Transparent, colour) { BorderWidth = window.Dilation > 1 ? 1.2f : 3, Dashed = window.Dashed || window.Dilation > 1 });
    }

    private static void AddNames(Scene scene, GridItem.Grid grid, SKRect frame, SKSize cell)
    {
        if (!grid.ColumnNames.IsDefaultOrEmpty)
            foreach (var (column, name) in grid.ColumnNames.Index())
            {
                var set = Typesetter.Label(name, Theme.SmallText);
                scene.Put(name, set, new((column + 0.5f) * cell.Width - set.Width / 2, frame.Top - NameGap), Theme.Edge, Theme.SmallText);
            }
        if (!grid.RowNames.IsDefaultOrEmpty)
            foreach (var (row, name) in grid.RowNames.Index())
            {
                var set = Typesetter.Label(name, Theme.SmallText);
                scene.Put(name, set, new(-8 - set.Width, frame.Top + (row + 0.5f) * cell.Height + Signs.Axis * Theme.SmallText), Theme.Edge, Theme.SmallText);
            }
    }
}
