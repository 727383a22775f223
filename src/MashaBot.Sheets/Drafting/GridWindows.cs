using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Sheets.Drafting;

/// <summary>Reads the windows of a grid: one at a place, or all that a stride comes to.</summary>
internal static class GridWindows
{
    /// <summary>Given a draft, the padding, and the rows and columns with it.</summary>
    internal delegate IEnumerable<GridWindow> Windows(Draft draft, int padding, int rows, int columns);

    internal static Windows Read(Entry entry)
    {
        if (!entry.Holds("{ at: (1, 1), size: 3 }", "size") || entry.Has("at") == entry.Has("stride"))
        {
            if (entry.Has("size")) entry.Node.Fault("a window has either `at`, its first cell, or `stride`, if it goes over the whole grid", "Write `{ at: (1, 1), size: 3 }` or `{ size: 2, stride: 2 }`");
            return (_, _, _, _) => [];
        }
        var (at, stride, size, dilation) = (entry.Optional("at"), entry.Optional("stride"), entry.Formula("size"), entry.Integer("dilation", 1));
        var (dashed, accents) = (entry.Flag("dashed"), entry.Accent());
        return (draft, padding, rows, columns) =>
        {
            var (height, width) = Two(draft, size);
            var (tall, wide) = ((height - 1) * dilation + 1, (width - 1) * dilation + 1);
            if (at is not null)
            {
                var (row, column) = Two(draft, at);
                return [Window(row - 1 + padding, column - 1 + padding, accents)];
            }
            var (down, across) = Two(draft, stride!);
            return Places(rows, tall, down).SelectMany(row => Places(columns, wide, across).Select(column => (row, column)))
                .Select((place, i) => Window(place.row, place.column, accents == Accents.None ? (Accents)(1 << i % 4) : accents));

            GridWindow Window(int row, int column, Accents colours) => row >= 0 && column >= 0 && row + tall <= rows && column + wide <= columns
                ? new(row, column, height, width) { Dilation = dilation, Dashed = dashed, Accents = colours }
                : throw new EngineException($"A window of {tall} rows and {wide} columns at row {row + 1 - padding}, column {column + 1 - padding} leaves the grid.");
        };
    }

    private static IEnumerable<int> Places(int length, int window, int stride)
    {
        for (var place = 0; place + window <= length; place += stride) yield return place;
    }

    /// <summary>A pair, or one number for both.</summary>
    private static (int Down, int Across) Two(Draft draft, Formula formula) => draft.Numbers(formula) switch
    {
        [var both] => ((int)both, (int)both),
        [var down, var across] => ((int)down, (int)across),
        _ => throw new EngineException($"{formula} is neither a number nor a pair."),
    };
}
