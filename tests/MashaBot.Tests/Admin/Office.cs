using MashaBot.Cli;
using MashaBot.Conversation;
using MashaBot.Playground;
using MashaBot.Tests.Conversation;

namespace MashaBot.Tests.Admin;

/// <summary>The whole bot over HTTP with its real conversation about the tiny course, an admin at one phone and learners at others.</summary>
internal sealed class Office : IAsyncDisposable
{
    private const long AdminId = 900;

    private readonly TempFolder content = new();
    private int last;

    public required RunningBot Bot { get; init; }

    public required Person Admin { get; init; }

    /// <summary>Where the course lies, to be changed.</summary>
    public string Content => content.Path;

    public static async Task<Office> Open(Action<RunningBot>? prepare = null)
    {
        var bot = await RunningBot.Prepare();
        var office = new Office { Bot = bot, Admin = bot.Server.Meet("Ada", "ru", id: AdminId) };
        TinyCourse.Write(office.Content);
        var read = ContentFolder.Read(office.Content);
        Assert.True(read.Content is not null, string.Join("\n", read.Faults));
        bot.Telegram.Admins.Add($"{AdminId}");
        bot.Stage = new(read.Content, new LearnerId(AdminId));
        bot.On = (learner, incoming, now) => bot.Stage.Dialogue.On(learner, incoming, now);
        prepare?.Invoke(bot);
        await bot.Begin();
        await office.Hear("/start");
        await bot.Quiet();
        return office;
    }

    /// <summary>A learner who has begun, with the first question before them.</summary>
    public async Task<Person> Learner(string name, string language = "ru")
    {
        var person = Bot.Server.Meet(name, language);
        await Bot.Ask(person, "/start");
        await Bot.Ask(person, "/next");
        await Bot.Quiet();
        return person;
    }

    /// <summary>The admin writes; returns the bot's next message to them.</summary>
    public async Task<PlaygroundMessage> Hear(string words, Func<PlaygroundMessage, bool>? fits = null) => await Next(Bot.Server.Say(Admin, words).Id, fits);

    /// <summary>The admin presses a button of the last message that was heard.</summary>
    public async Task<PlaygroundMessage> Press(Phrase button, Func<PlaygroundMessage, bool>? fits = null)
    {
        var message = Bot.Server.Messages(Admin).Single(known => known.Id == last);
        var pressed = message.Buttons.SelectMany(row => row).FirstOrDefault(known => known.Text == TinyCourse.Phrases.Line(button));
        Assert.True(pressed is not null, $"no such button under: {message}");
        return await PressData(pressed.Data!, fits);
    }

    /// <param name="on">An older message than the last that was heard.</param>
    public async Task<PlaygroundMessage> PressData(string data, Func<PlaygroundMessage, bool>? fits = null, PlaygroundMessage? on = null)
    {
        var before = Bot.Server.Messages(Admin)[^1].Id;
        Bot.Server.Press(Admin, on?.Id ?? last, data);
        return await Next(before, fits);
    }

    /// <summary>The bot's next message to the admin which fits.</summary>
    public async Task<PlaygroundMessage> Next(int after, Func<PlaygroundMessage, bool>? fits = null)
    {
        var heard = await Bot.Hear(Admin, fits, after);
        last = heard.Id;
        return heard;
    }

    /// <summary>Somebody edits a file of the course.</summary>
    public void Change(string file, string from, string to)
    {
        var path = Path.Combine(Content, file);
        var text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        content.Dispose();
    }
}
