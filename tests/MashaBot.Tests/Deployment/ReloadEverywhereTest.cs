using MashaBot.Playground;
using MashaBot.Tests.Conversation;
using MashaBot.Tests.Delivery;
using MashaBot.Tests.Http;
using MashaBot.Tests.Store;

namespace MashaBot.Tests.Deployment;

/// <summary>Two processes with a course each, as two containers have it: an admin says /reload once, to whoever answers.</summary>
[Collection("Several processes")]   // one such test at a time: each starts the program several times
public sealed class ReloadEverywhereTest
{
    [Fact]
    public async Task Both_take_the_new_content_and_each_answers_from_it()
    {
        await using var database = await Database.Create();
        using var folder = new TempFolder();
        await using var server = await PlaygroundServer.StartAsync(new());
        int[] ports = [Ports.Free(), Ports.Free()], monitors = [Ports.Free(), Ports.Free()];
        await using var proxy = await TurnTaker.Start(ports);
        var admin = server.Meet("Ada", "ru", id: 900);
        var replicas = Enumerable.Range(0, 2).Select(i => new Replica(server, database, proxy.Url, "127.0.0.1", ports[i], monitors[i], folder[$"{i}"])
        {
            Settings = [("Content__Path", folder[$"course-{i}"]), ("Telegram__Admins__0", $"{admin.Id}")],
        }).ToList();
        try
        {
            for (var i = 0; i < 2; i++) TinyCourse.Write(folder[$"course-{i}"]);
            await Task.WhenAll(replicas.Select(replica => replica.Start()));
            await server.Ask(admin, "/start", RunningBot.Patience);
            for (var i = 0; i < 2; i++)
            {
                var file = Path.Combine(folder[$"course-{i}"], "phrases.ru.yaml");
                await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("Открытых случаев нет.", "Тишина и покой.", StringComparison.Ordinal));
            }
            server.Say(admin, "/reload");
            foreach (var replica in replicas)
                await RunningBot.Eventually(async () => (await replica.Get("/metrics")).Body.Contains("masha_reloads_total{otel_scope_name=\"MashaBot\",outcome=\"done\"} 1", StringComparison.Ordinal));

            foreach (var gone in replicas)          // what one says alone it has from its own content
            {
                await gone.Stop();
                var asked = server.Say(admin, "/cases").Id;
                await server.WaitForMessage(admin, message => message.Text.Contains("Тишина и покой", StringComparison.Ordinal), asked, RunningBot.Patience);
                if (gone == replicas[0]) await gone.Start();
            }
        }
        finally
        {
            foreach (var replica in replicas) replica.Dispose();
        }
    }
}
