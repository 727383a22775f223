using MashaBot.Telegram;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MashaBot.Http;

/// <summary>The public port, for Telegram's calls. It opens last and closes first.</summary>
internal sealed class FrontDoor(HttpSettings settings, Webhook webhook, ILoggerFactory loggers) : IHostedService, IAsyncDisposable
{
    private Door? door;

    public async Task StartAsync(CancellationToken cancellationToken) => door = await Door.Open(settings, settings.Port, Webhook.BodyLimit, loggers, webhook.Take);

    public Task StopAsync(CancellationToken cancellationToken) => door?.Close() ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => door?.DisposeAsync() ?? ValueTask.CompletedTask;
}
