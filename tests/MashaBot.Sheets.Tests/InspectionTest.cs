namespace MashaBot.Sheets.Tests;

public class InspectionTest
{
    private static readonly string Content = Path.Combine(Root, "content");

    public static TheoryData<string> Problems => [.. Course.Load(Content).Course!.Sheets.SelectMany(sheet => sheet.Problems).Select(problem => problem.Id.ToString())];

    [Fact]
    public void The_course_loads()
    {
        var (course, faults) = Course.Load(Content);
        Assert.Empty(faults);
        Assert.NotNull(course);
    }

    /// <summary>The course's own problems: dealt, written, drawn, and judged as their files say, with the book's figures and fifty seeds.</summary>
    [Theory, MemberData(nameof(Problems))]
    public void A_problem_of_the_course_has_no_faults(string id) =>
        Assert.Empty(Inspection.Of(Course.Load(Content).Course!.Find(ProblemId.Parse(id))!, seeds: 50));

    private const string Sound = """
        given: { x: 3, y: 2 }
        vary: { x: { from: 3, to: 5 } }
        define: { h: x*y, f: x^2 }
        pictures: { graph: { graph: h } }
        parts:
          1: { reply: number, answer: h, mistakes: { sum: x + y }, right: ["6"], wrong: ["5"], unreadable: ["?"] }
          2: { reply: formula, in: [x], answer: "grad(f, x)", form: 2*x, mistakes: { lost: x }, right: ["2x"], wrong: ["x"] }
          3: { reply: choice, answer: 2, mistakes: { first: 1 } }
        """;

    [Fact]
    public void A_sound_problem_has_no_faults() => Assert.Empty(Inspection.Of(Some.Problem(Sound), 20));

    [Theory]
    [InlineData("right: [\"6\"]", "right: [\"7\"]", 6, "part 1 judges `7` as wrong, not right")]
    [InlineData("wrong: [\"5\"]", "wrong: [\"6,0\"]", 6, "part 1 judges `6,0` as right, not wrong")]
    [InlineData("unreadable: [\"?\"]", "unreadable: [\"1\"]", 6, "part 1 judges `1` as wrong, not unreadable")]
    [InlineData("sum: x + y", "sum: 2*x", 6, "the mistake `sum` of part 1 gives the answer with the book's figures")]
    [InlineData("sum: x + y", "sum: 1/(x - 4)", 6, "the mistake `sum` has no value")]
    [InlineData("answer: h,", "answer: 1/(x - 4),", 6, "part 1 has no answer")]
    [InlineData("reply: number, answer: h", "reply: integer, answer: h/4", 6, "is no integer")]
    [InlineData("reply: number, answer: h", "reply: vector, answer: h", 6, "is no vector")]
    [InlineData("form: 2*x", "form: 3*x", 7, "`3*x` is not the answer")]
    [InlineData("lost: x", "lost: x + x", 7, "the mistake `lost` of part 2 gives the answer with the book's figures")]
    [InlineData("mistakes: { sum: x + y }", "mistakes: { sum: x + y, double: 2*y + 1 }", 6, "the mistake `double` of part 1 gives what `sum` gives with the book's figures")]
    [InlineData("mistakes: { lost: x }", "mistakes: { lost: x, half: f/x }", 7, "the mistake `half` of part 2 gives what `lost` gives with the book's figures")]
    [InlineData("mistakes: { first: 1 }", "mistakes: { first: 1, again: x - y }", 8, "the mistake `again` of part 3 gives what `first` gives with the book's figures")]
    [InlineData("choice, answer: 2", "choice, answer: 5", 8, "is none of the options")]
    [InlineData("graph: { graph: h }", "graph: { plot: { points: [ { at: h } ] } }", 4, "the picture `graph` can't be drawn")]
    [InlineData("h: x*y", "h: x*y/(x - 3)", 6, "part 1 has no answer")]
    public void What_a_reader_of_the_files_cannot_see_is_told(string good, string bad, int line, string what)
    {
        Assert.Contains(good, Sound, StringComparison.Ordinal);
        var faults = Inspection.Of(Some.Problem(Sound.Replace(good, bad, StringComparison.Ordinal)), 20);
        Assert.Contains(faults, fault => fault.Line == line && fault.What.Contains(what, StringComparison.Ordinal));
    }

    /// <summary>What is drawn so that two mistakes meet in a third of the variants, or nearly never.</summary>
    [Theory]
    [InlineData("{ from: 3, to: 5 }", 60, true)]
    [InlineData("{ from: 3, to: 5 }", 20, false)]        // too few to speak of a share
    [InlineData("{ from: 3, to: 40 }", 60, false)]
    public void Mistakes_may_meet_in_few_variants(string range, int seeds, bool isTold)
    {
        var yaml = Sound.Replace("mistakes: { sum: x + y }", "mistakes: { sum: x + y, double: 2*y + 3 }", StringComparison.Ordinal).Replace("{ from: 3, to: 5 }", range, StringComparison.Ordinal);
        var faults = Inspection.Of(Some.Problem(yaml), seeds);
        Assert.Equal(isTold, faults.Any(fault => System.Text.RegularExpressions.Regex.IsMatch(fault.What, "the mistake `double` of part 1 gives what `sum` gives in [1-9][0-9] % of the variants$")));
        Assert.Equal(isTold, faults is not []);
    }

    [Fact]
    public void Options_that_are_right_with_some_figures_are_no_coincidence()
    {
        var yaml = Sound.Replace("answer: 2, mistakes: { first: 1 }", "answer: \"1 + [x > 2]\", mistakes: { first: 1 }", StringComparison.Ordinal);
        Assert.Empty(Inspection.Of(Some.Problem(yaml), 60));
    }

    [Fact]
    public void A_picture_that_cannot_be_painted_is_told_where_it_stands()
    {
        var faults = Inspection.Of(Some.Problem(Sound), 3, (variant, _) => { if (variant.Seed is 2 or 3) throw new FormatException("there is no glyph for `☃`."); });
        Assert.Equal((4, "the picture `graph` can't be painted: there is no glyph for `☃` (variant 2 and 1 more)"), (Assert.Single(faults).Line, faults[0].What));
    }

    [Theory]
    [InlineData("Решение.", "Число {{1/(x - 4)}}.", "`{{1/(x - 4)}}` can't be filled")]
    [InlineData("Подсказка.", "Ответ {{h}}.", "the hint shows the answer")]
    [InlineData("Подсказка.", "Ответ {{answer}}.", "the hint shows the answer")]
    [InlineData("Подсказка.", "Ответ ${{steps: x*y}}$.", "the hint shows the answer")]
    public void Texts_are_filled_in_every_variant(string good, string bad, string what)
    {
        var prose = Some.ProseFor(Sound);
        var at = prose.IndexOf(good, StringComparison.Ordinal);
        var faults = Inspection.Of(Some.Problem(Sound, prose[..at] + bad + prose[(at + good.Length)..]), 20);
        Assert.Contains(faults, fault => fault.File.EndsWith("ru.md", StringComparison.Ordinal) && fault.What.Contains(what, StringComparison.Ordinal));
    }

    [Fact]
    public void A_formula_hint_must_not_show_the_formula()
    {
        var prose = Some.ProseFor(Sound);
        var at = prose.IndexOf("Подсказка.", prose.IndexOf("## 2", StringComparison.Ordinal), StringComparison.Ordinal);
        var yaml = Sound.Replace("form: 2*x", "form: x + x", StringComparison.Ordinal);
        var faults = Inspection.Of(Some.Problem(yaml, prose[..at] + "Это $x+x$." + prose[(at + "Подсказка.".Length)..]), 0);
        Assert.Equal("the hint shows the answer", Assert.Single(faults).What);
    }

    [Fact]
    public void The_same_fault_in_many_variants_is_told_once() =>
        Assert.Contains("more)", Assert.Single(Inspection.Of(Some.Problem(Sound.Replace("sum: x + y", "sum: ln(0*x)", StringComparison.Ordinal), Some.ProseFor(Sound)), 20)).What, StringComparison.Ordinal);

    internal static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "MashaBot.sln"))) folder = folder.Parent!;
            return folder.FullName;
        }
    }
}
