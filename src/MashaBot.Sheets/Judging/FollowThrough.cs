using System.Collections.Immutable;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Rendering;

namespace MashaBot.Sheets.Judging;

/// <summary>
/// Marks a wrong reply by the learner's own earlier values: a slip made once is not counted again where everything after it is done well.
/// There is no credit for what a carried value makes trivial: a zero that leaves zeros, a value that the result no longer depends on.
/// </summary>
internal sealed class FollowThrough(Part part, Workings workings, Precision precision)
{
    /// <param name="Component">What was asked for: a named value, or a formula.</param>
    /// <param name="Value">What the learner got instead.</param>
    internal readonly record struct Carried(int Part, Formula Component, Tensor<Real> Value);

    /// <summary>The earlier parts whose wrong values explain the reply; empty if none do.</summary>
    internal ImmutableArray<int> Explain(ImmutableArray<Quantity> reply, ImmutableArray<Carried> wrong)
    {
        if (wrong is []) return [];
        if (Explains(reply, wrong)) return [.. wrong.Select(value => value.Part).Distinct()];
        foreach (var values in wrong.GroupBy(value => value.Part))
            if (Explains(reply, [.. values])) return [values.Key];
        return [];
    }

    private bool Explains(ImmutableArray<Quantity> reply, ImmutableArray<Carried> wrong)
    {
        if (With(wrong, value => value) is not { } carried || carried.Count != reply.Length || carried.Equals(workings.Value(part.Source.Answer.Formula))) return false;
        if (!reply.Select((value, i) => precision.Compare(value, carried.Values[i]) == Fit.Right).All(fits => fits)) return false;
        if (wrong.All(value => IsZero(value.Value)) && IsZero(carried)) return false;
        return With(wrong, value => value + Real.Half) is { } shifted && !shifted.Equals(carried);
    }

    /// <summary>The part's answer with the carried values in place of the right ones.</summary>
    private Tensor<Real>? With(ImmutableArray<Carried> wrong, Func<Real, Real> change)
    {
        var (scope, answer) = (workings.Scope, part.Source.Answer.Formula);
        foreach (var (_, component, value) in wrong)
        {
            var figure = new Tensor<Real>(value.Shape, value.Values.ToArray().Select(change).ToArray());
            if (component is Formula.Name(var id)) scope = scope.With(id, figure);
            else answer = answer.Replace(formula => formula == component ? Literal.Of(figure) : null);
        }
        return answer == part.Source.Answer.Formula && ReferenceEquals(scope, workings.Scope) ? null : scope.TryEvaluate(answer);
    }

    private static bool IsZero(Tensor<Real> values) => values.Values.ToArray().All(value => value == Real.Zero);
}
