using MashaBot.Store;
using MashaBot.Store.Lite;
using NodaTime;
using NodaTime.Text;

namespace MashaBot.Backup;

/// <summary>Puts a backup in the place of a store.</summary>
internal static class Restoring
{
    /// <summary>Looks through all of a backup.</summary>
    /// <exception cref="StoreException">It is not good.</exception>
    public static async Task<(long Learners, long Attempts)> Check(string path, string kind)
    {
        if (kind == ".db") return LiteFile.Verify(path);
        var (learners, attempts) = (0L, 0L);
        await foreach (var kept in JsonLines.Read(path, IsPacked(kind)))
        {
            if (kept is Kept.OfLearner) learners++;
            if (kept is Kept.OfAttempt) attempts++;
        }
        return (learners, attempts);
    }

    /// <summary>Into a folder, where the store that is there is kept beside it.</summary>
    /// <returns>Where the former store is now; null where there was none.</returns>
    public static async Task<string?> IntoFolder(string backup, string folder, Instant now)
    {
        var path = Path.Combine(StoreLock.Folder(folder), LiteStore.FileName);
        await using var held = StoreLock.Take(folder);
        var draft = Path.Combine(folder, "restored");
        if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
        try
        {
            Directory.CreateDirectory(draft);
            var fresh = Path.Combine(draft, LiteStore.FileName);
            if (KindOf(backup) == ".db") File.Copy(backup, fresh);
            await using (var store = await LiteStore.Open(draft))   // an older backup is brought up here, and only a good one comes further
                if (KindOf(backup) != ".db") await store.Fill(JsonLines.Read(backup, IsPacked(KindOf(backup))));
            var former = File.Exists(path) ? Path.Combine(folder, $"masha-before-restore-{InstantPattern.General.Format(now).Replace(":", "", StringComparison.Ordinal)}.db") : null;
            if (former is not null)
            {
                foreach (var of in (Func<string, string>[])[JournaledFile.JournalOf, LiteFile.LogOf])
                    if (File.Exists(of(path))) File.Move(of(path), of(former), overwrite: true);
                File.Move(path, former, overwrite: true);
            }
            File.Move(fresh, path);
            return former;
        }
        finally
        {
            Directory.Delete(draft, recursive: true);
        }
    }

    /// <summary>Into another store, which must be empty.</summary>
    public static async Task Into(string backup, ILearnerStore store)
    {
        if (KindOf(backup) != ".db")
        {
            await store.Fill(JsonLines.Read(backup, IsPacked(KindOf(backup))));
            return;
        }
        var draft = Directory.CreateTempSubdirectory("masha-restore-").FullName;
        try
        {
            File.Copy(backup, Path.Combine(draft, LiteStore.FileName));
            await using var from = await LiteStore.Open(draft);
            await store.Fill(from.Everything());
        }
        finally
        {
            Directory.Delete(draft, recursive: true);
        }
    }

    public static string KindOf(string path) =>
        path.EndsWith(".db", StringComparison.OrdinalIgnoreCase) ? ".db" : path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? ".jsonl.gz" : ".jsonl";

    private static bool IsPacked(string kind) => kind.EndsWith(".gz", StringComparison.Ordinal);
}
