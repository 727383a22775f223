namespace MashaBot.Sheets.Tests;

public class MutationScoreTest
{
    /// <summary>With x = 0 nothing shows that w was forgotten, or taken with the wrong sign; b = 1 shows all else.</summary>
    private const string Yaml = """
        given: { w: 3, x: 2, b: 5 }
        vary: { x: { choose: [0, 2, 4] }, w: { from: 3, to: 7 } }
        define: { s: w*x + b }
        parts: { 1: { reply: number, answer: s, mistakes: { lost: w*x, alone: w + b } }, 2: { reply: choice, answer: 1 } }
        """;

    private static readonly Problem Problem = Some.Problem(Yaml);

    private static MutationScore Score(VariantId id) => Problem.Score(Problem.Deal(id), 1)!;

    private static IEnumerable<VariantId> Seeds => Enumerable.Range(1, 30).Select(seed => new VariantId(seed));

    private static double X(VariantId id) => Problem.Deal(id).Figures["x"].Only.ToDouble();

    [Fact]
    public void Figures_that_show_every_slip_score_1() => Assert.Equal((1, true), (Score(VariantId.Book).Share, Score(VariantId.Book).IsEnough));

    [Fact]
    public void Figures_that_hide_a_slip_tell_which()
    {
        var score = Score(Seeds.First(id => X(id) == 0));
        Assert.InRange(score.Share, 0.01, 0.89);
        Assert.Contains("dropped-factor s", score.Hidden);
        Assert.False(score.IsEnough);
    }

    [Fact]
    public void A_mistake_that_gives_the_answer_is_told() =>
        Assert.Contains("lost = answer", Some.Problem(Yaml.Replace("b: 5 }", "b: 5, c: 1 }", StringComparison.Ordinal).Replace("choose: [0, 2, 4]", "choose: [2, 4]", StringComparison.Ordinal)
            .Replace("vary: {", "vary: { c: { choose: [0, 1] },", StringComparison.Ordinal).Replace("lost: w*x,", "lost: s + c,", StringComparison.Ordinal)) is var problem
            ? Seeds.SelectMany(id => problem.Score(problem.Deal(id), 1)!.Twins) : []);

    [Fact]
    public void A_slip_that_no_figures_show_does_not_count() =>
        Assert.Equal(1, Some.Problem("given: { x: 3, zero: 0 }\nvary: { x: { from: 2, to: 9 } }\ndefine: { h: x + zero }\nparts: { 1: { reply: number, answer: 2*h } }") is var problem ? problem.Score(problem.Deal(new(3)), 1)!.Share : 0);

    [Fact]
    public void Mistakes_that_are_the_same_with_any_figures_are_remarked_on() =>
        Assert.Contains(Inspection.Remarks(Some.Problem(Yaml.Replace("alone: w + b", "alone: w + w*(x - 1)", StringComparison.Ordinal)), seeds: 3), remark => remark.What.Contains("`lost = alone` in every variant", StringComparison.Ordinal));

    [Fact]
    public void What_is_no_number_has_no_score() => Assert.Null(Problem.Score(Problem.Deal(VariantId.Book), 2));

    [Fact]
    public void Figures_that_hide_slips_are_not_chosen()
    {
        Assert.Contains(Seeds, id => X(id) == 0);
        foreach (var id in Seeds) Assert.NotEqual(0, X(Problem.Choose(Enumerable.Range(id.Seed, 12).Select(seed => new VariantId(seed)), [1])));
    }

    [Fact]
    public void Where_none_shows_enough_the_best_is_chosen()
    {
        var poor = Seeds.First(id => X(id) == 0);
        Assert.Equal(poor, Problem.Choose([poor], [1, 2]));
        Assert.Throws<ArgumentException>(() => Problem.Choose([], [1]));
    }

    [Fact]
    public void Lint_remarks_on_a_book_that_hides_slips()
    {
        var remark = Inspection.Remarks(Some.Problem(Yaml.Replace("x: 2,", "x: 0,", StringComparison.Ordinal)), seeds: 10).First();
        Assert.Contains("part 1.1.1", remark.What, StringComparison.Ordinal);
        Assert.Contains("`dropped-factor s`", remark.What, StringComparison.Ordinal);
        Assert.Empty(Inspection.Remarks(Problem, seeds: 10));
    }
}
