namespace MashaBot.Formulas;

/// <summary>A formula that can be read but means nothing in its scope: a name without a value, an index out of range, a definition that
/// needs itself. The engine's own refusals (shapes, ÷0) are <see cref="Backprop.EngineException"/>.</summary>
public sealed class FormulaException : Exception
{
    public FormulaException() : this("The formula has no meaning.") { }
    public FormulaException(string message) : base(message) { }
    public FormulaException(string message, Exception inner) : base(message, inner) { }
}
