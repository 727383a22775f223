using System.Text.Json;
using MashaBot.Cli;
using MashaBot.Conversation;

namespace MashaBot.Tests.Cli;

/// <summary>The commands that scripts rely on: their answers as JSON.</summary>
public sealed class CommandTests
{
    private static readonly ContentFolder content = ContentFolder.Load(ContentFolder.Default, TextWriter.Null)!;

    [Theory]
    [InlineData("3.1.4", "4x+3y", "right", null)]
    [InlineData("3.1.4", "2x+y", "wrong", "path-missed")]
    [InlineData("3.1.4", "4x+", "unreadable", null)]
    [InlineData("3.1.6", "9; -3; 2; 6; 4; 9", "partly", null)]
    [InlineData("1.2.1", "100,5", "right", null)]
    [InlineData("1.2.4", "max(0; 5x1 - 60x2 + 0,5x3) + 0,2max(0; -2x1 - 80x2 + 2x3) + 4", "right", null)]
    [InlineData("2.1.10", "2", "right", null)]
    public void Grade_tells_the_verdict_and_the_mistake(string id, string reply, string verdict, string? mistake)
    {
        var answer = Json(GradeCommand.Grade(content, id, "book", reply));
        Assert.Equal(verdict, answer.GetProperty("verdict").GetString());
        Assert.Equal(mistake, answer.GetProperty("mistake").GetString());
        Assert.NotEmpty(answer.GetProperty("message").GetString()!);
    }

    [Fact]
    public void Grade_follows_what_was_wrong_before()
    {
        var answer = Json(GradeCommand.Grade(content, "1.2.3", "book", "103", earlier: new Dictionary<int, string> { [2] = "2,5" }));
        Assert.Equal(("wrong", "wrong"), (answer.GetProperty("verdict").GetString(), answer.GetProperty("reason").GetString()));
        answer = Json(GradeCommand.Grade(content, "1.2.3", "book", "105", earlier: new Dictionary<int, string> { [2] = "2,5" }));
        Assert.Equal(("partly", "carried"), (answer.GetProperty("verdict").GetString(), answer.GetProperty("reason").GetString()));
    }

    [Theory]
    [InlineData("""{"id":"1.3.4","variant":3,"reply":1353}""", "right"), InlineData("""{"id":"1.3.4","variant":"3","reply":"1353"}""", "right"), InlineData("""{"id":"1.3.4","variant":null,"reply":"1353"}""", "wrong")]
    [InlineData("""{"id":"1.2.3","reply":105,"earlier":{"2":2.5}}""", "partly")]
    public void Grade_takes_numbers_as_it_takes_texts(string line, string verdict) =>
        Assert.Equal(verdict, Json(GradeCommand.Grade(content, JsonElement.Parse(line))).GetProperty("verdict").GetString());

    [Theory]
    [InlineData("""{"id":"1.3.4","variant":[3],"reply":"1353"}"""), InlineData("""{"id":"1.3.4","reply":["1","2"]}"""), InlineData("""{"id":"1.3.4"}"""), InlineData("[1]")]
    [InlineData("""{"id":"1.3.4","reply":"1","earlier":[2]}"""), InlineData("""{"id":"1.3.4","reply":"1","earlier":{"two":"2"}}""")]
    public void Grade_ignores_nothing_that_it_does_not_understand(string line) => Assert.Throws<FormatException>(() => GradeCommand.Grade(content, JsonElement.Parse(line)));

    [Fact]
    public void A_matrix_of_another_size_is_told_the_size_and_shown_a_matrix()
    {
        var message = Json(GradeCommand.Grade(content, "1.3.1", "book", "1 2")).GetProperty("message").GetString()!;
        Assert.Contains("строк 2, столбцов 2", message, StringComparison.Ordinal);
        Assert.Contains("11 12; 21 22", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Backprop_shows_both_passes_with_the_chain_rule_in_symbols_and_in_figures()
    {
        var text = BackpropCommand.Read("x^2+x*y+(x+y)^2", Point.Read("x=3,y=-1")).ToText();
        Assert.Contains("v₄  = x + y", text, StringComparison.Ordinal);
        Assert.Contains("∂f/∂v₄·∂v₄/∂x + ∂f/∂v₂·∂v₂/∂x + ∂f/∂v₁·∂v₁/∂x  = 4·1 + 1·(−1) + 1·6  = 9", text, StringComparison.Ordinal);
    }

    [Theory, InlineData("9.9.9"), InlineData("3.1.99"), InlineData("three")]
    public void Grade_says_which_part_does_not_exist(string id) => Assert.Throws<FormatException>(() => GradeCommand.Grade(content, id, "book", "1"));

    [Theory]
    [InlineData("(x+1)^2", "x^2+2x+1", true)]
    [InlineData("1/(1+e^(-x))", "e^x/(1+e^x)", true)]
    [InlineData("|x|", "x", false)]
    [InlineData("sqrt(x^2)", "x", false)]
    [InlineData("2*", "x", null)]
    public void Compare_decides_or_says_why_not(string left, string right, bool? equal)
    {
        var answer = Json(CompareCommand.Compare(left, right, null));
        Assert.Equal(equal is { } decided ? (decided ? JsonValueKind.True : JsonValueKind.False) : JsonValueKind.Null, answer.GetProperty("equal").ValueKind);
    }

    [Theory]
    [InlineData("""{"A":[2,3],"B":[3,2]}""", "(A B)^T", "B^T A^T", true, "modulo 2^61-1")]
    [InlineData("""{"A":[2,3],"B":[3,2]}""", "(A B)^T", "A^T B", false, "right has no value: Aᵀ is 3×2 and B is 3×2")]
    [InlineData("""{"A":[2,3],"B":[3,2]}""", "A B", "B A", false, "the sizes differ: 2×2 and 3×3")]
    [InlineData("""{"X":["n","m"],"w":["m",1],"y":["n",1]}""", "X^T(Xw-y)/n", "X'Xw/n - X'y/n", true, "random points")]
    [InlineData("""{"X":["n","m"],"w":["m",1],"y":["n",1]}""", "X^T(Xw-y)/n", "X^T(Xw-y)/m", false, "the values differ at")]
    [InlineData("{}", "2*(x+1", "x", null, "left can't be read: UnclosedBracket at 6 (`(`); perhaps `2*(x+1)`")]
    [InlineData("{}", "x", "x+1", false, "the values differ at x = ")]
    [InlineData("{}", "sin(x)^2+cos(x)^2", "1", true, "to 30 digits")]
    [InlineData("{}", "ln(-1-x^2)", "ln(-1-x^2)", null, "undecided")]
    public void Compare_says_what_decided_it(string matrices, string left, string right, bool? equal, string why)
    {
        using var input = new StringReader(JsonSerializer.Serialize(new { left, right, matrices = JsonDocument.Parse(matrices).RootElement }));
        var answer = JsonDocument.Parse(CompareLine(input)).RootElement;
        Assert.Equal(equal, answer.GetProperty("equal").ValueKind == JsonValueKind.Null ? null : answer.GetProperty("equal").GetBoolean());
        Assert.Contains(why, answer.GetProperty("why").GetString(), StringComparison.Ordinal);
    }

    private static string CompareLine(StringReader input)
    {
        using var output = new StringWriter();
        Assert.Equal(0, CompareCommand.Answer(input, output));
        return output.ToString();
    }

    [Theory]
    [InlineData("x^2+x*y", "x=1,y=2", """{"value":3,"gradient":{"x":4,"y":1}}""")]
    [InlineData("x^2+x*y+(x+y)^2", "x=3;y=-1", """{"value":10,"gradient":{"x":9,"y":7}}""")]
    [InlineData("sum(v*w)", "v=(1,2),w=(3,8/4)", """{"value":7,"gradient":{"v":[3,2],"w":[1,2]}}""")]
    [InlineData("x", "x=5,unused=1", """{"value":5,"gradient":{"unused":0,"x":1}}""")]
    [InlineData("sigma(x)", "x=0", """{"value":0.5,"gradient":{"x":0.25}}""")]
    public void Backprop_gives_the_value_and_the_gradient(string formula, string at, string expected) =>
        Assert.Equal(expected, JsonSerializer.Serialize(BackpropCommand.Answer(formula, Point.Read(at)), Lines.Options));

    [Theory, InlineData("x+", "x=1"), InlineData("x+z", "x=1"), InlineData("1/x", "x=0"), InlineData("x", "x"), InlineData("x", "x=two")]
    public void Backprop_refuses_what_has_no_value(string formula, string at) =>
        Assert.Throws<FormatException>(() => BackpropCommand.Answer(formula, Point.Read(at)));

    [Fact]
    public void A_line_that_cannot_be_used_is_answered_in_its_place()
    {
        using var output = new StringWriter();
        var exit = Lines.Answer(new StringReader("{}\nnot json\n\n{\"a\":\"1\"}\n"), output, line => new { got = line.Required("a") });
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1, exit);
        Assert.Equal(3, lines.Length);
        Assert.All(lines[..2], line => Assert.Contains("error", line, StringComparison.Ordinal));
        Assert.Equal("""{"got":"1"}""", lines[2].Trim());
    }

    [Fact]
    public void Lint_finds_no_fault_in_the_course_and_tells_what_it_looked_at()
    {
        using var output = new StringWriter();
        Assert.True(LintCommand.Check(content.Course, seeds: 3, output, terminal: null) == 0, output.ToString());
        Assert.StartsWith("sheet", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_progress_bar_fills_and_is_gone_at_the_end()
    {
        using var terminal = new StringWriter();
        using (var bar = new ProgressBar(terminal, 4))
        {
            bar.Next("1.1 a long title");
            bar.Next("1.2 short");
            bar.Next(new string('x', 100));
        }
        var lines = terminal.ToString().Split('\r');
        Assert.Equal(["", "▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱ 0/4 1.1 a long title", "▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱ 1/4 1.2 short".PadRight(lines[1].Length)], lines[..3]);
        Assert.StartsWith("▰▰▰▰▰▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱ 2/4 xxx", lines[3], StringComparison.Ordinal);
        Assert.EndsWith("x…", lines[3], StringComparison.Ordinal);
        Assert.Equal([new string(' ', lines[3].Length), ""], lines[4..]);
        Assert.InRange(lines[3].Length, 70, 79);
    }

    [Fact]
    public void Lint_leaves_nothing_of_its_bar_on_the_terminal()
    {
        using var terminal = new StringWriter();
        LintCommand.Check(content.Course, seeds: 0, TextWriter.Null, terminal);
        var problems = content.Course.Sheets.Sum(sheet => sheet.Problems.Count);
        Assert.Contains($" {problems - 1}/{problems} ", terminal.ToString(), StringComparison.Ordinal);
        Assert.Equal("", terminal.ToString().Split('\r')[^2].Trim());
    }

    private static JsonElement Json(object answer) => JsonSerializer.SerializeToElement(answer, Lines.Options);
}
