namespace MashaBot.Formulas;

/// <summary>What a run of inexact numbers has to say about itself, for the thread that runs it. Whoever starts a run clears it.</summary>
internal static class Doubt
{
    /// <summary>A comparison could not be decided: what was computed from it may be the value on the wrong side of a jump.</summary>
    [ThreadStatic] internal static bool IsUncertain;

    /// <summary>Something so small was added to something so large that it no longer shows (1 + 10⁻³⁰, σ(100)): the value stands within
    /// its bound, but says nothing about what was swallowed.</summary>
    [ThreadStatic] internal static bool IsDeaf;

    /// <summary>A figure or constant came in that was rounded already: more digits than it has cannot be asked for.</summary>
    [ThreadStatic] internal static bool HasRounded;

    public static void Clear() => (IsUncertain, IsDeaf) = (false, false);
}
