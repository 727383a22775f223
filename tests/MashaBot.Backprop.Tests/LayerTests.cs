using CsCheck;

namespace MashaBot.Backprop.Tests;

/// <summary>Layers and losses against central differences and against what their equations say.</summary>
public sealed class LayerTests
{
    [Theory]
    [InlineData(1, 0, 1, 1)]
    [InlineData(2, 1, 1, 1)]
    [InlineData(1, 2, 2, 2)]
    [InlineData(2, 1, 1, 4)]
    public void A_convolution_along_a_line_agrees_with_differences(int stride, int padding, int dilation, int groups) => Agree(
        n => n[0].Convolved(n[1], stride, padding, dilation, groups).PlusChannels(n[2]), Shape.Of(2, 4, 5), Shape.Of(4, 4 / groups, 3), Shape.Of(4));

    [Theory]
    [InlineData(1, 0, 1, 1)]
    [InlineData(2, 1, 1, 2)]
    [InlineData(1, 2, 2, 1)]
    public void A_convolution_over_a_plane_agrees_with_differences(int stride, int padding, int dilation, int groups) => Agree(
        n => n[0].Convolved(n[1], stride, padding, dilation, groups), Shape.Of(2, 2, 4, 5), Shape.Of(2, 2 / groups, 2, 3));

    [Fact]
    public void A_convolution_is_a_sum_of_products_under_the_window()
    {
        var graph = new Graph();
        var x = graph.Constant(new Tensor<Real>(Shape.Of(1, 1, 3, 3), [1, 2, 3, 4, 5, 6, 7, 8, 9]));
        var w = graph.Constant(new Tensor<Real>(Shape.Of(1, 1, 2, 2), [1, 0, 0, -1]));
        Assert.Equal(new Tensor<Real>(Shape.Of(1, 1, 2, 2), [-4, -4, -4, -4]), x.Convolved(w).Evaluate());
        Assert.Equal(new Tensor<Real>(Shape.Of(1, 1, 2, 2), [-1, -3, -7, -4]), x.Convolved(w, stride: 2, padding: 1).Evaluate());
    }

    [Fact]
    public void Pooling_agrees_with_differences()
    {
        Window two = new(2, Stride: 2), padded = new(3, Stride: 2, Padding: 1);
        Some.Distinct(Shape.Of(2, 2, 4, 4)).Sample(x => CentralDifferences.Agree(n => n[0].MaxPooled([two, padded]), x), iter: 5);
        Some.Tensor(Shape.Of(2, 2, 4, 4)).Sample(x => CentralDifferences.Agree(n => n[0].AveragePooled([padded, two]), x), iter: 5);
    }

    [Fact]
    public void Padding_never_wins_a_maximum()
    {
        var x = new Graph().Constant(new Tensor<Real>(Shape.Of(1, 1, 3), [-5, -3, -4]));
        Assert.Equal(new Tensor<Real>(Shape.Of(1, 1, 2), [-3, -3]), x.MaxPooled([new Window(3, Stride: 2, Padding: 1)]).Evaluate());
    }

    [Fact]
    public void A_pooling_with_nothing_left_to_pool_says_so() => Assert.Contains("windows", Assert.Throws<EngineException>(
        () => new Graph().Leaf("x", Shape.Of(1, 1, 1, 1)).MaxPooled([new Window(2), new Window(2)])).Message);

    [Fact]
    public void Layers_agree_with_differences()
    {
        Agree(n => Layer.Dense(n[0], n[1], n[2]), Shape.Of(3), Shape.Of(2, 3), Shape.Of(2));
        Agree(n => Layer.Dense(n[0], n[1], n[2]), Shape.Of(4, 3), Shape.Of(2, 3), Shape.Of(2));
        Agree(n => Layer.Embedding(n[0], 1, 1, 0), Shape.Of(3, 2));
        Agree(n => Layer.LayerNorm(n[0], n[1], n[2], n[0].Graph.Constant(new Rational(1, 10))), Shape.Of(2, 4), Shape.Of(4), Shape.Of(4));
        Agree(n => Layer.BatchNorm(n[0], n[1], n[2], n[0].Graph.Constant(new Rational(1, 10))), Shape.Of(3, 2, 2), Shape.Of(2), Shape.Of(2));
        Agree(n => Layer.InvertedDropout(n[0], n[0].Graph.Constant(Tensor.Vector(1, 0, 1)), n[0].Graph.Constant(Rational.Half)), Shape.Of(3));
        Agree(n => Attention.Of(n[0], n[1], n[2], Attention.CausalMask(n[0].Graph, 3)), Shape.Of(3, 2), Shape.Of(3, 2), Shape.Of(3, 4));
        Agree(n => Attention.MultiHead(n[0], n[1], n[2], heads: 2), Shape.Of(3, 4), Shape.Of(3, 4), Shape.Of(3, 4));
    }

    [Fact]
    public void Recurrent_cells_agree_with_differences_over_two_steps()
    {
        Shape w = Shape.Of(2, 3), u = Shape.Of(2, 2), b = Shape.Of(2);
        Agree(n => new RnnCell(new(n[1], n[2], n[3])).Unrolled([n[0], -n[0]], n[3])[^1], Shape.Of(3), w, u, b);
        Agree(n => Lstm(n, null).Unrolled([n[0], -n[0]], new(n[3], n[3]))[^1].H, Shape.Of(3), w, u, b);
        Agree(n => Lstm(n, new(n[3], -n[3], n[3])).Unrolled([n[0], -n[0]], new(n[3], n[3]))[^1].H, Shape.Of(3), w, u, b);
        Agree(n => new GruCell(new(n[1], n[2], n[3]), new(-n[1], n[2], n[3]), new(n[1], -n[2], n[3])).Unrolled([n[0], -n[0]], n[3])[^1], Shape.Of(3), w, u, b);
        Agree(n => new GruCell(new(n[1], n[2], n[3]), new(-n[1], n[2], n[3]), new(n[1], -n[2], n[3]), Reset.After).Next(n[0], n[3]), Shape.Of(3), w, u, b);

        static LstmCell Lstm(Node[] n, Peepholes? peepholes) => new(new(n[1], n[2], n[3]), new(-n[1], n[2], n[3]), new(n[1], -n[2], n[3]), new(n[1], n[2], null), peepholes);
    }

    [Fact]
    public void Losses_of_real_predictions_agree_with_differences()
    {
        Shape rows = Shape.Of(2, 3);
        Agree(n => Loss.SquaredError(n[0], n[1]).Mean(), rows, rows);
        Agree(n => Loss.Hinge(n[0], n[1] * new Rational(3, 7)), rows, rows);
        Agree(n => Loss.LogLossFromLogits(n[0], n[1]), rows, rows);
        Agree(n => Loss.CrossEntropyFromLogits(n[0], Loss.Smoothed(n[1], n[0].Graph.Constant(new Rational(1, 10)))), rows, rows);
        Agree(n => Loss.WeightedCrossEntropyFromLogits(n[0], n[1], n[2]), rows, rows, Shape.Of(3));
        Agree(n => Loss.Triplet(n[0], n[1] + 5, n[2], n[0].Graph.Constant(1)), rows, rows, rows);
        Agree(n => Loss.TripletOfSquares(n[0], n[1], n[2], n[0].Graph.Constant(new Rational(17, 16))), rows, rows, rows);
        Agree(n => Loss.Contrastive(n[0], n[1] + 5, n[0].Graph.Constant(Tensor.Vector(1, 0)), n[0].Graph.Constant(100)), rows, rows);
    }

    [Fact]
    public void Losses_of_probabilities_agree_with_differences()
    {
        Shape rows = Shape.Of(2, 3);
        Gen.Select(Some.Tensor(rows, 0.05, 0.85), Some.Tensor(rows, 0.05, 0.85)).Sample((p, y) =>
        {
            CentralDifferences.Agree(n => Loss.LogLoss(n[0], n[1]), p, y);
            CentralDifferences.Agree(n => Loss.CrossEntropy(n[0], n[1]), p, y);
            CentralDifferences.Agree(n => Loss.Focal(n[0], n[1], n[0].Graph.Constant(2)), p, y);
            CentralDifferences.Agree(n => Loss.Divergence(n[0], n[1]), p, y);
        }, iter: 10);
    }

    [Fact]
    public void Logits_and_probabilities_give_the_same_loss()
    {
        var graph = new Graph();
        var (z, y) = (graph.Constant(Tensor.Vector(1, -2, 3)), graph.Constant(Tensor.Vector(0, 1, 0)));
        Near(Loss.CrossEntropy(z.Softmax(), y), Loss.CrossEntropyFromLogits(z, y));
        Near(Loss.LogLoss(z.Sigmoid(), y).Sum(), Loss.LogLossFromLogits(z, y).Sum());
    }

    [Fact]
    public void Certainty_that_is_right_costs_nothing()
    {
        var certain = new Graph().Constant(Tensor.Vector(0, 1));
        Assert.Equal(0, Loss.CrossEntropy(certain, certain).Evaluate().Only);
        Assert.Equal(0, Loss.Divergence(certain, certain).Evaluate().Only);
    }

    private static void Near(Node a, Node b) => Assert.Equal((double)a.Evaluate().Only, (double)b.Evaluate().Only, 1e-12);

    private static void Agree(Func<Node[], Node> build, params Shape[] shapes)
    {
        for (var seed = 0; seed < 3; seed++)
        {
            var random = new Random(seed);
            CentralDifferences.Agree(build, [.. shapes.Select(shape => new Tensor<Float>(shape, [.. Enumerable.Range(0, shape.Count).Select(_ => (Float)(random.NextDouble() * 2 - 1))]))]);
        }
    }
}
