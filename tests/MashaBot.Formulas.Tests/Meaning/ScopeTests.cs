using MashaBot.Backprop;

namespace MashaBot.Formulas.Tests.Meaning;

public sealed class ScopeTests
{
    private static readonly Scope Paths = Of(("x", "3"), ("y", "-1")).With("a", P("x^2")).With("b", P("x*y")).With("c", P("x+y")).With("d", P("a+b")).With("e", P("c^2")).With("f", P("d+e"));

    private static Formula P(string text) => Formula.Parse(text, Vocabulary.Open.With("yhat", "loss", "mse", "eta", "grow").With("e").WithFunction("slope", 2).WithFunction("twice", 1));

    private static Scope Of(params (string Name, string Value)[] figures) => figures.Aggregate(Scope.Empty, (scope, figure) => scope.With(figure.Name, Scope.Empty.Evaluate(P(figure.Value))));

    private static string Value(Scope scope, string formula) => scope.Evaluate(P(formula)).ToString();

    [Theory]
    [InlineData("f", "10")]
    [InlineData("(a, b, c, d, e, f)", "(9, -3, 2, 6, 4, 10)")]
    [InlineData("paths(f, x)", "3")]
    [InlineData("paths(f, y)", "2")]
    [InlineData("grad(f, x)", "9")]
    [InlineData("grad(f, y)", "7")]
    [InlineData("grad(f, c)", "4")]
    [InlineData("grad(e, c)", "4")]
    [InlineData("(grad(f, f), grad(f, d), grad(f, e))", "(1, 1, 1)")]
    [InlineData("f where x = 1", "0")]
    [InlineData("f where c = 0", "6")]
    [InlineData("f where x = y, y = x", "2")]
    [InlineData("grad(f, x) where x = 0", "-3")]
    [InlineData("c != 0 and f > 2", "1")]
    [InlineData("not (c = 2)", "0")]
    [InlineData("grad(grad(f, x), x)", "4")]
    public void A_graph_of_named_nodes(string formula, string value) => Assert.Equal(value, Value(Paths, formula));

    private static readonly Scope Descent = Of(("x", "(1, 2)"), ("y", "(2, 3)"), ("w0", "0"), ("eta", "0.1"))
        .With("mse", P("mean((y - w*x)^2)"))
        .With(new FunctionDefinition("slope", ["w", "i"], P("grad((y[i] - w*x[i])^2, w)")))
        .With("w1", P("w0 - eta*slope(w0, 1)")).With("w2", P("w1 - eta*slope(w1, 2)"));

    [Theory]
    [InlineData("w1", "2/5")]
    [InlineData("w2", "32/25")]
    [InlineData("slope(w1, 2)", "-44/5")]
    [InlineData("mse where w = 8/5", "1/10")]
    [InlineData("grad(mse, w) where w = 0", "-8")]
    [InlineData("dot(x, y)/dot(x, x)", "8/5")]
    [InlineData("len(x)", "2")]
    [InlineData("sum(x*y)", "8")]
    [InlineData("norm((3, 4))", "5")]
    [InlineData("x[2]", "2")]
    [InlineData("max(x)", "2")]
    [InlineData("max(0, x)", "(1, 2)")]
    [InlineData("[[1,2],[3,4]]@x", "(5, 11)")]
    [InlineData("[[1,2],[3,4]]'", "((1, 3), (2, 4))")]
    [InlineData("inv([[2,0],[0,4]])", "((1/2, 0), (0, 1/4))")]
    [InlineData("det([[1,2],[3,4]])", "-2")]
    [InlineData("tr([[1,2],[3,4]])", "5")]
    [InlineData("round(2.345, 2)", "47/20")]
    [InlineData("decimals(0.25)", "2")]
    [InlineData("decimals(1/3)", "99")]
    [InlineData("floor(-0.5)", "-1")]
    [InlineData("step(0)", "0")]
    [InlineData("relu(-3)", "0")]
    [InlineData("sigma(0)", "1/2")]
    [InlineData("sigma'(0)", "1/4")]
    [InlineData("relu'(2)", "1")]
    [InlineData("cases(1, w0 > 0, 2, w0 = 0, 3)", "2")]
    [InlineData("sum(x[i]*y[i], i, 1, 2)", "8")]
    [InlineData("ln(1)", "0")]
    [InlineData("8^(2/3)", "4")]
    public void Values(string formula, string value) => Assert.Equal(value, Value(Descent, formula));

    [Fact] public void A_defined_name_is_one_node()
    {
        var lowering = new Lowering(Paths);
        var f = lowering.NodeOf(P("f"));
        Assert.Equal("f", f.Name);
        Assert.Same(lowering.NodeOf(P("c")), lowering.Defined["c"]);
        Assert.Equal(["x", "y"], lowering.Leaves.Keys.Order());
    }

    [Fact] public void Names_without_a_meaning_are_free() => Assert.Equal(["w"], Descent.FreeNames(P("mse + eta")));

    [Theory]
    [InlineData("q")]
    [InlineData("x[3]")]
    [InlineData("w0[1]")]
    public void What_means_nothing_is_said(string formula) => Assert.Throws<FormulaException>(() => Descent.Evaluate(P(formula)));

    [Fact] public void A_definition_that_needs_itself_is_refused() => Assert.Throws<FormulaException>(() => Scope.Empty.With("a", P("b+1")).With("b", P("a+1")).Evaluate(P("a")));

    [Fact] public void A_function_that_calls_itself_is_refused() =>
        Assert.Throws<FormulaException>(() => Scope.Empty.With(new FunctionDefinition("twice", ["x"], P("twice(x)"))).Evaluate(P("twice(1)")));

    [Fact] public void Division_by_zero_is_the_engines_refusal() => Assert.Throws<EngineException>(() => Scope.Empty.Evaluate(P("1/0")));

    [Fact] public void A_replacement_reaches_into_the_bodies_of_functions()
    {
        var scope = Scope.Empty.With("x", Tensor.Vector(1, 2)).With("eta", (Real)new Rational(1, 10)).With(new FunctionDefinition("slope", ["w", "i"], Formula.Parse("w*x[i] - eta", Vocabulary.Of("w", "i", "x", "eta"))))
            .With("base", Formula.Parse("10*eta", Vocabulary.Of("eta"))).With(new FunctionDefinition("far", ["w"], Formula.Parse("w + base", Vocabulary.Of("w", "base"))));
        Real Value(string text) => scope.Evaluate(Formula.Parse(text, scope.Vocabulary)).Only;
        Assert.Equal((Real)new Rational(59, 10), Value("slope(3, 2)"));
        Assert.Equal((Real)new Rational(29, 10), Value("slope(3, 2) where x = (x[1], x[1])"));
        Assert.Equal((Real)new Rational(55, 10), Value("slope(3, 2) where eta = 5*eta"));
        Assert.Equal((Real)7, Value("far(2) where eta = 1/2"));
        Assert.Equal((Real)3, Value("far(2)"));
    }
}
