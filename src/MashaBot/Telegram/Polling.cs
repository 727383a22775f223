using MashaBot.Delivery;
using Microsoft.Extensions.Logging;
using Telegram.Bot;

namespace MashaBot.Telegram;

/// <summary>Fetches updates and hands them on; Telegram is told that they are done only after they are on the disk.</summary>
internal sealed class Polling(ITelegramBotClient bot, Intake intake, TelegramOptions options, TimeProvider clock, Rounds rounds, Exit exit, ILogger<Polling> logger) : Listening(bot, clock, rounds, exit, logger)
{
    private const int Most = 100;   // updates in an answer

    private int? offset;

    protected override async Task Round(CancellationToken stoppingToken)
    {
        if (!intake.IsIntroduced)
        {
            await Bot.DeleteWebhook(cancellationToken: stoppingToken);   // with one Telegram gives no updates
            await intake.Introduce(stoppingToken);
        }
        var updates = await Bot.SendRequest(new RawUpdatesRequest { Offset = offset, Limit = Most, Timeout = options.PollSeconds }, stoppingToken);
        var turns = new List<Task>(updates.Length);
        int? last = null;
        foreach (var raw in updates)
        {
            turns.Add(intake.Take(raw, out var id));
            last = last > id ? last : id ?? last;
        }
        await Task.WhenAll(turns);
        if (last is { } done) offset = done + 1;
        else if (updates.Length > 0) throw new InvalidDataException("Updates without a number came: they cannot be confirmed, and come at once when they are asked for.");
    }

    /// <summary>Tells Telegram what is done, so that it does not come again.</summary>
    protected override async Task Finish()
    {
        try
        {
            using var hurry = new CancellationTokenSource(TimeSpan.FromSeconds(3), TimeProvider.System);
            await intake.Finish().WaitAsync(hurry.Token);
            if (offset is not null) await Bot.SendRequest(new RawUpdatesRequest { Offset = offset, Limit = 1, Timeout = 0 }, hurry.Token);
        }
        catch (Exception error)
        {
            logger.NotConfirmed(error);
        }
    }
}

internal static partial class PollingLog
{
    [LoggerMessage(LogLevel.Information, "The last updates could not be confirmed; they will come again and be recognised")]
    public static partial void NotConfirmed(this ILogger logger, Exception error);
}
