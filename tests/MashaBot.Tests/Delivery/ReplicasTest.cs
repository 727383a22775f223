using System.Globalization;
using MashaBot.Playground;
using MashaBot.Store.Postgres;
using MashaBot.Tests.Http;
using MashaBot.Tests.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace MashaBot.Tests.Delivery;

/// <summary>Two processes of the program serve one bot from one database, called through a proxy that takes them in turn; one of them is killed under load, and comes back.</summary>
[Collection("Several processes")]   // one such test at a time: each starts the program several times
public sealed class ReplicasTest
{
    private const int People = 12, Words = 12;

    [Fact]
    public async Task Two_serve_one_bot_and_when_one_is_killed_nothing_is_lost()
    {
        await using var database = await Database.Create();
        using var folder = new TempFolder();
        await using var server = await PlaygroundServer.StartAsync(new());
        int[] ports = [Ports.Free(), Ports.Free()];
        await using var proxy = await TurnTaker.Start(ports);
        Child Replica(int i) => Child.Start(server, folder[$"{i}"], ("Store__Postgres", database.Connection), ("Telegram__Webhook__Url", proxy.Url), ("Http__Port", $"{ports[i]}"));

        var killed = Replica(0);
        using var other = Replica(1);
        await Task.WhenAll(killed.Listens, other.Listens);
        var people = Enumerable.Range(1, People).Select(i => server.Meet($"Person {i}")).ToList();
        foreach (var person in people) server.Say(person, "/next 3.1");
        for (var word = 1; word <= Words; word++)
        {
            foreach (var person in people)
            {
                server.Say(person, $"{1_000_000 + word}");
                server.Say(person, $"/w{word}");
            }
            if (word == Words / 3)
            {
                await RunningBot.Eventually(() => people.Exists(person => Heard(server, person).Length > 0));
                killed.Kill();
                await killed.Ended;
            }
        }
        using var again = Replica(0);
        await RunningBot.Eventually(() => server.UpdatesPending == 0 && people.TrueForAll(person => Heard(server, person).Distinct().Count() == Words));
        await Task.WhenAll(Ended(other), Ended(again));
        killed.Dispose();

        await using var store = await PostgresStore.Open(database.Connection, NullLogger.Instance);
        foreach (var person in people)
        {
            var heard = Heard(server, person);
            Assert.Equal(Enumerable.Range(1, Words), heard.Distinct());     // all of it, in order; what was in flight perhaps twice
            Assert.Equal(heard.Order(), heard);
            Assert.InRange(heard.Length - Words, 0, 1);
            Assert.Equal(Enumerable.Range(1, Words).Select(word => $"{1_000_000 + word}"), (await store.Attempts(new(person.Id))).Select(attempt => attempt.Reply));
        }
        Assert.All(proxy.Served, count => Assert.InRange(count, 1, int.MaxValue));     // how many each gets is up to the machine's load
    }

    private static async Task Ended(Child child)
    {
        child.Terminate();
        await child.Ended;
        Assert.Equal(0, child.ExitCode);
    }

    private static int[] Heard(PlaygroundServer server, Person person) => [.. server.Messages(person).Where(message => message.FromBot)
        .Select(message => System.Text.RegularExpressions.Regex.Match(message.Text, @"/w(\d+)")).Where(word => word.Success)
        .Select(word => int.Parse(word.Groups[1].ValueSpan, CultureInfo.InvariantCulture))];
}
