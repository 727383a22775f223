using System.Collections.Immutable;

namespace MashaBot.Sheets.Content;

/// <summary>A problem's words in one language.</summary>
internal sealed record ProblemText(string File, string Title, Template Statement, ImmutableSortedDictionary<int, PartText> Parts);

/// <summary>A part's words.</summary>
/// <param name="Options">One a choice; empty otherwise.</param>
/// <param name="Hints">Graded, the gentlest first.</param>
/// <param name="Mistakes">By the mistake's key.</param>
internal sealed record PartText(
    Place Place,
    Template Question,
    ImmutableArray<Template> Options,
    ImmutableArray<Template> Hints,
    ImmutableSortedDictionary<string, Template> Mistakes,
    Template? Solution)
{
    internal IEnumerable<Template> All => [Question, .. Options, .. Hints, .. Mistakes.Values, .. Solution is { } solution ? [solution] : Array.Empty<Template>()];
}

/// <summary>A sheet's words in one language.</summary>
internal sealed record SheetText(string Title, Prose Introduction);
