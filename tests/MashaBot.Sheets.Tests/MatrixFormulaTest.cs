namespace MashaBot.Sheets.Tests;

/// <summary>Matrix formulas: compared at matrices of the declared sizes; what does not fit is explained by sizes.</summary>
public class MatrixFormulaTest
{
    private const string Yaml = """
        given: { x: 2, w1: 3, w2: -1, y: 1 }
        define:
          f(t): relu(t)
          h1: w1*x
          o1: f(h1)
          yhat: w2*o1
          L: (yhat - y)^2/2
          Z: X@W
          loss: sum(G*Z)
        parts:
          1: { reply: matrix-formula, sizes: { X: [n, d], W: [d, m], G: [n, m] }, answer: "grad(loss, X)", form: G@W^T, mistakes: { twice: 2*G@W^T } }
          2: { reply: matrix-formula, sizes: { X: [n, d], W: [d, m], G: [n, m] }, answer: X^T@G }
          3: { reply: matrix-formula, sizes: { G: [n, k], S: [n, k] }, answer: G*S*(1 - S), mistakes: { lost: G*S } }
          4: { reply: matrix-formula, sizes: { d: [n, 1], W3: [2, 1], H2: [n, 2], O2: [n, 2] }, symbols: [f], answer: "(d @ W3^T) * f'(H2)", mistakes: { output: "(d @ W3^T) * f'(O2)" } }
          5: { reply: matrix-formula, sizes: { X: [n, m], w: [m, 1], y: [n, 1] }, in: [n], answer: 2/n*X^T@(X@w - y) }
          6: { reply: formula, in: [x, w1, w2, y], symbols: [f], uses: [h1, o1, yhat], answer: "grad(L, w1)", form: "(yhat - y)*w2*f'(h1)*x" }
          7: { reply: number, answer: L }
          8: { reply: matrix-formula, sizes: { X: [n, m], y: [n, 1] }, answer: "inv(X^T@X)@X^T@y" }
          9: { reply: formula, in: [x], symbols: [g], answer: "2*g(x)*g'(x)" }
        """;

    private static readonly Problem Problem = Some.Problem(Yaml);

    private static Verdict Judge(int part, string reply) => Problem.Deal(VariantId.Book).Judge(part, reply);

    [Theory]
    [InlineData(1, "G W^T"), InlineData(1, "GW^T"), InlineData(1, "G*W^T"), InlineData(1, "G·Wᵀ"), InlineData(1, @"G W^{\top}"), InlineData(1, "G @ W^T"), InlineData(1, "(W G^T)^T"), InlineData(1, "dL/dX = G W^T")]
    [InlineData(2, "X^T G"), InlineData(2, "(G^T X)^T")]
    [InlineData(3, "G ⊙ S ⊙ (1 - S)"), InlineData(3, @"G \odot S \odot (1-S)"), InlineData(3, "G.*S.*(1-S)"), InlineData(3, "G∘(S - S∘S)"), InlineData(3, "S ⊙ G ⊙ (1 - S)")]
    [InlineData(4, "d W3^T ⊙ f'(H2)"), InlineData(4, "(d·W_3^T) ⊙ f′(H_2)"), InlineData(4, "f'(H2) .* (d W3^T)")]
    [InlineData(5, "2/n X^T(Xw - y)"), InlineData(5, @"\frac{2}{n} X^T (X w - y)"), InlineData(5, "2(X^T X w - X^T y)/n")]
    [InlineData(6, "(ŷ - y) w2 f'(h1) x"), InlineData(6, "(w2*o1 - y)*w2*f'(w1 x)*x"), InlineData(6, "(w2 f(w1 x) - y) w2 f'(h1) x")]
    [InlineData(8, "(X^T X)^{-1} X^T y"), InlineData(8, "inv(X^T X) X^T y")]
    [InlineData(9, "2 g(x) g'(x)")]
    public void Every_way_to_write_it_is_right(int part, string reply) => Assert.IsType<Verdict.Right>(Judge(part, reply));

    [Theory]
    [InlineData(1, "2 G W^T", "twice"), InlineData(3, "G⊙S", "lost"), InlineData(4, "d W3^T ⊙ f'(O2)", "output")]
    public void A_named_mistake_is_recognised(int part, string reply, string mistake) => Assert.Equal(mistake, Judge(part, reply).RecognisedMistake);

    [Theory]
    [InlineData(3, "G⊙S⊙(2 - S)"), InlineData(4, "d W3^T ⊙ (1 - O2⊙O2)"), InlineData(6, "(ŷ - y) w2 x"), InlineData(6, "(ŷ - y) w2 f'(h1)"), InlineData(9, "2 g(x) (1 - g(x)^2)"), InlineData(9, "2 g(x)^2 (1 - g(x))"), InlineData(5, "2 X^T(Xw - y)")]
    public void A_wrong_one_is_wrong(int part, string reply) => Assert.Null(Assert.IsType<Verdict.Wrong>(Judge(part, reply)).RecognisedMistake);

    [Theory]
    [InlineData(1, "W^T G", "Wᵀ·G", "Wᵀ", "m×d", "G", "n×m"), InlineData(1, "G W", "G·W", "G", "n×m", "W", "d×m"), InlineData(2, "G X", "G·X", "G", "n×m", "X", "n×d"), InlineData(3, "G S", "G·S", "G", "n×k", "S", "n×k")]
    [InlineData(4, "W3^T d ⊙ f'(H2)", "W₃ᵀ·d", "W₃ᵀ", "1×2", "d", "n×1"), InlineData(3, "G⊙S^T", "G ⊙ Sᵀ", "G", "n×k", "Sᵀ", "k×n")]
    public void Where_sizes_clash_the_place_is_told(int part, string reply, string at, string left, string leftSize, string right, string rightSize)
    {
        var sizes = Assert.IsType<Cause.Sizes>(Judge(part, reply).RecognisedCause);
        Assert.Equal([new(left, leftSize), new(right, rightSize)], sizes.Pieces);
        Assert.Equal(at, sizes.At);
    }

    [Fact]
    public void An_inverse_of_what_is_not_square_is_told() => Assert.Equal([new("X", "n×m")], Assert.IsType<Cause.Sizes>(Judge(8, "X^{-1} y").RecognisedCause).Pieces);

    [Fact]
    public void A_result_of_another_size_is_told() => Assert.Equal(new Cause.ResultSize("n×m", "n×d"), Judge(1, "X W").RecognisedCause);

    [Theory, InlineData(1, "W G^T"), InlineData(2, "G^T X")]
    public void The_answer_transposed_is_said_to_be_so(int part, string reply) => Assert.Equal(new Cause.Transposed(), Judge(part, reply).RecognisedCause);

    [Theory, InlineData(1, "G Q"), InlineData(1, "G W^"), InlineData(1, "не знаю"), InlineData(3, "loss"), InlineData(6, "L")]
    public void What_cannot_be_read_is_no_attempt(int part, string reply) => Assert.Equal("unreadable", Judge(part, reply).Code);

    [Fact]
    public void The_same_definitions_serve_numbers() => Assert.IsType<Verdict.Right>(Judge(7, "24,5"));

    [Theory]
    [InlineData(1, "GWᵀ"), InlineData(3, "G ⊙ S ⊙ (1 − S)"), InlineData(4, "dW₃ᵀ ⊙ f′(H₂)"), InlineData(5, "2/n·Xᵀ·(Xw − y)")]
    public void The_answer_is_shown_as_on_paper_and_reads_back(int part, string shown)
    {
        var text = Problem.Deal(VariantId.Book).Answer(part, Language.Russian).ToText();
        Assert.Equal(shown, text);
        Assert.IsType<Verdict.Right>(Judge(part, text));
    }

    [Fact]
    public void The_problem_has_no_faults() => Assert.Empty(Inspection.Of(Problem, 3));

    [Theory]
    [InlineData("twice: 2*G@W^T", "twice: G@W", 11, "the sizes in the mistake `twice` do not fit"), InlineData("answer: X^T@G", "answer: X@G", 12, "can't be compared with itself"), InlineData("lost: G*S", "lost: S*(1 - S)*G", 13, "gives the answer with the book's figures")]
    public void What_lint_finds(string good, string bad, int line, string what) =>
        Assert.Contains(Inspection.Of(Some.Problem(Yaml.Replace(good, bad, StringComparison.Ordinal), Some.ProseFor(Yaml)), 0), fault => fault.Line == line && fault.What.Contains(what, StringComparison.Ordinal));

    [Theory]
    [InlineData("X: [n, d], W: [d, m], G: [n, m] }, answer: \"grad", "X: [n], W: [d, m], G: [n, m] }, answer: \"grad", "the size of `X` is not told"), InlineData("W3: [2, 1]", "W3: [0, 1]", "the size of `W3` is not told")]
    [InlineData("uses: [h1,", "uses: [h7,", "`h7` is no name"), InlineData("reply: number,", "reply: number, sizes: { X: [1, 2] },", "has no `sizes`")]
    public void What_the_loader_finds(string good, string bad, string what)
    {
        Assert.Contains(good, Yaml, StringComparison.Ordinal);
        Assert.Contains(Some.Course(Yaml.Replace(good, bad, StringComparison.Ordinal), Some.ProseFor(Yaml)).Faults, fault => fault.What.Contains(what, StringComparison.Ordinal) && fault.Remedy != "");
    }
}
