
namespace MashaBot.Sheets.Tests;

public class ProseTextTest
{
    [Theory]
    [InlineData("Просто текст", "Просто текст")]
    [InlineData("**жирно**, *курсив* и `код`", "жирно, курсив и код")]
    [InlineData("строка\nта же", "строка та же")]
    [InlineData("раз\n\nдва", "раз\n\nдва")]
    [InlineData("раз\\\nдва", "раз\nдва")]
    [InlineData("[книга](https://example.org)", "книга (https://example.org)")]
    [InlineData("<https://example.org>", "https://example.org")]
    [InlineData("- один\n- два", "• один\n• два")]
    [InlineData("1. один\n2. два", "1. один\n2. два")]
    [InlineData("- один\n\n  ещё\n- два", "• один\n  ещё\n• два")]
    [InlineData("> — Миша?\n> — Тут.", "> — Миша? — Тут.")]
    [InlineData("#### Заголовок", "Заголовок")]
    [InlineData("```csharp\nvar x = 1;\n```", "    var x = 1;")]
    [InlineData("![Сеть](picture:net)", "[Сеть]")]
    [InlineData("звёздочка * одна и _ другая", "звёздочка * одна и _ другая")]
    [InlineData("не<b>разметка</b>", "не<b>разметка</b>")]
    [InlineData("цена $5 и $6", "цена $5 и $6")]
    [InlineData("Тире&nbsp;— тоже", "Тире\u00A0— тоже")]
    [InlineData("", "")]
    public void Prose_reads_well_without_markup(string markdown, string text) => Assert.Equal(text, Prose.Parse(markdown).ToText());

    [Theory, InlineData("$n$й элемент", "nй элемент"), InlineData("число $x$, и всё", "число x, и всё")]
    public void A_letter_may_follow_a_formula(string markdown, string text) => Assert.Equal(text, Prose.Parse(markdown).ToText());

    [Theory, InlineData("$$x + 1$$"), InlineData("$$\nx + 1\n$$")]
    public void A_formula_alone_is_a_block(string markdown) =>
        Assert.Equal("x + 1", Assert.IsType<Block.Maths>(Assert.Single(Prose.Parse(markdown).Blocks)).Latex);

    [Fact]
    public void Double_dollars_inside_a_line_stay_in_the_line()
    {
        var paragraph = Assert.IsType<Block.Paragraph>(Assert.Single(Prose.Parse("итого $$x$$ штук").Blocks));
        Assert.Equal([new Inline.Text("итого "), new Inline.Maths("x"), new Inline.Text(" штук")], paragraph.Inlines);
    }

    [Fact]
    public void Columns_of_a_table_line_up()
    {
        var text = Prose.Parse("| шаг | $w$ |\n|---|---|\n| 1 | 0,8 |\n| 10 | $|w|$ |").ToText();
        Assert.Equal("шаг │ w\n────┼────\n1   │ 0,8\n10  │ |w|", text);
    }

    [Fact]
    public void An_accented_letter_takes_one_column()
    {
        var lines = Prose.Parse("| y\u0302 | b |\n|---|---|\n| 1 | 2 |").ToText().Split('\n');
        Assert.Equal(["y\u0302 │ b", "──┼──", "1 │ 2"], lines);
    }

    [Fact]
    public void Replace_changes_texts_and_code_but_no_formulas() => Assert.Equal("• A x A\n• A\n\nA │ x\n──┼──\nA │ A\n\n> A\n\n    A\n\nA (a)",
        Prose.Parse("- **a** $x$ `a`\n- *a*\n\n| a | $x$ |\n|---|---|\n| a | a |\n\n> a\n\n```\na\n```\n\n[a](a)").Replace(text => text.Replace('a', 'A')).ToText());

    [Fact]
    public void Slots_are_not_Markdown()
    {
        var paragraph = Assert.IsType<Block.Paragraph>(Assert.Single(Prose.Parse("a {{w1 * w2 * x_1 + y_1}} _b_").Blocks));
        Assert.Equal(new Inline.Text("a {{w1 * w2 * x_1 + y_1}} "), paragraph.Inlines[0]);
        Assert.IsType<Inline.Emphasis>(paragraph.Inlines[1]);
    }
}
