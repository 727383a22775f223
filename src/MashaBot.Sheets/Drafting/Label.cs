using System.Collections.Immutable;
using MashaBot.Sheets.Content;

namespace MashaBot.Sheets.Drafting;

/// <summary>LaTeX in a picture with slots in it, which hold values only.</summary>
/// <param name="Latex">As it was written.</param>
/// <param name="Slots">By their inside.</param>
internal sealed record Label(string Latex, ImmutableDictionary<string, Slot.Value> Slots)
{
    internal string In(Draft draft) => MashaBot.Sheets.Slots.Fill(Latex, (inside, range) => draft.Fitting(Slots[inside], Latex[..range.Start.Value], Latex[range.End.Value..]));
}
