namespace MashaBot.Sheets.Tests;

/// <summary>What slots become. Formulas are looked at as LaTeX, texts as text.</summary>
public class RenderingTest
{
    private const string Yaml = """
        given:
          x: 3
          y: -1
          third: 1/3
          u: (1, 2)
          v: (2, -3)
          W: [[1, 0.5], [0, -2]]
          w11: 5
          w21: -60
          b: 0.5
        vary:
          x: { from: 1, to: 9 }
        define:
          a: x^2
          c: x + y
          e: c^2
          f: a + e
          h1: max(0, w11*20 + w21*0 + b)
          r: sqrt(2)*x
          slope(w, i): grad((v[i] - w*u[i])^2, w)
          mse(w): mean((v - w*u)^2)
          w1: 0 - 0.1*slope(0, 1)
          g2m: slope(w1, 2)
          one: 1
        parts:
          1: { reply: formula, in: [x, w], answer: "grad(f, x)", form: 2*x + 2*(x + y) }
          2: { reply: number, answer: e }
          3: { reply: number, answer: g2m, suffix: m }
        """;

    private static string Latex(string slot, int part = 2, int seed = 0) => Rendered($"$={slot}=$", part, seed) switch
    {
        [Block.Paragraph { Inlines: [Inline.Maths { Latex: var latex }] }] => latex[1..^1],
        _ => throw new InvalidOperationException(),
    };

    private static string Text(string text, int part = 2) => new Prose([.. Rendered(text, part)]).ToText();

    private static Block[] Rendered(string solution, int part, int seed = 0)
    {
        var prose = Some.ProseFor(Yaml);
        var at = prose.IndexOf($"## {part}\n", StringComparison.Ordinal);
        at = prose.IndexOf("### solution\nРешение.", at, StringComparison.Ordinal);
        prose = prose[..at] + "### solution\n" + solution + prose[(at + "### solution\nРешение.".Length)..];
        return [.. Some.Problem(Yaml, prose).Deal(new(seed)).Solution(part, Language.Russian).Blocks];
    }

    [Theory]
    [InlineData("{{x}}", "3")]
    [InlineData("{{y}}", "-1")]
    [InlineData("{{b}}", "0{,}5")]
    [InlineData("{{third}}", @"\frac{1}{3}")]
    [InlineData("{{third ~ 2}}", "0{,}33")]
    [InlineData("{{r}}", "4{,}243")]
    [InlineData("{{r ~ 2}}", "4{,}24")]
    [InlineData("{{u}}", @"(1;\ 2)")]
    [InlineData("{{u[2] + v[1]}}", "4")]
    [InlineData("{{W}}", @"\begin{pmatrix} 1 & 0{,}5 \\ 0 & -2 \end{pmatrix}")]
    [InlineData("{{answer}}", "4")]
    [InlineData("{{grad(f, x)}}", "10")]
    public void A_slot_is_the_value(string slot, string latex) => Assert.Equal(latex, Latex(slot));

    [Theory]
    [InlineData("Число {{y}}.", "Число −1.")]
    [InlineData("Число {{b}}, вектор {{v}}.", "Число 0,5, вектор (2; −3).")]
    [InlineData("Дробь {{third}}.", "Дробь 1/3.")]
    [InlineData("**{{x}}** и `{{x}}`", "3 и 3")]
    [InlineData("| {{x}} | {{y}} |\n|---|---|\n| {{a}} | {{e}} |", "3 │ −1\n──┼───\n9 │ 4")]
    [InlineData("Формула {{form: x*w + y}}.", "Формула 3w − 1.")]
    public void In_a_text_a_slot_is_text(string text, string expected) => Assert.Equal(expected, Text(text));

    [Theory]
    [InlineData(@"2 \cdot {{y}}", @"2 \cdot (-1)")]
    [InlineData("2 + {{y}}", "2 + (-1)")]
    [InlineData("{{y}}^2", "(-1)^2")]
    [InlineData("{{third}}^2", @"(\frac{1}{3})^2")]
    [InlineData("({{y}})", "(-1)")]
    [InlineData("2 + {{x}}", "2 + 3")]
    public void A_negative_value_behind_a_sign_gets_brackets(string slot, string latex) => Assert.Equal(latex, Latex(slot));

    [Theory]
    [InlineData("{{form: x*w + y}}", "3w - 1")]
    [InlineData("{{form: mean(u^2)*w^2 - 2*mean(u*v)*w}}", "2{,}5w^{2} + 4w")]
    [InlineData("{{form: 1*w + 0*w + w*1 - 0}}", "w + w")]
    [InlineData("{{form: v[2] - w*u[1]}}", "-3 - w")]
    [InlineData("{{form: f}}", "a + e")]
    [InlineData("{{form: w11*w + w21*w + b}}", "5w - 60w + 0{,}5")]
    [InlineData("{{form: answer}}", "c^{2}")]
    public void A_form_has_the_figures_in_it(string slot, string latex) => Assert.Equal(latex, Latex(slot));

    [Fact]
    public void Names_of_the_reply_stay_letters_in_its_forms_but_have_values()
    {
        Assert.Equal("2x + 2(x - 1)", Latex("{{form: answer}}", part: 1));
        Assert.Equal("2x + 2(x - 1)", Latex("{{answer}}", part: 1));
        Assert.Equal("3", Latex("{{x}}", part: 1));
        Assert.Equal(@"2 \cdot 3 = 6", Latex("{{steps: 2*x}}", part: 1));
    }

    [Theory]
    [InlineData("{{steps: h1}}", @"h_{1} = \max(0;\ 5 \cdot 20 - 60 \cdot 0 + 0{,}5) = 100{,}5")]
    [InlineData("{{steps: f}}", "f = 9 + 4 = 13")]
    [InlineData("{{steps: c}}", "c = 3 + (-1) = 2")]
    [InlineData("{{steps: 2*x + y}}", @"2 \cdot 3 + (-1) = 5")]
    [InlineData("{{steps: x*y}}", @"3 \cdot (-1) = -3")]
    [InlineData("{{steps: x}}", "x = 3")]
    [InlineData("{{steps: r ~ 1}}", @"r = \sqrt{2} \cdot 3 \approx 4{,}2")]
    [InlineData("{{steps: 2*third ~ 3}}", @"2 \cdot 0{,}333 \approx 0{,}667")]
    [InlineData("{{steps: 2*b ~ 3}}", @"2 \cdot 0{,}5 = 1")]
    [InlineData("{{steps: w1}}", @"w_{1} = 0 - 0{,}1 \cdot (-4) = 0{,}4")]
    [InlineData("{{steps: third + 1}}", @"\frac{1}{3} + 1 = \frac{4}{3}")]
    [InlineData("{{steps: answer}}", "e = 2^{2} = 4")]
    public void Steps_are_the_way_to_the_value(string slot, string latex) => Assert.Equal(latex, Latex(slot));

    [Fact]
    public void A_parts_names_are_written_without_its_suffix() => Assert.StartsWith("g_{2} = ", Latex("{{steps: answer}}", part: 3), StringComparison.Ordinal);

    [Fact]
    public void The_rows_of_a_forward_pass()
    {
        var table = Assert.IsType<Block.Table>(Assert.Single(Rendered("{{forward: f}}", 2)));
        Assert.Equal(["a: x^{2} = 3^{2} = 9", "c: x + y = 3 + (-1) = 2", "e: c^{2} = 2^{2} = 4", "f: a + e = 9 + 4 = 13"], Rows(table));
    }

    [Fact]
    public void The_rows_of_a_backward_pass_go_from_the_end_and_add_what_comes_back()
    {
        var table = Assert.IsType<Block.Table>(Assert.Single(Rendered("{{backward: f by x, y}}", 2)));
        Assert.Equal(
            ["f: : 1", @"e: f: 1 \cdot 1 = 1", @"c: e: 1 \cdot 4 = 4", @"a: f: 1 \cdot 1 = 1", @"x: a,\ c: 1 \cdot 6 + 4 \cdot 1 = 10", @"y: c: 4 \cdot 1 = 4"],
            Rows(table));
    }

    [Fact]
    public void A_variant_shows_its_own_figures()
    {
        var x = int.Parse(Latex("{{x}}", seed: 5), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal($"{x * x}", Latex("{{a}}", seed: 5));
    }

    [Fact]
    public void English_has_decimal_points_and_commas()
    {
        var course = Some.Load(new Dictionary<string, string>
        {
            ["01-sheet/sheet.yaml"] = "problems: [1]",
            ["01-sheet/ru.md"] = "# Листочек",
            ["01-sheet/01-problem/problem.yaml"] = Yaml,
            ["01-sheet/01-problem/ru.md"] = Some.ProseFor(Yaml),
            ["01-sheet/01-problem/en.md"] = Some.ProseFor(Yaml).Replace("Условие.", "Take {{b}} and {{v}}.", StringComparison.Ordinal),
        }).Course!;
        Assert.Equal("Take 0.5 and (2, −3).", course.Find(course.First)!.Deal(VariantId.Book).Statement(Language.English).ToText());
    }

    private static IEnumerable<string> Rows(Block.Table table) => table.Rows.Select(row => string.Join(": ", row.Select(cell => string.Concat(cell.Cast<Inline.Maths>().Select(maths => maths.Latex)))));
}
