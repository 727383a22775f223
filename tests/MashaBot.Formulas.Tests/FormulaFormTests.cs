namespace MashaBot.Formulas.Tests;

/// <summary>A part may ask for a form: through σ only.</summary>
public sealed class FormulaFormTests
{
    private static readonly FormulaForm ThroughSigma = new(null, ["sigma"]);
    private static readonly FormulaForm ThroughY = new(["y"], []);

    [Theory]
    [InlineData("σ(x)(1-σ(x))", "")]
    [InlineData("σ(x) - σ(x)^2", "")]
    [InlineData("e^x/(1+e^x)^2", "exp")]
    [InlineData("σ(x)/(1+e^x)", "exp")]
    [InlineData("2^x σ(x)", "exp")]
    [InlineData("ln(σ(x)) + tanh(x)", "ln tanh")]
    public void Functions(string formula, string strangers) => Assert.Equal(strangers, string.Join(' ', ThroughSigma.StrangersIn(Formula.Parse(formula))));

    [Theory, InlineData("y(1-y)", ""), InlineData("y - y^2", ""), InlineData("y(1-x)", "x"), InlineData("σ(x)(1-y)", "sigma x")]
    public void Names(string formula, string strangers) => Assert.Equal(strangers, string.Join(' ', ThroughY.StrangersIn(Formula.Parse(formula)).Order(StringComparer.Ordinal)));
}
