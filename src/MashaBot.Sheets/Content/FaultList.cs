using System.Collections.Immutable;

namespace MashaBot.Sheets.Content;

/// <summary>Collects what is wrong with the content, so that an author sees all of it at once.</summary>
internal sealed class FaultList
{
    private readonly List<ContentFault> faults = [];

    internal bool IsEmpty => faults.Count == 0;

    internal ImmutableArray<ContentFault> Sorted => [.. faults.Distinct().OrderBy(fault => fault.File, StringComparer.Ordinal).ThenBy(fault => fault.Line)];

    internal void Add(Place place, string what, string remedy) => faults.Add(new(place.File, place.Line, what, remedy));
}

/// <summary>Where something stands.</summary>
/// <param name="Line">From 1.</param>
internal readonly record struct Place(string File, int Line);
