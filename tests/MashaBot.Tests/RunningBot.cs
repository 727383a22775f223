using System.Collections.Concurrent;
using System.Collections.Immutable;
using MashaBot.Admin;
using MashaBot.Backup;
using MashaBot.Conversation;
using MashaBot.Delivery;
using MashaBot.Http;
using MashaBot.Logging;
using MashaBot.Pictures;
using MashaBot.Playground;
using MashaBot.Sheets;
using MashaBot.Store;
using MashaBot.Store.Lite;
using MashaBot.Telegram;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace MashaBot.Tests;

/// <summary>The whole bot over HTTP against the playground, with a conversation that a test can follow: it repeats what it hears.</summary>
internal sealed class RunningBot : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);   // a machine may be busy

    private readonly TempFolder folder = new();
    private IHost? host;

    private RunningBot(PlaygroundServer server, PlaygroundClock clock) => (Server, Clock) = (server, clock);

    public PlaygroundServer Server { get; }
    public PlaygroundClock Clock { get; }
    public LimitOptions Limit { get; } = new();
    public HttpSettings Http { get; } = new();
    public BackupOptions Backup { get; } = new() { Hours = 0 };
    public TelegramOptions Telegram { get; } = new() { PollSeconds = 1 };
    public Logbook Log { get; } = new();
    public Stage Stage { get; set; } = new(new(Conversation.TinyCourse.Course, Conversation.TinyCourse.Phrasebook, ""));
    public Func<Learner, Incoming, NodaTime.Instant, Outcome> On { get; set; } = Echo;
    public GroupTalk Groups { get; set; } = new(
        (place, _, _) => MashaBot.Tests.Store.SomeLearner.Of(place.Group.Value) with { Club = new() },
        (id, _) => MashaBot.Tests.Store.SomeLearner.Of(id.Value) with { Reachable = false },
        (group, author, incoming, _, _) => new(group, author with { Rounds = author.Rounds + 1 }, [Says("group")], []));

    public TimeProvider Steady { get; set; } = TimeProvider.System;

    public Func<string, string?, InlineAnswer> Inline { get; set; } = (query, language) => new(query, Says($"{language}: {query}").Body, "help");

    /// <summary>What pictures hold: another edition, other hashes.</summary>
    public char Edition { get; set; } = '1';

    public Func<PictureId, byte[]> Draw { get; set; } = _ => throw new InvalidOperationException("no pictures here");

    public LiteStore Store => (LiteStore)host!.Services.GetRequiredService<ILearnerStore>();
    public Desk Desk => host!.Services.GetRequiredService<Desk>();
    public Exit Exit => host!.Services.GetRequiredService<Exit>();
    public string Folder => folder.Path;

    /// <summary>A piece that this bot does not run by itself, made of those that it has.</summary>
    public T Made<T>() => ActivatorUtilities.CreateInstance<T>(host!.Services);

    public static async Task<RunningBot> Start(Action<RunningBot>? prepare = null)
    {
        var bot = await Prepare();
        prepare?.Invoke(bot);
        await bot.Begin();
        return bot;
    }

    /// <summary>The playground alone, until the bot is told to begin.</summary>
    public static async Task<RunningBot> Prepare()
    {
        var clock = new PlaygroundClock();
        return new(await PlaygroundServer.StartAsync(new() { Clock = clock }), clock);
    }

    public async Task Begin()
    {
        Telegram.Token = Telegram.Token.Length > 0 ? Telegram.Token : Server.Token;
        Telegram.BaseUrl ??= Server.Url;
        var secrets = new Secrets();
        var levels = new ConfigurationBuilder().AddInMemoryCollection([new("Serilog:MinimumLevel:Default", "Verbose")]).Build();
        var bot = new BotHost(new Talk(Newcomer, (learner, incoming, now) => On(learner, incoming, now), _ => Says("trouble"), _ => Says("slow down")) { Groups = Groups }, new(() => [(null, [("help", "what to do")])], _ => [("stats", "how it goes")]), id => new($"{id}".PadLeft(64, Edition), () => Draw(id)), page => new(Fingerprint.Of(page), () => Painter.Png(page)), (query, language) => Inline(query, language), Stage) { Steady = Steady };
        host = await bot.Build(new(Telegram, Http, Backup, Limit), await LiteStore.Open(folder.Path), folder.Path, Clock, LogSetup.Create(levels, secrets, Log), secrets);
        await host.StartAsync();
    }

    public async Task End()
    {
        await host!.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    public async Task Restart()
    {
        await End();
        await Begin();
    }

    /// <summary>The person writes; returns the bot's first message after that.</summary>
    public Task<PlaygroundMessage> Ask(Person person, string words) => Server.Ask(person, words, Patience);

    /// <summary>The bot's first message after that number which fits.</summary>
    public Task<PlaygroundMessage> Hear(Person person, Func<PlaygroundMessage, bool>? fits = null, int after = 0) => Server.WaitForMessage(person, fits, after, Patience);

    /// <summary>Everything that was to be sent has been.</summary>
    public Task Quiet() => Soon(() => Server.UpdatesPending == 0 && Store.Pending().Count == 0);

    /// <summary>Waits while the bot's own waits pass quickly.</summary>
    public Task Soon(Func<bool> isSo) => Eventually(() =>
    {
        if (isSo()) return true;
        Clock.MoveOn(TimeSpan.FromMilliseconds(200));
        return false;
    });

    public static Task Eventually(Func<bool> isSo) => Eventually(() => Task.FromResult(isSo()));

    public static async Task Eventually(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (!await isSo()) await Task.Delay(20, patience.Token);
    }

    /// <summary>What is kept of the person.</summary>
    public Task<Learner?> Kept(Person person) => Store.Find(new(person.Id));

    public ImmutableArray<string> Heard(Person person) => [.. Server.Messages(person).Where(message => message.FromBot).Select(message => message.Text)];

    public static Message Says(string words) => new(new Prose([new Block.Paragraph([new Inline.Text(words)])]));

    public static Outcome Echo(Learner learner, Incoming incoming, NodaTime.Instant now) => incoming switch
    {
        Incoming.Text(var words, _, _) => new(learner with { Rounds = learner.Rounds + 1, Reachable = true }, [Says(words)], [new(learner.Id, new(new(1, 1), 1), VariantId.Book, words, "right", null, now)]),
        Incoming.Edited(var words, _) => new(learner, [Says($"edited {words}")], []),
        Incoming.Press(var data) => new(learner, [Says($"pressed {data}")], []),
        Incoming.Media(var kind) => new(learner, [Says($"{kind}")], []),
        Incoming.DayCame => new(learner with { Due = now + NodaTime.Duration.FromDays(1) }, [Says("day") with { Unasked = true }], []),
        Incoming.Blocked => new(learner with { Reachable = false, Due = null }, [], []),
        Incoming.Unblocked => new(learner with { Reachable = true }, [], []),
        Incoming.Moved(var to) => new(learner with { Id = new(to.Value), Chat = to }, [], []),
        _ => throw new InvalidOperationException(),
    };

    public async ValueTask DisposeAsync()
    {
        await End();
        await Server.DisposeAsync();
        folder.Dispose();
    }

    private static Learner Newcomer(LearnerId id, ChatId chat, string? language) => new() { Id = id, Chat = chat, Daily = new(new(9, 0), "UTC") };

    /// <summary>All that was logged, as a sink behind the wall sees it.</summary>
    internal sealed class Logbook : ILogEventSink
    {
        public ConcurrentQueue<LogEvent> Events { get; } = new();

        public void Emit(LogEvent logEvent) => Events.Enqueue(logEvent);

        public bool Has(string words) => Events.Any(entry => Line(entry).Contains(words, StringComparison.Ordinal));

        public string Text => string.Join('\n', Events.Select(Line));

        public static string Line(LogEvent entry)
        {
            using var line = new StringWriter();
            new MessageTemplateTextFormatter("{Level} {SourceContext} {Message:lj} {Properties} {Exception}").Format(entry, line);
            return line.ToString();
        }
    }
}
