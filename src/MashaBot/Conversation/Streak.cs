using NodaTime;

namespace MashaBot.Conversation;

/// <summary>Days in a row with a reply that was read, counted in the learner's time zone; a day lasts until four in the morning.</summary>
/// <param name="Freezes">Missed days that the streak can still outlive: one is earned with each week, two are kept.</param>
/// <param name="LastAt">When the last day was counted: who moves between time zones has missed nothing within two days.</param>
public sealed record Streak(int Days, LocalDate? LastDay, int Freezes = 0, int Best = 0, Instant? LastAt = null)
{
    private const int DaysForFreeze = 7;
    private const int MostFreezes = 2;
    private static readonly Duration grace = Duration.FromHours(48);

    public static Streak None { get; } = new(0, null);

    /// <param name="rest">Says of a day whether it is one of rest: such a day is not missed.</param>
    public Streak After(LocalDate day, Instant now, Func<LocalDate, bool>? rest = null)
    {
        if (LastDay is not { } last) return Begun(day, now);
        if (day <= last) return this;                     // again today, or the clock was set back
        var missed = Missed(day, now, rest);
        if (missed > Freezes) return Begun(day, now);
        var days = Days + 1;
        var earned = days % DaysForFreeze == 0 ? 1 : 0;
        return new(days, day, Math.Min(MostFreezes, Freezes - missed + earned), Math.Max(Best, days), now);
    }

    /// <summary>The days that still count on <paramref name="today"/>: a streak lives while its freezes cover the whole days that were missed.</summary>
    public int Alive(LocalDate today, Instant now, Func<LocalDate, bool>? rest = null) => LastDay is not null && Missed(today, now, rest) <= Freezes ? Days : 0;

    private Streak Begun(LocalDate day, Instant now) => new(1, day, Freezes: 0, Best: Math.Max(Best, 1), now);

    /// <summary>Whole days between the last day and <paramref name="today"/> that were neither used nor of rest.</summary>
    private int Missed(LocalDate today, Instant now, Func<LocalDate, bool>? rest)
    {
        if (LastDay is not { } last || LastAt is { } at && now - at < grace) return 0;
        var missed = 0;
        for (var day = last.PlusDays(1); day < today && missed <= MostFreezes; day = day.PlusDays(1))
            if (rest?.Invoke(day) != true) missed++;
        return missed;
    }
}
