using MashaBot.Logging;
using MashaBot.Sheets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MashaBot.Telegram;

/// <summary>Draws some pictures after the start, one by one beside the bot's work, so that no learner waits for code that runs for the first time.</summary>
internal sealed class WarmUp(IEnumerable<PictureId> pictures, Gallery gallery, ILogger<WarmUp> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var picture in pictures)
        {
            await Task.Yield();
            if (stoppingToken.IsCancellationRequested) return;
            try
            {
                gallery.Draw(picture);
            }
            catch (Exception error)
            {
                logger.CannotDraw(error.WithoutWords(), picture);   // and so will be told whoever wants it
            }
        }
    }
}

internal static partial class WarmUpLog
{
    [LoggerMessage(LogLevel.Error, "The picture {Picture} cannot be drawn")]
    public static partial void CannotDraw(this ILogger logger, Exception error, PictureId picture);
}
