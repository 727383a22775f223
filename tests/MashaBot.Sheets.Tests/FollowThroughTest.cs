namespace MashaBot.Sheets.Tests;

/// <summary>One slip is counted once.</summary>
public class FollowThroughTest
{
    private static readonly Problem Problem = Some.Problem("""
        given: { x: 3, w: 2, b: -1 }
        define:
          h: w*x + b
          o: max(0, h)
          y: 4*o
          root: sqrt(2)*h
        parts:
          1: { reply: number, answer: h }
          2: { reply: number, answer: o }
          3: { reply: number, answer: y, mistakes: { doubled: 2*y } }
          4: { reply: tuple, names: [h, o], answer: "(h, o)" }
          5: { reply: number, answer: "grad(y, x)" }
          6: { reply: number, answer: "x - 0.1*grad(y, x)" }
          7: { reply: vector, answer: "(y, x)" }
          8: { reply: number, answer: root }
          9: { reply: choice, answer: 2 }
        """);

    private static Verdict Judge(int part, string reply, params (int Part, string Reply)[] earlier) =>
        Problem.Deal(VariantId.Book).Judge(part, reply, earlier.ToDictionary(other => other.Part, other => other.Reply));

    [Theory]
    [InlineData(3, "24", 1, "6"), InlineData(3, "24", 2, "6"), InlineData(2, "6", 1, "6"), InlineData(6, "2,6", 5, "4"), InlineData(7, "28; 3", 4, "7; 7"), InlineData(7, "24; 3", 1, "6"), InlineData(8, "8,49", 1, "6")]
    public void A_step_done_well_with_a_wrong_earlier_value_is_carried(int part, string reply, int from, string wrong) =>
        Assert.Equal([from], Assert.IsType<Verdict.Carried>(Judge(part, reply, (from, wrong))).From);

    [Fact]
    public void All_wrong_values_together_are_tried_first() => Assert.Equal([1, 2], Assert.IsType<Verdict.Carried>(Judge(3, "28", (1, "6"), (2, "7"))).From);

    [Theory]
    [InlineData(3, "24", 1, "5"), InlineData(3, "25", 1, "6"), InlineData(3, "24", 1, "не знаю"), InlineData(3, "24", 9, "1"), InlineData(1, "6", 2, "6")]
    public void Without_a_wrong_value_that_gives_the_reply_it_is_just_wrong(int part, string reply, int from, string earlier) => Assert.Equal(new Verdict.Wrong(), Judge(part, reply, (from, earlier)));

    [Theory]
    [InlineData(3, "0", 2, "0"), InlineData(3, "0", 1, "-3"), InlineData(2, "0", 1, "-2")]
    public void There_is_no_credit_for_what_a_carried_value_makes_trivial(int part, string reply, int from, string wrong) => Assert.Equal(new Verdict.Wrong(), Judge(part, reply, (from, wrong)));

    [Fact]
    public void A_right_reply_is_right_whatever_was_wrong_before() => Assert.IsType<Verdict.Right>(Judge(3, "20", (1, "6")));

    [Fact]
    public void A_named_mistake_comes_first() => Assert.Equal(new Verdict.Wrong(new Cause.Named("doubled")), Judge(3, "40", (2, "10")));

    [Fact]
    public void Later_parts_are_not_looked_at() => Assert.Equal(new Verdict.Wrong(), Judge(1, "6", (3, "24")));
}
