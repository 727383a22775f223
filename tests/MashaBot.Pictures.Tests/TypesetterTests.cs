using MashaBot.Pictures.Typesetting;

namespace MashaBot.Pictures.Tests;

public class TypesetterTests
{
    private const float Em = 100;

    [Theory]
    [InlineData("x_1", "x")]
    [InlineData("\\frac{a}{b}", "a")]
    [InlineData("\\hat y", "y")]
    [InlineData("\\sqrt{x}", "x")]
    [InlineData("\\begin{pmatrix}1\\\\2\\end{pmatrix}", "1")]
    [InlineData("\\left(\\frac{a}{b}\\right)", "\\frac{a}{b}")]
    [InlineData("\\underbrace{a+b}_{n}", "a+b")]
    public void What_is_added_takes_up_room(string larger, string smaller) => Assert.True(Set(larger).Height > Set(smaller).Height);

    [Theory]
    [InlineData("y = a + b", 1)]
    [InlineData(@"J_1 = \frac{1}{3}\left(0{,}5\cdot 1 + 2\right) = 17{,}5 + 22{,}5 + 31{,}5 = 71{,}5", 3)]
    [InlineData("y = 111x_1 + 222x_2 - 333x_3 + 444x_4 + 555x_5 + 666x_6", 3)]
    [InlineData(@"y = \sigma(111x_1 + 222x_2 - 333x_3 + 444x_4 + 555x_5 + 666x_6)", 2)]
    public void A_formula_that_is_too_wide_is_broken_before_its_relations_then_before_pluses_and_never_within_brackets(string latex, int lines)
    {
        var set = Typesetter.DisplayLines(latex, 17, 200);
        Assert.Equal(lines, set.Length);
        Assert.Equal(Typesetter.Display(latex, 17).Ascent, set.Max(line => line.Ascent), 0.01f);
    }

    [Fact]
    public void A_subscript_hangs_below_and_a_power_stands_above()
    {
        Assert.True(Set("x_1").Descent > Set("x").Descent + 5);
        Assert.Equal(Set("x").Ascent, Set("x_1").Ascent, 8f);
        Assert.True(Set("x^2").Ascent > Set("x").Ascent + 5);
        Assert.Equal(Set("x").Descent, Set("x^2").Descent, 1f);
    }

    [Fact]
    public void Scripts_do_not_touch_each_other()
    {
        var both = Set("x_1^2");
        Assert.True(both.Height > Set("x_1").Height && both.Height > Set("x^2").Height);
    }

    [Theory]
    [InlineData("w₁", "w_1")]
    [InlineData("x²", "x^2")]
    [InlineData("ŷ", @"\hat y")]
    [InlineData("α", @"\alpha")]
    [InlineData("a*b", @"a\ast b")]
    [InlineData("√x", @"\sqrt x")]
    [InlineData("Xᵀ", @"X^{\mathrm T}")]
    [InlineData("ℝ", @"\mathbb R")]
    [InlineData("∑_i", @"\sum_i")]
    [InlineData("f'", @"f^\prime")]
    [InlineData("MSE", @"\mathrm{MSE}")]
    [InlineData("ошибка сети", @"\text{ошибка сети}")]
    [InlineData("a b", "ab")]
    public void Characters_stand_for_their_commands(string typed, string latex)
    {
        if (typed == "f'") Assert.True(Set(typed).Width > Set("f").Width);
        else Assert.Equal(Set(latex).Path.ToSvgPathData(), Set(typed).Path.ToSvgPathData());
    }

    [Fact]
    public void A_minus_between_has_room_and_a_minus_before_has_none()
    {
        var between = Set("a-b").Width - Set("a").Width - Set("b").Width - Set("{-}").Width;
        Assert.Equal(2 * Em * 4 / 18, between, 1f);
        Assert.Equal(Set("{-}").Width + Set("b").Width, Set("-b").Width, 1f);
    }

    [Fact]
    public void Blanks_count_beside_words() => Assert.Equal(Set(@"\text{с ReLU}").Width, Set("с ReLU").Width, 0.01f);

    [Fact]
    public void A_decimal_comma_has_no_room_after_it() => Assert.True(Set("100{,}5").Width < Set("100,5").Width);

    [Fact]
    public void Fractions_are_small_in_a_line_and_full_on_a_line_of_their_own() => Assert.True(Typesetter.Display(@"\frac{a}{b}", Em).Height > 1.2f * Set(@"\frac{a}{b}").Height);

    [Fact]
    public void Limits_stand_above_and_below_on_a_line_of_their_own()
    {
        Assert.True(Typesetter.Display(@"\sum_{i=1}^{n}", Em).Height > 1.5f * Typesetter.Display(@"\sum", Em).Height);
        Assert.True(Typesetter.Display(@"\sum_{i=1}^{n}", Em).Width < Set(@"\sum_{i=1}^{n}").Width + 30);
    }

    [Fact]
    public void Brackets_grow_with_what_they_hold()
    {
        var tall = Typesetter.Display(@"\left(\frac{\frac{a}{b}}{c}\right)", Em);
        Assert.True(tall.Height >= Typesetter.Display(@"\frac{\frac{a}{b}}{c}", Em).Height);
    }

    [Fact]
    public void Matrices_have_rows_and_columns()
    {
        var two = Set(@"\begin{pmatrix}1&2\\3&4\end{pmatrix}");
        Assert.True(two.Height > 1.7f * Set(@"\begin{pmatrix}1&2\end{pmatrix}").Height);
        Assert.True(two.Width > 1.4f * Set(@"\begin{pmatrix}1\\3\end{pmatrix}").Width);
    }

    [Theory]
    [InlineData(@"\frac{a}|", "argument")]
    [InlineData(@"|\foo", "foo")]
    [InlineData(@"{a+b|", "not closed")]
    [InlineData(@"a|}", "closes nothing")]
    [InlineData(@"\left(a|", "not closed")]
    [InlineData(@"\begin{pmatrix}1|", "not closed")]
    [InlineData(@"\text{a|", "not closed")]
    public void A_slip_is_told_with_its_place(string marked, string why)
    {
        var error = Assert.Throws<LatexException>(() => Set(marked.Replace("|", "", StringComparison.Ordinal)));
        Assert.Contains($" at {marked.IndexOf('|') + 1}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    private static Outline Set(string latex) => Typesetter.Label(latex, Em);
}
