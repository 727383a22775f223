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

    /// <summary>How many windows fit along an axis of so many places; 0 or fewer where none does.</summary>
    /// <remarks>Dumoulin and Visin, <i>A guide to convolution arithmetic for deep learning</i> (2016), relationship 15.</remarks>
    public int Outputs(int size) => size + 2 * Padding + MoreAfter < Span ? 0 : (size + 2 * Padding + MoreAfter - Span) / Stride + 1;

    internal bool IsPossible => Size > 0 && Stride > 0 && Padding >= 0 && Padding + MoreAfter >= 0 && Dilation > 0;
}

/// <summary>What stands on the places outside.</summary>
public enum Outside
{
    /// <summary>Zeros, as convolutions and average pooling have it.</summary>
    Zero,

    /// <summary>Nothing: the window's places inside are repeated, so that its largest value is one of its own.</summary>
    Nothing,
}

/// <summary>
/// All windows over the spatial axes, ready for a matrix product: (examples, channels, sizes…) becomes (channels, kernel places,
/// examples, windows).
/// </summary>
public sealed record Windows(EquatableList<Window> Along, Outside Outside) : Picking("windows")
{
    public override string Takes =>
        $"examples × channels × {Along.Count} axes on which windows of {string.Join('×', Along.Select(window => window.Span))} fit";

    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs)
    {
        if (inputs is not [var a] || a.Rank != Along.Count + 2) return null;
        var (kernel, windows) = (1, 1);
        for (var i = 0; i < Along.Count; i++)
        {
            if (!Along[i].IsPossible || Along[i].Outputs(a[i + 2]) < 1) return null;
            if (Outside == Outside.Nothing && Math.Max(Along[i].Padding, Along[i].Padding + Along[i].MoreAfter) > Along[i].Span / 2) return null;
            (kernel, windows) = (kernel * Along[i].Size, windows * Along[i].Outputs(a[i + 2]));
        }

        return Shape.Of(a[1], kernel, a[0], windows);
    }

    public override int[] Places(Shape input)
    {
        var shape = ShapeOf([input])!.Value;
        var (kernel, examples, windows, area) = (shape[1], shape[2], shape[3], Shape.Of(input.Sizes[2..]).Count);
        var places = new int[shape.Count];
        for (var k = 0; k < kernel; k++)
            for (var p = 0; p < windows; p++)
            {
                var inside = Inside(input, k, p);
                for (var channel = 0; channel < input[1]; channel++)
                    for (var example = 0; example < examples; example++)
                        places[((channel * kernel + k) * examples + example) * windows + p] = inside < 0 ? -1 : (example * input[1] + channel) * area + inside;
            }

        return places;
    }

    /// <summary>Where place k of window p lies on the spatial axes, or −1 outside.</summary>
    private int Inside(Shape input, int k, int p)
    {
        var (place, area) = (0, 1);
        for (var axis = Along.Count - 1; axis >= 0; axis--)
        {
            var (window, size) = (Along[axis], input[axis + 2]);
            var start = p % window.Outputs(size) * window.Stride - window.Padding;
            var at = start + k % window.Size * window.Dilation;
            if (at < 0 || at >= size)
            {
                if (Outside == Outside.Zero) return -1;
                at = FirstInside(start, window, size);
            }

            place += at * area;
            (k, p, area) = (k / window.Size, p / window.Outputs(size), area * size);
        }

        return place;
    }

    private static int FirstInside(int start, Window window, int size)
    {
        for (var k = 0; k < window.Size; k++)
            if (start + k * window.Dilation is >= 0 and var at && at < size) return at;
        return Math.Clamp(start, 0, size - 1);
    }
}
