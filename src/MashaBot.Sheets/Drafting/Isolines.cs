using System.Collections.Immutable;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Sheets.Drafting;

/// <summary>Where a function of the plane has a level, and the borders of the places where a condition holds.</summary>
/// <remarks>By marching squares: W. Lorensen, H. Cline, <i>Marching Cubes</i> (1987), in two dimensions.</remarks>
internal sealed class Isolines
{
    private const int Cells = 72;
    private const int Halvings = 14;

    private readonly bool[,] inside;
    private readonly Func<int, int, int, int, PlotPoint> crossing;
    private readonly Dictionary<int, List<int>> links = [];

    /// <summary>Lines of the level, parted by gaps.</summary>
    internal static ImmutableArray<PlotPoint> Level(Func<double, double, double> of, double level, PlotRange xs, PlotRange ys)
    {
        var heights = new double[Cells + 1, Cells + 1];
        for (var i = 0; i <= Cells; i++)
            for (var j = 0; j <= Cells; j++) heights[i, j] = of(At(xs, i), At(ys, j)) - level;
        var above = new bool[Cells + 1, Cells + 1];
        for (var i = 0; i <= Cells; i++)
            for (var j = 0; j <= Cells; j++) above[i, j] = heights[i, j] > 0;
        return new Isolines(above, (i, j, k, l) =>
        {
            var part = heights[i, j] / (heights[i, j] - heights[k, l]);
            return double.IsFinite(part) ? new(At(xs, i + part * (k - i)), At(ys, j + part * (l - j))) : PlotPoint.Gap;
        }).Traced();
    }

    /// <summary>Borders of the places within the ranges where the condition holds, closed and parted by gaps.</summary>
    internal static ImmutableArray<PlotPoint> Region(Func<double, double, bool> holds, PlotRange xs, PlotRange ys)
    {
        // A frame of places where it does not hold closes the borders along the ranges' ends.
        var inside = new bool[Cells + 3, Cells + 3];
        for (var i = 1; i <= Cells + 1; i++)
            for (var j = 1; j <= Cells + 1; j++) inside[i, j] = holds(At(xs, i - 1), At(ys, j - 1));
        return new Isolines(inside, (i, j, k, l) =>
        {
            if (inside[k, l]) (i, j, k, l) = (k, l, i, j);
            var (from, to) = (new PlotPoint(At(xs, i - 1), At(ys, j - 1)), new PlotPoint(At(xs, Math.Clamp(k - 1, 0, Cells)), At(ys, Math.Clamp(l - 1, 0, Cells))));
            for (var halving = 0; halving < Halvings && from != to; halving++)
            {
                var middle = new PlotPoint((from.X + to.X) / 2, (from.Y + to.Y) / 2);
                (from, to) = holds(middle.X, middle.Y) ? (middle, to) : (from, middle);
            }
            return from;
        }).Traced();
    }

    private Isolines(bool[,] inside, Func<int, int, int, int, PlotPoint> crossing) => (this.inside, this.crossing) = (inside, crossing);

    private static double At(PlotRange range, double cell) => range.From + (range.To - range.From) * cell / Cells;

    private int Size => inside.GetLength(0);

    private ImmutableArray<PlotPoint> Traced()
    {
        for (var i = 0; i + 1 < Size; i++)
            for (var j = 0; j + 1 < Size; j++) Cross(i, j);
        var points = ImmutableArray.CreateBuilder<PlotPoint>();
        while (links.Count > 0)
        {
            // Open lines from an end, so that they are not cut in the middle; then the closed ones.
            var start = links.Where(link => link.Value.Count == 1).Select(link => (int?)link.Key).FirstOrDefault() ?? links.First().Key;
            if (points.Count > 0) points.Add(PlotPoint.Gap);
            points.Add(Crossing(start));
            for (var at = start; Next(at) is { } next; at = next) points.Add(Crossing(next));
        }
        return points.ToImmutable();
    }

    /// <summary>Links the sides of a cell through which the border passes.</summary>
    private void Cross(int i, int j)
    {
        var (bottom, right, top, left) = (Side(i, j, false), Side(i + 1, j, true), Side(i, j + 1, false), Side(i, j, true));
        var corners = (inside[i, j] ? 1 : 0) + (inside[i + 1, j] ? 2 : 0) + (inside[i + 1, j + 1] ? 4 : 0) + (inside[i, j + 1] ? 8 : 0);
        switch (corners)
        {
            case 1 or 14: Link(left, bottom); break;
            case 2 or 13: Link(bottom, right); break;
            case 4 or 11: Link(right, top); break;
            case 8 or 7: Link(top, left); break;
            case 3 or 12: Link(left, right); break;
            case 6 or 9: Link(bottom, top); break;
            case 5: Link(left, bottom); Link(right, top); break;
            case 10: Link(bottom, right); Link(top, left); break;
        }
    }

    /// <summary>A number for the side of a cell that starts at a corner and goes up or to the right.</summary>
    private int Side(int i, int j, bool up) => 2 * (i * Size + j) + (up ? 1 : 0);

    private PlotPoint Crossing(int side)
    {
        var (i, j) = (side / 2 / Size, side / 2 % Size);
        return side % 2 == 1 ? crossing(i, j, i, j + 1) : crossing(i, j, i + 1, j);
    }

    private void Link(int a, int b)
    {
        foreach (var (from, to) in new[] { (a, b), (b, a) })
            if (links.TryGetValue(from, out var list)) list.Add(to);
            else links[from] = [to];
    }

    /// <summary>Goes on along a link and takes it away.</summary>
    private int? Next(int at)
    {
        if (!links.TryGetValue(at, out var list)) return null;
        var next = list[^1];
        Remove(at, next);
        Remove(next, at);
        return next;

        void Remove(int from, int to)
        {
            links[from].Remove(to);
            if (links[from].Count == 0) links.Remove(from);
        }
    }
}
