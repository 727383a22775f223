using System.Collections.Immutable;

namespace MashaBot.Sheets.Drawings;

/// <summary>Grids of cells in a row, signs between them: matrices, pixel pictures, kernels, maps.</summary>
public sealed record GridDrawing : Drawing
{
    /// <exception cref="ArgumentException">There is none.</exception>
    public GridDrawing(params ImmutableArray<GridItem> items) => Items = items.IsDefaultOrEmpty ? throw new ArgumentException("There is at least one grid.", nameof(items)) : items;

    public ImmutableArray<GridItem> Items { get; }

    private protected override IEnumerable<string> Lines(Func<string, string> plain)
    {
        foreach (var item in Items)
            switch (item)
            {
                case GridItem.Sign(var latex):
                    yield return plain(latex);
                    break;
                case GridItem.Grid grid:
                    if (grid.Label is { } label) yield return $"{plain(label)}:";
                    if (!grid.ColumnNames.IsDefaultOrEmpty) yield return $"| {string.Join(" | ", grid.ColumnNames.Select(plain))}";
                    for (var row = 0; row < grid.Rows; row++)
                        yield return Joined(" | ", grid.RowNames.IsDefaultOrEmpty ? "" : plain(grid.RowNames[row]), string.Join("  ", Enumerable.Range(0, grid.Columns).Select(column => Cell(grid[row, column]))));
                    foreach (var window in grid.Windows)
                        yield return $"□ ({window.Row + 1 - grid.Padding}; {window.Column + 1 - grid.Padding}) {window.Height}×{window.Width}";
                    break;
            }

        string Cell(GridCell cell) => cell.Latex is { Length: > 0 } latex ? plain(latex) : cell.Shade switch { > 0 => "■", < 0 => "▣", _ => "□" };
    }
}

/// <summary>Something in the row.</summary>
public abstract record GridItem
{
    private GridItem() { }

    /// <param name="Latex">Such as <c>=</c> or <c>\ast</c>.</param>
    public sealed record Sign(string Latex) : GridItem;

    public sealed record Grid : GridItem
    {
        /// <param name="columns">How many cells a row has.</param>
        /// <param name="cells">Row by row.</param>
        /// <exception cref="ArgumentException">The cells are not whole rows.</exception>
        public Grid(int columns, ImmutableArray<GridCell> cells)
        {
            if (columns < 1 || cells.IsDefaultOrEmpty || cells.Length % columns != 0) throw new ArgumentException($"{cells.Length} cells are no rows of {columns}.", nameof(cells));
            (Columns, Cells) = (columns, cells);
        }

        public int Columns { get; }

        public int Rows => Cells.Length / Columns;

        public ImmutableArray<GridCell> Cells { get; }

        public GridCell this[int row, int column] => Cells[row * Columns + column];

        /// <summary>LaTeX beneath.</summary>
        public string? Label { get; init; }

        /// <summary>LaTeX left of each row; default: none.</summary>
        /// <exception cref="ArgumentException">There is not one a row.</exception>
        public ImmutableArray<string> RowNames
        {
            get;
            init => field = value.IsDefaultOrEmpty || value.Length == Rows ? value : throw new ArgumentException($"{value.Length} names for {Rows} rows.", nameof(value));
        }

        /// <summary>LaTeX above each column; default: none.</summary>
        /// <exception cref="ArgumentException">There is not one a column.</exception>
        public ImmutableArray<string> ColumnNames
        {
            get;
            init => field = value.IsDefaultOrEmpty || value.Length == Columns ? value : throw new ArgumentException($"{value.Length} names for {Columns} columns.", nameof(value));
        }

        public ImmutableArray<GridWindow> Windows { get; init; } = [];

        /// <summary>So many rows and columns at each side are not the picture's own, but put round it.</summary>
        public int Padding { get; init; }
    }
}

/// <param name="Latex">What is written in it; null for nothing.</param>
public sealed record GridCell(string? Latex)
{
    /// <summary>How it is filled: 0 not at all, 1 and −1 fully in two colours; null: not by its figure.</summary>
    public double? Shade { get; init; }

    public Accents Accents { get; init; }
}

/// <summary>A frame about cells, such as those that a kernel covers. Counted from 0, the padding's rows and columns included.</summary>
public sealed record GridWindow(int Row, int Column, int Height, int Width)
{
    /// <summary>From one cell that it touches to the next; 1: it touches all.</summary>
    public int Dilation { get; init; } = 1;

    public bool Dashed { get; init; }

    public Accents Accents { get; init; }

    /// <summary>The cells that it touches.</summary>
    public IEnumerable<(int Row, int Column)> Touched
    {
        get
        {
            for (var row = 0; row < Height; row++)
                for (var column = 0; column < Width; column++) yield return (Row + row * Dilation, Column + column * Dilation);
        }
    }
}
