using CsCheck;

namespace MashaBot.Backprop.Tests;

/// <summary>Shapes and values that a test does not care about.</summary>
internal static class Some
{
    public static readonly Gen<Shape> Shape = Gen.Int[1, 3].Array[0, 3].Select(sizes => Backprop.Shape.Of(sizes));

    /// <summary>Two shapes that broadcast: the first, and the second with axes dropped or shrunk to 1.</summary>
    public static readonly Gen<(Shape, Shape)> Shapes = Gen.Select(Shape, Gen.Int[0, 3], Gen.Bool.Array[3], Gen.Bool, (shape, dropped, shrunk, swap) =>
    {
        int[] sizes = [.. shape.Sizes[Math.Min(dropped, shape.Rank)..]];
        for (var i = 0; i < sizes.Length; i++)
            if (shrunk[i]) sizes[i] = 1;
        var other = Backprop.Shape.Of(sizes);
        return swap ? (other, shape) : (shape, other);
    });

    /// <summary>Values on a coarse grid, so that none is nearer to a kink at 0 or to another than a tenth.</summary>
    public static Gen<Tensor<Float>> Tensor(Shape shape, double from = -2, double to = 2) =>
        Gen.Int[0, (int)((to - from) * 5) - 1].Array[shape.Count]
            .Select(steps => new Tensor<Float>(shape, [.. steps.Select(step => (Float)(from + 0.1 + step * 0.2))]));

    /// <summary>The same, with all values different.</summary>
    public static Gen<Tensor<Float>> Distinct(Shape shape) =>
        Gen.Shuffle(Enumerable.Range(0, shape.Count).ToArray())
            .Select(order => new Tensor<Float>(shape, [.. order.Select(place => (Float)(0.3 * place - 0.15 * shape.Count + 0.05))]));
}
