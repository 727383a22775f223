namespace MashaBot.Backprop.Tests;

/// <summary>What cannot be computed is said, with the node and the shapes; no NaN leaves the engine.</summary>
public sealed class ErrorTests
{
    private readonly Graph graph = new();

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        Node a = graph.Leaf("A", Shape.Of(2, 3)), x = graph.Leaf("x", Shape.Of(2));
        Says(() => a.MatMul(x), "A (2×3)", "x (2)", "@");
        Says(() => a + x, "A (2×3)", "x (2)", "+");
        Says(() => x.At(2), "x (2)", "index");
        Says(() => graph.Gradient(x, x), "x", "scalar");
        Says(() => graph.Apply(Ops.Stack), "nothing");
    }

    [Fact]
    public void A_missing_leaf_is_named() => Says(() => (graph.Leaf("x") + graph.Leaf("y")).Evaluate(), "x, y", "no value");

    [Fact]
    public void A_leaf_takes_only_its_own_shape()
    {
        var x = graph.Leaf("x", Shape.Of(2));
        var plan = new Plan<Real>(x.Sum());
        Says(() => plan.Set(x, Tensor.Vector(1, 2, 3)), "x", "2", "3");
        Says(() => plan.Set(plan.Outputs[0], 1), "computed");
    }

    public static TheoryData<string, string> Impossible => new()
    {
        { "÷", "division by zero" },
        { "ln", "logarithm" },
        { "√", "root" },
        { "exp", "large" },
        { "inverse", "singular" },
    };

    [Theory, MemberData(nameof(Impossible))]
    public void An_exact_run_says_what_has_no_value(string op, string why)
    {
        var (node, leaf, value) = Build(op);
        Says(() => node.Evaluate((leaf, value)), "c = " + op, why);
    }

    [Theory, MemberData(nameof(Impossible))]
    public void A_run_in_doubles_never_gives_nan_or_infinity(string op, string why)
    {
        Assert.NotEmpty(why);
        var (node, leaf, value) = Build(op);
        var inner = node * 0 + 1;       // even if the result is not asked for
        Says(() => graph.Apply(Ops.Greater, node, inner).Evaluate<Float>((leaf, value.As<Float>())), "c = " + op);
    }

    [Fact]
    public void A_leaf_that_is_not_finite_is_named()
    {
        var x = graph.Leaf("x");
        Says(() => x.Squared().Evaluate<Float>((x, Tensor.Scalar<Float>(double.NaN))), "x was given");
    }

    [Fact]
    public void Nodes_of_two_graphs_do_not_mix()
    {
        Node x = graph.Leaf("x"), y = new Graph().Leaf("y");
        Assert.Throws<ArgumentException>(() => x + y);
        Assert.Throws<ArgumentException>(() => graph.Gradient(y, x));
        Assert.Throws<ArgumentException>(() => new Plan<Real>(x, y));
    }

    private (Node Node, Node Leaf, Tensor<Real> Value) Build(string op)
    {
        var x = graph.Leaf("x");
        Node node = op switch
        {
            "÷" => 3 / x,
            "ln" => (x - 1).Log(),
            "√" => (x - 1).Sqrt(),
            "exp" => (x + 1000).Exp(),
            _ => graph.Apply(new Reshape(Shape.Of(1, 1)), x).Inverse(),
        };
        return (graph.Named("c", node), x, Tensor.Scalar(0));
    }

    private static void Says(Action action, params string[] parts)
    {
        var message = Assert.Throws<EngineException>(action).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private static void Says(Func<object> action, params string[] parts) => Says(() => { action(); }, parts);
}
