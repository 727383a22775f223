using System.Collections.Immutable;
using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>A formula as a sum of terms or a product of factors, as it stands on paper.</summary>
internal static class Terms
{
    private const int Most = 24;

    /// <summary>The terms, signs included, with products of sums multiplied out (in their order) as long as there are few; the formula itself if it is no sum.</summary>
    public static ImmutableArray<Formula> Of(Formula formula)
    {
        var terms = Expand(formula, Most);
        return terms ?? [formula];
    }

    private static ImmutableArray<Formula>? Expand(Formula formula, int most)
    {
        switch (formula)
        {
            case Formula.Unary(UnaryOperator.Negate, var operand):
                return Expand(operand, most) is { } negated ? [.. negated.Select(Negated)] : null;
            case Formula.Binary(Operator.Add or Operator.Subtract, var left, var right):
                return Expand(left, most) is { } first && Expand(right, most - first.Length) is { } second
                    ? [.. first, .. formula is Formula.Binary { Sign: Operator.Subtract } ? second.Select(Negated) : second]
                    : null;
            case Formula.Binary((Operator.Multiply or Operator.MatrixMultiply) and var op, var left, var right):
                return Expand(left, most) is { } above && Expand(right, most) is { } beside && above.Length * beside.Length <= most
                    ? [.. above.SelectMany(a => beside.Select(b => Joined(op, a, b)))]
                    : null;
            case Formula.Binary(Operator.Divide, var over, var under):
                return Expand(over, most) is { } parts ? [.. parts.Select(part => Divided(part, under))] : null;
            default:
                return most >= 1 ? [formula] : null;
        }
    }

    private static Formula Joined(Operator op, Formula left, Formula right) => (left, right) switch
    {
        (Formula.Unary(UnaryOperator.Negate, var a), Formula.Unary(UnaryOperator.Negate, var b)) => new Formula.Binary(op, a, b),
        (Formula.Unary(UnaryOperator.Negate, var a), _) => Negated(new Formula.Binary(op, a, right)),
        (_, Formula.Unary(UnaryOperator.Negate, var b)) => Negated(new Formula.Binary(op, left, b)),
        _ => new Formula.Binary(op, left, right),
    };

    private static Formula Divided(Formula above, Formula beneath) =>
        above is Formula.Unary(UnaryOperator.Negate, var inner) ? Negated(new Formula.Binary(Operator.Divide, inner, beneath)) : new Formula.Binary(Operator.Divide, above, beneath);

    private static Formula Negated(Formula formula) => formula is Formula.Unary(UnaryOperator.Negate, var inner) ? inner : new Formula.Unary(UnaryOperator.Negate, formula);

    /// <summary>Each factor (a divisor as its reciprocal) with what is left without it; nothing if there is only one.</summary>
    public static IEnumerable<(Formula Factor, Formula Others)> Without(Formula formula)
    {
        if (formula is Formula.Unary(UnaryOperator.Negate, var negated))
        {
            foreach (var (factor, rest) in Without(negated)) yield return (factor, Negated(rest));
            yield break;
        }

        if (formula is Formula.Binary(Operator.Power, var bottom, Formula.Number { Value: { IsInteger: true, Sign: > 0, IsOne: false } power }))
        {
            yield return (bottom, power == 2 ? bottom : new Formula.Binary(Operator.Power, bottom, new Formula.Number(power - 1)));
            yield break;
        }

        if (formula is not Formula.Binary(var op, var left, var right) || !IsProduct(op)) yield break;
        if (!IsProduct(left)) yield return (left, op == Operator.Divide ? Inverted(right) : right);
        foreach (var (factor, rest) in Without(left)) yield return (factor, new Formula.Binary(op, rest, right));
        yield return op == Operator.Divide ? (Inverted(right), left) : (right, left);
        foreach (var (factor, rest) in Without(right)) yield return (op == Operator.Divide ? Inverted(factor) : factor, new Formula.Binary(op, left, rest));
    }

    private static bool IsProduct(Operator op) => op is Operator.Multiply or Operator.MatrixMultiply or Operator.Hadamard or Operator.Divide;

    private static bool IsProduct(Formula formula) => formula is Formula.Binary(var op, _, _) && IsProduct(op);

    private static Formula.Binary Inverted(Formula formula) => new(Operator.Divide, new Formula.Number(Rational.One), formula);
}
