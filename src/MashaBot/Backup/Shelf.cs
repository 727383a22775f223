using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace MashaBot.Backup;

/// <summary>The folder of backups: named by when they were made, the newest first.</summary>
internal sealed class Shelf(string folder)
{
    private const string Prefix = "masha-";
    private static readonly InstantPattern moment = InstantPattern.Create("uuuu-MM-dd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    public IReadOnlyList<(string Path, Instant At)> All => !Directory.Exists(folder) ? [] :
        [.. Directory.EnumerateFiles(folder, $"{Prefix}*").Select(path => (Path: path, At: AtOf(path))).Where(entry => entry.At is not null)
            .Select(entry => (entry.Path, entry.At!.Value)).OrderByDescending(entry => entry.Value)];

    /// <param name="kind">The ending: what it is written as.</param>
    public string Place(Instant at, string kind)
    {
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, $"{Prefix}{moment.Format(at)}{kind}");
    }

    /// <summary>Takes the oldest away.</summary>
    public void Keep(int count)
    {
        foreach (var (path, _) in All.Skip(count)) File.Delete(path);
    }

    private static Instant? AtOf(string path)
    {
        var name = Path.GetFileName(path)[Prefix.Length..];
        return name.Split('.', 2) is [var at, "db" or "jsonl.gz"] && moment.Parse(at) is { Success: true } parsed ? parsed.Value : null;
    }
}
