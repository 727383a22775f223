namespace MashaBot.Backprop;

/// <summary>
/// Convolution and its two adjoints. All three are linear in both of their inputs and come from one sum over examples, channels, windows
/// and kernel places, Σ x·w·g: a convolution leaves out g, <see cref="ConvolveBack"/> x, <see cref="ConvolveKernel"/> w. So the adjoint of
/// each is one of the others.
/// </summary>
/// <remarks>Chellapilla, Puri and Simard, <i>High Performance Convolutional Neural Networks for Document Processing</i> (2006): windows are laid side by side for a matrix product, one example at a time.</remarks>
internal sealed record Convolve(EquatableList<Window> Along, int Groups) : Op("conv", "d(x ∗ w) = dx ∗ w + x ∗ dw")
{
    public override string Takes =>
        $"examples × channels × {Along.Count} axes on which windows of {Convolving.Spans(Along)} fit, and filters × channels{(Groups > 1 ? $" of each of {Groups} groups" : "")} × kernel";

    internal override bool Exposes(int input) => input == 1;
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) =>
        inputs is [var x, var w] && Convolving.Fit(x, w, Along, Groups) && Windows.On(x, Along) is { } windows ? windows.Output(x[0], w[0]) : null;

    public override Node? Adjoint(Node node, int input, Node cotangent) => input == 0
        ? node.Graph.Apply(new ConvolveBack(Along, Groups, [.. node.Inputs[0].Shape.Sizes[2..]]), node.Inputs[1], cotangent)
        : node.Graph.Apply(new ConvolveKernel(Along, Groups), node.Inputs[0], cotangent);

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (x, w, y) = (site.Inputs[0], site.Inputs[1], site.Output);
        var columns = new Columns<T>(x.Shape, Along, Groups);
        int filters = w.Shape[0] / Groups, depth = columns.Depth, windows = columns.Windows;
        var product = new Multiplication<T>(filters, depth, windows, new(depth, 1), new(windows, 1));
        return memory =>
        {
            for (var example = 0; example < x.Shape[0]; example++)
                for (var group = 0; group < Groups; group++)
                    product.Multiply(
                        w.Of(memory).Slice(group * filters * depth, filters * depth),
                        columns.Of(x.Of(memory), example, group),
                        y.Of(memory).Slice((example * Groups + group) * filters * windows, filters * windows));
        };
    }
}

/// <summary>What a convolution passes back to its input; by itself a transposed convolution.</summary>
/// <param name="Sizes">The places of the input.</param>
internal sealed record ConvolveBack(EquatableList<Window> Along, int Groups, EquatableList<int> Sizes) : Op("convᵀ", "d(w ∗ᵀ g) = dw ∗ᵀ g + w ∗ᵀ dg")
{
    public override string Takes => $"filters × channels × kernel, and examples × filters × windows of {Convolving.Spans(Along)} on {string.Join('×', Sizes)} places";

    internal override bool Exposes(int input) => input == 1;
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs)
    {
        if (inputs is not [{ Rank: >= 2 } w, { Rank: >= 2 } g] || Sizes.Count != Along.Count) return null;
        var x = Shape.Of([g[0], w[1] * Groups, .. Sizes]);
        return Convolving.Fit(x, w, Along, Groups) && Windows.On(x, Along)?.Output(g[0], w[0]) == g ? x : null;
    }

    public override Node? Adjoint(Node node, int input, Node cotangent) => input == 0
        ? node.Graph.Apply(new ConvolveKernel(Along, Groups), cotangent, node.Inputs[1])
        : node.Graph.Apply(new Convolve(Along, Groups), cotangent, node.Inputs[0]);

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (w, g, x) = (site.Inputs[0], site.Inputs[1], site.Output);
        var columns = new Columns<T>(x.Shape, Along, Groups);
        int filters = w.Shape[0] / Groups, depth = columns.Depth, windows = columns.Windows;
        var product = new Multiplication<T>(depth, filters, windows, new(1, depth), new(windows, 1));
        var side = Aligned.Memory<T>(depth * windows);
        return memory =>
        {
            x.Of(memory).Clear();
            for (var example = 0; example < x.Shape[0]; example++)
                for (var group = 0; group < Groups; group++)
                {
                    product.Multiply(
                        w.Of(memory).Slice(group * filters * depth, filters * depth),
                        g.Of(memory).Slice((example * Groups + group) * filters * windows, filters * windows),
                        side.Span);
                    columns.AddTo(x.Of(memory), example, group, side.Span);
                }
        };
    }
}

/// <summary>What a convolution passes back to its kernel: x under each window times what comes back from it.</summary>
internal sealed record ConvolveKernel(EquatableList<Window> Along, int Groups) : Op("conv by kernel", "d(x ∗ g) = dx ∗ g + x ∗ dg")
{
    public override string Takes => $"examples × channels × sizes, and examples × filters × windows of {Convolving.Spans(Along)} on them";

    internal override bool Exposes(int input) => input == 1;
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs)
    {
        if (inputs is not [{ Rank: >= 2 } x, { Rank: >= 2 } g] || x[1] % Groups != 0 || g[1] % Groups != 0) return null;
        return Windows.On(x, Along)?.Output(x[0], g[1]) == g ? Shape.Of([g[1], x[1] / Groups, .. Along.Select(window => window.Size)]) : null;
    }

    public override Node? Adjoint(Node node, int input, Node cotangent) => input == 0
        ? node.Graph.Apply(new ConvolveBack(Along, Groups, [.. node.Inputs[0].Shape.Sizes[2..]]), cotangent, node.Inputs[1])
        : node.Graph.Apply(new Convolve(Along, Groups), node.Inputs[0], cotangent);

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (x, g, w) = (site.Inputs[0], site.Inputs[1], site.Output);
        var columns = new Columns<T>(x.Shape, Along, Groups);
        int filters = w.Shape[0] / Groups, depth = columns.Depth, windows = columns.Windows;
        var product = new Multiplication<T>(filters, windows, depth, new(windows, 1), new(1, windows));
        return memory =>
        {
            w.Of(memory).Clear();
            for (var example = 0; example < x.Shape[0]; example++)
                for (var group = 0; group < Groups; group++)
                    product.Add(
                        g.Of(memory).Slice((example * Groups + group) * filters * windows, filters * windows),
                        columns.Of(x.Of(memory), example, group),
                        w.Of(memory).Slice(group * filters * depth, filters * depth));
        };
    }
}

/// <summary>What the three have in common.</summary>
internal static class Convolving
{
    public static bool Fit(Shape x, Shape w, EquatableList<Window> along, int groups) =>
        x.Rank == along.Count + 2 && w.Rank == x.Rank && groups > 0 && x[1] == w[1] * groups && w[0] % groups == 0 && w.Sizes[2..].SequenceEqual([.. along.Select(window => window.Size)]);

    public static string Spans(EquatableList<Window> along) => string.Join('×', along.Select(window => window.Span));
}

/// <summary>The windows of one group of channels of one example, side by side: a row for each channel and kernel place, a column for each window.</summary>
internal sealed class Columns<T> where T : struct, IScalar<T>
{
    private readonly Move[] moves;
    private readonly Memory<T> side;        // what lies outside is never written: it stays 0
    private readonly int values, groups;
    private readonly bool areInPlace;       // a kernel of one place sees the example as it is

    public Columns(Shape input, EquatableList<Window> along, int groups)
    {
        this.groups = groups;
        var (table, channels) = (Backprop.Windows.On(input, along)!, input[1] / groups);
        (Windows, Depth, values) = (table.Count, channels * table.KernelPlaces, channels * table.Places);
        var places = new int[Depth * Windows];
        for (var row = 0; row < Depth; row++)
            for (var p = 0; p < Windows; p++)
                places[row * Windows + p] = table.Place(row % table.KernelPlaces, p) is >= 0 and var place ? row / table.KernelPlaces * table.Places + place : -1;
        moves = Move.All(places);
        areInPlace = moves is [{ Source: 0, Target: 0, Count: var count }] && count == places.Length && count == values;
        if (!areInPlace) side = Aligned.Memory<T>(places.Length);
    }

    public int Depth { get; }
    public int Windows { get; }

    public ReadOnlySpan<T> Of(ReadOnlySpan<T> x, int example, int group)
    {
        var from = x.Slice((example * groups + group) * values, values);
        if (areInPlace) return from;
        Move.Copy(moves, from, side.Span);
        return side.Span;
    }

    /// <summary>Adds each column to the places it was taken from.</summary>
    public void AddTo(Span<T> x, int example, int group, ReadOnlySpan<T> columns) =>
        Move.AddBack(moves, columns, x.Slice((example * groups + group) * values, values));
}
