using Microsoft.Extensions.Time.Testing;

namespace MashaBot.Playground.Tests;

public sealed class PlaygroundClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 9, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider real = new(Start);
    private readonly PlaygroundClock clock;
    private readonly List<(string Name, DateTimeOffset At)> fired = [];

    public PlaygroundClockTests() => clock = new(real);

    private ITimer Timer(string name, TimeSpan due, TimeSpan? period = null) =>
        clock.CreateTimer(_ => fired.Add((name, clock.GetUtcNow())), null, due, period ?? Timeout.InfiniteTimeSpan);

    private static TimeSpan Hours(double hours) => TimeSpan.FromHours(hours);

    [Fact]
    public void It_runs_with_the_real_clock_and_stays_ahead_after_a_move()
    {
        real.Advance(Hours(1));
        Assert.Equal(Start + Hours(1), clock.GetUtcNow());
        clock.MoveOn(Hours(24));
        real.Advance(Hours(1));
        Assert.Equal((Start + Hours(26), Hours(24)), (clock.GetUtcNow(), clock.Ahead));
    }

    [Fact]
    public void A_timer_fires_when_real_time_reaches_it()
    {
        using var timer = Timer("a", Hours(2));
        real.Advance(Hours(1.9));
        Assert.Empty(fired);
        real.Advance(Hours(0.2));
        Assert.Equal("a", Assert.Single(fired).Name);
    }

    [Fact]
    public void A_move_fires_what_falls_due_in_order_each_at_its_own_time()
    {
        using var late = Timer("late", Hours(5));
        using var early = Timer("early", Hours(2));
        using var later = Timer("later", Hours(9));
        clock.MoveOn(Hours(8));
        Assert.Equal([("early", Start + Hours(2)), ("late", Start + Hours(5))], fired);
        Assert.Equal(Start + Hours(8), clock.GetUtcNow());
        real.Advance(Hours(1));
        Assert.Equal("later", fired[^1].Name);
    }

    [Fact]
    public void A_periodic_timer_fires_every_time_and_goes_on_in_real_time()
    {
        using var timer = Timer("tick", Hours(1), Hours(1));
        clock.MoveOn(Hours(3.5));
        Assert.Equal([1, 2, 3], fired.Select(tick => (tick.At - Start).TotalHours));
        real.Advance(Hours(0.5));
        Assert.Equal(4, fired.Count);
        real.Advance(Hours(1));
        Assert.Equal(5, fired.Count);
    }

    [Fact]
    public void A_timer_started_by_a_timer_within_the_move_fires_too()
    {
        ITimer? second = null;
        using var first = clock.CreateTimer(_ => second = Timer("second", Hours(1)), null, Hours(1), Timeout.InfiniteTimeSpan);
        clock.MoveOn(Hours(3));
        Assert.Equal(("second", Start + Hours(2)), Assert.Single(fired));
        second!.Dispose();
    }

    [Fact]
    public void A_stopped_or_changed_timer_keeps_to_the_last_word()
    {
        var stopped = Timer("stopped", Hours(1));
        stopped.Dispose();
        using var changed = Timer("changed", Hours(1));
        Assert.True(changed.Change(Hours(2), Timeout.InfiniteTimeSpan));
        using var paused = Timer("paused", Hours(1));
        paused.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        clock.MoveOn(Hours(3));
        Assert.Equal(("changed", Start + Hours(2)), Assert.Single(fired));
        Assert.False(stopped.Change(Hours(1), Hours(1)));
        real.Advance(Hours(3));
        Assert.Single(fired);
    }

    [Fact]
    public void A_due_time_further_off_than_real_timers_reach_is_kept()
    {
        using var timer = Timer("far", TimeSpan.FromDays(100));
        for (var day = 0; day < 99; day++) real.Advance(TimeSpan.FromDays(1));
        Assert.Empty(fired);
        real.Advance(TimeSpan.FromDays(1));
        Assert.Single(fired);
    }

    [Fact]
    public void It_never_goes_back()
    {
        clock.MoveTo(Start - Hours(1));
        Assert.Equal(Start, clock.GetUtcNow());
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.MoveOn(-Hours(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PlaygroundClock(real, -Hours(1)));
    }

    [Fact]
    public void A_move_is_told()
    {
        var moves = 0;
        clock.Moved += () => moves++;
        clock.MoveOn(Hours(1));
        Assert.Equal(1, moves);
    }

    [Fact]
    public void A_timer_that_fails_leaves_the_clock_usable()
    {
        using var bad = clock.CreateTimer(_ => throw new InvalidOperationException("our own"), null, Hours(1), Timeout.InfiniteTimeSpan);
        Assert.Throws<InvalidOperationException>(() => clock.MoveOn(Hours(2)));
        Assert.Equal(Start + Hours(2), clock.GetUtcNow());
        clock.MoveOn(Hours(1));
        Assert.Equal(Start + Hours(3), clock.GetUtcNow());
    }

    [Fact]
    public async Task Delays_periodic_timers_and_timeouts_move_with_it()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        var tick = timer.WaitForNextTickAsync().AsTask();
        var delay = Task.Delay(Hours(1), clock);
        using var timeout = new CancellationTokenSource(Hours(2), clock);
        var started = clock.GetTimestamp();
        clock.MoveOn(Hours(1.5));
        Assert.True(await tick);
        await delay;
        Assert.False(timeout.IsCancellationRequested);
        Assert.Equal(Hours(1.5), clock.GetElapsedTime(started));
        clock.MoveOn(Hours(1));
        Assert.True(timeout.IsCancellationRequested);
    }

    [Fact]
    public async Task Over_the_system_clock_it_just_runs()
    {
        var system = new PlaygroundClock(TimeSpan.FromDays(10));
        await Task.Delay(TimeSpan.FromMilliseconds(30), system);
        Assert.InRange(system.GetUtcNow() - TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(9.99), TimeSpan.FromDays(10.01));
    }

    [Theory]
    [InlineData("2026-09-01T05:54:00Z", "Europe/Moscow", "2026-09-01T05:55:00Z")]
    [InlineData("2026-09-01T05:55:00Z", "Europe/Moscow", "2026-09-02T05:55:00Z")]
    [InlineData("2026-09-01T23:30:00Z", "America/New_York", "2026-09-02T12:55:00Z")]
    [InlineData("2026-10-24T12:00:00Z", "Europe/Berlin", "2026-10-25T07:55:00Z")]
    public void The_next_morning_is_the_next_five_to_nine_where_the_person_lives(string now, string zone, string morning) =>
        Assert.Equal(DateTimeOffset.Parse(morning, null), ChatPage.NextMorning(DateTimeOffset.Parse(now, null), TimeZoneInfo.FindSystemTimeZoneById(zone)));
}
