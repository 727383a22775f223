namespace MashaBot.Backprop.Tests;

public sealed class SubstitutionTests
{
    private readonly Graph graph = new();

    [Fact]
    public void A_node_with_others_in_place_of_some_it_is_made_of()
    {
        Node x = graph.Leaf("x"), y = graph.Leaf("y");
        var shared = y.Squared();
        var f = (x + shared) * x;
        var moved = graph.Substituted(f, (x, 2 * y));
        Assert.Equal(90, moved.Evaluate((y, Tensor.Scalar(3))).Only);      // (6 + 9)·6
        Assert.Contains(shared, moved.Inputs[0].Inputs);
        Assert.Same(f, graph.Substituted(f, (graph.Leaf("z"), y)));
    }

    [Fact]
    public void A_replacement_has_the_same_shape() => Assert.Contains("cannot stand for x", Assert.Throws<EngineException>(
        () => graph.Substituted(graph.Leaf("x").Squared(), (graph[0], graph.Leaf("v", Shape.Of(2))))).Message);
}
