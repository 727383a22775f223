using System.Collections.Immutable;

namespace MashaBot.Sheets.Drawings;

/// <summary>A computation graph, in the order of computation: each node comes after what it is computed from. Or a diagram whose nodes stand where its author puts them.</summary>
public sealed record GraphDrawing : Drawing
{
    /// <summary>The painter finds places.</summary>
    /// <exception cref="ArgumentException">There is no node, or an edge does not lead from a node to a later one.</exception>
    public GraphDrawing(ImmutableArray<GraphNode> nodes, ImmutableArray<GraphEdge> edges) : this(nodes, edges, [])
    {
        foreach (var edge in edges)
            if (edge.From >= edge.To) throw new ArgumentException($"{edge} does not lead from a node to a later one.", nameof(edges));
    }

    /// <summary>Places are given: rows from the top, the same node in neighbouring places is as wide as they are. Edges may lead anywhere, back to their own node too.</summary>
    /// <param name="rows">The nodes' numbers, null for an empty place; empty: the painter finds places.</param>
    /// <exception cref="ArgumentException">There is no node, an edge leads out of the graph, or a node does not stand in one row, in neighbouring places.</exception>
    public GraphDrawing(ImmutableArray<GraphNode> nodes, ImmutableArray<GraphEdge> edges, ImmutableArray<ImmutableArray<int?>> rows)
    {
        if (nodes.IsDefaultOrEmpty) throw new ArgumentException("A graph has at least one node.", nameof(nodes));
        foreach (var edge in edges)
            if (edge.From < 0 || edge.To < 0 || edge.From >= nodes.Length || edge.To >= nodes.Length) throw new ArgumentException($"{edge} leads out of the {nodes.Length} nodes.", nameof(edges));
        for (var node = 0; node < nodes.Length && rows is not []; node++)
            if (rows.Count(row => row.Contains(node)) != 1 || rows.Single(row => row.Contains(node)) is var row && row.LastIndexOf(node) - row.IndexOf(node) + 1 != row.Count(place => place == node))
                throw new ArgumentException($"{nodes[node].Name} does not stand in one row, in neighbouring places.", nameof(rows));
        (Nodes, Edges, Rows) = (nodes, edges, rows);
    }

    public ImmutableArray<GraphNode> Nodes { get; }

    public ImmutableArray<GraphEdge> Edges { get; }

    /// <summary>Where the nodes stand, row by row; empty: the painter finds places.</summary>
    public ImmutableArray<ImmutableArray<int?>> Rows { get; }

    /// <summary>Nodes that belong together.</summary>
    public ImmutableArray<GraphGroup> Groups { get; init; } = [];

    private protected override IEnumerable<string> Lines(Func<string, string> plain)
    {
        foreach (var node in Nodes)
            yield return Joined(" | ", Joined(" = ", new[] { node.Name, node.Operation, node.Value }.Select(Plain)), Plain(node.Gradient));
        foreach (var edge in Edges)
            yield return $"{Name(edge.From)} →{(Joined(" | ", Plain(edge.Label), Plain(edge.Derivative)) is { Length: > 0 } label ? $"({label})" : "")} {Name(edge.To)}";

        foreach (var group in Groups)
            yield return Joined(": ", Plain(group.Label), string.Join(", ", group.Nodes.Select(Name)));

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

    public GraphShape Shape { get; init; }

    public Accents Accents { get; init; }
}

public enum GraphShape
{
    /// <summary>A box for an operation, rounded for a leaf.</summary>
    Box,

    /// <summary>As an operation of a cell: a gate, a sum, a product.</summary>
    Circle,

    /// <summary>Only what is written.</summary>
    Plain,
}

/// <summary>A frame round some nodes; both the nodes' numbers.</summary>
public sealed record GraphGroup(ImmutableArray<int> Nodes)
{
    /// <summary>LaTeX at its upper left corner.</summary>
    public string? Label { get; init; }

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

    public bool Dashed { get; init; }

    public Accents Accents { get; init; }
}
