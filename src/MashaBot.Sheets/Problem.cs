using System.Collections.Immutable;

namespace MashaBot.Sheets;

public sealed class Problem
{
    internal Problem(ProblemId id) => Id = id;

    public ProblemId Id { get; }

    public IReadOnlyList<Part> Parts { get; } = [];

    /// <summary>Numbers of the parts, cut into what one day brings.</summary>
    public ImmutableArray<ImmutableArray<int>> Sittings { get; } = [];

    public string Title(Language language) => throw new NotImplementedException();

    /// <summary>The problem with a variant's figures: the same id always gives the same ones.</summary>
    public Variant Deal(VariantId id) => throw new NotImplementedException();
}
