using System.Numerics;
using CsCheck;

namespace MashaBot.Backprop.Tests;

/// <summary>What an architecture says of itself is what its graph has: shapes, parameters, products and fields.</summary>
public sealed class BuiltArchitectureTests
{
    private static readonly Gen<string> Sliding = Gen.OneOf(
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 2], OneOf("0", "1", "2", "same", "valid"), Gen.Int[1, 2])
            .Select((kernel, filters, stride, dilation, pad, groups) => $"conv {kernel} {filters * 2} stride={stride} dilation={dilation} pad={pad} groups={groups} bias={stride % 2}"),
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[0, 1]).Select((kernel, stride, pad) => $"pool {kernel} stride={stride} pad={Math.Min(pad, kernel / 2)}"),
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], OneOf("0", "1", "same")).Select((kernel, stride, pad) => $"avgpool {kernel} stride={stride} pad={(kernel == 1 ? "0" : pad)}"),
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[1, 2], Gen.Int[0, 1]).Select((kernel, stride, dilation, pad) => $"deconv {kernel} 2 stride={stride} dilation={dilation} pad={pad}"),
        OneOf("upsample 2", "depthwise 2", "skip(conv 3 2 pad=1; conv 1 2)", "concat(conv 3 2 pad=same dilation=2)", "dense 2", "tanh"));

    private static readonly Gen<string> AlongALine = Gen.Select(Gen.Int[6, 14], Sliding.Array[1, 4]).Select((size, layers) => $"input {size}x2; {string.Join("; ", layers)}");

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static readonly string[] Others =
    [
        "input 6x5x2; conv 2x3 4 stride=2x1 pad=1x0; relu; pool 2; flatten; dense 3; softmax",
        "input 4x4x3; conv 3x3 2 pad=same; batchnorm; gelu; upsample 2; globalavgpool; dense 2 bias=0",
        "input 3x2; deconv 2 3 stride=2 bias=0; selu; dropout 0.5; globalpool",
        "input 4x3; rnn 2; rnn 3 last",
        "input 4x3; lstm 2 bias=2; lstm 2 peepholes=diagonal twoway; dense 1",
        "input 4x3; lstm 2 peepholes=full last twoway",
        "input 4x3; gru 2 bias=0; gru 3 twoway",
        "tokens 3; embedding 7 8; positions 5; skip(layernorm; attention heads=4 kv=2 causal); skip(rmsnorm; dense 16; mish; dense 8); layernorm; dense 7 tied",
        "input 3x4; attention heads=2 bias=0",
        "input 6; reshape 3x2; concat(dense 3); softplus; flatten",
    ];

    public static TheoryData<string> Nets => [.. Others];

    [Theory, MemberData(nameof(Nets))]
    public void A_net_has_the_shape_the_parameters_and_the_products_that_it_says(string text) => Agree(text);

    [Fact]
    public void Any_net_along_a_line_has_the_shape_the_parameters_and_the_products_that_it_says() => AlongALine.Sample(Agree, iter: 60);

    [Fact]
    public void Outside_the_field_the_jacobian_is_zero() => AlongALine.Sample(text =>
    {
        if (Build(text) is not var (net, graph, x, built)) return;
        var (field, places) = ((int)net.Layers[^1].Field[0], x.Shape[0]);
        var jacobian = graph.Jacobian(built.Output, x).Evaluate<Float>([.. Values(built, positive: true), (x, Distinct(x.Shape))]);
        int outputs = built.Output.Shape[0], channels = built.Output.Shape[1], width = x.Shape[1];
        var widest = 0;
        for (var p = 0; p < outputs; p++)
        {
            var seen = Enumerable.Range(0, places).Where(place => Enumerable.Range(0, channels).Any(channel => Enumerable.Range(0, width).Any(feature =>
                jacobian[((p * channels + channel) * places + place) * width + feature].Value != 0))).ToList();
            if (seen.Count > 0) widest = Math.Max(widest, seen[^1] - seen[0] + 1);
        }

        Assert.True(widest <= field, $"{text}: {widest} places matter, the field is {field}");
    }, iter: 150);

    [Theory]
    [InlineData("input 15x1; conv 3 1; conv 3 1 dilation=2", 7)]
    [InlineData("input 20x1; conv 3 1 stride=2; avgpool 2", 5)]
    [InlineData("input 20x1; avgpool 2; conv 3 1; avgpool 3", 10)]
    [InlineData("input 9x1; deconv 4 1 stride=2; conv 3 1", 3)]
    [InlineData("input 9x1; upsample 2; conv 3 1", 2)]
    [InlineData("input 15x1; skip(conv 3 1 pad=1; conv 5 1 pad=same)", 7)]
    [InlineData("input 9x1; lstm 1", 9)]
    public void A_field_is_filled(string text, int field)
    {
        var (net, graph, x, built) = Build(text)!.Value;
        Assert.Equal(field, net.Layers[^1].Field[0]);
        var jacobian = graph.Jacobian(built.Output, x).Evaluate<Float>([.. Values(built, positive: true), (x, Distinct(x.Shape))]);
        var rows = jacobian.Values.ToArray().Chunk(x.Shape.Count).Select(row => Array.FindLastIndex(row, value => value.Value != 0) - Array.FindIndex(row, value => value.Value != 0) + 1);
        Assert.Equal(field, rows.Max());
    }

    [Fact]
    public void An_input_of_another_shape_is_named() => Assert.Contains("5×5×1", Assert.Throws<EngineException>(
        () => Architecture.Parse("input 5x5x1; conv 3x3 1").Build(new Graph().Leaf("x", Shape.Of(5, 5)))).Message);

    private static void Agree(string text)
    {
        if (Build(text) is not var (net, graph, x, built)) return;
        Assert.Equal(net.Output, built.Output.Shape.Sizes.ToArray().Select(size => (BigInteger)size));
        var tied = text.Contains("tied", StringComparison.Ordinal) ? 7 * 8 : 0;
        Assert.Equal(net.Parameters + tied, built.Parameters.Sum(leaf => leaf.Shape.Count));
        var lookup = text.Contains("embedding", StringComparison.Ordinal) ? 3 * 7 * 8 : 0;
        Assert.Equal(net.MultiplyAdds + lookup, Enumerable.Range(0, graph.Count).Sum(i => Products(graph[i])));
        Assert.All(built.Output.Evaluate<Float>([.. Values(built, positive: false), (x, Distinct(x.Shape))]).Values.ToArray(), value => Assert.True(double.IsFinite(value.Value)));
        Assert.All(graph.Gradients(built.Output.Sum(), [.. built.Parameters]), gradient => Assert.NotNull(gradient.Shape.ToString()));
    }

    /// <summary>Of the ops themselves; an average pooling is a convolution with a constant kernel and does not count.</summary>
    private static long Products(Node node) => node switch
    {
        { Op: MatrixProduct, Inputs: [var a, _] } => (long)node.Shape.Count * a.Shape.Sizes[^1],
        { Op: Convolve, Inputs: [_, { Number: null } w] } => (long)node.Shape.Count * (w.Shape.Count / w.Shape[0]),
        { Op: ConvolveBack, Inputs: [var w, var x] } => (long)x.Shape.Count * (w.Shape.Count / w.Shape[0]),
        _ => 0,
    };

    /// <summary>Null where the layers drawn do not fit on each other.</summary>
    private static (Architecture Net, Graph Graph, Node X, BuiltArchitecture Built)? Build(string text)
    {
        if (!Architecture.TryParse(text, out var net, out var fault))
        {
            Assert.Contains(fault!.Problem, new[] { ArchitectureProblem.NothingLeft, ArchitectureProblem.Mismatch, ArchitectureProblem.Division });
            return null;
        }

        var graph = new Graph();
        int[] sizes = [.. net!.Layers[0].Sizes.Select(size => (int)size)];
        var x = graph.Leaf("x", Shape.Of(text.StartsWith("tokens", StringComparison.Ordinal) ? [sizes[0], 7] : sizes));
        return (net, graph, x, net.Build(x));
    }

    private static IEnumerable<(Node, Tensor<Float>)> Values(BuiltArchitecture built, bool positive)
    {
        var random = new Random(1);
        return built.Parameters.Select(leaf => (leaf, new Tensor<Float>(leaf.Shape, [.. Enumerable.Range(0, leaf.Shape.Count).Select(_ => (Float)(random.NextDouble() - (positive ? 0 : 0.5) + 0.01))])));
    }

    private static Tensor<Float> Distinct(Shape shape)
    {
        var random = new Random(2);
        return new(shape, [.. Enumerable.Range(0, shape.Count).Select(_ => (Float)random.NextDouble())]);
    }
}
