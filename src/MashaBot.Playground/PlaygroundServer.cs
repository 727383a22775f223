using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using MashaBot.Playground.Api;
using MashaBot.Playground.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MashaBot.Playground;

/// <summary>A Bot API server and a chat page on a loopback port: Telegram's far end, played.</summary>
/// <remarks>
/// Bots connect with any client that takes a base URL. People are either at the chat page or in a test, which lets them write, press and wait.
/// All members may be called from any thread.
/// </remarks>
public sealed class PlaygroundServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly WebApplication app;
    private readonly World world;
    private readonly Faults faults = new();
    private readonly UpdateDelivery delivery;
    private readonly BotEndpoint endpoint;
    private readonly PlaygroundOptions options;
    private readonly CancellationTokenSource stopping = new();
    private readonly Keeper? keeper;

    private PlaygroundServer(PlaygroundOptions options)
    {
        this.options = options;
        world = new(options);
        delivery = new(world);
        endpoint = new(world, options, faults, delivery);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024 * 1024;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        if (options.Folder is { } folder) keeper = new(world, folder);
        builder.Services.AddSingleton<IHostLifetime, OwnersLifetime>();
        app = builder.Build();
        var page = new ChatPage(world, stopping.Token);
        app.Run(context => Route(context, page));
    }

    /// <summary>Where it listens, for example <c>http://127.0.0.1:8081</c>: the bot's base URL and the page's address.</summary>
    public string Url { get; private set; } = "";

    /// <summary>What the bot must call itself by.</summary>
    public string Token => options.Token;

    public TimeProvider Clock => options.Clock;

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<PlaygroundServer> StartAsync(PlaygroundOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var server = new PlaygroundServer(options);
        try
        {
            server.keeper?.Start();
            await server.app.StartAsync(cancellationToken);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
        server.Url = server.app.Urls.First();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await delivery.DisposeAsync();
        using (var hurry = new CancellationTokenSource(TimeSpan.FromMilliseconds(200), TimeProvider.System))
            await app.StopAsync(hurry.Token);
        if (keeper is not null) await keeper.DisposeAsync();
        await app.DisposeAsync();
        stopping.Dispose();
    }

    private async Task Route(HttpContext context, ChatPage page)
    {
        if (!Guard.Allows(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        var path = context.Request.Path.Value ?? "/";
        try
        {
            if (path.StartsWith("/bot", StringComparison.Ordinal)) await endpoint.Handle(context, path["/bot".Length..]);
            else if (path.StartsWith("/file/bot", StringComparison.Ordinal)) await endpoint.Download(context, path["/file/bot".Length..]);
            else await page.Handle(context, path);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested || stopping.IsCancellationRequested) { }
        catch (BadHttpRequestException refused) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = refused.StatusCode;
        }
    }

    // ---- people

    /// <summary>Lets somebody in, or changes who is there under that id. They have not written to the bot yet.</summary>
    /// <remarks>Without an <paramref name="id"/> they get the next free one from 1001.</remarks>
    public Person Meet(string name, string? languageCode = null, string timeZone = "UTC", long? id = null) => world.Meet(name, languageCode, timeZone, id);

    public ImmutableArray<Person> People
    {
        get { lock (world.Gate) return [.. world.Chats.Select(chat => chat.Person)]; }
    }

    /// <summary>The person writes to the bot (which unblocks a blocked bot, as restarting it does).</summary>
    /// <param name="group">Where it is said; null: to the bot alone.</param>
    public PlaygroundMessage Say(Person person, string text, int? replyTo = null, Person? group = null) => Shown(world.Say(person, text, replyTo, group));

    /// <summary>A group of everybody in the playground, with the bot; in other calls it is given as a person is.</summary>
    public Person Found(Person founder, string title) => world.Found(founder, title);

    /// <summary>The person types the bot's name and some words in the field of a chat.</summary>
    /// <returns>The query's id.</returns>
    public string Inline(Person person, string query) => world.Inline(person, query);

    /// <summary>The person changes their own message.</summary>
    public PlaygroundMessage Edit(Person person, int messageId, string text) => Shown(world.Edit(person, messageId, text));

    public PlaygroundMessage SendPhoto(Person person, byte[] image, string? caption = null)
    {
        var content = new JsonObject();
        lock (world.Gate) content["photo"] = MediaStore.PhotoSizes(world.Media.AddPhoto(new("photo", image)));
        if (!string.IsNullOrEmpty(caption)) content["caption"] = caption;
        return Shown(world.Receive(person, content));
    }

    public PlaygroundMessage SendSticker(Person person, string emoji = "👍") => Shown(world.Receive(person, Samples.Sticker(world, emoji)));

    public PlaygroundMessage SendVoice(Person person, int seconds = 3) => Shown(world.Receive(person, Samples.Voice(world, seconds)));

    /// <summary>Any other content, given as fields of the Bot API's Message object, for example <c>{"location":{…}}</c>.</summary>
    public PlaygroundMessage Send(Person person, JsonObject content) => Shown(world.Receive(person, content));

    /// <summary>The person presses a button that the message has.</summary>
    /// <returns>The id of the press, for <see cref="WaitForAnswer"/>.</returns>
    public string Press(Person person, int messageId, string data, Person? group = null) => world.PressButton(person, messageId, data, group);

    /// <summary>The person presses the first button with that text.</summary>
    public string Press(Person person, PlaygroundMessage message, string text) =>
        Press(person, message.Id, message.Button(text).Data ?? throw new InvalidOperationException($"The button \"{text}\" sends nothing to the bot."));

    public void Block(Person person) => world.Block(person);

    public void Unblock(Person person) => world.Unblock(person);

    /// <summary>The chat as it stands now, oldest first.</summary>
    public ImmutableArray<PlaygroundMessage> Messages(Person person)
    {
        lock (world.Gate) return [.. world.Of(person).Posts.Select(PlaygroundMessage.Of)];
    }

    /// <summary>The commands that the menu shows to that person.</summary>
    public ImmutableArray<(string Command, string Description)> Menu(Person person)
    {
        lock (world.Gate) return [.. world.CommandsFor(world.Of(person)).Select(command => (command!["command"]!.ToString(), command["description"]!.ToString()))];
    }

    /// <summary>The markup of the reply keyboard that lies open in the chat, or null.</summary>
    public JsonObject? ReplyKeyboard(Person person)
    {
        lock (world.Gate) return (JsonObject?)world.Of(person).Keyboard?.DeepClone();
    }

    /// <summary>The first message of the bot with an id above <paramref name="after"/> that fits, waiting for it in real time if need be.</summary>
    /// <exception cref="TimeoutException">None came in time (10 s unless said otherwise); the text shows the chat.</exception>
    public async Task<PlaygroundMessage> WaitForMessage(Person person, Func<PlaygroundMessage, bool>? fits = null, int after = 0, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        PlaygroundMessage? found = null;
        await WaitUntil(
            () => (found = FromBot(person, after).FirstOrDefault(message => fits is null || fits(message))) is not null,
            () => $"No such message of the bot after #{after} in the chat with {person.Name}:\n{string.Join('\n', Messages(person).TakeLast(10))}",
            world.Changed, timeout, cancellationToken);
        return found!;
    }

    private ImmutableArray<PlaygroundMessage> FromBot(Person person, int after)
    {
        lock (world.Gate) return [.. world.Of(person).Posts.Where(post => post.FromBot && post.Id > after).Select(PlaygroundMessage.Of)];
    }

    /// <summary>The person writes; returns the bot's first message after that.</summary>
    public Task<PlaygroundMessage> Ask(Person person, string text, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        WaitForMessage(person, after: Say(person, text).Id, timeout: timeout, cancellationToken: cancellationToken);

    /// <summary>How the bot answered a press.</summary>
    public async Task<PressAnswer> WaitForAnswer(string press, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        PressAnswer? answer = null;
        await WaitUntil(() => (answer = world.AnswerTo(press)) is not null, () => $"The bot did not answer the press {press}.", world.Changed, timeout, cancellationToken);
        return answer!;
    }

    // ---- the bot's side

    /// <summary>The latest calls, oldest first.</summary>
    public IReadOnlyList<ApiCall> Calls => endpoint.Calls;

    public void ForgetCalls() => endpoint.Forget();

    /// <summary>The first remembered call that fits, waiting for it in real time if need be.</summary>
    public async Task<ApiCall> WaitForCall(Func<ApiCall, bool> fits, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ApiCall? found = null;
        await WaitUntil(() => (found = Calls.FirstOrDefault(fits)) is not null, () => $"No such call; the last ones: {string.Join(", ", Calls.TakeLast(10).Select(call => $"{call.Method} {call.Status}"))}", endpoint.Called, timeout, cancellationToken);
        return found!;
    }

    /// <summary>The next <paramref name="times"/> calls of a method meet a fault. Faults are met in the order of injection.</summary>
    /// <remarks>Without a <paramref name="method"/> any call meets it; with a <paramref name="chat"/> only calls about that chat do.</remarks>
    public void Inject(string? method, Fault fault, int times = 1, long? chat = null)
    {
        ArgumentNullException.ThrowIfNull(fault);
        faults.Add(method, fault, times, chat);
    }

    /// <summary>How many injected faults no call has met yet.</summary>
    public int FaultsLeft => faults.Left;

    public void ClearFaults() => faults.Clear();

    /// <summary>Puts an update into the queue as it is: a poison update, a duplicate, one of a kind nobody asked for. Without <c>update_id</c> it gets the next one.</summary>
    /// <returns>Its id.</returns>
    public int InjectUpdate(JsonObject update)
    {
        ArgumentNullException.ThrowIfNull(update);
        int id;
        lock (world.Gate) id = world.Updates.AddRaw((JsonObject)update.DeepClone(), TimeSpan.FromHours(24));
        world.Changed.Beat();
        return id;
    }

    /// <summary>How many updates the bot has not confirmed yet.</summary>
    public int UpdatesPending
    {
        get { lock (world.Gate) return world.Updates.Count; }
    }

    private PlaygroundMessage Shown(Post post)
    {
        lock (world.Gate) return PlaygroundMessage.Of(post);
    }

    /// <summary>It lives as long as its owner wants: a signal to the process must reach the bot first, which then finishes its work over this server.</summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private static async Task WaitUntil(Func<bool> done, Func<string> complaint, Pulse pulse, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(timeout ?? Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        while (true)
        {
            var change = pulse.Next;
            if (done()) return;
            try { await change.WaitAsync(either.Token); }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested) { throw new TimeoutException(complaint()); }
        }
    }
}
