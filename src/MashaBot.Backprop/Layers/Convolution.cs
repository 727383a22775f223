namespace MashaBot.Backprop;

/// <summary>
/// Convolution (cross-correlation, as every framework has it) and pooling over any number of spatial axes. Inputs are examples × channels
/// × sizes.
/// </summary>
public static class Convolution
{
    /// <summary>y[n, o, p] = Σ over channels and kernel places of w[o, c, k]·x[n, c, p·stride + k·dilation − padding].</summary>
    /// <param name="x">Examples × channels × sizes.</param>
    /// <param name="w">Output channels × channels of a group × kernel sizes.</param>
    /// <param name="stride">Steps from one window to the next, along each axis.</param>
    /// <param name="padding">Zeros on either side, along each axis.</param>
    /// <param name="dilation">Steps between kernel places, along each axis.</param>
    /// <param name="groups">Channels are cut into so many groups that do not meet; as many as channels is a depthwise convolution.</param>
    /// <exception cref="EngineException">The channels do not fit, or no window does.</exception>
    public static Node Convolved(this Node x, Node w, int stride = 1, int padding = 0, int dilation = 1, int groups = 1) =>
        x.Convolved(w, [.. w.Shape.Sizes[Math.Min(2, w.Shape.Rank)..].ToArray().Select(size => new Window(size, stride, padding, dilation))], groups);

    /// <inheritdoc cref="Convolved(Node, Node, int, int, int, int)"/>
    /// <param name="along">How the kernel moves along each axis.</param>
    public static Node Convolved(this Node x, Node w, EquatableList<Window> along, int groups = 1) => x.Graph.Apply(new Convolve(along, groups), x, w);

    /// <summary>The transposed convolution: what a convolution with this kernel passes back to its input.</summary>
    /// <param name="x">Examples × channels × sizes.</param>
    /// <param name="w">Channels × output channels × kernel sizes.</param>
    /// <param name="along">How the kernel moves over the output.</param>
    /// <param name="sizes">Of the output: as many windows fit on them as <paramref name="x"/> has places.</param>
    /// <exception cref="EngineException">The channels or the windows do not fit.</exception>
    public static Node TransposedConvolved(this Node x, Node w, EquatableList<Window> along, Shape sizes) =>
        x.Graph.Apply(new ConvolveBack(along, 1, [.. sizes.Sizes]), w, x);

    /// <summary>Adds bₒ to channel o.</summary>
    public static Node PlusChannels(this Node x, Node bias) =>
        x + bias.Reshaped([bias.Shape.Count, .. Enumerable.Repeat(1, x.Shape.Rank - 2)]);

    /// <summary>The largest value of each window; padding adds nothing.</summary>
    public static Node MaxPooled(this Node x, params EquatableList<Window> along) => x.Graph.Apply(new PickLargest(along), x, x);

    /// <summary>The mean of each window, padded zeros counted: a convolution of each channel with equal weights of sum 1.</summary>
    public static Node AveragePooled(this Node x, params EquatableList<Window> along)
    {
        var kernel = Shape.Of([1, 1, .. along.Select(window => window.Size)]);
        var planes = x.Shape.Rank < 2 ? x : x.Reshaped([x.Shape[0] * x.Shape[1], 1, .. x.Shape.Sizes[2..]]);
        var means = planes.Convolved(x.Graph.Filled(new Rational(1, kernel.Count), kernel), along);
        return means.Reshaped([x.Shape[0], x.Shape[1], .. means.Shape.Sizes[2..]]);
    }
}
