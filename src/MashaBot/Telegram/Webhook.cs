using System.Text.Json;
using System.Threading.Channels;
using MashaBot.Delivery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Telegram.Bot;

namespace MashaBot.Telegram;

/// <summary>
/// Lets Telegram call us. It is answered after the outcome is on the disk, so what we could not take comes again, to us or to another process
/// of the same bot; and a chat's next update comes after the answer to its last, so their order is kept between processes.
/// </summary>
internal sealed class Webhook(ITelegramBotClient bot, Intake intake, TelegramOptions options, TimeProvider clock, Rounds rounds, Exit exit, ILogger<Webhook> logger) : Listening(bot, clock, rounds, exit, logger)
{
    public const int BodyLimit = 1024 * 1024;   // Telegram's updates have some kilobytes

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly WebhookKeys keys = new(options);
    private readonly TimeProvider clock = clock;

    /// <summary>Answers what came to the public address. Whoever has not Telegram's path and secret learns nothing.</summary>
    public async Task Take(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var isTelegram = keys.IsPath(request.Path) & keys.IsSecret(request.Headers["X-Telegram-Bot-Api-Secret-Token"]);
        if (!isTelegram || !HttpMethods.IsPost(request.Method))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        try
        {
            using var update = await JsonDocument.ParseAsync(request.Body, new() { MaxDepth = PatientClient.Depth }, context.RequestAborted);
            if (!intake.IsIntroduced) throw new ChannelClosedException();   // it comes again when we know who we are
            await intake.Take(update.RootElement, out _);
        }
        catch (JsonException)
        {
            response.StatusCode = StatusCodes.Status400BadRequest;
        }
        catch (BadHttpRequestException refused)
        {
            response.StatusCode = refused.StatusCode;   // too large
        }
        catch (ChannelClosedException)
        {
            response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            response.Headers.RetryAfter = "1";
        }
    }

    /// <summary>Sees to it that Telegram calls this address, and goes on looking: another program may have told it otherwise.</summary>
    protected override async Task Round(CancellationToken stoppingToken)
    {
        await intake.Introduce(stoppingToken);
        var info = await Bot.GetWebhookInfo(stoppingToken);
        if (info.Url != keys.Url)
        {
            if (info.Url.Length > 0) logger.CalledElsewhere();
            await Bot.SetWebhook(keys.Url, maxConnections: options.Webhook.Connections, allowedUpdates: RawUpdatesRequest.Kinds, secretToken: keys.Secret, cancellationToken: stoppingToken);
            logger.Called(options.Webhook.Url!);
        }
        else if (info.LastErrorDate is { } failed && clock.GetUtcNow() - failed < Period) logger.CannotCall(info.LastErrorMessage ?? "", info.PendingUpdateCount);
        await Task.Delay(Period, clock, stoppingToken);
    }

    protected override async Task Finish()
    {
        try { await intake.Finish().WaitAsync(TimeSpan.FromSeconds(3), TimeProvider.System); }
        catch (TimeoutException) { }   // a button spins a little longer
    }
}

internal static partial class WebhookLog
{
    [LoggerMessage(LogLevel.Information, "Telegram calls {Address}")]
    public static partial void Called(this ILogger logger, string address);

    [LoggerMessage(LogLevel.Warning, "Telegram was told to call another address; it is told ours again")]
    public static partial void CalledElsewhere(this ILogger logger);

    [LoggerMessage(LogLevel.Warning, "Telegram could not call us ({Why}); {Count} updates wait")]
    public static partial void CannotCall(this ILogger logger, string why, int count);
}
