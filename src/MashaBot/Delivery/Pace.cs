using MashaBot.Conversation;
using MashaBot.Telegram;

namespace MashaBot.Delivery;

/// <summary>How fast Telegram lets us send: to a chat, in bulk, and when it has told us to wait.</summary>
/// <remarks>The true limits are unpublished; these are the FAQ's: about 1 a second to a person, 20 a minute to a group, 30 a second in bulk.</remarks>
internal sealed class Pace(TelegramOptions options, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Rhythm bulk = new(TimeSpan.FromSeconds(1) / options.BulkPerSecond, options.BulkPerSecond, clock);
    private ChatId lastTold;
    private DateTimeOffset lastUntil, everybodyUntil, bulkUntil;

    /// <summary>The rhythm of a chat: an answer is often two or three messages, so a few may come at once.</summary>
    public Rhythm Of(ChatId chat) => chat.Value < 0 ? new(TimeSpan.FromSeconds(3), 3, clock) : new(TimeSpan.FromSeconds(1), 3, clock);

    /// <summary>Takes a place among all that is sent; only unasked messages wait for it.</summary>
    public TimeSpan Take() => bulk.Take();

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

    /// <summary>How long a message must still wait because Telegram said so.</summary>
    public TimeSpan Pause(bool unasked)
    {
        lock (gate) return (unasked ? Later(everybodyUntil, bulkUntil) : everybodyUntil) - clock.GetUtcNow();
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
