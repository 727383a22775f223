using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using MashaBot.Logging;
using MashaBot.Sheets;
using MashaBot.Store;
using Microsoft.Extensions.Logging;
using Telegram.Bot.Types;

namespace MashaBot.Telegram;

/// <summary>Pictures to send: drawn when they are first wanted, afterwards named by the id that Telegram gave them.</summary>
/// <param name="draw">A problem's picture.</param>
/// <param name="page">A message, for clients that show no formulas.</param>
internal sealed class Gallery(Func<PictureId, byte[]> draw, Func<Prose, byte[]> page, ILogger<Gallery> logger)
{
    private const int Remembered = 10_000;   // of the book's variants there are a few hundred; others are looked at once or twice

    private readonly ConcurrentDictionary<string, string> files = new();

    /// <summary>The picture, or null if it could not be drawn: better a message without it than none.</summary>
    public InputFile? File(PictureId id) => File(Key(id), $"{id.Name}.png", () => draw(id));

    /// <summary>The message as a picture, or null if it could not be drawn.</summary>
    public InputFile? File(Prose message) => File(Key(message), "message.png", () => page(message));

    /// <summary>Telegram has the picture now, in these sizes.</summary>
    public void Remember(PictureId id, PhotoSize[]? sizes) => Remember(Key(id), sizes);

    public void Remember(Prose message, PhotoSize[]? sizes) => Remember(Key(message), sizes);

    /// <summary>Telegram no longer knows a picture by its id (another bot's token, a local server's new start): send them anew.</summary>
    public void Forget(Prose message)
    {
        files.TryRemove(Key(message), out _);
        foreach (var id in message.Pictures()) files.TryRemove(Key(id), out _);
    }

    /// <summary>The pictures may be others now, by the same names.</summary>
    public void Clear() => files.Clear();

    private InputFile? File(string key, string name, Func<byte[]> draw)
    {
        if (files.TryGetValue(key, out var file)) return InputFile.FromFileId(file);
        try
        {
            return InputFile.FromStream(new MemoryStream(draw()), name);
        }
        catch (Exception error)
        {
            logger.CannotDraw(error.WithoutWords(), key);
            return null;
        }
    }

    private void Remember(string key, PhotoSize[]? sizes)
    {
        if (sizes is not [.., var largest]) return;
        if (files.Count >= Remembered) files.Clear();
        files[key] = largest.FileId;
    }

    private static string Key(PictureId id) => $"{id}";

    /// <summary>What is in a message tells it from every other.</summary>
    private static string Key(Prose message) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(StoreJson.Write(message))));
}

internal static partial class GalleryLog
{
    [LoggerMessage(LogLevel.Error, "The picture {Picture} cannot be drawn")]
    public static partial void CannotDraw(this ILogger logger, Exception error, string picture);
}
