using CsCheck;

namespace MashaBot.Backprop.Tests;

/// <summary>The fast kernels for doubles say what the plain ones say.</summary>
public sealed class KernelTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 2, 2)]
    [InlineData(1, 40, 30)]
    [InlineData(40, 30, 1)]
    [InlineData(1, 40, 1)]
    [InlineData(12, 1, 13)]
    [InlineData(4, 16, 16)]
    [InlineData(33, 70, 29)]
    [InlineData(7, 600, 9)]
    public void A_matrix_product_is_the_sum_of_products_however_its_matrices_lie(int m, int k, int n)
    {
        double[] a = Values(m * k, 1), b = Values(k * n, 2);
        for (var way = 0; way < 4; way++)
        {
            Strides left = (way & 1) == 0 ? new(k, 1) : new(1, m), right = (way & 2) == 0 ? new(n, 1) : new(1, k);
            var c = Values(m * n, 3);       // what stood there before does not matter
            new MatrixKernel(m, k, n, left, right).Multiply(a, b, c);
            for (var i = 0; i < m; i++)
                for (var j = 0; j < n; j++)
                {
                    var sum = 0.0;
                    for (var p = 0; p < k; p++) sum += a[i * left.Row + p * left.Column] * b[p * right.Row + j * right.Column];
                    Assert.Equal(sum, c[i * n + j], 1e-12);
                }
        }
    }

    public static TheoryData<string> Functions => ["exp", "sqrt", "sigmoid", "tanh", "abs", "relu", "step", "negate"];

    [Theory, MemberData(nameof(Functions))]
    public void A_function_of_many_doubles_is_the_function_of_each(string name)
    {
        var (op, from) = name switch
        {
            "exp" => (Ops.Exp, -40.0),
            "sqrt" => (Ops.Sqrt, 0.0),
            "sigmoid" => (Ops.Sigmoid, -1000.0),
            "tanh" => (Ops.Tanh, -1000.0),
            "abs" => (Ops.Abs, -3.0),
            "relu" => (Ops.Relu, -3.0),
            "step" => (Ops.Step, -3.0),
            _ => (Ops.Negate, -3.0),
        };
        Gen.Double[0, 1].Array[1, 19].Sample(steps =>
        {
            var values = steps.Select((step, i) => (Float)(from * (i % 3 == 0 ? 1 : 1e-2 * step) * (1 - 2 * step))).Select(x => name == "sqrt" ? (Float)Math.Abs(x.Value) : x).ToArray();
            var graph = new Graph();
            var many = graph.Leaf("x", Shape.Of(values.Length));
            var one = graph.Leaf("x");
            var together = graph.Apply(op, many).Evaluate((many, Tensor.Vector<Float>(values)));
            for (var i = 0; i < values.Length; i++)
            {
                var alone = graph.Apply(op, one).Evaluate((one, Tensor.Scalar(values[i]))).Only.Value;
                Assert.Equal(alone, together[i].Value, 2e-15 * Math.Abs(alone) + 1e-300);
            }
        }, iter: 200);
    }

    [Fact]
    public void Repeated_inputs_are_read_where_they_stand() =>
        Gen.Select(Gen.Int[1, 6].Array[3], Gen.Bool.Array[3], Gen.Bool.Array[3], Gen.Int[0, 2]).Sample((sizes, leftShrinks, rightShrinks, dropped) =>
        {
            Shape left = Shape.Of([.. sizes.Select((size, i) => leftShrinks[i] ? 1 : size)]), right = Shape.Of([.. sizes.Select((size, i) => rightShrinks[i] ? 1 : size).Skip(dropped)]);
            var result = Shape.Broadcast(left, right)!.Value;
            var graph = new Graph();
            Node a = graph.Constant(Numbers(left, 4)), b = graph.Constant(Numbers(right, 5));
            int[] places = Repeated.Places(left, result), others = Repeated.Places(right, result);
            var sum = new Tensor<Real>(result, [.. places.Select((place, i) => Numbers(left, 4)[place] - Numbers(right, 5)[others[i]])]);
            Assert.Equal(sum, (a - b).Evaluate());
            Assert.Equal(sum.As<Float>(), (a - b).Evaluate<Float>());
            Assert.Equal(sum, (a.RepeatedTo(result) - b.RepeatedTo(result)).Evaluate());
        }, iter: 200);

    [Fact]
    public void A_plan_reads_a_transposed_matrix_where_it_lies()
    {
        var graph = new Graph();
        Node a = graph.Leaf("A", Shape.Of(2, 3)), b = graph.Leaf("B", Shape.Of(4, 2));
        var product = graph.Apply(Ops.MatrixProduct, a.Transposed(), b.Transposed());
        var sum = product.Sum() + a.Transposed().Sum();
        Tensor<Real> x = Numbers(a.Shape, 6), y = Numbers(b.Shape, 7);
        var plan = new Plan<Real>(product, sum, b.Transposed());
        plan.Set(a, x);
        plan.Set(b, y);
        plan.Run();
        for (var i = 0; i < 3; i++)
            for (var j = 0; j < 4; j++) Assert.Equal(x[0, i] * y[j, 0] + x[1, i] * y[j, 1], plan.Value(product)[i, j]);
        Assert.Equal(y[3, 1], plan.Value(plan.Outputs[2])[1, 3]);
    }

    private static double[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
    }

    private static Tensor<Real> Numbers(Shape shape, int seed)
    {
        var random = new Random(seed);
        return new(shape, [.. Enumerable.Range(0, shape.Count).Select(_ => (Real)random.Next(-99, 100))]);
    }
}
