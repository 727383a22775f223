using System.Collections.Immutable;
using MashaBot.Sheets.Content;

namespace MashaBot.Sheets;

/// <summary>Asks for one reply.</summary>
public sealed class Part
{
    private readonly Problem problem;

    internal Part(Problem problem, PartSource source) =>
        (this.problem, Source, Mistakes) = (problem, source, source.Recognised.ToList());

    public PartId Id => new(problem.Id, Number);

    public int Number => Source.Number;

    public ReplyKind Kind => Source.Kind;

    /// <summary>How many graded hints there are.</summary>
    public int Hints => Text(Language.Russian).Hints.Length;

    /// <summary>How many options a choice has; 0 otherwise.</summary>
    public int Options => Text(Language.Russian).Options.Length;

    /// <summary>Earlier parts on whose answers this one builds: whoever meets it without them has to be told.</summary>
    public ImmutableArray<int> After => Source.After;

    /// <summary>Keys of the named mistakes.</summary>
    public IEnumerable<string> Mistakes { get; }

    internal PartSource Source { get; }

    internal PartText Text(Language language) => problem.Text(language).Parts[Number];
}
