using SkiaSharp;

namespace MashaBot.Pictures.Scenes;

/// <summary>A directed graph without cycles in layers, after Sugiyama: few crossings, long edges straight, everything as near to its neighbours as it gets.</summary>
/// <remarks>K. Sugiyama, S. Tagawa, M. Toda, <i>Methods for Visual Understanding of Hierarchical System Structures</i> (1981).</remarks>
internal sealed class LayeredGraph
{
    private const int Sweeps = 16;

    private readonly int nodes;
    private readonly int[][] chains;
    private readonly int[] layerOf;
    private readonly int[][] layers;
    private readonly (int From, int To)[] links;
    private readonly int[][] above;
    private readonly int[][] below;

    /// <param name="nodes">Nodes come first among the slots; then the bends of long edges, one in each layer that an edge passes.</param>
    /// <param name="chains">The slots of each edge from its start to its end.</param>
    /// <param name="layerOf">The layer of each slot.</param>
    private LayeredGraph(int nodes, int[][] chains, int[] layerOf)
    {
        (this.nodes, this.chains, this.layerOf) = (nodes, chains, layerOf);
        links = [.. chains.SelectMany(chain => chain.Zip(chain.Skip(1)))];
        above = [.. layerOf.Select((_, slot) => links.Where(link => link.To == slot).Select(link => link.From).ToArray())];
        below = [.. layerOf.Select((_, slot) => links.Where(link => link.From == slot).Select(link => link.To).ToArray())];
        layers = [.. Enumerable.Range(0, layerOf.Max() + 1).Select(layer => Enumerable.Range(0, layerOf.Length).Where(slot => layerOf[slot] == layer).ToArray())];
    }

    /// <summary>Nodes are numbered; an edge leads from a smaller number to a larger one.</summary>
    public static LayeredGraph Ordered(int count, IReadOnlyList<(int From, int To)> edges)
    {
        var layerOf = Layers(count, edges);
        var slots = layerOf.ToList();
        var chains = edges.Select(edge =>
        {
            var chain = new List<int> { edge.From };
            for (var layer = layerOf[edge.From] + 1; layer < layerOf[edge.To]; layer++)
            {
                chain.Add(slots.Count);
                slots.Add(layer);
            }
            chain.Add(edge.To);
            return chain.ToArray();
        }).ToArray();
        var graph = new LayeredGraph(count, chains, [.. slots]);
        graph.Order();
        return graph;
    }

    /// <summary>Each node one layer after the last of its inputs; a leaf just before its first use.</summary>
    private static int[] Layers(int count, IReadOnlyList<(int From, int To)> edges)
    {
        var layers = new int[count];
        for (var node = 0; node < count; node++)
            layers[node] = edges.Where(edge => edge.To == node).Select(edge => layers[edge.From] + 1).DefaultIfEmpty(0).Max();
        for (var node = 0; node < count; node++)
            if (edges.All(edge => edge.To != node) && edges.Any(edge => edge.From == node))
                layers[node] = edges.Where(edge => edge.From == node).Min(edge => layers[edge.To]) - 1;
        return layers;
    }

    public int Crossings
    {
        get
        {
            var place = Places();
            var crossings = 0;
            for (var a = 0; a < links.Length; a++)
                for (var b = 0; b < a; b++)
                    if (layerOf[links[a].From] == layerOf[links[b].From] && (place[links[a].From] - place[links[b].From]) * (place[links[a].To] - place[links[b].To]) < 0)
                        crossings++;
            return crossings;
        }
    }

    private void Order()
    {
        var (best, fewest) = (Copy(), Crossings);
        for (var sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            var down = sweep % 2 == 0;
            foreach (var i in down ? Enumerable.Range(1, layers.Length - 1) : Enumerable.Range(0, layers.Length - 1).Reverse())
            {
                var place = Places();
                layers[i] = [.. layers[i].OrderBy(slot => (down ? above : below)[slot] is { Length: > 0 } neighbours ? neighbours.Average(neighbour => place[neighbour]) : place[slot])];
            }
            Swap();
            if (Crossings < fewest) (best, fewest) = (Copy(), Crossings);
        }
        best.CopyTo(layers, 0);

        int[][] Copy() => [.. layers.Select(layer => layer.ToArray())];
    }

    /// <summary>Neighbours change places as long as that saves a crossing.</summary>
    private void Swap()
    {
        for (var better = true; better;)
        {
            better = false;
            foreach (var layer in layers)
                for (var i = 1; i < layer.Length; i++)
                {
                    var before = Crossings;
                    (layer[i - 1], layer[i]) = (layer[i], layer[i - 1]);
                    if (Crossings < before) better = true;
                    else (layer[i - 1], layer[i]) = (layer[i], layer[i - 1]);
                }
        }
    }

    private int[] Places()
    {
        var place = new int[layerOf.Length];
        foreach (var layer in layers)
            for (var i = 0; i < layer.Length; i++) place[layer[i]] = i;
        return place;
    }

    public sealed record Placement(SKRect[] Nodes, Polyline[] Edges);

    /// <summary>Places for nodes and edges when the layers go from top to bottom.</summary>
    /// <param name="sizes">The size of each node; within a layer all become as tall as the tallest.</param>
    /// <param name="gap">Free height between layers.</param>
    /// <param name="apart">Free width between neighbours of a layer.</param>
    public Placement Placed(SKSize[] sizes, float gap, float apart)
    {
        const float Bend = 14;
        float Width(int slot) => slot < nodes ? sizes[slot].Width : Bend;
        var middle = Middles(Width, apart);
        var heights = layers.Select(layer => layer.Max(slot => slot < nodes ? sizes[slot].Height : 0)).ToArray();
        var tops = new float[layers.Length];
        for (var i = 1; i < tops.Length; i++) tops[i] = tops[i - 1] + heights[i - 1] + gap;

        var rects = Enumerable.Range(0, nodes).Select(node => SKRect.Create(middle[node] - sizes[node].Width / 2, tops[layerOf[node]], sizes[node].Width, heights[layerOf[node]])).ToArray();
        var (leave, enter) = (Ports(chain => chain[0], chain => middle[chain[1]], Width), Ports(chain => chain[^1], chain => middle[chain[^2]], Width));
        return new(rects, [.. chains.Select((chain, edge) =>
        {
            var points = new List<SKPoint> { new(middle[chain[0]] + leave[edge], rects[chain[0]].Bottom + 1) };
            foreach (var bend in chain[1..^1])
            {
                points.Add(new(middle[bend], tops[layerOf[bend]]));
                points.Add(new(middle[bend], tops[layerOf[bend]] + heights[layerOf[bend]]));
            }
            points.Add(new(middle[chain[^1]] + enter[edge], rects[chain[^1]].Top - 1));
            return new Polyline([.. points]);
        })]);
    }

    /// <summary>How far from its node's middle each edge touches it, so that edges do not run into one point.</summary>
    private float[] Ports(Func<int[], int> node, Func<int[], float> towards, Func<int, float> width)
    {
        var ports = new float[chains.Length];
        foreach (var group in Enumerable.Range(0, chains.Length).GroupBy(edge => node(chains[edge])))
        {
            var sorted = group.OrderBy(edge => towards(chains[edge])).ToArray();
            var step = Math.Min(22, (width(group.Key) - 20) / sorted.Length);
            foreach (var (i, edge) in sorted.Index()) ports[edge] = (i - (sorted.Length - 1) / 2f) * step;
        }
        return ports;
    }

    /// <summary>Every slot as near to the mean of its neighbours as the order allows, long edges pulling hardest.</summary>
    private float[] Middles(Func<int, float> width, float apart)
    {
        var middle = new float[layerOf.Length];
        foreach (var layer in layers)
        {
            var x = 0f;
            foreach (var slot in layer)
            {
                middle[slot] = x + width(slot) / 2;
                x += width(slot) + apart;
            }
            foreach (var slot in layer) middle[slot] -= (x - apart) / 2;
        }
        for (var sweep = 0; sweep < 2 * Sweeps; sweep++)
            foreach (var layer in sweep % 2 == 0 ? layers : layers.Reverse())
                Settle(layer, middle, width, apart);
        return middle;
    }

    private void Settle(int[] layer, float[] middle, Func<int, float> width, float apart)
    {
        // With the least distances taken off, the order is "not falling": the nearest such sequence pools what violates it.
        var blocks = new List<(float Mean, float Weight, int Count)>();
        var offset = 0f;
        var offsets = new float[layer.Length];
        foreach (var (i, slot) in layer.Index())
        {
            if (i > 0) offset += (width(layer[i - 1]) + width(slot)) / 2 + apart;
            offsets[i] = offset;
            var pulls = above[slot].Concat(below[slot]).Select(other => (At: middle[other], Weight: Pull(slot, other))).ToArray();
            var weight = pulls.Sum(pull => pull.Weight) + 0.01f;
            var block = (Mean: (pulls.Sum(pull => pull.At * pull.Weight) + 0.01f * middle[slot]) / weight - offset, Weight: weight, Count: 1);
            while (blocks.Count > 0 && blocks[^1].Mean > block.Mean)
            {
                var last = blocks[^1];
                blocks.RemoveAt(blocks.Count - 1);
                block = ((last.Mean * last.Weight + block.Mean * block.Weight) / (last.Weight + block.Weight), last.Weight + block.Weight, last.Count + block.Count);
            }
            blocks.Add(block);
        }
        var next = 0;
        foreach (var (mean, _, count) in blocks)
            for (var i = 0; i < count; i++, next++) middle[layer[next]] = mean + offsets[next];
    }

    /// <summary>A leaf with a single use hangs beside the chain that it feeds and does not bend it.</summary>
    private float Pull(int slot, int other) => (slot >= nodes, other >= nodes) switch
    {
        (true, true) => 8,
        (true, false) or (false, true) => 2,
        _ when IsTwig(other) => 0.05f,
        _ => 1,
    };

    private bool IsTwig(int slot) => above[slot].Length == 0 && below[slot].Length == 1;
}
