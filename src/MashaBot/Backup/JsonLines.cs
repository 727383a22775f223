using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using MashaBot.Store;

namespace MashaBot.Backup;

/// <summary>All that is kept as lines of JSON, each one thing: for people and programs, and from one kind of store to the other.</summary>
internal static class JsonLines
{
    private static readonly UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static async Task Write(IAsyncEnumerable<Kept> everything, string path)
    {
        await using var file = File.Create(path);
        await using var packed = new GZipStream(file, CompressionLevel.Fastest);
        await using var lines = new StreamWriter(packed, utf8);
        await Write(everything, lines);
    }

    public static async Task Write(IAsyncEnumerable<Kept> everything, TextWriter lines)
    {
        await foreach (var kept in everything) await lines.WriteLineAsync(JsonSerializer.Serialize(kept, KeptJson.Options));
    }

    /// <exception cref="StoreException">A line is none of ours, or the file is cut short.</exception>
    public static async IAsyncEnumerable<Kept> Read(string path, bool isPacked, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var file = File.OpenRead(path);
        await using Stream open = isPacked ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var lines = new StreamReader(open, utf8);
        for (var number = 1; ; number++)
        {
            Kept kept;
            try
            {
                if (await lines.ReadLineAsync(cancellationToken) is not { } line) break;
                if (line.Length == 0) continue;
                kept = JsonSerializer.Deserialize<Kept>(line, KeptJson.Options) ?? throw new JsonException("it holds nothing.");
            }
            catch (Exception error) when (error is JsonException or NotSupportedException or InvalidDataException)
            {
                throw new StoreException($"{path}: line {number} is not as `export` writes it ({error.GetType().Name}).", error);
            }
            yield return kept;
        }
    }
}
