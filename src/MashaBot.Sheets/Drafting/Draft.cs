using System.Collections.Immutable;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;
using MashaBot.Sheets.Drawings;
using MashaBot.Sheets.Rendering;
using Slot = MashaBot.Sheets.Content.Slot;

namespace MashaBot.Sheets.Drafting;

/// <summary>A variant's figures, and a reader's way to write them, in the hands of whoever draws.</summary>
internal sealed class Draft(Workings workings, ProblemSource problem, NumberStyle style)
{
    internal Workings Workings => workings;

    internal Passes Passes { get; } = new(workings, problem);

    internal char DecimalMark => style == NumberStyle.DecimalComma ? ',' : '.';

    /// <summary>The same with a name that stands for a value.</summary>
    internal Draft With(string name, Tensor<Real> value) => new(new(problem, workings.Scope.With(name, value), [], null, []), problem, style);

    internal Tensor<Real> Value(Formula formula) => workings.Value(formula);

    /// <exception cref="EngineException">It is no number.</exception>
    internal double Number(Formula formula) => Value(formula) is { Count: 1 } value ? value.Only.ToDouble() : throw new EngineException($"{formula} is no number.");

    internal int Integer(Formula formula) => Value(formula) is { Count: 1, Only: { IsExact: true, Exact.IsInteger: true } whole } ? (int)whole.ToDouble() : throw new EngineException($"{formula} is no integer.");

    internal double[] Numbers(Formula formula) => [.. Value(formula).Values.ToArray().Select(value => value.ToDouble())];

    internal PlotPoint Pair(Formula formula) => Numbers(formula) is [var x, var y] ? new(x, y) : throw new EngineException($"{formula} is no pair.");

    internal PlotRange? Range(Formula? formula) => formula is null ? null : Pair(formula) is var (from, to) && from < to ? new(from, to) : throw new EngineException($"{formula} is no range: its first number must be the smaller one.");

    /// <summary>The rows of a matrix of two columns; a vector's numbers over 0, 1, 2 …</summary>
    internal ImmutableArray<PlotPoint> Points(Formula formula) => Value(formula) switch
    {
        { Shape.Rank: 2 } matrix when matrix.Shape[1] == 2 => [.. Enumerable.Range(0, matrix.Shape[0]).Select(row => new PlotPoint(matrix[row, 0].ToDouble(), matrix[row, 1].ToDouble()))],
        { Shape.Rank: 1 } vector => [.. vector.Values.ToArray().Select((value, i) => new PlotPoint(i, value.ToDouble()))],
        var other => throw new EngineException($"{formula} has shape {other.Shape}: neither rows of two numbers nor a vector."),
    };

    /// <summary>LaTeX of the formula itself.</summary>
    internal string Latex(Formula formula) => workings.Latex(formula, style);

    internal string Latex(string name) => workings.Latex(new Formula.Name(name), style);

    /// <summary>LaTeX of its value.</summary>
    internal string Figure(Formula formula, int? decimals = null) => Figure(Value(formula), decimals);

    internal string Figure(Tensor<Real> value, int? decimals = null) => Written.Value(value, style, PrintForm.Latex, decimals);

    internal string Figure(Real value) => Formulas.Numbers.Format(value, style, null, PrintForm.Latex);

    /// <summary>The value of a slot between what stands before and after it.</summary>
    internal string Fitting(Slot.Value slot, string before, string after) => Written.Fitting(Written.Value(Value(slot.Of), style, PrintForm.Latex, slot.Decimals), before, after);

    internal Sampler Sampler(Formula of, params string[] over) => new(workings.Scope, of, over);
}
