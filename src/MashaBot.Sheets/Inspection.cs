using System.Collections.Immutable;
using MashaBot.Sheets.Content;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Sheets;

/// <summary>Deals a problem many times and looks for what a reader of its files can't see: figures without an answer, texts that fail, examples that are judged otherwise.</summary>
public sealed class Inspection
{
    private readonly Problem problem;
    private readonly Action<VariantId, Drawing> paint;
    private readonly Coincidences coincidences = new();
    private readonly OrderedDictionary<(Place Place, string What, string Remedy), List<VariantId>> found = [];

    private Inspection(Problem problem, Action<VariantId, Drawing> paint) => (this.problem, this.paint) = (problem, paint);

    /// <param name="seeds">Variants 1 to this one are dealt, and the book's.</param>
    /// <param name="paint">Is shown each picture of each variant; throws a <see cref="FormatException"/> at one that can't be painted. Null: drawings are made and nobody looks at them.</param>
    public static ImmutableArray<ContentFault> Of(Problem problem, int seeds, Action<VariantId, Drawing>? paint = null)
    {
        var inspection = new Inspection(problem, paint ?? ((_, _) => { }));
        foreach (var id in Enumerable.Range(0, seeds + 1).Select(seed => new VariantId(seed))) inspection.Deal(id);
        return [.. inspection.found.Select(pair => new ContentFault(pair.Key.Place.File, pair.Key.Place.Line, pair.Key.What + In(pair.Value), pair.Key.Remedy)), .. inspection.coincidences.Faults()];
    }

    /// <summary>Figures that show too few slips. They are no fault: the part works, but its diagnosis will often be silent.</summary>
    public static IEnumerable<ContentFault> Remarks(Problem problem, int seeds)
    {
        if (!problem.TryDeal(VariantId.Book, out var book, out _)) yield break;
        foreach (var part in problem.Parts)
        {
            if (problem.Score(book, part.Number) is not { } score) continue;
            foreach (var pair in score.Inseparable)
                yield return new(part.Source.Place.File, part.Source.Place.Line, $"part {part.Id} has `{pair}` in every variant: the mistake is never told", "Say both in the words of one mistake, or remove one");
            if (!score.IsEnough)
                yield return new(part.Source.Place.File, part.Source.Place.Line, $"the book's figures show {score.Share:P0} of the single slips in part {part.Id}{Hidden(score)}", "Choose figures that are not 0 or 1 and differ from each other, or ask for more digits");
        }
        ImmutableArray<int> all = [.. problem.Parts.Select(part => part.Number)];
        var variants = Enumerable.Range(1, seeds).Select(seed => new VariantId(seed)).Where(id => problem.TryDeal(id, out _, out _)).ToList();
        if (variants.Count(id => problem.ShowsSlips(id, all)) is var good && good * 4 < variants.Count)
            yield return new(problem.Source.Place.File, problem.Source.Place.Line, $"only {good} of {variants.Count} variants show {MutationScore.Least:P0} of the single slips in every part", "Let more figures vary, or require that they differ");
    }

    private static string Hidden(MutationScore score) =>
        string.Concat(score.Hidden.Distinct().Take(4).Select((slip, i) => $"{(i == 0 ? "; not, for example, " : ", ")}`{slip}`")) + string.Concat(score.Twins.Select(twins => $"; there is `{twins}`"));

    private static string In(List<VariantId> variants) => variants switch
    {
        [{ IsBook: true }] => "",
        [var only] => $" (variant {only})",
        [var first, ..] => $" (variant {first} and {variants.Count - 1} more)",
        [] => "",
    };

    private void Deal(VariantId id)
    {
        if (!problem.TryDeal(id, out var variant, out var why))
        {
            Add(problem.Source.Place, id, why, "Loosen `require` or let more figures vary");
            return;
        }
        new VariantCheck(variant, paint, (place, what, remedy) => Add(place, id, what, remedy)).Run();
        coincidences.Look(variant);
    }

    private void Add(Place place, VariantId id, string what, string remedy)
    {
        if (!found.TryGetValue((place, what, remedy), out var variants)) found.Add((place, what, remedy), variants = []);
        if (!variants.Contains(id)) variants.Add(id);
    }
}
