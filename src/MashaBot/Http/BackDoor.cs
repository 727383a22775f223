using MashaBot.Delivery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;

namespace MashaBot.Http;

/// <summary>The port for health and metrics. It opens first and closes last, so that whoever watches sees the bot come and go.</summary>
internal sealed class BackDoor(HttpSettings settings, Health health, Instruments instruments, ILoggerFactory loggers) : IHostedService, IAsyncDisposable
{
    private Door? door;

    public async Task StartAsync(CancellationToken cancellationToken) => door = await Door.Open(settings, settings.MonitorPort, bodyLimit: 0, loggers, Answer,
        // Meters are found by name in the whole process: another bot's in it are not ours to show.
        services => services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(Instruments.MeterName, "System.Runtime", "Npgsql")
            .AddView(instrument => instruments.AreOf(instrument.Meter) ? null : MetricStreamConfiguration.Drop).AddPrometheusExporter()),
        app => app.UseOpenTelemetryPrometheusScrapingEndpoint());

    public Task StopAsync(CancellationToken cancellationToken) => door?.Close() ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => door?.DisposeAsync() ?? ValueTask.CompletedTask;

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
}
