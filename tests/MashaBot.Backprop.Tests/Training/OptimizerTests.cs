using CsCheck;

namespace MashaBot.Backprop.Tests;

/// <summary>Each rule against its equations, written out apart for one number.</summary>
public sealed class OptimizerTests
{
    private const double Rate = 0.1, Beta = 0.75, Beta2 = 0.875, Epsilon = 0.125;

    private readonly Graph graph = new();

    /// <summary>(w, g, memory, t) → w; what is remembered lives in the memory.</summary>
    private delegate double Rule(double w, double g, double[] memory, int t);

    private static readonly Dictionary<string, (Func<Graph, Optimizer> Make, Rule Rule)> Rules = new()
    {
        ["gradient descent"] = (g => new GradientDescent(Number(g, Rate)), (w, g, s, t) => w - Rate * g),
        ["momentum, sum"] = (g => new Momentum(Number(g, Rate), Number(g, Beta)), (w, g, s, t) => w - Rate * (s[0] = Beta * s[0] + g)),
        ["momentum, average"] = (g => new Momentum(Number(g, Rate), Number(g, Beta), MomentumForm.Average), (w, g, s, t) => w - Rate * (s[0] = Beta * s[0] + (1 - Beta) * g)),
        ["momentum, velocity"] = (g => new Momentum(Number(g, Rate), Number(g, Beta), MomentumForm.Velocity), (w, g, s, t) => w + (s[0] = Beta * s[0] - Rate * g)),
        ["momentum, step"] = (g => new Momentum(Number(g, Rate), Number(g, Beta), MomentumForm.Step), (w, g, s, t) => w - (s[0] = Beta * s[0] + Rate * g)),
        ["Nesterov"] = (g => new Nesterov(Number(g, Rate), Number(g, Beta)), (w, g, s, t) => w - Rate * (g + Beta * (s[0] = Beta * s[0] + g))),
        ["Adagrad"] = (g => new Adagrad(Number(g, Rate), Number(g, Epsilon)), (w, g, s, t) => w - Rate * g / (Math.Sqrt(s[0] += g * g) + Epsilon)),
        ["Adagrad, ε under the root"] = (g => new Adagrad(Number(g, Rate), Number(g, Epsilon), EpsilonPlace.UnderRoot), (w, g, s, t) => w - Rate * g / Math.Sqrt((s[0] += g * g) + Epsilon)),
        ["RMSprop"] = (g => new RmsProp(Number(g, Rate), Number(g, Beta), Number(g, Epsilon)), (w, g, s, t) => w - Rate * g / (Math.Sqrt(s[0] = Beta * s[0] + (1 - Beta) * g * g) + Epsilon)),
        ["Adam"] = (g => Adam(g), (w, g, s, t) => AdamStep(w, g, s, t)),
        ["Adam without correction"] = (g => new Adam(Number(g, Rate), Number(g, Beta), Number(g, Beta2), Number(g, Epsilon), BiasCorrection.None), (w, g, s, t) =>
        {
            s[0] = Beta * s[0] + (1 - Beta) * g;
            s[1] = Beta2 * s[1] + (1 - Beta2) * g * g;
            return w - Rate * s[0] / (Math.Sqrt(s[1]) + Epsilon);
        }),
        ["AdamW"] = (g => new AdamW(Adam(g), Number(g, 0.5)), (w, g, s, t) => AdamStep(w * (1 - Rate * 0.5), g, s, t)),
        ["Adam with L2"] = (g => new WithL2(Adam(g), Number(g, 0.5)), (w, g, s, t) => AdamStep(w, g + 0.5 * w, s, t)),
        ["AdaBelief"] = (g => new AdaBelief(Number(g, Rate), Number(g, Beta), Number(g, Beta2), Number(g, Epsilon)), (w, g, s, t) =>
        {
            s[0] = Beta * s[0] + (1 - Beta) * g;
            s[1] = Beta2 * s[1] + (1 - Beta2) * (g - s[0]) * (g - s[0]) + Epsilon;
            return w - Rate * s[0] / (1 - Math.Pow(Beta, t)) / (Math.Sqrt(s[1] / (1 - Math.Pow(Beta2, t))) + Epsilon);
        }),
    };

    public static TheoryData<string> Names => [.. Rules.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_rule_makes_the_steps_that_its_equations_say(string name)
    {
        var (make, rule) = Rules[name];
        var w = graph.Leaf("w");
        var training = new Training<Float>((w - 3).Power(4), [w], make(graph));
        training.Set(w, Tensor.Scalar<Float>(1));
        var (value, memory) = (1.0, new double[2]);
        for (var t = 1; t <= 5; t++)
        {
            training.Step();
            value = rule(value, 4 * Math.Pow(value - 3, 3), memory, t);
            Assert.Equal(value, training.Value(w).Only, 1e-12);
        }
    }

    [Fact]
    public void Nesterov_looks_ahead_as_the_brief_has_it()
    {
        // Sheet 2.1: y = w·x on (1, 2), then (2, 3); w₀ = 0, η = 1/10, α = 9/10.
        Node w = graph.Leaf("w"), x = graph.Leaf("x"), y = graph.Leaf("y");
        var training = new Training<Real>((y - w * x).Squared(), [w], new NesterovAhead(graph.Constant(new Rational(1, 10)), graph.Constant(new Rational(9, 10))));
        training.Set(w, Tensor.Scalar(0));
        Rational h = 0, at = 0;
        foreach (var (input, target) in new[] { (1, 2), (2, 3) })
        {
            training.Set(x, Tensor.Scalar(input));
            training.Set(y, Tensor.Scalar(target));
            training.Step();
            var g = -2 * input * (target - (at - new Rational(9, 10) * h) * input);
            h = new Rational(9, 10) * h + new Rational(1, 10) * g;
            at -= h;
            Assert.Equal((g, at, h), (training.Gradient(w).Only.Exact, training.Value(w).Only.Exact, training.Memory(w).Single().Value.Only.Exact));
        }
    }

    [Fact]
    public void Steps_in_fractions_stay_fractions()
    {
        var w = graph.Leaf("w", Shape.Of(2));
        var training = new Training<Real>(w.Squared().Sum() * Real.Half, [w], new Momentum(graph.Constant(new Rational(1, 3)), graph.Constant(Rational.Half)));
        training.Set(w, Tensor.Vector(1, -3));
        training.Step();
        training.Step();
        Assert.Equal("(5/18, -5/6)", training.Value(w).ToString());
        Assert.Equal("(7/6, -7/2)", training.Memory(w).Single().Value.ToString());
    }

    [Fact]
    public void Stochastic_steps_take_the_examples_in_the_order_given()
    {
        Node w = graph.Leaf("w"), x = graph.Leaf("x"), y = graph.Leaf("y");
        var training = new Training<Real>((w * x - y).Squared(), [w], new GradientDescent(graph.Constant(new Rational(1, 10))));
        training.Set(w, Tensor.Scalar(0));
        foreach (var (input, target) in new[] { (1, 2), (2, 3) })
        {
            training.Set(x, Tensor.Scalar(input));
            training.Set(y, Tensor.Scalar(target));
            training.Step();
        }

        Assert.Equal("32/25", training.Value(w).ToString());       // 0 → 2/5 → 2/5 + 4/10·(3 − 4/5)
    }

    [Fact]
    public void All_parameters_move_by_the_gradient_where_they_were()
    {
        Node a = graph.Leaf("a"), b = graph.Leaf("b");
        var training = new Training<Real>(a * b, [a, b], new GradientDescent(graph.Constant(1)));
        training.Set(a, Tensor.Scalar(2));
        training.Set(b, Tensor.Scalar(5));
        training.Step();
        Assert.Equal((-3, 3), (training.Value(a).Only, training.Value(b).Only));
        Assert.Equal(10, training.Loss);
    }

    [Theory]
    [InlineData("steps", 1.0, 1.0, 0.5, 0.5, 0.25)]
    [InlineData("exponential", 1.0, 0.5, 0.25, 0.125, 0.0625)]
    [InlineData("inverse time", 1.0, 0.5, 0.3333333333333333, 0.25, 0.2)]
    [InlineData("cosine", 1.0, 0.8535533905932737, 0.5, 0.1464466094067262, 0.0)]
    [InlineData("warmup", 0.25, 0.5, 0.75, 1.0, 1.0)]
    public void A_schedule_gives_the_rate_of_each_step(string name, params double[] rates)
    {
        var t = graph.Leaf("t");
        Node one = graph.Constant(1), half = graph.Constant(Rational.Half), two = graph.Constant(2), four = graph.Constant(4);
        var rate = name switch
        {
            "steps" => Schedule.Steps(one, half, two, t),
            "exponential" => Schedule.Exponential(one, half, t),
            "inverse time" => Schedule.InverseTime(one, one, t),
            "cosine" => Schedule.Cosine(one, graph.Constant(0), four, t),
            _ => Schedule.Warmup(one, four, t),
        };
        Assert.Equal(rates, rates.Select((_, i) => (double)rate.Evaluate((t, Tensor.Scalar(i + 1))).Only), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void A_rate_may_follow_the_number_of_the_step()
    {
        var w = graph.Leaf("w");
        var training = new Training<Real>(w, [w], t => new GradientDescent(Schedule.InverseTime(graph.Constant(1), graph.Constant(1), t)));
        training.Set(w, Tensor.Scalar(0));
        for (var i = 0; i < 3; i++) training.Step();
        Assert.Equal("-11/6", training.Value(w).ToString());
    }

    private static Node Number(Graph graph, double value) => graph.Constant(Rational.FromBits(value));

    private static Adam Adam(Graph graph) => new(Number(graph, Rate), Number(graph, Beta), Number(graph, Beta2), Number(graph, Epsilon));

    private static double AdamStep(double w, double g, double[] memory, int t)
    {
        memory[0] = Beta * memory[0] + (1 - Beta) * g;
        memory[1] = Beta2 * memory[1] + (1 - Beta2) * g * g;
        return w - Rate * (memory[0] / (1 - Math.Pow(Beta, t))) / (Math.Sqrt(memory[1] / (1 - Math.Pow(Beta2, t))) + Epsilon);
    }
}
