using MashaBot.Conversation;
using MashaBot.Telegram;

namespace MashaBot.Delivery;

/// <summary>How fast Telegram lets us send: to a chat, in bulk, and when it has told us to wait.</summary>
/// <remarks>
/// The true limits are unpublished; these are the FAQ's: about 1 a second to a person (with short bursts), 20 a minute to a group, 30 a second in bulk. Counted
/// is by whoever receives, to whom nothing comes as evenly as it went: so a little is left of each.
/// </remarks>
internal sealed class Pace
{
    private const double Used = 0.98;               // of what bulk may have
    private const double MostForAnswers = 0.9;      // of that: however many write, the daily problems go on, if slowly
    private const int AtOnce = 3;                   // to a chat: an answer is often two or three messages
    private const int GroupsPerMinute = 20;

    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly Rhythm bulk, answers;
    private readonly BulkLine line;
    private ChatId lastTold;
    private DateTimeOffset lastUntil, everybodyUntil, bulkUntil;

    public Pace(TelegramOptions options, TimeProvider clock)
    {
        this.clock = clock;
        var used = Used * options.BulkPerSecond;
        // In a second go those at once and those in rhythm: together no more than there may be.
        bulk = new(TimeSpan.FromSeconds(1) / used, Math.Max(1, (int)(options.BulkPerSecond - used)), clock);
        answers = new(TimeSpan.FromSeconds(1) / (MostForAnswers * used), options.BulkPerSecond, clock);
        line = new(() => Pause(unasked: true) is { Ticks: > 0 } told ? told : bulk.TakeIfThere(), time => Wait(time, CancellationToken.None));
    }

    /// <summary>The rhythm of a chat.</summary>
    public Rhythm Of(ChatId chat) => chat.Value < 0
        ? new(TimeSpan.FromMinutes(1) / (GroupsPerMinute - AtOnce), AtOnce, clock)
        : new(TimeSpan.FromSeconds(1), AtOnce, clock);

    /// <summary>Waits until a message may go to a chat: for what Telegram has said, for the chat's rhythm and, if nobody asked for it, for a place in bulk.</summary>
    /// <remarks>Answers take a place in bulk without waiting for it, so that bulk has what they leave. An unasked message that an answer stands behind goes with it.</remarks>
    public async Task Place(Lane lane, bool unasked, CancellationToken stopping)
    {
        await Pause(lane, stopping);
        if (unasked)
        {
            if (await BulkPlace(lane, stopping)) return;
        }
        else await Wait(lane.Rhythm.Take(), stopping);
        if (answers.TryTake()) bulk.Take();
        await Pause(lane, stopping);
    }

    /// <summary>Waits while Telegram does not want to hear of a chat.</summary>
    public async Task Pause(Lane lane, CancellationToken stopping)
    {
        while (Later(lane.PausedUntil - clock.GetUtcNow(), Pause(unasked: false)) is { Ticks: > 0 } told) await Wait(told, stopping);
    }

    /// <summary>How long a message must still wait because Telegram said so.</summary>
    public TimeSpan Pause(bool unasked)
    {
        lock (gate) return (unasked ? Later(everybodyUntil, bulkUntil) : everybodyUntil) - clock.GetUtcNow();
    }

    /// <summary>Telegram told us to wait. One chat: that chat waits, and bulk. Two at a time: it means all of us.</summary>
    /// <returns>Until when <paramref name="chat"/> waits.</returns>
    public DateTimeOffset Told(ChatId chat, TimeSpan wait)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var until = now + wait;
            if (lastUntil > now && lastTold != chat) everybodyUntil = Later(everybodyUntil, Later(until, lastUntil));
            (lastTold, lastUntil) = (chat, until);
            bulkUntil = Later(bulkUntil, until);
            return until;
        }
    }

    public Task Wait(TimeSpan time, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        // Whole milliseconds, upwards: a delay of less would be none, and who looks again would turn in circles until it is over.
        return time > TimeSpan.Zero ? Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds)), clock, stopping) : Task.CompletedTask;
    }

    /// <returns>False: an answer waits behind the message, which needs no place any more.</returns>
    private async Task<bool> BulkPlace(Lane lane, CancellationToken stopping)
    {
        if (lane.Rhythm.TakeEvenly() is { Ticks: > 0 } even) await Task.WhenAny(Wait(even, stopping), lane.Hurry);
        stopping.ThrowIfCancellationRequested();
        return !lane.Hurry.IsCompleted && await line.Wait(lane.Hurry, stopping);
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
