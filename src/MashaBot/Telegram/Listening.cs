using System.Threading.Channels;
using MashaBot.Delivery;
using MashaBot.Logging;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telegram.Bot;

namespace MashaBot.Telegram;

/// <summary>
/// A way in which updates reach us, gone round again and again. It ends when it is told to and never otherwise: whatever happens is logged
/// and tried again, at most every 30 seconds.
/// </summary>
internal abstract class Listening(ITelegramBotClient bot, TimeProvider clock, Rounds rounds, Exit exit, ILogger logger) : BackgroundService
{
    private readonly BackOff backOff = new(seed: 1);

    protected ITelegramBotClient Bot => bot;

    protected abstract Task Round(CancellationToken stoppingToken);

    /// <summary>The last thing, after the last round.</summary>
    protected virtual Task Finish() => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            rounds.Begin();
            try
            {
                await Round(stoppingToken);
                backOff.Reset();
            }
            catch (ChannelClosedException) { break; }                  // the desk is closed: the process is ending
            catch (Exception) when (stoppingToken.IsCancellationRequested) { break; }
            catch (Exception error)
            {
                if (!await Recover(error, stoppingToken)) break;
            }
        }
        await Finish();
    }

    /// <returns>False: going on would be of no use.</returns>
    private async Task<bool> Recover(Exception error, CancellationToken stoppingToken)
    {
        var wait = backOff.Next();
        switch (error.Refusal)
        {
            case Refusal.Token:
                logger.TokenRefused();
                exit.With(Exit.Misused);
                return false;
            case Refusal.Conflict:
                logger.SomebodyElse(wait);
                break;
            case Refusal.Passing or Refusal.Pace:
                if (error.Refusal == Refusal.Pace) wait = error.RetryAfter;
                logger.ListeningFailed(error.Why(), wait);
                break;
            default:
                logger.Debug(error);
                logger.ListeningBroke(error.WithoutWords(), wait);
                break;
        }
        try { await Task.Delay(wait, clock, stoppingToken); }
        catch (OperationCanceledException) { return false; }
        return true;
    }
}

internal static partial class ListeningLog
{
    [LoggerMessage(LogLevel.Warning, "Telegram could not be asked for updates ({Why}); again in {Wait}")]
    public static partial void ListeningFailed(this ILogger logger, string why, TimeSpan wait);

    [LoggerMessage(LogLevel.Error, "A round of listening broke; again in {Wait}")]
    public static partial void ListeningBroke(this ILogger logger, Exception error, TimeSpan wait);

    [LoggerMessage(LogLevel.Error, "Another program fetches this bot's updates: stop it (one token, one bot). Again in {Wait}")]
    public static partial void SomebodyElse(this ILogger logger, TimeSpan wait);

    [LoggerMessage(LogLevel.Critical, "Telegram refuses the token: it is mistyped or was revoked. Put the one that @BotFather shows into Telegram:Token (environment: MASHABOT_Telegram__Token)")]
    public static partial void TokenRefused(this ILogger logger);
}
