using System.Collections.Immutable;

namespace MashaBot.Sheets.Content;

/// <summary>A problem's words in one language.</summary>
internal sealed record ProblemText(string File, string Title, Template Statement, ImmutableSortedDictionary<int, PartText> Parts);

/// <summary>A part's words.</summary>
/// <param name="Options">One a choice; empty otherwise.</param>
/// <param name="Hints">Graded, the gentlest first.</param>
/// <param name="Mistakes">By the mistake's key.</param>
/// <param name="Solution">Worked; of a part that the learner marks, the model answer.</param>
/// <param name="IsModel">Does it stand under `### model`?</param>
internal sealed record PartText(
    Place Place,
    Template Question,
    ImmutableArray<Template> Options,
    ImmutableArray<Template> Hints,
    ImmutableSortedDictionary<string, Template> Mistakes,
    Template? Solution,
    bool IsModel)
{
    internal IEnumerable<Template> All => [Question, .. Options, .. Hints, .. Mistakes.Values, .. Solution is { } solution ? [solution] : Array.Empty<Template>()];
}

/// <summary>A sheet's words in one language.</summary>
/// <param name="Afterword">Empty where the sheet has none.</param>
internal sealed record SheetText(string Title, Prose Introduction, Prose Afterword);
