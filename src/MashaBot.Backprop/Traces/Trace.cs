using System.Collections.Immutable;

namespace MashaBot.Backprop;

/// <summary>Which nodes a trace writes down.</summary>
public enum Detail
{
    /// <summary>Nodes with a name, leaves and the result; what lies between two of them belongs to the edge.</summary>
    Named,

    /// <summary>Every operation, as on a computation graph drawn to the last knot.</summary>
    Every,
}

/// <summary>A line of the forward pass.</summary>
public sealed record ForwardRow(Node Node, Tensor<Real> Value);

/// <summary>One edge up from a node: what its use in <paramref name="User"/> contributes to its gradient.</summary>
/// <param name="User">The node that uses it.</param>
/// <param name="Local">∂User/∂node as a formula, of the node's shape (place by place where both are tensors); null where the derivative has more axes than that.</param>
/// <param name="LocalValue">Its value.</param>
/// <param name="Contribution">Gradient of the user times local derivative, of the node's shape.</param>
/// <param name="ContributionValue">Its value.</param>
public sealed record Use(Node User, Node? Local, Tensor<Real>? LocalValue, Node Contribution, Tensor<Real> ContributionValue);

/// <summary>A line of the backward pass: the gradient of a node is the sum of what its uses contribute.</summary>
/// <param name="Node">The node.</param>
/// <param name="Uses">Empty for the result, whose gradient is 1.</param>
/// <param name="Gradient">The sum as a formula.</param>
/// <param name="Value">Its value.</param>
public sealed record BackwardRow(Node Node, ImmutableArray<Use> Uses, Node Gradient, Tensor<Real> Value);

/// <summary>
/// A forward and a backward pass as a person writes them down: given figures first, then each node once its inputs are known; back from
/// the result to what was asked for, each node once all its uses are done. Nodes that do not matter are left out.
/// </summary>
public sealed class Trace
{
    private readonly HashSet<Node> shown;
    private readonly Plan<Real> plan;

    /// <param name="of">A scalar.</param>
    /// <param name="by">The nodes whose gradients are asked for; the backward pass goes no further.</param>
    /// <param name="figures">A value for each leaf that matters.</param>
    /// <param name="detail">Which nodes are written down.</param>
    /// <exception cref="EngineException"><paramref name="of"/> is not a scalar, a figure is missing, a node has no value.</exception>
    public Trace(Node of, IReadOnlyList<Node> by, IEnumerable<(Node Leaf, Tensor<Real> Value)> figures, Detail detail = Detail.Named)
    {
        if (!of.Shape.IsScalar) throw new EngineException($"A backward pass starts at a scalar; {of} has shape {of.Shape}.", of);
        Of = of;
        var needed = Graph.Needed(of);
        shown = [.. needed.Where(node => node == of || by.Contains(node) || IsShown(node, detail))];
        var gradients = new Dictionary<Node, (Node Gradient, List<Edge> Edges)> { [of] = (of.Graph.Number(1), []) };
        var order = Walk(of, by, detail, needed, gradients);

        plan = new([.. shown, .. gradients.Values.SelectMany(row => row.Edges).SelectMany(edge => edge.Nodes), .. gradients.Values.Select(row => row.Gradient)]);
        foreach (var (leaf, value) in figures) plan.Set(leaf, value);
        plan.Run();
        Forward = [.. needed.Where(shown.Contains).OrderBy(node => node.Op is Leaf ? 0 : 1).ThenBy(node => node.Index).Select(node => new ForwardRow(node, plan.Value(node)))];
        Backward = [.. order.Select(node => Row(node, gradients[node].Gradient, gradients[node].Edges))];
    }

    public Node Of { get; }
    public ImmutableArray<ForwardRow> Forward { get; }
    public ImmutableArray<BackwardRow> Backward { get; }

    private static bool IsShown(Node node, Detail detail) =>
        node.Op is Leaf || (node.Op is not (Constant or BroadcastTo) && (node.Name is not null || detail == Detail.Every));

    private List<Node> Walk(Node of, IReadOnlyList<Node> by, Detail detail, IReadOnlyList<Node> needed, Dictionary<Node, (Node Gradient, List<Edge> Edges)> gradients)
    {
        var matters = new HashSet<Node>(by);
        foreach (var node in needed)
            if (node.Inputs.Any(matters.Contains)) matters.Add(node);
        var order = new List<Node>();
        foreach (var user in Enumerable.Reverse(needed).Where(node => shown.Contains(node) && matters.Contains(node)))
        {
            if (!gradients.TryGetValue(user, out var row)) continue;
            if (user.Op is not Leaf) order.Add(user);
            foreach (var (input, edge) in detail == Detail.Every ? EdgesByInput(user, row.Gradient, matters) : EdgesByNode(user, row.Gradient, matters))
            {
                var (sum, edges) = gradients.TryGetValue(input, out var below) ? (below.Gradient + edge.Contribution, below.Edges) : (edge.Contribution, []);
                edges.Add(edge);
                gradients[input] = (sum, edges);
            }
        }

        order.AddRange(by.Where(node => node.Op is Leaf && gradients.ContainsKey(node)));
        return order;
    }

    /// <summary>One edge for each place that the input has in the op: c·c has two from c.</summary>
    private IEnumerable<(Node Input, Edge Edge)> EdgesByInput(Node user, Node gradient, HashSet<Node> matters)
    {
        for (var k = 0; k < user.Inputs.Length; k++)
        {
            var input = user.Inputs[k];
            if (!matters.Contains(input)) continue;
            if (!shown.Contains(input))
            {
                foreach (var edge in EdgesByNode(user, gradient, matters)) yield return edge;
                yield break;
            }

            var seed = Seed(user, input, [user]);
            var local = seed is null ? null : user.Op.Adjoint(user, k, seed) ?? user.Graph.Zeros(input.Shape);
            var contribution = user.Op.Adjoint(user, k, gradient) ?? user.Graph.Zeros(input.Shape);
            yield return (input, new(user, local, contribution));
        }
    }

    /// <summary>One edge for each shown node below, through all that is not shown in between.</summary>
    private IEnumerable<(Node Input, Edge Edge)> EdgesByNode(Node user, Node gradient, HashSet<Node> matters)
    {
        var (below, between) = (new List<Node>(), new List<Node> { user });
        for (var i = 0; i < between.Count; i++)
            foreach (var input in between[i].Inputs.Where(matters.Contains))
            {
                var list = shown.Contains(input) ? below : between;
                if (!list.Contains(input)) list.Add(input);
            }

        below.Sort((a, b) => b.Index.CompareTo(a.Index));
        var contributions = new Backward(user, [.. below], gradient, shown.Contains).Gradients;
        for (var i = 0; i < below.Count; i++)
        {
            var local = Seed(user, below[i], between) is { } seed ? new Backward(user, [below[i]], seed, shown.Contains).Gradients[0] : null;
            yield return (below[i], new(user, local, contributions[i]));
        }
    }

    /// <summary>What to send down to read off the local derivative: 1 from a scalar; ones if every place depends on its own place only.</summary>
    private static Node? Seed(Node user, Node input, IEnumerable<Node> between) =>
        user.Shape.IsScalar || (user.Shape == input.Shape && between.All(node => node.Shape == user.Shape && node.Op.IsElementwise))
            ? user.Graph.Filled(1, user.Shape)
            : null;

    private BackwardRow Row(Node node, Node gradient, List<Edge> edges) => new(
        node,
        [.. edges.Select(edge => new Use(edge.User, edge.Local, edge.Local is null ? null : plan.Value(edge.Local), edge.Contribution, plan.Value(edge.Contribution)))],
        gradient,
        plan.Value(gradient));

    private sealed record Edge(Node User, Node? Local, Node Contribution)
    {
        public IEnumerable<Node> Nodes => Local is null ? [Contribution] : [Local, Contribution];
    }
}
