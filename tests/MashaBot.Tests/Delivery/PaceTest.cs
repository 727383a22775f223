using MashaBot.Delivery;
using MashaBot.Telegram;
using Microsoft.Extensions.Time.Testing;

namespace MashaBot.Tests.Delivery;

public sealed class PaceTest
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void A_few_at_once_after_a_rest_and_then_in_rhythm()
    {
        var rhythm = new Rhythm(TimeSpan.FromSeconds(1), 3, clock);
        Assert.Equal([-2, -1, 0, 1, 2], Enumerable.Range(0, 5).Select(_ => rhythm.Take().TotalSeconds));
        Assert.False(rhythm.IsRested);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True(rhythm.IsRested);
        Assert.Equal(-2, rhythm.Take().TotalSeconds);
    }

    [Fact]
    public void In_the_long_run_there_are_no_more_than_the_rhythm_allows()
    {
        var rhythm = new Rhythm(TimeSpan.FromSeconds(1) / 30, 30, clock);
        var start = clock.GetUtcNow();
        for (var i = 0; i < 3000; i++)
            if (rhythm.Take() is { Ticks: > 0 } wait) clock.Advance(wait);
        Assert.InRange((clock.GetUtcNow() - start).TotalSeconds, 98.9, 99.1);
    }

    [Fact]
    public void One_chat_that_is_told_to_wait_holds_up_bulk_but_no_answers()
    {
        var pace = new Pace(new TelegramOptions(), clock);
        pace.Told(new(5), TimeSpan.FromSeconds(10));
        Assert.Equal((10, true), (pace.Pause(unasked: true).TotalSeconds, pace.Pause(unasked: false) <= TimeSpan.Zero));
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.True(pace.Pause(unasked: true) <= TimeSpan.Zero);
    }

    [Fact]
    public void Two_chats_that_are_told_to_wait_at_a_time_mean_everybody()
    {
        var pace = new Pace(new TelegramOptions(), clock);
        pace.Told(new(5), TimeSpan.FromSeconds(10));
        pace.Told(new(6), TimeSpan.FromSeconds(3));
        Assert.Equal(10, pace.Pause(unasked: false).TotalSeconds);
    }

    [Fact]
    public void The_same_chat_twice_means_itself()
    {
        var pace = new Pace(new TelegramOptions(), clock);
        pace.Told(new(5), TimeSpan.FromSeconds(10));
        pace.Told(new(5), TimeSpan.FromSeconds(10));
        Assert.True(pace.Pause(unasked: false) <= TimeSpan.Zero);
    }

    [Fact]
    public void Waits_after_failures_grow_to_half_a_minute()
    {
        var backOff = new BackOff(1);
        int[] least = [1, 2, 4, 8, 16, 30, 30];
        foreach (var seconds in least) Assert.InRange(backOff.Next().TotalSeconds, seconds, seconds * 1.25);
        backOff.Reset();
        Assert.InRange(backOff.Next().TotalSeconds, 1, 1.25);
    }
}
