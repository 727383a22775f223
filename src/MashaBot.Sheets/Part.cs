namespace MashaBot.Sheets;

/// <summary>Asks for one reply.</summary>
public sealed class Part
{
    internal Part(PartId id, ReplyKind kind) => (Id, Kind) = (id, kind);

    public PartId Id { get; }

    public int Number => Id.Number;

    public ReplyKind Kind { get; }

    /// <summary>How many graded hints there are.</summary>
    public int Hints { get; }

    /// <summary>How many options a choice has; 0 otherwise.</summary>
    public int Options { get; }
}
