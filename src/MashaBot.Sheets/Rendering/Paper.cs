using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Judging;

namespace MashaBot.Sheets.Rendering;

/// <summary>Matrix formulas as they stand on paper: matrices side by side are multiplied, what goes element by element has a sign of its own.</summary>
internal sealed class Paper(World world)
{
    internal Formula Of(Formula formula) => formula.Replace(part => part switch
    {
        Formula.Binary(Operator.MatrixMultiply, var left, var right) => new Formula.Binary(Operator.Multiply, Of(left), Of(right)),
        Formula.Binary(Operator.Multiply, var left, var right) when IsMatrix(left) && IsMatrix(right) => new Formula.Binary(Operator.Hadamard, Of(left), Of(right)),
        Formula.Binary(Operator.Power, var bottom, Formula.Number { Value: var exponent }) when exponent == 2 && IsMatrix(bottom) => new Formula.Binary(Operator.Hadamard, Of(bottom), Of(bottom)),
        _ => null,
    });

    private bool IsMatrix(Formula formula)
    {
        try
        {
            return world.ShapeOf(formula, world.Author).Rank == 2;
        }
        catch (Exception error) when (error is EngineException or FormulaException)
        {
            return false;      // its author is told by `lint`
        }
    }
}
