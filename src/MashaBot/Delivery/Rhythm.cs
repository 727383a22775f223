namespace MashaBot.Delivery;

/// <summary>So many in a time, a few of them at once (a token bucket, counted by the time at which it is full again).</summary>
/// <param name="interval">From one to the next in the long run.</param>
/// <param name="burst">How many may come at once after a rest.</param>
internal sealed class Rhythm(TimeSpan interval, int burst, TimeProvider clock)
{
    private readonly Lock gate = new();
    private DateTimeOffset full = DateTimeOffset.MinValue;

    /// <summary>Takes the next place.</summary>
    /// <returns>How long it is until then; zero or less: now.</returns>
    public TimeSpan Take()
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            full = (full > now ? full : now) + interval;
            return full - now - burst * interval;
        }
    }

    /// <summary>Takes the next place if it is there now.</summary>
    public bool TryTake()
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var taken = (full > now ? full : now) + interval;
            if (taken - now > burst * interval) return false;
            full = taken;
            return true;
        }
    }

    /// <summary>Nothing has been taken for so long that it is as if it were new.</summary>
    public bool IsRested { get { lock (gate) return full <= clock.GetUtcNow(); } }
}
