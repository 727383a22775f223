using System.Diagnostics;
using System.Threading.Channels;
using MashaBot.Conversation;
using MashaBot.Logging;
using MashaBot.Store;
using MashaBot.Telegram;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telegram.Bot.Exceptions;

namespace MashaBot.Delivery;

/// <summary>
/// Sends what the outbox holds: each chat in its own order and pace, chats side by side, answers before what nobody asked for.
/// A message is crossed out only after Telegram has taken it, and before the next one goes to the same chat.
/// </summary>
internal sealed class Sender(IOutbox outbox, Desk desk, Postman postman, Pace pace, TimeProvider clock, Instruments instruments, ILogger<Sender> logger) : BackgroundService
{
    private const int LanesKept = 5_000;

    private readonly Dictionary<ChatId, Lane> lanes = [];
    private readonly Lock gate = new();
    private readonly HashSet<Task> drives = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var message in outbox.Read(stoppingToken))
            {
                var lane = LaneOf(message.Chat);
                if (lane.Add(message)) Start(lane, stoppingToken);
            }
        }
        finally
        {
            Task[] left;
            lock (gate) left = [.. drives];
            await Task.WhenAll(left);   // what is in flight arrives and is crossed out; the rest stays in the outbox
            await outbox.Release();
        }
    }

    private Lane LaneOf(ChatId chat)
    {
        if (lanes.TryGetValue(chat, out var lane)) return lane;
        if (lanes.Count >= LanesKept)
            foreach (var idle in lanes.Values.Where(kept => kept.IsIdle).ToList()) lanes.Remove(idle.Chat);
        return lanes[chat] = new(chat, pace.Of(chat));
    }

    private void Start(Lane lane, CancellationToken stopping)
    {
        // In turn, so that places in bulk are taken in the order in which people were due.
        var drive = Task.Factory.StartNew(() => Drive(lane, stopping), CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default).Unwrap();
        lock (gate) drives.Add(drive);
        drive.ContinueWith(done => { lock (gate) drives.Remove(done); }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task Drive(Lane lane, CancellationToken stopping)
    {
        try
        {
            while (lane.Next() is { } message)
            {
                if (await Arrives(lane, message, stopping)) await CrossOut(lane, [message]);
                else await CrossOut(lane, lane.Waiting);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) { }
        catch (ChannelClosedException) { }   // the desk is closed: what could not be crossed out is sent again after the next start
    }

    /// <returns>False: there is nobody to send to.</returns>
    private async Task<bool> Arrives(Lane lane, Outgoing message, CancellationToken stopping)
    {
        try
        {
            await Send(lane, message, stopping);
            instruments.Sent(message.Message.Unasked);
            return true;
        }
        catch (ApiRequestException error) when (error.Refusal == Refusal.Nobody)
        {
            instruments.Undeliverable();
            logger.Unreachable(message.Learner, lane.Chat);
            if (lane.Chat.Value == message.Learner.Value) await desk.Receive(new(message.Learner, lane.Chat, new Incoming.Blocked()));
            return false;
        }
        catch (Exception error) when (error is not ChannelClosedException && !stopping.IsCancellationRequested)
        {
            instruments.GivenUp();
            logger.Debug(error);
            logger.Unsendable(error.WithoutWords(), message.Id, lane.Chat);   // ours; the chat must not stand still for it
            return true;
        }
    }

    private async Task Send(Lane lane, Outgoing message, CancellationToken stopping)
    {
        var letter = new Letter(message);
        var backOff = new BackOff((int)message.Id);
        if (message.Message.Reaction is null) await Place(lane, message, stopping);   // of reactions Telegram counts none
        while (letter.Next is not null)
        {
            await Pause(lane, message, stopping);
            try
            {
                var since = Stopwatch.GetTimestamp();
                await postman.SendNext(letter);
                instruments.Send(since);
                backOff.Reset();
            }
            catch (Exception error) when (error.Refusal != Refusal.Nobody)
            {
                if (error.Refusal == Refusal.Pace)
                {
                    instruments.ToldToWait();
                    logger.ToldToWait(lane.Chat, error.RetryAfter);
                    lane.PausedUntil = pace.Told(lane.Chat, error.RetryAfter);
                }
                else if (error is ApiRequestException { Parameters.MigrateToChatId: { } moved }) letter.Chat = new(moved);
                else
                {
                    instruments.TryAgain();
                    var wait = backOff.Next();
                    logger.TryAgain(message.Id, lane.Chat, error.GetBaseException().Message, backOff.Failures, wait);
                    await Wait(wait, stopping);
                }
            }
        }
        // Before the message is crossed out: what is asked again after a crash is known by its new number.
        if (message.Message.About is { } about && letter.Number is { } number)
            await desk.Receive(new(message.Learner, lane.Chat, new Incoming.Asked(number, about)));
    }

    private async Task CrossOut(Lane lane, IReadOnlyList<Outgoing> messages)
    {
        await desk.Sent(messages.Select(message => message.Id));
        lane.Remove(messages.Count);
        foreach (var message in messages) outbox.Done(message);
    }

    /// <summary>Waits for the chat's rhythm, and for that of all in bulk if nobody asked for the message.</summary>
    private async Task Place(Lane lane, Outgoing message, CancellationToken stopping)
    {
        await Wait(lane.Rhythm.Take(), stopping);
        var bulk = pace.Take();
        if (message.Message.Unasked && bulk > TimeSpan.Zero) await Task.WhenAny(Wait(bulk, stopping), lane.Hurry);
        stopping.ThrowIfCancellationRequested();
    }

    private async Task Pause(Lane lane, Outgoing message, CancellationToken stopping)
    {
        while (true)
        {
            var unasked = message.Message.Unasked && !lane.Hurry.IsCompleted;
            var (told, wait) = (lane.PausedUntil - clock.GetUtcNow(), pace.Pause(unasked));
            if (told <= TimeSpan.Zero && wait <= TimeSpan.Zero) return;
            await Wait(told > wait ? told : wait, stopping);
        }
    }

    private Task Wait(TimeSpan time, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        // Whole milliseconds, upwards: a delay of less would be none, and who looks again would turn in circles until it is over.
        return time > TimeSpan.Zero ? Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds)), clock, stopping) : Task.CompletedTask;
    }
}

internal static partial class SenderLog
{
    [LoggerMessage(LogLevel.Warning, "Message {Message} to {Chat} failed ({Why}), try {Try}; the next in {Wait}")]
    public static partial void TryAgain(this ILogger logger, long message, ChatId chat, string why, int @try, TimeSpan wait);

    [LoggerMessage(LogLevel.Warning, "Telegram says to wait {Wait} with {Chat}")]
    public static partial void ToldToWait(this ILogger logger, ChatId chat, TimeSpan wait);

    [LoggerMessage(LogLevel.Information, "{Learner} cannot be reached in {Chat} any more")]
    public static partial void Unreachable(this ILogger logger, LearnerId learner, ChatId chat);

    [LoggerMessage(LogLevel.Error, "Message {Message} to {Chat} cannot be sent, by a fault of ours; it is given up")]
    public static partial void Unsendable(this ILogger logger, Exception error, long message, ChatId chat);
}
