using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MashaBot.Playground.Api;

/// <summary>The HTTP side of the Bot API: <c>/bot&lt;token&gt;/method</c> and <c>/file/bot&lt;token&gt;/path</c>.</summary>
internal sealed class BotEndpoint(World world, PlaygroundOptions options, Faults faults, UpdateDelivery delivery)
{
    /// <summary>As bots are answered.</summary>
    public static readonly JsonSerializerOptions Wire = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1_000 };

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
        var answer = Answered.Cut;
        try { answer = await Answer(request, fault, context.RequestAborted); }
        finally
        {
            // Before the caller hears of it: who waits for the caller's next step finds the call noted.
            lock (gate)
            {
                calls.Enqueue(call with { Status = answer.Status, Fault = fault });
                if (calls.Count > options.CallsKept) calls.Dequeue();
            }
            Called.Beat();
        }
        await Write(context, answer);
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

    private async Task<Answered> Answer(ApiRequest request, Fault? fault, CancellationToken gone)
    {
        switch (fault)
        {
            case Fault.CutBefore:
                return Answered.Cut;
            case Fault.Garbage:
                return new(200, "<html>this is not JSON");
            case Fault.BadGateway(var code):
                return new(code, $"<html><head><title>{code}</title></head><body><center><h1>{code}</h1></center></body></html>", "text/html");
            case Fault.TooManyRequests(var seconds):
                return Refused(new(429, $"Too Many Requests: retry after {seconds}", new() { ["retry_after"] = seconds }));
            case Fault.Error(var code, var description):
                return Refused(new(code, description));
            case Fault.Blocked:
                return Refused(ApiException.Forbidden("bot was blocked by the user"));
            case Fault.Migrated(var to):
                return Refused(new(400, "Bad Request: group chat was upgraded to a supergroup chat", new() { ["migrate_to_chat_id"] = to }));
            case Fault.Held(var held, var until):
                var answer = await Answer(request, held, gone);
                await until.WaitAsync(gone);
                return answer;
            case Fault.Delay(var time):
                await Task.Delay(time, TimeProvider.System, gone);
                break;
        }
        JsonNode result;
        try { result = await Call(request, gone); }
        catch (ApiException refused) { return Refused(refused); }
        var whole = new Answered(200, new JsonObject { ["ok"] = true, ["result"] = result }.ToJsonString(Wire));
        return fault switch
        {
            Fault.CutAfter => Answered.Cut,
            Fault.CutWithin => whole with { Ends = Ending.Cut },
            Fault.StallWithin => whole with { Ends = Ending.Never },
            _ => whole,
        };
    }

    private async Task<JsonNode> Call(ApiRequest request, CancellationToken gone) => request.Method.ToLowerInvariant() switch
    {
        "getupdates" => await delivery.GetUpdates(request, gone),
        "setwebhook" => await delivery.SetWebhook(request),
        "deletewebhook" => await delivery.DeleteWebhook(request),
        "getwebhookinfo" => delivery.WebhookInfo(),
        _ => api.Call(request),
    };

    private static Task Refuse(HttpContext context, ApiException refused) => Write(context, Refused(refused));

    private static Answered Refused(ApiException refused)
    {
        var answer = new JsonObject { ["ok"] = false, ["error_code"] = refused.Code, ["description"] = refused.Message };
        if (refused.Parameters is { } parameters) answer["parameters"] = parameters.DeepClone();
        return new(refused.Code, answer.ToJsonString(Wire));
    }

    private static async Task Write(HttpContext context, Answered answer)
    {
        if (answer.Body is null)
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        var body = Encoding.UTF8.GetBytes(answer.Body);
        if (answer.Ends == Ending.Whole)
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
            return;
        }
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body.AsMemory(..(body.Length / 2)), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        if (answer.Ends == Ending.Never) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        context.Abort();
    }

    /// <summary>How an answer ends that was begun; but for the first, in its middle.</summary>
    private enum Ending { Whole, Cut, Never }

    /// <param name="Body">Null: the connection is cut.</param>
    private sealed record Answered(int Status, string? Body, string ContentType = "application/json", Ending Ends = Ending.Whole)
    {
        public static readonly Answered Cut = new(0, null);
    }
}
