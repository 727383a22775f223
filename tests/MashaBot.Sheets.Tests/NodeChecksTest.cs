namespace MashaBot.Sheets.Tests;

/// <summary>Values on the way to an answer may be sent at any time, whatever the part asks for.</summary>
public class NodeChecksTest
{
    private static readonly Problem Problem = Some.Problem("""
        given: { x: 2, w1: 3, w2: -1, y: 1, W: [[1, 2], [3, 4]], v: "(1, -1)" }
        define:
          h: w1*x
          o: max(0, h)
          yhat: w2*o
          L: (yhat - y)^2/2
          H: W@v
          G: W*2
          s: x/3
        parts:
          1: { reply: formula, in: [x], answer: "x^2" }
          2: { reply: choice, answer: 2 }
          3: { reply: tuple, names: [a, b], answer: "(h, yhat)" }
          4: { reply: vector, answer: "(h, yhat)" }
          5: { reply: matrix, answer: "W + 1" }
          6: { reply: number, answer: L }
          7: { reply: order, answer: "(2, 1, 3)" }
          8: { reply: weights, names: [p, q], inputs: [t], rows: bits, output: "[p + q*t > 0]", wanted: t, answer: "(-0.5, 1)" }
          9: { reply: self-check }
          10: { reply: number, answer: "grad(L, w2)" }
          11: { reply: formula, in: [w1, x], answer: w1*x + 1 }
        """);

    private static Verdict Judge(int part, string reply) => Problem.Deal(VariantId.Book).Judge(part, reply);

    [Theory]
    [InlineData(1, "h = 6; o = 6", "h+ o+"), InlineData(2, "h = 6", "h+"), InlineData(2, "h: 5", "h-"), InlineData(3, "h = 6, o = 7", "h+ o-"), InlineData(4, "o=6", "o+"), InlineData(4, "h = 6", "h+"), InlineData(5, "h = 6", "h+")]
    [InlineData(5, "H = (-1; -1)", "H+"), InlineData(6, "H = (-1; 1)", "H-1/2"), InlineData(6, "G = [[2,4],[6,8]]", "G+"), InlineData(6, "G = 2 4; 6 9", "G-3/4"), InlineData(7, "h = 6", "h+"), InlineData(8, "h = 6, o = 6", "h+ o+")]
    [InlineData(6, "∂L/∂w2 = -42", "∂L/∂w₂+"), InlineData(6, "dL/dw1 = 14; h = 6", "∂L/∂w₁+ h+"), InlineData(6, "dL/dyhat = 7", "∂L/∂ŷ-"), InlineData(2, "dL/do = 7", "∂L/∂o+"), InlineData(6, "s = 0,667; h=6", "s+ h+"), InlineData(1, "h = 6; q = 1", "h+ q?"), InlineData(11, "h = 6", "h+")]
    public void A_named_value_is_checked_against_the_graph(int part, string reply, string checks)
    {
        var named = Assert.IsType<Verdict.Named>(Judge(part, reply));
        Assert.Equal(checks, string.Join(" ", named.Values.Select(value => value.Name + (value.IsRight switch { true => "+", null => "?", _ => value.All > 0 ? $"-{value.Fitting}/{value.All}" : "-" }))));
        Assert.False(named.IsRead);
    }

    [Theory]
    [InlineData(3, "a = 6; b = -6", "right"), InlineData(3, "b = -6; a = 6", "right"), InlineData(3, "a = 6; b = 5", "partly"), InlineData(3, "a = 1; b = 2", "wrong"), InlineData(4, "h = 6; yhat = -6", "right"), InlineData(4, "yhat = -6; h = 6", "right")]
    [InlineData(4, "h = 1; ŷ = 2", "wrong"), InlineData(6, "L = 24,5", "right"), InlineData(6, "L = 24", "wrong"), InlineData(8, "p = 1; q = 1", "misfits"), InlineData(8, "q = 1; p = -0,5", "right"), InlineData(9, "h = 6", "self-check")]
    [InlineData(10, "∂L/∂w2 = -42", "right"), InlineData(10, "-42", "right"), InlineData(11, "y = w1 x + 1", "right"), InlineData(11, "h = w1 x", "wrong"), InlineData(1, "f = x^2", "right"), InlineData(1, "f = 5", "wrong"), InlineData(4, "z1 = 6, z2 = -6", "right"), InlineData(6, "L = 24,5, h = 6", "right")]
    public void What_is_asked_for_stays_an_answer(int part, string reply, string verdict) => Assert.Equal(verdict, Judge(part, reply).Code);

    [Theory, InlineData(1, "q = 5 ="), InlineData(2, "x = 2"), InlineData(5, "q = 7"), InlineData(2, "H = 5")]
    public void What_names_no_node_is_read_as_ever(int part, string reply) => Assert.Equal("unreadable", Judge(part, reply).Code);
}
