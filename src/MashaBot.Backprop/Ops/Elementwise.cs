namespace MashaBot.Backprop;

/// <summary>A function of one number: its value and its derivative stand together.</summary>
public interface IUnary
{
    static abstract T Value<T>(T a) where T : struct, IScalar<T>;

    /// <summary>dy/da for y = f(a); null if it is zero wherever it exists.</summary>
    static abstract Node? Partial(Node a, Node y);
}

/// <summary>A function of two numbers.</summary>
public interface IBinary
{
    static abstract T Value<T>(T a, T b) where T : struct, IScalar<T>;

    /// <summary>dy/da (<paramref name="input"/> 0) or dy/db (1) for y = f(a, b); null if it is zero wherever it exists.</summary>
    static abstract Node? Partial(int input, Node a, Node b, Node y);
}

/// <summary>Applies a function to each value of a tensor.</summary>
public sealed record Map<TFunction>(string Name, string Rule) : Op(Name, Rule) where TFunction : struct, IUnary
{
    public override string Takes => "one tensor";
    public override bool IsElementwise => true;
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs.Length == 1 ? inputs[0] : null;

    public override Node? Adjoint(Node node, int input, Node cotangent) =>
        TFunction.Partial(node.Inputs[0], node) is { } partial ? cotangent * partial : null;

    public override Kernel<T> Compile<T>(Site site)
    {
        var (a, y) = (site.Inputs[0], site.Output);
        if (y.Count == 1) return memory => memory[y.Offset] = TFunction.Value(memory[a.Offset]);
        return memory =>
        {
            Span<T> from = a.Of(memory), to = y.Of(memory);
            for (var i = 0; i < to.Length; i++) to[i] = TFunction.Value(from[i]);
        };
    }
}

/// <summary>Applies a function of two numbers place by place; axes of size 1 and missing ones are repeated (<see cref="Shape.Broadcast"/>).</summary>
public sealed record Zip<TFunction>(string Name, string Rule) : Op(Name, Rule) where TFunction : struct, IBinary
{
    public override string Takes => "two tensors of one shape, or of shapes where sizes differ only from 1";
    public override bool IsElementwise => true;
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs.Length == 2 ? Shape.Broadcast(inputs[0], inputs[1]) : null;

    public override Node? Adjoint(Node node, int input, Node cotangent) =>
        TFunction.Partial(input, node.Inputs[0], node.Inputs[1], node) is { } partial
            ? SumTo.Of(cotangent * partial, node.Inputs[input].Shape)
            : null;

    public override Kernel<T> Compile<T>(Site site)
    {
        var (a, b, y) = (site.Inputs[0], site.Inputs[1], site.Output);
        if (y.Count == 1) return memory => memory[y.Offset] = TFunction.Value(memory[a.Offset], memory[b.Offset]);
        if (a.Count == y.Count && b.Count == y.Count)
            return memory =>
            {
                Span<T> left = a.Of(memory), right = b.Of(memory), to = y.Of(memory);
                for (var i = 0; i < to.Length; i++) to[i] = TFunction.Value(left[i], right[i]);
            };
        if (a.Count == y.Count && b.Count == 1)
            return memory =>
            {
                Span<T> left = a.Of(memory), to = y.Of(memory); var right = memory[b.Offset];
                for (var i = 0; i < to.Length; i++) to[i] = TFunction.Value(left[i], right);
            };
        if (a.Count == 1 && b.Count == y.Count)
            return memory =>
            {
                Span<T> right = b.Of(memory), to = y.Of(memory); var left = memory[a.Offset];
                for (var i = 0; i < to.Length; i++) to[i] = TFunction.Value(left, right[i]);
            };
        var (places, others) = (Repeated.Places(a.Shape, y.Shape), Repeated.Places(b.Shape, y.Shape));
        return memory =>
        {
            Span<T> left = a.Of(memory), right = b.Of(memory), to = y.Of(memory);
            for (var i = 0; i < to.Length; i++) to[i] = TFunction.Value(left[places[i]], right[others[i]]);
        };
    }
}

/// <summary>Where a repeated tensor's values come from.</summary>
internal static class Repeated
{
    /// <summary>For each place of <paramref name="to"/>, row by row, the place in <paramref name="from"/> whose value stands there.</summary>
    public static int[] Places(Shape from, Shape to)
    {
        var places = new int[to.Count];
        var (block, stride) = (1, 1);
        for (var axis = 1; axis <= to.Rank; axis++)
        {
            var size = to[to.Rank - axis];
            if (axis <= from.Rank && from[from.Rank - axis] is > 1 and var own)
            {
                for (var i = 0; i < places.Length; i++) places[i] += i / block % size * stride;
                stride *= own;
            }

            block *= size;
        }

        return places;
    }
}
