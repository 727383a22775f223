using System.Collections.Immutable;
using MashaBot.Sheets.Content;

namespace MashaBot.Sheets;

/// <summary>Deals a problem many times and looks for what a reader of its files can't see: figures without an answer, texts that fail, examples that are judged otherwise.</summary>
public sealed class Inspection
{
    private readonly Problem problem;
    private readonly OrderedDictionary<(Place Place, string What, string Remedy), List<VariantId>> found = [];

    private Inspection(Problem problem) => this.problem = problem;

    /// <param name="seeds">Variants 1 to this one are dealt, and the book's.</param>
    public static ImmutableArray<ContentFault> Of(Problem problem, int seeds)
    {
        var inspection = new Inspection(problem);
        foreach (var id in Enumerable.Range(0, seeds + 1).Select(seed => new VariantId(seed))) inspection.Deal(id);
        return [.. inspection.found.Select(pair => new ContentFault(pair.Key.Place.File, pair.Key.Place.Line, pair.Key.What + In(pair.Value), pair.Key.Remedy))];
    }

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
        new VariantCheck(variant, (place, what, remedy) => Add(place, id, what, remedy)).Run();
    }

    private void Add(Place place, VariantId id, string what, string remedy)
    {
        if (!found.TryGetValue((place, what, remedy), out var variants)) found.Add((place, what, remedy), variants = []);
        if (!variants.Contains(id)) variants.Add(id);
    }
}
