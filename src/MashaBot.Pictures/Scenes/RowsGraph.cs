using MashaBot.Sheets.Drawings;
using SkiaSharp;

namespace MashaBot.Pictures.Scenes;

/// <summary>A graph whose nodes stand in given rows and columns: widths and heights as needed, lines that go round the nodes in their way.</summary>
internal sealed class RowsGraph
{
    private const float Clearance = 5;
    private const float Lane = 6;
    private const float GroupMargin = 12;
    private const float GroupLabel = 20;

    /// <summary>Between the frames of two groups, one above the other.</summary>
    private const float BetweenGroups = 10;

    /// <summary>How far round a node a line may go.</summary>
    private static readonly float[] Detours = [17, 29, 41, 56];

    private readonly GraphDrawing graph;
    private readonly SKSize[] sizes;
    private readonly (int Row, int First, int Last)[] places;
    private readonly int columns;

    public RowsGraph(GraphDrawing graph, SKSize[] sizes)
    {
        (this.graph, this.sizes) = (graph, sizes);
        columns = graph.Rows.Max(row => row.Length);
        places = [.. sizes.Select((_, node) => graph.Rows.Index().Where(row => row.Item.Contains(node)).Select(row => (row.Index, row.Item.IndexOf(node), row.Item.LastIndexOf(node))).First())];
    }

    /// <param name="gap">Free height between rows.</param>
    /// <param name="apart">Free width between columns.</param>
    public (SKRect[] Nodes, Polyline[] Lines) Placed(float gap, float apart)
    {
        var nodes = Nodes(gap, apart);
        var ends = graph.Edges.Select(edge => (edge.From, edge.To)).Concat(graph.Edges.Where(edge => edge.Back).Select(edge => (edge.To, edge.From))).ToArray();
        var lines = new List<Polyline>();
        // Straight ones first: the others go round them too.
        var order = ends.Index().OrderBy(edge => Math.Abs(places[edge.Item.Item1].Row - places[edge.Item.Item2].Row) + Math.Abs(places[edge.Item.Item1].First - places[edge.Item.Item2].First)).Select(edge => edge.Index).ToArray();
        foreach (var edge in order) lines.Add(Line(ends[edge].Item1, ends[edge].Item2, nodes, ends.Contains((ends[edge].Item2, ends[edge].Item1)) && ends[edge].Item1 != ends[edge].Item2, lines));
        return (nodes, [.. Enumerable.Range(0, ends.Length).Select(edge => lines[Array.IndexOf(order, edge)])]);
    }

    /// <summary>The frame of a group, with room for its label.</summary>
    public static SKRect Frame(GraphGroup group, SKRect[] nodes)
    {
        var frame = SKRect.Inflate(group.Nodes.Select(node => nodes[node]).Aggregate(SKRect.Union), GroupMargin, GroupMargin);
        return group.Label is null ? frame : new(frame.Left, frame.Top - GroupLabel, frame.Right, frame.Bottom);
    }

    private SKRect[] Nodes(float gap, float apart)
    {
        var widths = new float[columns];
        foreach (var (node, place) in places.Index())
            if (place.First == place.Last) widths[place.First] = Math.Max(widths[place.First], sizes[node].Width);
        foreach (var (node, place) in places.Index())
        {
            var spare = sizes[node].Width - widths[place.First..(place.Last + 1)].Sum() - apart * (place.Last - place.First);
            for (var column = place.First; column <= place.Last && spare > 0; column++) widths[column] += spare / (place.Last - place.First + 1);
        }
        var gaps = graph.Rows.Select((_, row) => row > 0 && HasGroupsAbout(row) ? Math.Max(gap, 2 * GroupMargin + GroupLabel + BetweenGroups) : row > 0 ? gap : 0).ToArray();
        var heights = graph.Rows.Select((_, row) => places.Index().Where(place => place.Item.Row == row).Select(place => sizes[place.Index].Height).DefaultIfEmpty(0).Max()).ToArray();
        return [.. places.Select((place, node) =>
        {
            var left = widths[..place.First].Sum() + apart * place.First;
            var width = widths[place.First..(place.Last + 1)].Sum() + apart * (place.Last - place.First);
            var (own, middle) = (place.First == place.Last ? sizes[node].Width : width, heights[..place.Row].Sum() + gaps[..(place.Row + 1)].Sum() + heights[place.Row] / 2);
            return SKRect.Create(left + (width - own) / 2, middle - sizes[node].Height / 2, own, sizes[node].Height);
        })];
    }

    /// <summary>One group ends in the row above, another begins in this one.</summary>
    private bool HasGroupsAbout(int row) =>
        graph.Groups.Any(group => group.Nodes.Max(node => places[node].Row) == row - 1) && graph.Groups.Any(group => group.Nodes.Min(node => places[node].Row) == row);

    private Polyline Line(int from, int to, SKRect[] nodes, bool hasTwin, List<Polyline> earlier)
    {
        if (from == to) return Loop(nodes[from]);
        var others = nodes.Where((_, node) => node != from && node != to).Select(rect => SKRect.Inflate(rect, Clearance, Clearance))
            .Concat(graph.Groups.Where(group => !group.Nodes.Contains(from) && !group.Nodes.Contains(to)).Select(group => Frame(group, nodes))).ToArray();
        return Candidates(nodes[from], nodes[to], hasTwin ? Lane : 0).MinBy(line => line.Length + 4 * line.Points.Length + 1e5f * others.Count(line.Touches) + earlier.Sum(line.Shared) * 8)!;
    }

    /// <summary>Round the upper right corner and back.</summary>
    private static Polyline Loop(SKRect node) => new(
        new(node.MidX + node.Width / 5, node.Top - 1), new(node.MidX + node.Width / 5, node.Top - 24), new(node.Right + 24, node.Top - 24), new(node.Right + 24, node.MidY), new(node.Right + 1, node.MidY));

    private static IEnumerable<Polyline> Candidates(SKRect a, SKRect b, float lane)
    {
        yield return Straight(a, b, lane);
        // One corner: out of a side, into an upper or lower side, or the other way round.
        var (right, below) = (b.MidX > a.MidX, b.MidY > a.MidY);
        yield return new(new(right ? a.Right : a.Left, a.MidY + lane), new(b.MidX + lane, a.MidY + lane), new(b.MidX + lane, below ? b.Top - 1 : b.Bottom + 1));
        yield return new(new(a.MidX + lane, below ? a.Bottom : a.Top), new(a.MidX + lane, b.MidY + lane), new(right ? b.Left - 1 : b.Right + 1, b.MidY + lane));
        // Two corners, round what stands between: above, below, left, right.
        foreach (var detour in Detours)
        {
            foreach (var y in new[] { Math.Min(a.Top, b.Top) - detour - lane, Math.Max(a.Bottom, b.Bottom) + detour + lane })
            {
                var above = y < a.MidY;
                yield return new(new(a.MidX + lane, above ? a.Top : a.Bottom), new(a.MidX + lane, y), new(b.MidX - lane, y), new(b.MidX - lane, above ? b.Top - 1 : b.Bottom + 1));
            }
            foreach (var x in new[] { Math.Min(a.Left, b.Left) - detour - lane, Math.Max(a.Right, b.Right) + detour + lane })
            {
                var left = x < a.MidX;
                // Not at the very middle of the sides, where the straight lines are.
                var off = Math.Min(a.Height, b.Height) / 4;
                yield return new(new(left ? a.Left : a.Right, a.MidY - off), new(x, a.MidY - off), new(x, b.MidY + off), new(left ? b.Left - 1 : b.Right + 1, b.MidY + off));
            }
            // Three corners: along the row of the one, then along the column of the other.
            foreach (var y in new[] { a.Top - detour, a.Bottom + detour })
                foreach (var x in new[] { b.Left - detour, b.Right + detour })
                    yield return new(new(a.MidX - lane, y < a.MidY ? a.Top : a.Bottom), new(a.MidX - lane, y), new(x, y), new(x, b.MidY + lane), new(x < b.MidX ? b.Left - 1 : b.Right + 1, b.MidY + lane));
        }
    }

    /// <summary>Upright or level where the two face each other, else from middle to middle.</summary>
    private static Polyline Straight(SKRect a, SKRect b, float lane)
    {
        if (Facing(a.Left, a.Right, b.Left, b.Right) is { } x && (a.Bottom < b.Top || b.Bottom < a.Top))
        {
            var down = a.MidY < b.MidY;
            return new(new(x + (down ? lane : -lane), down ? a.Bottom : a.Top), new(x + (down ? lane : -lane), down ? b.Top - 1 : b.Bottom + 1));
        }
        if (Facing(a.Top, a.Bottom, b.Top, b.Bottom) is { } y && (a.Right < b.Left || b.Right < a.Left))
        {
            var right = a.MidX < b.MidX;
            return new(new(right ? a.Right : a.Left, y + (right ? -lane : lane)), new(right ? b.Left - 1 : b.Right + 1, y + (right ? -lane : lane)));
        }
        var (start, end) = (new SKPoint(a.MidX, a.MidY), new SKPoint(b.MidX, b.MidY));
        return new Polyline(Leaves(a, start, end), Leaves(SKRect.Inflate(b, 1, 1), end, start)).Beside(lane);
    }

    /// <summary>A place that both sides share, near the middle of the shorter one.</summary>
    private static float? Facing(float from, float to, float otherFrom, float otherTo)
    {
        var (least, most) = (Math.Max(from, otherFrom) + 6, Math.Min(to, otherTo) - 6);
        if (least > most) return null;
        return Math.Clamp(to - from <= otherTo - otherFrom ? (from + to) / 2 : (otherFrom + otherTo) / 2, least, most);
    }

    private static SKPoint Leaves(SKRect rect, SKPoint middle, SKPoint target)
    {
        var along = target - middle;
        var part = Math.Min(rect.Width / 2 / Math.Max(1e-3f, Math.Abs(along.X)), rect.Height / 2 / Math.Max(1e-3f, Math.Abs(along.Y)));
        return new(middle.X + along.X * part, middle.Y + along.Y * part);
    }
}
