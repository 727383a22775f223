using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace MashaBot.Playground.Tests;

public sealed class PlaygroundServerTests
{
    [Fact]
    public async Task A_port_can_be_chosen_and_a_taken_one_is_an_error()
    {
        await using var first = await PlaygroundServer.StartAsync(new());
        await Assert.ThrowsAsync<IOException>(() => PlaygroundServer.StartAsync(new() { Port = new Uri(first.Url).Port }));
        await using var second = await PlaygroundServer.StartAsync(new() { Port = FreePort() });
        Assert.NotEqual(first.Url, second.Url);
        Assert.NotEqual(first.Token, second.Token);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [Theory]
    [InlineData("secret")]
    [InlineData(":secret")]
    [InlineData("12:a/b")]
    [InlineData("x:y")]
    public void A_token_looks_like_a_token(string token) => Assert.Throws<ArgumentException>(() => new PlaygroundOptions { Token = token });

    [Fact]
    public async Task It_stops_at_once_though_a_bot_and_a_page_hang_on()
    {
        var room = await Room.Open();
        using var browser = new HttpClient();
        using var page = await browser.GetStreamAsync($"{room.Server.Url}/playground/events");
        await room.Bot.GetUpdates(-1);
        var poll = room.Bot.GetUpdates(int.MaxValue, timeout: 50);
        await room.Server.WaitForCall(call => call.Method == "getUpdates");
        var started = TimeProvider.System.GetTimestamp();
        await room.DisposeAsync();
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0, 5);
        await Assert.ThrowsAsync<RequestException>(() => poll);
    }

    [Fact]
    public async Task Ids_of_updates_and_messages_go_on_growing_when_it_starts_again()
    {
        int update, message;
        await using (var first = await Room.Open()) (update, message) = ((await first.Bot.GetUpdates())[0].Id, first.Last.Id);
        await Task.Delay(1100);
        await using var second = await Room.Open();
        Assert.True((await second.Bot.GetUpdates())[0].Id > update);
        Assert.True(second.Last.Id > message);
    }

    [Fact]
    public async Task People_have_ids_of_their_own_and_can_be_met_again()
    {
        await using var room = await Room.Open();
        Assert.Equal(1001, room.Anna.Id);
        Assert.Equal(1002, room.Server.Meet("Boris").Id);
        Assert.Equal(77, room.Server.Meet("Vera", id: 77).Id);
        var renamed = room.Server.Meet("Anya", "en", id: 1001);
        Assert.Equal(["Anya", "Boris", "Vera"], room.Server.People.Select(person => person.Name));
        await room.Bot.SendMessage(renamed.Id, "still here");
    }

    [Fact]
    public async Task Webhooks_are_delivered_in_order_with_their_secret_until_they_are_taken()
    {
        await using var room = await Room.Open();
        using var listener = new HttpListener();
        var url = $"http://127.0.0.1:{FreePort()}/hook/";
        listener.Prefixes.Add(url);
        listener.Start();
        await room.Bot.SetWebhook(url, secretToken: "s3cret");
        Assert.Equal(409, (await Assert.ThrowsAsync<ApiRequestException>(() => room.Bot.GetUpdates())).ErrorCode);
        room.Server.Say(room.Anna, "second");

        Assert.Equal(("/start", "s3cret"), await Take(500));
        Assert.Equal(("/start", "s3cret"), await Take(200));
        Assert.Equal(("second", "s3cret"), await Take(200));
        // The bot has sent its last 200; a webhook deleted before that is read would leave the update waiting.
        while ((await room.Bot.GetWebhookInfo()).PendingUpdateCount > 0) await Task.Delay(10);
        await room.Bot.DeleteWebhook();
        Assert.Equal("", (await room.Bot.GetWebhookInfo()).Url);
        Assert.Empty(await room.Bot.GetUpdates());

        async Task<(string, string?)> Take(int status)
        {
            var context = await listener.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(20));
            var update = await JsonNode.ParseAsync(context.Request.InputStream);
            context.Response.StatusCode = status;
            context.Response.Close();
            return (update!["message"]!["text"]!.ToString(), context.Request.Headers["X-Telegram-Bot-Api-Secret-Token"]);
        }
    }

    [Fact]
    public async Task Webhooks_go_to_this_machine_only()
    {
        await using var room = await Room.Open();
        Assert.Equal("Bad Request: bad webhook: the playground delivers to loopback addresses only", (await Assert.ThrowsAsync<ApiRequestException>(() => room.Bot.SetWebhook("https://example.org/hook"))).Message);
        Assert.Equal(1, (await room.Bot.GetWebhookInfo()).PendingUpdateCount);
        await room.Bot.DeleteWebhook(dropPendingUpdates: true);
        Assert.Equal(0, (await room.Bot.GetWebhookInfo()).PendingUpdateCount);
    }

    [Fact]
    public async Task Many_people_are_served_at_once()
    {
        await using var room = await Room.Open();
        var people = Enumerable.Range(1, 200).Select(number => room.Server.Meet($"P{number}")).ToArray();
        foreach (var person in people) room.Server.Say(person, "/start");
        await Task.WhenAll(people.Select(person => room.Bot.SendMessage(person.Id, $"for {person.Name}")));
        Assert.All(people, person => Assert.Equal($"for {person.Name}", room.Server.Messages(person)[^1].Text));
        var seen = new List<Update>();
        for (var offset = 0; await room.Bot.GetUpdates(offset) is [.., var last] batch; offset = last.Id + 1) seen.AddRange(batch);
        Assert.Equal(201, seen.Count);
        Assert.Equal(seen.Count, seen.Select(update => update.Id).Distinct().Count());
    }
}
