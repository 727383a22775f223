using System.Collections.Immutable;
using System.Numerics;

namespace MashaBot.Backprop;

/// <summary>A layer that slides windows over the places.</summary>
internal abstract class Sliding(Written written, Stage before, EquatableList<Window> along, BigInteger features)
    : Stage(written, before, new([.. before.Output.Places.Select((size, axis) => Outputs(along[axis], size))], features))
{
    protected EquatableList<Window> Along => along;
    protected BigInteger KernelPlaces => along.Aggregate(BigInteger.One, (product, window) => product * window.Size);

    public override ImmutableArray<Reach> Sees(ImmutableArray<Reach> outputs) => [.. outputs.Select((reach, axis) => Seen(along[axis], reach))];

    /// <summary><see cref="Window.Outputs"/> for sizes beyond any array.</summary>
    public static BigInteger Outputs(Window window, BigInteger size)
    {
        var room = size + 2 * window.Padding + window.MoreAfter - window.Span;
        return room < 0 ? 0 : room / window.Stride + 1;
    }

    public static Reach Seen(Window window, Reach outputs) =>
        new(outputs.First * window.Stride - window.Padding, outputs.Last * window.Stride - window.Padding + window.Span - 1);

    /// <summary>Places × features to 1 × features × places, as <see cref="Backprop.Convolution"/> takes them.</summary>
    protected static Node ChannelsFirst(Node x) => Moved(x, x.Shape.Rank - 1, 0).Reshaped(Moved(x, x.Shape.Rank - 1, 0).Shape.Prepend(1));

    protected static Node ChannelsLast(Node x)
    {
        var first = x.Reshaped(x.Shape.Without(0));
        return Moved(first, 0, first.Shape.Rank - 1);
    }

    private static Node Moved(Node x, int from, int to)
    {
        List<int> axes = [.. Enumerable.Range(0, x.Shape.Rank)];
        axes.RemoveAt(from);
        axes.Insert(to, from);
        return x.Permuted([.. axes]);
    }
}

/// <summary><c>conv</c> and <c>depthwise</c>.</summary>
internal sealed class ConvolutionStage(Written written, Stage before, EquatableList<Window> along, BigInteger filters, int groups, bool bias)
    : Sliding(written, before, along, filters)
{
    public override IEnumerable<Weight> Weights =>
        [new("W", [Output.Width, Input.Width / groups, .. Along.Select(window => (BigInteger)window.Size)]), .. bias ? [new Weight("b", Output.Width)] : Array.Empty<Weight>()];

    public override BigInteger MultiplyAdds => Output.PlaceCount * Output.Width * Input.Width / groups * KernelPlaces;

    public override Node Build(Node x, ImmutableArray<Node> w, Construction built)
    {
        var y = ChannelsFirst(x).Convolved(w[0], Along, groups);
        return ChannelsLast(bias ? y.PlusChannels(w[1]) : y);
    }
}

/// <summary><c>deconv</c>: the transposed convolution. Its windows slide over the output.</summary>
internal sealed class TransposedStage(Written written, Stage before, EquatableList<Window> along, Extent output, bool bias) : Stage(written, before, output)
{
    public override int Phases => along.Max(window => window.Stride);

    public override IEnumerable<Weight> Weights =>
        [new("W", [Input.Width, Output.Width, .. along.Select(window => (BigInteger)window.Size)]), .. bias ? [new Weight("b", Output.Width)] : Array.Empty<Weight>()];

    public override BigInteger MultiplyAdds =>
        Input.PlaceCount * Input.Width * Output.Width * along.Aggregate(BigInteger.One, (product, window) => product * window.Size);

    /// <summary>Output o gets something from input i if o = i·stride − padding + k·dilation for a place k of the kernel.</summary>
    public override ImmutableArray<Reach> Sees(ImmutableArray<Reach> outputs) => [.. outputs.Select((reach, axis) =>
    {
        var (window, first, last) = (along[axis], (BigInteger?)null, (BigInteger?)null);
        for (var edge = BigInteger.Zero; edge < window.Stride && reach.First + edge <= reach.Last; edge++)
            for (var k = 0; k < window.Size; k++)
            {
                Meet(reach.First + edge + window.Padding - k * window.Dilation, window.Stride);
                Meet(reach.Last - edge + window.Padding - k * window.Dilation, window.Stride);
            }

        return first is { } a && last is { } b ? new Reach(a, b) : new Reach(0, -1);

        void Meet(BigInteger product, int stride)
        {
            if (!(product % stride).IsZero) return;
            var i = product / stride;
            (first, last) = (first is { } f ? BigInteger.Min(f, i) : i, last is { } l ? BigInteger.Max(l, i) : i);
        }
    })];

    public override Node Build(Node x, ImmutableArray<Node> w, Construction built)
    {
        var places = x.Shape.Sizes[..^1].ToArray();
        var sizes = Output.Sizes.Select(size => (int)size).ToArray();
        var rows = x.Reshaped(Shape.Of(places).Count, x.Shape.Sizes[^1]).Transposed().Reshaped([1, x.Shape.Sizes[^1], .. places]);
        var y = rows.TransposedConvolved(w[0], along, Shape.Of(sizes.AsSpan(..^1)));
        if (bias) y = y.PlusChannels(w[1]);
        return y.Reshaped(sizes[^1], Shape.Of(sizes.AsSpan(..^1)).Count).Transposed().Reshaped(sizes);
    }
}

/// <summary><c>pool</c> and <c>avgpool</c>.</summary>
internal sealed class PoolingStage(Written written, Stage before, EquatableList<Window> along, bool max) : Sliding(written, before, along, before.Output.Width)
{
    public override Node Build(Node x, ImmutableArray<Node> w, Construction built) =>
        ChannelsLast(max ? ChannelsFirst(x).MaxPooled(Along) : ChannelsFirst(x).AveragePooled(Along));
}

/// <summary><c>globalpool</c> and <c>globalavgpool</c>: one value for each feature.</summary>
internal sealed class GlobalPoolingStage(Written written, Stage before, bool max) : Stage(written, before, new([], before.Output.Width))
{
    public override ImmutableArray<Reach> Sees(ImmutableArray<Reach> outputs) => Everything(Input);

    public override Node Build(Node x, ImmutableArray<Node> w, Construction built)
    {
        var rows = x.Reshaped((int)Input.PlaceCount, (int)Input.Width);
        return max ? rows.LargestAlong(0) : rows.MeanAlong(0);
    }
}

/// <summary><c>upsample</c>: every place so many times along each axis.</summary>
internal sealed class UpsamplingStage(Written written, Stage before, int times)
    : Stage(written, before, new([.. before.Output.Places.Select(size => size * times)], before.Output.Features))
{
    public override int Phases => times;
    public override ImmutableArray<Reach> Sees(ImmutableArray<Reach> outputs) => [.. outputs.Select(reach => new Reach(Floor(reach.First), Floor(reach.Last)))];

    public override Node Build(Node x, ImmutableArray<Node> w, Construction built)
    {
        for (var axis = 0; axis < Input.Axes; axis++)
        {
            var apart = x.Shape.Insert(axis + 1, 1);
            x = x.Reshaped(apart).RepeatedTo(apart.With(axis + 1, times)).Reshaped(x.Shape.With(axis, x.Shape[axis] * times));
        }

        return x;
    }

    private BigInteger Floor(BigInteger place) => Rational.Floor(new Rational(place, times));
}
