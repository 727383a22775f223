namespace MashaBot.Backprop;

/// <summary>Layers as functions of their parameters; what is trained is a node like any other.</summary>
public static class Layer
{
    /// <summary>W·x + b for a vector, x·Wᵀ + b for rows of examples.</summary>
    /// <param name="x">n, or examples × n.</param>
    /// <param name="w">m × n.</param>
    /// <param name="b">m, or null for none.</param>
    public static Node Dense(Node x, Node w, Node? b)
    {
        var product = x.Shape.Rank == 1 ? w.MatMul(x) : x.MatMul(w.Transposed());
        return b is null ? product : product + b;
    }

    /// <summary>Rows of a table by number; <paramref name="table"/> is words × width.</summary>
    public static Node Embedding(Node table, params ReadOnlySpan<int> words) => table.Gathered(words);

    /// <summary>x·mask, the mask given: 1 keeps, 0 drops. At inference multiply by the probability of keeping.</summary>
    /// <remarks>Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, <i>Dropout</i> (2014).</remarks>
    public static Node Dropout(Node x, Node mask) => x * mask;

    /// <summary>x·mask/(1 − p) for a probability p of dropping, so that inference needs nothing.</summary>
    public static Node InvertedDropout(Node x, Node mask, Node p) => x * mask / (1 - p);

    /// <summary>γ·(x − μ)/√(σ² + ε) + β over the last axis, σ² divided by n; γ and β have its length.</summary>
    /// <remarks>Ba, Kiros and Hinton, <i>Layer Normalization</i> (2016).</remarks>
    public static Node LayerNorm(Node x, Node gamma, Node beta, Node epsilon)
    {
        var centred = x - x.MeanKeeping(^1);
        return gamma * (centred / (centred.Squared().MeanKeeping(^1) + epsilon).Sqrt()) + beta;
    }

    /// <summary>γ·x/√(mean x² + ε) over the last axis.</summary>
    /// <remarks>Zhang and Sennrich, <i>Root Mean Square Layer Normalization</i> (2019).</remarks>
    public static Node RmsNorm(Node x, Node gamma, Node epsilon) => gamma * (x / (x.Squared().MeanKeeping(^1) + epsilon).Sqrt());

    /// <summary>Batch normalization in training: mean and variance (divided by n) of each channel over examples and places.</summary>
    /// <param name="x">Examples × channels × sizes.</param>
    /// <param name="gamma">One for each channel.</param>
    /// <param name="beta">One for each channel.</param>
    /// <param name="epsilon">A scalar.</param>
    /// <remarks>Ioffe and Szegedy, <i>Batch Normalization</i> (2015), algorithm 1.</remarks>
    public static Node BatchNorm(Node x, Node gamma, Node beta, Node epsilon) =>
        BatchNorm(x, ChannelMean(x), ChannelVariance(x), gamma, beta, epsilon);

    /// <summary>Batch normalization at inference: with the mean and the variance of each channel given.</summary>
    public static Node BatchNorm(Node x, Node mean, Node variance, Node gamma, Node beta, Node epsilon)
    {
        int[] shape = [x.Shape[1], .. Enumerable.Repeat(1, x.Shape.Rank - 2)];
        var scale = gamma / (variance + epsilon).Sqrt();
        return (x - mean.Reshaped(shape)) * scale.Reshaped(shape) + beta.Reshaped(shape);
    }

    /// <summary>What inference remembers after a batch: (1 − α)·running + α·batch.</summary>
    public static Node Running(Node running, Node batch, Node alpha) => (1 - alpha) * running + alpha * batch;

    public static Node ChannelMean(Node x) => SumOverAllBut1(x) / (x.Shape.Count / x.Shape[1]);

    public static Node ChannelVariance(Node x)
    {
        int[] shape = [x.Shape[1], .. Enumerable.Repeat(1, x.Shape.Rank - 2)];
        return ChannelMean((x - ChannelMean(x).Reshaped(shape)).Squared());
    }

    private static Node SumOverAllBut1(Node x)
    {
        int[] kept = [1, x.Shape[1], .. Enumerable.Repeat(1, x.Shape.Rank - 2)];
        return SumTo.Of(x, Shape.Of(kept)).Reshaped(x.Shape[1]);
    }
}
