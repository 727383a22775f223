using CsCheck;

namespace MashaBot.Backprop.Tests;

/// <summary>Ops whose shapes have rules of their own, against central differences at random shapes and places.</summary>
public sealed class ShapedOpTests
{
    private static readonly Gen<Shape> WithAxis = Gen.Int[1, 3].Array[1, 3].Select(sizes => Shape.Of(sizes));
    private static readonly Gen<Shape> Square = Gen.Int[1, 3].Select(n => Shape.Of(n, n));

    /// <summary>By the type of the op: a drawn shape of the input, and what is built on it.</summary>
    private static readonly Dictionary<Type, Gen<(Shape Shape, Func<Node, Node> Build)>> Rows = new()
    {
        [typeof(ElementAt)] = WithAxis.SelectMany(shape => Gen.Int[0, shape[0] - 1].Select(at => Row(shape, x => x.At(at)))),
        [typeof(Place)] = Gen.Select(Some.Shape, Gen.Int[1, 3]).SelectMany((shape, rows) => Gen.Int[0, rows - 1].Select(at => Row(shape, x => x.Graph.Apply(new Place(at, rows), x)))),
        [typeof(Slice)] = Gen.Select(WithAxis, Gen.Int[0, 2], Gen.Int[-2, 2]).SelectMany((shape, drawn, step) =>
        {
            var axis = drawn % shape.Rank;
            return Gen.Int[0, shape[axis] - 1].Select(start =>
            {
                var room = step switch { > 0 => (shape[axis] - 1 - start) / step + 1, < 0 => start / -step + 1, _ => 2 };
                return Row(shape, x => x.Graph.Apply(new Slice(axis, start, room, step), x));
            });
        }),
        [typeof(Permute)] = WithAxis.SelectMany(shape => Gen.Shuffle(Enumerable.Range(0, shape.Rank).ToArray()).Select(axes => Row(shape, x => x.Permuted(axes)))),
        [typeof(Gather)] = WithAxis.SelectMany(shape => Gen.Int[0, shape[0] - 1].Array[1, 4].Select(rows => Row(shape, x => x.Gathered(rows)))),
        [typeof(Diagonal)] = Square.Select(shape => Row(shape, x => x.Graph.Apply(Ops.Diagonal, x))),
        [typeof(Reshape)] = Some.Shape.Select(shape => Row(shape, x => x.Reshaped(1, shape.Count))),
        [typeof(StackRows)] = Gen.Select(Some.Shape, Gen.Int[1, 3]).Select((shape, n) => Row(shape, x => x.Graph.Apply(Ops.Stack, [.. Enumerable.Range(1, n).Select(k => x * k)]))),
        [typeof(Concatenate)] = Gen.Select(WithAxis, Gen.Int[0, 2], Gen.Int[1, 3]).Select((shape, axis, n) =>
            Row(shape, x => x.Graph.Apply(new Concatenate(axis % shape.Rank), [.. Enumerable.Range(1, n).Select(k => x * k)]))),
        [typeof(BroadcastTo)] = Some.Shapes.Select((a, b) => Shape.Broadcast(a, b) == b ? Row(a, x => x.RepeatedTo(b)) : Row(b, x => x.RepeatedTo(a))),
        [typeof(SumTo)] = Some.Shapes.Select((a, b) => Shape.Broadcast(a, b) == a ? Row(a, x => x.Graph.Apply(new SumTo(b), x)) : Row(b, x => x.Graph.Apply(new SumTo(a), x))),
        [typeof(LargestAlong)] = Gen.Select(WithAxis, Gen.Int[0, 2]).Select((shape, axis) => Row(shape, x => x.LargestAlong(axis % shape.Rank))),
        [typeof(IsLargestAlong)] = Gen.Select(WithAxis, Gen.Int[0, 2]).Select((shape, axis) => Row(shape, x => x.Graph.Apply(new IsLargestAlong(axis % shape.Rank), x))),
        [typeof(Scatter)] = Gen.Select(WithAxis, Gen.Int[0, 2]).SelectMany((shape, _) => Gen.Int[0, shape[0] - 1].Array[1, 4].Select(rows =>
            Row(shape.With(0, rows.Length), x => x.Graph.Apply(new Scatter(new Gather([.. rows]), shape), x)))),
        [typeof(Convolve)] = Sliding((along, groups, x, w) => x.Convolved(w, along, groups)),
        [typeof(ConvolveBack)] = Sliding((along, groups, x, w) => x.Graph.Apply(new ConvolveBack(along, groups, [.. x.Shape.Sizes[2..]]), w, x.Convolved(w, along, groups))),
        [typeof(ConvolveKernel)] = Sliding((along, groups, x, w) => x.Graph.Apply(new ConvolveKernel(along, groups), x, x.Convolved(w, along, groups))),
        [typeof(PickLargest)] = Sliding((along, _, x, w) => x.Graph.Apply(new PickLargest(along), x, x.Squared())),
        [typeof(PlaceLargest)] = Sliding((along, _, x, w) => x.Graph.Apply(new PlaceLargest(along), x, x.AveragePooled(along).Squared())),
        [typeof(MatrixProduct)] = Gen.Int[1, 3].Array[4].Select(n => Row(Shape.Of(n[3], n[0], n[1]), x =>
            x.MatMul(x.Permuted(0, 2, 1)) + x.MatMul(x.Graph.Constant(Tensor.Filled(Shape.Of(n[3], n[1], n[2]), (Real)2))).SumKeeping(^1))),
        [typeof(Transpose)] = Gen.Int[1, 3].Array[2, 3].Select(n => Row(Shape.Of(n), x => x.Transposed())),
        [typeof(Softmax)] = WithAxis.Select(shape => Row(shape, x => x.Softmax())),
        [typeof(LogSoftmax)] = WithAxis.Select(shape => Row(shape, x => x.LogSoftmax())),
        [typeof(MatrixTrace)] = Square.Select(shape => Row(shape, x => x.Graph.Apply(Ops.Trace, x))),
        [typeof(Determinant)] = Square.Select(shape => Row(shape, x => x.Graph.Apply(Ops.Determinant, x))),
        [typeof(Cofactors)] = Square.Select(shape => Row(shape, x => x.Graph.Apply(Ops.Cofactors, x))),
        [typeof(LogDeterminant)] = Square.Select(shape => Row(shape, x => x.Graph.Apply(Ops.LogDeterminant, Regular(x)))),
        [typeof(Inverse)] = Square.Select(shape => Row(shape, x => Regular(x).Inverse())),
        [typeof(Dot)] = Some.Shape.Select(shape => Row(shape, x => x.Dot(x * 3 + 1))),
        [typeof(Total)] = Some.Shape.Select(shape => Row(shape, x => x.Sum())),
        [typeof(Mean)] = Some.Shape.Select(shape => Row(shape, x => x.Mean())),
        [typeof(Variance)] = Some.Shape.Select(shape => Row(shape, x => x.Graph.Apply(Ops.Variance, x))),
        [typeof(Norm)] = Some.Shape.Select(shape => Row(shape, x => (x.Squared() + 1).Norm())),
        [typeof(Passage)] = Some.Shape.Select(shape => Row(shape, x => x.Graph.Apply(new Passage(0), x.Squared(), x, x))),
        [typeof(Alias)] = Some.Shape.Select(shape => Row(shape, x => x.Graph.Alias("u", x))),
    };

    public static TheoryData<string> Names => [.. Rows.Keys.Select(type => type.Name)];

    [Theory, MemberData(nameof(Names))]
    public void An_op_agrees_with_differences_at_random_shapes(string name) =>
        Rows.Single(row => row.Key.Name == name).Value.SelectMany(row => Some.Distinct(row.Shape).Select(x => (x, row.Build)))
            .Sample((x, build) => CentralDifferences.Agree(n => build(n[0]), x), iter: 25);

    [Fact]
    public void Every_kind_of_op_is_tested_here_or_among_the_functions()
    {
        var kinds = typeof(Op).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(Op)) && type is { IsAbstract: false, IsGenericType: false, IsNested: false });
        Assert.Empty(kinds.Except(Rows.Keys).Except([typeof(Leaf), typeof(Constant)]));      // these two are given
    }

    private static (Shape Shape, Func<Node, Node> Build) Row(Shape shape, Func<Node, Node> build) => (shape, build);

    private static Node Regular(Node x) => x * new Rational(1, 10) + 4 * x.Graph.Identity(x.Shape[0]);

    /// <summary>One or two axes, and a kernel of w made of x, so that there is one input to differentiate by.</summary>
    private static Gen<(Shape Shape, Func<Node, Node> Build)> Sliding(Func<EquatableList<Window>, int, Node, Node, Node> after) =>
        Gen.Select(Gen.Int[1, 2].Array[2], Gen.Int[3, 5].Array[1, 2], Gen.Int[1, 3], Gen.Int[1, 2], Gen.Int[0, 1], Gen.Int[0, 1]).Select((outer, sizes, kernel, stride, padding, more) =>
            Row(Shape.Of([outer[0], 2 * outer[1], .. sizes]), x =>
            {
                EquatableList<Window> along = [.. sizes.Select(_ => new Window(kernel, stride, Math.Min(padding, kernel / 2), kernel == 2 ? 2 : 1, kernel == 1 ? 0 : more))];
                var w = Shape.Of([2, 2, .. along.Select(window => window.Size)]);
                var groups = outer[1];
                return after(along, groups, x, x.Reshaped(x.Shape.Count).Slice(0, 0, 1).Sin().RepeatedTo(Shape.Of(w.Count)).Reshaped(w) * x.Graph.Constant(new Tensor<Real>(w, [.. Enumerable.Range(0, w.Count).Select(i => (Real)new Rational(i % 5 - 2, 3))])));
            }));
}
