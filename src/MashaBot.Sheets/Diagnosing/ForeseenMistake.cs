using System.Collections.Immutable;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;
using MashaBot.Sheets.Rendering;

namespace MashaBot.Sheets.Diagnosing;

/// <summary>A mistake that the author foresaw.</summary>
/// <param name="Values">What it gives with the variant's figures.</param>
/// <param name="With">What it gives with other figures.</param>
internal sealed record ForeseenMistake(string Key, ImmutableArray<double> Values, Func<IReadOnlyDictionary<string, Tensor<Real>>, Tensor<Real>?> With)
{
    /// <summary>Those of a part that have as many values as its answer.</summary>
    internal static IEnumerable<ForeseenMistake> Of(ProblemSource problem, PartSource part, Workings workings, int count) =>
        part.Mistakes.Select(mistake => Of(problem, workings, mistake.Key, mistake.Value.Formula)).OfType<ForeseenMistake>().Where(mistake => mistake.Values.Length == count);

    /// <summary>Null where the formula has no value.</summary>
    internal static ForeseenMistake? Of(ProblemSource problem, Workings workings, string key, Formula formula) => workings.TryValue(formula) is { } value
        ? new(key, [.. value.Values.ToArray().Select(number => number.ToDouble())], figures => problem.ScopeOf(figures.ToImmutableDictionary()).TryEvaluate(workings.Expanded(formula)))
        : null;

    /// <summary>Is there a slip elsewhere that gives the same number, and only with these figures?</summary>
    /// <param name="givesSame">Do the values of a slip make the same reply?</param>
    /// <param name="counts">Which slips are looked at.</param>
    internal bool IsContested(FaultyValues slips, SameReply givesSame, Func<Fault, bool> counts)
    {
        var others = Enumerable.Range(0, slips.Count).Where(slip => slips.Fault(slip) is { IsVague: false } fault && counts(fault) && givesSame(slips[slip])).ToList();
        return others is not [] && slips.Nearby(With) is { } own && slips.Nearby(others).Any(values => !CloseValues.Instance.Equals(values, own));
    }

    internal delegate bool SameReply(ReadOnlySpan<double> values);
}
