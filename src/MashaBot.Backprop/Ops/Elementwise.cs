using System.Numerics;

namespace MashaBot.Backprop;

/// <summary>A function of one number: its value and its derivative stand together.</summary>
public interface IUnary
{
    static abstract T Value<T>(T a) where T : struct, IScalar<T>;

    /// <summary>dy/da for y = f(a); null if it is zero wherever it exists.</summary>
    static abstract Node? Partial(Node a, Node y);

    /// <summary>Whether f is not finite wherever a is not.</summary>
    static virtual bool Exposes => false;

    /// <summary>Whether <see cref="Values"/> is there.</summary>
    static virtual bool IsVectorized => false;

    /// <summary>The same function of several doubles at once.</summary>
    static virtual Vector<double> Values(Vector<double> a) => throw new NotSupportedException();
}

/// <summary>A function of two numbers.</summary>
public interface IBinary
{
    static abstract T Value<T>(T a, T b) where T : struct, IScalar<T>;

    /// <summary>dy/da (<paramref name="input"/> 0) or dy/db (1) for y = f(a, b); null if it is zero wherever it exists.</summary>
    static abstract Node? Partial(int input, Node a, Node b, Node y);

    /// <inheritdoc cref="IUnary.Exposes"/>
    static virtual bool Exposes(int input) => false;

    /// <inheritdoc cref="IUnary.IsVectorized"/>
    static virtual bool IsVectorized => false;

    /// <inheritdoc cref="IUnary.Values"/>
    static virtual Vector<double> Values(Vector<double> a, Vector<double> b) => throw new NotSupportedException();
}

/// <summary>Applies a function to each value of a tensor.</summary>
public sealed record Map<TFunction>(string Name, string Rule) : Op(Name, Rule) where TFunction : struct, IUnary
{
    public override string Takes => "one tensor";
    public override bool IsElementwise => true;
    internal override bool Exposes(int input) => TFunction.Exposes;
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs.Length == 1 ? inputs[0] : null;

    public override Node? Adjoint(Node node, int input, Node cotangent) =>
        TFunction.Partial(node.Inputs[0], node) is { } partial ? cotangent * partial : null;

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (a, y) = (site.Inputs[0], site.Output);
        var (from, to) = (a.Offset, y.Offset);
        if (y.Count == 1) return memory => memory[to] = TFunction.Value(memory[from]);
        return memory => Each(a.Of(memory), y.Of(memory));
    }

    private static void Each<T>(Span<T> a, Span<T> y) where T : struct, IScalar<T>
    {
        var i = 0;
        if (typeof(T) == typeof(Float) && TFunction.IsVectorized)
        {
            Span<double> x = Doubles.Of(a), to = Doubles.Of(y);
            for (; i <= to.Length - Vector<double>.Count; i += Vector<double>.Count) TFunction.Values(new Vector<double>(x[i..])).CopyTo(to[i..]);
        }

        for (; i < y.Length; i++) y[i] = TFunction.Value(a[i]);
    }
}

/// <summary>Applies a function of two numbers place by place; axes of size 1 and missing ones are repeated (<see cref="Shape.Broadcast"/>).</summary>
public sealed record Zip<TFunction>(string Name, string Rule) : Op(Name, Rule) where TFunction : struct, IBinary
{
    public override string Takes => "two tensors of one shape, or of shapes where sizes differ only from 1";
    public override bool IsElementwise => true;
    internal override bool Exposes(int input) => TFunction.Exposes(input);
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs.Length == 2 ? Shape.Broadcast(inputs[0], inputs[1]) : null;

    public override Node? Adjoint(Node node, int input, Node cotangent) =>
        TFunction.Partial(input, node.Inputs[0], node.Inputs[1], node) is { } partial
            ? SumTo.Of(cotangent * partial, node.Inputs[input].Shape)
            : null;

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (a, b, y) = (site.Inputs[0], site.Inputs[1], site.Output);
        var (left, right, to) = (a.Offset, b.Offset, y.Offset);
        if (y.Count == 1) return memory => memory[to] = TFunction.Value(memory[left], memory[right]);
        var runs = Runs.Of(a.Shape, b.Shape, y.Shape);
        return memory =>
        {
            for (var run = 0; run < runs.Left.Length; run++)
                Each(
                    memory.AsSpan(left + runs.Left[run], runs.LeftCount),
                    memory.AsSpan(right + runs.Right[run], runs.RightCount),
                    memory.AsSpan(to + run * runs.Length, runs.Length));
        };
    }

    /// <summary>One run; an input of one value stays on it.</summary>
    private static void Each<T>(Span<T> a, Span<T> b, Span<T> y) where T : struct, IScalar<T>
    {
        var i = 0;
        if (typeof(T) == typeof(Float) && TFunction.IsVectorized && y.Length >= Vector<double>.Count)
        {
            Span<double> left = Doubles.Of(a), right = Doubles.Of(b), to = Doubles.Of(y);
            Vector<double> first = new(left[0]), second = new(right[0]);
            for (; i <= to.Length - Vector<double>.Count; i += Vector<double>.Count)
                TFunction.Values(left.Length > 1 ? new(left[i..]) : first, right.Length > 1 ? new(right[i..]) : second).CopyTo(to[i..]);
        }

        if (a.Length == b.Length && a.Length == y.Length)
            for (; i < y.Length; i++) y[i] = TFunction.Value(a[i], b[i]);
        else
            for (; i < y.Length; i++) y[i] = TFunction.Value(a.Length > 1 ? a[i] : a[0], b.Length > 1 ? b[i] : b[0]);
    }
}
