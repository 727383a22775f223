using System.Collections.Immutable;
using MashaBot.Sheets.Content;

namespace MashaBot.Sheets;

/// <summary>A sheet of problems around one subject.</summary>
public sealed class Sheet
{
    private readonly ImmutableSortedDictionary<Language, SheetText> texts;

    internal Sheet(int number, ImmutableArray<int> presupposes, ImmutableArray<Problem> problems, ImmutableSortedDictionary<Language, SheetText> texts) =>
        (Number, Presupposes, Problems, this.texts) = (number, presupposes, problems, texts);

    public int Number { get; }

    /// <summary>Numbers of the sheets that should be solved before.</summary>
    public ImmutableArray<int> Presupposes { get; }

    /// <summary>In the order in which they are dealt.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    public string Title(Language language) => texts.In(language).Title;

    /// <summary>Epigraph and introduction.</summary>
    public Prose Introduction(Language language) => texts.In(language).Introduction;

    /// <summary>What is said when its last problem is behind: where to read on. Empty where there is nothing to say.</summary>
    public Prose Afterword(Language language) => texts.In(language).Afterword;
}
