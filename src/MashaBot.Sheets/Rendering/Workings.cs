using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;

namespace MashaBot.Sheets.Rendering;

/// <summary>A problem's formulas with a variant's figures: their values, and the way to the values written down.</summary>
/// <param name="scope">Figures and definitions, the free names left out.</param>
/// <param name="known">Values found in this scope so far: a text asks for the same ones again and again.</param>
/// <param name="part">Whose `answer` and whose suffix; null for the whole problem.</param>
/// <param name="free">Names that stay letters, though they may have figures.</param>
internal sealed partial class Workings(ProblemSource problem, Scope scope, ConcurrentDictionary<Formula, Tensor<Real>?> known, PartSource? part, ImmutableHashSet<string> free)
{
    private readonly string suffix = part?.Suffix ?? "";

    internal Scope Scope => scope;

    /// <exception cref="EngineException">There is none: ÷0, ln of a negative number.</exception>
    /// <exception cref="FormulaException">A free name stands below the formula.</exception>
    internal Tensor<Real> Value(Formula formula) => TryValue(formula) ?? scope.Evaluate(Expanded(formula));

    internal Tensor<Real>? TryValue(Formula formula) => known.GetOrAdd(Expanded(formula), scope.TryEvaluate);

    /// <summary>The formula with the part's answer for `answer`.</summary>
    internal Formula Expanded(Formula formula) => part is null
        ? formula
        : formula.Replace(name => name is Formula.Name(ProblemSource.Answer) ? part.Answer.Formula : null);

    /// <summary>The formula with its figures put in and what holds only figures computed; names that are defined or free stay.</summary>
    internal Formula Form(Formula formula) => Fold(formula is Formula.Name(var id) && Definition(id) is { IsFunction: false } definition ? definition.Body : formula);

    /// <summary>A part's formula as a person would write it.</summary>
    internal Formula WrittenAnswer(PartSource source)
    {
        var form = Form((source.Form ?? source.Answer).Formula);
        return source.Kind is ReplyKind.MatrixFormula ? new Paper(Judging.World.Of(scope, source)[0]).Of(form) : form;
    }

    /// <summary>The formula with a value in place of each name, and of each thing that a person takes as one: a gradient, an element, a call of the problem's own function.</summary>
    /// <param name="decimals">Values that are longer are rounded to so many; null: exact as they are.</param>
    internal Formula PutIn(Formula formula, int? decimals = null) => Tidy.Signs(formula.Replace(part => part switch
    {
        Formula.Name(var id) when free.Contains(id) || !IsKnown(id) => part,
        Formula.Name or Formula.Index or Formula.Where or Formula.Call("grad" or "paths" or "round" or "decimals", _) => TryLiteral(part, decimals) ?? part,
        Formula.Call(var function, _) when Definition(function) is not null => TryLiteral(part, decimals) ?? part,
        _ => null,
    }));

    /// <summary>The definition behind a name: what stands to the right of its equals sign.</summary>
    internal Formula Behind(Formula formula) => formula is Formula.Name(var id) && Definition(id) is { IsFunction: false } definition ? definition.Body : formula;

    internal string Print(Formula formula, NumberStyle style, PrintForm form)
    {
        var shown = formula.Replace(part => part is Formula.Name(var id) ? new Formula.Name(Shown(id)) : null);
        return form == PrintForm.Latex ? Touching.Replace(shown.ToLatex(style), @" \cdot ") : Touching.Replace(shown.ToText(style), "·");
    }

    /// <summary>Between a number and a negative number: 3(−1) is 3 · (−1) for a beginner.</summary>
    [GeneratedRegex(@"(?<=\d)(?=\([-−]\d)")]
    private static partial Regex Touching { get; }

    internal string Latex(Formula formula, NumberStyle style) => Print(formula, style, PrintForm.Latex);

    /// <summary>A node's name as a reader knows it: the suffix stands behind a number (<c>w2m</c>) or a single letter (<c>La</c>).</summary>
    internal string Shown(string name) =>
        suffix != "" && name.EndsWith(suffix, StringComparison.Ordinal) && name[..^suffix.Length] is [.., >= '0' and <= '9'] or [_] && IsKnown(name) ? name[..^suffix.Length] : name;

    /// <summary>The node that a reader means.</summary>
    internal string Meant(string name) => suffix != "" && IsKnown(name + suffix) ? name + suffix : name;

    internal Definition? Definition(string name) => free.Contains(name) ? null : problem.Definitions.FirstOrDefault(definition => definition.Name == name);

    internal bool IsKnown(string name) => problem.Given.ContainsKey(name) || problem.Definitions.Any(definition => definition.Name == name) || (name == ProblemSource.Answer && part is not null);

    internal bool IsGiven(string name) => problem.Given.ContainsKey(name) && !free.Contains(name);

    private Formula Fold(Formula formula)
    {
        if (formula is Formula.Name(var id)) return IsGiven(id) ? TryLiteral(formula) ?? formula : formula;
        if (HoldsOnlyFigures(formula) && TryValue(formula) is { Shape.Rank: <= 2 } value && value.Values.ToArray().All(item => item.IsExact)) return Literal.Of(value);
        if (formula is Formula.Where) return formula;
        var top = formula;
        return Tidy.Up(formula.Replace(part => ReferenceEquals(part, top) ? null : Fold(part)));
    }

    private bool HoldsOnlyFigures(Formula formula) =>
        formula.Names().All(IsGiven) && formula.Parts().OfType<Formula.Call>().All(call => Definition(call.Function) is null);

    /// <summary>Null where a free name stands below the formula: then it stays as it is.</summary>
    private Formula? TryLiteral(Formula formula, int? decimals = null) => TryValue(formula) is { Shape.Rank: <= 2 } value ? Literal.Of(value, decimals) : null;
}
