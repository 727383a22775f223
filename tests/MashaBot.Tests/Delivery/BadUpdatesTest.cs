using System.Text.Json.Nodes;
using MashaBot.Playground;

namespace MashaBot.Tests.Delivery;

/// <summary>Updates and answers that no program expects, one of which would keep all others away if it were not stepped over.</summary>
public sealed class BadUpdatesTest : IAsyncLifetime
{
    private RunningBot bot = null!;
    private Person anna = null!;

    public async ValueTask InitializeAsync()
    {
        bot = await RunningBot.Start(bot => bot.Telegram.CallSeconds = 1);
        anna = bot.Server.Meet("Anna");
        await bot.Ask(anna, "hi");
        await bot.Quiet();
        bot.Server.ForgetCalls();
    }

    public ValueTask DisposeAsync() => bot.DisposeAsync();

    [Fact]
    public async Task A_message_that_nests_deeper_than_the_library_reads_is_stepped_over()
    {
        JsonNode deep = new JsonObject();
        for (var i = 0; i < 400; i++) deep = new JsonArray(deep);
        bot.Server.InjectUpdate(new() { ["message"] = new JsonObject { ["rich_message"] = new JsonObject { ["blocks"] = deep } } });
        Assert.Equal("still there", (await bot.Ask(anna, "still there")).Text);
        await bot.Quiet();
    }

    [Fact]
    public async Task A_date_beyond_all_dates_is_stepped_over()
    {
        bot.Server.InjectUpdate(new() { ["message"] = new JsonObject { ["message_id"] = 1, ["date"] = long.MaxValue, ["chat"] = new JsonObject { ["id"] = anna.Id, ["type"] = "private" }, ["text"] = "x" } });
        Assert.Equal("still there", (await bot.Ask(anna, "still there")).Text);
        await bot.Quiet();
    }

    [Fact]
    public async Task Updates_that_cannot_be_confirmed_are_not_asked_for_without_end()
    {
        bot.Server.InjectUpdate(new() { ["update_id"] = "no number" });
        await RunningBot.Eventually(() => bot.Log.Has("Updates without a number"));
        var asked = bot.Server.Calls.Count(call => call.Method == "getUpdates");
        Assert.Equal("still there", (await bot.Ask(anna, "still there")).Text);
        Assert.InRange(bot.Server.Calls.Count(call => call.Method == "getUpdates") - asked, 0, 10);
    }

    public static TheoryData<Fault> Halves => [new Fault.CutWithin(), new Fault.StallWithin(), new Fault.Delay(TimeSpan.FromHours(1))];

    [Theory, MemberData(nameof(Halves))]
    public async Task Polling_goes_on_after_an_answer_that_does_not_come_whole(Fault fault)
    {
        bot.Server.Inject("getUpdates", fault);
        await bot.Server.WaitForCall(call => call.Method == "getUpdates" && call.Fault is null);
        bot.Server.Say(anna, "one");
        await bot.Hear(anna, message => message.Text == "one");
        await bot.Quiet();
        Assert.Equal(0, bot.Server.FaultsLeft);
        Assert.Equal(["hi", "one"], bot.Heard(anna));
    }

    [Fact]
    public async Task A_message_whose_answer_stalls_goes_again_rather_than_holding_its_chat_for_ever()
    {
        bot.Server.Inject("sendMessage", new Fault.StallWithin());
        bot.Server.Say(anna, "one");
        bot.Server.Say(anna, "two");
        await bot.Hear(anna, message => message.Text == "two");
        Assert.Equal(["hi", "one", "one", "two"], bot.Heard(anna));
    }

    [Fact]
    public async Task A_menu_that_cannot_be_shown_keeps_nobody_waiting()
    {
        await bot.End();
        bot.Server.Inject("setMyCommands", new Fault.TooManyRequests(600));
        await bot.Begin();
        Assert.Equal("still there", (await bot.Ask(anna, "still there")).Text);
        await RunningBot.Eventually(() => bot.Log.Has("The menu could not be shown"));
        bot.Clock.MoveOn(TimeSpan.FromMinutes(1));
        await bot.Server.WaitForCall(call => call is { Method: "setMyCommands", Fault: null });
    }
}
