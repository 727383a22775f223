using System.Collections.Immutable;
using MashaBot.Backprop;
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
        from mistake in part.Mistakes
        let value = workings.TryValue(mistake.Value.Formula)
        where value is not null && value.Count == count
        select new ForeseenMistake(mistake.Key, [.. value.Values.ToArray().Select(number => number.ToDouble())],
            figures => problem.ScopeOf(figures.ToImmutableDictionary()).TryEvaluate(workings.Expanded(mistake.Value.Formula)));

    /// <summary>Is there a wrong sign somewhere that gives the same number, and only with these figures? Signs slip most often: then neither is likelier.</summary>
    /// <param name="givesSame">Do the values of a slip make the same reply?</param>
    internal bool IsContested(FaultyValues slips, SameReply givesSame)
    {
        var signs = Enumerable.Range(0, slips.Count).Where(slip => slips.Fault(slip) is { Kind: SlipKind.FlippedSign, IsVague: false } && givesSame(slips[slip])).ToList();
        return signs is not [] && slips.Nearby(With) is { } own && slips.Nearby(signs).Any(values => !CloseValues.Instance.Equals(values, own));
    }

    internal delegate bool SameReply(ReadOnlySpan<double> values);
}
