using System.Text.Json;
using MashaBot.Conversation;
using MashaBot.Delivery;
using MashaBot.Logging;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace MashaBot.Telegram;

/// <summary>Takes Telegram's updates, however they come: says who we are, reads each by itself, hands it to the desk.</summary>
internal sealed class Intake(ITelegramBotClient bot, Desk desk, InlineQueries inline, Ourselves ourselves, Instruments instruments, ILogger<Intake> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);   // others' updates wait meanwhile, and the process's end

    private readonly HashSet<Task> presses = [];
    private Arrivals? arrivals;

    /// <summary>Telegram knows us.</summary>
    public bool IsIntroduced => arrivals is not null;

    public async Task Introduce(CancellationToken stoppingToken)
    {
        if (IsIntroduced) return;
        var me = await bot.GetMe(stoppingToken);
        logger.Introduced(me.Username, me.Id);
        ourselves.Username = me.Username;
        arrivals = new(me);
    }

    /// <summary>Takes an update as it came. Done when its outcome is on the disk, at once where it asks for none or cannot be understood.</summary>
    /// <param name="id">Null: it is no update at all.</param>
    /// <exception cref="System.Threading.Channels.ChannelClosedException">The process is ending, and nothing was done.</exception>
    public Task Take(JsonElement raw, out int? id)
    {
        id = null;
        if (raw.ValueKind != JsonValueKind.Object || !raw.TryGetProperty("update_id", out var field) || field.ValueKind != JsonValueKind.Number || !field.TryGetInt32(out var number)) return Task.CompletedTask;
        id = number;
        try
        {
            return Take(RawUpdatesRequest.Read(raw));
        }
        catch (Exception error)      // whatever it is: what is not stepped over comes again and again
        {
            instruments.Unreadable();
            if (error is JsonException) logger.SteppedOver(number);
            else logger.Misread(error.GetType().Name, number);
            logger.Raw(number, raw.GetRawText());
            return Task.CompletedTask;
        }
    }

    /// <summary>Waits for what was begun besides the desk's work.</summary>
    public Task Finish()
    {
        lock (presses) return Task.WhenAll(presses);
    }

    private Task Take(Update update)
    {
        if (update.CallbackQuery is { } press) Beside(Answer(press.Id));
        if (update.InlineQuery is { } query) Beside(inline.Answer(query));
        if (arrivals?.Read(update) is not { } arrival)
        {
            instruments.Ignored();
            return Task.CompletedTask;
        }
        return arrival.Place is { MayManage: false } place && Dialogue.IsManaging(arrival.Incoming) ? Manage(arrival, place) : desk.Receive(arrival);
    }

    /// <summary>Only a group's admins change what concerns all; when Telegram cannot say whether somebody is one, they are not.</summary>
    private async Task Manage(Arrival arrival, Place place)
    {
        var isAdmin = false;
        try
        {
            using var hurry = new CancellationTokenSource(Patience, TimeProvider.System);
            isAdmin = await bot.GetChatMember(arrival.Chat.Value, arrival.Learner.Value, hurry.Token) is { Status: ChatMemberStatus.Administrator or ChatMemberStatus.Creator };
        }
        catch (Exception error) { logger.RightsUnknown(error.Why()); }
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
        catch (Exception error) { logger.PressNotAnswered(error); }
    }
}

internal static partial class IntakeLog
{
    [LoggerMessage(LogLevel.Information, "@{Name} ({Id}) listens")]
    public static partial void Introduced(this ILogger logger, string? name, long id);

    [LoggerMessage(LogLevel.Warning, "Update {Update} cannot be read; it is stepped over")]
    public static partial void SteppedOver(this ILogger logger, int update);

    [LoggerMessage(LogLevel.Error, "Update {Update} was misread ({Why}); it is stepped over")]
    public static partial void Misread(this ILogger logger, string why, int update);

    [LoggerMessage(LogLevel.Debug, "Update {Update}: {Json}")]
    public static partial void Raw(this ILogger logger, int update, string json);

    [LoggerMessage(LogLevel.Warning, "Telegram could not say whether somebody is an admin of a group ({Why})")]
    public static partial void RightsUnknown(this ILogger logger, string why);

    [LoggerMessage(LogLevel.Debug, "A press could not be answered")]
    public static partial void PressNotAnswered(this ILogger logger, Exception error);
}
