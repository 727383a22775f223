using System.Text;
using CsCheck;

namespace MashaBot.Formulas.Tests.Replies;

/// <summary>Whatever is sent is read or refused, soon, and without an exception.</summary>
public sealed class HostileReplyTests
{
    private static readonly Vocabulary Names = Vocabulary.Of("x", "y", "w1", "yhat", "beta2").WithFunction("f", 1).WithFunction("f'", 1);

    private static readonly Expectation[] Expectations =
    [
        new Expectation.Number(), new Expectation.Number { Units = ["ГиБ", "%"] }, new Expectation.Integer(), new Expectation.Vector(3), new Expectation.Tuple(["a", "b"]), new Expectation.Matrix(2, 2),
        new Expectation.Formula(Names), new Expectation.Formula(Vocabulary.Open), new Expectation.Choice(["прямая", "кривая", "обе"]), new Expectation.Choices(["прямая", "кривая", "обе"]),
        new Expectation.Order(4), new Expectation.Shape(3), new Expectation.Named(),
    ];

    private static void Judge(string reply)
    {
        foreach (var expectation in Expectations)
        {
            var reading = Formulas.Replies.Read(reply, expectation);
            if (reading is Reading.Unreadable(var error)) Assert.InRange(error.Position, 0, Math.Max(reply.Length, Parser.LongestText));
            if (reading is not Reading.Formula(var readings, _)) continue;
            foreach (var formula in readings)
            {
                formula.ToLatex(NumberStyle.DecimalComma);
                Comparison.Compare(formula, Scope.Empty, Formula.Parse("x + y"), Scope.Empty);
            }
        }

        Latex.ToText(reply);
        Formula.TryParse(reply, Names, out _, out _);
    }

    private static readonly string[] Pieces =
    [
        "x", "y", "w_1", "yhat", "β", "\\beta", "_2", "2", "1,6", ".5", "½", "0", "42 426", "+", "-", "−", "*", "·", "/", "^", "**", "²", "⁻¹", "ᵀ", "(", ")", "[", "]", "{", "}", "|", ",", ";", " ", "\n", "=", "<", "≥", "≈", "!=",
        "\\frac", "\\sqrt", "\\left", "\\right", "\\sum", "_", "\\hat", "\\begin{pmatrix}", "\\end{pmatrix}", "&", "\\\\", "\\begin{cases}", "\\end{cases}", "max", "ln", "σ", "exp", "f", "f'", "'", "%", "e", "π", "∂", "grad", "where", "and", "sum",
        "х", "о", "Ответ:", "не знаю", "и", "№", "$", "\\", "«", "😀", "\u200B", "\u202E", "\u0302", "𝑥", "\\text{", "T", "1e9", "10^", "№2", "→", ":", "?", "\u0000", "\uD800",
    ];

    [Fact] public void Mixtures_of_what_formulas_are_made_of() => Gen.OneOf(Pieces).Array[0, 24].Select(string.Concat).Sample(Judge, iter: 1500);

    [Fact] public void Any_characters() => Gen.Char.Array[0, 60].Select(signs => new string(signs)).Sample(Judge, iter: 600);

    [Fact] public void Any_bytes() => Gen.Byte.Array[0, 80].Select(Encoding.Latin1.GetString).Sample(Judge, iter: 600);

    private static readonly string[] Good =
    [
        "max(0; 5x1 - 60x2 + 0,5x3)", @"\frac{1}{n}X^T(Xw-y)", "σ(x)(1−σ(x))", "(0.8, 1.2, 1.4)", "h1 = 100.5, h2 = 0", "[[1,2],[3,4]]", "1 2\n3 4", "Ответ: 1,6·10⁻³.", "мне кажется, 5", "-(ln 0.7 + ln 0.33)/2",
        @"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "4, 5 и 6", "3→1→2", "14×14×6", "x*(1/(1+e^(-wx)) - y)",
    ];

    [Fact] public void Good_replies_with_slips() => Gen.Select(Gen.OneOf(Good), Gen.Int[0, 40], Gen.OneOf(Pieces), Gen.Int[0, 3]).Sample((good, at, piece, cut) =>
    {
        at = Math.Min(at, good.Length);
        Judge(good[..at] + piece + good[Math.Min(good.Length, at + cut)..]);
    }, iter: 1500);

    public static TheoryData<string> Heavy() => new(
        string.Concat(Enumerable.Repeat("о'", 2048)), "a=1;" + string.Concat(Enumerable.Repeat("y'", 2000)), "a=1;" + string.Concat(Enumerable.Repeat("β²", 2000)), "a=1;" + string.Concat(Enumerable.Repeat("yhat№2", 680)), "x" + string.Concat(Enumerable.Repeat("T²", 2047)),
        "T" + string.Concat(Enumerable.Repeat("иначе", 800)), string.Concat(Enumerable.Repeat("а ", 2000)), "x" + new string(' ', 4000) + "y", "1" + new string(' ', 4000) + "и", ")" + new string(' ', 4000) + "(", "'ᵀ" + string.Concat(Enumerable.Repeat("'ᵀ", 2000)), string.Concat(Enumerable.Repeat(@"\left\beta", 370)),
        new string('(', 4096), new string('(', 2000) + "x" + new string(')', 2000), new string('-', 4096), new string('|', 4000), new string('[', 4000), "x" + new string('\'', 4000),
        string.Concat(Enumerable.Repeat("x+", 2047)) + "x", string.Concat(Enumerable.Repeat("x^", 2047)) + "x", string.Concat(Enumerable.Repeat("2^", 2047)) + "2", string.Concat(Enumerable.Repeat("x*", 2047)) + "x",
        string.Concat(Enumerable.Repeat("x/", 2047)) + "x", new string('9', 4096), "9^9^9^9", "9^9^9^9^9^9^9", "1/9^999999", "(9^99999)^99999", "1e999999", "0." + new string('1', 4000), new string('x', 4096),
        string.Concat(Enumerable.Repeat(@"\frac{1}{", 300)) + "x" + new string('}', 300), string.Concat(Enumerable.Repeat(@"\sqrt{", 500)), string.Concat(Enumerable.Repeat("e^(", 1000)), string.Concat(Enumerable.Repeat("1,2", 1300)),
        string.Concat(Enumerable.Repeat("max(0,1,", 400)), string.Concat(Enumerable.Repeat("[x>", 1000)), string.Concat(Enumerable.Repeat("ln ", 1300)), string.Concat(Enumerable.Repeat("\\hat", 1000)), string.Concat(Enumerable.Repeat("x_{", 1300)),
        string.Concat(Enumerable.Repeat("sin(x)+", 500)) + "1", string.Concat(Enumerable.Repeat("(x+y)^2*", 400)) + "1", string.Concat(Enumerable.Repeat("a=1;", 1000)), string.Concat(Enumerable.Repeat("1 ", 2000)), string.Concat(Enumerable.Repeat("a:", 2000)),
        string.Concat(Enumerable.Repeat("\\begin{pmatrix}", 270)), string.Concat(Enumerable.Repeat("😀", 2000)), string.Concat(Enumerable.Repeat("не ", 1300)), new string('\u0302', 4096), new string(' ', 4096), new string('\n', 4096),
        "sum(sum(sum(x,x,1,1000),y,1,1000),x,1,1000)", "grad(grad(grad(grad(grad(grad(x^9*y^9/(x+y)^9,x),y),x),y),x),y)", string.Concat(Enumerable.Repeat("f'(", 90)) + "x" + new string(')', 90), string.Concat(Enumerable.Repeat("σ''''(", 20)) + "x" + new string(')', 20),
        "x" + string.Concat(Enumerable.Repeat("²", 1000)), string.Concat(Enumerable.Repeat("0,1", 3)) + string.Concat(Enumerable.Repeat(" 0,1", 900)), "det(((1,2),(3,4)))^9^9^9", "softmax((1,2,3))^" + new string('9', 300), "x''''''''''", "f''''''''''''(x)");

    private const long MostBytes = 10_000_000;

    /// <summary>What a verdict may allocate is bounded, whatever is sent; the time that it takes is measured by bench/Formulas.</summary>
    [Theory, MemberData(nameof(Heavy))]
    public void Heavy_replies_take_little_memory(string reply)
    {
        Judge(reply);      // the first time compiles the code
        foreach (var expectation in Expectations)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var reading = Formulas.Replies.Read(reply, expectation);
            if (reading is Reading.Formula formula) Comparison.Compare(formula.Value, Scope.Empty, Formula.Parse("x*σ(y)"), Scope.Empty);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        }
    }

    [Fact] public void Two_bars_in_one_sign_are_not_split_beyond_the_end_of_a_reply() => Judge("‖|\n y‖");

    [Theory, InlineData("৮"), InlineData("༧"), InlineData("2 и ৮"), InlineData("৩ ২ ১"), InlineData("৮x৮")]
    public void Digits_of_other_scripts_are_read_or_refused_like_any_sign(string reply) => Judge(reply);
}
