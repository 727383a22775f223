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
internal sealed class Sender(IOutbox outbox, Desk desk, Postman postman, Pace pace, Instruments instruments, ILogger<Sender> logger) : BackgroundService
{
    private const int LanesKept = 5_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);     // for calls in flight when the process ends

    private readonly Dictionary<ChatId, Lane> lanes = [];
    private readonly Lock gate = new();
    private readonly HashSet<Task> drives = [];
    private readonly CancellationTokenSource enough = new();

    public override void Dispose()
    {
        base.Dispose();
        enough.Dispose();
    }

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
            // What is in flight arrives and is crossed out; the rest stays in the outbox, and so does what Telegram does not answer soon.
            var all = Task.WhenAll(left);
            await Task.WhenAny(all, Task.Delay(Patience, TimeProvider.System, CancellationToken.None));
            await enough.CancelAsync();
            await all;
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
            while (!stopping.IsCancellationRequested && lane.Next() is { } message)
            {
                await CrossOut(lane, await Arrives(lane, message, stopping));
            }
        }
        catch (Exception) when (stopping.IsCancellationRequested) { }   // it stays in the outbox
        catch (ChannelClosedException) { }   // the desk is closed: what could not be crossed out is sent again after the next start
    }

    /// <returns>What need not be sent any more: the message, or more where there is nobody to send to.</returns>
    private async Task<IReadOnlyList<Outgoing>> Arrives(Lane lane, Outgoing message, CancellationToken stopping)
    {
        try
        {
            await Send(lane, message, stopping);
            instruments.Sent(message.Message.Unasked);
            if (lane.IsLeft && IsOwn(message)) await desk.Receive(new(message.Learner, lane.Chat, new Incoming.Unblocked()));     // they had come back already
            lane.IsLeft = false;
            return [message];
        }
        catch (ApiRequestException error) when (error.Refusal == Refusal.Nobody)
        {
            instruments.Undeliverable();
            var lost = lane.Lost(out var isAnswered);
            if (isAnswered) return lost;        // they have come back, or the next call tells
            logger.Unreachable(message.Learner, lane.Chat);
            lane.IsLeft = true;
            if (IsOwn(message)) await desk.Receive(new(message.Learner, lane.Chat, new Incoming.Blocked()));
            return lost;
        }
        catch (ApiRequestException error) when (error.Refusal == Refusal.Muted)
        {
            instruments.Undeliverable();
            logger.Muted(lane.Chat, error.Why());
            return lane.Lost(out _);
        }
        catch (Exception error) when (error is not ChannelClosedException && !stopping.IsCancellationRequested)
        {
            instruments.GivenUp();
            logger.Debug(error);
            logger.Unsendable(error.WithoutWords(), message.Id, lane.Chat);   // ours; the chat must not stand still for it
            return [message];
        }
    }

    private async Task Send(Lane lane, Outgoing message, CancellationToken stopping)
    {
        var letter = new Letter(message);
        var backOff = new BackOff((int)message.Id);
        while (letter.Next is not null)
        {
            if (message.Message.Reaction is null) await pace.Place(lane, message.Message.Unasked, stopping);   // of reactions Telegram counts none
            else await pace.Pause(lane, stopping);
            try
            {
                var since = Stopwatch.GetTimestamp();
                lane.Call();
                await postman.SendNext(letter, enough.Token);
                instruments.Send(since);
                backOff.Reset();
            }
            catch (Exception error) when (!enough.IsCancellationRequested && error.Refusal is not (Refusal.Nobody or Refusal.Muted))
            {
                if (error.Refusal == Refusal.Pace)
                {
                    instruments.ToldToWait();
                    lane.PausedUntil = pace.Told(lane.Chat, error.RetryAfter);
                    logger.ToldToWait(lane.Chat, error.RetryAfter);
                }
                else if (letter.Chat == lane.Chat && error is ApiRequestException { Parameters.MigrateToChatId: { } moved }) await Move(letter, new(moved));
                else
                {
                    instruments.TryAgain();
                    var wait = backOff.Next();
                    logger.TryAgain(message.Id, lane.Chat, error.Why(), backOff.Failures, wait);
                    await pace.Wait(wait, stopping);
                }
            }
        }
        // Before the message is crossed out: what is asked again after a crash is known by its new number.
        if (message.Message.About is { } about && letter.Number is { } number)
            await desk.Receive(new(IsOwn(message) ? new(letter.Chat.Value) : message.Learner, letter.Chat, new Incoming.Asked(number, about)));
    }

    /// <summary>The group has another number. Telegram says so in a message of its own too, which may be late or lost.</summary>
    private async Task Move(Letter letter, ChatId to)
    {
        var message = letter.Outgoing;
        logger.Moved(letter.Chat, to);
        if (IsOwn(message)) await desk.Receive(new(message.Learner, message.Chat, new Incoming.Moved(to)));
        letter.Chat = to;
    }

    /// <summary>It goes to the chat of the very one whose conversation it belongs to.</summary>
    private static bool IsOwn(Outgoing message) => message.Learner.Value == message.Chat.Value;

    private async Task CrossOut(Lane lane, IReadOnlyList<Outgoing> messages)
    {
        await desk.Sent(messages.Select(message => message.Id));
        lane.Remove(messages.Count);
        foreach (var message in messages) outbox.Done(message);
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

    [LoggerMessage(LogLevel.Information, "{Chat} lets the bot say nothing ({Why}); what waited for it is dropped")]
    public static partial void Muted(this ILogger logger, ChatId chat, string why);

    [LoggerMessage(LogLevel.Information, "{Chat} has moved to {To}")]
    public static partial void Moved(this ILogger logger, ChatId chat, ChatId to);

    [LoggerMessage(LogLevel.Error, "Message {Message} to {Chat} cannot be sent, by a fault of ours; it is given up")]
    public static partial void Unsendable(this ILogger logger, Exception error, long message, ChatId chat);
}
