using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using MashaBot.Playground;
using MashaBot.Store.Lite;

namespace MashaBot.Tests.Delivery;

/// <summary>
/// The program itself, with its own conversation, is killed at random moments while people write to it; then the store is opened and
/// compared with what they have seen. <c>MASHA_KILLS=200</c> makes it thorough.
/// </summary>
public sealed partial class CrashTest(ITestOutputHelper output)
{
    private const int People = 20;
    private const string Question = "/next 3.1";    // its first part asks for a whole number

    [Fact]
    public async Task A_bot_that_is_killed_loses_no_answer_and_no_message_and_repeats_at_most_what_was_in_flight()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("MASHA_KILLS") ?? "5", CultureInfo.InvariantCulture);
        var chance = new Random(20261124);
        using var folder = new TempFolder();
        await using var server = await PlaygroundServer.StartAsync(new());
        var crowd = Enumerable.Range(1, People).Select(i => new Writer(server, server.Meet($"Person {i}"))).ToList();
        using var enough = new CancellationTokenSource();
        var writing = Task.WhenAll(crowd.Select(writer => Task.Run(() => writer.Write(enough.Token))));

        for (var kill = 1; kill <= kills; kill++)
        {
            var before = crowd.Sum(writer => writer.Seen);
            using (var bot = Child.Start(server, folder.Path))
            {
                // A third of the times in the first moments, while it opens the store and is not yet heard of; a third as soon as it asks for
                // updates; a third at work, however slowly the machine has come so far.
                if (kill % 3 != 0) await bot.Listens;
                if (kill % 3 == 2) await RunningBot.Eventually(() => crowd.Sum(writer => writer.Seen) > before);
                await Task.Delay(chance.Next(3000));
                bot.Kill();
                await bot.Ended;
            }
            var seen = crowd.Select(writer => writer.Seen).ToList();
            await using var store = await LiteStore.Open(folder.Path);
            foreach (var (writer, number) in crowd.Zip(seen)) await AssertKept(store, writer, number);
            if (kill % 10 == 0) output.WriteLine($"{kill} kills, {seen.Sum()} answers acknowledged");
        }

        using (var bot = Child.Start(server, folder.Path))
        {
            await bot.Listens;
            await enough.CancelAsync();
            await writing;
            await RunningBot.Eventually(() => crowd.TrueForAll(writer => writer.Seen == writer.Said) && server.UpdatesPending == 0);
            bot.Terminate();
            await bot.Ended;
            Assert.Equal(0, bot.ExitCode);
        }
        await using (var store = await LiteStore.Open(folder.Path))
        {
            Assert.Empty(store.Pending());
            foreach (var writer in crowd)
            {
                await AssertKept(store, writer, writer.Said);
                writer.AssertHeardAll(mostRepeats: kills);
            }
        }
        output.WriteLine($"{kills} kills, {crowd.Sum(writer => writer.Said)} answers of {People} people kept, {crowd.Sum(writer => writer.Repeats)} messages repeated.");
    }

    /// <summary>Each answer once and in order, those that were acknowledged at least, and the learner's own count beside them.</summary>
    private static async Task AssertKept(LiteStore store, Writer writer, int acknowledged)
    {
        var kept = (await store.Attempts(new(writer.Person.Id))).Select(attempt => int.Parse(attempt.Reply, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(Enumerable.Range(Writer.First, kept.Count), kept);
        Assert.True(kept.Count >= acknowledged, $"{acknowledged} answers acknowledged, {kept.Count} kept");
        if (kept.Count > 0) Assert.Equal(kept.Count, (await store.Find(new(writer.Person.Id)))!.Asked!.Tries);
    }

    /// <summary>Answers wrongly, with a number that grows, and follows each answer by a word that the bot repeats: seen again, the answer is acknowledged.</summary>
    private sealed class Writer(PlaygroundServer server, Person person)
    {
        public const int First = 1_000_001;
        private const int Ahead = 4;   // answers that wait for their acknowledgement

        private int said;

        public Person Person => person;
        public int Said => Volatile.Read(ref said);
        public int Seen => Heard().DefaultIfEmpty(0).Max();
        public int Repeats => Heard().Length - Heard().Distinct().Count();

        public async Task Write(CancellationToken enough)
        {
            server.Say(person, Question);
            while (!enough.IsCancellationRequested)
            {
                server.Say(person, $"{First + said}");
                server.Say(person, $"/w{said + 1}");
                Interlocked.Increment(ref said);
                while (said - Seen >= Ahead && !enough.IsCancellationRequested) await Task.Delay(20, CancellationToken.None);   // however long: at the end nothing may be missing
            }
        }

        /// <summary>Nothing is missing and nothing out of order; a repetition follows what it repeats.</summary>
        public void AssertHeardAll(int mostRepeats)
        {
            var heard = Heard();
            Assert.Equal(Enumerable.Range(1, Said), heard.Distinct());
            Assert.Equal(heard.Order(), heard);
            Assert.InRange(Repeats, 0, mostRepeats);
        }

        private ImmutableArray<int> Heard() =>
            [.. server.Messages(person).Where(message => message.FromBot).Select(message => Word.Match(message.Text)).Where(word => word.Success).Select(word => int.Parse(word.Groups[1].ValueSpan, CultureInfo.InvariantCulture))];
    }

    [GeneratedRegex(@"/w(\d+)")] private static partial Regex Word { get; }
}
