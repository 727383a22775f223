using MashaBot.Logging;
using MashaBot.Sheets;
using Microsoft.Extensions.Logging;
using Telegram.Bot.Types;

namespace MashaBot.Telegram;

/// <summary>Pictures to send: drawn when they are first wanted, afterwards named by the id that Telegram gave them.</summary>
/// <param name="picture">A problem's picture.</param>
/// <param name="page">A message, for clients that show no formulas.</param>
/// <param name="ids">Of what Telegram has.</param>
internal sealed class Gallery(Func<PictureId, Sketch> picture, Func<Prose, Sketch> page, FileIds ids, Prints prints, ILogger<Gallery> logger)
{
    /// <summary>The picture, or null if it could not be drawn: better a message without it than none.</summary>
    public Hung? Hang(PictureId id) => Hang(() => picture(id), $"{id}", $"{id.Name}.png");

    /// <summary>The message as a picture, or null if it could not be drawn.</summary>
    public Hung? Hang(Prose message) => Hang(() => page(message), "message", "message.png");

    /// <summary>Telegram has the picture now, in these sizes.</summary>
    public void Remember(Hung hung, PhotoSize[]? sizes)
    {
        if (sizes is [.., var largest]) ids.Remember(hung.Hash, largest.FileId);
    }

    /// <summary>Telegram refused a message: perhaps it no longer knows the pictures in it (another server, a picture it has thrown away).</summary>
    /// <returns>Whether any were named by an id; they are uploaded the next time.</returns>
    public bool Forget(IEnumerable<Hung> refused) => refused.Aggregate(false, (any, hung) => ids.Forget(hung.Hash) || any);

    /// <summary>Draws it before anybody asks for it.</summary>
    public void Draw(PictureId id) => prints.Of(picture(id));

    private Hung? Hang(Func<Sketch> sketched, string what, string name)
    {
        try
        {
            var sketch = sketched();
            return new(ids.Find(sketch.Hash) is { } id ? InputFile.FromFileId(id) : InputFile.FromStream(new MemoryStream(prints.Of(sketch), writable: false), name), sketch.Hash);
        }
        catch (Exception error)
        {
            logger.CannotDraw(error.WithoutWords(), what);
            return null;
        }
    }

    /// <summary>A picture as it goes into a message.</summary>
    /// <param name="Hash">Of what is drawn in it: by the same name there may be another picture before the message has arrived.</param>
    internal sealed record Hung(InputFile File, string Hash);
}

internal static partial class GalleryLog
{
    [LoggerMessage(LogLevel.Error, "The picture {Picture} cannot be drawn")]
    public static partial void CannotDraw(this ILogger logger, Exception error, string picture);
}
