using System.Text.Json;
using MashaBot.Conversation;
using MashaBot.Delivery;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace MashaBot.Telegram;

/// <summary>Takes Telegram's updates, however they come: says who we are, reads each by itself, hands it to the desk.</summary>
internal sealed class Intake(ITelegramBotClient bot, Menu menu, Desk desk, InlineQueries inline, Ourselves ourselves, Instruments instruments, ILogger<Intake> logger)
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
        ourselves.Username = me.Username;
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
        if (update.CallbackQuery is { } press) Beside(Answer(press.Id));
        if (update.InlineQuery is { } query) Beside(inline.Answer(query));
        if (Meaning(update, raw) is { } arrival) return Dialogue.IsManaging(arrival.Incoming) && arrival.Place is { MayManage: false } place ? Manage(arrival, place) : desk.Receive(arrival);
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

    /// <summary>Only a group's admins change what concerns all; when Telegram cannot say whether somebody is one, they are not.</summary>
    private async Task Manage(Arrival arrival, Place place)
    {
        var isAdmin = false;
        try { isAdmin = await bot.GetChatMember(arrival.Chat.Value, arrival.Learner.Value) is { Status: ChatMemberStatus.Administrator or ChatMemberStatus.Creator }; }
        catch (Exception error) when (error is RequestException or HttpRequestException or OperationCanceledException) { logger.RightsUnknown(error); }
        await desk.Receive(arrival with { Place = place with { MayManage = isAdmin } });
    }

    /// <summary>What the turn does not wait for, and by which nothing is lost if it comes too late.</summary>
    private void Beside(Task answer)
    {
        lock (presses)
        {
            presses.RemoveWhere(earlier => earlier.IsCompleted);
            presses.Add(answer);
        }
    }

    /// <summary>Stops the button's spinning.</summary>
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

    [LoggerMessage(LogLevel.Warning, "Telegram could not say whether somebody is an admin of a group")]
    public static partial void RightsUnknown(this ILogger logger, Exception error);

    [LoggerMessage(LogLevel.Debug, "A press could not be answered")]
    public static partial void PressNotAnswered(this ILogger logger, Exception error);
}
