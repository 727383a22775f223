namespace MashaBot.Backprop;

public static partial class Ops
{
    /// <summary>The sum of all values: a scalar.</summary>
    public static readonly Op Total = new Total();

    /// <summary>The mean of all values: a scalar.</summary>
    public static readonly Op Mean = new Mean();

    /// <summary>Σ aᵢ·bᵢ of two tensors of one shape: a scalar.</summary>
    public static readonly Op Dot = new Dot();
}

/// <summary>The sum of all values.</summary>
internal sealed record Total() : Op("Σ", "d(Σ aᵢ) = Σ daᵢ")
{
    public override string Takes => "one tensor";
    internal override bool Exposes(int input) => true;
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs.Length == 1 ? Shape.Scalar : null;
    public override Node? Adjoint(Node node, int input, Node cotangent) => BroadcastTo.Of(cotangent, node.Inputs[0].Shape);

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (a, y) = (site.Inputs[0], site.Output.Offset);
        return memory => memory[y] = Of<T>(a.Of(memory));
    }

    internal static T Of<T>(Span<T> values) where T : struct, IScalar<T>
    {
        if (typeof(T) == typeof(Float)) return T.FromDouble(DoubleSum.Of(Doubles.Of(values)));
        var sum = T.Zero;
        foreach (var value in values) sum += value;
        return sum;
    }
}

/// <summary>The mean of all values.</summary>
internal sealed record Mean() : Op("mean", "d(mean a) = Σ daᵢ / n")
{
    public override string Takes => "one tensor with a value";
    internal override bool Exposes(int input) => true;
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs.Length == 1 && inputs[0].Count > 0 ? Shape.Scalar : null;

    public override Node? Adjoint(Node node, int input, Node cotangent) =>
        BroadcastTo.Of(cotangent * new Rational(1, node.Inputs[0].Shape.Count), node.Inputs[0].Shape);

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (a, y, n) = (site.Inputs[0], site.Output.Offset, T.FromRational(site.Inputs[0].Count));
        return memory => memory[y] = Total.Of(a.Of(memory)) / n;
    }
}

/// <summary>The sum of products place by place.</summary>
internal sealed record Dot() : Op("dot", "d(Σ aᵢ·bᵢ) = Σ (bᵢ·daᵢ + aᵢ·dbᵢ)")
{
    public override string Takes => "two tensors of one shape";
    internal override bool Exposes(int input) => true;
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs.Length == 2 && inputs[0] == inputs[1] ? Shape.Scalar : null;
    public override Node? Adjoint(Node node, int input, Node cotangent) => cotangent * node.Inputs[1 - input];

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (a, b, y) = (site.Inputs[0], site.Inputs[1], site.Output.Offset);
        return memory => memory[y] = Of<T>(a.Of(memory), b.Of(memory));
    }

    private static T Of<T>(Span<T> a, Span<T> b) where T : struct, IScalar<T>
    {
        if (typeof(T) == typeof(Float)) return T.FromDouble(DoubleSum.OfProducts(Doubles.Of(a), Doubles.Of(b)));
        var sum = T.Zero;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}

/// <summary>Sums over repeated places: the adjoint of <see cref="BroadcastTo"/>.</summary>
internal sealed record SumTo(Shape Target) : Op("sum to", "d(Σ aᵢ) = Σ daᵢ")
{
    public override string Takes => $"one tensor that repeats the shape {Target}";
    internal override bool Exposes(int input) => true;
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs.Length == 1 && Shape.Broadcast(inputs[0], Target) == inputs[0] ? Target : null;
    public override Node? Adjoint(Node node, int input, Node cotangent) => BroadcastTo.Of(cotangent, node.Inputs[0].Shape);

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (a, y) = (site.Inputs[0], site.Output);
        var runs = Runs.Of(a.Shape, y.Shape, a.Shape);
        return memory =>
        {
            y.Of(memory).Clear();
            for (var run = 0; run < runs.Right.Length; run++)
            {
                Span<T> from = memory.AsSpan(a.Offset + run * runs.Length, runs.Length), to = memory.AsSpan(y.Offset + runs.Right[run], runs.RightCount);
                if (to.Length == 1) to[0] += Total.Of(from);
                else if (typeof(T) == typeof(Float)) DoubleSum.AddScaled(Doubles.Of(to), 1, Doubles.Of(from));
                else
                    for (var i = 0; i < to.Length; i++) to[i] += from[i];
            }
        };
    }

    /// <summary>The node itself if it has the shape already; repeats it if it has fewer values.</summary>
    internal static Node Of(Node node, Shape target)
    {
        if (node.Shape == target) return node;
        if (Shape.Broadcast(node.Shape, target) == target) return BroadcastTo.Of(node, target);
        if (node.Number is { } number) return node.Graph.Filled(number * (node.Shape.Count / target.Count), target);
        return target.IsScalar ? node.Graph.Apply(Ops.Total, node) : node.Graph.Apply(new SumTo(target), node);
    }
}

/// <summary>Repeats a tensor along missing axes and axes of size 1.</summary>
public sealed record BroadcastTo(Shape Target) : Op("repeat", "da is repeated")
{
    public override string Takes => $"one tensor that can be repeated to {Target}";
    internal override bool Exposes(int input) => true;
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs.Length == 1 && Shape.Broadcast(inputs[0], Target) == Target ? Target : null;
    public override Node? Adjoint(Node node, int input, Node cotangent) => SumTo.Of(cotangent, node.Inputs[0].Shape);

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (a, y) = (site.Inputs[0], site.Output);
        var runs = Runs.Of(a.Shape, y.Shape, y.Shape);
        return memory =>
        {
            for (var run = 0; run < runs.Left.Length; run++)
            {
                Span<T> from = memory.AsSpan(a.Offset + runs.Left[run], runs.LeftCount), to = memory.AsSpan(y.Offset + run * runs.Length, runs.Length);
                if (from.Length == 1) to.Fill(from[0]);
                else from.CopyTo(to);
            }
        };
    }

    internal static Node Of(Node node, Shape target) => node.Shape == target ? node : node.Graph.Apply(new BroadcastTo(target), node);
}
