using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MashaBot.Sheets.Content;
using MashaBot.Sheets.Diagnosing;
using Slot = MashaBot.Sheets.Content.Slot;

namespace MashaBot.Sheets;

public sealed class Problem
{
    private readonly ImmutableSortedDictionary<Language, ProblemText> texts;
    private readonly Dealer dealer;
    private readonly Visibility visibility;

    internal Problem(ProblemId id, ProblemSource source, ImmutableSortedDictionary<Language, ProblemText> texts, IReadOnlyDictionary<string, Slot> slots, FaultShelf shelf)
    {
        (Id, Source, this.texts, Slots, Shelf) = (id, source, texts, slots, shelf);
        (dealer, visibility) = (new(source), new(this));
        Parts = [.. source.Parts.Select(part => new Part(this, part))];
    }

    public ProblemId Id { get; }

    public IReadOnlyList<Part> Parts { get; }

    /// <summary>Numbers of the parts, cut into what one day brings.</summary>
    public ImmutableArray<ImmutableArray<int>> Sittings => Source.Sittings;

    public IEnumerable<string> PictureNames => Source.Pictures.Keys;

    /// <summary>The file of its data, for those who mend it.</summary>
    public string File => Source.Place.File;

    /// <summary>Languages that the problem is written in.</summary>
    public IEnumerable<Language> Languages => texts.Keys;

    internal ProblemSource Source { get; }

    internal IReadOnlyDictionary<string, Slot> Slots { get; }

    internal FaultShelf Shelf { get; }

    public string Title(Language language) => Text(language).Title;

    public Part Part(int number) => number >= 1 && number <= Parts.Count
        ? Parts[number - 1]
        : throw new ArgumentOutOfRangeException(nameof(number), number, $"Problem {Id} has the parts 1 to {Parts.Count}.");

    /// <summary>The problem with a variant's figures: the same id always gives the same ones.</summary>
    /// <exception cref="InvalidOperationException">No draw of this seed is as the author requires; <see cref="Inspection"/> finds such seeds.</exception>
    public Variant Deal(VariantId id) => TryDeal(id, out var variant, out var why) ? variant : throw new InvalidOperationException(why);

    /// <summary>Deals, or says why this seed can't be dealt.</summary>
    public bool TryDeal(VariantId id, [NotNullWhen(true)] out Variant? variant, [NotNullWhen(false)] out string? why)
    {
        variant = dealer.TryDeal(id, out var figures, out why) ? new(this, id, figures) : null;
        return variant is not null;
    }

    /// <summary>How well a variant's figures show slips in a part; null where it does not ask for computed numbers.</summary>
    public MutationScore? Score(Variant variant, int part) => visibility.Score(variant, Part(part));

    /// <summary>The first of the variants whose figures show slips well enough in all these parts; if none does, the first of those that do in most.</summary>
    /// <param name="candidates">Not empty, no more than are needed: the figures of each are looked at closely.</param>
    /// <param name="parts">Numbers of the parts that will be asked for.</param>
    public VariantId Choose(IEnumerable<VariantId> candidates, IReadOnlyCollection<int> parts)
    {
        (VariantId Id, Flaws Flaws)? best = null;
        foreach (var id in candidates)
        {
            if (visibility.FlawsOf(id, parts) is var flaws && best is { } before && flaws.CompareTo(before.Flaws) >= 0) continue;
            best = (id, flaws);
            if (flaws == default) break;
        }
        return best?.Id ?? throw new ArgumentException("There is no variant to choose from.", nameof(candidates));
    }

    /// <summary>Do the variant's figures show slips well enough in all these parts?</summary>
    internal bool ShowsSlips(VariantId id, IReadOnlyCollection<int> parts) => visibility.FlawsOf(id, parts).TooLittle == 0;

    internal ProblemText Text(Language language) => texts.In(language);
}
