using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MashaBot.Http;

/// <summary>A port on which something is answered, open as long as its owner wants.</summary>
internal sealed class Door(WebApplication app) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <param name="bodyLimit">Bytes; what is longer is cut off, whether its length is said before or not.</param>
    /// <exception cref="SettingsException">The port cannot be listened on.</exception>
    public static async Task<Door> Open(HttpSettings settings, int port, long bodyLimit, ILoggerFactory loggers, RequestDelegate answer, Action<IServiceCollection>? add = null, Action<WebApplication>? use = null)
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
        add?.Invoke(builder.Services);
        var app = builder.Build();
        use?.Invoke(app);
        app.Run(answer);
        try
        {
            await app.StartAsync();
            return new(app);
        }
        catch (IOException error)
        {
            await app.DisposeAsync();
            throw new SettingsException([$"Http: {settings.Address}:{port} cannot be listened on ({error.Message}). Choose another port."]);
        }
    }

    /// <summary>Nobody new is let in; who is being answered is answered, unless that takes long.</summary>
    public async Task Close()
    {
        using var hurry = new CancellationTokenSource(Patience, TimeProvider.System);
        try { await app.StopAsync(hurry.Token); }
        catch (OperationCanceledException) { }      // cut off
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>It lives as long as the host around it.</summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
