using System.Net;
using MashaBot.Playground;
using Microsoft.Extensions.Time.Testing;

namespace MashaBot.Tests.Http;

/// <summary>Polling never ends silently: whoever watches is told.</summary>
public sealed class HealthTest : IAsyncLifetime
{
    private readonly FakeTimeProvider steady = new();
    private readonly HttpClient http = new();
    private RunningBot bot = null!;

    public async ValueTask InitializeAsync()
    {
        bot = await RunningBot.Start(bot => (bot.Steady, bot.Http.MonitorPort, bot.Telegram.CallSeconds) = (steady, Ports.Free(), 300));
        await bot.Ask(bot.Server.Meet("Anna"), "hi");
        Assert.Equal((HttpStatusCode.OK, "ok"), await Monitor("/health/live"));
        Assert.Equal((HttpStatusCode.OK, "ok"), await Monitor("/health/ready"));
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await bot.DisposeAsync();
    }

    [Fact]
    public async Task A_loop_that_does_not_go_round_is_not_alive()
    {
        bot.Server.Inject("getUpdates", new Fault.Held(new Fault.BadGateway(), new TaskCompletionSource().Task), times: 1);
        await RunningBot.Eventually(() => bot.Server.FaultsLeft == 0);
        steady.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((HttpStatusCode.OK, "ok"), await Monitor("/health/live"));
        steady.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "nothing listens for updates"), await Monitor("/health/live"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "nothing listens for updates"), await Monitor("/health/ready"));
    }

    [Fact]
    public async Task A_loop_that_has_ended_is_not_alive()
    {
        bot.Server.Inject("getUpdates", new Fault.Error(401, "Unauthorized"));
        await RunningBot.Eventually(async () => await Monitor("/health/live") is (HttpStatusCode.ServiceUnavailable, "nothing listens for updates"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "stopping"), await Monitor("/health/ready"));
    }

    private async Task<(HttpStatusCode, string)> Monitor(string path)
    {
        using var response = await http.GetAsync(new Uri($"http://127.0.0.1:{bot.Http.MonitorPort}{path}"));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
