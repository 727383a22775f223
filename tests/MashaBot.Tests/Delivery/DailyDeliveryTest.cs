using MashaBot.Conversation;
using MashaBot.Playground;
using NodaTime;

namespace MashaBot.Tests.Delivery;

public sealed class DailyDeliveryTest : IAsyncLifetime
{
    private RunningBot bot = null!;
    private Person anna = null!;

    public async ValueTask InitializeAsync()
    {
        bot = await RunningBot.Start(bot => bot.On = (learner, incoming, now) => incoming is Incoming.Text
            ? new(learner with { Due = now + Duration.FromHours(1) }, [RunningBot.Says("started")], [])
            : RunningBot.Echo(learner, incoming, now));
        anna = bot.Server.Meet("Anna");
        await bot.Ask(anna, "/start");
    }

    public ValueTask DisposeAsync() => bot.DisposeAsync();

    [Fact]
    public async Task The_day_comes_when_it_is_due_once_and_silently()
    {
        bot.Clock.MoveOn(TimeSpan.FromMinutes(30));
        await bot.Desk.Pulse();
        Assert.DoesNotContain("day", bot.Heard(anna));
        bot.Clock.MoveOn(TimeSpan.FromMinutes(31));
        var day = await bot.Hear(anna, message => message.Text == "day");
        Assert.True(day.Silent);
        bot.Clock.MoveOn(TimeSpan.FromHours(5));
        await bot.Quiet();
        Assert.Equal(1, Days());
    }

    [Fact]
    public async Task It_comes_each_day()
    {
        for (var day = 1; day <= 3; day++)
        {
            // Just past the hour: a day that comes while the clock is still moving would be due again at the end of a longer way.
            bot.Clock.MoveOn((await bot.Kept(anna))!.Due!.Value.ToDateTimeOffset() - bot.Clock.GetUtcNow() + TimeSpan.FromMinutes(2));
            await RunningBot.Eventually(() => Days() == day);
        }
    }

    [Fact]
    public async Task After_a_restart_it_comes_too_and_a_long_outage_is_made_up_for_by_one()
    {
        await bot.End();
        bot.Clock.MoveOn(TimeSpan.FromDays(10));
        await bot.Begin();
        await bot.Hear(anna, message => message.Text == "day");
        await bot.Restart();
        bot.Clock.MoveOn(TimeSpan.FromHours(3));
        await bot.Quiet();
        Assert.Equal(1, Days());
    }

    [Fact]
    public async Task Who_blocked_the_bot_is_not_written_to()
    {
        bot.Server.Block(anna);
        await RunningBot.Eventually(async () => !(await bot.Kept(anna))!.Reachable);
        bot.Server.ForgetCalls();
        bot.Clock.MoveOn(TimeSpan.FromDays(2));
        await bot.Desk.Pulse();
        Assert.DoesNotContain(bot.Server.Calls, call => call.Method == "sendMessage");
    }

    [Fact]
    public async Task A_day_that_fails_is_tried_again_in_an_hour_and_holds_up_nobody()
    {
        var fails = true;
        var boris = bot.Server.Meet("Boris");
        await bot.Ask(boris, "/start");
        bot.On = (learner, incoming, now) => fails && learner.Id.Value == anna.Id ? throw new InvalidOperationException("ours") : RunningBot.Echo(learner, incoming, now);
        bot.Clock.MoveOn(TimeSpan.FromHours(2));
        await bot.Hear(boris, message => message.Text == "day");
        await bot.Quiet();
        Assert.Equal(0, Days());
        Assert.DoesNotContain("trouble", bot.Heard(anna));
        fails = false;
        bot.Clock.MoveOn(TimeSpan.FromHours(2));
        await RunningBot.Eventually(() => Days() == 1);
    }

    [Fact]
    public async Task Who_cannot_be_read_is_due_in_vain_and_holds_up_nobody()
    {
        var boris = bot.Server.Meet("Boris");
        await bot.Ask(boris, "/start");
        await bot.End();
        using (var file = new LiteDB.LiteDatabase(Path.Combine(bot.Folder, "masha.db")))
        {
            var learner = file.GetCollection("learners").FindById(anna.Id);
            learner["body"] = "{ broken";
            file.GetCollection("learners").Update(learner);
        }
        await bot.Begin();
        bot.Clock.MoveOn(TimeSpan.FromHours(2));
        await bot.Hear(boris, message => message.Text == "day");
        Assert.Empty(await bot.Store.Due(NodaTime.Instant.FromDateTimeOffset(bot.Clock.GetUtcNow()), 9));
    }

    [Fact]
    public async Task Answers_are_not_held_up_by_bulk()
    {
        var crowd = Enumerable.Range(1, 9).Select(i => bot.Server.Meet($"Person {i}")).ToList();
        foreach (var person in crowd) await bot.Ask(person, "/start");
        await bot.End();
        bot.Telegram.BulkPerSecond = 1;
        bot.On = RunningBot.Echo;
        bot.Clock.MoveOn(TimeSpan.FromHours(2));
        await bot.Begin();
        await bot.Hear(anna, message => message.Text == "day");      // who was due first gets it first
        await bot.Ask(crowd[^1], "now");                              // what was said before the answer comes before it, and waits no longer
        await bot.Hear(crowd[^1], message => message.Text == "now");
        Assert.Equal(["day", "now"], bot.Heard(crowd[^1])[1..]);
        Assert.InRange(crowd.Count(person => bot.Heard(person).Contains("day")), 1, 6);
        await RunningBot.Eventually(() => { bot.Clock.MoveOn(TimeSpan.FromSeconds(1)); return crowd.TrueForAll(person => bot.Heard(person).Contains("day")); });
        Assert.All(crowd, person => Assert.Equal(1, bot.Heard(person).Count(text => text == "day")));
    }

    private int Days() => bot.Heard(anna).Count(text => text == "day");
}
