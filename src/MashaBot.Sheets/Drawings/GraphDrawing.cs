using System.Collections.Immutable;

namespace MashaBot.Sheets.Drawings;

/// <summary>A computation graph, in the order of computation: each node comes after what it is computed from.</summary>
public sealed record GraphDrawing : Drawing
{
    /// <exception cref="ArgumentException">There is no node, or an edge does not lead from a node to a later one.</exception>
    public GraphDrawing(ImmutableArray<GraphNode> nodes, ImmutableArray<GraphEdge> edges)
    {
        if (nodes.IsDefaultOrEmpty) throw new ArgumentException("A graph has at least one node.", nameof(nodes));
        foreach (var edge in edges)
            if (edge.From < 0 || edge.To >= nodes.Length || edge.From >= edge.To)
                throw new ArgumentException($"{edge} does not lead from a node to a later one of {nodes.Length}.", nameof(edges));
        (Nodes, Edges) = (nodes, edges);
    }

    public ImmutableArray<GraphNode> Nodes { get; }

    public ImmutableArray<GraphEdge> Edges { get; }

    private protected override IEnumerable<string> Lines(Func<string, string> plain)
    {
        foreach (var node in Nodes)
            yield return Joined(" | ", Joined(" = ", new[] { node.Name, node.Operation, node.Value }.Select(Plain)), Plain(node.Gradient));
        foreach (var edge in Edges)
            yield return $"{Name(edge.From)} →{(Joined(" | ", Plain(edge.Label), Plain(edge.Derivative)) is { Length: > 0 } label ? $"({label})" : "")} {Name(edge.To)}";

        string? Plain(string? latex) => latex is null ? null : plain(latex);
        string Name(int node) => plain(Nodes[node].Name is { Length: > 0 } name ? name : Nodes[node].Operation ?? "");
    }
}

/// <param name="Name">LaTeX; empty for a node that has only an operation.</param>
public sealed record GraphNode(string Name)
{
    /// <summary>LaTeX: what the node computes from its inputs, <c>x^2</c> or <c>a + b</c>; null for a leaf.</summary>
    public string? Operation { get; init; }

    /// <summary>LaTeX: the value of the forward pass; null before it.</summary>
    public string? Value { get; init; }

    /// <summary>LaTeX: the derivative of the last node by this one; null before the backward pass has come here.</summary>
    public string? Gradient { get; init; }

    public Accents Accents { get; init; }
}

/// <summary>An edge from an input to the node computed from it; both are places in <see cref="GraphDrawing.Nodes"/>.</summary>
public sealed record GraphEdge(int From, int To)
{
    /// <summary>LaTeX: what the edge carries or multiplies by, such as a weight that is no node; null for none.</summary>
    public string? Label { get; init; }

    /// <summary>LaTeX: the local derivative, a formula or a figure; null for none.</summary>
    public string? Derivative { get; init; }

    /// <summary>A dashed arrow beside the edge leads back, and the derivative belongs to it.</summary>
    public bool Back { get; init; }

    public Accents Accents { get; init; }
}
