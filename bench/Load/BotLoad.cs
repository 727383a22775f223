using System.Collections.Concurrent;
using System.Diagnostics;
using MashaBot.Playground;

namespace MashaBot.Load;

/// <summary>The program itself in a process of its own, over HTTP against the playground, which plays Telegram.</summary>
internal static class BotLoad
{
    public const int All = -1;          // replies a second: as many as it takes

    private const int Crowd = 400;      // who write; each at most once a second
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="bulk">Everybody's daily problem is due, and so many unasked messages a second are allowed; null: nobody's is.</param>
    public static async Task<int> Replies(string folder, int rate, int seconds, int? bulk = null)
    {
        await using var server = await PlaygroundServer.StartAsync(new() { CallsKept = 2_000_000 });
        if (bulk is not null)
            foreach (var learner in await StoreDue.MakeDue(folder)) server.Meet($"Learner {learner}", id: learner.Value);
        // Newcomers each time: the playground begins its numbers of updates anew, and a learner remembers which they have had.
        var newcomers = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() * 1_000;
        var crowd = Enumerable.Range(1, Crowd).Select(i => server.Meet($"Person {i}", id: newcomers + i)).ToList();
        var watch = Stopwatch.StartNew();
        using var bot = Start(server, folder, bulk);
        try
        {
            await Measure(server, crowd, bot, watch, rate, seconds);
            if (bulk is not null) Console.WriteLine(Sent.Since(server, crowd, seconds));
            Process.Start("kill", ["-TERM", $"{bot.Id}"]).WaitForExit();
            await bot.WaitForExitAsync();
            return bot.ExitCode;
        }
        finally
        {
            if (!bot.HasExited) bot.Kill();
        }
    }

    /// <summary>As many come, each for a problem and four wrong replies to it, a hundred at a time.</summary>
    /// <param name="learners">How many a freshly filled store has, and some of these come, anyone of them; null: newcomers.</param>
    public static async Task<int> Crowded(string folder, int people, int? learners)
    {
        await using var server = await PlaygroundServer.StartAsync(new() { CallsKept = 1 });
        var newcomers = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() * 100_000;
        var ids = learners is { } count ? new Random(1).GetItems([.. Enumerable.Range(SomeLearners.Others, count - SomeLearners.Others + 1)], 2 * people).Distinct().Take(people) : Enumerable.Range(1, people);
        var crowd = new ConcurrentQueue<Person>(ids.Select(i => server.Meet($"Person {i}", id: learners is null ? newcomers + i : i)));
        var watch = Stopwatch.StartNew();
        using var bot = Start(server, folder, null);
        try
        {
            crowd.TryDequeue(out var first);
            await server.Ask(first!, "/next 3.1", Patience);
            Console.WriteLine($"first answer {watch.ElapsedMilliseconds} ms after the start of the program, memory {Used(bot)} MB");
            var done = 0;
            await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
            {
                while (crowd.TryDequeue(out var person))
                {
                    await server.Ask(person, "/next 3.1", Patience);
                    for (var reply = 0; reply < 4; reply++) await server.Ask(person, $"{1_000_000 + Random.Next(1_000_000)}", Patience);
                    if (Interlocked.Increment(ref done) % (people / 5) == 0) Console.WriteLine($"  {done} people: {watch.Elapsed.TotalSeconds:F0} s, memory {Used(bot)} MB");
                }
            }));
            Console.WriteLine($"memory at the end {Used(bot)} MB, at most {Peak(bot)} MB");
            Process.Start("kill", ["-TERM", $"{bot.Id}"]).WaitForExit();
            await bot.WaitForExitAsync();
            return bot.ExitCode;
        }
        finally
        {
            if (!bot.HasExited) bot.Kill();
        }
    }

    /// <summary>The first ten seconds at the rate are not counted: the program compiles what it runs for the first time.</summary>
    private static async Task Measure(PlaygroundServer server, List<Person> crowd, Process bot, Stopwatch watch, int rate, int seconds)
    {
        var first = await server.Ask(crowd[0], "/next 3.1", Patience);
        Console.WriteLine($"first answer {watch.ElapsedMilliseconds} ms after the start of the program, memory {Used(bot)} MB");
        foreach (var person in crowd.Skip(1)) server.Say(person, "/next 3.1");
        foreach (var person in crowd.Skip(1)) await server.WaitForMessage(person, timeout: Patience);
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        await Write(server, crowd, rate, 10);
        server.ForgetCalls();
        var (latencies, said, inTime) = await Write(server, crowd, rate, seconds);
        var took = TimeSpan.FromSeconds(seconds);
        Console.WriteLine($"{inTime / took.TotalSeconds:F0} replies a second ({(rate == All ? "as many as it takes" : $"{rate} wanted, {said / took.TotalSeconds:F0} written")}), from the reply written to the answer arrived {latencies}; memory {Used(bot)} MB, at most {Peak(bot)} MB");
    }

    /// <returns>The latencies, how many replies were written, how many answered when the time was over.</returns>
    private static async Task<(Latencies Latencies, int Said, int InTime)> Write(PlaygroundServer server, List<Person> crowd, int rate, int seconds)
    {
        var (latencies, began) = (new Latencies(), Stopwatch.GetTimestamp());
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), TimeProvider.System);
        var free = new ConcurrentQueue<Person>(crowd);
        var asked = new List<Task>();
        var said = 0;
        while (!enough.IsCancellationRequested)
        {
            var wanted = rate == All ? int.MaxValue : (int)(Stopwatch.GetElapsedTime(began).TotalSeconds * rate);
            while (said < wanted && free.TryDequeue(out var person))
            {
                said++;
                asked.Add(Reply(server, person, latencies, free));
            }
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
        var inTime = latencies.Count;
        await Task.WhenAll(asked);
        return (latencies, said, inTime);
    }

    /// <summary>A wrong number, so that the same question stays open.</summary>
    private static async Task Reply(PlaygroundServer server, Person person, Latencies latencies, ConcurrentQueue<Person> free)
    {
        var since = Stopwatch.GetTimestamp();
        await server.Ask(person, $"{1_000_000 + Random.Next(1_000_000)}", Patience);
        latencies.Add(Stopwatch.GetElapsedTime(since));
        free.Enqueue(person);
    }

    private static readonly Random Random = new(1);

    private static Process Start(PlaygroundServer server, string folder, int? bulk)
    {
        foreach (var known in Directory.EnumerateFiles(folder, "file-ids-*")) File.Delete(known);      // an earlier playground's
        var start = Image.Program(Environment.GetEnvironmentVariable("MASHA_PROGRAM") ?? Path.Combine(AppContext.BaseDirectory, "MashaBot.dll"), folder);
        start.Environment["MASHABOT_Telegram__Token"] = server.Token;
        start.Environment["MASHABOT_Telegram__BaseUrl"] = server.Url;
        if (bulk is not null) start.Environment["MASHABOT_Telegram__BulkPerSecond"] = $"{bulk}";
        start.Environment["MASHABOT_Limit__PerMinute"] = "0";
        start.Environment["MASHABOT_Backup__Hours"] = "0";
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => { if (line.Data is { } words && !words.Contains(" INF ", StringComparison.Ordinal) && !words.Contains(" DBG ", StringComparison.Ordinal)) Console.Error.WriteLine(words); };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return process;
    }

    private static long Peak(Process process)
    {
        process.Refresh();
        return process.PeakWorkingSet64 >> 20;
    }

    private static long Used(Process process)
    {
        process.Refresh();
        return process.WorkingSet64 >> 20;
    }
}
