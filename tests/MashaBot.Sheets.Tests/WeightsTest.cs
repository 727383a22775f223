using MashaBot.Backprop;

namespace MashaBot.Sheets.Tests;

/// <summary>Any weights that work are right; of others a row is shown on which they do not.</summary>
public class WeightsTest
{
    private const string Yaml = """
        given: { c: 1, dots: [[0, 0, 0], [2, 0, 1], [0, 2, 1]], x1: 7 }
        vary: { c: { from: 1, to: 3 } }
        define:
          h1: "[a1 + a2*x1 + a3*x2 > 0]"
          h2: "[b1 + b2*x1 + b3*x2 > 0]"
          y: step(c1 + c2*h1 + c3*h2)
        parts:
          1:
            reply: weights
            names: [b, w1, w2]
            inputs: [x1, x2]
            rows: bits
            output: "[b + w1*x1 + w2*x2 > 0]"
            wanted: "[x1 = 1 and x2 = 1]"
            answer: (-1.5, 1, 1)
            mistakes:
              or-instead: "output = [x1 + x2 > 0]"
              inverted: output = 1 - wanted
              edge: b = -w1 - w2 and w1 > 0
            wrong: ["-0,5 1 1", "1,5; -1; -1", "-2 1 1"]
          2:
            reply: weights
            names: [w1, w2, w3]
            inputs: [x1, x2, x3]
            rows: [[1, 1, 2], [1, -1, 1]]
            output: max(0, w1*x1 + w2*x2 + w3*x3)
            wanted: [0.5, 0]
            answer: (0.5, 0, 0) - (0.5, -0.5, 0) + (0, 0, 0)
          3:
            reply: weights
            names: [b, w1, w2]
            inputs: [x1, x2]
            rows: { x1: { from: -3, to: c + 3, step: 1/2 }, x2: { from: -3, to: c + 3, step: 0.5 } }
            skip: abs(x1 + x2 - c) < 0.02
            output: "[b + w1*x1 + w2*x2 > 0]"
            wanted: "[x1 + x2 > c]"
            answer: (-c, 1, 1)
          4:
            reply: weights
            names: [a1, a2, a3, b1, b2, b3, c1, c2, c3]
            inputs: [x1, x2]
            rows: bits
            output: y
            wanted: "[x1 != x2]"
            answer: (-0.5, 1, 1, -1.5, 1, 1, -0.5, 1, -1)
          5:
            reply: weights
            names: [w0, w1]
            conditions: { small: w0^2 + w1^2 < 2, positive: "w0 > 0" }
            answer: (1, -0.5)
            mistakes: { zeros: w0 = 0 and w1 = 0 }
            wrong: ["3 3", "-1; 0", "0 0"]
          6:
            reply: weights
            names: [w, v, u]
            inputs: [x, t, class]
            rows: dots
            output: (w*x + v*t)/u + u^2 - 1
            wanted: class
            within: 0.01
            answer: (-0.5, -0.5, -1)
            conditions: { negative: u < 0 }
            wrong: ["0,5 0,5 1"]
        """;

    private static readonly Problem Problem = Some.Problem(Yaml);

    private static Verdict Judge(int part, string reply, int variant = 0) => Problem.Deal(new(variant)).Judge(part, reply);

    [Theory]
    [InlineData(1, "-1,5; 1; 1"), InlineData(1, "w1 = 1; w2 = 1; b = -1,5"), InlineData(1, "b=-3, w1=2, w2=2"), InlineData(1, "-1.5 1 1"), InlineData(1, "(-1,0001; 1; 1)"), InlineData(1, "-1; 0,6; 0,6"), InlineData(1, "-3/2, 1, 1")]
    [InlineData(1, "w_1 = w_2 = 1; b = -1.5", false), InlineData(1, "-√2; 1; 1"), InlineData(1, "x=-1,5; y=1; z=1")]
    [InlineData(2, "0,25 0,25 0"), InlineData(2, "0; 0,5; 0"), InlineData(2, "1/6; 1/3; 0"), InlineData(2, "w3=0.1; w1=0; w2=0.3")]
    [InlineData(3, "-1 1 1"), InlineData(3, "-10; 10; 10"), InlineData(3, "-1,01; 1; 1")]
    [InlineData(4, "-0,5 1 1 -1,5 1 1 -0,5 1 -1"), InlineData(4, "(-0,5; 1; 1), (-1,5; 1; 1), (-0,5; 1; -1)"), InlineData(4, "-0,5; 1; 1\n-1,5; 1; 1\n-0,5; 1; -1"), InlineData(4, "-0.5, 1, 1\n-1.5, 1, 1\n-0.5, 1, -1")]
    [InlineData(4, "h1: -0.5, 1, 1\nh2: -1.5, 1, 1\ny: -0.5, 1, -1"), InlineData(4, "h1 = (-0,5; 1; 1); h2 = (-1,5; 1; 1); y = (-0,5; 1; -1)"), InlineData(4, "[[-0.5,1,1],[-1.5,1,1],[-0.5,1,-1]]"), InlineData(4, "1,5 -1 -1 -0,5 1 1 -1,5 1 1")]
    [InlineData(5, "1; 0,9"), InlineData(5, "w1 = 0, w0 = 1")]
    public void Weights_that_do_what_is_asked_are_right(int part, string reply, bool isRead = true) =>
        Assert.Equal(isRead ? "right" : "unreadable", Judge(part, reply).Code);

    [Theory]
    [InlineData(1, "-0,5 1 1", "x₁ = 0; x₂ = 1", "1", "0", 2, 4), InlineData(1, "0 0 0", "x₁ = 1; x₂ = 1", "0", "1", 3, 4), InlineData(1, "1,5 -1 -1", "x₁ = 0; x₂ = 0", "1", "0", 0, 4)]
    [InlineData(2, "1 1 1", "x₁ = 1; x₂ = 1; x₃ = 2", "4", "1/2", 0, 2), InlineData(2, "0,33 0,17 0", "x₁ = 1; x₂ = -1; x₃ = 1", "4/25", "0", 1, 2)]
    [InlineData(3, "-2 1 1", "x₁ = -5/2; x₂ = 4", "0", "1", 183, 210)]
    public void The_first_row_that_does_not_fit_is_shown(int part, string reply, string inputs, string output, string wanted, int fitting, int all)
    {
        var misfits = Assert.IsType<Verdict.Misfits>(Judge(part, reply));
        Assert.Equal((inputs, output, wanted), (string.Join("; ", misfits.Row.Inputs.Select(input => $"{input.Name} = {input.Value}")), $"{misfits.Row.Output}", $"{misfits.Row.Wanted}"));
        Assert.Equal((fitting, all), (misfits.Fitting, misfits.All));
    }

    [Fact]
    public void Neurons_on_the_way_are_shown_with_their_names()
    {
        var row = Assert.IsType<Verdict.Misfits>(Judge(4, "-0,5 1 1 -0,5 1 1 -0,5 1 -1")).Row;
        Assert.Equal([new("h₁", 1), new("h₂", 1)], row.Inside);
    }

    [Theory, InlineData(1, "-2 1 1", true), InlineData(1, "-2,5 1 1", false), InlineData(4, "-1 1 1 -1,5 1 1 -0,5 1 -1", true), InlineData(4, "-0,5 1 1 -1,5 1 1 -1 1 -1", true)]
    public void A_sum_exactly_at_the_threshold_gives_zero_and_is_told(int part, string reply, bool isOnThreshold) =>
        Assert.Equal(isOnThreshold, Assert.IsType<Verdict.Misfits>(Judge(part, reply)).Row.OnThreshold);

    [Theory, InlineData(1, "-0,5 1 1", "or-instead"), InlineData(1, "1,5; -1; -1", "inverted"), InlineData(1, "-2 1 1", "edge"), InlineData(1, "-9 1 1", null), InlineData(5, "3; 0", "small"), InlineData(5, "-1; 0", "positive"), InlineData(5, "0; 0", "zeros")]
    public void A_mistake_is_a_condition_that_holds_on_every_row(int part, string reply, string? mistake) => Assert.Equal(mistake, Judge(part, reply).RecognisedMistake);

    [Fact]
    public void A_condition_that_is_not_met_is_wrong_though_the_network_works() =>
        Assert.Equal(new Verdict.Wrong(new Cause.Named("negative")), Judge(6, "0,5; 0,5; 1"));

    [Fact]
    public void What_is_no_rational_may_be_within_the_distance()
    {
        Assert.IsType<Verdict.Right>(Judge(6, "-0,501; -0,499; -1"));
        Assert.IsType<Verdict.Right>(Judge(6, "-√2/√8; -0,5; -1"));
        Assert.IsType<Verdict.Misfits>(Judge(6, "-0,51; -0,5; -1"));
    }

    [Fact]
    public void The_problem_has_no_faults() => Assert.Empty(Inspection.Of(Problem, 20));

    [Theory]
    [InlineData("answer: (-1.5, 1, 1)", "answer: (-0.5, 1, 1)", 15, "the model answer `(-1/2, 1, 1)` of part 1 gives 1 instead of 0 at x₁ = 0, x₂ = 1")]
    [InlineData("answer: (-1.5, 1, 1)", "answer: (1, 1)", 15, "does not have 3 components")]
    [InlineData("answer: (-c, 1, 1)", "answer: (-1, 1, 1)", 37, "gives 1 instead of 0")]
    [InlineData("answer: (1, -0.5)", "answer: (1, 1)", 50, "does not meet the condition `small`")]
    [InlineData("wrong: [\"-0,5 1 1\", ", "wrong: [", 17, "no example under `wrong` is recognised as `or-instead`")]
    [InlineData("rows: dots", "rows: (1, 2)", 57, "the rows have the shape")]
    [InlineData("wanted: [0.5, 0]", "wanted: [0.5, 0, 1]", 25, "3 values are wanted on 2 rows")]
    [InlineData("skip: abs(x1 + x2 - c) < 0.02", "skip: 1 = 1", 33, "no row is left")]
    [InlineData("{ from: -3, to: c + 3, step: 1/2 }", "{ from: -3, to: c + 3, step: 0 }", 33, "too many values, or no end")]
    [InlineData("{ from: -3, to: c + 3, step: 1/2 }", "{ from: -300, to: c + 3, step: 1/2 }", 33, "more than 5000 combinations")]
    [InlineData("output: y", "output: (y, y)", 43, "has 2 values, not one")]
    [InlineData("output: y", "output: ln(-1)*y", 45, "gives no value instead of 0")]
    public void What_lint_finds(string good, string bad, int line, string what)
    {
        Assert.Contains(good, Yaml, StringComparison.Ordinal);
        var faults = Inspection.Of(Some.Problem(Yaml.Replace(good, bad, StringComparison.Ordinal), Some.ProseFor(Yaml)), 20);
        Assert.Contains(faults, fault => fault.Line == line && fault.What.Contains(what, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("names: [b, w]", "the weights of part 1 have no names", "names: []")]
    [InlineData("rows: bits", "has no `rows`", "")]
    [InlineData("rows: bits", "do not say what each of the inputs", "rows: { x: { from: 0, to: 1 } }")]
    [InlineData("rows: bits", "it is not said which values", "rows: { x1: { from: 0 } }")]
    [InlineData("rows: bits", "`frm` is not a key", "rows: { x1: { frm: 0, to: 1 } }")]
    [InlineData("output: \"[b + w*x1 > 0]\"", "`z` is no name", "output: z*x1")]
    [InlineData("reply: weights", "has no `inputs`", "reply: number")]
    [InlineData("inputs: [x1], rows: bits, output: \"[b + w*x1 > 0]\", wanted: x1", "asks nothing of the weights", "")]
    [InlineData("mistakes: { a: output = wanted }", "`b2` is no name", "mistakes: { a: b2 = 1 }")]
    public void What_the_loader_finds(string good, string what, string bad)
    {
        const string sound = "reply: weights, names: [b, w], inputs: [x1], rows: bits, output: \"[b + w*x1 > 0]\", wanted: x1, answer: \"(-0.5, 1)\", mistakes: { a: output = wanted }";
        Assert.Contains(good, sound, StringComparison.Ordinal);
        var part = sound.Replace(good, bad, StringComparison.Ordinal).Replace(", , ", ", ", StringComparison.Ordinal);
        var (_, faults) = Some.Course($"parts:\n  1: {{ {part} }}\n", Some.ProseFor($"parts:\n  1: {{ {sound} }}"));
        Assert.Contains(faults, fault => fault.Line == 2 && fault.What.Contains(what, StringComparison.Ordinal) && fault.Remedy != "");
    }

    [Fact]
    public void A_network_without_a_value_does_not_fit_and_does_not_throw()
    {
        var row = Assert.IsType<Verdict.Misfits>(Judge(6, "0 0 0")).Row;
        Assert.Null(row.Output);
        Assert.Equal(["x", "t"], row.Inputs.Select(input => input.Name));
    }

    [Theory, InlineData("1; 1"), InlineData("не знаю"), InlineData("w1 = 1; w2 = 1"), InlineData("1 1 1 1")]
    public void Too_few_or_too_many_numbers_are_no_attempt(string reply) => Assert.Equal("unreadable", Judge(1, reply).Code);

    [Theory, InlineData(1), InlineData(7), InlineData(20)]
    public void The_figures_of_a_variant_decide(int variant)
    {
        var c = (Rational)(int)Problem.Deal(new(variant)).Figures["c"].Only.ToDouble();
        Assert.IsType<Verdict.Right>(Judge(3, $"{-c}; 1; 1", variant));
        Assert.IsType<Verdict.Misfits>(Judge(3, $"{-c - 1}; 1; 1", variant));
    }
}
