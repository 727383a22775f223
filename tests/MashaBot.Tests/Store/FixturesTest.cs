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
        Assert.True(File.Exists(folder["masha-before-schema-3.db"]));

        await store.Change([new(101)], batch => batch.Put(batch.Find(new(101))! with { Rounds = 9 }));
        Assert.Equal(9, (await store.Find(new(101)))!.Rounds);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Of_version_2(bool wasKilled)
    {
        // Written at commit 43cf058: the store of version 1 brought up, and a conversation in the terminal that went on from there.
        var path = folder["masha.db"];
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Fixtures", "store-v2", "masha.db"), path);
        if (wasKilled) await LeaveALog(path);
        await using var store = await LiteStore.Open(folder.Path);

        var kept = await store.Everything().ToListAsync();
        Assert.Equal((61, 97, 10), (kept.OfType<Kept.OfLearner>().Count(), kept.OfType<Kept.OfAttempt>().Count(), kept.OfType<Kept.OfMessage>().Count()));
        foreach (var learner in kept.OfType<Kept.OfLearner>()) Assert.Equal(learner.Id, (await store.Find(new(learner.Id)))!.Id.Value);
        Assert.Equal(["7", "100"], (await store.Attempts(new(1))).TakeLast(2).Select(attempt => attempt.Reply));
        Assert.Equal(20, (await store.Due(SomeLearner.Morning, 100)).Count);
        Assert.Equal(wasKilled ? ["{}"] : [], (await store.Notes("late")).Select(note => note.Body));
        Assert.True(File.Exists(folder["masha-before-schema-3.db"]));

        await store.Change([new(101)], batch => batch.Put(batch.Find(new(101))! with { Rounds = 9 }));
        Assert.Equal(9, (await store.Find(new(101)))!.Rounds);
    }

    [Fact]
    public async Task Of_a_killed_process_whose_journal_has_no_numbers_in_its_groups()
    {
        // Written at commit d4af82e, schema 3: a conversation in the terminal, killed.
        foreach (var name in (string[])["masha.db", "masha.journal"]) File.Copy(Path.Combine(AppContext.BaseDirectory, "Fixtures", "store-v3-killed", name), folder[name]);
        for (var start = 1; start <= 3; start++)      // at the first it goes on in the old journal, then in one of its own
        {
            await using var store = await LiteStore.Open(folder.Path);
            Assert.Equal(["8/5", "1,6"], (await store.Attempts(new(1))).Select(attempt => attempt.Reply).Take(2));
            Assert.Equal(start > 1 ? start - 1 : 0, (await store.Find(new(7)))?.Rounds ?? 0);
            await store.Change([new(7)], batch => batch.Put(SomeLearner.Of(7) with { Rounds = start }));
        }
    }

    /// <summary>The last commit of a process that was killed stands in LiteDB's own log alone.</summary>
    private async Task LeaveALog(string path)
    {
        var (was, log) = (folder["was.db"], LiteFile.LogOf(path));
        File.Move(path, was);
        using var file = LiteFile.Connect(was, readOnly: false);
        file.GetCollection(LiteFile.Notes).Insert(NoteDocument.Write(new("late", 1, "{}")));
        // LiteDB writes its log on a thread of its own: it is whole when its last page is the one that confirms the transaction.
        await RunningBot.Eventually(() =>
        {
            File.Copy(LiteFile.LogOf(was), log, overwrite: true);
            var pages = File.ReadAllBytes(log);
            return pages.Length > 0 && pages[^(PageCheck.PageSize - 18)] != 0;
        });
        File.Copy(was, path);
    }
}
