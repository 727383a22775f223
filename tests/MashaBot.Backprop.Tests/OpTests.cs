using CsCheck;

namespace MashaBot.Backprop.Tests;

/// <summary>Every op against central differences, first and second, at random shapes.</summary>
public sealed class OpTests
{
    private const int Cases = 20;

    private static readonly Dictionary<string, (Op Op, double From, double To)> Functions = new()
    {
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
        ["gelu by tanh"] = (Ops.GeluByTanh, -2, 2),
        ["softplus"] = (Ops.Softplus, -2, 2),
        ["erf"] = (Ops.Erf, -2, 2),
    };

    private static readonly Dictionary<string, (Op Op, double From, double To)> Pairs = new()
    {
        ["add"] = (Ops.Add, -2, 2),
        ["collect"] = (Ops.Collect, -2, 2),
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

    [Theory]
    [InlineData("3", "3")]
    [InlineData("3", "3 2")]
    [InlineData("2 3", "3")]
    [InlineData("2 3", "3 4")]
    [InlineData("2 2 3", "2 3 1")]
    public void A_matrix_product_agrees_with_differences(string left, string right) =>
        Gen.Select(Some.Tensor(ShapeOf(left)), Some.Tensor(ShapeOf(right))).Sample((a, b) => CentralDifferences.Agree(n => n[0].MatMul(n[1]), a, b), iter: 10);

    [Fact]
    public void A_determinant_has_a_derivative_at_a_singular_matrix()
    {
        var graph = new Graph();
        var a = graph.Leaf("A", Shape.Of(3, 3));
        var at = Tensor.Matrix<Real>([1, 2, 3], [2, 4, 6], [0, 1, 5]);
        Assert.Equal(Tensor.Matrix<Real>([14, -10, 2], [-7, 5, -1], [0, 0, 0]), graph.Gradient(graph.Apply(Ops.Determinant, a), a).Evaluate((a, at)));
        Some.Tensor(Shape.Of(5, 3)).Sample(x => CentralDifferences.Agree(n => n[0].Graph.Apply(Ops.Determinant, n[0].MatMul(n[0].Transposed())), x), iter: 2);     // rank 3 of 5
    }

    [Fact]
    public void Every_function_of_the_catalogue_is_tested_here()
    {
        var tested = Functions.Values.Select(row => row.Op).Concat(Pairs.Values.Select(row => row.Op)).Concat(PairsWithKinks.Values).Concat([Ops.Round, Ops.Decimals]);
        var all = typeof(Ops).GetFields().Select(field => (Op)field.GetValue(null)!).Where(op => op.GetType().IsGenericType);
        Assert.Empty(all.Except(tested));
    }

    private static Shape ShapeOf(string sizes) => Shape.Of([.. sizes.Split(' ').Select(int.Parse)]);
}
