namespace MashaBot.Sheets.Tests.Diagnosing;

/// <summary>Two explanations that come to one number with these figures only: neither is told, and other figures are dealt if they can be had.</summary>
public class RivalsTest
{
    private static string? Told(string yaml, string reply) => Some.Problem(yaml).Deal(VariantId.Book).Judge(1, reply).RecognisedMistake;

    [Theory]
    [InlineData("a: 2, b: 3", "[[0, 3], [2, 0]]", "transposed-answer")]
    [InlineData("a: 2, b: -2", "[[0, -2], [2, 0]]", null)]     // as well the wrong sign everywhere
    public void A_transposed_matrix_may_be_one_with_wrong_signs(string figures, string reply, string? code)
    {
        var problem = Some.Problem($"given: {{ {figures} }}\nvary: {{ a: {{ from: 2, to: 9 }}, b: {{ from: 2, to: 9 }} }}\nparts: {{ 1: {{ reply: matrix, answer: \"[[0, a], [b, 0]]\" }} }}");
        Assert.Equal(code, problem.Deal(VariantId.Book).Judge(1, reply).RecognisedCause?.Code);
    }

    private const string Sum = "given: { w: 30, x: 7, b: 11 }\nvary: { w: { from: 20, to: 40 }, x: { from: 5, to: 9 }, b: { from: 10, to: 19 } }\nparts: { 1: { reply: number, answer: w*x + b, mistakes: { MISTAKES } } }";

    [Theory]
    [InlineData("rival: w*x + b - 11, alone: w + b, turned: x + b", "rival")]
    [InlineData("alone: w + b, turned: x + b, rival: w*x + b - 11", null)]
    public void A_rarer_mistake_does_not_win_over_a_lost_term(string mistakes, string? told) => Assert.Equal(told, Told(Sum.Replace("MISTAKES", mistakes, StringComparison.Ordinal), "210"));

    [Theory, InlineData("7", "one-less"), InlineData("9", "one-more"), InlineData("10", "two-more"), InlineData("6", null), InlineData("5", null)]
    public void Of_a_small_count_only_the_first_mistakes_are_told(string reply, string? told) =>
        Assert.Equal(told, Told("given: { n: 8 }\nvary: { n: { from: 6, to: 9 } }\nparts: { 1: { reply: integer, answer: n, mistakes: { one-less: n - 1, one-more: n + 1, two-more: n + 2, two-less: n - 2, three-less: n - 3 } } }", reply));

    [Fact]
    public void Of_a_large_count_all_are_told() =>
        Assert.Equal("three-less", Told("given: { n: 80 }\nvary: { n: { from: 60, to: 90 } }\nparts: { 1: { reply: integer, answer: n, mistakes: { one-less: n - 1, one-more: n + 1, two-more: n + 2, two-less: n - 2, three-less: n - 3 } } }", "77"));

    [Fact]
    public void Figures_with_fewer_rivals_are_chosen()
    {
        // With 3·4 = 3 + 4 + 5 a lost b and the sum of all come to one number.
        var problem = Some.Problem("given: { w: 3, x: 4, b: 5 }\nvary: { x: { choose: [7, 8] } }\nparts: { 1: { reply: number, answer: w*x + b, mistakes: { sum: w + x + b } } }");
        VariantId other = new(1);
        Assert.Equal((1, 0), (problem.Score(problem.Deal(VariantId.Book), 1)!.Contested, problem.Score(problem.Deal(other), 1)!.Contested));
        Assert.Equal(other, problem.Choose([VariantId.Book, other], [1]));
    }
}
