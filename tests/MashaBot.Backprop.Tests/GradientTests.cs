namespace MashaBot.Backprop.Tests;

public sealed class GradientTests
{
    private readonly Graph graph = new();

    [Fact]
    public void A_node_used_twice_collects_both_contributions()
    {
        Node x = graph.Leaf("x"), y = graph.Leaf("y");
        var c = x + y;
        var f = x.Squared() + x * y + c * c;
        Tensor<Real> three = Tensor.Scalar(3), minusOne = Tensor.Scalar(-1);
        Assert.Equal(Tensor.Scalar(9), graph.Gradient(f, x).Evaluate((x, three), (y, minusOne)));
        Assert.Equal(Tensor.Scalar(7), graph.Gradient(f, y).Evaluate((x, three), (y, minusOne)));
        Assert.Equal(Tensor.Scalar(4), graph.Gradient(f, c).Evaluate((x, three), (y, minusOne)));
    }

    [Fact]
    public void Paths_are_counted_by_edges()
    {
        Node x = graph.Leaf("x"), y = graph.Leaf("y");
        var c = x + y;
        var f = x.Squared() + x * y + c * c;
        Assert.Equal(4, graph.CountPaths(x, f));
        Assert.Equal(1, graph.CountPaths(x, x));
        Assert.Equal(0, graph.CountPaths(f, x));
    }
}
