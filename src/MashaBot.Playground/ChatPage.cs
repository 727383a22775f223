using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MashaBot.Playground.Api;
using MashaBot.Playground.Messages;
using Microsoft.AspNetCore.Http;

namespace MashaBot.Playground;

/// <summary>The chat page: its files, its stream of changes, and what a person does there.</summary>
internal sealed class ChatPage
{
    /// <summary>Only our own files and the one library of the public CDN; style attributes are for that library's layout.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self' https://cdn.jsdelivr.net/npm/katex@0.16.47/; style-src 'self' https://cdn.jsdelivr.net/npm/katex@0.16.47/; style-src-attr 'unsafe-inline'; "
        + "font-src https://cdn.jsdelivr.net/npm/katex@0.16.47/; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly FrozenDictionary<string, (string ContentType, byte[] Content)> Assets = LoadAssets();

    private readonly World world;
    private readonly CancellationToken stopping;
    private readonly FrozenDictionary<string, Func<JsonObject, Task<JsonNode?>>> actions;

    public ChatPage(World world, CancellationToken stopping)
    {
        this.world = world;
        this.stopping = stopping;
        if (world.Clock is PlaygroundClock clock) clock.Moved += () => world.Tell(PageState.Clock(clock));
        actions = new Dictionary<string, Func<JsonObject, Task<JsonNode?>>>
        {
            ["meet"] = Now(body => PersonJson(world.Meet(Text(body, "name"), body["language_code"]?.ToString(), Zone(body), Number(body, "id")))),
            ["found"] = Now(body => PersonJson(world.Found(Who(body), Text(body, "title")))),
            ["say"] = Now(body => Id(world.Say(Who(body), Text(body, "text"), (int?)Number(body, "reply_to"), Where(body)))),
            ["inline"] = Now(body => world.Inline(Who(body), body["query"]?.ToString() ?? "")),
            ["via"] = Now(body => Id(world.SendVia(Who(body), body["content"] as JsonObject ?? throw new ArgumentException("\"content\" is missing."), Where(body)))),
            ["edit"] = Now(body => Id(world.Edit(Who(body), (int)Number(body, "message")!, Text(body, "text")))),
            ["press"] = Now(body => world.PressButton(Who(body), (int)Number(body, "message")!, Text(body, "data"), Where(body))),
            ["photo"] = Now(body => Id(world.Receive(Who(body), Photo(body), group: Where(body)))),
            ["sticker"] = Now(body => Id(world.Receive(Who(body), Samples.Sticker(world, Text(body, "emoji")), group: Where(body)))),
            ["voice"] = Now(body => Id(world.Receive(Who(body), Samples.Voice(world, 3), group: Where(body)))),
            ["block"] = Now(body => Do(() => world.Block(Who(body)))),
            ["unblock"] = Now(body => Do(() => world.Unblock(Who(body)))),
            ["clock"] = MoveClock,
        }.ToFrozenDictionary();
    }

    public async Task Handle(HttpContext context, string path)
    {
        var response = context.Response;
        response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsGet(context.Request.Method) && Assets.TryGetValue(path, out var asset)) await Write(response, asset.ContentType, asset.Content);
        else if (HttpMethods.IsGet(context.Request.Method) && path == "/playground/events") await Stream(context);
        else if (HttpMethods.IsGet(context.Request.Method) && path.StartsWith("/playground/file/", StringComparison.Ordinal)) await SendFile(response, path["/playground/file/".Length..]);
        else if (HttpMethods.IsPost(context.Request.Method) && path.StartsWith("/playground/", StringComparison.Ordinal) && actions.TryGetValue(path["/playground/".Length..], out var action)) await Act(context, action);
        else response.StatusCode = StatusCodes.Status404NotFound;
    }

    private static Func<JsonObject, Task<JsonNode?>> Now(Func<JsonObject, JsonNode?> action) => body => Task.FromResult(action(body));

    private static async Task Act(HttpContext context, Func<JsonObject, Task<JsonNode?>> action)
    {
        // A form of another site cannot send this content type without asking first.
        if (!context.Request.HasJsonContentType())
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }
        try
        {
            var body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) as JsonObject ?? throw new ArgumentException("An object was expected.");
            await Write(context.Response, "application/json", Encoding.UTF8.GetBytes(new JsonObject { ["result"] = await action(body) }.ToJsonString()));
        }
        catch (Exception wrong) when (wrong is ArgumentException or ApiException or JsonException or FormatException or InvalidOperationException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await Write(context.Response, "application/json", Encoding.UTF8.GetBytes(new JsonObject { ["error"] = wrong.Message }.ToJsonString()));
        }
    }

    private async Task Stream(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var (state, changes, stop) = world.Watch();
        try
        {
            await Send(state);
            await foreach (var change in changes.ReadAllAsync(ending.Token)) await Send(change);
        }
        finally { stop(); }

        async Task Send(JsonObject change)
        {
            await context.Response.WriteAsync($"data: {change.ToJsonString()}\n\n", ending.Token);
            await context.Response.Body.FlushAsync(ending.Token);
        }
    }

    private async Task SendFile(HttpResponse response, string id)
    {
        Media? media;
        lock (world.Gate) media = world.Media.Find(id);
        if (media is null)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var isPicture = media.ContentType.StartsWith("image/", StringComparison.Ordinal);
        if (!isPicture) response.Headers.ContentDisposition = $"attachment; filename*=UTF-8''{Uri.EscapeDataString(media.Name)}";
        response.Headers.CacheControl = "private, max-age=86400, immutable";
        await Write(response, isPicture ? media.ContentType : "application/octet-stream", media.Content);
    }

    private async Task<JsonNode?> MoveClock(JsonObject body)
    {
        if (world.Clock is not PlaygroundClock clock) throw new InvalidOperationException("This playground's clock cannot be moved.");
        if (Number(body, "seconds") is { } seconds)
        {
            if (seconds is < 0 or > 366 * 86_400) throw new ArgumentException("The clock moves on by up to a year.");
            clock.MoveOn(TimeSpan.FromSeconds(seconds));
        }
        else
        {
            // Two steps, so that what a bot does shortly before and at nine is seen in its order.
            var morning = NextMorning(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(Who(body).TimeZone));
            clock.MoveTo(morning);
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
            clock.MoveTo(morning + TimeSpan.FromMinutes(10));
        }
        return clock.GetUtcNow().ToUnixTimeMilliseconds();
    }

    /// <summary>The next 08:55 in a zone that is still to come.</summary>
    internal static DateTimeOffset NextMorning(DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var morning = local.Date + new TimeSpan(8, 55, 0);
        if (morning <= local) morning = morning.AddDays(1);
        return new(morning, zone.GetUtcOffset(morning));
    }

    private JsonObject Photo(JsonObject body)
    {
        lock (world.Gate)
        {
            var content = new JsonObject { ["photo"] = MediaStore.PhotoSizes(world.Media.AddPhoto(new("photo", Convert.FromBase64String(Text(body, "content"))))) };
            if (body["caption"]?.ToString() is { Length: > 0 } caption) content["caption"] = caption;
            return content;
        }
    }

    private Person Who(JsonObject body)
    {
        lock (world.Gate) return world.Find(Number(body, "person") ?? 0)?.Person ?? throw new ArgumentException("There is no such person.");
    }

    /// <summary>The group in which it is done; null: in the person's own chat.</summary>
    private Person? Where(JsonObject body)
    {
        if (Number(body, "group") is not { } id) return null;
        lock (world.Gate) return world.Find(id) is { IsGroup: true } group ? group.Person : throw new ArgumentException("There is no such group.");
    }

    private JsonObject PersonJson(Person person)
    {
        lock (world.Gate) return PageState.Person(world, world.Of(person));
    }

    private static JsonNode? Id(Post post) => post.Id;

    private static JsonNode? Do(Action action)
    {
        action();
        return true;
    }

    private static string Zone(JsonObject body)
    {
        var zone = body["time_zone"]?.ToString() is { Length: > 0 } given ? given : "UTC";
        return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? zone : "UTC";
    }

    private static string Text(JsonObject body, string name) => body[name]?.ToString() is { Length: > 0 } text ? text : throw new ArgumentException($"\"{name}\" is missing.");

    private static long? Number(JsonObject body, string name) => body[name] is JsonValue value && value.TryGetValue(out long number) ? number : null;

    private static async Task Write(HttpResponse response, string contentType, byte[] content)
    {
        response.ContentType = contentType;
        response.ContentLength = content.Length;
        await response.Body.WriteAsync(content);
    }

    private static FrozenDictionary<string, (string, byte[])> LoadAssets()
    {
        var assembly = typeof(ChatPage).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith("Page/", StringComparison.Ordinal)).ToFrozenDictionary(
            name => name == "Page/index.html" ? "/" : name["Page".Length..],
            name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                using var content = new MemoryStream();
                stream.CopyTo(content);
                return (Path.GetExtension(name) switch
                {
                    ".html" => "text/html; charset=utf-8",
                    ".css" => "text/css; charset=utf-8",
                    ".js" => "text/javascript; charset=utf-8",
                    ".svg" => "image/svg+xml",
                    _ => "application/octet-stream",
                }, content.ToArray());
            });
    }
}
