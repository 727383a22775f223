using System.Collections.Immutable;

namespace MashaBot.Backprop.Tests;

/// <summary>Steps of an optimizer as a person writes them down.</summary>
public sealed class StepTableTests
{
    private readonly Graph graph = new();

    [Fact]
    public void Momentum_has_a_row_for_each_step_with_its_velocity()
    {
        var (w, loss) = Square();
        var rows = Steps(2, w, loss, new Momentum(Number(1, 10), Number(1, 2)));
        Assert.Equal(["t", "w", "∂L/∂w", "v", "Δw", "w′"], rows.StepHeaders(loss, Notation.Text()));
        Assert.Equal([["1", "1", "−4", "−4", "2/5", "7/5"], ["2", "7/5", "−16/5", "−26/5", "13/25", "48/25"]], rows.StepCells(Notation.Text()).Select(row => row.ToArray()));
    }

    [Fact]
    public void Adam_shows_the_corrected_averages_in_latex()
    {
        var (w, loss) = Square();
        var rows = Steps(1, w, loss, new Adam(Number(1, 10), Number(9, 10), Number(99, 100), Number(0, 1)));
        Assert.Equal(
            "| $t$ | $w$ | $\\frac{\\partial L}{\\partial w}$ | $m$ | $v$ | $\\hat m$ | $\\hat v$ | $\\Delta w$ | $w'$ |\n"
            + "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
            + "| $1$ | $1$ | $-4$ | $-\\frac{2}{5}$ | $\\frac{4}{25}$ | $-4$ | $16$ | $\\frac{1}{10}$ | $\\frac{11}{10}$ |\n",
            rows.StepCells(Notation.Latex()).ToMarkdown([.. rows.StepHeaders(loss, Notation.Latex()).Select(header => $"${header}$")], "$"));
    }

    [Fact]
    public void A_penalty_is_seen_in_the_gradient_that_the_rule_gets()
    {
        var (w, loss) = Square();
        var row = Steps(1, w, loss, new WithL2(new GradientDescent(Number(1, 10)), Number(1, 2))).Single();
        Assert.Equal(("g + λw", "-7/2"), (row.State.Single().Name, row.State.Single().Value.ToString()));
        Assert.Equal("7/20", row.Change.ToString());
    }

    [Fact]
    public void Each_parameter_has_a_row_and_vectors_are_written_as_such()
    {
        Node a = graph.Leaf("a", Shape.Of(2)), b = graph.Leaf("b");
        var training = new Training<Real>(a.Sum() * b, [a, b], new GradientDescent(graph.Constant(1)));
        training.Set(a, Tensor.Vector(1, 2));
        training.Set(b, Tensor.Scalar(3));
        Assert.Equal(["a: (1, 2) (3, 3) (-2, -1)", "b: 3 3 0"], training.TracedStep().Select(row => $"{row.Parameter.Name}: {row.Before} {row.Gradient} {row.After}"));
    }

    [Fact]
    public void As_plain_text_columns_stand_under_each_other()
    {
        var (w, loss) = Square();
        var rows = Steps(2, w, loss, new Momentum(Number(1, 10), Number(1, 2)));
        Assert.Equal(
            "t  w    ∂L/∂w  v      Δw     w′\n"
            + "─  ───  ─────  ─────  ─────  ─────\n"
            + "1  1    −4     −4     2/5    7/5\n"
            + "2  7/5  −16/5  −26/5  13/25  48/25\n",
            rows.StepCells(Notation.Text()).ToText(rows.StepHeaders(loss, Notation.Text())));
    }

    [Fact]
    public void A_hat_takes_no_width()
    {
        ImmutableArray<ImmutableArray<string>> cells = [["12", "3"]];
        Assert.Equal("m̂   v\n──  ─\n12  3\n", cells.ToText(["m̂", "v"]));
    }

    private (Node W, Node Loss) Square()
    {
        var w = graph.Leaf("w");
        return (w, graph.Named("L", (w - 3).Squared()));
    }

    private static List<StepRow<Real>> Steps(int count, Node w, Node loss, Optimizer optimizer)
    {
        var training = new Training<Real>(loss, [w], optimizer);
        training.Set(w, Tensor.Scalar(1));
        return [.. Enumerable.Range(0, count).SelectMany(_ => training.TracedStep())];
    }

    private Node Number(int numerator, int denominator) => graph.Constant(new Rational(numerator, denominator));
}
