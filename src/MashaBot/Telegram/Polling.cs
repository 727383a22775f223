using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using MashaBot.Delivery;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Types;

namespace MashaBot.Telegram;

/// <summary>
/// Fetches updates and hands them to the desk; Telegram is told that they are done only after they are on the disk.
/// It ends when it is told to and never otherwise: whatever happens is logged and tried again, at most every 30 seconds.
/// </summary>
internal sealed class Polling(ITelegramBotClient bot, Menu menu, Desk desk, TelegramOptions options, TimeProvider clock, Exit exit, ILogger<Polling> logger) : BackgroundService
{
    private const int Most = 100;   // updates in an answer

    private readonly BackOff backOff = new(seed: 1);
    private readonly HashSet<Task> presses = [];
    private long round = Stopwatch.GetTimestamp();
    private int? offset;

    /// <summary>How long ago the loop last went round.</summary>
    public TimeSpan SinceRound => Stopwatch.GetElapsedTime(Interlocked.Read(ref round));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Arrivals? arrivals = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            Interlocked.Exchange(ref round, Stopwatch.GetTimestamp());
            try
            {
                arrivals ??= await Introduce(stoppingToken);
                await Round(arrivals, stoppingToken);
                backOff.Reset();
            }
            catch (ChannelClosedException) { break; }                  // the desk is closed: the process is ending
            catch (Exception) when (stoppingToken.IsCancellationRequested) { break; }
            catch (Exception error)
            {
                if (!await Recover(error, stoppingToken)) break;
            }
        }
        await Confirm();
    }

    private async Task<Arrivals> Introduce(CancellationToken stoppingToken)
    {
        var me = await bot.GetMe(stoppingToken);
        await bot.DeleteWebhook(cancellationToken: stoppingToken);   // with one Telegram gives no updates
        await menu.Show(bot, stoppingToken);
        logger.Introduced(me.Username, me.Id);
        return new(me);
    }

    private async Task Round(Arrivals arrivals, CancellationToken stoppingToken)
    {
        var updates = await bot.SendRequest(new RawUpdatesRequest { Offset = offset, Limit = Most, Timeout = options.PollSeconds }, stoppingToken);
        var turns = new List<Task>(updates.Length);
        int? last = null;
        foreach (var raw in updates)
        {
            if (!raw.TryGetProperty("update_id", out var number) || !number.TryGetInt32(out var id)) continue;
            last = last > id ? last : id;
            if (Read(raw, id) is not { } update) continue;
            if (update.CallbackQuery is { } press) Answer(press);
            if (Meaning(arrivals, update, raw) is { } arrival) turns.Add(desk.Receive(arrival));
        }
        await Task.WhenAll(turns);
        if (last is { } done) offset = done + 1;
    }

    private Update? Read(JsonElement raw, int id)
    {
        try
        {
            return raw.Deserialize<Update>(JsonBotAPI.Options);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or InvalidOperationException or FormatException)
        {
            logger.SteppedOver(id, error.GetType().Name);
            logger.Raw(id, raw.GetRawText());
            return null;
        }
    }

    private Arrival? Meaning(Arrivals arrivals, Update update, JsonElement raw)
    {
        try
        {
            return arrivals.Read(update);
        }
        catch (Exception error)
        {
            logger.Misread(error, update.Id);
            logger.Raw(update.Id, raw.GetRawText());
            return null;
        }
    }

    /// <summary>Stops the button's spinning. The press itself does not wait for it, and nothing is lost if it comes too late.</summary>
    private void Answer(CallbackQuery press)
    {
        lock (presses)
        {
            presses.RemoveWhere(answer => answer.IsCompleted);
            presses.Add(Answer(press.Id));
        }
    }

    private async Task Answer(string press)
    {
        try { await bot.AnswerCallbackQuery(press); }
        catch (Exception error) { logger.PressNotAnswered(error); }
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
                logger.PollingFailed(error.GetBaseException().Message, wait);
                break;
            default:
                logger.PollingBroke(error, wait);
                break;
        }
        try { await Task.Delay(wait, clock, stoppingToken); }
        catch (OperationCanceledException) { return false; }
        return true;
    }

    /// <summary>Tells Telegram what is done, so that it does not come again.</summary>
    private async Task Confirm()
    {
        Task[] answers;
        lock (presses) answers = [.. presses];
        try
        {
            using var hurry = new CancellationTokenSource(TimeSpan.FromSeconds(3), TimeProvider.System);
            await Task.WhenAll(answers).WaitAsync(hurry.Token);
            if (offset is not null) await bot.SendRequest(new RawUpdatesRequest { Offset = offset, Limit = 1, Timeout = 0 }, hurry.Token);
        }
        catch (Exception error)
        {
            logger.NotConfirmed(error);
        }
    }
}

internal static partial class PollingLog
{
    [LoggerMessage(LogLevel.Information, "@{Name} ({Id}) listens")]
    public static partial void Introduced(this ILogger logger, string? name, long id);

    [LoggerMessage(LogLevel.Warning, "Telegram could not be asked for updates ({Why}); again in {Wait}")]
    public static partial void PollingFailed(this ILogger logger, string why, TimeSpan wait);

    [LoggerMessage(LogLevel.Error, "A round of polling broke; again in {Wait}")]
    public static partial void PollingBroke(this ILogger logger, Exception error, TimeSpan wait);

    [LoggerMessage(LogLevel.Error, "Another program fetches this bot's updates: stop it (one token, one bot). Again in {Wait}")]
    public static partial void SomebodyElse(this ILogger logger, TimeSpan wait);

    [LoggerMessage(LogLevel.Critical, "Telegram refuses the token: it is mistyped or was revoked. Put the one that @BotFather shows into Telegram:Token (environment: MASHABOT_Telegram__Token)")]
    public static partial void TokenRefused(this ILogger logger);

    [LoggerMessage(LogLevel.Warning, "Update {Update} cannot be read ({Why}); it is stepped over")]
    public static partial void SteppedOver(this ILogger logger, int update, string why);

    [LoggerMessage(LogLevel.Error, "Update {Update} was misread; it is stepped over")]
    public static partial void Misread(this ILogger logger, Exception error, int update);

    [LoggerMessage(LogLevel.Debug, "Update {Update}: {Json}")]
    public static partial void Raw(this ILogger logger, int update, string json);

    [LoggerMessage(LogLevel.Debug, "A press could not be answered")]
    public static partial void PressNotAnswered(this ILogger logger, Exception error);

    [LoggerMessage(LogLevel.Information, "The last updates could not be confirmed; they will come again and be recognised")]
    public static partial void NotConfirmed(this ILogger logger, Exception error);
}
