namespace MashaBot.Backprop;

/// <summary>How a kernel or a pooling window moves along one axis.</summary>
/// <param name="Size">Places of the kernel.</param>
/// <param name="Stride">Steps from one window to the next.</param>
/// <param name="Padding">Places added on either side.</param>
/// <param name="Dilation">Steps from one place of the kernel to the next.</param>
/// <param name="MoreAfter">Places added after the last beyond those of <paramref name="Padding"/>; negative for fewer. An even kernel that keeps a size needs it.</param>
public readonly record struct Window(int Size, int Stride = 1, int Padding = 0, int Dilation = 1, int MoreAfter = 0)
{
    /// <summary>Places from the first to the last that the window covers.</summary>
    public int Span => Dilation * (Size - 1) + 1;

    /// <summary>How many windows fit along an axis of so many places; 0 where none does.</summary>
    /// <remarks>Dumoulin and Visin, <i>A guide to convolution arithmetic for deep learning</i> (2016), relationship 15.</remarks>
    public int Outputs(int size) => size + 2 * Padding + MoreAfter < Span ? 0 : (size + 2 * Padding + MoreAfter - Span) / Stride + 1;

    internal bool IsPossible => Size > 0 && Stride > 0 && Padding >= 0 && Padding + MoreAfter >= 0 && Dilation > 0;
}

/// <summary>All windows over the places of one channel: which place each sees at each place of the kernel.</summary>
internal sealed class Windows
{
    private readonly EquatableList<Window> along;
    private readonly int[] sizes, outputs;

    private Windows(EquatableList<Window> along, int[] sizes, int[] outputs)
    {
        (this.along, this.sizes, this.outputs) = (along, sizes, outputs);
        (Places, Count, KernelPlaces) = (Product(sizes), Product(outputs), Product(along.Select(window => window.Size)));
    }

    /// <summary>Null where none fits on the axes behind the first two (examples, channels).</summary>
    public static Windows? On(Shape input, EquatableList<Window> along)
    {
        if (along.Count < 1 || input.Rank != along.Count + 2 || !along.All(window => window.IsPossible)) return null;
        int[] sizes = input.Sizes[2..].ToArray(), outputs = [.. along.Select((window, i) => window.Outputs(sizes[i]))];
        return outputs.All(count => count > 0) ? new(along, sizes, outputs) : null;
    }

    /// <summary>Places of the input.</summary>
    public int Places { get; }

    /// <summary>Windows on them.</summary>
    public int Count { get; }

    /// <summary>Places of the kernel.</summary>
    public int KernelPlaces { get; }

    /// <summary>Whether no window lies on the padding alone.</summary>
    public bool AllSeeAPlace => along.Index().All(axis => Enumerable.Range(0, outputs[axis.Index]).All(p => Enumerable.Range(0, axis.Item.Size).Any(
        k => p * axis.Item.Stride - axis.Item.Padding + k * axis.Item.Dilation is >= 0 and var at && at < sizes[axis.Index])));

    /// <summary>The shape of what comes out for so many examples and channels.</summary>
    public Shape Output(int examples, int channels) => Shape.Of([examples, channels, .. outputs]);

    /// <summary>Where place k of window p lies, or −1 outside.</summary>
    public int Place(int k, int p)
    {
        var (place, area) = (0, 1);
        for (var axis = along.Count - 1; axis >= 0; axis--)
        {
            var window = along[axis];
            var at = p % outputs[axis] * window.Stride - window.Padding + k % window.Size * window.Dilation;
            if (at < 0 || at >= sizes[axis]) return -1;
            place += at * area;
            (k, p, area) = (k / window.Size, p / outputs[axis], area * sizes[axis]);
        }

        return place;
    }

    private static int Product(IEnumerable<int> factors) => factors.Aggregate(1, (product, factor) => product * factor);
}
