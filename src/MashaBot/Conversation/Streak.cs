using NodaTime;

namespace MashaBot.Conversation;

/// <summary>Days in a row with a reply that was read, counted in the learner's time zone.</summary>
public sealed record Streak(int Days, LocalDate? LastDay)
{
    public static Streak None { get; } = new(0, null);

    public Streak After(LocalDate day) => LastDay is { } last ? Period.DaysBetween(last, day) switch
    {
        <= 0 => this,                     // again today, or the clock was set back
        1 => new(Days + 1, day),
        _ => new(1, day),
    }
    : new(1, day);

    /// <summary>The days that still count on <paramref name="today"/>: a streak lives until a whole day has been missed.</summary>
    public int Alive(LocalDate today) => LastDay is { } last && Period.DaysBetween(last, today) <= 1 ? Days : 0;
}
