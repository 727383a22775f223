using CsCheck;

namespace MashaBot.Sheets.Tests;

public class DealTest
{
    private const string Yaml = """
        given: { x: 3, y: 7, u: "(1, 2)", k: 5 }
        vary:
          x: { from: -3, to: 3, except: [0] }
          y: { from: 0, to: 1, step: 0.25 }
          u: { choose: ["(1, 2)", "(2, 3)"] }
        require:
          - x != 1
          - 1/(x + 2) > -5
        parts: { 1: { reply: number, answer: x } }
        """;

    private static readonly Problem Problem = Some.Problem(Yaml);

    private static string Figures(Variant variant) => string.Join(' ', variant.Figures.OrderBy(figure => figure.Key).Select(figure => $"{figure.Key}={figure.Value}"));

    [Fact]
    public void The_book_has_the_figures_of_the_file() => Assert.Equal("k=5 u=(1, 2) x=3 y=7", Figures(Problem.Deal(VariantId.Book)));

    [Fact]
    public void A_seed_always_gives_the_same_figures() => Gen.Int[1, int.MaxValue].Sample(seed =>
        Figures(Problem.Deal(new(seed))) == Figures(Some.Problem(Yaml).Deal(new(seed))), iter: 30);

    [Fact]
    public void Figures_are_drawn_from_what_the_author_allows_and_requires() => Gen.Int[1, int.MaxValue].Sample(seed =>
    {
        var figures = Problem.Deal(new(seed)).Figures;
        Assert.Contains(figures["x"].Only.ToDouble(), new double[] { -3, -1, 2, 3 });      // not 0, not 1; −2 has no value in a requirement
        Assert.Contains(figures["y"].Only.ToDouble(), new[] { 0, 0.25, 0.5, 0.75, 1 });
        Assert.Contains(figures["u"].ToString(), new[] { "(1, 2)", "(2, 3)" });
        Assert.Equal(5, figures["k"].Only.ToDouble());
    }, iter: 200);

    [Fact]
    public void Different_seeds_give_different_figures() => Assert.True(Enumerable.Range(1, 40).Select(seed => Figures(Problem.Deal(new(seed)))).Distinct().Count() > 10);

    [Fact]
    public void What_cannot_be_dealt_is_told()
    {
        var problem = Some.Problem("given: { x: 1 }\nvary: { x: { from: 1, to: 3 } }\nrequire: [x > 0, x > 3]\nparts: { 1: { reply: number, answer: x } }");
        Assert.False(problem.TryDeal(new(1), out _, out var why));
        Assert.Contains("`x > 3`", why, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => problem.Deal(new(1)));
        Assert.Contains(Inspection.Of(problem, 2), fault => fault.What.Contains("can't be dealt", StringComparison.Ordinal));
    }

    [Fact]
    public void The_first_seeds_stay_what_learners_have_got() =>
        Assert.Equal(["k=5 u=(1, 2) x=2 y=3/4"], [Figures(Problem.Deal(new(1)))]);

    [Fact]
    public void A_problem_without_sittings_comes_in_one() => Assert.Equal([1], Assert.Single(Problem.Sittings));
}
