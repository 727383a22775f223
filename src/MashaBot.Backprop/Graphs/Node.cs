using System.Collections.Immutable;

namespace MashaBot.Backprop;

/// <summary>
/// A value of the graph before it has a number: an op applied to earlier nodes. The operators build nodes as a person would write them:
/// without adding 0, without multiplying by 1, with two numbers already computed. <see cref="Graph.Apply"/> writes down exactly what it
/// is told.
/// </summary>
public sealed class Node
{
    internal Node(Graph graph, int index, Op op, ImmutableArray<Node> inputs, Shape shape, string? name) =>
        (Graph, Index, Op, Inputs, Shape, Name) = (graph, index, op, inputs, shape, name);

    public Graph Graph { get; }

    /// <summary>The place on the tape; inputs always have smaller ones.</summary>
    public int Index { get; }

    public Op Op { get; }
    public ImmutableArray<Node> Inputs { get; }
    public Shape Shape { get; }
    public string? Name { get; internal set; }

    /// <summary>The number in every place of a constant node, if it is one.</summary>
    public Real? Number => Op switch
    {
        Constant { Value: { Count: 1 } value } => value.Only,
        BroadcastTo => Inputs[0].Number,
        _ => null,
    };

    public static Node operator +(Node a, Node b) => Simplified.Add(a, b);
    public static Node operator -(Node a, Node b) => Simplified.Subtract(a, b);
    public static Node operator *(Node a, Node b) => Simplified.Multiply(a, b);
    public static Node operator /(Node a, Node b) => Simplified.Divide(a, b);
    public static Node operator -(Node a) => Simplified.Negate(a);

    public static Node operator +(Node a, Real b) => a + a.Graph.Number(b);
    public static Node operator -(Node a, Real b) => a - a.Graph.Number(b);
    public static Node operator *(Node a, Real b) => a * a.Graph.Number(b);
    public static Node operator /(Node a, Real b) => a / a.Graph.Number(b);
    public static Node operator +(Real a, Node b) => b.Graph.Number(a) + b;
    public static Node operator -(Real a, Node b) => b.Graph.Number(a) - b;
    public static Node operator *(Real a, Node b) => b.Graph.Number(a) * b;
    public static Node operator /(Real a, Node b) => b.Graph.Number(a) / b;

    /// <summary><c>c = a · b</c> with <c>#7</c> for a node without a name: for messages and the debugger.</summary>
    public override string ToString()
    {
        var inputs = string.Join(", ", Inputs.Select(input => input.Label));
        return Op switch
        {
            Leaf => Label,
            Constant constant => Name is null ? Label : $"{Name} = {constant.Value}",
            _ => $"{Label} = {Op.Name}({inputs})",
        };
    }

    internal string Label => Name ?? (Op is Constant { Value.Count: 1 } constant ? constant.Value.ToString() : $"#{Index}");
}
