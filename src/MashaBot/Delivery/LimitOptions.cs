using System.ComponentModel.DataAnnotations;

namespace MashaBot.Delivery;

/// <summary>The section <c>Limit</c> of the settings: how much is read of one person.</summary>
internal sealed class LimitOptions
{
    /// <summary>Messages and presses a minute in the long run; 0: as many as they like.</summary>
    [Range(0, 6_000)] public int PerMinute { get; set; } = 60;

    /// <summary>How many may come at once after a rest.</summary>
    [Range(1, 1_000)] public int AtOnce { get; set; } = 20;
}
