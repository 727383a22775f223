using System.ComponentModel.DataAnnotations;

namespace MashaBot.Backup;

/// <summary>The section <c>Backup</c> of the settings.</summary>
internal sealed class BackupOptions
{
    /// <summary>From one copy of the file to the next; 0: only when asked by the command. With PostgreSQL the database's own means are better.</summary>
    [Range(0, 24 * 31)] public int Hours { get; set; } = 24;

    /// <summary>How many copies are kept.</summary>
    [Range(1, 1_000)] public int Keep { get; set; } = 14;

    /// <summary>Where they lie; by default <c>backups</c> in the store's folder. Another disk is better.</summary>
    public string? Path { get; set; }

    public string In(string folder) => Path is { Length: > 0 } path ? path : System.IO.Path.Combine(folder, "backups");
}
