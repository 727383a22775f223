using System.Collections.Concurrent;
using MashaBot.Sheets;
using Microsoft.Extensions.Logging;
using Telegram.Bot.Types;

namespace MashaBot.Telegram;

/// <summary>Pictures to send: drawn when they are first wanted, afterwards named by the id that Telegram gave them.</summary>
internal sealed class Gallery(Func<PictureId, byte[]> draw, ILogger<Gallery> logger)
{
    private const int Remembered = 10_000;   // of the book's variants there are a few hundred; others are looked at once or twice

    private readonly ConcurrentDictionary<PictureId, string> files = new();

    /// <summary>The picture, or null if it could not be drawn: better a message without it than none.</summary>
    public InputFile? File(PictureId id)
    {
        if (files.TryGetValue(id, out var file)) return InputFile.FromFileId(file);
        try
        {
            return InputFile.FromStream(new MemoryStream(draw(id)), $"{id.Name}.png");
        }
        catch (Exception error)
        {
            logger.CannotDraw(error, id);
            return null;
        }
    }

    /// <summary>Telegram has the picture now, in these sizes.</summary>
    public void Remember(PictureId id, PhotoSize[]? sizes)
    {
        if (sizes is not [.., var largest]) return;
        if (files.Count >= Remembered) files.Clear();
        files[id] = largest.FileId;
    }

    /// <summary>Telegram no longer knows a picture by its id (another bot's token, a local server's new start): send them anew.</summary>
    public void Forget(IEnumerable<PictureId> ids)
    {
        foreach (var id in ids) files.TryRemove(id, out _);
    }
}

internal static partial class GalleryLog
{
    [LoggerMessage(LogLevel.Error, "The picture {Picture} cannot be drawn")]
    public static partial void CannotDraw(this ILogger logger, Exception error, PictureId picture);
}
