using MashaBot.Store;
using MashaBot.Store.Lite;

namespace MashaBot.Tests.Store;

/// <summary>Stores that earlier versions have written, kept as they were: the present one opens them and finds everything.</summary>
public sealed class FixturesTest : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Of_version_1()
    {
        // Written by version 0.1.0 (commit 330f5f0): a conversation in the terminal, sixty made-up learners with attempts, twelve messages of which two were sent.
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Fixtures", "store-v1", "masha.db"), folder["masha.db"]);
        await using var store = await LiteStore.Open(folder.Path);

        var kept = await store.Everything().ToListAsync();
        Assert.Equal((61, 10), (kept.OfType<Kept.OfLearner>().Count(), kept.OfType<Kept.OfMessage>().Count()));
        foreach (var learner in kept.OfType<Kept.OfLearner>()) Assert.Equal(learner.Id, (await store.Find(new(learner.Id)))!.Id.Value);
        for (var id = 101; id <= 160; id++)
        {
            var attempts = await store.Attempts(new(id));
            Assert.Equal(Enumerable.Range(0, id % 4).Select(k => $"{id},{k} ½σ"), attempts.Select(attempt => attempt.Reply));
        }
        var full = (await store.Find(new(103)))!;
        Assert.Equal((200, 2, false, "1/2"), (full.Streak.Days, full.Rounds, full.Reachable, full.Asked!.Suggested));
        Assert.NotEmpty(await store.Attempts(new(1)));

        // Who is due, by the schedule that had to be made: overdue ones longest first, then one by one.
        var now = SomeLearner.Morning;
        Assert.Equal(158, (await store.Due(now, 100))[0].Value);
        Assert.Equal(20, (await store.Due(now, 100)).Count);
        Assert.Equal(21, (await store.Due(now + NodaTime.Duration.FromMinutes(103), 100)).Count);
        Assert.Equal([2L, 4, 5], store.Pending().Take(3).Select(message => message.Id));
        Assert.True(File.Exists(folder["masha-before-schema-2.db"]));

        await store.Change([new(101)], batch => batch.Put(batch.Find(new(101))! with { Rounds = 9 }));
        Assert.Equal(9, (await store.Find(new(101)))!.Rounds);
    }
}
