using System.Collections.Immutable;

namespace MashaBot.Backprop;

/// <summary>
/// Reverse mode: walks the tape from a node down and collects, for each node on the way, the contributions of all its uses. It knows no
/// op; it visits only nodes that lie on a path from one of the nodes asked for.
/// </summary>
/// <remarks>Baydin, Pearlmutter, Radul and Siskind, <i>Automatic Differentiation in Machine Learning: a Survey</i> (2018), §3.2.</remarks>
internal sealed class Backward
{
    private readonly Graph graph;
    private readonly Node?[] adjoints;      // by index, from first
    private readonly bool[] matters;        // depends on a node asked for
    private readonly int first;

    /// <param name="of">Where the walk begins.</param>
    /// <param name="by">Whose adjoints are asked for.</param>
    /// <param name="seed">The adjoint of <paramref name="of"/>, of its shape.</param>
    /// <param name="stops">Nodes below <paramref name="of"/> that collect but do not pass on; none if it is null.</param>
    public Backward(Node of, ReadOnlySpan<Node> by, Node seed, Func<Node, bool>? stops = null)
    {
        graph = of.Graph;
        first = of.Index;
        foreach (var node in by)
        {
            if (node.Graph != graph) throw new ArgumentException($"{node} belongs to another graph.", nameof(by));
            first = Math.Min(first, node.Index);
        }

        adjoints = new Node?[of.Index - first + 1];
        matters = new bool[of.Index - first + 1];
        foreach (var node in by)
            if (node.Index <= of.Index) matters[node.Index - first] = true;
        for (var i = first; i <= of.Index; i++)
        {
            if (i < of.Index && stops?.Invoke(graph[i]) is true) continue;
            foreach (var input in graph[i].Inputs)
                if (Matters(input)) matters[i - first] = true;
        }

        adjoints[of.Index - first] = seed;
        for (var i = of.Index; i >= first; i--)
            if (matters[i - first] && adjoints[i - first] is { } adjoint && (i == of.Index || stops?.Invoke(graph[i]) is not true)) Visit(graph[i], adjoint);

        var gradients = ImmutableArray.CreateBuilder<Node>(by.Length);
        foreach (var node in by) gradients.Add((node.Index <= of.Index ? adjoints[node.Index - first] : null) ?? graph.Zeros(node.Shape));
        Gradients = gradients.MoveToImmutable();
    }

    public ImmutableArray<Node> Gradients { get; }

    private bool Matters(Node node) => node.Index >= first && matters[node.Index - first];

    private void Visit(Node node, Node adjoint)
    {
        for (var k = 0; k < node.Inputs.Length; k++)
        {
            var input = node.Inputs[k];
            if (!Matters(input) || node.Op.Adjoint(node, k, adjoint) is not { } contribution) continue;
            if (graph.MarksPassages) contribution = graph.Apply(new Passage(k), contribution, node, adjoint);
            ref var sum = ref adjoints[input.Index - first];
            sum = sum is null ? contribution : graph.MarksPassages ? graph.Apply(Ops.Collect, sum, contribution) : sum + contribution;
        }
    }
}
