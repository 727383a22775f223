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
    public static Node Convolved(this Node x, Node w, EquatableList<Window> along, int groups = 1)
    {
        if (along.Count < 1 || x.Shape.Rank != along.Count + 2 || w.Shape.Rank != x.Shape.Rank || groups < 1 || x.Shape[1] != w.Shape[1] * groups || w.Shape[0] % groups != 0)
            throw new EngineException($"A convolution of {x.Label} ({x.Shape}) with {w.Label} ({w.Shape}) in {groups} groups: channels or axes do not fit.", x);
        var columns = x.Graph.Apply(new Windows(along, Outside.Zero), x);
        int rows = w.Shape[0] / groups, depth = w.Shape.Count / w.Shape[0], width = columns.Shape[2] * columns.Shape[3];
        var product = groups == 1
            ? w.Reshaped(rows, depth).MatMul(columns.Reshaped(depth, width))
            : w.Reshaped(groups, rows, depth).MatMul(columns.Reshaped(groups, depth, width));
        return ExamplesFirst(product.Reshaped(w.Shape[0], x.Shape[0], columns.Shape[3]), x.Shape, along);
    }

    /// <summary>The transposed convolution: what a convolution with this kernel passes back to its input.</summary>
    /// <param name="x">Examples × channels × sizes.</param>
    /// <param name="w">Channels × output channels × kernel sizes.</param>
    /// <param name="along">How the kernel moves over the output.</param>
    /// <param name="sizes">Of the output: as many windows fit on them as <paramref name="x"/> has places.</param>
    /// <exception cref="EngineException">The channels or the windows do not fit.</exception>
    public static Node TransposedConvolved(this Node x, Node w, EquatableList<Window> along, Shape sizes)
    {
        if (x.Shape.Rank != along.Count + 2 || w.Shape.Rank != x.Shape.Rank || x.Shape[1] != w.Shape[0])
            throw new EngineException($"A transposed convolution of {x.Label} ({x.Shape}) with {w.Label} ({w.Shape}): channels or axes do not fit.", x);
        int examples = x.Shape[0], places = x.Shape.Count / examples / x.Shape[1], kernel = w.Shape.Count / w.Shape[0] / w.Shape[1];
        var rows = x.Reshaped(examples, x.Shape[1], places).Permuted(1, 0, 2).Reshaped(x.Shape[1], examples * places);
        var columns = w.Reshaped(w.Shape[0], w.Shape[1] * kernel).Transposed().MatMul(rows).Reshaped(w.Shape[1], kernel, examples, places);
        return x.Graph.Apply(new Scatter(new Windows(along, Outside.Zero), Shape.Of([examples, w.Shape[1], .. sizes.Sizes])), columns);
    }

    /// <summary>Adds bₒ to channel o.</summary>
    public static Node PlusChannels(this Node x, Node bias) =>
        x + bias.Reshaped([bias.Shape.Count, .. Enumerable.Repeat(1, x.Shape.Rank - 2)]);

    /// <summary>The largest value of each window; padding adds nothing.</summary>
    public static Node MaxPooled(this Node x, params EquatableList<Window> along) =>
        ExamplesFirst(x.Graph.Apply(new Windows(along, Outside.Nothing), x).LargestAlong(1), x.Shape, along);

    /// <summary>The mean of each window, padded zeros counted.</summary>
    public static Node AveragePooled(this Node x, params EquatableList<Window> along) =>
        ExamplesFirst(x.Graph.Apply(new Windows(along, Outside.Zero), x).MeanAlong(1), x.Shape, along);

    /// <summary>(channels, examples, windows) to examples × channels × sizes.</summary>
    private static Node ExamplesFirst(Node result, Shape input, EquatableList<Window> along)
    {
        int channels = result.Shape[0], examples = result.Shape[1];
        var ordered = examples == 1 || channels == 1 ? result : result.Permuted(1, 0, 2);
        return ordered.Reshaped([examples, channels, .. along.Select((window, i) => window.Outputs(input[i + 2]))]);
    }
}
