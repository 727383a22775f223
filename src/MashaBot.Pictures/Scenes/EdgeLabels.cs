using MashaBot.Pictures.Typesetting;
using SkiaSharp;

namespace MashaBot.Pictures.Scenes;

/// <summary>Finds places for labels on their edges, so that no label covers another, a node or a foreign edge.</summary>
internal static class EdgeLabels
{
    private const float Clearance = 4;

    /// <summary>So much of an edge stays visible between its label and a node.</summary>
    private const float Stub = 6;
    private const int Places = 19;
    private const int Sweeps = 8;

    /// <param name="Edge">The labelled edge's place among the edges.</param>
    /// <param name="Size">What the label takes up.</param>
    public readonly record struct Request(int Edge, SKSize Size);

    /// <param name="Middles">The middle of each label, in the order of the requests.</param>
    /// <param name="Covered">How many labels lie over a label or a node: a fault.</param>
    /// <param name="Crossed">How many labels lie over a foreign edge: not nice.</param>
    public sealed record Result(SKPoint[] Middles, int Covered, int Crossed);

    public static Result Place(IReadOnlyList<Request> requests, IReadOnlyList<Polyline> edges, IReadOnlyList<SKRect> nodes)
    {
        var rims = nodes.Select(node => SKRect.Inflate(node, Stub, Stub)).ToArray();
        var options = requests.Select(request => Options(request, edges, rims)).ToArray();
        var reaches = options.Select(places => places.Select(place => place.Rect).Aggregate(SKRect.Union)).ToArray();
        var rivals = reaches.Select((reach, i) => Enumerable.Range(0, reaches.Length).Where(j => j != i && reaches[j].IntersectsWith(reach)).ToArray()).ToArray();
        var chosen = new int[requests.Count];
        foreach (var i in Enumerable.Range(0, chosen.Length).OrderBy(i => edges[requests[i].Edge].Length)) chosen[i] = Best(i, j => edges[requests[j].Edge].Length < edges[requests[i].Edge].Length);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var moved = false;
            for (var i = 0; i < chosen.Length; i++)
            {
                var best = Best(i, _ => true);
                moved |= best != chosen[i];
                chosen[i] = best;
            }
            if (!moved) break;
        }

        var covered = Enumerable.Range(0, chosen.Length).Count(i => options[i][chosen[i]].OnNode || Enumerable.Range(0, i).Any(j => options[j][chosen[j]].Rect.IntersectsWith(options[i][chosen[i]].Rect)));
        var crossed = Enumerable.Range(0, chosen.Length).Count(i => options[i][chosen[i]].Crossings > 0);
        return new([.. chosen.Select((place, i) => options[i][place].Middle)], covered, crossed);

        int Best(int i, Func<int, bool> counts)
        {
            var (best, least) = (chosen[i], float.PositiveInfinity);
            for (var place = 0; place < options[i].Length; place++)
            {
                var cost = options[i][place].Cost;
                foreach (var j in rivals[i])
                    if (counts(j) && options[j][chosen[j]].Rect.IntersectsWith(options[i][place].Rect)) cost += 1000;
                if (cost < least) (best, least) = (place, cost);
            }
            return best;
        }
    }

    /// <summary>A label on its edge, the line interrupted behind it.</summary>
    public static void Add(Scene scene, string latex, SKPoint middle, SKColor colour, float size = Theme.Text)
    {
        var outline = Typesetter.Label(latex, size);
        var baseline = new SKPoint(middle.X - (outline.Width + outline.Overhang) / 2, middle.Y + (outline.Ascent - outline.Descent) / 2);
        scene.Put(latex, outline, baseline, colour, size, Backing.Plate);
    }

    private readonly record struct Option(SKPoint Middle, SKRect Rect, bool OnNode, int Crossings, float Cost);

    private static Option[] Options(Request request, IReadOnlyList<Polyline> edges, IReadOnlyList<SKRect> nodes)
    {
        var edge = edges[request.Edge];
        var length = edge.Length;
        var head = Math.Min(0.4f, 14 / Math.Max(1, length));
        var reach = SKRect.Inflate(edge.Bounds, request.Size.Width, request.Size.Height);
        var others = edges.Where((other, i) => i != request.Edge && SKRect.Inflate(other.Bounds, 1, 1).IntersectsWith(reach)).ToArray();
        var near = nodes.Where(reach.IntersectsWith).ToArray();
        var places = new Option[Places];
        for (var place = 0; place < Places; place++)
        {
            var part = 0.06f + (0.94f - head - 0.06f) * place / (Places - 1);
            var middle = edge.At(part);
            var rect = SKRect.Create(middle.X - request.Size.Width / 2 - Clearance, middle.Y - request.Size.Height / 2 - Clearance, request.Size.Width + 2 * Clearance, request.Size.Height + 2 * Clearance);
            var onNode = false;
            foreach (var node in near) onNode |= node.IntersectsWith(rect);
            var crossings = 0;
            foreach (var other in others)
                if (other.Touches(rect)) crossings++;
            places[place] = new(middle, rect, onNode, crossings, (onNode ? 2000 : 0) + 60 * crossings + 10 * Math.Abs(part - 0.45f));
        }
        return places;
    }
}
