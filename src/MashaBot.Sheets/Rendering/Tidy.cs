using MashaBot.Backprop;
using MashaBot.Formulas;

namespace MashaBot.Sheets.Rendering;

/// <summary>Formulas after figures were put in, as a person tidies them: no 1·x, no + 0, no + −3.</summary>
internal static class Tidy
{
    internal static Formula Up(Formula formula) => formula switch
    {
        Formula.Unary(UnaryOperator.Negate, var operand) => Negated(operand),
        Formula.Binary(Operator.Add, var left, var right) => Sum(left, right),
        Formula.Binary(Operator.Subtract, var left, var right) => Difference(left, right),
        Formula.Binary(Operator.Multiply, var left, var right) => Product(left, right),
        Formula.Binary(Operator.Divide, var left, var right) when IsNumber(right, 1) => left,
        Formula.Binary(Operator.Divide, var left, var right) when Sign(left, out var positive) => Negated(new Formula.Binary(Operator.Divide, positive, right)),
        Formula.Binary(Operator.Power, var bottom, var exponent) when IsNumber(exponent, 1) => bottom,
        _ => formula,
    };

    /// <summary>Only this: an addend that begins with a minus is subtracted, 5·20 − 60·0 rather than 5·20 + (−60·0). A lone −3 keeps its sign: 9 + (−3).</summary>
    internal static Formula Signs(Formula formula) => formula.Replace(part => part is Formula.Binary(Operator.Add, var left, var right) && Led(right) is { } positive
        ? new Formula.Binary(Operator.Subtract, Signs(left), Signs(positive))
        : null);

    /// <summary>The product without the minus that leads it; null if none does.</summary>
    private static Formula.Binary? Led(Formula formula) => formula switch
    {
        Formula.Binary(Operator.Multiply, var first, _) product when Sign(first, out var positive) => product with { Left = positive },
        Formula.Binary(Operator.Multiply, var first, _) product when Led(first) is { } led => product with { Left = led },
        _ => null,
    };

    private static Formula Sum(Formula left, Formula right) =>
        IsNumber(left, 0) ? right
        : IsNumber(right, 0) ? left
        : Sign(right, out var positive) ? new Formula.Binary(Operator.Subtract, left, positive)
        : new Formula.Binary(Operator.Add, left, right);

    private static Formula Difference(Formula left, Formula right) =>
        IsNumber(right, 0) ? left
        : IsNumber(left, 0) ? Negated(right)
        : Sign(right, out var positive) ? new Formula.Binary(Operator.Add, left, positive)
        : new Formula.Binary(Operator.Subtract, left, right);

    private static Formula Product(Formula left, Formula right) =>
        IsNumber(left, 0) || IsNumber(right, 0) ? new Formula.Number(Rational.Zero)
        : IsNumber(left, 1) ? right
        : IsNumber(right, 1) ? left
        : Sign(left, out var first) ? Negated(Product(first, right))
        : Sign(right, out var second) ? Negated(Product(left, second))
        : new Formula.Binary(Operator.Multiply, left, right);

    private static Formula Negated(Formula formula) =>
        IsNumber(formula, 0) ? formula : Sign(formula, out var positive) ? positive : new Formula.Unary(UnaryOperator.Negate, formula);

    /// <summary>Is the formula written with a minus in front?</summary>
    private static bool Sign(Formula formula, out Formula positive)
    {
        (var isNegative, positive) = formula switch
        {
            Formula.Unary(UnaryOperator.Negate, var operand) => (true, operand),
            Formula.Number { Value.Sign: < 0 } number => (true, new Formula.Number(-number.Value)),
            _ => (false, formula),
        };
        return isNegative;
    }

    private static bool IsNumber(Formula formula, int value) => formula is Formula.Number(var number) && number == value;
}
