using MashaBot.Admin;
using MashaBot.Backup;
using MashaBot.Delivery;
using MashaBot.Http;
using MashaBot.Logging;
using MashaBot.Sheets;
using MashaBot.Store;
using MashaBot.Store.Lite;
using MashaBot.Telegram;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;
using Telegram.Bot;

namespace MashaBot;

/// <summary>The running bot: what exists, and in which order it starts and (backwards) stops.</summary>
/// <param name="Talk">What it says.</param>
/// <param name="Menu">Its commands.</param>
/// <param name="Draw">Its pictures.</param>
/// <param name="Page">Its messages as pictures.</param>
/// <param name="Inline">What it answers to queries of other chats, in a language.</param>
/// <param name="Stage">The course and the words, for those who look after them.</param>
internal sealed record BotHost(Talk Talk, Menu Menu, Func<PictureId, Sketch> Draw, Func<Prose, Sketch> Page, Func<string, string?, InlineAnswer> Inline, Stage Stage)
{
    private const int FileIdsKept = 20_000;
    private const long PrintsKept = 16 * 1024 * 1024;

    /// <summary>By which it is seen that loops go round; unlike the clock of the conversation nobody moves it.</summary>
    public TimeProvider Steady { get; init; } = TimeProvider.System;

    /// <summary>Pictures that are drawn after the start, before anybody wants them.</summary>
    public IEnumerable<PictureId> WarmUp { get; init; } = [];

    /// <param name="folder">Of the store.</param>
    public async Task<IHost> Build(Options options, ILearnerStore store, string folder, TimeProvider clock, Serilog.ILogger log, Secrets secrets)
    {
        var (telegram, http, backup, limit) = options;
        secrets.Add(telegram.Token);
        if (telegram.Webhook.IsWanted) new WebhookKeys(telegram).Hide(secrets);
        var builder = Host.CreateEmptyApplicationBuilder(new() { DisableDefaults = true, ApplicationName = "MashaBot" });
        builder.Logging.ClearProviders();
        var services = builder.Services;
        services.AddSerilog(log);
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(9));     // each has its own patience, 8 s together; a second is for the file
        services.Configure<ConsoleLifetimeOptions>(options => options.SuppressStatusMessages = true);

        services.AddSingleton(clock).AddSingleton(telegram).AddSingleton(Talk).AddSingleton(Menu).AddSingleton(Stage).AddSingleton<Inbox>();
        services.AddSingleton(_ => store);   // made here, and so disposed with the rest
        services.AddSingleton(await store.Outbox(room: 2 * telegram.BulkPerSecond));
        services.AddSingleton<ITelegramBotClient>(Client(telegram));
        services.AddSingleton(provider => new FileIds(Path.Combine(folder, $"file-ids-{provider.GetRequiredService<ITelegramBotClient>().BotId}"), FileIdsKept, provider.GetRequiredService<ILogger<FileIds>>()));
        services.AddSingleton(provider => new Gallery(Draw, Page, provider.GetRequiredService<FileIds>(), new(PrintsKept), provider.GetRequiredService<ILogger<Gallery>>()));
        services.AddSingleton<Ourselves>().AddSingleton(provider => new InlineQueries(provider.GetRequiredService<ITelegramBotClient>(), Inline, provider.GetRequiredService<ILogger<InlineQueries>>()));
        services.AddSingleton(new Rounds(Steady)).AddSingleton<Instruments>().AddSingleton<Turns>().AddSingleton<Intake>().AddSingleton(limit).AddSingleton<Limit>().AddSingleton<Exit>().AddSingleton<Pace>().AddSingleton<Postman>();

        services.AddSingleton<Health>().AddSingleton(http);
        if (http.MonitorPort != 0) Run<BackDoor>();
        Run<Desk>();
        Run<Sender>();
        services.AddHostedService(provider => new WarmUp(WarmUp, provider.GetRequiredService<Gallery>(), provider.GetRequiredService<ILogger<WarmUp>>()));
        Run<DailyDelivery>();
        services.AddSingleton<Voice>().AddSingleton<CaseDesk>().AddSingleton<Statistics>().AddSingleton<Renewal>().AddSingleton<Reloading>().AddSingleton<Func<Prose, byte[]>>(prose => Page(prose).Draw());
        Run<CaseBell>();
        Run<Broadcasting>();
        Run<Menus>();
        Run<Office>();
        if (store is LiteStore)
        {
            services.AddSingleton(backup).AddSingleton(new Shelf(backup.In(folder))).AddSingleton(new Wish(folder));
            Run<Backups>();
        }
        else Run<Following>();      // a file has one process
        if (telegram.Webhook.IsWanted) Run<Webhook>();
        else Run<Polling>();
        services.AddSingleton<Listening>(provider => telegram.Webhook.IsWanted ? provider.GetRequiredService<Webhook>() : provider.GetRequiredService<Polling>());
        services.AddHostedService(provider => new Heartbeat(
            Path.Combine(folder, Heartbeat.FileName),
            provider.GetRequiredService<Desk>(),
            provider.GetRequiredService<Rounds>(),
            provider.GetRequiredService<ILogger<Heartbeat>>()));
        if (telegram.Webhook.IsWanted) Run<FrontDoor>();
        return builder.Build();

        void Run<T>() where T : class, IHostedService => services.AddSingleton<T>().AddHostedService(provider => provider.GetRequiredService<T>());
    }

    /// <summary>The settings of a running bot.</summary>
    internal sealed record Options(TelegramOptions Telegram, HttpSettings Http, BackupOptions Backup, LimitOptions Limit);

    /// <summary>Runs until it is asked to stop or has to.</summary>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> Run(IHost host)
    {
        await using var whole = (IAsyncDisposable)host;
        await host.StartAsync();
        await host.WaitForShutdownAsync();
        // A loop that threw stops the host by itself, which looks like an ordinary stop.
        var broke = host.Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(loop => loop.ExecuteTask is { IsFaulted: true });
        var exit = host.Services.GetRequiredService<Exit>().Code;
        return exit == Exit.Done && broke ? Exit.Failed : exit;
    }

    /// <summary>No HTTP logging is switched on anywhere: the address of every request holds the token.</summary>
    private static PatientClient Client(TelegramOptions telegram)
    {
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(15) };
        var options = new TelegramBotClientOptions(telegram.Token, telegram.BaseUrl is { Length: > 0 } url ? url : null)
        {
            RetryCount = 0,       // waiting and trying again is the sender's: it knows what else there is to do meanwhile
            RetryThreshold = 0,
        };
        return new(options, new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan }, TimeSpan.FromSeconds(telegram.CallSeconds));
    }
}
