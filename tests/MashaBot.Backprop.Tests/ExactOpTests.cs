using CsCheck;

namespace MashaBot.Backprop.Tests;

/// <summary>Ops on fractions against fractions computed apart, from the definitions: sums over permutations, minors, loops.</summary>
public sealed class ExactOpTests
{
    [ThreadStatic] private static Graph? own;       // samples are tried on several threads

    private static Graph graph => own ??= new();

    private static Gen<Rational[]> Fractions(int count) => Gen.Select(Gen.Int[-6, 6], Gen.Int[1, 5]).Select((a, b) => new Rational(a, b)).Array[count];

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void A_determinant_and_its_derivative_are_sums_over_permutations_and_minors(int n) => Fractions(n * n).Sample(a =>
    {
        var leaf = graph.Leaf("A", Shape.Of(n, n));
        var determinant = graph.Apply(Ops.Determinant, leaf);
        Equal([Leibniz(a, n)], determinant, (leaf, a));
        Equal([.. from i in Enumerable.Range(0, n) from j in Enumerable.Range(0, n) select Cofactor(a, n, i, j)], graph.Gradient(determinant, leaf), (leaf, a));
    }, iter: 20);

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void An_inverse_is_the_adjugate_over_the_determinant(int n) => Fractions(n * n).Where(a => !Leibniz(a, n).IsZero).Sample(a =>
    {
        var leaf = graph.Leaf("A", Shape.Of(n, n));
        Equal([.. from i in Enumerable.Range(0, n) from j in Enumerable.Range(0, n) select Cofactor(a, n, j, i) / Leibniz(a, n)], leaf.Inverse(), (leaf, a));
    }, iter: 20);

    [Fact]
    public void A_convolution_and_its_gradients_are_loops_over_windows() => Gen.Select(Fractions(2 * 5 * 4), Fractions(3 * 2 * 2 * 3), Fractions(3 * 3 * 2)).Sample((x, w, g) =>
    {
        Node input = graph.Leaf("x", Shape.Of(1, 2, 5, 4)), kernel = graph.Leaf("w", Shape.Of(3, 2, 2, 3));
        var y = input.Convolved(kernel, stride: 2, padding: 1);
        Assert.Equal(Shape.Of(1, 3, 3, 2), y.Shape);
        var loss = (y * graph.Constant(new Tensor<Real>(y.Shape, [.. g.Select(value => (Real)value)]))).Sum();
        Rational[] values = new Rational[18], dx = new Rational[40], dw = new Rational[36];
        for (var o = 0; o < 3; o++)
            for (var i = 0; i < 3; i++)
                for (var j = 0; j < 2; j++)
                    for (var c = 0; c < 2; c++)
                        for (var u = 0; u < 2; u++)
                            for (var v = 0; v < 3; v++)
                            {
                                var (row, column) = (2 * i + u - 1, 2 * j + v - 1);
                                if (row < 0 || row >= 5 || column < 0 || column >= 4) continue;
                                int at = (o * 3 + i) * 2 + j, place = (c * 5 + row) * 4 + column, weight = ((o * 2 + c) * 2 + u) * 3 + v;
                                values[at] += x[place] * w[weight];
                                dx[place] += g[at] * w[weight];
                                dw[weight] += g[at] * x[place];
                            }

        Equal(values, y, (input, x), (kernel, w));
        Equal(dx, graph.Gradient(loss, input), (input, x), (kernel, w));
        Equal(dw, graph.Gradient(loss, kernel), (input, x), (kernel, w));
    }, iter: 10);

    [Fact]
    public void Batch_norm_without_a_root_stays_rational() => Fractions(4).Sample(x =>
    {
        var leaf = graph.Leaf("x", Shape.Of(4));
        Rational mean = (x[0] + x[1] + x[2] + x[3]) / 4, variance = x.Aggregate(Rational.Zero, (sum, value) => sum + (value - mean) * (value - mean)) / 4;
        Equal([variance], graph.Apply(Ops.Variance, leaf), (leaf, x));
        Equal([.. x.Select(value => (value - mean) / 2)], graph.Gradient(graph.Apply(Ops.Variance, leaf), leaf), (leaf, x));
    }, iter: 20);

    [Fact]
    public void Steps_of_every_rule_without_roots_are_those_of_its_equations() => Gen.Select(Fractions(1), Fractions(4)).Sample((start, slopes) =>
    {
        Rational rate = new(1, 10), beta = new(3, 4), decay = new(1, 2), w = start[0], plain = w, v = 0, momentum = w, look = w, u = 0, penalized = w;
        Check(new GradientDescent(graph.Constant(rate)), g => plain -= rate * g);
        Check(new Momentum(graph.Constant(rate), graph.Constant(beta)), g => momentum -= rate * (v = beta * v + g));
        Check(new Nesterov(graph.Constant(rate), graph.Constant(beta)), g => look -= rate * (g + beta * (u = beta * u + g)));
        Check(new WithL2(new GradientDescent(graph.Constant(rate)), graph.Constant(decay)), g => penalized -= rate * (g + decay * penalized));

        void Check(Optimizer rule, Func<Rational, Rational> step)
        {
            Node leaf = graph.Leaf("w"), slope = graph.Leaf("g");
            var training = new Training<Real>(leaf * slope, [leaf], rule);
            training.Set(leaf, Tensor.Scalar(w));
            foreach (var g in slopes)
            {
                training.Set(slope, Tensor.Scalar(g));
                training.Step();
                Assert.Equal(step(g), training.Value(leaf).Only.Exact);
            }
        }
    }, iter: 20);

    private static Rational Leibniz(Rational[] a, int n) => n == 0
        ? 1
        : Enumerable.Range(0, n).Aggregate(Rational.Zero, (sum, j) => sum + a[j] * Cofactor(a, n, 0, j));

    private static Rational Cofactor(Rational[] a, int n, int i, int j)
    {
        Rational[] minor = [.. a.Where((_, place) => place / n != i && place % n != j)];
        return Leibniz(minor, n - 1) * ((i + j) % 2 == 0 ? 1 : -1);
    }

    private static void Equal(Rational[] expected, Node node, params (Node Leaf, Rational[] Values)[] at) => Assert.Equal(
        expected, node.Evaluate([.. at.Select(leaf => (leaf.Leaf, new Tensor<Real>(leaf.Leaf.Shape, [.. leaf.Values.Select(value => (Real)value)])))]).Values.ToArray().Select(value => value.Exact));
}
