using System.Globalization;
using CsCheck;

namespace MashaBot.Sheets.Tests;

public class JudgeTest
{
    private const string Yaml = """
        given: { x: 3, y: -1, w11: 5, u: "(2, 3)" }
        vary: { x: { from: 1, to: 9 } }
        define:
          h1: w11*20 + 0.5
          h2: max(0, -38)
          third: x/9
          small: 1/32
          root: sqrt(2)

          f(h): max(0, h)
          g: x^2*y
          w1m: 2
          w2m: 5/8
        parts:
          1: { reply: number, answer: h1, mistakes: { lost: w11*20, sign: -h1 } }
          2: { reply: number, answer: third }
          3: { reply: number, answer: root, mistakes: { half: root/2, same: root } }
          4: { reply: number, answer: root, digits: 4 }
          5: { reply: number, answer: root, within: 0.05 }
          6: { reply: integer, answer: x^2, mistakes: { twice: 2*x, product: x*2, plus: x + 2 } }
          7: { reply: vector, answer: "(x, y, root)", mistakes: { swapped: "(y, x, root)", rootless: "(x, y, 2)" } }
          8: { reply: tuple, names: [a, b], answer: "(x, y)", mistakes: { signs: "(-x, -y)" } }
          9: { reply: formula, in: [x, y], answer: "grad(g, x)", form: 2*x*y, mistakes: { two-lost: x*y, value: x^2*y, again: g } }
          10: { reply: choice, answer: 2, mistakes: { first: 1 } }
          11: { reply: choices, answer: "(1, 3)", mistakes: { one: 1, all: "(1, 2, 3, 4)" } }
          12: { reply: number, answer: small }
          13: { reply: number, answer: w2m, suffix: m }
          14: { reply: formula, in: [x], answer: "f(x - 1)" }
          15: { reply: number, answer: 2*h1 }
          16: { reply: number, answer: root/10000, within: 0.001 }
          17: { reply: tuple, names: [fx, fy], answer: "(x, y)" }
          18: { reply: matrix, answer: "[[x, y], [1, 2]]", mistakes: { transposed: "[[x, 1], [y, 2]]" } }
          19: { reply: matrix, answer: "[[x, y], [1, 2]]" }
          20: { reply: formula, in: [x, y, z], answer: "2*x*y - z", form: "2*x*y - z" }
          21: { reply: formula, in: [x], answer: "sigma(x)*(1 - sigma(x))", through: [sigma] }
          22: { reply: formula, in: [x], answer: "(x + 1)^2", through: [] }
        """;

    private static readonly Problem Problem = Some.Problem(Yaml);

    [Theory]
    [InlineData(21, "σ(x)(1 - σ(x))"), InlineData(21, "sigma(x) - sigma(x)^2"), InlineData(21, "sigmoid(x)*sigm(-x)")]
    [InlineData(22, "x^2+2x+1"), InlineData(22, "(x+1)(x+1)")]
    public void A_form_that_is_kept_to_is_right(int part, string reply) => Assert.IsType<Verdict.Right>(Judge(part, reply));

    [Theory]
    [InlineData(21, "e^x/(1+e^x)^2", "exp"), InlineData(21, "1/(2+2cosh(x))", "cosh"), InlineData(22, "e^(2ln(abs(x+1)))", "exp ln abs")]
    public void A_right_formula_in_another_form_is_to_be_rewritten(int part, string reply, string strangers) =>
        Assert.Equal(strangers, string.Join(' ', Assert.IsType<Verdict.OtherForm>(Judge(part, reply)).Strangers));

    [Fact]
    public void A_wrong_formula_is_wrong_in_whatever_form() => Assert.IsType<Verdict.Wrong>(Judge(21, "e^x/(1+e^x)"));

    private static Verdict Judge(int part, string reply) => Problem.Deal(VariantId.Book).Judge(part, reply);

    [Theory]
    [InlineData(1, "100,5"), InlineData(1, "100.5"), InlineData(1, "201/2"), InlineData(1, "100 1/2"), InlineData(1, "h1 = 100,50"), InlineData(1, "5*20 + 0,5")]
    [InlineData(2, "1/3"), InlineData(2, "3/9"), InlineData(2, "0,333"), InlineData(2, "0.3333"), InlineData(2, "0,33333333")]
    [InlineData(3, "1,41"), InlineData(3, "1.414"), InlineData(3, "1,4142"), InlineData(3, "sqrt(2)"), InlineData(3, "√2")]
    [InlineData(4, "1.4142"), InlineData(4, "1.41421"), InlineData(4, "√2")]
    [InlineData(5, "1.4"), InlineData(5, "1.41"), InlineData(5, "1,45")]
    [InlineData(6, "9"), InlineData(6, "9,0"), InlineData(6, "3*3"), InlineData(6, "18/2")]
    [InlineData(7, "(3; -1; 1,41)"), InlineData(7, "3 -1 1.414"), InlineData(7, "3; −1; √2")]
    [InlineData(8, "(3; -1)"), InlineData(8, "a = 3, b = -1"), InlineData(8, "b=-1; a=3")]
    [InlineData(9, "2xy"), InlineData(9, "2*x*y"), InlineData(9, "y*x+x*y"), InlineData(9, "2·y·x"), InlineData(9, "2x^2*y/x")]
    [InlineData(10, "2"), InlineData(10, "2)"), InlineData(11, "1,3"), InlineData(11, "3 1"), InlineData(11, "13")]
    [InlineData(12, "1/32"), InlineData(12, "0,03125")]
    [InlineData(13, "5/8"), InlineData(13, "w2 = 0,625"), InlineData(13, "0.625")]
    [InlineData(14, "f(x-1)"), InlineData(14, "max(0, x-1)"), InlineData(14, "relu(x - 1)"), InlineData(14, "(x - 1 + |x - 1|)/2")]
    [InlineData(16, "0.000141"), InlineData(16, "√2/10000")]
    public void Every_form_of_a_right_reply_is_right(int part, string reply) => Assert.IsType<Verdict.Right>(Judge(part, reply));

    [Theory]
    [InlineData(1, "101"), InlineData(1, "100,4"), InlineData(1, "100,49999"), InlineData(1, "0")]
    [InlineData(2, "0,334"), InlineData(2, "0.332"), InlineData(2, "1/4"), InlineData(2, "0"), InlineData(2, "33/100"), InlineData(2, "0,3334")]
    [InlineData(3, "1.42"), InlineData(3, "1,40"), InlineData(3, "-1.41"), InlineData(3, "0")]
    [InlineData(4, "1.4143"), InlineData(5, "1.35"), InlineData(5, "1.47")]
    [InlineData(6, "8"), InlineData(6, "-9"), InlineData(6, "9,5")]
    [InlineData(7, "0; 0; 0"), InlineData(8, "(1; 2)"), InlineData(9, "x + y"), InlineData(9, "-2xy"), InlineData(9, "6"), InlineData(9, "2xy + 0,001")]
    [InlineData(10, "3"), InlineData(11, "1"), InlineData(11, "1 2 3"), InlineData(12, "1/30"), InlineData(12, "0"), InlineData(14, "x - 1"), InlineData(14, "max(0, x)")]
    [InlineData(16, "0"), InlineData(16, "0.001")]
    public void A_wrong_reply_is_wrong(int part, string reply) => Assert.IsType<Verdict.Wrong>(Judge(part, reply));

    [Theory]
    [InlineData(2, "0,3", 3), InlineData(2, "0.33", 3), InlineData(3, "1,4", 2), InlineData(4, "1.414", 4), InlineData(12, "0,031", 5), InlineData(12, "0.0313", 5)]
    public void A_right_value_with_too_few_digits_asks_for_more(int part, string reply, int decimals) => Assert.Equal(new Verdict.Coarse(decimals), Judge(part, reply));

    [Theory]
    [InlineData(1, "не знаю"), InlineData(1, ""), InlineData(1, "5*20 +"), InlineData(7, "3; -1"), InlineData(9, "2*z"), InlineData(9, "2xy)"), InlineData(10, "7"), InlineData(10, "0"), InlineData(11, "9")]
    public void What_cannot_be_read_is_not_wrong(int part, string reply)
    {
        var verdict = Assert.IsType<Verdict.Unreadable>(Judge(part, reply));
        Assert.Equal("unreadable", verdict.Code);
    }

    [Theory]
    [InlineData(1, "100", "lost"), InlineData(1, "-100,5", "sign"), InlineData(3, "0.71", "half"), InlineData(3, "0.7071", "half")]
    [InlineData(6, "5", "plus"), InlineData(8, "-3; 1", "signs")]
    [InlineData(9, "xy", "two-lost"), InlineData(9, "y*x", "two-lost")]
    [InlineData(10, "1", "first"), InlineData(11, "1,2,3,4", "all")]
    public void A_named_mistake_is_recognised(int part, string reply, string mistake) => Assert.Equal(new Verdict.Wrong(new Cause.Named(mistake)), Judge(part, reply));

    [Theory]
    [InlineData(6, "6"), InlineData(9, "x^2*y"), InlineData(1, "7"), InlineData(3, "0.7")]
    public void Where_several_mistakes_fit_or_none_nothing_is_guessed(int part, string reply) => Assert.Equal(new Verdict.Wrong(null), Judge(part, reply));

    [Fact]
    public void Some_components_may_be_right()
    {
        var partly = Assert.IsType<Verdict.Partly>(Judge(7, "3; 1; 1,41"));
        Assert.Equal([true, false, true], partly.Components);
        Assert.Equal(("partly", null), (partly.Code, partly.RecognisedMistake));
    }

    [Fact]
    public void Partly_right_names_the_components_and_the_mistake()
    {
        Assert.Equal(["a", "b"], Assert.IsType<Verdict.Partly>(Judge(8, "a=3; b=2")).Names);
        Assert.Equal("rootless", Judge(7, "3; -1; 2").RecognisedMistake);
        Assert.Equal("swapped", Judge(7, "-1; 3; 1.41").RecognisedMistake);
    }

    [Theory, InlineData("[[3,-1],[1,2]]"), InlineData("3 -1\n1 2"), InlineData("3; -1\n1; 2")]
    public void A_matrix_is_right_in_any_layout(string reply) => Assert.IsType<Verdict.Right>(Judge(18, reply));

    [Fact]
    public void Some_places_of_a_matrix_may_be_right()
    {
        var partly = Assert.IsType<Verdict.Partly>(Judge(18, "[[3,-1],[1,7]]"));
        Assert.Equal([true, true, true, false], partly.Components);
        Assert.Equal("transposed", Judge(18, "[[3,1],[-1,2]]").RecognisedMistake);
        Assert.Equal("unreadable", Judge(18, "[[3,1]]").Code);
        Assert.Equal(new Cause.Transposed(), Judge(19, "[[3,1],[-1,2]]").RecognisedCause);
        Assert.Null(Judge(19, "[[3,1],[-1,7]]").RecognisedMistake);
    }

    [Theory, InlineData(1, "100,5", true), InlineData(1, "7", true), InlineData(2, "0,33", true), InlineData(1, "?", false), InlineData(1, "h2 = 0", false)]
    public void What_says_nothing_of_the_answer_costs_nothing(int part, string reply, bool isRead) => Assert.Equal(isRead, Judge(part, reply).IsRead);

    [Fact]
    public void A_vector_right_but_for_digits_asks_for_more() => Assert.Equal(new Verdict.Coarse(2), Judge(7, "3; -1; 1,4"));

    [Fact]
    public void A_value_of_another_node_is_told_so_and_no_attempt()
    {
        var named = Assert.IsType<Verdict.Named>(Judge(1, "h2 = 0"));
        Assert.Equal(("h₁", new NamedCheck("h₂", true), "named"), (named.Asked, Assert.Single(named.Values), named.Code));
        Assert.Equal([new NamedCheck("h₂", false)], Assert.IsType<Verdict.Named>(Judge(1, "h2 = 100,5")).Values);
    }

    [Fact]
    public void Several_named_values_are_checked_one_by_one()
    {
        Assert.Equal([new("h₁", true), new("h₂", false), new("q₇", null)], Assert.IsType<Verdict.Named>(Judge(1, "h1 = 100.5, h2 = 7, q7 = 1")).Values);
        Assert.IsType<Verdict.Right>(Judge(1, "h1 = 100.5, h2 = 0"));
    }

    [Theory, InlineData("z = 100,5"), InlineData("x = 100,5")]
    public void A_label_that_names_no_computed_value_is_the_learners_own(string reply) => Assert.IsType<Verdict.Right>(Judge(1, reply));

    [Theory, InlineData("f_y = -1, f_x = 3"), InlineData("fy = -1; fx = 3"), InlineData("fx=3, f_y=-1"), InlineData("3; -1")]
    public void Labels_may_have_underscores_and_any_order(string reply) => Assert.IsType<Verdict.Right>(Judge(17, reply));

    [Theory]
    [InlineData("z - 2xy", FormulaSlip.Sign), InlineData("4xy - 2z", FormulaSlip.Factor), InlineData("2xy - z + 3", FormulaSlip.Offset), InlineData("1/(2xy - z)", FormulaSlip.Reciprocal), InlineData("2xz - y", FormulaSlip.Swapped)]
    [InlineData("2xy", FormulaSlip.MissingTerm), InlineData("2xy + z", FormulaSlip.SignOfTerm), InlineData("2xy - z + x", FormulaSlip.ExtraTerm)]
    [InlineData("7", FormulaSlip.NoLetters), InlineData("-4 + 1/3", FormulaSlip.NoLetters), InlineData("e^2", FormulaSlip.NoLetters)]
    public void What_a_wrong_formula_has_to_do_with_the_right_one_is_told(string reply, FormulaSlip slip)
    {
        var related = Assert.IsType<Cause.Related>(Judge(20, reply).RecognisedCause);
        Assert.Equal(slip, related.How);
        Assert.StartsWith("formula-", related.Code, StringComparison.Ordinal);
    }

    [Theory, InlineData("x + y + z"), InlineData("x^3")]
    public void Of_a_formula_that_has_nothing_to_do_with_it_nothing_is_said(string reply) => Assert.Null(Judge(20, reply).RecognisedCause);

    [Fact]
    public void Two_options_are_no_answer_to_a_choice_of_one() => Assert.Equal(MashaBot.Formulas.ParseProblem.WrongCount, Assert.IsType<Verdict.Unreadable>(Judge(10, "2 4")).Error.Problem);

    [Fact]
    public void Where_the_answer_has_no_name_a_label_counts_only_if_its_value_fits()
    {
        Assert.IsType<Verdict.Right>(Judge(15, "h1 = 201"));
        Assert.IsType<Verdict.Named>(Judge(15, "h1 = 100,5"));
        Assert.IsType<Verdict.Wrong>(Judge(15, "h1 = 7"));
    }

    [Fact]
    public void A_label_without_the_parts_suffix_names_the_parts_node()
    {
        Assert.Equal([new NamedCheck("w₁", true)], Assert.IsType<Verdict.Named>(Judge(13, "w1 = 2")).Values);
        Assert.Equal("w₂", Assert.IsType<Verdict.Named>(Judge(13, "w1 = 2")).Asked);
    }

    [Fact]
    public void Any_way_to_write_the_value_is_right_and_a_perturbed_one_is_not() =>
        Gen.Select(Gen.Int[1, 2000], Gen.Int[-500, 500].Where(shift => shift != 0), Gen.Int[0, 5]).Sample((seed, shift, way) =>
        {
            var variant = Problem.Deal(new(seed));
            var value = (int)variant.Figures["x"].Only.ToDouble();
            var square = value * value;
            Assert.IsType<Verdict.Right>(variant.Judge(6, Ways(square)[way]));
            Assert.IsNotType<Verdict.Right>(variant.Judge(6, Ways(square + shift)[way]));
        }, iter: 200);

    private static readonly string[] Odd = ["h1=1,h2=2", "a=1", "a=1, a=2", "[[1,2],[3", "1;2;3;4;5", "1/0", "ln(-1)", "x=y=z", "9^9^9", "∞", "b=1; c=2", "0/0; 1", "h1=ln(0)"];

    [Fact]
    public void Every_reply_gets_a_verdict() =>
        Gen.Select(Gen.Int[1, 18], Gen.OneOf(Gen.String[Gen.Char["0123456789,.;:=+-*/^()[]{}|xyabhw_ \n$\\√≈<>"], 0, 24], Gen.String[0, 30], Gen.Int[0, Odd.Length - 1].Select(i => Odd[i])))
            .Sample((part, reply) => Judge(part, reply).Code is { Length: > 0 } && Problem.Deal(VariantId.Book).Judge(part, reply, new Dictionary<int, string> { [1] = reply, [7] = reply, [18] = reply }).Code is { Length: > 0 }, iter: 3000);

    private static string[] Ways(int value) =>
    [
        $"{value}", $"{value}.0", $"{2 * value}/2", $"{value - 1} + 1", $"$ {value} $".Replace(" ", "", StringComparison.Ordinal), $"= {value},00",
    ];

    [Fact]
    public void A_formula_is_right_in_any_shape_and_wrong_by_any_constant() =>
        Gen.Select(Gen.Int[-9, 9].Where(k => k != 0), Gen.Int[-9, 9].Where(k => k != 0)).Sample((k, m) =>
        {
            Assert.IsType<Verdict.Right>(Judge(9, $"{m}*(x + {k})*y*2/({m}) - 2*y*{k}".Replace("+ -", "- ", StringComparison.Ordinal).Replace("*-", "*(-1)*", StringComparison.Ordinal)));
            Assert.IsNotType<Verdict.Right>(Judge(9, $"2*x*y + {k}/100".Replace("+ -", "- ", StringComparison.Ordinal)));
        }, iter: 60);

    [Fact]
    public void A_rounding_to_enough_digits_is_right_and_the_next_number_is_not() =>
        Gen.Select(Gen.Int[2, 8], Gen.Int[1, 1000]).Sample((digits, seed) =>
        {
            var rounded = Math.Round(Math.Sqrt(2), digits);
            var unit = Math.Pow(10, -digits);
            Assert.IsType<Verdict.Right>(Problem.Deal(new(seed)).Judge(3, rounded.ToString($"F{digits}", CultureInfo.InvariantCulture)));
            Assert.IsNotType<Verdict.Right>(Problem.Deal(new(seed)).Judge(3, (rounded + 0.06).ToString($"F{digits}", CultureInfo.InvariantCulture)));
            if (digits == 2) Assert.IsNotType<Verdict.Right>(Problem.Deal(new(seed)).Judge(3, (rounded + unit).ToString($"F{digits}", CultureInfo.InvariantCulture)));
        }, iter: 50);
}
