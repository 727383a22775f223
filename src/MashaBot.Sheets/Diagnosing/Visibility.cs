using System.Collections;
using System.Collections.Concurrent;
using MashaBot.Sheets.Judging;

namespace MashaBot.Sheets.Diagnosing;

/// <summary>Which slips show in the answers of a problem's parts, and which mistakes can be told apart: with one variant's figures, and with any.</summary>
internal sealed class Visibility(Problem problem)
{
    /// <summary>What none of so many variants shows counts as invisible: it is another way to the same number.</summary>
    private const int Sample = 6;

    private readonly ConcurrentDictionary<int, Sight?> parts = [];
    private readonly ConcurrentDictionary<(VariantId Variant, int Part), Flaws> known = [];

    /// <summary>What can be seen with some figures.</summary>
    /// <param name="Slips">One bit for each slip of the part.</param>
    /// <param name="Pairs">One for each pair of mistakes, the answer being the last of them; then one for each mistake and a wrong sign elsewhere.</param>
    private sealed record Sight(BitArray Slips, BitArray Pairs, int Contested)
    {
        internal Sight With(Sight other) => Slips.Length != other.Slips.Length ? this : new(new BitArray(Slips).Or(other.Slips), new BitArray(Pairs).Or(other.Pairs), 0);
    }

    /// <summary>Null where a part does not ask for computed numbers.</summary>
    internal MutationScore? Score(Variant variant, Part part)
    {
        if (Of(variant, part) is not { } here || variant.FaultyOf(part) is not { } faulty || parts.GetOrAdd(part.Number, _ => Ever(part)) is not { } ever) return null;
        ever = here.With(ever);
        var shown = Enumerable.Range(0, faulty.Count).Count(fault => here.Slips[fault]);
        var hidden = Enumerable.Range(0, faulty.Count).Where(fault => ever.Slips[fault] && !here.Slips[fault]).Select(fault => $"{faulty.Fault(fault).Kind.Code} {faulty.Fault(fault).Owner}".TrimEnd());
        string[] keys = [.. part.Source.Mistakes.Select(mistake => mistake.Key), "answer"];
        var pairs = Pairs(keys.Length).Select(pair => $"{keys[pair.First]} = {keys[pair.Second]}").Concat(keys[..^1].Select(key => $"{key} = {SlipKind.FlippedSign.Code}")).Index().ToList();
        var twins = pairs.Where(pair => ever.Pairs[pair.Index] && !here.Pairs[pair.Index]).Select(pair => pair.Item);
        return new(part.Id, shown, [.. hidden], [.. twins]) { Contested = here.Contested, Inseparable = [.. pairs.Where(pair => !ever.Pairs[pair.Index]).Select(pair => pair.Item)] };
    }

    /// <summary>What the variant's figures lack in these parts. Found once for each.</summary>
    internal Flaws FlawsOf(VariantId id, IEnumerable<int> numbers)
    {
        Variant? variant = null;
        return numbers.Select(number => known.GetOrAdd((id, number), _ => FlawsOf(variant ??= problem.Deal(id), problem.Part(number)))).Aggregate(default(Flaws), (all, flaws) => all + flaws);
    }

    private Flaws FlawsOf(Variant variant, Part part) => Score(variant, part) is { } score ? new(score.IsEnough ? 0 : 1, score.Contested) : default;

    private Sight? Ever(Part part)
    {
        Sight? ever = null;
        for (var seed = 0; seed <= Sample; seed++)
            if (problem.TryDeal(new(seed), out var variant, out _) && Of(variant, part) is { } sight) ever = ever?.With(sight) ?? sight;
        return ever;
    }

    private static Sight? Of(Variant variant, Part part)
    {
        if (!part.Kind.IsNumbers || variant.FaultyOf(part) is not { } faulty) return null;
        var workings = variant.WorkingsOf(part.Source);
        var answer = workings.Value(part.Source.Answer.Formula).Values.ToArray();
        var precision = new Precision(part.Source.Within, part.Source.Digits);
        List<double[]?> values = [.. part.Source.Mistakes.Select(mistake => workings.TryValue(mistake.Value.Formula)?.Values.ToArray().Select(number => number.ToDouble()).ToArray()), [.. answer.Select(number => number.ToDouble())]];
        var foreseen = ForeseenMistake.Of(variant.Problem.Source, part.Source, workings, answer.Length).ToDictionary(mistake => mistake.Key);
        return new(
            new BitArray(Enumerable.Range(0, faulty.Count).Select(fault => !faulty.Fault(fault).IsVague && Differ(faulty[fault], values[^1])).ToArray()),
            new BitArray(Pairs(values.Count).Select(pair => Differ(values[pair.First], values[pair.Second]))
                .Concat(part.Source.Mistakes.Select(mistake => !foreseen.TryGetValue(mistake.Key, out var known) || !IsContested(known, fault => fault.Kind == SlipKind.FlippedSign))).ToArray()),
            foreseen.Values.Count(known => IsContested(known, _ => true)));

        bool IsContested(ForeseenMistake mistake, Func<Fault, bool> by) => mistake.IsContested(faulty, slip => !Differ(slip, [.. mistake.Values]), by);

        bool Differ(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
        {
            if (first.Length != second.Length) return true;
            for (var i = 0; i < first.Length; i++)
                if (!precision.AreTypedAlike(first[i], second[i], answer[i])) return true;
            return false;
        }
    }

    private static IEnumerable<(int First, int Second)> Pairs(int count) =>
        from first in Enumerable.Range(0, count)
        from second in Enumerable.Range(first + 1, count - first - 1)
        select (first, second);
}
