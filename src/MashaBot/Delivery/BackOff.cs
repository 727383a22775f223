namespace MashaBot.Delivery;

/// <summary>Waits of 1, 2, 4 … 30 seconds, each up to a quarter longer by chance, so that many do not come back at the same moment.</summary>
internal sealed class BackOff(int seed)
{
    private readonly Random chance = new(seed);
    private int failures;

    public int Failures => failures;

    public TimeSpan Next() => TimeSpan.FromSeconds(Math.Min(30, 1 << Math.Min(failures++, 5)) * (1 + chance.NextDouble() / 4));

    public void Reset() => failures = 0;
}
