using System.Runtime.Intrinsics;

namespace MashaBot.Backprop;

/// <summary>
/// From each window of the second input the value at the place where the first is largest (the first such place); padding adds nothing.
/// With one tensor twice it is max pooling: the place does not move with the values, so only the second input has a derivative.
/// </summary>
internal sealed record PickLargest(EquatableList<Window> Along) : Op("max pool", "da where it is the first largest of its window")
{
    public override string Takes => $"twice examples × channels × {Along.Count} axes on which windows of {Convolving.Spans(Along)} fit";

    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) =>
        inputs is [var key, var x] && key == x && Windows.On(x, Along) is { AllSeeAPlace: true } windows ? windows.Output(x[0], x[1]) : null;

    public override Node? Adjoint(Node node, int input, Node cotangent) => input == 0 ? null : node.Graph.Apply(new PlaceLargest(Along), node.Inputs[0], cotangent);

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (key, x, y) = (site.Inputs[0], site.Inputs[1], site.Output);
        var largest = new LargestPlaces(x.Shape, Along);
        return memory =>
        {
            for (var plane = 0; plane < largest.Planes; plane++)
            {
                Span<T> keys = largest.In(key.Of(memory), plane), from = largest.In(x.Of(memory), plane), to = y.Of(memory).Slice(plane * largest.Count, largest.Count);
                if (typeof(T) == typeof(Float) && key == x) largest.Largest(Doubles.Of(keys), Doubles.Of(to));
                else
                    for (var p = 0; p < to.Length; p++) to[p] = from[largest.Of<T>(keys, p)];
            }
        };
    }
}

/// <summary>The adjoint of <see cref="PickLargest"/>: each value of the second input goes to the place where the first is largest in its window; what meets is added.</summary>
internal sealed record PlaceLargest(EquatableList<Window> Along) : Op("back from max pool", "da moves along")
{
    public override string Takes => $"examples × channels × sizes, and a value for each window of {Convolving.Spans(Along)} on them";

    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) =>
        inputs is [{ Rank: > 2 } key, var g] && Windows.On(key, Along) is { AllSeeAPlace: true } windows && windows.Output(key[0], key[1]) == g ? key : null;

    public override Node? Adjoint(Node node, int input, Node cotangent) => input == 0 ? null : node.Graph.Apply(new PickLargest(Along), node.Inputs[0], cotangent);

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (key, g, x) = (site.Inputs[0], site.Inputs[1], site.Output);
        var largest = new LargestPlaces(x.Shape, Along);
        return memory =>
        {
            x.Of(memory).Clear();
            for (var plane = 0; plane < largest.Planes; plane++)
            {
                Span<T> keys = largest.In(key.Of(memory), plane), from = g.Of(memory).Slice(plane * largest.Count, largest.Count), to = largest.In(x.Of(memory), plane);
                if (typeof(T) == typeof(Float)) largest.AddTo(Doubles.Of(keys), Doubles.Of(from), Doubles.Of(to));
                else
                    for (var p = 0; p < from.Length; p++) to[largest.Of<T>(keys, p)] += from[p];
            }
        };
    }
}

/// <summary>Finds the first largest value of each window of a plane (one channel of one example).</summary>
internal sealed class LargestPlaces
{
    private readonly int kernel, area;
    private readonly int[] places;          // by window, then by place of the kernel; one outside repeats one inside

    public LargestPlaces(Shape input, EquatableList<Window> along)
    {
        var windows = Windows.On(input, along)!;
        (Planes, Count, kernel, area) = (input[0] * input[1], windows.Count, windows.KernelPlaces, windows.Places);
        places = new int[Count * kernel];
        for (var p = 0; p < Count; p++)
        {
            var inside = Enumerable.Range(0, kernel).Select(k => windows.Place(k, p)).First(place => place >= 0);
            for (var k = 0; k < kernel; k++) places[p * kernel + k] = windows.Place(k, p) is >= 0 and var place ? place : inside;
        }
    }

    public int Planes { get; }

    /// <summary>Windows on a plane.</summary>
    public int Count { get; }

    public Span<T> In<T>(Span<T> values, int plane) => values.Slice(plane * area, area);

    public int Of<T>(ReadOnlySpan<T> plane, int window) where T : struct, IScalar<T>
    {
        var best = places[window * kernel];
        for (var k = 1; k < kernel; k++)
            if (T.Compare(plane[places[window * kernel + k]], plane[best]) > 0) best = places[window * kernel + k];
        return best;
    }

    /// <summary>The largest of each window, four windows at a time.</summary>
    public void Largest(ReadOnlySpan<double> plane, Span<double> result)
    {
        var p = 0;
        for (; p <= Count - 4; p += 4)
        {
            var best = Four(plane, p, 0);
            for (var k = 1; k < kernel; k++) best = Vector256.MaxNative(best, Four(plane, p, k));
            best.CopyTo(result[p..]);
        }

        for (; p < Count; p++) result[p] = plane[Of<Float>(plane.AsFloats(), p)];
    }

    public void AddTo(ReadOnlySpan<double> plane, ReadOnlySpan<double> from, Span<double> to)
    {
        var p = 0;
        for (; p <= Count - 4; p += 4)
        {
            var (best, at) = (Four(plane, p, 0), Vector256<long>.Zero);
            for (var k = 1; k < kernel; k++)
            {
                var next = Four(plane, p, k);
                var wins = Vector256.GreaterThan(next, best);
                best = Vector256.ConditionalSelect(wins, next, best);
                at = Vector256.ConditionalSelect(wins.AsInt64(), Vector256.Create((long)k), at);
            }

            for (var lane = 0; lane < 4; lane++) to[places[(p + lane) * kernel + (int)at[lane]]] += from[p + lane];
        }

        for (; p < Count; p++) to[Of<Float>(plane.AsFloats(), p)] += from[p];
    }

    private Vector256<double> Four(ReadOnlySpan<double> plane, int p, int k)
    {
        var at = places.AsSpan(p * kernel + k);
        return Vector256.Create(plane[at[0]], plane[at[kernel]], plane[at[2 * kernel]], plane[at[3 * kernel]]);
    }
}
