using System.Net;
using System.Net.Sockets;
using System.Text;
using MashaBot.Playground;
using MashaBot.Telegram;

namespace MashaBot.Tests.Http;

/// <summary>The bot as Telegram calls it: the real listener, called over HTTP by the playground and by strangers.</summary>
public sealed class WebhookTest : IAsyncLifetime
{
    private readonly HttpClient http = new();
    private RunningBot bot = null!;
    private Person anna = null!;

    public async ValueTask InitializeAsync()
    {
        bot = await RunningBot.Start(ByWebhook);
        anna = bot.Server.Meet("Anna");
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await bot.DisposeAsync();
    }

    private static void ByWebhook(RunningBot bot)
    {
        (bot.Http.Port, bot.Http.MonitorPort) = (Ports.Free(), Ports.Free());
        bot.Telegram.Webhook.Url = $"http://127.0.0.1:{bot.Http.Port}";
    }

    private WebhookKeys Keys => new(bot.Telegram);

    [Fact]
    public async Task What_people_do_is_answered_in_order()
    {
        for (var i = 0; i < 10; i++) bot.Server.Say(anna, $"{i}");
        await bot.Quiet();
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}"), bot.Heard(anna));
        Assert.Equal(10, (await bot.Kept(anna))!.Rounds);
        Assert.DoesNotContain(bot.Server.Calls, call => call.Method == "getUpdates");
    }

    [Fact]
    public async Task What_was_said_while_the_bot_was_away_comes_when_it_is_back()
    {
        await bot.Ask(anna, "hi");
        await bot.End();
        bot.Server.Say(anna, "anybody?");
        await bot.Begin();
        Assert.Equal("anybody?", (await bot.Hear(anna, message => message.Text == "anybody?")).Text);
    }

    [Fact]
    public async Task An_update_that_comes_again_is_not_answered_again()
    {
        const string update = """{"update_id":77,"message":{"message_id":1,"date":1795000000,"chat":{"id":1001,"type":"private","first_name":"Anna"},"from":{"id":1001,"is_bot":false,"first_name":"Anna"},"text":"once"}}""";
        await bot.Ask(anna, "first");
        Assert.Equal(HttpStatusCode.OK, await Call(Keys.Url, Keys.Secret, update));
        Assert.Equal(HttpStatusCode.OK, await Call(Keys.Url, Keys.Secret, update));
        await bot.Quiet();
        Assert.Equal(["first", "once"], bot.Heard(anna));
    }

    [Fact]
    public async Task Updates_that_come_out_of_order_and_at_the_same_time_are_each_answered_once()
    {
        await bot.Ask(anna, "first");
        foreach (var number in (int[])[79, 77, 78])
        {
            var update = $$$"""{"update_id":{{{number}}},"message":{"message_id":1,"date":1795000000,"chat":{"id":1001,"type":"private","first_name":"Anna"},"from":{"id":1001,"is_bot":false,"first_name":"Anna"},"text":"{{{number}}}"}}""";
            Assert.All(await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Call(Keys.Url, Keys.Secret, update))), status => Assert.Equal(HttpStatusCode.OK, status));
        }
        await bot.Quiet();
        Assert.Equal(["first", "79", "77", "78"], bot.Heard(anna));
        Assert.Equal(4, (await bot.Kept(anna))!.Rounds);
    }

    [Theory, InlineData(200, HttpStatusCode.OK), InlineData(5_000, HttpStatusCode.OK), InlineData(100_000, HttpStatusCode.BadRequest)]
    public async Task A_body_that_nests_deep_brings_nothing_down(int depth, HttpStatusCode expected)
    {
        await bot.Ask(anna, "hi");
        var update = """{"update_id":80,"message":{"message_id":1,"rich_message":{"blocks":""" + new string('[', depth) + new string(']', depth) + "}}}";
        Assert.Equal(expected, await Call(Keys.Url, Keys.Secret, update));
        Assert.Equal("still there", (await bot.Ask(anna, "still there")).Text);
    }

    [Fact]
    public async Task A_body_that_does_not_say_how_long_it_is_is_cut_off_all_the_same()
    {
        await bot.Ask(anna, "hi");
        Assert.StartsWith("HTTP/1.1 413", await Told($"{Head}Transfer-Encoding: chunked\r\n\r\n", Chunk(Webhook.BodyLimit - 100), Chunk(200)), StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Post, Keys.Url) { Content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes($$"""{"update_id":1,"x":"{{new string('x', Webhook.BodyLimit / 2)}}"}"""))) };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", Keys.Secret);
        using var response = await http.SendAsync(request);
        Assert.Null(request.Content.Headers.ContentLength);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("still there", (await bot.Ask(anna, "still there")).Text);

        static string Chunk(int length) => $"{length:x}\r\n{new string(' ', length)}\r\n";
    }

    [Fact]
    public async Task Path_and_secret_are_in_no_line_whatever_comes()
    {
        await bot.Ask(anna, "hi");
        await Call(Keys.Url, Keys.Secret, "{ broken");
        await Call(Keys.Url, Keys.Secret + "0", "{}");
        await Call(Keys.Url + "/", Keys.Secret, "{}");
        await http.GetAsync(new Uri($"{bot.Server.Url}/bot{bot.Server.Token}/setWebhook?url=http://127.0.0.1:1/"));
        bot.Server.Inject("setWebhook", new Fault.Error(500, $"Internal Server Error: {Keys.Url} is not to my liking"));
        await RunningBot.Eventually(() =>
        {
            bot.Clock.MoveOn(TimeSpan.FromMinutes(1));
            return bot.Server.FaultsLeft == 0 && bot.Log.Has("is not to my liking");
        });
        Assert.DoesNotContain(Keys.Url.Split('/')[^1], bot.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Keys.Secret, bot.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_poison_update_is_stepped_over()
    {
        bot.Server.InjectUpdate(new() { ["message"] = new System.Text.Json.Nodes.JsonObject { ["message_id"] = "no number", ["text"] = "my secret words" } });
        Assert.Equal("still there", (await bot.Ask(anna, "still there")).Text);
        await bot.Quiet();
        Assert.True(bot.Log.Has("cannot be read"));
    }

    [Fact]
    public async Task Strangers_get_no_answer_and_do_nothing()
    {
        const string update = """{"update_id":78,"message":{"message_id":1,"date":1795000000,"chat":{"id":1001,"type":"private"},"from":{"id":1001,"is_bot":false,"first_name":"Anna"},"text":"forged"}}""";
        await bot.Ask(anna, "hi");
        var root = $"http://127.0.0.1:{bot.Http.Port}";
        Assert.Equal(HttpStatusCode.NotFound, await Call(Keys.Url, null, update));
        Assert.Equal(HttpStatusCode.NotFound, await Call(Keys.Url, Keys.Secret[..^1], update));
        Assert.Equal(HttpStatusCode.NotFound, await Call(Keys.Url, Keys.Secret + "0", update));
        Assert.Equal(HttpStatusCode.NotFound, await Call(Keys.Url[..^1], Keys.Secret, update));
        Assert.Equal(HttpStatusCode.NotFound, await Call($"{root}/", Keys.Secret, update));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri(Keys.Url))).StatusCode);
        foreach (var path in new[] { "/", "/metrics", "/health/live", "/telegram/", "/telegram/x" })
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri(root + path))).StatusCode);
        await bot.Quiet();
        Assert.Equal(["hi"], bot.Heard(anna));
    }

    [Fact]
    public async Task What_is_too_large_or_no_JSON_is_refused()
    {
        await bot.Ask(anna, "hi");
        Assert.Equal(HttpStatusCode.BadRequest, await Call(Keys.Url, Keys.Secret, "{ broken"));
        Assert.Equal(HttpStatusCode.BadRequest, await Call(Keys.Url, Keys.Secret, ""));
        Assert.Equal(HttpStatusCode.OK, await Call(Keys.Url, Keys.Secret, "[1, 2]"));
        Assert.StartsWith("HTTP/1.1 413", await Told($"{Head}Content-Length: {Webhook.BodyLimit + 1}\r\n\r\n"), StringComparison.Ordinal);
        Assert.Equal("still there", (await bot.Ask(anna, "still there")).Text);
    }

    [Fact]
    public async Task Who_is_slow_to_say_what_they_want_is_cut_off()
    {
        Assert.StartsWith("HTTP/1.1 408", await Told("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Path_and_secret_are_long_and_follow_from_the_token_alone()
    {
        await bot.Ask(anna, "hi");
        Assert.Equal(Keys.Url, (await http.GetStringAsync(new Uri($"{bot.Server.Url}/bot{bot.Server.Token}/getWebhookInfo"))) is var info && info.Contains(Keys.Url, StringComparison.Ordinal) ? Keys.Url : info);
        var other = new WebhookKeys(new() { Token = "123456:another", Webhook = { Url = bot.Telegram.Webhook.Url } });
        Assert.NotEqual(Keys.Url, other.Url);
        Assert.NotEqual(Keys.Secret, other.Secret);
        Assert.True(Keys.Secret.Length >= 40 && new Uri(Keys.Url).AbsolutePath.Length >= 40);
        Assert.DoesNotContain(bot.Server.Token.Split(':')[1], Keys.Url + Keys.Secret, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Telegram_that_was_told_to_call_elsewhere_is_told_again()
    {
        await bot.Ask(anna, "hi");
        await http.GetAsync(new Uri($"{bot.Server.Url}/bot{bot.Server.Token}/setWebhook?url=http://127.0.0.1:1/"));
        bot.Server.Say(anna, "anybody?");
        await RunningBot.Eventually(() =>
        {
            bot.Clock.MoveOn(TimeSpan.FromMinutes(1));
            return bot.Heard(anna).Contains("anybody?");
        });
        Assert.True(bot.Log.Has("told to call another address"));
    }

    [Fact]
    public async Task What_was_begun_is_finished_before_the_bot_ends_and_soon()
    {
        await bot.Ask(anna, "hi");
        using var entered = new SemaphoreSlim(0);
        bot.On = (learner, incoming, now) =>
        {
            entered.Release();
            using var slow = new ManualResetEventSlim();
            slow.Wait(500, TestContext.Current.CancellationToken);
            return RunningBot.Echo(learner, incoming, now);
        };
        bot.Server.Say(anna, "last words");
        await entered.WaitAsync(TestContext.Current.CancellationToken);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await bot.End();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal(0, bot.Server.UpdatesPending);
        bot.On = RunningBot.Echo;
        await bot.Begin();
        await bot.Quiet();
        Assert.Equal(["hi", "last words"], bot.Heard(anna));
    }

    [Fact]
    public async Task Health_says_whether_it_is_alive_and_ready()
    {
        Assert.Equal((HttpStatusCode.OK, "ok"), await Monitor("/health/live"));
        await bot.Ask(anna, "hi");
        Assert.Equal((HttpStatusCode.OK, "ok"), await Monitor("/health/ready"));
        Assert.Equal(HttpStatusCode.NotFound, (await Monitor("/")).Status);
        await bot.End();
        bot.Server.Inject("getMe", new Fault.BadGateway(), times: 1000);
        await bot.Begin();
        Assert.Equal((HttpStatusCode.OK, "ok"), await Monitor("/health/live"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Telegram has not answered yet"), await Monitor("/health/ready"));
        bot.Server.ClearFaults();
    }

    [Fact]
    public async Task While_it_ends_it_says_that_it_is_not_ready()
    {
        await bot.Ask(anna, "hi");
        await bot.Quiet();
        using var released = new ManualResetEventSlim();
        bot.On = (learner, incoming, now) =>
        {
            released.Wait(TestContext.Current.CancellationToken);
            return RunningBot.Echo(learner, incoming, now);
        };
        bot.Server.Say(anna, "last words");
        var ending = Task.Run(bot.End);
        await RunningBot.Eventually(async () => await Monitor("/health/ready") is (HttpStatusCode.ServiceUnavailable, "stopping"));
        released.Set();
        await ending;
        await Assert.ThrowsAsync<HttpRequestException>(() => Monitor("/health/ready"));
        bot.On = RunningBot.Echo;
        await bot.Begin();
    }

    [Fact]
    public async Task After_the_store_fails_it_is_neither_alive_nor_ready_and_calls_come_again()
    {
        await bot.Ask(anna, "hi");
        await bot.Quiet();
        bot.On = (learner, _, _) => new(learner with { Id = new(0) }, [], []);
        bot.Server.Say(anna, "kept");
        await RunningBot.Eventually(() => bot.Exit.Code == MashaBot.Delivery.Exit.Failed);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "the store does not answer"), await Monitor("/health/live"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Monitor("/health/ready")).Status);
        Assert.Equal(1, bot.Server.UpdatesPending);
        bot.On = RunningBot.Echo;
        await bot.Restart();
        await bot.Quiet();
        Assert.Equal(["hi", "kept"], bot.Heard(anna));
    }

    [Fact]
    public async Task Metrics_count_what_happens_and_name_nobody()
    {
        var stranger = bot.Server.Meet("Stranger", id: 987_654_321);
        await bot.Ask(stranger, "1,6");
        bot.Server.Inject("sendMessage", new Fault.TooManyRequests(1));
        bot.Server.Say(stranger, "2");
        bot.Server.InjectUpdate(new() { ["message"] = 5 });
        await bot.Quiet();
        var metrics = "";
        await RunningBot.Eventually(async () => (metrics = (await Monitor("/metrics")).Body).Contains("masha_updates_total{otel_scope_name=\"MashaBot\",outcome=\"done\"} 2", StringComparison.Ordinal));
        Assert.Contains("outcome=\"unreadable\"} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("masha_replies_total{otel_scope_name=\"MashaBot\",verdict=\"right\"} 2", metrics, StringComparison.Ordinal);
        Assert.Contains("masha_messages_total{otel_scope_name=\"MashaBot\",outcome=\"answered\"} 2", metrics, StringComparison.Ordinal);
        Assert.Contains("masha_waits_total{otel_scope_name=\"MashaBot\",why=\"pace\"} 1", metrics, StringComparison.Ordinal);
        foreach (var name in new[] { "masha_turn_seconds_count", "masha_commit_seconds_count", "masha_send_seconds_count", "masha_answer_seconds_count", "dotnet_gc_" }) Assert.Contains(name, metrics, StringComparison.Ordinal);
        Assert.DoesNotContain($"{stranger.Id}", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain(bot.Server.Token.Split(':')[1], metrics, StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> Call(string address, string? secret, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (secret is not null) request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", secret);
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }

    private string Head => $"POST {new Uri(Keys.Url).AbsolutePath} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Telegram-Bot-Api-Secret-Token: {Keys.Secret}\r\n";

    /// <summary>What a caller is told who stops there and listens. (HttpClient goes on writing, and may then find the connection closed before it has read why.)</summary>
    private async Task<string> Told(params string[] pieces)
    {
        using var caller = new TcpClient();
        await caller.ConnectAsync(IPAddress.Loopback, bot.Http.Port, TestContext.Current.CancellationToken);
        var stream = caller.GetStream();
        foreach (var piece in pieces) await stream.WriteAsync(Encoding.ASCII.GetBytes(piece), TestContext.Current.CancellationToken);
        using var answer = new StreamReader(stream);
        return await answer.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, TestContext.Current.CancellationToken);
    }

    private async Task<(HttpStatusCode Status, string Body)> Monitor(string path)
    {
        using var response = await http.GetAsync(new Uri($"http://127.0.0.1:{bot.Http.MonitorPort}{path}"));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
