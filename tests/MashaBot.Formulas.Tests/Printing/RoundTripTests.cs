using CsCheck;
using MashaBot.Backprop;

namespace MashaBot.Formulas.Tests.Printing;

/// <summary>What is printed reads back to a formula with the same values.</summary>
public sealed class RoundTripTests
{
    private static readonly string[] Names = ["x", "y", "w1", "beta2", "yhat", "eta", "x_i"];

    private static readonly Vocabulary Vocabulary = Vocabulary.Of(Names);

    private static readonly Gen<Formula> Leaf = Gen.OneOf(
        Gen.OneOf(Names).Select(Formula (name) => new Formula.Name(name)),
        Gen.Int[-12, 12].Select(Formula (n) => new Formula.Number(n)),
        Gen.Select(Gen.Int[-30, 30], Gen.Int[1, 12]).Select(Formula (n, d) => new Formula.Number(new Rational(n, d))));

    private static readonly Operator[] Arithmetic = [Operator.Add, Operator.Subtract, Operator.Multiply, Operator.Divide];
    private static readonly string[] Functions = ["sigma", "ln", "exp", "sqrt", "tanh", "relu", "abs", "sin", "softplus", "sign"];

    private static readonly Gen<Formula> Any = Gen.Recursive<Formula>((depth, smaller) => depth > 5 ? Leaf : Gen.Frequency(
        (2, Leaf),
        (6, Gen.Select(Gen.OneOf(Arithmetic), smaller, smaller).Select(Formula (op, left, right) => new Formula.Binary(op, left, right))),
        (1, Gen.Select(smaller, Gen.Int[-3, 4]).Select(Formula (bottom, power) => new Formula.Binary(Operator.Power, bottom, new Formula.Number(power)))),
        (1, smaller.Select(Formula (operand) => new Formula.Unary(UnaryOperator.Negate, operand))),
        (2, Gen.Select(Gen.OneOf(Functions), smaller).Select(Formula (function, argument) => new Formula.Call(function, [argument]))),
        (1, Gen.Select(smaller, smaller).Select(Formula (a, b) => new Formula.Call("max", [a, b]))),
        (1, Gen.Select(smaller, smaller).Select(Formula (a, b) => new Formula.Iverson(new Formula.Binary(Operator.Less, a, b)))),
        (1, Gen.Select(smaller, smaller, smaller).Select(Formula (a, b, c) => new Formula.Call("cases", [a, new Formula.Binary(Operator.Greater, b, c), c]))),
        (1, Gen.Select(smaller, smaller).Select(Formula (a, b) => new Formula.Call("norm", [new Formula.Vector([a, b])])))));

    private static readonly Gen<Formula> Letter = Gen.OneOf("A", "B").Select(Formula (name) => new Formula.Name(name));

    /// <summary>Formulas of square matrices: every operation fits.</summary>
    private static readonly Gen<Formula> AnyMatrix = Gen.Recursive<Formula>((depth, smaller) => depth > 4 ? Letter : Gen.Frequency(
        (2, Letter),
        (1, Gen.Const<Formula>(new Formula.Name("I"))),
        (4, Gen.Select(Gen.OneOf(Operator.Add, Operator.Subtract, Operator.Multiply, Operator.Hadamard, Operator.MatrixMultiply), smaller, smaller).Select(Formula (op, left, right) => new Formula.Binary(op, left, right))),
        (1, smaller.Select(Formula (operand) => new Formula.Unary(UnaryOperator.Transpose, operand))),
        (1, smaller.Select(Formula (operand) => new Formula.Unary(UnaryOperator.Negate, operand))),
        (1, smaller.Select(Formula (operand) => new Formula.Binary(Operator.Multiply, new Formula.Call("tr", [new Formula.Binary(Operator.Multiply, new Formula.Name("A"), operand)]), operand))),
        (1, smaller.Select(Formula (operand) => new Formula.Binary(Operator.Multiply, new Formula.Call("norm", [new Formula.Binary(Operator.Add, new Formula.Name("B"), operand)]), operand))),
        (1, Letter.Select(Formula (operand) => new Formula.Call("inv", [operand])))));

    private static readonly Dictionary<string, Shape> Square = new() { ["A"] = Shape.Of(2, 2), ["B"] = Shape.Of(2, 2) };

    private static void CheckMatrices(Formula formula, Func<Formula, string> print)
    {
        var (printed, scope) = (print(formula), Scope.Empty.With(Products.Matrix));
        Assert.True(Formula.TryParse(printed, Vocabulary.Of("A", "B").OfMatrices(), NumberStyle.DecimalComma, out var back, out var error), $"{printed}: {error}");
        Assert.True(Comparison.Compare(formula, scope, back, scope, shapes: Square) != Equality.Different, $"{printed} reads as {back}");
    }

    [Fact] public void Matrices_as_text() => AnyMatrix.Sample(formula => CheckMatrices(formula, one => one.ToText(NumberStyle.DecimalComma)), iter: 400);

    [Fact] public void Matrices_as_latex() => AnyMatrix.Sample(formula => CheckMatrices(formula, one => one.ToLatex(NumberStyle.DecimalComma)), iter: 400);

    private static void Check(Formula formula, Func<Formula, string> print, NumberStyle style)
    {
        var printed = print(formula);
        Assert.True(Formula.TryParse(printed, Vocabulary, style, out var back, out var error), $"{printed}: {error}");
        Assert.True(Comparison.Compare(formula, Scope.Empty, back, Scope.Empty) != Equality.Different, $"{printed} reads as {back}");
    }

    [Fact] public void Text_with_a_decimal_comma() => Any.Sample(formula => Check(formula, one => one.ToText(NumberStyle.DecimalComma), NumberStyle.DecimalComma), iter: 800);

    [Fact] public void Text_with_a_decimal_point() => Any.Sample(formula => Check(formula, one => one.ToText(NumberStyle.DecimalPoint), NumberStyle.DecimalPoint), iter: 800);

    [Fact] public void Latex_with_a_decimal_comma() => Any.Sample(formula => Check(formula, one => one.ToLatex(NumberStyle.DecimalComma), NumberStyle.DecimalComma), iter: 800);

    [Fact] public void Latex_with_a_decimal_point() => Any.Sample(formula => Check(formula, one => one.ToLatex(NumberStyle.DecimalPoint), NumberStyle.DecimalPoint), iter: 800);

    [Theory]
    [InlineData("grad(x, y) + 1")]
    [InlineData("grad(x^2 + y, x)*y")]
    [InlineData("(x, y, 1.5)")]
    [InlineData("[[x, 1], [y, 2.5]]")]
    [InlineData("x where y = 3, w1 = x + 1")]
    [InlineData("cases(x, x > 0, -x)")]
    [InlineData("sum(x*x_i, x_i, 1, 3)")]
    [InlineData("x ⊙ y")]
    [InlineData("x@y'")]
    [InlineData("root(x, 3)")]
    [InlineData("log(x, 2) + log2(x)")]
    [InlineData("x != y and (x < y or not x = 1)")]
    [InlineData("inv(x)'")]
    [InlineData("sigma'(x)")]
    [InlineData("(x^2)^3 + x^y^2")]
    [InlineData("sigma(x)^2")]
    [InlineData("floor(x) + ceil(y) + norm(x)")]
    [InlineData("exp(1) + e^2 + pi")]
    public void Everything_else(string text)
    {
        var formula = Formula.Parse(text, Vocabulary);
        foreach (var style in Enum.GetValues<NumberStyle>())
        {
            Check(formula, one => one.ToText(style), style);
            Check(formula, one => one.ToLatex(style), style);
        }
    }

    [Fact] public void Equality_of_trees_looks_into_lists() => Assert.Equal(Formula.Parse("max(x, (y, 2))", Vocabulary), Formula.Parse("max(x,(y,2))", Vocabulary));

    [Fact] public void Numbers_are_equal_however_they_were_typed() => Assert.Equal(new Formula.Number(new Rational(1, 2)) { Decimals = 2 }, new Formula.Number(new Rational(1, 2)));
}
