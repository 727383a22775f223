using MashaBot.Conversation;
using NodaTime;

namespace MashaBot.Tests.Conversation;

public sealed class StreakTests
{
    private static readonly LocalDate monday = new(2026, 11, 23);

    [Fact]
    public void Days_in_a_row_are_counted_once_each()
    {
        Assert.Equal(3, Worked(0, 1, 2).Days);
        Assert.Equal(1, Worked(0, 0, 0).Days);
        Assert.Equal(2, Worked(0, 1, 0).Days);         // the clock was set back
    }

    [Fact]
    public void A_missed_day_starts_the_streak_again_and_the_best_is_kept()
    {
        var streak = Worked(0, 1, 2, 5);
        Assert.Equal((1, 3), (streak.Days, streak.Best));
    }

    [Fact]
    public void Each_week_earns_a_freeze_and_two_are_kept()
    {
        Assert.Equal(0, Worked([.. Enumerable.Range(0, 6)]).Freezes);
        Assert.Equal(1, Worked([.. Enumerable.Range(0, 7)]).Freezes);
        Assert.Equal(2, Worked([.. Enumerable.Range(0, 14)]).Freezes);
        Assert.Equal(2, Worked([.. Enumerable.Range(0, 40)]).Freezes);
    }

    [Fact]
    public void A_freeze_covers_a_missed_day_by_itself()
    {
        var streak = Worked([.. Enumerable.Range(0, 7), 8]);
        Assert.Equal((8, 0), (streak.Days, streak.Freezes));
        Assert.Equal(1, Worked([.. Enumerable.Range(0, 7), 9]).Days);          // two days, one freeze
        Assert.Equal(15, Worked([.. Enumerable.Range(0, 14), 16]).Days);       // two days, two freezes
    }

    [Fact]
    public void Days_of_rest_are_not_missed()
    {
        var friday = monday.PlusDays(4);
        var streak = Streak.None.After(friday, At(4), Weekend).After(friday.PlusDays(3), At(7), Weekend);
        Assert.Equal(2, streak.Days);
        Assert.Equal(2, streak.Alive(friday.PlusDays(3), At(7), Weekend));
    }

    [Fact]
    public void A_streak_lives_while_its_freezes_cover_what_was_missed()
    {
        var week = Worked([.. Enumerable.Range(0, 7)]);
        Assert.Equal(7, week.Alive(monday.PlusDays(7), At(7)));
        Assert.Equal(7, week.Alive(monday.PlusDays(8), At(8)));
        Assert.Equal(0, week.Alive(monday.PlusDays(9), At(9)));
    }

    [Fact]
    public void Who_moves_between_time_zones_misses_nothing_within_two_days()
    {
        // Over the date line the calendar skips a day between one evening and the next.
        var streak = Streak.None.After(monday, At(0)).After(monday.PlusDays(2), At(0) + Duration.FromHours(26));
        Assert.Equal(2, streak.Days);
    }

    [Theory, InlineData("2026-11-24T03:59", 23), InlineData("2026-11-24T04:00", 24)]
    public void A_day_ends_at_four_in_the_morning(string local, int day)
    {
        var moscow = new DailyHour(new(9, 0), "Europe/Moscow");
        var instant = NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd'T'HH:mm").Parse(local).Value.InZoneStrictly(moscow.Clock).ToInstant();
        Assert.Equal(new LocalDate(2026, 11, day), moscow.Day(instant));
    }

    private static Streak Worked(params int[] days) => days.Aggregate(Streak.None, (streak, day) => streak.After(monday.PlusDays(day), At(day)));

    private static Instant At(int day) => Instant.FromUtc(2026, 11, 23, 9, 0) + Duration.FromDays(day);

    private static bool Weekend(LocalDate day) => day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday;
}
