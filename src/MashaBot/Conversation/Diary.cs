using System.Collections.Immutable;
using NodaTime;

namespace MashaBot.Conversation;

/// <summary>What was done on each of the last days, as far as half a year back.</summary>
/// <param name="First">The day that <paramref name="Days"/> begin with; null while nothing was done.</param>
/// <param name="Days">For each day from the first on: parts solved, and replies that were read.</param>
public sealed record Diary(LocalDate? First, ImmutableArray<Diary.Day> Days)
{
    private const int Kept = 26 * 7;

    public static Diary Empty { get; } = new(null, []);

    /// <summary>A day's work.</summary>
    public readonly record struct Day(int Solved, int Replies);

    public Day On(LocalDate date) => First is { } first && Period.DaysBetween(first, date) is >= 0 and var index && index < Days.Length ? Days[index] : default;

    public Diary Add(LocalDate date, int solved, int replies)
    {
        if (First is not { } first || Days.IsEmpty) return new(date, [new(solved, replies)]);
        var index = Period.DaysBetween(first, date);
        if (index < 0) return this;                                                          // the clock was set back by more than the diary is long
        if (index - Days.Length >= Kept) return new(date, [new(solved, replies)]);            // nothing of the old ones is kept
        var days = Days;
        if (index >= days.Length) days = days.AddRange(Enumerable.Repeat(default(Day), index - days.Length + 1));
        days = days.SetItem(index, new(days[index].Solved + solved, days[index].Replies + replies));
        var over = Math.Max(0, days.Length - Kept);
        return new(first.PlusDays(over), days.RemoveRange(0, over));
    }

    /// <summary>The seven days before <paramref name="today"/>.</summary>
    public (int Days, int Solved) WeekBefore(LocalDate today)
    {
        var week = Enumerable.Range(1, 7).Select(back => On(today.PlusDays(-back))).ToArray();
        return (week.Count(day => day.Replies > 0), week.Sum(day => day.Solved));
    }
}
