using System.Net;
using MashaBot.Delivery;
using MashaBot.Telegram;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;

namespace MashaBot.Http;

/// <summary>The HTTP side: Telegram's calls on the public port, health and metrics on another. It opens last and closes first.</summary>
/// <param name="webhook">Null where updates are fetched.</param>
internal sealed class FrontDoor(HttpSettings settings, Webhook? webhook, Health health, Instruments instruments, ILoggerFactory loggers) : IHostedService, IAsyncDisposable
{
    private readonly List<WebApplication> doors = [];

    /// <summary>Where it listens: Telegram's address first.</summary>
    public IReadOnlyList<string> Addresses => [.. doors.SelectMany(door => door.Urls)];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (webhook is not null) await Open(settings.Port, Webhook.BodyLimit, webhook.Take);
        if (settings.MonitorPort != 0) await Open(settings.MonitorPort, bodyLimit: 0, Answer, withMetrics: true);

        async Task Open(int port, long bodyLimit, RequestDelegate answer, bool withMetrics = false)
        {
            var door = Build(port, bodyLimit, answer, withMetrics);
            doors.Add(door);
            try
            {
                await door.StartAsync(cancellationToken);
            }
            catch (IOException error)
            {
                throw new SettingsException([$"Http: {settings.Address}:{port} cannot be listened on ({error.Message}). Choose another port."]);
            }
        }
    }

    /// <summary>Nobody new is let in; who is being answered is answered.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        health.Stop();
        foreach (var door in doors) await door.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var door in doors) await door.DisposeAsync();
    }

    private WebApplication Build(int port, long bodyLimit, RequestDelegate answer, bool withMetrics)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = bodyLimit;
            kestrel.Limits.MaxConcurrentConnections = 1_000;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Listen(IPAddress.Parse(settings.Address), port);
        });
        builder.Services.AddSingleton(loggers).AddSingleton<IHostLifetime, OwnersLifetime>();
        // Meters are found by name in the whole process: another bot's in it are not ours to show.
        if (withMetrics) builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(Instruments.MeterName, "System.Runtime", "Npgsql")
            .AddView(instrument => instruments.AreOf(instrument.Meter) ? null : MetricStreamConfiguration.Drop).AddPrometheusExporter());
        var door = builder.Build();
        if (withMetrics) door.UseOpenTelemetryPrometheusScrapingEndpoint();
        door.Run(answer);
        return door;
    }

    private async Task Answer(HttpContext context)
    {
        var (path, response) = (context.Request.Path.Value, context.Response);
        if (path is not ("/health/live" or "/health/ready"))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var fault = path == "/health/live" ? await health.Live() : await health.Ready();
        response.StatusCode = fault is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await response.WriteAsync(fault ?? "ok", context.RequestAborted);
    }

    /// <summary>It lives as long as the host around it.</summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
