using MashaBot.Admin;
using MashaBot.Cli;
using MashaBot.Conversation;
using MashaBot.Delivery;
using MashaBot.Logging;
using MashaBot.Pictures;
using MashaBot.Playground;
using MashaBot.Sheets;
using MashaBot.Sheets.Drawings;
using MashaBot.Store;
using MashaBot.Store.Lite;
using MashaBot.Store.Postgres;
using MashaBot.Telegram;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Serilog.Extensions.Logging;

namespace MashaBot;

/// <summary>Without a command: the bot, on Telegram with a token, on the playground without.</summary>
internal static class BotProcess
{
    private const int WarmUpPictures = 24;   // every kind is among them; it takes about a second of one core

    /// <param name="load">Reads the content; null where it has faults, which are told by then.</param>
    public static async Task<int> Run(Settings settings, IConfiguration sources, Func<ContentFolder?> load, string folder)
    {
        var loading = Task.Run(load);       // takes as long as a large store, and a core of its own
        var secrets = new Secrets();
        await using var log = LogSetup.Create(sources, secrets);
        var store = await Open(settings.Store, folder, log, secrets);   // before the page: who finds it in use should not be shown an address
        if (await loading is not { } content)
        {
            await store.DisposeAsync();
            return Exit.Failed;
        }
        await using var playground = settings.Telegram.Token.Length > 0 ? null : await Open(settings.Playground, folder);
        var telegram = settings.Telegram;
        if (playground is not null)
        {
            (telegram.Token, telegram.BaseUrl) = (playground.Token, playground.Url);
            Console.Out.WriteLine($"{playground.Url}/");
        }
        var host = await Compose(settings, content).Build(new(telegram, settings.Http, settings.Backup, settings.Limit), store, folder, playground?.Clock ?? TimeProvider.System, log, secrets);
        return await BotHost.Run(host);
    }

    private static async Task<ILearnerStore> Open(StoreOptions options, string folder, Serilog.ILogger log, Secrets secrets)
    {
        if (options.Postgres is not { Length: > 0 } connection) return await LiteStore.Open(folder);
        secrets.Add(PostgresStore.Password(connection));
        using var loggers = new SerilogLoggerFactory(log);
        Directory.CreateDirectory(folder);   // for the heartbeat
        return await PostgresStore.Open(connection, loggers.CreateLogger<PostgresStore>());
    }

    private static BotHost Compose(Settings settings, ContentFolder content)
    {
        var stage = new Stage(content, settings.Telegram.AdminIds);
        return new(
            new((id, chat, language) => Dialogue.Newcomer(id, chat, settings.Delivery.Daily, language), (learner, incoming, now) => stage.Dialogue.On(learner, incoming, now),
                learner => stage.Dialogue.Trouble(learner), learner => stage.Dialogue.SlowDown(learner))
            {
                Groups = new(
                    (place, host, language) => Dialogue.NewGroup(place.Group, host?.Daily ?? settings.Delivery.Daily, host?.Language ?? Dialogue.LanguageOf(language), place.IsChannel),
                    (id, language) => Dialogue.Member(id, settings.Delivery.Daily, language),
                    (group, author, incoming, place, now) => stage.Dialogue.InGroup(group, author, incoming, place, now)),
            },
            new(() => [.. stage.Content.Phrasebook.Languages.Select(language => (language == Language.Russian ? null : language.Id, Commands<Command>(stage.Content.Phrasebook[language])))],
                language => Commands<AdminCommand>(stage.Content.Phrasebook[language is null ? Language.Russian : Languages.Find(language) ?? Language.Russian])),
            picture => Sketched(Drawing(stage.Content, picture)),
            page => new(Fingerprint.Of(page), () => Painter.Png(page)),
            (query, language) => Ask(stage.Content.Phrasebook[Dialogue.LanguageOf(language)], query),
            stage)
        {
            WarmUp = content.Course.Sheets.SelectMany(sheet => sheet.Problems).SelectMany(problem => problem.PictureNames.Take(1).Select(name => new PictureId(problem.Id, VariantId.Book, name))).Take(WarmUpPictures),
        };
    }

    private static InlineAnswer Ask(Phrases phrases, string query) => new(query, Calculator.Worked(query, phrases), phrases.Line(Phrase.InlineHelp));

    private static IReadOnlyList<(string, string)> Commands<TCommand>(Phrases phrases) where TCommand : struct, Enum =>
        [.. Enum.GetValues<TCommand>().Select(command => ($"{command}".ToLowerInvariant(), phrases.Line(Enum.Parse<Phrase>($"Command{command}"))))];

    private static Sketch Sketched(Drawing drawing) => new(Fingerprint.Of(drawing), () => Painter.Png(drawing));

    private static Drawing Drawing(ContentFolder content, PictureId picture) => picture.IsProblems
        ? (content.Course.Find(picture.Problem) ?? throw new ArgumentException($"There is no problem {picture.Problem}.", nameof(picture))).Deal(picture.Variant).Picture(picture.Name)
        : Calculator.Drawing(picture.Name) ?? ProgressCard.Drawing(picture.Name, content.Course, content.Phrasebook) ?? throw new ArgumentException($"Nothing is drawn by the name {picture.Name}.", nameof(picture));

    private static async Task<PlaygroundServer> Open(PlaygroundSettings settings, string folder)
    {
        try
        {
            return await PlaygroundServer.StartAsync(new() { Port = settings.Port, Clock = new PlaygroundClock(), Folder = Path.Combine(folder, "playground") });
        }
        catch (IOException error)
        {
            throw new SettingsException([$"Playground:Port {settings.Port} cannot be listened on ({error.Message}). Choose another; 0 takes a free one."]);
        }
    }
}
