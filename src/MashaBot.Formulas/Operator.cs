namespace MashaBot.Formulas;

/// <summary>What stands between two operands.</summary>
public enum Operator
{
    Add, Subtract, Multiply, Divide, Power,
    /// <summary>The product of matrices, <c>A@B</c>.</summary>
    MatrixMultiply,
    /// <summary>The elementwise product, <c>A⊙B</c>.</summary>
    Hadamard,
    Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual,
    And, Or,
}

/// <summary>What stands before one operand (or, for the transpose, after it).</summary>
public enum UnaryOperator { Negate, Not, Transpose }

/// <summary>How an operator is written, and how tightly it binds.</summary>
/// <param name="Binding">The larger, the tighter.</param>
internal sealed record OperatorSign(int Binding, string Text, string Latex);

internal static class Operators
{
    public const int Where = 1, Or = 2, And = 3, Not = 4, Comparison = 5, Sum = 6, Product = 7, Power = 9, Postfix = 10, Primary = 11;

    private static readonly Dictionary<Operator, OperatorSign> Signs = new()
    {
        [Operator.Or] = new(Or, " or ", @" \lor "),
        [Operator.And] = new(And, " and ", @" \land "),
        [Operator.Equal] = new(Comparison, " = ", " = "),
        [Operator.NotEqual] = new(Comparison, " ≠ ", @" \ne "),
        [Operator.Less] = new(Comparison, " < ", " < "),
        [Operator.LessOrEqual] = new(Comparison, " ≤ ", @" \le "),
        [Operator.Greater] = new(Comparison, " > ", " > "),
        [Operator.GreaterOrEqual] = new(Comparison, " ≥ ", @" \ge "),
        [Operator.Add] = new(Sum, " + ", " + "),
        [Operator.Subtract] = new(Sum, " − ", " - "),
        [Operator.Multiply] = new(Product, "·", @" \cdot "),
        [Operator.Divide] = new(Product, "/", " / "),
        [Operator.MatrixMultiply] = new(Product, "@", @"\,"),
        [Operator.Hadamard] = new(Product, " ⊙ ", @" \odot "),
        [Operator.Power] = new(Power, "^", "^"),
    };

    public static OperatorSign Sign(this Operator op) => Signs[op];

    public static bool IsComparison(this Operator op) => op.Sign().Binding == Comparison;
}
