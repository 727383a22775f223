using System.Collections.Immutable;
using MashaBot.Backprop;

namespace MashaBot.Formulas.Tests.Replies;

/// <summary>Replies as learners type them, and what each kind of part makes of them.</summary>
public sealed class ReplyTests
{
    private static string Say(Quantity value) => Numbers.Format(value.Value, NumberStyle.DecimalPoint) + (value.IsApproximate ? "~" : "");

    private static string Say(Reading reading) => reading switch
    {
        Reading.Number(var value, var label) => (label is null ? "" : label + " = ") + Say(value),
        Reading.Vector(var values, var labels) => string.Join("; ", values.Select((value, i) => (labels[i] is { } label ? label + "=" : "") + Say(value))),
        Reading.Matrix(var rows) => string.Join(" | ", rows.Select(row => string.Join(" ", row.Select(Say)))),
        Reading.Formula formula => string.Join(" or ", formula.Readings.Select(one => one.ToText(NumberStyle.DecimalPoint))),
        Reading.Choice(var options) => string.Join(",", options),
        Reading.Order(var items) => string.Join(">", items),
        Reading.Named(var values) => string.Join("; ", values.Select(value => $"{value.Name}={Say(value.Value)}")),
        Reading.Unreadable(var error) => error.ToString(),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Read(string reply, Expectation expectation) => Say(Formulas.Replies.Read(reply, expectation));

    [Theory]
    [InlineData("1,6", "1.6")]
    [InlineData("1.6", "1.6")]
    [InlineData("1.6.", "1.6")]
    [InlineData("8/5", "1.6")]
    [InlineData("8 / 5", "1.6")]
    [InlineData("w=1.6", "w = 1.6")]
    [InlineData("w = 1,6", "w = 1.6")]
    [InlineData("w: 1,6", "w = 1.6")]
    [InlineData("½", "0.5")]
    [InlineData("1½", "1.5")]
    [InlineData("1 ½", "1.5")]
    [InlineData("1 3/5", "1.6")]
    [InlineData("−0,5", "−0.5")]
    [InlineData("-0.5", "−0.5")]
    [InlineData("–0,5", "−0.5")]
    [InlineData(".5", "0.5")]
    [InlineData("-.5", "−0.5")]
    [InlineData(",5", "0.5")]
    [InlineData("≈0,32", "0.32~")]
    [InlineData("≈ 0.32", "0.32~")]
    [InlineData("~0,32", "0.32~")]
    [InlineData("примерно 0,32", "0.32~")]
    [InlineData("60%", "0.6")]
    [InlineData("60 %", "0.6")]
    [InlineData("1,6·10⁻³", "0.0016")]
    [InlineData("1.6*10^-3", "0.0016")]
    [InlineData("1,6e-3", "0.0016")]
    [InlineData("1.6E-3", "0.0016")]
    [InlineData(@"1{,}6\cdot 10^{-3}", "0.0016")]
    [InlineData("42 426", "42426")]
    [InlineData("42\u00A0426", "42426")]
    [InlineData("1 234 567", "1234567")]
    [InlineData("12 345,6", "12345.6")]
    [InlineData("Ответ: 1.6.", "1.6")]
    [InlineData("ответ 1,6", "1.6")]
    [InlineData("Ответ - 5", "5")]
    [InlineData("ответ: w = 1,6", "w = 1.6")]
    [InlineData("«1,6»", "1.6")]
    [InlineData("\"1,6\"", "1.6")]
    [InlineData("`1.6`", "1.6")]
    [InlineData("$1.6$", "1.6")]
    [InlineData("$$\\frac{8}{5}$$", "1.6")]
    [InlineData(@"\frac85", "1.6")]
    [InlineData("мне кажется, 5", "5")]
    [InlineData("думаю, что 5", "5")]
    [InlineData("5, наверное", "5")]
    [InlineData("получилось 5!", "5")]
    [InlineData("5 путей", "5")]
    [InlineData("5 ✅", "5")]
    [InlineData("😀 5", "5")]
    [InlineData("минус пять", "−5")]
    [InlineData("пять", "5")]
    [InlineData("минус 0,5", "−0.5")]
    [InlineData("3*5+1", "16")]
    [InlineData("3·5+1", "16")]
    [InlineData("3х5+1", "16")]
    [InlineData("13*300+301*200", "64100")]
    [InlineData("81/82·1/82", "81/6724")]
    [InlineData("5*20 - 60*0 + 0,5*1 = 100,5", "100.5")]
    [InlineData("h1 = 5·20 − 60·0 + 0,5·1 = 100,5", "h1 = 100.5")]
    [InlineData("h_1 = \\max(0; 100{,}5) = 100{,}5", "h1 = 100.5")]
    [InlineData("h₁=100,5", "h1 = 100.5")]
    [InlineData("h2 = 5", "h2 = 5")]
    [InlineData("ŷ = 104,5", "yhat = 104.5")]
    [InlineData("y^ = 104,5", "y^ = 104.5")]
    [InlineData("∂f/∂x = 3", "∂f/∂x = 3")]
    [InlineData("f(3) = 5", "f(3) = 5")]
    [InlineData("1.6 = w", "w = 1.6")]
    [InlineData("8/3 ≈ 2,67", "8/3")]
    [InlineData("√2 ≈ 1,41", "1.414")]
    [InlineData("√2", "1.414")]
    [InlineData("√4", "2")]
    [InlineData("π/6", "0.5236")]
    [InlineData("ln 10", "2.303")]
    [InlineData("ln(10)", "2.303")]
    [InlineData("-(ln 0.7 + ln 0.33)/2", "0.7327")]
    [InlineData("1/(1+e^-5)", "0.9933")]
    [InlineData("σ(0)", "0.5")]
    [InlineData("max(0; -3)", "0")]
    [InlineData("max(0, -3)", "0")]
    [InlineData("(5)", "5")]
    [InlineData("+5", "5")]
    [InlineData("1о", "10")]
    [InlineData("0,О5", "0.05")]
    [InlineData("1\u200B,6", "1.6")]
    [InlineData("1.5 млн", "1500000")]
    [InlineData("2 тысячи", "2000")]
    [InlineData("это 7", "7")]
    [InlineData("у меня получилось 7", "7")]
    [InlineData("равно 7", "7")]
    [InlineData("7 ?", "7")]
    [InlineData("I think 5", "5")]
    [InlineData("the answer is 5", "5")]
    [InlineData("2^10", "1024")]
    [InlineData("2¹⁰", "1024")]
    [InlineData("h1 = 100.5, h2 = 0", "h1=100.5; h2=0")]
    [InlineData("h1=100,5; h2=0", "h1=100.5; h2=0")]
    [InlineData("h1 = 100,5\nh2 = 0", "h1=100.5; h2=0")]
    public void A_number(string reply, string meaning) => Assert.Equal(meaning, Read(reply, new Expectation.Number()));

    [Theory]
    [InlineData("0,5 ГиБ", "0.5")]
    [InlineData("0,5ГиБ", "0.5")]
    [InlineData("60%", "60")]
    public void A_unit_of_the_part(string reply, string meaning) => Assert.Equal(meaning, Read(reply, new Expectation.Number { Units = ["ГиБ", "%"] }));

    [Theory]
    [InlineData("1,6", 1)]
    [InlineData("0.80", 2)]
    [InlineData("5", 0)]
    [InlineData("8/5", null)]
    [InlineData("1,6·10⁻³", 4)]
    [InlineData("1.6e3", -2)]
    [InlineData("60%", 2)]
    [InlineData("60,5%", 3)]
    [InlineData("-0,25", 2)]
    [InlineData("3*5", null)]
    public void Digits_given(string reply, int? decimals) => Assert.Equal(decimals, Assert.IsType<Reading.Number>(Formulas.Replies.Read(reply, new Expectation.Number())).Value.Decimals);

    [Theory]
    [InlineData("|не знаю", ParseProblem.Word)]
    [InlineData("|", ParseProblem.Empty)]
    [InlineData("|   ", ParseProblem.Empty)]
    [InlineData("5 |или 6", ParseProblem.Word)]
    [InlineData("2|w", ParseProblem.NotANumber)]
    [InlineData("|1/0", ParseProblem.Undefined)]
    [InlineData("|ln(-1)", ParseProblem.Undefined)]
    [InlineData("|9^9^9^9", ParseProblem.TooLarge)]
    [InlineData("(1+2|", ParseProblem.UnclosedBracket)]
    [InlineData("1 |2", ParseProblem.MissingOperator)]
    [InlineData("|(1; 2)", ParseProblem.NotAScalar)]
    [InlineData("w =|", ParseProblem.UnexpectedEnd)]
    [InlineData("Ответ: |хз", ParseProblem.Word)]
    [InlineData("5+|", ParseProblem.UnexpectedEnd)]
    [InlineData("|x > 5", ParseProblem.NotANumber)]
    [InlineData("🙂|", ParseProblem.Empty)]
    public void No_number(string marked, ParseProblem problem)
    {
        var unreadable = Assert.IsType<Reading.Unreadable>(Formulas.Replies.Read(marked.Replace("|", "", StringComparison.Ordinal), new Expectation.Number()));
        Assert.Equal(problem, unreadable.Error.Problem);
        if (problem != ParseProblem.Empty) Assert.Equal(marked.IndexOf('|', StringComparison.Ordinal), unreadable.Error.Position);
    }

    [Theory]
    [InlineData("(1; 2)", 2, "1; 2")]
    [InlineData("(1, 2)", 2, "1; 2")]
    [InlineData("(1,2)", 2, "1; 2")]
    [InlineData("1,2", 2, "1; 2")]
    [InlineData("1 2", 2, "1; 2")]
    [InlineData("1; 2", 2, "1; 2")]
    [InlineData("1;2", 2, "1; 2")]
    [InlineData("[1, 2]", 2, "1; 2")]
    [InlineData("[1 2]", 2, "1; 2")]
    [InlineData("{1, 2}", 2, "1; 2")]
    [InlineData("<1, 2>", 2, "1; 2")]
    [InlineData("(1,2)^T", 2, "1; 2")]
    [InlineData("(1 2)^T", 2, "1; 2")]
    [InlineData("(1; 2)ᵀ", 2, "1; 2")]
    [InlineData("[[1],[2]]", 2, "1; 2")]
    [InlineData("[[1, 2]]", 2, "1; 2")]
    [InlineData(@"\begin{pmatrix}1\\2\end{pmatrix}", 2, "1; 2")]
    [InlineData("1\n2", 2, "1; 2")]
    [InlineData("1 и 2", 2, "1; 2")]
    [InlineData("1 2 3", 3, "1; 2; 3")]
    [InlineData("1, 2, 3", 3, "1; 2; 3")]
    [InlineData("1,2,3", 3, "1; 2; 3")]
    [InlineData("1,2 и 3", 3, "1; 2; 3")]
    [InlineData("(0.8, 1.2, 1.4)", 3, "0.8; 1.2; 1.4")]
    [InlineData("0,8; 1,2; 1,4", 3, "0.8; 1.2; 1.4")]
    [InlineData("0,8 1,2 1,4", 3, "0.8; 1.2; 1.4")]
    [InlineData("0,8, 1,2, 1,4", 3, "0.8; 1.2; 1.4")]
    [InlineData("0,8,1,2,1,4", 3, "0.8; 1.2; 1.4")]
    [InlineData("0.8 1.2 1.4", 3, "0.8; 1.2; 1.4")]
    [InlineData("0.8,1.2,1.4", 3, "0.8; 1.2; 1.4")]
    [InlineData("w1=0.8; w2=1.2", 2, "w1=0.8; w2=1.2")]
    [InlineData("w1 = 0,8, w2 = 1,2", 2, "w1=0.8; w2=1.2")]
    [InlineData("w1=0,8 w2=1,2", 2, "w1=0.8; w2=1.2")]
    [InlineData("w₁ = 0,8 и w₂ = 1,2", 2, "w1=0.8; w2=1.2")]
    [InlineData("w = (0,8; 1,2)", 2, "0.8; 1.2")]
    [InlineData("(w1, w2) = (0.8, 1.2)", 2, "w1=0.8; w2=1.2")]
    [InlineData("-1 2", 2, "−1; 2")]
    [InlineData("1 -2 3", 3, "1; −2; 3")]
    [InlineData("-1, -2", 2, "−1; −2")]
    [InlineData("1/2 3/4", 2, "0.5; 0.75")]
    [InlineData("1/2, 3/4", 2, "0.5; 0.75")]
    [InlineData("ln 2·(2, 1, 0)", 3, "1.386; 0.6931; 0")]
    [InlineData("2*(1; 2)", 2, "2; 4")]
    [InlineData("Ответ: (1; 2).", 2, "1; 2")]
    [InlineData("мне кажется, (1; 2)", 2, "1; 2")]
    [InlineData("4·0,5; 3-1", 2, "2; 2")]
    [InlineData("(10; 2,5)", 2, "10; 2.5")]
    [InlineData("0.5,0.25", 2, "0.5; 0.25")]
    [InlineData("2, 4", 2, "2; 4")]
    [InlineData("(1; 2; 3;)", 3, "1; 2; 3")]
    public void A_vector(string reply, int length, string meaning) => Assert.Equal(meaning, Read(reply, new Expectation.Vector(length)));

    [Theory]
    [InlineData("1 2 3", 2, ParseProblem.WrongCount)]
    [InlineData("(1; 2)", 3, ParseProblem.WrongCount)]
    [InlineData("5", 2, ParseProblem.WrongCount)]
    [InlineData("1,2,3", 2, ParseProblem.Ambiguous)]
    [InlineData("не знаю", 2, ParseProblem.Word)]
    [InlineData("(1; w)", 2, ParseProblem.UnknownName)]
    [InlineData("w1=1; w2=2; w3=3", 2, ParseProblem.WrongCount)]
    public void No_vector(string reply, int length, ParseProblem problem) =>
        Assert.Equal(problem, Assert.IsType<Reading.Unreadable>(Formulas.Replies.Read(reply, new Expectation.Vector(length))).Error.Problem);

    [Theory]
    [InlineData("b=2; a=1", "a=1; b=2")]
    [InlineData("a=1, b=2", "a=1; b=2")]
    [InlineData("(1; 2)", "1; 2")]
    [InlineData("a=1; c=2", "a=1; c=2")]
    public void A_tuple_with_labels_in_any_order(string reply, string meaning) => Assert.Equal(meaning, Read(reply, new Expectation.Tuple(["a", "b"])));

    [Theory]
    [InlineData("[[1,2],[3,4]]", "1 2 | 3 4")]
    [InlineData("[[1, 2], [3, 4]]", "1 2 | 3 4")]
    [InlineData("((1,2),(3,4))", "1 2 | 3 4")]
    [InlineData("{{1,2},{3,4}}", "1 2 | 3 4")]
    [InlineData("1 2\n3 4", "1 2 | 3 4")]
    [InlineData("1, 2\n3, 4", "1 2 | 3 4")]
    [InlineData("1;2\n3;4", "1 2 | 3 4")]
    [InlineData("1,2\n3,4", "1 2 | 3 4")]
    [InlineData("[1 2; 3 4]", "1 2 | 3 4")]
    [InlineData("[1, 2; 3, 4]", "1 2 | 3 4")]
    [InlineData("1 2; 3 4", "1 2 | 3 4")]
    [InlineData("1,2;3,4", "1 2 | 3 4")]
    [InlineData("(1 2; 3 4)", "1 2 | 3 4")]
    [InlineData("[1, 2], [3, 4]", "1 2 | 3 4")]
    [InlineData("[1 2] [3 4]", "1 2 | 3 4")]
    [InlineData("[1,2][3,4]", "1 2 | 3 4")]
    [InlineData("[1 2]\n[3 4]", "1 2 | 3 4")]
    [InlineData(@"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "1 2 | 3 4")]
    [InlineData(@"\begin{bmatrix} 1 & 2 \\ 3 & 4 \\ \end{bmatrix}", "1 2 | 3 4")]
    [InlineData("W = [[1,2],[3,4]]", "1 2 | 3 4")]
    [InlineData("0,5 1,5\n2,5 3,5", "0.5 1.5 | 2.5 3.5")]
    [InlineData("[[0.5, 1.5], [2.5, 3.5]]", "0.5 1.5 | 2.5 3.5")]
    [InlineData("[[0,5; 1,5]; [2,5; 3,5]]", "0.5 1.5 | 2.5 3.5")]
    [InlineData("2*[[1,2],[3,4]]", "2 4 | 6 8")]
    [InlineData("[[1,3],[2,4]]^T", "1 2 | 3 4")]
    public void A_matrix(string reply, string meaning) => Assert.Equal(meaning, Read(reply, new Expectation.Matrix(2, 2)));

    [Theory]
    [InlineData("1 2 3\n4 5 6")]
    [InlineData("[[1,2],[3,4],[5,6]]")]
    [InlineData("1 2\n3")]
    [InlineData("1 2 3 4")]
    public void A_matrix_of_another_size(string reply) =>
        Assert.Equal(ParseProblem.WrongCount, Assert.IsType<Reading.Unreadable>(Formulas.Replies.Read(reply, new Expectation.Matrix(2, 2))).Error.Problem);

    private static readonly Vocabulary Names = Vocabulary.Of("x", "y", "x1", "x2", "x3", "n", "w").WithAlias("f", "relu");

    [Theory]
    [InlineData("2x+y", "2x + y")]
    [InlineData("$x^2$", "x²")]
    [InlineData("y = 2x", "2x")]
    [InlineData("∂f/∂x = 2x+y", "2x + y")]
    [InlineData("f'(x) = 2x", "2x")]
    [InlineData("Ответ: 2x+y.", "2x + y")]
    [InlineData("max(0; 5x1 - 60x2 + 0,5x3)", "max(0, 5x₁ − 60x₂ + 0.5x₃)")]
    [InlineData("max(0, 5x1 - 60x2 + 0,5x3)", "max(0, 5x₁ − 60x₂ + 0.5x₃)")]
    [InlineData("max(0,5x1 - 60x2 + 0,5x3)", "max(0, 5x₁ − 60x₂ + 0.5x₃)")]
    [InlineData("max(0,4max(0,3x1+4x2+1)+2max(0,3x1+2x2+7)+6)", "max(0, 4·max(0, 3x₁ + 4x₂ + 1) + 2·max(0, 3x₁ + 2x₂ + 7) + 6)")]
    [InlineData("f(5x1 − 60x2 + 0,5x3)", "ReLU(5x₁ − 60x₂ + 0.5x₃)")]
    [InlineData("ReLU(5x_1 - 60x_2 + 0.5x_3)", "ReLU(5x₁ − 60x₂ + 0.5x₃)")]
    [InlineData(@"\max(0,\,5x_1-60x_2+0{,}5x_3)", "max(0, 5x₁ − 60x₂ + 0.5x₃)")]
    [InlineData(@"\frac{1}{n}", "1/n")]
    [InlineData("1/2x", "1/2·x or 1/(2x)")]
    [InlineData("х^2 + у", "x² + y")]
    [InlineData("2·х·у", "2x·y")]
    [InlineData("X + Y", "x + y")]
    [InlineData("x = 2y", "2y")]
    [InlineData("2x = 3y", "3y")]
    public void A_formula(string reply, string meaning) => Assert.Equal(meaning, Read(reply, new Expectation.Formula(Names)));

    [Theory]
    [InlineData("2*(x+1", "2*(x+1)")]
    [InlineData("2x+q", "2x+")]
    [InlineData("не знаю", null)]
    [InlineData("y = ", null)]
    public void No_formula(string reply, string? repair)
    {
        var error = Assert.IsType<Reading.Unreadable>(Formulas.Replies.Read(reply, new Expectation.Formula(Names))).Error;
        if (repair is null) Assert.Null(error.Repair);
        else if (error.Repair is not null) Assert.StartsWith(repair, error.Repair, StringComparison.Ordinal);
    }

    private static readonly ImmutableArray<string> Options = ["всегда нелинейна", "прямая при любых весах", "нелинейна, если веса различны", "зависит от $x$"];

    [Theory]
    [InlineData("2", "2")]
    [InlineData("2)", "2")]
    [InlineData("(2)", "2")]
    [InlineData("№2", "2")]
    [InlineData("№ 2", "2")]
    [InlineData("вариант 2", "2")]
    [InlineData("«вариант 2»", "2")]
    [InlineData("второй", "2")]
    [InlineData("Второй вариант", "2")]
    [InlineData("вторая", "2")]
    [InlineData("б", "2")]
    [InlineData("б)", "2")]
    [InlineData("2.", "2")]
    [InlineData("2️⃣", "2")]
    [InlineData("ответ 2", "2")]
    [InlineData("Ответ: 2.", "2")]
    [InlineData("прямая при любых весах", "2")]
    [InlineData("Прямая при любых весах.", "2")]
    [InlineData("2) прямая при любых весах", "2")]
    [InlineData("прямая при любых", "2")]
    [InlineData("зависит от x", "4")]
    [InlineData("мне кажется, 2", "2")]
    [InlineData("2, потому что линейное от линейного линейно", "2")]
    [InlineData("два", "2")]
    [InlineData("1 и 3", "1,3")]
    public void A_choice(string reply, string options) => Assert.Equal(options, Read(reply, new Expectation.Choice(Options)));

    [Theory]
    [InlineData("5", ParseProblem.NoSuchOption)]
    [InlineData("0", ParseProblem.NoSuchOption)]
    [InlineData("не знаю", ParseProblem.Word)]
    [InlineData("не 2", ParseProblem.Word)]
    [InlineData("?!", ParseProblem.Empty)]
    public void No_choice(string reply, ParseProblem problem) => Assert.Equal(problem, Assert.IsType<Reading.Unreadable>(Formulas.Replies.Read(reply, new Expectation.Choice(Options))).Error.Problem);

    private static readonly ImmutableArray<string> Six = ["SGD", "momentum", "Nesterov", "RMSprop", "Adam", "Adagrad"];

    [Theory]
    [InlineData("4,5,6", "4,5,6")]
    [InlineData("4, 5 и 6", "4,5,6")]
    [InlineData("4 5 6", "4,5,6")]
    [InlineData("456", "4,5,6")]
    [InlineData("4;5;6", "4,5,6")]
    [InlineData("4) 5) 6)", "4,5,6")]
    [InlineData("4.5.6", "4,5,6")]
    [InlineData("2,4", "2,4")]
    [InlineData("1,3", "1,3")]
    [InlineData("1 и 3", "1,3")]
    [InlineData("1 & 3", "1,3")]
    [InlineData("варианты 1, 3", "1,3")]
    [InlineData("6,5,4", "4,5,6")]
    [InlineData("Adam", "5")]
    [InlineData("5", "5")]
    [InlineData("первый и третий", "1,3")]
    [InlineData("№4, №5", "4,5")]
    [InlineData("1\n3", "1,3")]
    [InlineData("г, д", "4,5")]
    public void Choices(string reply, string options) => Assert.Equal(options, Read(reply, new Expectation.Choices(Six)));

    [Theory]
    [InlineData("3 1 2", "3>1>2")]
    [InlineData("3,1,2", "3>1>2")]
    [InlineData("3→1→2", "3>1>2")]
    [InlineData("3->1->2", "3>1>2")]
    [InlineData("312", "3>1>2")]
    [InlineData("3-1-2", "3>1>2")]
    [InlineData("3; 1; 2.", "3>1>2")]
    [InlineData("сначала 3", null)]
    [InlineData("3 1", null)]
    [InlineData("3 1 1", null)]
    [InlineData("4 1 2", null)]
    [InlineData("порядок: 3, 1, 2", "3>1>2")]
    public void An_order(string reply, string? meaning)
    {
        var reading = Formulas.Replies.Read(reply, new Expectation.Order(3));
        if (meaning is null) Assert.IsType<Reading.Unreadable>(reading);
        else Assert.Equal(meaning, Say(reading));
    }

    [Theory]
    [InlineData("14x14x6", "14; 14; 6")]
    [InlineData("14×14×6", "14; 14; 6")]
    [InlineData("14х14х6", "14; 14; 6")]
    [InlineData("14 x 14 x 6", "14; 14; 6")]
    [InlineData("(14, 14, 6)", "14; 14; 6")]
    [InlineData("14 14 6", "14; 14; 6")]
    [InlineData("14 на 14 на 6", "14; 14; 6")]
    [InlineData(@"14 \times 14 \times 6", "14; 14; 6")]
    [InlineData("14*14*6", "14; 14; 6")]
    [InlineData("размер 14x14x6", "14; 14; 6")]
    [InlineData("14x14", null)]
    [InlineData("14x14xn", null)]
    public void A_shape(string reply, string? meaning)
    {
        var reading = Formulas.Replies.Read(reply, new Expectation.Shape(3));
        if (meaning is null) Assert.IsType<Reading.Unreadable>(reading);
        else Assert.Equal(meaning, Say(reading));
    }

    [Fact] public void A_reply_longer_than_a_message_is_refused() => Assert.Equal(ParseProblem.TooLong, Assert.IsType<Reading.Unreadable>(Formulas.Replies.Read(new string('1', 5000), new Expectation.Number())).Error.Problem);

    [Fact] public void Arithmetic_is_exact() => Assert.Equal(new Rational(81, 6724), Assert.IsType<Reading.Number>(Formulas.Replies.Read("81/82·1/82", new Expectation.Number())).Value.Value.Exact);
}
