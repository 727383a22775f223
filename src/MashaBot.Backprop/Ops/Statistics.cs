namespace MashaBot.Backprop;

public static partial class Ops
{
    /// <summary>The mean squared deviation from the mean of all values (divided by n, not by n − 1): a scalar.</summary>
    public static readonly Op Variance = new Variance();

    /// <summary>√Σ aᵢ² of all values (Euclid's for vectors, Frobenius' for matrices): a scalar.</summary>
    public static readonly Op Norm = new Norm();
}

/// <summary>Mean of (a − mean a)².</summary>
internal sealed record Variance() : Op("var", "d(var a) = 2/n·Σ (aᵢ − mean a)·daᵢ")
{
    public override string Takes => "one tensor with a value";
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs.Length == 1 && inputs[0].Count > 0 ? Shape.Scalar : null;

    public override Node? Adjoint(Node node, int input, Node cotangent) =>
        cotangent * new Rational(2, node.Inputs[0].Shape.Count) * (node.Inputs[0] - node.Inputs[0].Mean());

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (a, y, n) = (site.Inputs[0], site.Output, T.FromRational(site.Inputs[0].Count));
        return memory =>
        {
            var (sum, squares) = (T.Zero, T.Zero);
            foreach (var value in a.Of(memory)) sum += value;
            var mean = sum / n;
            foreach (var value in a.Of(memory)) squares += (value - mean) * (value - mean);
            memory[y.Offset] = squares / n;
        };
    }
}

/// <summary>The length of a tensor seen as one vector; without a derivative at 0.</summary>
internal sealed record Norm() : Op("norm", "d‖a‖ = Σ aᵢ·daᵢ / ‖a‖")
{
    public override string Takes => "one tensor";
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs.Length == 1 ? Shape.Scalar : null;
    public override Node? Adjoint(Node node, int input, Node cotangent) => cotangent * (node.Inputs[0] / node);

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (a, y) = (site.Inputs[0], site.Output);
        return memory =>
        {
            var sum = T.Zero;
            foreach (var value in a.Of(memory)) sum += value * value;
            memory[y.Offset] = T.Sqrt(sum);
        };
    }
}

/// <summary>The largest value along one axis, which goes.</summary>
internal sealed record LargestAlong(int Axis) : Op("max", "da where it is the first largest")
{
    public override string Takes => $"one tensor with a value on axis {Axis}";
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs is [var a] && Axis >= 0 && Axis < a.Rank && a[Axis] > 0 ? a.Without(Axis) : null;

    public override Node? Adjoint(Node node, int input, Node cotangent)
    {
        var (graph, a) = (node.Graph, node.Inputs[0]);
        return graph.Apply(new Reshape(a.Shape.With(Axis, 1)), cotangent) * graph.Apply(new IsLargestAlong(Axis), a);
    }

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (a, y, n, inner) = (site.Inputs[0], site.Output, site.Inputs[0].Shape[Axis], Shape.Of(site.Inputs[0].Shape.Sizes[(Axis + 1)..]).Count);
        return memory =>
        {
            Span<T> from = a.Of(memory), to = y.Of(memory);
            for (var i = 0; i < to.Length; i++)
            {
                var start = i / inner * n * inner + i % inner;
                var largest = from[start];
                for (var j = 1; j < n; j++)
                    if (T.Compare(from[start + j * inner], largest) > 0) largest = from[start + j * inner];
                to[i] = largest;
            }
        };
    }
}

/// <summary>1 at the first largest value along one axis, else 0.</summary>
internal sealed record IsLargestAlong(int Axis) : Op("is max", "d = 0")
{
    public override string Takes => $"one tensor with a value on axis {Axis}";
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs is [var a] && Axis >= 0 && Axis < a.Rank && a[Axis] > 0 ? a : null;
    public override Node? Adjoint(Node node, int input, Node cotangent) => null;

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (a, y, n, inner) = (site.Inputs[0], site.Output, site.Inputs[0].Shape[Axis], Shape.Of(site.Inputs[0].Shape.Sizes[(Axis + 1)..]).Count);
        return memory =>
        {
            Span<T> from = a.Of(memory), to = y.Of(memory);
            to.Clear();
            for (var i = 0; i < to.Length / n; i++)
            {
                var start = i / inner * n * inner + i % inner;
                var best = start;
                for (var j = 1; j < n; j++)
                    if (T.Compare(from[start + j * inner], from[best]) > 0) best = start + j * inner;
                to[best] = T.One;
            }
        };
    }
}
