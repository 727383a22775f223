using MashaBot.Conversation;
using MashaBot.Delivery;
using MashaBot.Telegram;
using MashaBot.Tests.Store;
using Microsoft.Extensions.Time.Testing;

namespace MashaBot.Tests.Delivery;

/// <summary>
/// Thousands of messages, millisecond by millisecond, in a time that passes when nothing is left to do: who may go when. Over HTTP and in real time it is
/// measured by <c>bench/Load due</c>.
/// </summary>
public sealed class PaceOfManyTest : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1), Minute = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider clock = new(new(2026, 11, 25, 6, 0, 0, TimeSpan.Zero));
    private readonly Turns turns = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly List<(ChatId Chat, DateTimeOffset At, bool Unasked)> sent = [];
    private readonly List<Task> chats = [];
    private DateTimeOffset began;
    private long messages;

    public void Dispose() => stopping.Dispose();

    [Theory, InlineData(1, 60), InlineData(7, 300), InlineData(30, 3_000), InlineData(1_000, 6_000)]
    public void Bulk_comes_close_to_its_limit_and_never_above_in_any_second(int limit, int due)
    {
        var pace = Pace(limit);
        for (var chat = 1; chat <= due; chat++) Chat(pace, chat, unasked: 1);
        Pass(TimeSpan.FromSeconds(1.06 * due / limit), until: () => sent.Count == due);
        Assert.Equal(due, sent.Count);
        Assert.InRange(Most(sent, Second), 1, limit);
        Assert.Equal(sent.Select(entry => entry.Chat.Value).Order(), sent.Select(entry => entry.Chat.Value));      // first come, first served
    }

    [Fact]
    public void Answers_never_wait_for_bulk_and_bulk_has_what_they_leave()
    {
        var pace = Pace(30);
        for (var chat = 1; chat <= 3_000; chat++) Chat(pace, chat, unasked: 1);
        Pass(TimeSpan.FromSeconds(5));
        sent.Clear();
        var asked = Answers(pace, aSecond: 10, TimeSpan.FromSeconds(60));
        Assert.Equal(asked, sent.Where(entry => !entry.Unasked).Select(entry => entry.At));
        Assert.InRange(sent.Count(entry => entry.Unasked) / 60.0, 18, 20);
        Assert.InRange(Most(sent, Second), 1, 35);      // answers come as they like, and what bulk has sent before is sent
    }

    [Fact]
    public void However_many_write_bulk_goes_on_slowly()
    {
        var pace = Pace(30);
        for (var chat = 1; chat <= 500; chat++) Chat(pace, chat, unasked: 1);
        Answers(pace, aSecond: 50, TimeSpan.FromSeconds(30));
        sent.Clear();
        var asked = Answers(pace, aSecond: 100, TimeSpan.FromSeconds(30));
        Assert.Equal(asked, sent.Where(entry => !entry.Unasked).Select(entry => entry.At));
        Assert.InRange(sent.Count(entry => entry.Unasked) / 30.0, 2.5, 3.5);
    }

    [Fact]
    public void After_Telegram_has_told_bulk_to_wait_it_goes_on_as_before_and_not_all_at_once()
    {
        var pace = Pace(30);
        for (var chat = 1; chat <= 300; chat++) Chat(pace, chat, unasked: 1);
        Pass(TimeSpan.FromSeconds(2));
        sent.Clear();
        pace.Told(new(1), TimeSpan.FromSeconds(10));
        Pass(TimeSpan.FromSeconds(9.99));
        Assert.Empty(sent);
        Pass(TimeSpan.FromSeconds(5));
        Assert.InRange(sent.Count, 130, 150);
        Assert.InRange(Most(sent, Second), 1, 30);
    }

    [Fact]
    public void A_machine_that_stood_still_does_not_catch_up()
    {
        var pace = Pace(30);
        for (var chat = 1; chat <= 300; chat++) Chat(pace, chat, unasked: 1);
        Pass(TimeSpan.FromSeconds(2));
        clock.Advance(TimeSpan.FromSeconds(3));
        Pass(TimeSpan.FromSeconds(2));
        Assert.InRange(Most(sent, Second), 1, 30);
    }

    [Fact]
    public void A_chat_gets_one_unasked_message_a_second()
    {
        var pace = Pace(30);
        for (var chat = 1; chat <= 20; chat++) Chat(pace, chat, unasked: 5);
        Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(100, sent.Count);
        Assert.All(sent.GroupBy(entry => entry.Chat), chat => Assert.Equal(1, Most([.. chat], Second)));
    }

    [Fact]
    public void Of_an_answer_three_messages_go_at_once_and_then_one_a_second()
    {
        Chat(Pace(30), 5, asked: 8);
        Pass(TimeSpan.FromSeconds(5));
        Assert.Equal([0, 0, 0, 1, 2, 3, 4, 5], sent.Select(entry => (entry.At - began).Seconds));
    }

    [Theory, InlineData(0, 60), InlineData(60, 0), InlineData(30, 30)]
    public void A_group_gets_twenty_a_minute(int asked, int unasked)
    {
        Chat(Pace(30), -100, asked, unasked);
        Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(60, sent.Count);
        Assert.InRange(Most(sent, Minute), 17, 20);
    }

    private Pace Pace(int limit)
    {
        began = clock.GetUtcNow();
        return new(new TelegramOptions { BulkPerSecond = limit }, clock);
    }

    /// <summary>A chat with messages on their way to it, as the sender drives it.</summary>
    private void Chat(Pace pace, long id, int asked = 0, int unasked = 0)
    {
        var lane = new Lane(new(id), pace.Of(new(id)));
        for (var i = 0; i < asked + unasked; i++) lane.Add(new(++messages, new(id), new(id), SomeLearner.Message("x") with { Unasked = i >= asked }));
        turns.Post(_ => chats.Add(Drive()), null);

        async Task Drive()
        {
            while (lane.Next() is { } message)
            {
                await pace.Place(lane, message.Message.Unasked, stopping.Token);
                sent.Add((lane.Chat, clock.GetUtcNow(), message.Message.Unasked));
                await Task.Delay(TimeSpan.FromMilliseconds(message.Id * 7 % 60), clock, stopping.Token);     // the call
                lane.Remove(1);
            }
        }
    }

    /// <returns>When each was asked for.</returns>
    private List<DateTimeOffset> Answers(Pace pace, int aSecond, TimeSpan time)
    {
        var (asked, chance) = (new List<DateTimeOffset>(), new Random(aSecond));
        for (var end = clock.GetUtcNow() + time; clock.GetUtcNow() < end;)
        {
            Pass(TimeSpan.FromMilliseconds(chance.Next(2_000 / aSecond)));
            asked.Add(clock.GetUtcNow());
            Chat(pace, 1_000_000 + messages, asked: 1);
            turns.Take();
        }
        return asked;
    }

    private void Pass(TimeSpan time, Func<bool>? until = null)
    {
        turns.Take();
        for (var left = time; left > TimeSpan.Zero && until?.Invoke() is not true; left -= TimeSpan.FromMilliseconds(1))
        {
            clock.Advance(TimeSpan.FromMilliseconds(1));
            turns.Take();
        }
        if (chats.Find(chat => chat.IsFaulted) is { } failed) Assert.Fail($"{failed.Exception}");
    }

    private static int Most(List<(ChatId Chat, DateTimeOffset At, bool Unasked)> sent, TimeSpan within)
    {
        var (most, first) = (0, 0);
        for (var last = 0; last < sent.Count; last++)
        {
            while (sent[last].At - sent[first].At >= within) first++;
            most = Math.Max(most, last - first + 1);
        }
        return most;
    }

    /// <summary>Everything goes on here, one after another, on this thread.</summary>
    private sealed class Turns : SynchronizationContext
    {
        private readonly Queue<(SendOrPostCallback Work, object? State)> waiting = new();

        public override void Post(SendOrPostCallback d, object? state) => waiting.Enqueue((d, state));

        public void Take()
        {
            var before = Current;
            SetSynchronizationContext(this);
            try
            {
                while (waiting.TryDequeue(out var next)) next.Work(next.State);
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }
    }
}
