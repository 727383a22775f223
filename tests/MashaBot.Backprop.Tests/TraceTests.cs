namespace MashaBot.Backprop.Tests;

public sealed class TraceTests
{
    private readonly Graph graph = new();
    private readonly Node x, y, a, b, c, d, f;
    private readonly (Node, Tensor<Real>)[] figures;

    public TraceTests()
    {
        (x, y) = (graph.Leaf("x"), graph.Leaf("y"));
        a = graph.Named("a", x.Squared());
        b = graph.Named("b", x * y);
        c = graph.Named("c", x + y);
        d = graph.Named("d", c.Squared());
        f = graph.Named("f", a + b + d);
        figures = [(x, Tensor.Scalar(3)), (y, Tensor.Scalar(-1))];
    }

    [Fact]
    public void Figures_come_first_then_each_node_once_its_inputs_are_known() => Assert.Equal(
        ["x = 3", "y = -1", "a = 9", "b = -3", "c = 2", "d = 4", "f = 10"],
        new Trace(f, [x, y], figures).Forward.Select(row => $"{row.Node.Name} = {row.Value}"));

    [Fact]
    public void Backward_each_node_comes_once_all_its_uses_are_done() => Assert.Equal(
        [
            "f: 1",
            "d: 1 = f 1·1",
            "c: 4 = d 4·1",
            "b: 1 = f 1·1",
            "a: 1 = f 1·1",
            "x: 9 = c 1·4 + b -1·1 + a 6·1",
            "y: 7 = c 1·4 + b 3·1",
        ],
        new Trace(f, [x, y], figures).Backward.Select(Write));

    [Fact]
    public void What_does_not_lie_on_a_path_is_left_out() => Assert.Equal(
        ["f: 1", "d: 1 = f 1·1", "c: 4 = d 4·1"],
        new Trace(f, [c], figures).Backward.Select(Write));

    [Fact]
    public void Every_operation_has_an_edge_for_each_of_its_inputs()
    {
        var product = c * c;
        var trace = new Trace(product, [c], figures, Detail.Every);
        Assert.Equal(["#", "c"], trace.Backward.Select(row => row.Node.Name ?? "#"));
        Assert.Equal([2, 2], trace.Backward[1].Uses.Select(use => use.ContributionValue.Only));
    }

    [Fact]
    public void An_edge_knows_its_local_derivative_as_a_formula()
    {
        var use = new Trace(f, [x], figures).Backward.Single(row => row.Node == c).Uses.Single();
        Assert.Equal(Ops.Multiply, use.Local!.Op);
        Assert.Equal([c], use.Local.Inputs.Where(input => input.Number is null));
    }

    [Fact]
    public void Between_vectors_a_local_derivative_stands_place_by_place()
    {
        var v = graph.Leaf("v", Shape.Of(2));
        var h = graph.Named("h", (v - 1).Relu());
        var trace = new Trace(h.Sum(), [v], [(v, Tensor.Vector(3, -1))]);
        var use = trace.Backward.Single(row => row.Node == v).Uses.Single();
        Assert.Equal(Tensor.Vector(1, 0), use.LocalValue);
        Assert.Equal(Tensor.Vector(1, 0), use.ContributionValue);
    }

    private static string Write(BackwardRow row) => row.Uses.IsEmpty
        ? $"{row.Node.Name}: {row.Value}"
        : $"{row.Node.Name}: {row.Value} = {string.Join(" + ", row.Uses.Select(use => $"{use.User.Name} {use.LocalValue}·{use.ContributionValue.Only / use.LocalValue!.Only}"))}";
}
