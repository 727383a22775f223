using MashaBot.Formulas;
using MashaBot.Sheets.Content;
using MashaBot.Sheets.Judging;

namespace MashaBot.Sheets;

/// <summary>Where a named mistake gives what the answer or another mistake gives: with these figures nobody can tell which was made. Counted over the variants of a problem.</summary>
internal sealed class Coincidences
{
    /// <summary>
    /// The largest share of variants. A variant is chosen out of twelve, so what happens in one of ten is hardly ever dealt;
    /// what happens more often is no accident of the figures but the way they are drawn.
    /// </summary>
    private const double Most = 0.1;

    /// <summary>A share of fewer variants says nothing.</summary>
    private const int Enough = 40;

    /// <summary>Formulas hardly change with figures, and take a millisecond a pair: so many variants are looked at beside the book's.</summary>
    private const int FormulaVariants = 8;

    private readonly OrderedDictionary<(Part Part, Mistake Mistake, Mistake? Other), List<VariantId>> met = [];
    private int tried;

    internal void Look(Variant variant)
    {
        tried++;
        foreach (var part in variant.Problem.Parts.Where(part => part.Source.Mistakes.Length > 0))
        {
            if (part.Kind.IsFormula && variant.Id.Seed > FormulaVariants || AlikeIn(variant, part) is not { } alike) continue;
            var mistakes = part.Source.Mistakes;
            foreach (var (i, mistake) in mistakes.Index())
                foreach (var other in mistakes[..i].Prepend(null))
                    if (alike(mistake, other)) Add((part, mistake, other), variant.Id);
        }
    }

    internal IEnumerable<ContentFault> Faults() =>
        from pair in met
        let part = pair.Key.Part
        let isBook = pair.Value[0].IsBook
        let share = (double)pair.Value.Count / (part.Kind.IsFormula ? Math.Min(tried, FormulaVariants + 1) : tried)
        let isOften = tried > Enough && (part.Kind.HasOptions ? share >= 1 : share > Most)      // which option is right may depend on the figures
        where isBook || isOften
        let place = pair.Key.Mistake.Value.Place
        select new ContentFault(place.File, place.Line,
            $"the mistake `{pair.Key.Mistake.Key}` of part {part.Number} gives {(pair.Key.Other is { } other ? $"what `{other.Key}` gives" : "the answer")}{(isBook ? " with the book's figures" : "")}{(isOften ? $" in {share:P0} of the variants" : "")}",
            "Require figures that tell them apart, mend the formula, or say both in the words of one mistake");

    private void Add((Part, Mistake, Mistake?) pair, VariantId id)
    {
        if (!met.TryGetValue(pair, out var variants)) met.Add(pair, variants = []);
        variants.Add(id);
    }

    /// <summary>Tells of two mistakes, or of one and the answer, whether the same reply says both; null where nothing can be compared.</summary>
    private static Func<Mistake, Mistake?, bool>? AlikeIn(Variant variant, Part part)
    {
        var (source, workings) = (part.Source, variant.WorkingsOf(part.Source));
        if (part.Kind.IsFormula)
        {
            var judge = new FormulaJudge(workings, source);
            return (first, second) => judge.CompareOwn(first.Value.Formula, (second?.Value ?? source.Answer).Formula) is not Equality.Different;
        }
        if (part.Kind is ReplyKind.Weights || workings.TryValue(source.Answer.Formula) is not { } answer) return null;
        var values = source.Mistakes.ToDictionary(mistake => mistake, mistake => workings.TryValue(mistake.Value.Formula)?.Values.ToArray());
        var (right, precision) = (answer.Values.ToArray(), new Precision(source.Within, source.Digits));
        return (first, second) => values[first] is { } one && (second is null ? right : values[second]) is { } another
            && (part.Kind is ReplyKind.Choices ? one.ToHashSet().SetEquals(another)
                : part.Kind.HasOptions || one.Length != right.Length ? one.SequenceEqual(another)
                : one.Length == another.Length && one.Zip(another, right).All(numbers => precision.AreTypedAlike(numbers.First.ToDouble(), numbers.Second.ToDouble(), numbers.Third)));
    }
}
