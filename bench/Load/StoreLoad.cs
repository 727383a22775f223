using System.Diagnostics;
using MashaBot.Admin;
using MashaBot.Conversation;
using MashaBot.Sheets;
using MashaBot.Store;
using MashaBot.Store.Lite;
using NodaTime;

namespace MashaBot.Load;

/// <summary>The store alone.</summary>
internal static class StoreLoad
{
    public static async Task<int> Fill(string folder, int count)
    {
        var watch = Stopwatch.StartNew();
        await using (var store = await LiteStore.Open(folder)) await store.Fill(Everybody(count));
        Report("filled", count, watch, folder);
        return 0;
    }

    public static async Task<int> Start(string folder)
    {
        var watch = Stopwatch.StartNew();
        await using var store = await LiteStore.Open(folder);
        await store.Find(new(1));
        Console.WriteLine($"open and first read {watch.ElapsedMilliseconds} ms, memory {Used()} MB");
        return 0;
    }

    /// <summary>Twenty people at a time: their day comes, the message goes, they reply, the answer goes. Three commits.</summary>
    public static async Task<int> Day(string folder, int count, int people)
    {
        await using var store = await LiteStore.Open(folder);
        var order = Enumerable.Range(1, count).ToArray();
        new Random(1).Shuffle(order);
        var (watch, commits, done) = (Stopwatch.StartNew(), new Latencies(), 0);
        foreach (var some in order.Take(people).Chunk(20))
        {
            LearnerId[] ids = [.. some.Select(id => new LearnerId(id))];
            var asked = await Change(batch =>
            {
                foreach (var id in ids)
                {
                    batch.Put(batch.Find(id)! is var learner ? learner with { Due = learner.Due + Duration.FromDays(1) } : null!);
                    batch.Messages.Add((id, new(id.Value), Statement));
                }
            });
            var answered = await Change(batch =>
            {
                foreach (var id in ids)
                {
                    batch.Put(batch.Find(id)! with { Asked = new(new(new(3, 1), 1), Tries: 1) });
                    batch.Attempts.Add(new(id, new(new(3, 1), 1), VariantId.Book, "8/5", "wrong", null, SomeLearners.Now));
                    batch.Messages.Add((id, new(id.Value), Statement));
                }
                batch.Sent.AddRange(asked.Select(message => message.Id));
            });
            await Change(batch => batch.Sent.AddRange(answered.Select(message => message.Id)));
            if ((done += some.Length) % (people / 5) < 20) Console.WriteLine($"  {done}: {watch.Elapsed.TotalSeconds:F0} s, {Used()} MB");

            async Task<IReadOnlyList<Outgoing>> Change(Action<Batch> work)
            {
                var since = Stopwatch.GetTimestamp();
                var sent = await store.Change(ids, work);
                commits.Add(Stopwatch.GetElapsedTime(since));
                return sent;
            }
        }
        Report($"a day; commits of twenty people, {commits}", people, watch, folder);
        return 0;
    }

    public static async Task<int> Compact(string folder, string into)
    {
        var watch = Stopwatch.StartNew();
        await using (var from = await LiteStore.Open(folder))
        await using (var to = await LiteStore.Open(into))
            await to.Fill(from.Everything());
        Console.WriteLine($"compacted in {watch.Elapsed.TotalSeconds:F1} s: {Megabytes(folder):F1} MB to {Megabytes(into):F1} MB");
        return 0;
    }

    /// <summary>What <c>/stats</c> reads, and what becomes of those who write meanwhile.</summary>
    public static async Task<int> Stats(string folder)
    {
        await using var store = await LiteStore.Open(folder);
        using var enough = new CancellationTokenSource();
        var (alone, beside) = (new Latencies(), new Latencies());
        for (var id = 1; id <= 300; id++) await Write(id, alone);
        var writing = Task.Run(async () =>
        {
            for (var id = 1; !enough.IsCancellationRequested; id = id % 1_000 + 1)
            {
                await Write(id, beside);
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
            }
        });
        var (watch, census) = (Stopwatch.StartNew(), new Census(SomeLearners.Now));
        await foreach (var kept in store.Everything(enough.Token)) census.Add(kept);
        var took = watch.Elapsed;
        await enough.CancelAsync();
        await writing;
        Console.WriteLine($"{census.Learners} learners counted in {took.TotalSeconds:F1} s, memory {Used()} MB; commits alone {alone}; meanwhile {beside}");
        return 0;

        async Task Write(long id, Latencies latencies)
        {
            var since = Stopwatch.GetTimestamp();
            await store.Change([new(id)], batch => batch.Put(batch.Find(new(id))! is var learner ? learner with { Rounds = learner.Rounds + 1 } : null!));
            latencies.Add(Stopwatch.GetElapsedTime(since));
        }
    }

    private static Message Statement { get; } = new(Prose.Parse("**3.1**: $x^2$, a statement of usual length, a question, and so on and so on, as it is in the course"));

    private static async IAsyncEnumerable<Kept> Everybody(int count)
    {
        await Task.CompletedTask;
        for (var id = 1L; id <= count; id++)
        {
            var learner = SomeLearners.Of(id);
            yield return new Kept.OfLearner(id, LearnerForm.Current, StoreJson.Write(learner), learner.Tick?.ToUnixTimeMilliseconds());
        }
    }

    private static void Report(string what, int count, Stopwatch watch, string folder) => Console.WriteLine(
        $"{what}: {count} learners in {watch.Elapsed.TotalSeconds:F1} s ({watch.Elapsed.TotalMicroseconds / count:F0} µs each), memory {Used()} MB, file {Megabytes(folder):F1} MB");

    private static double Megabytes(string folder) => new FileInfo(Path.Combine(folder, LiteStore.FileName)).Length / 1e6;

    /// <summary>What the process holds of the machine's memory, as the operating system counts it.</summary>
    private static long Used()
    {
        using var me = Process.GetCurrentProcess();
        return me.WorkingSet64 >> 20;
    }
}
