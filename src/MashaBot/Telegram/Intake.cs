using System.Text.Json;
using MashaBot.Delivery;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace MashaBot.Telegram;

/// <summary>Takes Telegram's updates, however they come: says who we are, reads each by itself, hands it to the desk.</summary>
internal sealed class Intake(ITelegramBotClient bot, Menu menu, Desk desk, Instruments instruments, ILogger<Intake> logger)
{
    private readonly HashSet<Task> presses = [];
    private Arrivals? arrivals;

    /// <summary>Telegram knows us.</summary>
    public bool IsIntroduced => arrivals is not null;

    public async Task Introduce(CancellationToken stoppingToken)
    {
        if (IsIntroduced) return;
        var me = await bot.GetMe(stoppingToken);
        await menu.Show(bot, stoppingToken);
        logger.Introduced(me.Username, me.Id);
        arrivals = new(me);
    }

    /// <summary>Takes an update as it came. Done when its outcome is on the disk, at once where it asks for none.</summary>
    /// <param name="id">Null: it is no update at all.</param>
    /// <exception cref="System.Threading.Channels.ChannelClosedException">The process is ending, and nothing was done.</exception>
    public Task Take(JsonElement raw, out int? id)
    {
        id = null;
        if (raw.ValueKind != JsonValueKind.Object || !raw.TryGetProperty("update_id", out var field) || field.ValueKind != JsonValueKind.Number || !field.TryGetInt32(out var number)) return Task.CompletedTask;
        id = number;
        if (Read(raw, number) is not { } update) return Task.CompletedTask;
        if (update.CallbackQuery is { } press) Answer(press);
        if (Meaning(update, raw) is { } arrival) return desk.Receive(arrival);
        instruments.Ignored();
        return Task.CompletedTask;
    }

    /// <summary>Waits for what was begun besides the desk's work.</summary>
    public Task Finish()
    {
        lock (presses) return Task.WhenAll(presses);
    }

    private Update? Read(JsonElement raw, int id)
    {
        try
        {
            return raw.Deserialize<Update>(JsonBotAPI.Options);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or InvalidOperationException or FormatException)
        {
            instruments.Unreadable();
            logger.SteppedOver(id, error.GetType().Name);
            logger.Raw(id, raw.GetRawText());
            return null;
        }
    }

    private Arrival? Meaning(Update update, JsonElement raw)
    {
        try
        {
            return arrivals?.Read(update);
        }
        catch (Exception error)
        {
            instruments.Unreadable();
            logger.Misread(error.GetType().Name, update.Id);
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
        catch (Exception error) when (error is RequestException or HttpRequestException or OperationCanceledException) { logger.PressNotAnswered(error); }
    }
}

internal static partial class IntakeLog
{
    [LoggerMessage(LogLevel.Information, "@{Name} ({Id}) listens")]
    public static partial void Introduced(this ILogger logger, string? name, long id);

    [LoggerMessage(LogLevel.Warning, "Update {Update} cannot be read ({Why}); it is stepped over")]
    public static partial void SteppedOver(this ILogger logger, int update, string why);

    [LoggerMessage(LogLevel.Error, "Update {Update} was misread ({Why}); it is stepped over")]
    public static partial void Misread(this ILogger logger, string why, int update);

    [LoggerMessage(LogLevel.Debug, "Update {Update}: {Json}")]
    public static partial void Raw(this ILogger logger, int update, string json);

    [LoggerMessage(LogLevel.Debug, "A press could not be answered")]
    public static partial void PressNotAnswered(this ILogger logger, Exception error);
}
