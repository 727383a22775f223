using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace MashaBot.Playground.Api;

/// <summary>Brings updates to the bot: by long polling, or by webhook to a loopback address.</summary>
internal sealed class UpdateDelivery(World world) : IAsyncDisposable
{
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(50), LongestPause = TimeSpan.FromSeconds(60);

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(60) };
    private TaskCompletionSource? poller;   // completed when another poll takes over
    private Webhook? webhook;

    private sealed record Webhook(Uri Url, string? Secret, long Connections, CancellationTokenSource Stopping)
    {
        public Task Delivery { get; set; } = Task.CompletedTask;
        public (long At, string What)? LastError { get; set; }
    }

    // Long polls wait in real time: the network does not know about the playground's clock.
    public async Task<JsonNode> GetUpdates(ApiRequest request, CancellationToken gone)
    {
        var offset = request.Number("offset") ?? 0;
        var limit = request.Number("limit") is >= 1 and <= 100 and var asked ? (int)asked : 100;
        var patience = TimeSpan.FromSeconds(Math.Clamp(request.Number("timeout") ?? 0, 0, (int)LongestPoll.TotalSeconds));
        var me = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (world.Gate)
        {
            if (webhook is not null) throw ApiException.Conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
            Subscribe(request);
            poller?.TrySetResult();
            poller = me;
        }
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(gone);
        var timeUp = Task.Delay(patience, TimeProvider.System, ending.Token);
        try
        {
            while (true)
            {
                Task change;
                lock (world.Gate)
                {
                    gone.ThrowIfCancellationRequested();
                    if (me.Task.IsCompleted) throw ApiException.Conflict("terminated by other getUpdates request; make sure that only one bot instance is running");
                    change = world.Changed.Next;
                    var updates = world.Updates.Fetch(offset, limit);
                    if (updates.Count > 0 || timeUp.IsCompleted || patience == TimeSpan.Zero) return updates;
                    if (offset < 0) offset = 0;
                }
                await Task.WhenAny(change, timeUp, me.Task);
            }
        }
        finally
        {
            await ending.CancelAsync();
            lock (world.Gate) if (poller == me) poller = null;
        }
    }

    public async Task<JsonNode> SetWebhook(ApiRequest request)
    {
        var address = request.Text("url");
        if (string.IsNullOrEmpty(address)) return await DeleteWebhook(request);
        // Anything else would let a page that guessed the token make this machine call others.
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || !url.IsLoopback)
            throw ApiException.BadRequest("bad webhook: the playground delivers to loopback addresses only");
        var secret = request.Text("secret_token");
        if (secret is not null && (secret.Length is 0 or > 256 || !secret.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')))
            throw ApiException.BadRequest("secret token contains unallowed characters");
        await Stop();
        lock (world.Gate)
        {
            Subscribe(request);
            if (request.Flag("drop_pending_updates")) world.Updates.Clear();
            poller?.TrySetResult();
            webhook = new(url, secret, request.Number("max_connections") ?? 40, new());
            webhook.Delivery = Deliver(webhook);
        }
        return true;
    }

    public async Task<JsonNode> DeleteWebhook(ApiRequest request)
    {
        await Stop();
        lock (world.Gate) if (request.Flag("drop_pending_updates")) world.Updates.Clear();
        return true;
    }

    public JsonNode WebhookInfo()
    {
        lock (world.Gate)
        {
            var info = new JsonObject { ["url"] = webhook?.Url.OriginalString ?? "", ["has_custom_certificate"] = false, ["pending_update_count"] = world.Updates.Count };
            if (webhook is not null) info["max_connections"] = webhook.Connections;
            if (world.Updates.Allowed.Length > 0) info["allowed_updates"] = new JsonArray([.. world.Updates.Allowed.Select(kind => (JsonNode)kind)]);
            if (webhook?.LastError is var (at, what))
            {
                info["last_error_date"] = at;
                info["last_error_message"] = what;
            }
            return info;
        }
    }

    // No list keeps the one before, an empty list is the default.
    private void Subscribe(ApiRequest request)
    {
        if (request.Array("allowed_updates") is { } kinds) world.Updates.Allowed = [.. kinds.Select(kind => kind?.ToString() ?? "")];
    }

    /// <summary>Chats side by side, each chat's updates one after another, as Telegram does.</summary>
    private async Task Deliver(Webhook target)
    {
        await Task.Yield();
        var busy = new HashSet<long>();
        var posts = new HashSet<Task>();
        try
        {
            while (!target.Stopping.IsCancellationRequested)
            {
                Task change;
                lock (world.Gate)
                {
                    change = world.Changed.Next;
                    foreach (var (chat, id, json) in world.Updates.Heads(busy, (int)target.Connections - posts.Count))
                    {
                        busy.Add(chat);
                        posts.Add(Deliver(target, id, (JsonObject)json.DeepClone(), () => busy.Remove(chat)));
                    }
                }
                await Task.WhenAny([change, .. posts]).WaitAsync(target.Stopping.Token);
                posts.RemoveWhere(post => post.IsCompleted);
            }
        }
        catch (OperationCanceledException) when (target.Stopping.IsCancellationRequested) { }
        await Task.WhenAll(posts);
    }

    private async Task Deliver(Webhook target, int id, JsonObject json, Action done)
    {
        await Task.Yield();
        var pause = TimeSpan.FromSeconds(1);
        try
        {
            while (await Post(target, json) is { } retryAfter)
            {
                await Task.Delay(retryAfter > TimeSpan.Zero ? retryAfter : pause, TimeProvider.System, target.Stopping.Token);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
            lock (world.Gate)
            {
                world.Updates.Remove(id);
                done();
            }
            world.Changed.Beat();
        }
        catch (OperationCanceledException) when (target.Stopping.IsCancellationRequested) { }
    }

    /// <returns>Null when it was taken; otherwise how long the bot asks to wait, zero if it does not say.</returns>
    private async Task<TimeSpan?> Post(Webhook target, JsonObject update)
    {
        string error;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, target.Url) { Content = new StringContent(update.ToJsonString(BotEndpoint.Wire), Encoding.UTF8, "application/json") };
            if (target.Secret is { } secret) request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", secret);
            using var response = await http.SendAsync(request, target.Stopping.Token);
            if (response.IsSuccessStatusCode) return null;
            error = $"Wrong response from the webhook: {(int)response.StatusCode} {response.ReasonPhrase}";
            if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable && response.Headers.RetryAfter?.Delta is { } wait)
            {
                target.LastError = (world.Now, error);
                return wait;
            }
        }
        catch (HttpRequestException failure)
        {
            error = string.Create(CultureInfo.InvariantCulture, $"Connection failed: {failure.HttpRequestError}");
        }
        catch (TaskCanceledException) when (!target.Stopping.IsCancellationRequested)
        {
            error = "Read timeout expired";
        }
        target.LastError = (world.Now, error);
        return TimeSpan.Zero;
    }

    private async Task Stop()
    {
        Webhook? old;
        lock (world.Gate) (old, webhook) = (webhook, null);
        if (old is null) return;
        await old.Stopping.CancelAsync();
        await old.Delivery;
        old.Stopping.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        http.Dispose();
    }
}
