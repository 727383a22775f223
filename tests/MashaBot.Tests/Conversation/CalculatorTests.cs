using MashaBot.Conversation;
using MashaBot.Pictures;
using MashaBot.Sheets;

namespace MashaBot.Tests.Conversation;

public sealed class CalculatorTests
{
    [Theory]
    [InlineData("x^2+xy+(x+y)^2 at x=1,y=2", "12", "10")]
    [InlineData("x^2+xy+(x+y)^2 при x = 1, y = 2", "12", "10")]
    [InlineData("x^2+xy+(x+y)^2 в точке x=1; y=2", "12", "10")]
    [InlineData("x^2+xy+(x+y)^2, x=1, y=2", "12", "10")]
    [InlineData("x^2+xy+(x+y)^2 x=1 , y=2", "12", "10")]
    [InlineData("ln(x) at x=1", "0", "1")]
    [InlineData("max(0, w*x) at w=-1, x=3", "0", "0")]
    public void Both_passes_are_told(string words, string value, string gradient)
    {
        var said = Calculator.Answer(words, TinyCourse.Phrases);
        var text = said.ToText();
        Assert.Contains("Вперёд", text);
        Assert.Equal(2, said.Blocks.OfType<Block.Table>().Count());
        Assert.Contains(value, text);
        Assert.Contains(gradient, text);
    }

    [Fact]
    public void The_graph_is_drawn_from_the_pictures_name()
    {
        var said = Calculator.Answer("x^2+xy at x=1,y=2", TinyCourse.Phrases);
        var picture = Assert.Single(said.Pictures());
        Assert.NotEmpty(Painter.Png(Calculator.Drawing(picture.Name)!));
        Assert.Null(Calculator.Drawing("something else"));
    }

    [Theory]
    [InlineData("", "/backprop")]
    [InlineData("x^2", "точки")]
    [InlineData("x^2 at x=one", "прочитать не получилось")]
    [InlineData("x^2+ at x=1", "обрывается")]
    [InlineData("x^2+z at x=1", "z")]
    [InlineData("1/x at x=0", "нет числового значения")]
    public void What_cannot_be_told_is_said_kindly(string words, string expected) =>
        Assert.Contains(expected, Calculator.Answer(words, TinyCourse.Phrases).ToText());

    [Fact]
    public void A_long_expression_is_not_begun() =>
        Assert.Contains("200", Calculator.Answer(string.Join("+", Enumerable.Repeat("x", 200)) + " at x=1", TinyCourse.Phrases).ToText());

    [Fact]
    public void It_is_a_command_and_leaves_the_open_question_open()
    {
        var chat = new Chat().Say("/start", "/next", "/backprop x*y at x=2, y=3");
        Assert.Contains("Вперёд", chat.Said);
        Assert.StartsWith("✅", chat.Say("6").Said);
    }
}
