using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MashaBot.Playground;
using MashaBot.Store.Postgres;
using MashaBot.Tests.Http;
using MashaBot.Tests.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace MashaBot.Tests.Deployment;

/// <summary>
/// The PostgreSQL form of compose on this machine: two processes, the proxy with compose's configuration, the playground as Telegram. While people
/// write, one process is killed and comes back; then the other is stopped and started, as for a new version. <c>MASHA_ROLLS=20</c> does it more
/// often, taking turns, <c>MASHA_PROGRAM=…/MashaBot.dll</c> with a published program.
/// </summary>
[Collection("Several processes")]   // one such test at a time: each starts the program several times
public sealed partial class RollingTest(ITestOutputHelper output)
{
    private const int People = 12;
    private const int First = 1_000_001;

    [Fact]
    public async Task One_is_killed_the_other_renewed_and_nothing_is_lost_or_done_twice()
    {
        var rolls = int.Parse(Environment.GetEnvironmentVariable("MASHA_ROLLS") ?? "1", CultureInfo.InvariantCulture);
        await using var database = await Database.Create();
        using var folder = new TempFolder();
        await using var server = await PlaygroundServer.StartAsync(new());
        var (port, monitor) = (Ports.Free(), Ports.Free());
        string[] addresses = ["127.0.0.1", "127.0.0.2"];
        await using var caddy = await Caddy.Start(addresses.Select(address => $"{address}:{port}"), monitor);
        var replicas = addresses.Select(address => new Replica(server, database, caddy.Url, address, port, monitor, folder[address])).ToList();
        try
        {
            await Task.WhenAll(replicas.Select(replica => replica.Start()));
            var people = Enumerable.Range(1, People).Select(i => new Writer(server, server.Meet($"Person {i}"))).ToList();
            using var enough = new CancellationTokenSource();
            var writing = Task.WhenAll(people.Select(person => Task.Run(() => person.Write(enough.Token))));
            await Progress(people);
            for (var roll = 1; roll <= rolls; roll++)
            {
                var (killed, stopped) = (replicas[roll % 2], replicas[(roll + 1) % 2]);
                await killed.Kill();
                await Progress(people);
                await killed.Start();
                await stopped.Stop();
                await Progress(people);
                await stopped.Start();
                await Progress(people);
                output.WriteLine($"{roll}: {people.Sum(person => person.Said)} answers given; longest wait {people.Max(person => person.LongestWait).TotalSeconds:F1} s");
            }
            await enough.CancelAsync();
            await writing;
            await RunningBot.Eventually(() => server.UpdatesPending == 0 && people.TrueForAll(person => person.Heard.Distinct().Count() == person.Said));
            foreach (var replica in replicas) await replica.Stop();

            await using var store = await PostgresStore.Open(database.Connection, NullLogger.Instance);
            foreach (var person in people)
            {
                Assert.Equal(Enumerable.Range(1, person.Said), person.Heard.Distinct());
                Assert.Equal(person.Heard.Order(), person.Heard);
                Assert.InRange(person.Heard.Length - person.Said, 0, rolls);     // of each kill at most the message in flight
                Assert.Equal(Enumerable.Range(First, person.Said).Select(number => $"{number}"), (await store.Attempts(new(person.Person.Id))).Select(attempt => attempt.Reply));
            }
            output.WriteLine($"{people.Sum(person => person.Heard.Length - person.Said)} messages repeated");
            Assert.DoesNotContain("/telegram/", caddy.Log, StringComparison.Ordinal);
        }
        finally
        {
            foreach (var replica in replicas) replica.Dispose();
        }
    }

    /// <summary>Everybody gets two answers more.</summary>
    private static async Task Progress(List<Writer> people)
    {
        var before = people.Select(person => person.Seen).ToList();
        await RunningBot.Eventually(() => people.Zip(before).All(pair => pair.First.Seen >= pair.Second + 2));
    }

    /// <summary>Answers with a number that grows and then says a word that the bot repeats; the next when it was heard.</summary>
    private sealed class Writer(PlaygroundServer server, Person person)
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);   // what a killed process held goes out after 15 seconds, on a busy machine later

        private int said, seen;

        public Person Person => person;

        public int Said => Volatile.Read(ref said);

        public int Seen => Volatile.Read(ref seen);

        public TimeSpan LongestWait { get; private set; }

        public int[] Heard => [.. server.Messages(person).Where(message => message.FromBot).Select(message => Word.Match(message.Text)).Where(word => word.Success)
            .Select(word => int.Parse(word.Groups[1].ValueSpan, CultureInfo.InvariantCulture))];

        public async Task Write(CancellationToken enough)
        {
            server.Say(person, "/next 3.1");
            while (!enough.IsCancellationRequested)
            {
                server.Say(person, $"{First + said}");
                var word = $"/w{Interlocked.Increment(ref said)}";
                var (last, since) = (server.Say(person, word).Id, Stopwatch.GetTimestamp());
                await server.WaitForMessage(person, message => Word.Match(message.Text).Value == word, last, Patience, CancellationToken.None);   // however long: at the end nothing may be missing
                Volatile.Write(ref seen, said);
                if (Stopwatch.GetElapsedTime(since) is var wait && wait > LongestWait) LongestWait = wait;
            }
        }
    }

    [GeneratedRegex(@"/w(\d+)")] private static partial Regex Word { get; }
}
