using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace MashaBot.Sheets.Content;

/// <summary>Collects what is wrong with the content, so that an author sees all of it at once. Problems are read side by side; each file by one thread.</summary>
internal sealed class FaultList
{
    private readonly ConcurrentQueue<ContentFault> faults = [];

    internal bool IsEmpty => faults.IsEmpty;

    internal ImmutableArray<ContentFault> Sorted => [.. faults.Distinct().OrderBy(fault => fault.File, StringComparer.Ordinal).ThenBy(fault => fault.Line)];

    internal void Add(Place place, string what, string remedy) => faults.Enqueue(new(place.File, place.Line, what, remedy));
}

/// <summary>Where something stands.</summary>
/// <param name="Line">From 1.</param>
internal readonly record struct Place(string File, int Line);
