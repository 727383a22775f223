using System.Collections.Immutable;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Sheets.Drafting;

/// <summary>Reads `grid`: one grid, or several with signs between them.</summary>
internal static class GridReader
{
    private static readonly ImmutableSortedDictionary<string, Paint> Paints = Entry.Rows(("none", Paint.None), ("shades", Paint.Shades), ("signs", Paint.Signs), ("lit", Paint.Lit), ("turns", Paint.Turns));

    /// <summary>How cells are filled by their figures.</summary>
    private enum Paint
    {
        None,

        /// <summary>From white for the least to dark for the largest.</summary>
        Shades,

        /// <summary>One colour for positive, another for negative ones.</summary>
        Signs,

        /// <summary>Dark unless they are 0, and nothing written in them.</summary>
        Lit,

        /// <summary>In four colours, one cell after another.</summary>
        Turns,
    }

    internal static Func<Draft, Drawing> Read(Entry picture)
    {
        var items = picture["grid"] is { IsSequence: true }
            ? picture.Nodes("grid").Select(node => node.IsMapping ? Grid(picture.Inner("grid", node)) : Sign(picture.LabelOf(node))).ToArray()
            : [Grid(picture.Inner("grid"))];
        return draft => new GridDrawing([.. items.Select(item => item(draft))]);
    }

    private static Func<Draft, GridItem> Sign(Label sign) => draft => new GridItem.Sign(sign.In(draft));

    private static Func<Draft, GridItem> Grid(Entry entry)
    {
        if (entry.Has("of") == entry.Has("size")) entry.Node.Fault("a grid has either `of`, a matrix, or `size`, if its cells are empty", "Write `{ of: X }` or `{ size: (3, 3) }`");
        var (of, size, label, padding, paint) = (entry.Optional("of"), entry.Optional("size"), entry.Label(), entry.Integer("padding", 0), entry.OneOf("paint", Paints, Paint.None));
        ImmutableArray<Label> rows = [.. entry.Nodes("rows").Select(entry.LabelOf)], columns = [.. entry.Nodes("columns").Select(entry.LabelOf)];
        var decimals = entry.Decimals;
        var isBare = entry.Has("figures") && !entry.Flag("figures");
        ImmutableArray<(CellPlace Place, Accents Accents)> accents = [.. (entry["accents"]?.Entries() ?? []).Select(item => (Place(item), Entry.AccentOf(item)))];
        var windows = entry.Items("windows").Select(GridWindows.Read).ToArray();
        return draft =>
        {
            var cells = of is null ? Empty(draft.Value(size!)) : Cells(of, draft, paint, isBare, decimals);
            foreach (var (place, accent) in accents) cells = place.Marked(cells, accent);
            cells = Padded(cells, padding, isBare || paint == Paint.Lit ? null : draft.Figure(Real.Zero));
            return new GridItem.Grid(cells.GetLength(1), [.. cells])
            {
                Label = label?.In(draft),
                RowNames = [.. rows.Select(name => name.In(draft))],
                ColumnNames = [.. columns.Select(name => name.In(draft))],
                Windows = [.. windows.SelectMany(window => window(draft, padding, cells.GetLength(0), cells.GetLength(1)))],
                Padding = padding,
            };
        };
    }

    private static GridCell[,] Empty(Tensor<Real> size)
    {
        if (size is not { Count: 2 }) throw new EngineException($"{size} is no size: write rows and columns.");
        var cells = new GridCell[(int)size[0].ToDouble(), (int)size[1].ToDouble()];
        for (var row = 0; row < cells.GetLength(0); row++)
            for (var column = 0; column < cells.GetLength(1); column++) cells[row, column] = new(null);
        return cells;
    }

    /// <summary>Figures of a matrix, or of a vector as one row; letters where there is no figure.</summary>
    private static GridCell[,] Cells(Formula of, Draft draft, Paint paint, bool isBare, int? decimals)
    {
        if (draft.Workings.TryValue(of) is not { } value) return Letters(of, draft);
        var (rows, columns) = value.Shape.Rank switch
        {
            0 => (1, 1),
            1 => (1, value.Count),
            2 => (value.Shape[0], value.Shape[1]),
            _ => throw new EngineException($"{of} has shape {value.Shape}: a grid shows a matrix."),
        };
        var figures = value.Values.ToArray();
        var numbers = figures.Select(figure => figure.ToDouble()).ToArray();
        var (least, most) = (numbers.Min(), numbers.Max());
        var cells = new GridCell[rows, columns];
        for (var i = 0; i < figures.Length; i++)
            cells[i / columns, i % columns] = new(isBare || paint == Paint.Lit ? null : draft.Figure(Tensor.Scalar(figures[i]), decimals))
            {
                Shade = paint switch
                {
                    Paint.Shades => most > least ? (numbers[i] - least) / (most - least) : 0,
                    Paint.Signs => numbers[i] / Math.Max(1e-300, Math.Max(most, -least)),
                    Paint.Lit => numbers[i] != 0 ? 1 : 0,
                    _ => null,
                },
                Accents = paint == Paint.Turns ? (Accents)(1 << i % 4) : default,
            };
        return cells;
    }

    private static GridCell[,] Letters(Formula of, Draft draft)
    {
        var rows = of is Formula.Vector { IsMatrix: true } matrix ? matrix.Items.Select(row => ((Formula.Vector)row).Items).ToArray() : of is Formula.Vector vector ? [vector.Items] : [[of]];
        var cells = new GridCell[rows.Length, rows[0].Length];
        for (var row = 0; row < rows.Length; row++)
            for (var column = 0; column < rows[0].Length; column++)
                cells[row, column] = new(draft.Workings.TryValue(rows[row][column]) is { Count: 1 } value ? draft.Figure(value) : draft.Latex(rows[row][column]));
        return cells;
    }

    private static GridCell[,] Padded(GridCell[,] cells, int padding, string? zero)
    {
        if (padding == 0) return cells;
        var (rows, columns) = (cells.GetLength(0), cells.GetLength(1));
        var padded = new GridCell[rows + 2 * padding, columns + 2 * padding];
        for (var row = 0; row < padded.GetLength(0); row++)
            for (var column = 0; column < padded.GetLength(1); column++)
                padded[row, column] = row >= padding && row < rows + padding && column >= padding && column < columns + padding ? cells[row - padding, column - padding] : new(zero) { Accents = Accents.Pale };
        return padded;
    }

    /// <summary>Which cells a key of `accents` names: <c>row 1</c>, <c>column 2</c> or <c>1, 2</c>, counted from 1.</summary>
    private readonly record struct CellPlace(int? Row, int? Column)
    {
        public GridCell[,] Marked(GridCell[,] cells, Accents accents)
        {
            var marked = (GridCell[,])cells.Clone();
            for (var row = 0; row < cells.GetLength(0); row++)
                for (var column = 0; column < cells.GetLength(1); column++)
                    if ((Row ?? row + 1) == row + 1 && (Column ?? column + 1) == column + 1) marked[row, column] = cells[row, column] with { Accents = cells[row, column].Accents | accents };
            return marked;
        }
    }

    private static CellPlace Place(Yaml item)
    {
        var words = item.Name.Split([' ', ',', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        switch (words)
        {
            case ["row", var row] when int.TryParse(row, out var number): return new(number, null);
            case ["column", var column] when int.TryParse(column, out var number): return new(null, number);
            case [var row, var column] when int.TryParse(row, out var first) && int.TryParse(column, out var second): return new(first, second);
        }
        item.Fault($"`{item.Name}` is no place of a grid", "Write `row 1`, `column 2` or `\"1, 2\"`");
        return default;
    }
}
