using System.Collections.Immutable;

namespace MashaBot.Sheets;

/// <summary>A sheet of problems around one subject.</summary>
public sealed class Sheet
{
    internal Sheet(int number) => Number = number;

    public int Number { get; }

    /// <summary>Numbers of the sheets that should be solved before.</summary>
    public ImmutableArray<int> Presupposes { get; } = [];

    public IReadOnlyList<Problem> Problems { get; } = [];

    public string Title(Language language) => throw new NotImplementedException();

    /// <summary>Epigraph and introduction.</summary>
    public Prose Introduction(Language language) => throw new NotImplementedException();
}
