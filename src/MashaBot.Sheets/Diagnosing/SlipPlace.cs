namespace MashaBot.Sheets;

/// <summary>Where a slip happened.</summary>
/// <param name="Node">The node in whose computation it stands, as people write it (h₂), or whose gradient it is; null: in the answer itself.</param>
/// <param name="Pass">On the way there or back.</param>
/// <param name="Function">The function at which it happened, by its code (<c>relu</c>, <c>sigma</c>, <c>mean</c>, <c>square</c>); null where no function is meant.</param>
public sealed record SlipPlace(string? Node, SlipPass Pass, string? Function);

/// <summary>The two ways through a graph.</summary>
public enum SlipPass
{
    Forward,
    Backward,
}
