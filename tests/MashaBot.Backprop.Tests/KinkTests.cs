namespace MashaBot.Backprop.Tests;

/// <summary>The subgradients that the engine takes at kinks.</summary>
public sealed class KinkTests
{
    private readonly Graph graph = new();
    private readonly Node x, y;

    public KinkTests() => (x, y) = (graph.Leaf("x"), graph.Leaf("y"));

    [Fact]
    public void At_zero_relu_abs_and_a_maximum_with_zero_have_slope_0()
    {
        Assert.Equal("0", Slope(x.Relu()));
        Assert.Equal("0", Slope(x.Abs()));
        Assert.Equal("0", Slope(x.Max(graph.Constant(0))));
        Assert.Equal("0", Slope(graph.Constant(0).Max(x)));
        Assert.Equal("0", Slope(graph.Constant(0).Min(x)));
    }

    [Fact]
    public void Two_equal_largest_share_the_slope() => Assert.Equal("1/2", Slope(x.Max(y)));

    [Fact]
    public void At_zero_a_leaky_slope_is_that_of_the_negative_side() =>
        Assert.Equal("1/10", Slope(graph.Apply(Ops.LeakyRelu, x, graph.Constant(new Rational(1, 10)))));

    [Fact]
    public void An_exact_number_equals_the_same_number_rounded() =>
        Assert.Equal(1, graph.Apply(Ops.Equal, graph.Constant(2), graph.Constant((Real)2.0)).Evaluate().Only);

    private string Slope(Node of)
    {
        var plan = new Plan<Real>(graph.Gradient(of, x));
        plan.Set(x, 0);
        plan.Set(y, 0);
        plan.Run();
        return plan[plan.Outputs[0]][0].ToString();
    }
}
