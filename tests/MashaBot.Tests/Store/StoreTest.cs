using MashaBot.Conversation;
using MashaBot.Store;
using NodaTime;

namespace MashaBot.Tests.Store;

/// <summary>What every store promises, whatever it keeps things in.</summary>
public abstract class StoreTest
{
    /// <summary>Opens the test's store, as a program does that starts.</summary>
    private protected abstract Task<ILearnerStore> Open();

    /// <summary>An empty store of the same kind.</summary>
    private protected abstract Task<ILearnerStore> OpenAnother();

    [Fact]
    public async Task A_learner_comes_back_whole_after_a_restart()
    {
        var learner = SomeLearner.Full(5);
        await Using(store => Put(store, learner));
        await Using(async store => Assert.Equal(StoreJson.Write(learner), StoreJson.Write((await store.Find(new(5)))!)));
    }

    [Fact]
    public Task Nobody_is_found_who_never_came() => Using(async store =>
    {
        Assert.Null(await store.Find(new(5)));
        await store.Change([new(5)], batch => Assert.Null(batch.Find(new(5))));
    });

    [Fact]
    public Task A_batch_sees_what_it_has_changed_itself() => Using(store => store.Change([new(5)], batch =>
    {
        batch.Put(SomeLearner.Of(5) with { Rounds = 3 });
        Assert.Equal(3, batch.Find(new(5))!.Rounds);
        batch.Keep(new("group", -7, "{}"));
        Assert.Equal("{}", batch.Find("group", -7)!.Body);
        batch.Drop("group", -7);
        Assert.Null(batch.Find("group", -7));
        batch.Forget(new(5));
        Assert.Null(batch.Find(new(5)));
    }));

    [Fact]
    public Task A_batch_sees_all_notes_and_attempts_with_its_own() => Using(async store =>
    {
        await store.Change([new(5)], batch =>
        {
            batch.Put(SomeLearner.Of(5));
            batch.Attempts.AddRange([SomeLearner.Attempt(5, "one"), SomeLearner.Attempt(6, "another's")]);
            for (var id = 1; id <= 3; id++) batch.Keep(new("case", id, """{"n":1}"""));
            batch.Keep(new("other", 1, "{}"));
        });
        await store.Change([new(5)], batch =>
        {
            batch.Attempts.Add(SomeLearner.Attempt(5, "two"));
            batch.Keep(new("case", 2, """{"n":2}"""));
            batch.Keep(new("case", 4, """{"n":4}"""));
            batch.Drop("case", 3);
            Assert.Equal([1L, 2L, 4L], batch.AllNotes("case").Select(note => note.Id));
            Assert.Contains("2", batch.AllNotes("case")[1].Body, StringComparison.Ordinal);
            Assert.Equal(["one", "two"], batch.AllAttempts(new(5)).Select(attempt => attempt.Reply));
            batch.Forget(new(5));
            Assert.Empty(batch.AllAttempts(new(5)));
        });
        Assert.Empty(await store.Attempts(new(5)));
        Assert.Single(await store.Attempts(new(6)));
    });

    [Fact]
    public async Task Attempts_are_kept_in_order_with_the_very_words()
    {
        string[] replies = ["  1,6 ", "", "½ = 0.5", new string('я', 4000), "'; drop table learners; --", "𝔼[x] 👩🏽‍🔬"];
        await Using(store => store.Change([new(5)], batch =>
        {
            batch.Attempts.AddRange(replies.Select(reply => SomeLearner.Attempt(5, reply)));
            batch.Attempts.Add(SomeLearner.Attempt(6));
        }));
        await Using(async store =>
        {
            await store.Change([], batch => batch.Attempts.Add(SomeLearner.Attempt(5, "last") with { Mistake = null }));
            var kept = await store.Attempts(new(5));
            Assert.Equal([.. replies, "last"], kept.Select(attempt => attempt.Reply));
            Assert.Equal(SomeLearner.Attempt(5, ""), kept[1]);
            Assert.Null(kept[^1].Mistake);
        });
    }

    [Theory, InlineData("a\0b"), InlineData("half \ud83d of a pair"), InlineData("\udc00")]
    public Task Words_that_are_no_text_harm_nobody(string words) => Using(async store =>
    {
        await store.Change([], batch =>
        {
            batch.Attempts.Add(SomeLearner.Attempt(5, words));
            batch.Messages.Add((new(5), new(5), RunningBot.Says(words)));
            batch.Put(SomeLearner.Of(5) with { Asked = new(new(new(3, 1), 4), Suggested: words) });
        });
        Assert.Single(await store.Attempts(new(5)));
        Assert.Single(await Waiting(store));
        Assert.NotNull(await store.Find(new(5)));
    });

    [Fact]
    public async Task Messages_wait_in_order_until_they_are_sent()
    {
        await Using(async store =>
        {
            var sent = await store.Change([], batch =>
            {
                for (var i = 0; i < 12; i++) batch.Messages.Add((new(5), new(-100 - i), SomeLearner.Message($"**{i}**: $x^{i}$") with { Unasked = true, Form = MessageForm.Plain, Buttons = [[new("Ещё", "next")]] }));
            });
            Assert.Equal(Enumerable.Range(1, 12).Select(i => (long)i), sent.Select(message => message.Id));
            await store.Change([], batch => batch.Sent.AddRange([1L, 3L]));
        });
        await Using(async store =>
        {
            var pending = await Waiting(store);
            Assert.Equal([2, .. Enumerable.Range(4, 9)], pending.Select(message => (int)message.Id));
            var first = pending[0];
            Assert.Equal((new LearnerId(5), new ChatId(-101), true, MessageForm.Plain), (first.Learner, first.Chat, first.Message.Unasked, first.Message.Form));
            Assert.Equal(SomeLearner.Message("**1**: $x^1$").Body.ToText(), first.Message.Body.ToText());
            Assert.Equal(new Button("Ещё", "next"), first.Message.Buttons[0][0]);
            Assert.Equal(13, Assert.Single(await store.Change([], batch => batch.Messages.Add((new(5), new(5), SomeLearner.Message("new"))))).Id);
        });
    }

    [Fact]
    public async Task Due_are_those_whose_hour_has_come_longest_first()
    {
        var now = SomeLearner.Morning;
        await Using(async store =>
        {
            await Put(store, SomeLearner.Of(1, now + Duration.FromMilliseconds(1)), SomeLearner.Of(2, now), SomeLearner.Of(3), SomeLearner.Of(4, now - Duration.FromDays(3)), SomeLearner.Of(6, now - Duration.FromDays(1)));
            await store.Change([], batch => batch.Forget(new(6)));
            Assert.Equal([4, 2], (await store.Due(now, 9)).Select(id => id.Value));
        });
        now += Duration.FromMinutes(2);
        await Using(async store =>
        {
            Assert.Equal([4, 2], (await store.Due(now - Duration.FromMilliseconds(1), 2)).Select(id => id.Value));
            await Put(store, SomeLearner.Of(4, now + Duration.FromDays(1)), SomeLearner.Of(2));
            Assert.Equal([1], (await store.Due(now, 9)).Select(id => id.Value));
            Assert.Equal([1, 4], (await store.Due(now + Duration.FromDays(2), 9)).Select(id => id.Value));
            await store.Change([], batch => batch.Postponed[new(1)] = now + Duration.FromDays(4));
            Assert.DoesNotContain(1, (await store.Due(now + Duration.FromDays(3), 9)).Select(id => id.Value));
            Assert.Contains(1, (await store.Due(now + Duration.FromDays(5), 9)).Select(id => id.Value));
        });
    }

    [Fact]
    public Task Learners_are_gone_through_by_their_numbers() => Using(async store =>
    {
        await Put(store, SomeLearner.Of(30), SomeLearner.Of(-7), SomeLearner.Of(2), SomeLearner.Of(5_000_000_000), SomeLearner.Of(10));
        Assert.Equal([2L, 10L], (await store.After(default, 2)).Select(id => id.Value));
        Assert.Equal([30L, 5_000_000_000L], (await store.After(new(10), 9)).Select(id => id.Value));
        Assert.Empty(await store.After(new(5_000_000_000), 9));
    });

    [Fact]
    public async Task Who_is_forgotten_leaves_nothing()
    {
        await Using(async store =>
        {
            await store.Change([], batch =>
            {
                foreach (var id in new[] { 5, 6 })
                {
                    batch.Put(SomeLearner.Full(id) with { Reachable = true });
                    batch.Attempts.AddRange([SomeLearner.Attempt(id, "one"), SomeLearner.Attempt(id, "two")]);
                }
            });
            await store.Change([new(5)], batch =>
            {
                batch.Forget(new(5));
                batch.Messages.Add((new(5), new(5), SomeLearner.Message("gone")));
            });
        });
        await Using(async store =>
        {
            Assert.Null(await store.Find(new(5)));
            Assert.Empty(await store.Attempts(new(5)));
            Assert.Equal([6], (await store.Due(SomeLearner.Morning, 9)).Select(id => id.Value));
            Assert.Equal(2, (await store.Attempts(new(6))).Count);
            Assert.Single(await Waiting(store));
        });
    }

    [Fact]
    public async Task Who_is_forgotten_may_begin_anew_in_the_same_batch()
    {
        await Using(async store =>
        {
            await Put(store, SomeLearner.Full(5));
            await store.Change([new(5)], batch =>
            {
                batch.Forget(new(5));
                batch.Put(SomeLearner.Of(5, SomeLearner.Morning));
            });
        });
        await Using(async store =>
        {
            Assert.Equal(0, (await store.Find(new(5)))!.Rounds);
            Assert.Equal([5], (await store.Due(SomeLearner.Morning, 9)).Select(id => id.Value));
        });
    }

    [Fact]
    public async Task Notes_are_found_by_kind_and_number()
    {
        await Using(store => store.Change([], batch =>
        {
            foreach (var id in new[] { 10L, -3L, 2L }) batch.Keep(new("case", id, $$"""{"n":{{id}}}"""));
            batch.Keep(new("case-closed", 1, "{}"));
        }));
        await Using(async store =>
        {
            await store.Change([], batch =>
            {
                batch.Keep(batch.Find("case", 2)! with { Body = "changed" });
                batch.Drop("case", 10);
            });
            Assert.Equal([new("case", -3, """{"n":-3}"""), new("case", 2, "changed")], await store.Notes("case"));
        });
    }

    [Fact]
    public async Task What_the_work_throws_comes_through_and_nothing_is_saved() => await Using(async store =>
    {
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => store.Change([new(5)], batch =>
        {
            batch.Put(SomeLearner.Of(5));
            throw new InvalidTimeZoneException();
        }));
        Assert.Null(await store.Find(new(5)));
        await Put(store, SomeLearner.Of(6));
        Assert.NotNull(await store.Find(new(6)));
    });

    [Fact]
    public Task Changes_at_the_same_time_lose_nothing() => Using(async store =>
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
                await store.Change([new(5), new(6)], batch =>
                {
                    foreach (var id in new LearnerId[] { new(6), new(5) }) batch.Put((batch.Find(id) ?? SomeLearner.Of(id.Value)) is var learner ? learner with { Rounds = learner.Rounds + 1 } : null!);
                });
        })));
        Assert.Equal((100, 100), ((await store.Find(new(5)))!.Rounds, (await store.Find(new(6)))!.Rounds));
    });

    [Fact]
    public Task Another_store_takes_over_all_and_only_an_empty_one_does() => Using(async store =>
    {
        await store.Change([], batch =>
        {
            for (var i = 1; i <= 40; i++)
            {
                batch.Put(i % 2 == 0 ? SomeLearner.Full(i) with { Reachable = true } : SomeLearner.Of(i));
                batch.Attempts.Add(SomeLearner.Attempt(i, $"{i}"));
                batch.Messages.Add((new(i), new(i), SomeLearner.Message($"{i}")));
                batch.Keep(new("note", i, $"{i}"));
            }
        });
        await using var other = await OpenAnother();
        await other.Fill(store.Everything());
        Assert.Equal(await All(store), await All(other));
        Assert.Equal(20, (await other.Due(SomeLearner.Morning, 100)).Count);
        await Assert.ThrowsAsync<StoreException>(() => other.Fill(store.Everything()));
        await Put(other, SomeLearner.Of(99));
        Assert.Equal(41, Assert.Single(await other.Change([], batch => batch.Messages.Add((new(1), new(1), SomeLearner.Message("next"))))).Id);
    });

    private protected static async Task<List<string>> All(ILearnerStore store) => await store.Everything().Select(kept => System.Text.Json.JsonSerializer.Serialize(kept, StoreJson.Options)).ToListAsync();

    /// <summary>The messages that a sender is given.</summary>
    private protected static async Task<List<Outgoing>> Waiting(ILearnerStore store)
    {
        var outbox = await store.Outbox(room: 1000);
        var waiting = new List<Outgoing>();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(700), TimeProvider.System);
        try
        {
            await foreach (var message in outbox.Read(patience.Token)) waiting.Add(message);
        }
        catch (OperationCanceledException) { }
        await outbox.Release();
        return waiting;
    }

    private protected static Task Put(ILearnerStore store, params Learner[] learners) => store.Change([.. learners.Select(learner => learner.Id)], batch =>
    {
        foreach (var learner in learners) batch.Put(learner);
    });

    private protected async Task Using(Func<ILearnerStore, Task> use)
    {
        await using var store = await Open();
        await use(store);
    }
}
