using CsCheck;

namespace MashaBot.Backprop.Tests;

/// <summary>Every op against central differences, first and second, at random shapes.</summary>
public sealed class OpTests
{
    private const int Cases = 20;

    private static readonly Dictionary<string, (Op Op, double From, double To)> Functions = new()
    {
        ["alias"] = (Ops.Alias, -2, 2),
        ["negate"] = (Ops.Negate, -2, 2),
        ["exp"] = (Ops.Exp, -2, 2),
        ["ln"] = (Ops.Log, 0.4, 3),
        ["sqrt"] = (Ops.Sqrt, 0.4, 3),
        ["sin"] = (Ops.Sin, -2, 2),
        ["cos"] = (Ops.Cos, -2, 2),
        ["tanh"] = (Ops.Tanh, -2, 2),
        ["sigmoid"] = (Ops.Sigmoid, -2, 2),
        ["abs"] = (Ops.Abs, -2, 2),
        ["sign"] = (Ops.Sign, -2, 2),
        ["step"] = (Ops.Step, -2, 2),
        ["relu"] = (Ops.Relu, -2, 2),
        ["floor"] = (Ops.Floor, -2, 2),
        ["selu"] = (Ops.Selu, -2, 2),
        ["mish"] = (Ops.Mish, -2, 2),
        ["gelu"] = (Ops.Gelu, -2, 2),
        ["softplus"] = (Ops.Softplus, -2, 2),
        ["erf"] = (Ops.Erf, -2, 2),
        ["total"] = (Ops.Total, -2, 2),
        ["mean"] = (Ops.Mean, -2, 2),
        ["variance"] = (Ops.Variance, -2, 2),
        ["norm"] = (Ops.Norm, 0.4, 2),
    };

    private static readonly Dictionary<string, (Op Op, double From, double To)> Pairs = new()
    {
        ["add"] = (Ops.Add, -2, 2),
        ["subtract"] = (Ops.Subtract, -2, 2),
        ["multiply"] = (Ops.Multiply, -2, 2),
        ["divide"] = (Ops.Divide, 0.4, 3),
        ["power"] = (Ops.Power, 0.4, 3),
        ["log base"] = (Ops.LogBase, 1.4, 3),
        ["times log"] = (Ops.TimesLog, 0.4, 3),
        ["leaky relu"] = (Ops.LeakyRelu, -2, 2),
        ["elu"] = (Ops.Elu, -2, 2),
        ["swish"] = (Ops.Swish, -2, 2),
    };

    private static readonly Dictionary<string, Op> PairsWithKinks = new()
    {
        ["max"] = Ops.Max,
        ["min"] = Ops.Min,
        ["huber"] = Ops.Huber,
        ["less"] = Ops.Less,
        ["less or equal"] = Ops.LessOrEqual,
        ["greater"] = Ops.Greater,
        ["greater or equal"] = Ops.GreaterOrEqual,
        ["equal"] = Ops.Equal,
        ["not equal"] = Ops.NotEqual,
    };

    public static TheoryData<string> FunctionNames => [.. Functions.Keys];
    public static TheoryData<string> PairNames => [.. Pairs.Keys];
    public static TheoryData<string> KinkedPairNames => [.. PairsWithKinks.Keys];

    [Theory, MemberData(nameof(FunctionNames))]
    public void A_function_agrees_with_differences(string name)
    {
        var (op, from, to) = Functions[name];
        Some.Shape.SelectMany(shape => Some.Tensor(shape, from, to)).Sample(x => CentralDifferences.Agree(n => n[0].Graph.Apply(op, n[0]), x), iter: Cases);
    }

    [Theory, MemberData(nameof(PairNames))]
    public void A_function_of_two_agrees_with_differences(string name)
    {
        var (op, from, to) = Pairs[name];
        Some.Shapes.SelectMany(shapes => Gen.Select(Some.Tensor(shapes.Item1, from, to), Some.Tensor(shapes.Item2, from, to)))
            .Sample((a, b) => CentralDifferences.Agree(n => n[0].Graph.Apply(op, n[0], n[1]), a, b), iter: Cases);
    }

    [Theory, MemberData(nameof(KinkedPairNames))]
    public void A_function_of_two_with_kinks_agrees_away_from_them(string name) =>
        Some.Shapes.SelectMany(shapes => Gen.Select(Some.Tensor(shapes.Item1), Some.Tensor(shapes.Item2, 0.07, 2.07)))
            .Sample((a, b) => CentralDifferences.Agree(n => n[0].Graph.Apply(PairsWithKinks[name], n[0], n[1]), a, b), iter: Cases);

    [Fact]
    public void Rounding_has_no_slope() => CentralDifferences.Agree(n => n[0].Graph.Apply(Ops.Round, n[0], n[0].Graph.Constant(1)), Tensor.Vector<Float>(0.13, -2.71));

    [Fact]
    public void Dot_agrees_with_differences() =>
        Some.Shape.SelectMany(shape => Gen.Select(Some.Tensor(shape), Some.Tensor(shape))).Sample((a, b) => CentralDifferences.Agree(n => n[0].Dot(n[1]), a, b), iter: Cases);

    [Theory]
    [InlineData("3", "3")]
    [InlineData("3", "3 2")]
    [InlineData("2 3", "3")]
    [InlineData("2 3", "3 4")]
    [InlineData("2 2 3", "2 3 1")]
    public void A_matrix_product_agrees_with_differences(string left, string right) =>
        Gen.Select(Some.Tensor(ShapeOf(left)), Some.Tensor(ShapeOf(right))).Sample((a, b) => CentralDifferences.Agree(n => n[0].MatMul(n[1]), a, b), iter: 10);

    [Theory]
    [InlineData("2 3")]
    [InlineData("2 3 2")]
    public void A_transpose_agrees_with_differences(string shape) => Check(shape, x => x.Transposed());

    [Theory]
    [InlineData("3")]
    [InlineData("2 3")]
    [InlineData("2 1 3")]
    public void Softmax_and_its_logarithm_agree_with_differences(string shape)
    {
        Check(shape, x => x.Softmax());
        Check(shape, x => x.LogSoftmax());
    }

    [Theory]
    [InlineData("1 1")]
    [InlineData("2 2")]
    [InlineData("3 3")]
    public void Square_matrices_agree_with_differences(string shape)
    {
        foreach (var op in new[] { Ops.Trace, Ops.Determinant, Ops.LogDeterminant, Ops.Inverse, Ops.Diagonal })
            Check(shape, x => x.Graph.Apply(op, x + 4 * x.Graph.Identity(x.Shape[0])), -1, 1);
    }

    [Fact]
    public void What_moves_values_agrees_with_differences()
    {
        Check("4", x => x.At(2));
        Check("3 2", x => x.At(1));
        Check("3 2", x => x.Graph.Apply(new Place(1, 3), x));
        Check("3 4", x => x.Graph.Apply(Ops.Stack, x, x.Squared()));
        Check("3 4", x => x.Graph.Apply(new Concatenate(1), x, x.Squared(), x));
        Check("2 5", x => x.Slice(1, 1, 3));
        Check("7 2", x => x.Graph.Apply(new Slice(0, 6, 3, -2), x));
        Check("2 3 4", x => x.Permuted(2, 0, 1));
        Check("3 2", x => x.Gathered(2, 0, 2));
        Check("2 3", x => x.Reshaped(3, 2));
        Check("2 1", x => x.RepeatedTo(Shape.Of(3, 2, 2)));
        Check("3 2 2", x => x.Graph.Apply(new SumTo(Shape.Of(2, 1)), x));
        Check("2 3 2", x => x.SumAlong(1));
        Check("2 3 2", x => x.MeanKeeping(^1));
    }

    [Theory]
    [InlineData("4", 0)]
    [InlineData("2 3", 1)]
    [InlineData("2 3 2", 1)]
    public void The_largest_along_an_axis_agrees_with_differences(string shape, int axis) =>
        Some.Distinct(ShapeOf(shape)).Sample(x => CentralDifferences.Agree(n => n[0].LargestAlong(axis), x), iter: 10);

    [Fact]
    public void Every_op_of_the_catalogue_is_tested_here()
    {
        var tested = Functions.Values.Select(row => row.Op).Concat(Pairs.Values.Select(row => row.Op)).Concat(PairsWithKinks.Values)
            .Concat([Ops.Round, Ops.Decimals, Ops.Dot, Ops.MatrixProduct, Ops.Transpose, Ops.Stack, Ops.Softmax, Ops.LogSoftmax])
            .Concat([Ops.Trace, Ops.Determinant, Ops.LogDeterminant, Ops.Inverse, Ops.Diagonal]);
        var all = typeof(Ops).GetFields().Select(field => (Op)field.GetValue(null)!);
        Assert.Empty(all.Except(tested));
    }

    private static void Check(string shape, Func<Node, Node> build, double from = -2, double to = 2) =>
        Some.Tensor(ShapeOf(shape), from, to).Sample(x => CentralDifferences.Agree(n => build(n[0]), x), iter: 10);

    private static Shape ShapeOf(string sizes) => Shape.Of([.. sizes.Split(' ').Select(int.Parse)]);
}
