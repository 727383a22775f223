using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace MashaBot.Tests.Delivery;

/// <summary>A proxy as it stands before several processes: each call goes to the next, and on to another if that one is not there or not willing.</summary>
internal sealed class TurnTaker : IAsyncDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly WebApplication app;
    private readonly int[] ports, served;
    private int turn;

    private TurnTaker(int[] ports)
    {
        (this.ports, served) = (ports, new int[ports.Length]);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(Pass);
    }

    public string Url { get; private set; } = "";

    /// <summary>Calls that each process has answered.</summary>
    public IReadOnlyList<int> Served => served;

    public static async Task<TurnTaker> Start(int[] ports)
    {
        var proxy = new TurnTaker(ports);
        await proxy.app.StartAsync();
        proxy.Url = proxy.app.Urls.First();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        http.Dispose();
    }

    private async Task Pass(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var first = Interlocked.Increment(ref turn);
        for (var i = 0; i < ports.Length; i++)
        {
            var to = (first + i) % ports.Length;
            try
            {
                using var request = new HttpRequestMessage(new(context.Request.Method), $"http://127.0.0.1:{ports[to]}{context.Request.Path}") { Content = new ByteArrayContent(body.ToArray()) };
                request.Content.Headers.ContentType = new("application/json");
                request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", $"{context.Request.Headers["X-Telegram-Bot-Api-Secret-Token"]}");
                using var response = await http.SendAsync(request, context.RequestAborted);
                if (response.StatusCode == HttpStatusCode.ServiceUnavailable) continue;
                context.Response.StatusCode = (int)response.StatusCode;
                Interlocked.Increment(ref served[to]);
                return;
            }
            catch (HttpRequestException) { }
        }
        context.Response.StatusCode = StatusCodes.Status502BadGateway;
    }
}
