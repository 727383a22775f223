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
    public TimeSpan Take() => Take(burst);

    /// <summary>Takes the next place with nothing at once: an interval after the one before.</summary>
    /// <inheritdoc cref="Take()"/>
    public TimeSpan TakeEvenly() => Take(1);

    /// <summary>Takes the next place if it is there now.</summary>
    public bool TryTake() => TakeIfThere() <= TimeSpan.Zero;

    /// <summary>Takes the next place if it is there now, and else none.</summary>
    /// <returns>How long it is until there is one; zero or less: it is taken.</returns>
    public TimeSpan TakeIfThere()
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var taken = (full > now ? full : now) + interval;
            var wait = taken - now - burst * interval;
            if (wait <= TimeSpan.Zero) full = taken;
            return wait;
        }
    }

    /// <summary>Nothing has been taken for so long that it is as if it were new.</summary>
    public bool IsRested { get { lock (gate) return full <= clock.GetUtcNow(); } }

    private TimeSpan Take(int atOnce)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            full = (full > now ? full : now) + interval;
            return full - now - atOnce * interval;
        }
    }
}
