namespace MashaBot.Backprop.Tests;

public sealed class PlanTests
{
    private readonly Graph graph = new();

    [Fact]
    public void A_run_allocates_nothing()
    {
        Node x = graph.Leaf("x", Shape.Of(4, 3)), w = graph.Leaf("W", Shape.Of(5, 3)), b = graph.Leaf("b", Shape.Of(5)), y = graph.Leaf("y", Shape.Of(4, 5));
        var loss = Loss.CrossEntropyFromLogits(Layer.LayerNorm(Layer.Dense(x, w, b), b, b, graph.Constant(1)).Tanh(), y).Mean() + w.Squared().Slice(0, 1, 2).Sum();
        var plan = new Plan<Float>([loss, .. graph.Gradients(loss, w, b)]);
        foreach (var leaf in new[] { x, w, b, y }) plan.Set(leaf, Tensor.Filled<Float>(leaf.Shape, 0.5));
        var input = Tensor.Filled<Float>(x.Shape, 0.25);
        for (var i = 0; i < 100; i++) plan.Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            plan.Set(x, input);
            plan.Run();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("input 8x8x2; conv 3x3 4 pad=same groups=2; relu; pool 2; conv 1x1 4; deconv 2x2 4; avgpool 2; batchnorm; gelu; flatten; dense 3; softmax")]
    [InlineData("input 6x4; skip(layernorm; attention heads=2 causal); rnn 4; lstm 4 peepholes=full twoway; gru 3 last; elu; softplus")]
    public void A_run_of_layers_forward_and_backward_allocates_nothing(string text)
    {
        var net = Architecture.Parse(text);
        var x = graph.Leaf("x", Shape.Of([.. net.Layers[0].Sizes.Select(size => (int)size)]));
        var built = net.Build(x);
        var plan = new Plan<Float>([built.Output, .. graph.Gradients(built.Output.Squared().Sum(), [x, .. built.Parameters])]);
        var random = new Random(1);
        foreach (var leaf in built.Parameters.Prepend(x)) plan.Set(leaf, new Tensor<Float>(leaf.Shape, [.. Enumerable.Range(0, leaf.Shape.Count).Select(_ => (Float)random.NextDouble())]));
        for (var i = 0; i < 100; i++) plan.Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) plan.Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_value_that_is_not_finite_is_found_where_later_results_hide_it()
    {
        var x = graph.Leaf("x");
        var huge = graph.Named("h", x * (Real)1e308);
        foreach (var hidden in new[] { (huge + huge).Tanh(), 1 / (huge + 1), huge.Max(x * 0).Sigmoid(), (-huge).Relu(), huge.Reshaped(1).RepeatedTo(Shape.Of(9)).Sum().Tanh() })
        {
            var plan = new Plan<Float>(hidden);
            plan.Set(x, (Float)1e9);
            Assert.Throws<EngineException>(plan.Run);
        }
    }

    [Fact]
    public void A_training_step_allocates_nothing()
    {
        var w = graph.Leaf("w", Shape.Of(3));
        var training = new Training<Float>(w.Squared().Sum(), [w], new Adam(graph.Constant(1), graph.Constant(Rational.Half), graph.Constant(Rational.Half), graph.Constant(1)));
        training.Set(w, Tensor.Vector<Float>(1, 2, 3));
        for (var i = 0; i < 100; i++) training.Step();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) training.Step();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Other_leaves_give_other_values()
    {
        var x = graph.Leaf("x");
        var plan = new Plan<Real>(x.Squared());
        foreach (var value in new[] { 2, 3 })
        {
            plan.Set(x, (Real)value);
            plan.Run();
            Assert.Equal((Real)(value * value), plan[x.Graph[2]][0]);
        }
    }

    [Fact]
    public void An_alias_separates_two_uses_of_one_value()
    {
        var x = graph.Leaf("x");
        var alias = graph.Alias("u", x);
        var f = alias.Squared() + x;
        Assert.Equal(6, graph.Gradient(f, alias).Evaluate((x, Tensor.Scalar(3))).Only);
        Assert.Equal(7, graph.Gradient(f, x).Evaluate((x, Tensor.Scalar(3))).Only);
    }

    [Fact]
    public void A_name_goes_to_a_nameless_result_and_else_to_an_alias()
    {
        Node x = graph.Leaf("x"), c = graph.Apply(Ops.Add, x, x);
        Assert.Same(c, graph.Named("c", c));
        Assert.IsType<Alias>(graph.Named("d", c).Op);
        Assert.Equal("c", c.Name);
        Assert.IsType<Alias>(graph.Named("y", x).Op);
    }

    [Fact]
    public void Where_no_path_leads_the_gradient_is_zero()
    {
        Node x = graph.Leaf("x", Shape.Of(2)), y = graph.Leaf("y"), later = graph.Leaf("z");
        Assert.Equal(Tensor.Vector(0, 0), graph.Gradient(y.Squared(), x).Evaluate());
        Assert.Equal(0, graph.Gradient(y, later).Evaluate().Only);
        Assert.Equal(1, graph.Gradient(y, y).Evaluate().Only);
    }

    [Fact]
    public void A_million_nodes_need_no_deep_stack()
    {
        const int n = 500_000;
        var x = graph.Leaf("x");
        var y = x;
        for (var i = 0; i < n; i++) y = graph.Apply(i % 2 == 0 ? Ops.Sin : Ops.Negate, y);
        var gradient = graph.Gradient(y, x);
        var plan = new Plan<Float>(y, gradient);
        plan.Set(x, (Float)1e-3);
        plan.Run();
        Assert.True(graph.Count > 1_000_000);
        Assert.Equal(1, graph.CountPaths(x, y));
        Assert.InRange(Math.Abs(plan[gradient][0]), 0.5, 1);
    }
}
