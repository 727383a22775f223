using System.Collections.Immutable;
using MashaBot.Backprop;
using MashaBot.Formulas;

namespace MashaBot.Sheets.Judging;

/// <summary>Looks whether the sizes of the matrices in a learner's formula fit each other, and where they do not.</summary>
internal sealed class SizeCheck(World world)
{
    /// <summary>The innermost place where sizes clash; null if they all fit.</summary>
    internal Cause.Sizes? Clash(Formula formula)
    {
        foreach (var part in formula.Children())
            if (Clash(part) is { } inner) return inner;
        if (ShapeOf(formula, world.Learner) is not null) return null;
        ImmutableArray<SizedFormula> pieces = [.. formula.Children().Select(part => (Formula: part, Shape: ShapeOf(part, world.Learner))).Where(part => part.Shape is { IsScalar: false }).Select(part => Sized(part.Formula, part.Shape!.Value))];
        return pieces is [] ? null : new(Text(formula), pieces);
    }

    /// <summary>Does the whole formula have another size than the one asked for?</summary>
    /// <param name="answer">The author's.</param>
    internal Cause.ResultSize? Misfit(Formula formula, Formula answer) =>
        ShapeOf(formula, world.Learner) is { } shape && ShapeOf(answer, world.Author) is { } wanted && Write(shape) != Write(wanted) ? new(Write(shape), Write(wanted)) : null;

    /// <summary>Null where sizes inside the formula do not fit.</summary>
    internal Shape? ShapeOf(Formula formula, Scope scope)
    {
        try
        {
            return world.ShapeOf(formula, scope);
        }
        catch (Exception error) when (error is EngineException or FormulaException)
        {
            return null;
        }
    }

    private SizedFormula Sized(Formula formula, Shape shape) => new(Text(formula), Write(shape));

    private string Write(Shape shape) => shape.IsScalar ? "1×1" : world.Write(shape);

    private static string Text(Formula formula) => formula.ToText(NumberStyle.DecimalComma);
}
