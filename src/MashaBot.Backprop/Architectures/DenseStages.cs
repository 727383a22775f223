using System.Collections.Immutable;
using System.Numerics;

namespace MashaBot.Backprop;

/// <summary><c>dense</c>: a linear map of the features of each place. A tied one takes its matrix from elsewhere.</summary>
internal sealed class DenseStage(Written written, Stage before, BigInteger units, bool bias, bool tied)
    : Stage(written, before, new(before.Output.Places, units))
{
    public override IEnumerable<Weight> Weights => [new("W", units, Input.Width), .. bias ? [new Weight("b", units)] : Array.Empty<Weight>()];
    public override BigInteger Parameters => base.Parameters - (tied ? units * Input.Width : 0);
    public override BigInteger MultiplyAdds => Output.PlaceCount * Input.Width * units;

    public override Node Build(Node x, ImmutableArray<Node> w, Construction built) => Rows.Each(x, rows => Layer.Dense(rows, w[0], bias ? w[1] : null));
}

/// <summary><c>flatten</c> and <c>reshape</c>.</summary>
internal sealed class ReshapeStage(Written written, Stage before, Extent output) : Stage(written, before, output)
{
    public override ImmutableArray<Reach> Sees(ImmutableArray<Reach> outputs) => Everything(Input);
    public override Node Build(Node x, ImmutableArray<Node> w, Construction built) => x.Reshaped([.. Output.Sizes.Select(size => (int)size)]);
}

/// <summary><c>embedding</c>: words to rows of a table.</summary>
internal sealed class EmbeddingStage(Written written, Stage before, BigInteger words, BigInteger width) : Stage(written, before, new(before.Output.Places, width))
{
    public override IEnumerable<Weight> Weights => [new("E", words, width)];
    public override Node Build(Node x, ImmutableArray<Node> w, Construction built) => x.MatMul(w[0]);
}

/// <summary><c>positions</c>: a learned row for each place of a sequence, added.</summary>
internal sealed class PositionsStage(Written written, Stage before, BigInteger rows) : Stage(written, before, before.Output)
{
    public override IEnumerable<Weight> Weights => [new("P", rows, Input.Width)];
    public override Node Build(Node x, ImmutableArray<Node> w, Construction built) => x + w[0].Slice(0, 0, x.Shape[0]);
}

/// <summary>A function of each value, or of each row of features (<c>softmax</c>).</summary>
internal sealed class FunctionStage(Written written, Stage before, Func<Node, Node> function) : Stage(written, before, before.Output)
{
    public override Node Build(Node x, ImmutableArray<Node> w, Construction built) => function(x);
}

/// <summary>How a norm gathers its statistics.</summary>
internal enum NormKind
{
    Batch,
    Layer,
    RootMeanSquare,
}

/// <summary><c>batchnorm</c>, <c>layernorm</c> and <c>rmsnorm</c>: a scale for each feature, and a shift but for the last.</summary>
internal sealed class NormStage(Written written, Stage before, NormKind kind) : Stage(written, before, before.Output)
{
    private static readonly Rational Epsilon = new(1, 100_000);

    public override IEnumerable<Weight> Weights =>
        [new("gamma", Input.Width), .. kind == NormKind.RootMeanSquare ? Array.Empty<Weight>() : [new Weight("beta", Input.Width)]];

    public override Node Build(Node x, ImmutableArray<Node> w, Construction built)
    {
        var epsilon = built.Graph.Constant(Epsilon);
        return kind switch
        {
            NormKind.Layer => Layer.LayerNorm(x, w[0], w[1], epsilon),
            NormKind.RootMeanSquare => Layer.RmsNorm(x, w[0], epsilon),
            _ => Rows.Each(x, rows => rows.Shape.Rank == 1 ? Layer.BatchNorm(rows.Reshaped(1, rows.Shape[0]), w[0], w[1], epsilon).Reshaped(rows.Shape) : Layer.BatchNorm(rows, w[0], w[1], epsilon)),
        };
    }
}

/// <summary>Places × features seen as rows.</summary>
internal static class Rows
{
    public static Node Each(Node x, Func<Node, Node> map)
    {
        if (x.Shape.Rank <= 2) return map(x);
        var y = map(x.Reshaped(x.Shape.Count / x.Shape.Sizes[^1], x.Shape.Sizes[^1]));
        return y.Reshaped([.. x.Shape.Sizes[..^1], y.Shape[1]]);
    }
}
