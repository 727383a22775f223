using System.Collections.Immutable;
using MashaBot.Backprop;

namespace MashaBot.Sheets.Diagnosing;

/// <summary>One slip at one place of a part's graph; it repeats wherever the value is used.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Owner">The named node in whose computation it stands, or through which one goes back; of the answer itself: the rest.</param>
/// <param name="Pass">On the way there or back.</param>
/// <param name="Function">The function at which it happens; null where that says nothing.</param>
/// <param name="Changes">Places that are computed otherwise, in order.</param>
internal sealed record Fault(SlipKind Kind, string Owner, SlipPass Pass, string? Function, ImmutableArray<Tape.Change> Changes)
{
    /// <summary>Is it only said that a value is off, and not what was done? It gives way to a slip that says more.</summary>
    internal bool IsVague { get; init; }

    /// <summary>The slip made in the same way at several steps.</summary>
    internal static Fault Everywhere(IReadOnlyList<Fault> same) =>
        same[0] with { Changes = [.. same.SelectMany(fault => fault.Changes).OrderBy(change => change.At)] };
}
