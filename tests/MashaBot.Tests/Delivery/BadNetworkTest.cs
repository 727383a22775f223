using System.Text.Json.Nodes;
using MashaBot.Conversation;
using MashaBot.Playground;
using MashaBot.Sheets;

namespace MashaBot.Tests.Delivery;

/// <summary>What Telegram and the way to it may do to a bot.</summary>
public sealed class BadNetworkTest : IAsyncLifetime
{
    private RunningBot bot = null!;
    private Person anna = null!;

    public async ValueTask InitializeAsync()
    {
        bot = await RunningBot.Start();
        anna = bot.Server.Meet("Anna");
        await bot.Ask(anna, "hi");
        await bot.Quiet();
        bot.Server.ForgetCalls();
    }

    public ValueTask DisposeAsync() => bot.DisposeAsync();

    public static TheoryData<Fault> Passing => [new Fault.BadGateway(), new Fault.Error(500, "Internal Server Error"), new Fault.Garbage(), new Fault.CutBefore(), new Fault.TooManyRequests(1)];

    [Theory, MemberData(nameof(Passing))]
    public async Task A_message_that_did_not_get_through_goes_again_and_those_behind_it_wait(Fault fault)
    {
        bot.Server.Inject("sendMessage", fault);
        bot.Server.Say(anna, "one");
        bot.Server.Say(anna, "two");
        await bot.Quiet();
        Assert.Equal(["hi", "one", "two"], bot.Heard(anna));
        Assert.Equal(3, Sends());
    }

    [Fact]
    public async Task A_message_that_may_have_got_through_goes_again_rather_than_not_at_all()
    {
        bot.Server.Inject("sendMessage", new Fault.CutAfter());
        bot.Server.Say(anna, "one");
        await bot.Quiet();
        Assert.Equal(["hi", "one", "one"], bot.Heard(anna));
    }

    [Theory, MemberData(nameof(Passing))]
    public async Task Polling_goes_on_after_a_failure_and_does_not_rush(Fault fault)
    {
        bot.Server.Inject("getUpdates", fault, times: 2);
        await bot.Server.WaitForCall(call => call.Method == "getUpdates" && call.Fault is not null);
        var polls = bot.Server.Calls.Count(call => call.Method == "getUpdates");
        Assert.Equal("still there", (await bot.Ask(anna, "still there")).Text);
        Assert.InRange(bot.Server.Calls.Count(call => call.Method == "getUpdates") - polls, 0, 10);
    }

    [Fact]
    public async Task Another_poller_is_told_of_and_waited_for()
    {
        bot.Server.Inject("getUpdates", new Fault.Error(409, "Conflict: terminated by other getUpdates request"));
        await RunningBot.Eventually(() => bot.Log.Has("Another program fetches this bot's updates"));
        Assert.Equal("still there", (await bot.Ask(anna, "still there")).Text);
    }

    [Fact]
    public async Task A_revoked_token_ends_the_process_as_wrong_use()
    {
        bot.Server.Inject("getUpdates", new Fault.Error(401, "Unauthorized"));
        await RunningBot.Eventually(() => bot.Exit.Code == MashaBot.Delivery.Exit.Misused);
        Assert.True(bot.Log.Has("Telegram refuses the token"));
    }

    [Fact]
    public async Task An_update_that_cannot_be_read_is_stepped_over_and_its_text_is_not_above_debug()
    {
        bot.Server.InjectUpdate(new() { ["message"] = new JsonObject { ["message_id"] = "no number", ["text"] = "my secret words" } });
        bot.Server.InjectUpdate(new() { ["message"] = 5 });
        bot.Server.InjectUpdate(new() { ["a_kind_of_tomorrow"] = new JsonObject() });
        bot.Server.InjectUpdate(new() { ["my_chat_member"] = new JsonObject { ["new_chat_member"] = new JsonObject { ["status"] = "emperor" } } });
        Assert.Equal("still there", (await bot.Ask(anna, "still there")).Text);
        await bot.Quiet();
        Assert.True(bot.Log.Has("cannot be read"));
        Assert.Contains("my secret words", bot.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(bot.Log.Events.Where(entry => entry.Level > Serilog.Events.LogEventLevel.Debug), entry => RunningBot.Logbook.Line(entry).Contains("my secret words", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_has_blocked_the_bot_gets_nothing_more_and_is_remembered_as_unreachable()
    {
        bot.Server.Inject("sendMessage", new Fault.Blocked());
        bot.Server.Say(anna, "one");
        await bot.Quiet();
        Assert.False((await bot.Kept(anna))!.Reachable);
        Assert.Equal(1, Sends());
        Assert.Equal("back", (await bot.Ask(anna, "back")).Text);
    }

    [Fact]
    public async Task Who_came_back_while_the_refusal_was_on_its_way_gets_their_answer()
    {
        var arrives = new TaskCompletionSource();
        bot.Server.Inject("sendMessage", new Fault.Held(new Fault.Blocked(), arrives.Task));
        bot.Server.Say(anna, "one");
        await RunningBot.Eventually(() => bot.Server.FaultsLeft == 0);
        bot.Server.Say(anna, "two");
        await RunningBot.Eventually(async () => (await bot.Kept(anna))!.Rounds == 3);
        arrives.SetResult();
        await bot.Hear(anna, message => message.Text == "two");
        await bot.Quiet();
        Assert.Equal(["hi", "two"], bot.Heard(anna));
        await RunningBot.Eventually(async () => (await bot.Kept(anna))!.Reachable);
    }

    [Fact]
    public async Task A_chat_that_is_not_there_blocks_nobody_else()
    {
        var stranger = bot.Server.Meet("Stranger");   // never wrote: Telegram does not know a chat with them
        await bot.Desk.Receive(new(new(stranger.Id), new(stranger.Id), new Incoming.Text("x")));
        Assert.Equal("two", (await bot.Ask(anna, "two")).Text);
        await bot.Quiet();
        Assert.False((await bot.Kept(stranger))!.Reachable);
    }

    [Fact]
    public async Task A_rich_message_that_is_refused_goes_as_a_plain_one()
    {
        bot.On = (learner, _, _) => new(learner, [new(Prose.Parse("Найди $\\sigma'(0)$ для **узла**.")) { Buttons = [[new("Hint", "hint")]] }], []);
        bot.Server.Inject("sendRichMessage", new Fault.Error(400, "Bad Request: RICH_MESSAGE_CONTENT_REQUIRED"));
        var message = await bot.Ask(anna, "go");
        Assert.Equal((MessageKind.Text, "hint"), (message.Kind, message.Button("Hint").Data));
        Assert.StartsWith("Найди", message.Text, StringComparison.Ordinal);
        Assert.Equal(MessageKind.Rich, (await bot.Ask(anna, "again")).Kind);
    }

    [Fact]
    public async Task A_message_that_is_refused_in_every_form_is_given_up_and_the_next_goes()
    {
        bot.Server.Inject("sendMessage", new Fault.Error(400, "Bad Request: no"), times: 2);
        bot.Server.Say(anna, "one");
        bot.Server.Say(anna, "two");
        await bot.Quiet();
        Assert.Equal(["hi", "two"], bot.Heard(anna));
        Assert.True(bot.Log.Has("cannot go in any form (Bad Request: no)"));
    }

    [Fact]
    public async Task A_group_that_moved_is_answered_where_it_is_now()
    {
        bot.Server.Inject("sendMessage", new Fault.Migrated(anna.Id));
        await bot.Desk.Receive(new(new(anna.Id), new(-77), new Incoming.Text("hi")) { Place = new(new(-77), "Anna", MayManage: false) });
        await bot.Quiet();
        Assert.Equal(["hi", "group"], bot.Heard(anna));
    }

    private int Sends() => bot.Server.Calls.Count(call => call.Method == "sendMessage");
}
