namespace MashaBot.Backprop.Tests;

public sealed class NotationTests
{
    private readonly Graph graph = new();
    private readonly Node x, y, c, f;

    public NotationTests()
    {
        (x, y) = (graph.Leaf("x"), graph.Leaf("y"));
        c = graph.Named("c", x + y);
        f = graph.Named("f", x.Squared() + c.Squared());
    }

    [Fact]
    public void Brackets_stand_only_where_they_are_needed()
    {
        Writes("x + y·x", @"x + y \cdot x", x + y * x);
        Writes("(x + y)·x", @"(x + y) \cdot x", graph.Apply(Ops.Add, x, y) * x);
        Writes("x − (y − x)", "x - (y - x)", x - (y - x));
        Writes("(x − 1)^2", "(x - 1)^{2}", (x - 1).Squared());
        Writes("x/(y·x)", @"\frac{x}{y \cdot x}", x / (y * x));
        Writes("x·(−2)", @"x \cdot (-2)", x * -2);
        Writes("σ(x)·(1 − σ(x))", @"\sigma(x) \cdot (1 - \sigma(x))", x.Sigmoid() * (1 - x.Sigmoid()));
        Writes("−exp(x)/2", @"-\frac{\exp(x)}{2}", -(x.Exp() / 2));
        Writes("[x > 0]", "[x > 0]", graph.Apply(Ops.Step, x));
        Writes("x·8/5", @"x \cdot \frac{8}{5}", x * new Rational(8, 5));
    }

    [Fact]
    public void A_named_node_is_written_by_its_name_and_defined_by_its_inputs()
    {
        Assert.Equal("f", Notation.Text().Write(f));
        Assert.Equal("x^2 + c^2", Notation.Text().Definition(f));
        Assert.Equal("C", Notation.Text(name: name => name.ToUpperInvariant()).Write(c));
        Assert.Equal("1,5", Notation.Text(number: value => $"{(double)value}".Replace('.', ',')).Write(graph.Constant(new Rational(3, 2))));
    }

    [Fact]
    public void The_backward_table_says_the_chain_rule_in_symbols_and_in_figures()
    {
        var trace = new Trace(f, [x], [(x, Tensor.Scalar(3)), (y, Tensor.Scalar(-1))]);
        Assert.Equal([["x", "", "3"], ["y", "", "−1"], ["c", "x + y", "2"], ["f", "x^2 + c^2", "13"]], trace.ForwardCells(Notation.Text()).Select(row => row.ToArray()));
        Assert.Equal(["∂f/∂x", "2·x + ∂f/∂c·∂c/∂x", "∂f/∂x = 2·x; ∂c/∂x = 1", "1·6 + 4·1", "10"], trace.BackwardCells(Notation.Text())[^1]);
    }

    [Fact]
    public void A_table_is_markdown()
    {
        var trace = new Trace(c, [x], [(x, Tensor.Scalar(3)), (y, Tensor.Scalar(-1))]);
        Assert.Equal("| a | b | c |\n| --- | --- | --- |\n| $x$ |  | $3$ |\n| $y$ |  | $-1$ |\n| $c$ | $x + y$ | $2$ |\n", trace.ForwardCells(Notation.Latex()).ToMarkdown(["a", "b", "c"], "$"));
    }

    private static void Writes(string text, string latex, Node node) => Assert.Equal((text, latex), (Notation.Text().Write(node), Notation.Latex().Write(node)));
}
