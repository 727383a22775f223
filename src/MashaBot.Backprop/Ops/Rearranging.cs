namespace MashaBot.Backprop;

public static partial class Ops
{
    /// <summary>Tensors of one shape as the rows of one with an axis more: scalars make a vector, vectors a matrix.</summary>
    public static readonly Op Stack = new StackRows();

    /// <summary>Element or row <paramref name="position"/>, counted from 0, along the first axis.</summary>
    public static Op Index(int position) => new ElementAt(position);

    /// <summary>The same values, row by row, in another shape.</summary>
    public static Op Reshape(Shape target) => new Reshape(target);

    public static Op BroadcastTo(Shape target) => new BroadcastTo(target);
    public static Op SumTo(Shape target) => new SumTo(target);

    /// <summary>Tensors one after the other along an axis that they have.</summary>
    public static Op Concatenate(int axis) => new Concatenate(axis);
}

/// <summary>The same values, row by row, in another shape; the plan moves nothing.</summary>
public sealed record Reshape(Shape Target) : Op("reshape", "da in the new shape")
{
    public override string Takes => $"one tensor of {Target.Count} values";
    internal override bool Exposes(int input) => true;
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs.Length == 1 && inputs[0].Count == Target.Count ? Target : null;
    public override Node? Adjoint(Node node, int input, Node cotangent) => node.Graph.Apply(new Reshape(node.Inputs[0].Shape), cotangent);
    internal override Kernel<T> Compile<T>(Site site) => throw new System.Diagnostics.UnreachableException();
}

/// <summary>Tensors of one shape, one under the other along a new first axis.</summary>
public sealed record StackRows() : Op("stack", "each part has its own da")
{
    public override string Takes => "tensors of one shape";

    internal override bool Exposes(int input) => true;
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs)
    {
        if (inputs.IsEmpty) return null;
        foreach (var shape in inputs)
            if (shape != inputs[0]) return null;
        return inputs[0].Prepend(inputs.Length);
    }

    public override Node? Adjoint(Node node, int input, Node cotangent) =>
        cotangent.Number is { } number ? node.Graph.Filled(number, node.Inputs[input].Shape) : node.Graph.Apply(new ElementAt(input), cotangent);

    internal override Kernel<T> Compile<T>(Site site) => memory =>
    {
        var to = site.Output.Of(memory);
        foreach (var input in site.Inputs)
        {
            input.Of(memory).CopyTo(to);
            to = to[input.Count..];
        }
    };
}

/// <summary>One element of a vector, one row of a matrix; counted from 0.</summary>
public sealed record ElementAt(int Position) : Op("index", "da at that place")
{
    public override string Takes => $"one tensor with a place {Position} on its first axis";

    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) =>
        inputs is [{ IsScalar: false } a] && Position >= 0 && Position < a[0] ? a.Without(0) : null;

    public override Node? Adjoint(Node node, int input, Node cotangent) => node.Graph.Apply(new Place(Position, node.Inputs[0].Shape[0]), cotangent);

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (from, y) = (site.Inputs[0].Offset + Position * site.Output.Count, site.Output);
        return memory => memory.AsSpan(from, y.Count).CopyTo(y.Of(memory));
    }
}

/// <summary>One row among rows of zeros: the adjoint of <see cref="ElementAt"/>.</summary>
internal sealed record Place(int Position, int Rows) : Op("place", "da at that place, else 0")
{
    public override string Takes => "one tensor";
    internal override bool Exposes(int input) => true;
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs.Length == 1 ? inputs[0].Prepend(Rows) : null;
    public override Node? Adjoint(Node node, int input, Node cotangent) => node.Graph.Apply(new ElementAt(Position), cotangent);

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (a, y) = (site.Inputs[0], site.Output);
        return memory =>
        {
            y.Of(memory).Clear();
            a.Of(memory).CopyTo(memory.AsSpan(y.Offset + Position * a.Count));
        };
    }
}
