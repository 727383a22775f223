using System.Text.Json.Nodes;
using MashaBot.Conversation;
using MashaBot.Playground;
using MashaBot.Sheets;
using MashaBot.Tests.Conversation;
using Serilog.Events;

namespace MashaBot.Tests.Logging;

/// <summary>Whatever people write, wherever, and whatever goes wrong with it: above Debug no line has a word of it.</summary>
public sealed class WordsTest : IAsyncLifetime
{
    private const string Mark = "zq";       // begins every word that people say here

    private static readonly DailyHour nine = new(new(9, 0), "Europe/Moscow");

    private readonly Dialogue dialogue = new(TinyCourse.Course, TinyCourse.Phrasebook);
    private RunningBot bot = null!;
    private Person anna = null!, club = null!;

    public async ValueTask InitializeAsync()
    {
        bot = await RunningBot.Start(bot => (bot.On, bot.Groups) = (dialogue.On, Groups(dialogue.InGroup)));
        anna = bot.Server.Meet("zqName", "ru");
        club = bot.Server.Found(anna, "zqTitle");
        await bot.Ask(anna, "/start");
        await bot.Ask(anna, "/next");
        await bot.Quiet();
    }

    public ValueTask DisposeAsync() => bot.DisposeAsync();

    [Fact]
    public async Task Of_what_goes_well_nothing_is_told() => await Told(await EverythingIsSaid());

    [Fact]
    public async Task Of_turns_that_fail_and_quote_what_they_could_not_read_nothing_is_told()
    {
        bot.On = (_, _, _) => throw new FormatException("`zqThrown` is no number", new ArgumentException("zqInner"));
        bot.Groups = Groups((_, _, _, _, _) => throw new FormatException("zqThrown"));
        bot.Inline = (_, _) => throw new FormatException("zqThrown");
        await bot.Restart();
        await Told(await EverythingIsSaid(), "zqThrown");
        Assert.Contains(Above(), line => line.Contains("A turn of", StringComparison.Ordinal));
        Assert.Contains(Above(), line => line.Contains("inline query could not be answered (FormatException)", StringComparison.Ordinal));
    }

    public static TheoryData<Fault> Refusals =>
    [
        new Fault.Error(400, "Bad Request: can't parse entities: Unsupported start tag \"zqQuoted\" at byte offset 7"),
        new Fault.Error(500, "Internal Server Error: 'zqQuoted'"),
        new Fault.Error(403, "Forbidden: bot was blocked by the user \"zqQuoted\""),
        new Fault.Garbage(),
    ];

    [Theory, MemberData(nameof(Refusals))]
    public async Task Of_messages_that_Telegram_refuses_and_quotes_nothing_is_told(Fault fault)
    {
        foreach (var method in new[] { "sendMessage", "sendRichMessage", "setMessageReaction", "answerCallbackQuery", "answerInlineQuery", "getChatMember" }) bot.Server.Inject(method, fault, times: 3);
        await Told(await EverythingIsSaid());
    }

    /// <summary>In each place where somebody can say something.</summary>
    private async Task<string[]> EverythingIsSaid()
    {
        var said = bot.Server.Say(anna, "zqText");
        bot.Server.Edit(anna, said.Id, "zqEdited");
        bot.Server.Say(anna, "/zqcommand zqArgument");
        bot.Server.Say(anna, "/start zqLink");
        bot.Server.Say(anna, "/backprop zqFormula +");
        bot.Server.SendPhoto(anna, Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="), "zqCaption");
        bot.Server.Say(anna, "/next@MashaPlaygroundBot", group: club);
        bot.Server.Say(anna, "/time@MashaPlaygroundBot zqHour", group: club);
        bot.Server.Say(anna, "@MashaPlaygroundBot zqInGroup", group: club);
        await bot.Quiet();
        if ((await bot.Kept(club))?.Shown is [var question, ..]) bot.Server.Say(anna, "zqReply", question.Message, club);
        bot.Server.InjectUpdate(new() { ["callback_query"] = new JsonObject { ["id"] = "zqPress", ["from"] = People(), ["chat_instance"] = "1", ["data"] = "zqData", ["message"] = Message("zqPressed") } });
        bot.Server.Inline(anna, "zqQuery");
        bot.Server.InjectUpdate(new() { ["message"] = new JsonObject { ["message_id"] = "zqNoNumber", ["text"] = "zqUnreadable" } });
        bot.Server.InjectUpdate(new() { ["message"] = Message("zqDated", long.MaxValue) });
        await bot.Soon(() => bot.Server.Calls.Any(call => call.Method == "answerInlineQuery") || bot.Log.Has("inline query could not be answered"));
        await bot.Quiet();
        return ["zqNoNumber", "zqUnreadable"];
    }

    /// <param name="atDebug">What whoever asks for Debug is shown: else nothing is proved here.</param>
    private async Task Told(string[] atDebug, params string[] more)
    {
        await bot.Quiet();
        Assert.DoesNotContain(Above(), line => line.Contains(Mark, StringComparison.OrdinalIgnoreCase));
        foreach (var word in atDebug.Concat(more)) Assert.True(bot.Log.Has(word), word);
        Assert.True(Above().Count >= 3, bot.Log.Text);
    }

    private List<string> Above() => [.. bot.Log.Events.Where(entry => entry.Level > LogEventLevel.Debug).Select(RunningBot.Logbook.Line)];

    private JsonObject People() => new() { ["id"] = anna.Id, ["is_bot"] = false, ["first_name"] = "zqFirst", ["last_name"] = "zqLast", ["username"] = "zqUser" };

    private JsonObject Message(string words, long date = 1_795_000_000) => new()
    {
        ["message_id"] = 901, ["date"] = date, ["chat"] = new JsonObject { ["id"] = anna.Id, ["type"] = "private", ["first_name"] = "zqFirst" }, ["from"] = People(), ["text"] = words,
    };

    private static MashaBot.Delivery.GroupTalk Groups(Func<Learner, Learner, Incoming, Place, NodaTime.Instant, GroupOutcome> on) =>
        new((place, _, _) => Dialogue.NewGroup(place.Group, nine, Language.Russian, place.IsChannel), (id, language) => Dialogue.Member(id, nine, language), on);
}
