using System.Collections.Immutable;

namespace MashaBot.Sheets.Content;

/// <summary>Prose with slots that wait for a variant's figures.</summary>
/// <param name="Prose">Slots stand in its texts and formulas as they were written.</param>
/// <param name="Slots">What stands in them and where, by their inside.</param>
internal sealed record Template(Prose Prose, Place Place, ImmutableArray<SlotSource> Slots)
{
    internal bool IsEmpty => Prose.Blocks is [];
}

/// <param name="Inside">Between the braces, blanks made single.</param>
internal sealed record SlotSource(string Inside, Place Place);
