using MashaBot.Conversation;
using MashaBot.Store;
using NodaTime;

namespace MashaBot.Tests.Store;

public sealed class LearnerStoreTest : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_learner_comes_back_whole_after_a_restart()
    {
        var learner = SomeLearner.Full(5);
        await Using(store => store.Commit(Batch(learner)));
        await Using(store => Assert.Equal(StoreJson.Write(learner), StoreJson.Write(store.Find(new(5))!)));
    }

    [Fact]
    public async Task Nobody_is_found_who_never_came() => await Using(store => Assert.Null(store.Find(new(5))));

    [Fact]
    public void A_document_of_an_earlier_version_keeps_the_initial_values_of_what_it_lacks()
    {
        var learner = StoreJson.Read<Learner>("""{"Id":5,"Chat":5,"Daily":{"Time":"09:00:00","Zone":"UTC"},"Gone":1}""");
        Assert.Equal((true, 0, Streak.None, true), (learner.Reachable, learner.RecentUpdates.Length, learner.Streak, learner.Parts.IsEmpty));
    }

    [Fact]
    public async Task Attempts_are_kept_in_order_with_the_very_words()
    {
        string[] replies = ["  1,6 ", "", "½ = 0.5", new string('я', 4000)];
        await Using(store =>
        {
            var batch = new Batch();
            batch.Attempts.AddRange(replies.Select(reply => SomeLearner.Attempt(5, reply)));
            batch.Attempts.Add(SomeLearner.Attempt(6));
            store.Commit(batch);
        });
        await Using(store =>
        {
            store.Commit(Batch(attempt: SomeLearner.Attempt(5, "last") with { Mistake = null }));
            var kept = store.Attempts(new(5));
            Assert.Equal([.. replies, "last"], kept.Select(attempt => attempt.Reply));
            Assert.Equal(SomeLearner.Attempt(5, ""), kept[1]);
            Assert.Null(kept[^1].Mistake);
        });
    }

    [Fact]
    public async Task Messages_wait_in_order_until_they_are_sent()
    {
        await Using(store =>
        {
            var batch = new Batch();
            for (var i = 0; i < 12; i++) batch.Messages.Add((new(5), new(-100 - i), SomeLearner.Message($"**{i}**: $x^{i}$") with { Unasked = true, Form = MessageForm.Plain, Buttons = [[new("Ещё", "next")]] }));
            var sent = store.Commit(batch);
            Assert.Equal(Enumerable.Range(1, 12).Select(i => (long)i), sent.Select(message => message.Id));
            store.Commit(Sent(1, 3));
        });
        await Using(store =>
        {
            var pending = store.Pending();
            Assert.Equal([2, .. Enumerable.Range(4, 9)], pending.Select(message => (int)message.Id));
            var first = pending[0];
            Assert.Equal((new LearnerId(5), new ChatId(-101), true, MessageForm.Plain), (first.Learner, first.Chat, first.Message.Unasked, first.Message.Form));
            Assert.Equal(SomeLearner.Message("**1**: $x^1$").Body.ToText(), first.Message.Body.ToText());
            Assert.Equal(new Button("Ещё", "next"), first.Message.Buttons[0][0]);
            Assert.Equal(13, Assert.Single(store.Commit(Batch(message: "new"))).Id);
        });
    }

    [Fact]
    public async Task Due_are_those_whose_hour_has_come_longest_first()
    {
        var now = SomeLearner.Morning;
        await Using(store =>
        {
            store.Commit(Batch(SomeLearner.Of(1, now + Duration.FromMilliseconds(1))));
            store.Commit(Batch(SomeLearner.Of(2, now)));
            store.Commit(Batch(SomeLearner.Of(3)));
            store.Commit(Batch(SomeLearner.Of(4, now - Duration.FromDays(3))));
            Assert.Equal([4, 2], store.Due(now, 9).Select(id => id.Value));
        });
        await Using(store =>
        {
            Assert.Equal([4, 2], store.Due(now, 9).Select(id => id.Value));
            Assert.Equal([4], store.Due(now, 1).Select(id => id.Value));
            store.Commit(Batch(SomeLearner.Of(4, now + Duration.FromDays(1))));
            store.Commit(Batch(SomeLearner.Of(2)));
            Assert.Empty(store.Due(now, 9));
            Assert.Equal([1, 4], store.Due(now + Duration.FromDays(2), 9).Select(id => id.Value));
        });
    }

    [Fact]
    public async Task A_batch_that_fails_leaves_nothing_and_the_store_takes_nothing_more()
    {
        var good = SomeLearner.Of(5);
        await Using(store =>
        {
            store.Commit(Batch(good));
            var batch = Batch(good with { Rounds = 1 }, message: "never");
            batch.Put(SomeLearner.Of(0));
            Assert.Throws<StoreException>(() => store.Commit(batch));
            Assert.Throws<StoreException>(() => store.Commit(Batch(good)));
        });
        await Using(store =>
        {
            Assert.Equal(0, store.Find(new(5))!.Rounds);
            Assert.Empty(store.Pending());
        });
    }

    [Fact]
    public async Task A_second_process_is_kept_out_and_told_why() => await Using(async store =>
    {
        var error = await Assert.ThrowsAsync<StoreException>(() => LearnerStore.Open(folder.Path));
        Assert.Contains("in use by another MashaBot", error.Message, StringComparison.Ordinal);
    });

    public static TheoryData<string> Damages => ["empty", "short", "odd", "text", "cut", "no header", "no collection", "noise"];

    [Theory, MemberData(nameof(Damages))]
    public async Task A_damaged_file_stops_the_start_and_is_not_touched(string damage)
    {
        await Using(store =>
        {
            var many = new Batch();
            for (var i = 1; i <= 300; i++) many.Put(SomeLearner.Full(i));
            store.Commit(many);
        });
        var path = folder["masha.db"];
        var bytes = await File.ReadAllBytesAsync(path);
        Damage(damage, ref bytes);
        await File.WriteAllBytesAsync(path, bytes);

        // In a process of its own: after some damages LiteDB's finalizer throws, which would end the tests.
        var (exit, _, errors) = await MashaProgram.Run(["chat", "--data", folder.Path]);

        Assert.Equal(1, exit);
        Assert.Contains("is damaged", errors, StringComparison.Ordinal);
        Assert.Contains("backup", errors, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task A_file_of_a_later_version_is_refused()
    {
        await Using(_ => { }, new([_ => { }]));
        var error = await Assert.ThrowsAsync<StoreException>(() => LearnerStore.Open(folder.Path));
        Assert.Contains("later version", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_an_earlier_version_is_brought_up_once()
    {
        await Using(store => store.Commit(Batch(SomeLearner.Of(5))));
        var steps = 0;
        var schema = new Schema([file =>
        {
            steps++;
            file.GetCollection("learners").UpdateMany("{ due: INT64(1) }", "_id = 5");
        }]);
        await Using(store => Assert.Single(store.Due(SomeLearner.Morning, 9)), schema, twice: true);
        Assert.Equal(1, steps);
    }

    private static void Damage(string damage, ref byte[] bytes)
    {
        const int page = 8192;
        switch (damage)
        {
            case "empty": bytes = []; break;
            case "short": bytes = bytes[..3000]; break;
            case "odd": bytes = bytes[..^3000]; break;
            case "text": Array.Fill(bytes, (byte)'x'); break;
            case "cut": bytes = bytes[..(bytes.Length / page / 2 * page)]; break;
            case "no header": Array.Fill<byte>(bytes, 0, 0, page); break;
            case "no collection": Array.Fill<byte>(bytes, 0, page, page); break;
            case "noise": new Random(1).NextBytes(bytes.AsSpan(5 * page)); break;
        }
    }

    private static Batch Batch(Learner? learner = null, Attempt? attempt = null, string? message = null)
    {
        var batch = new Batch();
        if (learner is not null) batch.Put(learner);
        if (attempt is not null) batch.Attempts.Add(attempt);
        if (message is not null) batch.Messages.Add((new(5), new(5), SomeLearner.Message(message)));
        return batch;
    }

    private static Batch Sent(params IEnumerable<long> ids)
    {
        var batch = new Batch();
        batch.Sent.AddRange(ids);
        return batch;
    }

    private Task Using(Action<LearnerStore> use, Schema? schema = null, bool twice = false) => Using(store => { use(store); return Task.CompletedTask; }, schema, twice);

    private async Task Using(Func<LearnerStore, Task> use, Schema? schema = null, bool twice = false)
    {
        for (var i = 0; i < (twice ? 2 : 1); i++)
        {
            using var store = await LearnerStore.Open(folder.Path, schema ?? Schema.Current);
            await use(store);
        }
    }
}
