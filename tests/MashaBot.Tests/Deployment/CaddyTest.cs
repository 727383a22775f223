using System.Net;
using System.Text;
using MashaBot.Telegram;
using MashaBot.Tests.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace MashaBot.Tests.Deployment;

/// <summary>The proxy of compose alone: before it a Telegram that repeats what was not taken, behind it two that count.</summary>
public sealed class CaddyTest : IAsyncLifetime
{
    private const string Path = "/telegram/sesame-path", Secret = "sesame-secret";

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly int port = Ports.Free(), monitor = Ports.Free();
    private Caddy caddy = null!;
    private Counter one = null!, two = null!;

    public async ValueTask InitializeAsync()
    {
        (one, two) = (await Counter.Start("127.0.0.1", port, monitor), await Counter.Start("127.0.0.2", port, monitor));
        caddy = await Caddy.Start([$"127.0.0.1:{port}", $"127.0.0.2:{port}"], monitor);
    }

    public async ValueTask DisposeAsync()
    {
        if (caddy is not null) await caddy.DisposeAsync();
        await one.DisposeAsync();
        await two.DisposeAsync();
        http.Dispose();
    }

    [Fact]
    public async Task Calls_of_Telegram_are_given_to_both_and_nothing_else_gets_in()
    {
        for (var i = 0; i < 10; i++) Assert.Equal(HttpStatusCode.OK, await Call($"{i}"));
        Assert.Equal((5, 5), (one.Calls, two.Calls));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri(caddy.Url + Path))).StatusCode);
        foreach (var path in new[] { "/", "/metrics", "/health/live", "/health/ready", "/x/telegram/y" }) Assert.Equal(HttpStatusCode.NotFound, await Call("x", path));
        Assert.Equal(10, one.Calls + two.Calls);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(caddy.Sign))).StatusCode);
    }

    [Fact]
    public async Task As_much_gets_in_as_the_bot_takes()
    {
        Assert.Equal(HttpStatusCode.OK, await Call(new string('x', Webhook.BodyLimit)));
        Assert.NotEqual(HttpStatusCode.OK, await Call(new string('x', Webhook.BodyLimit + 1)));
        Assert.Equal(Webhook.BodyLimit, one.Longest + two.Longest);
    }

    [Fact]
    public async Task Who_is_not_ready_gets_nothing_and_who_is_back_is_used()
    {
        one.IsReady = false;
        await RunningBot.Eventually(async () => await Served(one, 4) == 0);
        Assert.Equal(0, await Served(one, 20));
        one.IsReady = true;
        await RunningBot.Eventually(async () => await Served(one, 4) == 2);
    }

    [Fact]
    public async Task What_one_that_is_gone_cannot_take_the_other_takes()
    {
        await one.DisposeAsync();
        for (var i = 0; i < 20; i++) await Repeated($"{i}");
        Assert.Equal(20, two.Calls);
    }

    [Fact]
    public async Task Path_and_secret_are_in_no_log()
    {
        await Call("words");
        await one.DisposeAsync();
        await two.DisposeAsync();
        Assert.NotEqual(HttpStatusCode.OK, await Call("words"));
        await RunningBot.Eventually(() => caddy.Log.Contains("http.log.error", StringComparison.Ordinal));
        Assert.DoesNotContain("sesame", caddy.Log, StringComparison.Ordinal);
    }

    /// <returns>How many of so many calls it was given.</returns>
    private async Task<int> Served(Counter counter, int calls)
    {
        var before = counter.Calls;
        for (var i = 0; i < calls; i++) await Repeated($"{i}");
        return counter.Calls - before;
    }

    /// <summary>As Telegram does it: what was not taken is sent again.</summary>
    private Task Repeated(string body) => RunningBot.Eventually(async () => await Call(body) == HttpStatusCode.OK);

    private async Task<HttpStatusCode> Call(string body, string path = Path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, caddy.Url + path) { Content = new StringContent(body, Encoding.ASCII, "application/json") };
        request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", Secret);
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }

    private sealed class Counter : IAsyncDisposable
    {
        private readonly WebApplication app;
        private int calls;
        private long longest;

        private Counter(string address, int port, int monitor)
        {
            var builder = WebApplication.CreateEmptyBuilder(new());
            builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            {
                kestrel.Listen(IPAddress.Parse(address), port);
                kestrel.Listen(IPAddress.Parse(address), monitor);
            });
            app = builder.Build();
            app.Run(async context =>
            {
                if (context.Connection.LocalPort == monitor)
                {
                    context.Response.StatusCode = context.Request.Path == "/health/ready" && IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
                    return;
                }
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body, context.RequestAborted);
                Interlocked.Increment(ref calls);
                longest = Math.Max(longest, body.Length);
            });
        }

        public bool IsReady { get; set; } = true;

        public int Calls => Volatile.Read(ref calls);

        public long Longest => Interlocked.Read(ref longest);

        public static async Task<Counter> Start(string address, int port, int monitor)
        {
            var counter = new Counter(address, port, monitor);
            await counter.app.StartAsync();
            return counter;
        }

        public async ValueTask DisposeAsync()
        {
            using (var hurry = new CancellationTokenSource(TimeSpan.FromMilliseconds(200), TimeProvider.System)) await app.StopAsync(hurry.Token);
            await app.DisposeAsync();
        }
    }
}
