using System.Net;
using MashaBot.Playground;
using MashaBot.Tests.Delivery;
using MashaBot.Tests.Store;

namespace MashaBot.Tests.Deployment;

/// <summary>One of several processes of the program with one database: an address of its own on this machine, the same ports, as in containers.</summary>
internal sealed class Replica(PlaygroundServer server, Database database, string url, string address, int port, int monitor, string folder) : IDisposable
{
    private static readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });

    private Child? child;

    public string Address => $"{address}:{port}";

    /// <summary>Further settings, as <c>Section__Name</c>.</summary>
    public (string Name, string Value)[] Settings { get; init; } = [];

    /// <summary>Until it is ready for Telegram's calls.</summary>
    public async Task Start()
    {
        child = Child.Start(server, folder, [
            ("Store__Postgres", database.Connection), ("Telegram__Webhook__Url", url),
            ("Http__Address", address), ("Http__Port", $"{port}"), ("Http__MonitorPort", $"{monitor}"), .. Settings]);
        await child.Listens;
        await RunningBot.Eventually(async () => await Get("/health/ready") == (HttpStatusCode.OK, "ok"));
    }

    public async Task<(HttpStatusCode Status, string Body)> Get(string path)
    {
        using var response = await http.GetAsync(new Uri($"http://{address}:{monitor}{path}"));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public string Log => child?.Log ?? "";

    public async Task Kill()
    {
        child!.Kill();
        await child.Ended;
    }

    /// <summary>As compose stops it.</summary>
    public async Task Stop()
    {
        child!.Terminate();
        await child.Ended;
        Assert.Equal(0, child.ExitCode);
    }

    public void Dispose() => child?.Dispose();
}
