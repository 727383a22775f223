using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MashaBot.Playground.Api;

/// <summary>The HTTP side of the Bot API: <c>/bot&lt;token&gt;/method</c> and <c>/file/bot&lt;token&gt;/path</c>.</summary>
internal sealed class BotEndpoint(World world, PlaygroundOptions options, Faults faults, UpdateDelivery delivery)
{
    private static readonly JsonSerializerOptions Wire = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock gate = new();
    private readonly Queue<ApiCall> calls = new();
    private readonly BotApi api = new(world);

    /// <summary>Beats after every answered call.</summary>
    public Pulse Called { get; } = new();

    public IReadOnlyList<ApiCall> Calls
    {
        get { lock (gate) return [.. calls]; }
    }

    public void Forget()
    {
        lock (gate) calls.Clear();
    }

    /// <summary>Answers a call; <paramref name="path"/> is what follows <c>/bot</c>: token and method.</summary>
    public async Task Handle(HttpContext context, string path)
    {
        var slash = path.LastIndexOf('/');
        if (slash < 0)
        {
            await Refuse(context, ApiException.NotFound());
            return;
        }
        if (path[..slash] != options.Token)
        {
            await Refuse(context, ApiException.Unauthorized());
            return;
        }
        ApiRequest request;
        try { request = await ApiRequest.Read(path[(slash + 1)..], context.Request, context.RequestAborted); }
        catch (ApiException refused)
        {
            await Refuse(context, refused);
            return;
        }
        var at = world.Clock.GetUtcNow();
        var call = new ApiCall(at, request.Method, (JsonObject)request.Parameters.DeepClone(), [.. request.Files.Values.Select(file => file.FileName)], 0, null);
        var fault = faults.Take(request.Method, call.Chat);
        var status = 0;
        try { status = await Answer(context, request, fault); }
        finally
        {
            lock (gate)
            {
                calls.Enqueue(call with { Status = status, Fault = fault });
                if (calls.Count > options.CallsKept) calls.Dequeue();
            }
            Called.Beat();
        }
    }

    public async Task Download(HttpContext context, string path)
    {
        var token = $"{options.Token}/";
        Messages.Media? media = null;
        if (path.StartsWith(token, StringComparison.Ordinal))
            lock (world.Gate) media = world.Media.AtPath(path[token.Length..]);
        if (media is null)
        {
            await Refuse(context, path.StartsWith(token, StringComparison.Ordinal) ? ApiException.NotFound() : ApiException.Unauthorized());
            return;
        }
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = media.Content.Length;
        await context.Response.Body.WriteAsync(media.Content, context.RequestAborted);
    }

    private async Task<int> Answer(HttpContext context, ApiRequest request, Fault? fault)
    {
        switch (fault)
        {
            case Fault.CutBefore:
                context.Abort();
                return 0;
            case Fault.Garbage:
                return await Write(context, 200, "<html>this is not JSON", "application/json");
            case Fault.BadGateway(var code):
                return await Write(context, code, $"<html><head><title>{code}</title></head><body><center><h1>{code}</h1></center></body></html>", "text/html");
            case Fault.TooManyRequests(var seconds):
                return await Refuse(context, new(429, $"Too Many Requests: retry after {seconds}", new() { ["retry_after"] = seconds }));
            case Fault.Error(var code, var description):
                return await Refuse(context, new(code, description));
            case Fault.Blocked:
                return await Refuse(context, ApiException.Forbidden("bot was blocked by the user"));
            case Fault.Migrated(var to):
                return await Refuse(context, new(400, "Bad Request: group chat was upgraded to a supergroup chat", new() { ["migrate_to_chat_id"] = to }));
            case Fault.Delay(var time):
                await Task.Delay(time, TimeProvider.System, context.RequestAborted);
                break;
        }
        JsonNode result;
        try { result = await Call(request, context.RequestAborted); }
        catch (ApiException refused) { return await Refuse(context, refused); }
        if (fault is Fault.CutAfter)
        {
            context.Abort();
            return 0;
        }
        return await Write(context, 200, new JsonObject { ["ok"] = true, ["result"] = result }.ToJsonString(Wire), "application/json");
    }

    private async Task<JsonNode> Call(ApiRequest request, CancellationToken gone) => request.Method.ToLowerInvariant() switch
    {
        "getupdates" => await delivery.GetUpdates(request, gone),
        "setwebhook" => await delivery.SetWebhook(request),
        "deletewebhook" => await delivery.DeleteWebhook(request),
        "getwebhookinfo" => delivery.WebhookInfo(),
        _ => api.Call(request),
    };

    private static Task<int> Refuse(HttpContext context, ApiException refused)
    {
        var answer = new JsonObject { ["ok"] = false, ["error_code"] = refused.Code, ["description"] = refused.Message };
        if (refused.Parameters is { } parameters) answer["parameters"] = parameters.DeepClone();
        return Write(context, refused.Code, answer.ToJsonString(Wire), "application/json");
    }

    private static async Task<int> Write(HttpContext context, int status, string body, string contentType)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body), context.RequestAborted);
        return status;
    }
}
