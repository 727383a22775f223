namespace MashaBot.Sheets.Tests;

/// <summary>Orders, shapes, and replies that the learner marks.</summary>
public class KindsTest
{
    private const string Yaml = """
        given: { n: 5 }
        parts:
          1: { reply: order, answer: "(3, 1, 4, 2)", mistakes: { forward: "(1, 2, 3, 4)" }, right: ["3 1 4 2"], wrong: ["1 2 3 4"], unreadable: ["3 1"] }
          2: { reply: order, answer: [[2, 1], [2, 3]] }
          3: { reply: shape, answer: "(n, 3)", mistakes: { turned: "(3, n)" } }
          4: { reply: self-check }
          5: { reply: matrix, answer: [[1, 2, 3], [4, 5, 6]] }
        """;

    private static readonly string Prose = Some.ProseFor(Yaml).Replace("1. первый\n2. второй\n3. третий\n4. четвёртый", "1. шаг вперёд\n2. шаг назад\n3. прямой проход\n4. $d := y$", StringComparison.Ordinal);

    private static readonly Problem Problem = Some.Problem(Yaml, Prose);

    private static Verdict Judge(int part, string reply) => Problem.Deal(VariantId.Book).Judge(part, reply);

    [Theory]
    [InlineData(1, "3 1 4 2"), InlineData(1, "3→1→4→2"), InlineData(1, "3142"), InlineData(1, "3, 1, 4, 2"), InlineData(1, "3-1-4-2"), InlineData(1, "в, а, г, б")]
    [InlineData(1, "прямой проход, шаг вперёд, d := y, шаг назад"), InlineData(1, "прямой → шаг вперёд → 4 → шаг назад")]
    [InlineData(2, "2 1"), InlineData(2, "23"), InlineData(2, "шаг назад → прямой проход")]
    [InlineData(3, "5x3"), InlineData(3, "5×3"), InlineData(3, "(5, 3)"), InlineData(3, "5 на 3"), InlineData(3, "5 3")]
    public void Every_form_of_a_right_reply_is_right(int part, string reply) => Assert.IsType<Verdict.Right>(Judge(part, reply));

    [Theory, InlineData("[[1, 4], [2, 5], [3, 6]]"), InlineData("1 4\n2 5\n3 6")]
    public void A_matrix_of_another_shape_is_told_to_be_transposed(string reply) => Assert.Equal(new Verdict.Wrong(new Cause.Transposed()), Judge(5, reply));

    [Theory, InlineData("[[1, 4], [2, 5], [3, 7]]"), InlineData("[[1, 2], [4, 5]]")]
    public void A_wrong_shape_costs_nothing(string reply) => Assert.IsType<Verdict.Unreadable>(Judge(5, reply));

    [Theory]
    [InlineData(1, "1 2 3 4", "forward"), InlineData(3, "3x5", "turned"), InlineData(2, "1 2", null), InlineData(3, "3x3x1", null)]
    public void A_wrong_one_is_recognised(int part, string reply, string? mistake)
    {
        var verdict = Judge(part, reply);
        Assert.NotEqual("right", verdict.Code);
        Assert.Equal(mistake, verdict.RecognisedMistake);
    }

    [Fact]
    public void An_order_that_begins_well_is_partly_right() => Assert.Equal([true, true, false, false], Assert.IsType<Verdict.Partly>(Judge(1, "3 1 2 4")).Components);

    [Fact]
    public void Some_sizes_may_be_right() => Assert.Equal([true, false], Assert.IsType<Verdict.Partly>(Judge(3, "5x4")).Components);

    [Theory, InlineData(1, "3 1"), InlineData(1, "3 1 4 4"), InlineData(1, "сначала третий"), InlineData(2, "2 5"), InlineData(3, "5"), InlineData(3, "n x k"), InlineData(1, "5 1 2 3")]
    public void What_cannot_be_read_is_no_attempt(int part, string reply) => Assert.Equal("unreadable", Judge(part, reply).Code);

    [Fact]
    public void Free_words_are_left_to_the_learner() => Assert.Equal(("self-check", true), (Judge(4, "любые").Code, Judge(4, "слова").IsRead));

    [Fact]
    public void The_problem_has_no_faults() => Assert.Empty(Inspection.Of(Problem, 5));

    [Theory, InlineData(1, "3 → 1 → 4 → 2"), InlineData(2, "2 → 1"), InlineData(3, "5×3")]
    public void An_answer_is_shown_as_it_is_typed(int part, string shown)
    {
        var variant = Some.Problem(Yaml, Prose.Replace("Решение.", "Итого {{answer}}.", StringComparison.Ordinal)).Deal(VariantId.Book);
        Assert.Equal($"Итого {shown}.", variant.Solution(part, Language.Russian).ToText());
        Assert.IsType<Verdict.Right>(variant.Judge(part, variant.Answer(part, Language.Russian).ToText()));
    }

    [Fact]
    public void The_model_answer_is_the_solution() => Assert.Equal("Образец.", Problem.Deal(VariantId.Book).Solution(4, Language.Russian).ToText());

    [Theory]
    [InlineData("(3, 1, 4, 2)", "(3, 1, 4, 4)", 3, "is no order"), InlineData("(3, 1, 4, 2)", "(3, 1, 4, 7)", 3, "names an option that is not there"), InlineData("(n, 3)", "(n, 1/2)", 5, "is no shape")]
    public void What_lint_finds(string good, string bad, int line, string what) =>
        Assert.Contains(Inspection.Of(Some.Problem(Yaml.Replace(good, bad, StringComparison.Ordinal), Prose), 0), fault => fault.Line == line && fault.What.Contains(what, StringComparison.Ordinal));

    [Theory]
    [InlineData("### model\nОбразец.", "### solution\nОбразец.", "part 4 has the wrong kind of solution"), InlineData("### model\nОбразец.", "", "part 4 has no model answer"), InlineData("### options", "#### options", "is an order without options")]
    [InlineData("### solution\nРешение.", "### model\nРешение.", "part 1 has the wrong kind of solution")]
    public void What_the_loader_finds(string good, string bad, string what)
    {
        Assert.Contains(good, Prose, StringComparison.Ordinal);
        var (_, faults) = Some.Course(Yaml, Prose.Replace(good, bad, StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.What.Contains(what, StringComparison.Ordinal) && fault.Remedy != "");
    }

    [Fact]
    public void What_the_learner_marks_has_no_answer() =>
        Assert.Contains(Some.Course(Yaml.Replace("self-check }", "self-check, answer: 1 }", StringComparison.Ordinal)).Faults, fault => fault.Line == 6 && fault.What.Contains("has no `answer`", StringComparison.Ordinal));
}
