using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>A formula that can be read but means nothing in its scope: a name without a value, an index out of range, a definition that
/// needs itself. The engine's own refusals (shapes, ÷0) are <see cref="Backprop.EngineException"/>.</summary>
public class FormulaException : Exception
{
    public FormulaException() : this("The formula has no meaning.") { }
    public FormulaException(string message) : base(message) { }
    public FormulaException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>Two sizes that do not fit each other: which operation, on what.</summary>
public sealed class SizeException : FormulaException
{
    public SizeException(Formula.Binary at, Shape left, Shape right, Exception inner)
        : base($"{at.Left} is {left} and {at.Right} is {right}: {at} has no value.", inner) => (At, Left, Right) = (at, left, right);

    public Formula.Binary At { get; }
    public Shape Left { get; }
    public Shape Right { get; }
}
