using System.Text;
using Microsoft.Extensions.Logging;

namespace MashaBot.Telegram;

/// <summary>The ids by which Telegram knows what was uploaded, by the hash of what is drawn; kept in a file, so that after a restart nothing is uploaded again.</summary>
/// <remarks>
/// A file of its own and not the store: it may be lost, is worth no backup and no commit, and holds for one bot on one server only. A line is a hash
/// and an id; the last line of a hash holds, without an id it is forgotten; what is no such line (a crash cut it) is passed over.
/// </remarks>
internal sealed class FileIds : IDisposable
{
    private readonly string path;
    private readonly int room;
    private readonly ILogger logger;
    private readonly Dictionary<string, string> ids = [];
    private readonly Queue<string> oldest = [];
    private readonly Lock gate = new();
    private StreamWriter? file;

    /// <param name="room">How many are remembered; the oldest are dropped.</param>
    public FileIds(string path, int room, ILogger<FileIds> logger)
    {
        (this.path, this.room, this.logger) = (path, room, logger);
        AtDisk(() =>
        {
            if (File.Exists(path))
                foreach (var line in File.ReadLines(path)) Read(line);
            Rewrite();
        });
    }

    public string? Find(string hash)
    {
        lock (gate) return ids.GetValueOrDefault(hash);
    }

    public void Remember(string hash, string id)
    {
        lock (gate)
        {
            if (ids.GetValueOrDefault(hash) == id) return;
            Put(hash, id);
            AtDisk(() => file?.WriteLine($"{hash} {id}"));
        }
    }

    /// <returns>Whether there was one.</returns>
    public bool Forget(string hash)
    {
        lock (gate)
        {
            if (!ids.Remove(hash)) return false;
            AtDisk(() => file?.WriteLine(hash));
            return true;
        }
    }

    public void Dispose()
    {
        lock (gate) AtDisk(() => file?.Dispose());
    }

    private void Read(string line)
    {
        switch (line.Split(' '))
        {
            case [{ Length: 64 } hash, { Length: > 0 } id]: Put(hash, id); break;
            case [{ Length: 64 } hash]: ids.Remove(hash); break;
        }
    }

    private void Put(string hash, string id)
    {
        if (!ids.ContainsKey(hash)) oldest.Enqueue(hash);
        ids[hash] = id;
        while (ids.Count > room && oldest.TryDequeue(out var old)) ids.Remove(old);
    }

    /// <summary>Starts the file with what holds: at every start, so that it does not grow for ever.</summary>
    private void Rewrite()
    {
        var fresh = path + ".new";
        File.WriteAllLines(fresh, oldest.Distinct().Where(ids.ContainsKey).Select(hash => $"{hash} {ids[hash]}"));
        File.Move(fresh, path, overwrite: true);
        file = new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read), new UTF8Encoding(false)) { AutoFlush = true };
    }

    /// <summary>A disk that is full costs uploads after the next start, and nothing else.</summary>
    private void AtDisk(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            file = null;
            logger.NotKept(error);
        }
    }
}

internal static partial class FileIdsLog
{
    [LoggerMessage(LogLevel.Warning, "The ids of uploaded pictures are not kept from here on")]
    public static partial void NotKept(this ILogger logger, Exception error);
}
