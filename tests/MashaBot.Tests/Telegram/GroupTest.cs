using System.Text.Json.Nodes;
using MashaBot.Conversation;
using MashaBot.Playground;
using MashaBot.Sheets;
using MashaBot.Tests.Conversation;

namespace MashaBot.Tests.Telegram;

/// <summary>A group and inline queries, over HTTP with the real client, about the tiny course.</summary>
public sealed class GroupTest : IAsyncLifetime
{
    private static readonly DailyHour nine = new(new(9, 0), "Europe/Moscow");

    private readonly Dialogue dialogue = new(TinyCourse.Course, TinyCourse.Phrasebook);
    private RunningBot bot = null!;
    private Person anna = null!, boris = null!, club = null!;

    public async ValueTask InitializeAsync()
    {
        bot = await RunningBot.Start(bot =>
        {
            bot.On = dialogue.On;
            bot.Groups = new((place, _, _) => Dialogue.NewGroup(place.Group, nine, Language.Russian, place.IsChannel), (id, language) => Dialogue.Member(id, nine, language), dialogue.InGroup);
        });
        (anna, boris) = (bot.Server.Meet("Анна", "ru"), bot.Server.Meet("Борис", "ru"));
        club = bot.Server.Found(anna, "Клуб");
        await bot.Quiet();
    }

    public ValueTask DisposeAsync() => bot.DisposeAsync();

    [Fact]
    public async Task A_day_in_a_group()
    {
        Assert.Contains("Всем привет", Assert.Single(bot.Heard(club)), StringComparison.Ordinal);
        var question = await Today();
        Reply(boris, question, "12345");
        Reply(anna, question, await Answer());
        await bot.Quiet();

        var heard = bot.Server.Messages(club);
        Assert.Equal(["🤔", "👍"], heard.Where(message => !message.FromBot && message.Reaction is not null).Select(message => Known(message.Reaction!)));
        Assert.Equal([boris.Id, anna.Id], heard.Select(message => message.OnlyFor).OfType<long>());
        Assert.Contains(heard, message => message.OnlyFor is null && message.Text.Contains("Анна", StringComparison.Ordinal));
        Assert.Empty(bot.Heard(anna));
        Assert.Equal(Ending.Right, (await bot.Kept(anna))!.Parts[new(new(1, 1), 1)].Ending);

        bot.Server.Say(boris, $"/board@{Bot}", group: club);
        await bot.Quiet();
        Assert.Contains("1. Анна — 1 пункт", bot.Heard(club)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_Telegram_cannot_show_to_one_alone_goes_to_their_private_chat_and_else_before_all()
    {
        await bot.Ask(boris, "/start");                 // who has written to the bot can be written to
        var question = await Today();
        bot.Server.Inject("sendMessage", new Fault.Error(400, "Bad Request: ephemeral messages are not supported"), chat: club.Id);
        Reply(boris, question, "12345");
        await bot.Quiet();
        var whispered = bot.Heard(boris)[^1];
        Assert.DoesNotContain(bot.Server.Messages(club), message => message.OnlyFor is not null || message.Text == whispered);

        bot.Server.Inject("sendMessage", new Fault.Error(400, "Bad Request: ephemeral messages are not supported"), chat: club.Id);
        Reply(anna, question, "12345");
        await bot.Quiet();
        Assert.Empty(bot.Heard(anna));                  // she never wrote to the bot
        Assert.Contains(bot.Server.Messages(club), message => message.FromBot && message.OnlyFor is null && message.Json["reply_to_message"] is not null);
        Assert.True((await bot.Store.Find(new(club.Id)))!.Reachable);
    }

    [Fact]
    public async Task Only_admins_change_the_hour()
    {
        bot.Server.Say(boris, $"/time@{Bot} 19:00", group: club);
        await bot.Quiet();
        Assert.Equal(nine, (await bot.Kept(club))!.Daily);
        bot.Server.Say(anna, $"/time@{Bot} 19:00", group: club);
        await bot.Quiet();
        Assert.Equal(new(19, 0), (await bot.Kept(club))!.Daily.Time);
        bot.Server.Inject("getChatMember", new Fault.BadGateway());
        bot.Server.Say(anna, $"/time@{Bot} 20:00", group: club);
        await bot.Quiet();
        Assert.Equal(new(19, 0), (await bot.Kept(club))!.Daily.Time);       // nobody could say that she is one
    }

    [Fact]
    public async Task A_hint_is_shown_to_whoever_presses()
    {
        var question = await Today();
        var hint = question.Buttons.SelectMany(row => row).First(button => button.Data is not null);
        bot.Server.Press(boris, question.Id, hint.Data!, club);
        await bot.Quiet();
        var shown = bot.Server.Messages(club)[^1];
        Assert.Equal(boris.Id, shown.OnlyFor);
        Assert.Contains("подсказка", shown.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_problem_comes_at_the_groups_hour_and_nobody_else_gets_it()
    {
        bot.Clock.MoveOn(TimeSpan.FromDays(1));
        await bot.Soon(() => bot.Heard(club).Length > 3);
        await bot.Quiet();
        Assert.Contains("Пункт 1 из 3", bot.Heard(club)[^2], StringComparison.Ordinal);
        Assert.Empty(bot.Heard(anna));
    }

    [Fact]
    public async Task A_group_that_moved_goes_on_where_it_was()
    {
        var question = await Today();
        bot.Server.InjectUpdate(new()
        {
            ["message"] = new JsonObject
            {
                ["message_id"] = 1_000_000_000, ["date"] = 1, ["chat"] = new JsonObject { ["id"] = club.Id, ["type"] = "group", ["title"] = "Клуб" },
                ["from"] = new JsonObject { ["id"] = anna.Id, ["is_bot"] = false, ["first_name"] = "Анна" }, ["migrate_to_chat_id"] = -100_500,
            },
        });
        await bot.Quiet();
        Assert.Null(await bot.Kept(club));
        Assert.Equal(question.Id, (await bot.Store.Find(new(-100_500)))!.Shown[0].Message);
    }

    [Fact]
    public async Task A_group_whose_move_only_a_refusal_tells_goes_on_where_it_was()
    {
        bot.Server.Say(anna, $"/time@{Bot} 19:00", group: club);
        await bot.Quiet();
        var above = bot.Server.Found(anna, "Клуб");
        await bot.Quiet();
        bot.Server.Inject(null, new Fault.Migrated(above.Id), times: 1_000, chat: club.Id);
        bot.Server.Say(boris, $"/next@{Bot}", group: club);
        await bot.Quiet();

        Assert.Null(await bot.Kept(club));
        var group = (await bot.Kept(above))!;
        Assert.Equal(new(19, 0), group.Daily.Time);
        var questions = bot.Server.Messages(above).Where(message => message.Text.Contains("Пункт", StringComparison.Ordinal)).Select(message => message.Id).ToList();
        Assert.Equal(questions, group.Shown.Select(shown => shown.Message));
        bot.Server.Say(anna, await Answer(above), questions[0], above);
        await bot.Quiet();
        Assert.Equal(Ending.Right, (await bot.Kept(anna))!.Parts[new(new(1, 1), 1)].Ending);
    }

    [Fact]
    public async Task A_group_in_which_the_bot_may_not_speak_is_tried_once_a_day_until_it_may()
    {
        foreach (var method in new[] { "sendMessage", "sendRichMessage", "sendPhoto" })
            bot.Server.Inject(method, new Fault.Error(400, "Bad Request: not enough rights to send text messages to the chat"), times: 1_000, chat: club.Id);
        for (var day = 0; day < 3; day++)
        {
            bot.Server.ForgetCalls();
            bot.Clock.MoveOn(TimeSpan.FromDays(1));
            await bot.Soon(() => bot.Server.Calls.Any(call => call.Chat == club.Id));
            await bot.Quiet();
            Assert.Single(bot.Server.Calls, call => call.Chat == club.Id);
        }
        Assert.DoesNotContain(bot.Log.Events, entry => entry.Level >= Serilog.Events.LogEventLevel.Error);
        bot.Server.ClearFaults();
        bot.Clock.MoveOn(TimeSpan.FromDays(1));
        await bot.Soon(() => bot.Heard(club).Length > 3);
    }

    [Fact]
    public async Task A_group_that_shows_the_bot_the_door_is_left_in_peace()
    {
        bot.Server.Inject("sendMessage", new Fault.Error(403, "Forbidden: bot was kicked from the supergroup chat"), chat: club.Id);
        bot.Server.Say(anna, $"/help@{Bot}", group: club);
        await RunningBot.Eventually(async () => (await bot.Kept(club)) is { Reachable: false, Tick: null });
    }

    [Fact]
    public async Task An_inline_query_is_answered_in_the_language_of_who_asks()
    {
        bot.Server.Inline(anna, "x^2 at x=3");
        var call = await bot.Server.WaitForCall(call => call.Method == "answerInlineQuery");
        Assert.Equal(200, call.Status);
        Assert.Contains("ru: x^2 at x=3", call.Parameters["results"]!.ToJsonString(new(System.Text.Json.JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
    }

    private string Bot => "MashaPlaygroundBot";

    /// <summary>The first question, asked for at once.</summary>
    private async Task<PlaygroundMessage> Today()
    {
        bot.Server.Say(boris, $"/next@{Bot}", group: club);
        await bot.Quiet();
        await RunningBot.Eventually(async () => (await bot.Kept(club))!.Shown.Length == 2);
        var first = (await bot.Kept(club))!.Shown[0].Message;
        return bot.Server.Messages(club).Single(message => message.Id == first);
    }

    private void Reply(Person who, PlaygroundMessage question, string words) => bot.Server.Say(who, words, question.Id, club);

    private async Task<string> Answer(Person? group = null) => TinyCourse.Course.Find(new(1, 1))!.Deal((await bot.Kept(group ?? club))!.Dealt!.Variant).Answer(1, Language.Russian).ToText();

    private static string Known(string reaction) => reaction is "🤔" or "👀" or "✍" ? "🤔" : "👍";
}
