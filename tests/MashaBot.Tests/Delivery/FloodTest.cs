using MashaBot.Delivery;
using MashaBot.Playground;
using Microsoft.Extensions.Time.Testing;

namespace MashaBot.Tests.Delivery;

/// <summary>One account that writes as fast as it can.</summary>
public sealed class FloodTest
{
    [Fact]
    public async Task A_flood_is_told_of_once_and_starves_nobody()
    {
        await using var bot = await RunningBot.Start(bot => bot.Limit.AtOnce = 5);
        var (flooder, anna) = (bot.Server.Meet("Flooder"), bot.Server.Meet("Anna"));
        await bot.End();
        for (var i = 0; i < 500; i++) bot.Server.Say(flooder, $"{i}");
        bot.Server.Say(anna, "hi");
        await bot.Begin();
        Assert.Equal("hi", (await bot.Hear(anna)).Text);
        await bot.Quiet();
        var heard = bot.Heard(flooder);
        Assert.Equal("slow down", Assert.Single(heard, text => text == "slow down"));
        Assert.Equal(["0", "1", "2", "3", "4", "slow down"], heard.Take(6));
        Assert.InRange(heard.Length, 6, 20);                                   // the bot's clock moved on a little meanwhile
        Assert.Equal(heard.Length - 1, (await bot.Kept(flooder))!.Rounds);

        bot.Clock.MoveOn(TimeSpan.FromMinutes(5));
        Assert.Equal("sorry", (await bot.Ask(flooder, "sorry")).Text);
    }

    [Fact]
    public void Who_rests_may_write_again_and_is_told_again()
    {
        var clock = new FakeTimeProvider();
        var limit = new Limit(new() { PerMinute = 60, AtOnce = 3 }, clock);
        Limit.Pace[] expected = [Limit.Pace.Fine, Limit.Pace.Fine, Limit.Pace.Fine, Limit.Pace.JustTooFast, Limit.Pace.TooFast];
        Assert.Equal(expected, expected.Select(_ => limit.Take(new(5))));
        Assert.Equal(Limit.Pace.Fine, limit.Take(new(6)));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([Limit.Pace.Fine, Limit.Pace.TooFast], new[] { limit.Take(new(5)), limit.Take(new(5)) });   // not rested yet: not told again
        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(expected, expected.Select(_ => limit.Take(new(5))));
    }

    [Fact]
    public void In_the_long_run_a_minutes_worth_a_minute_is_read()
    {
        var clock = new FakeTimeProvider();
        var limit = new Limit(new() { PerMinute = 60, AtOnce = 20 }, clock);
        var read = 0;
        for (var i = 0; i < 36_000; i++)   // an hour at ten a second
        {
            if (limit.Take(new(5)) == Limit.Pace.Fine) read++;
            clock.Advance(TimeSpan.FromMilliseconds(100));
        }
        Assert.InRange(read, 3_600, 3_620);
    }

    [Fact]
    public async Task Nothing_of_a_learners_words_is_in_the_log_above_Debug_whatever_goes_wrong()
    {
        const string words = "my secret words";
        await using var bot = await RunningBot.Start();
        var anna = bot.Server.Meet("Anna");
        await bot.Ask(anna, words);
        bot.On = (_, _, _) => throw new FormatException($"`{words}` is no number", new ArgumentException(words));
        await bot.Ask(anna, words);
        bot.On = RunningBot.Echo;
        foreach (var fault in new Fault[] { new Fault.Error(400, "Bad Request: can't parse entities"), new Fault.BadGateway(), new Fault.Garbage(), new Fault.CutBefore(), new Fault.TooManyRequests(1) })
        {
            bot.Server.Inject("sendMessage", fault);
            bot.Server.Say(anna, words);
            await bot.Quiet();
        }
        bot.Draw = _ => throw new InvalidOperationException(words);
        bot.On = (learner, _, _) => new(learner, [new(new([new MashaBot.Sheets.Block.Picture(new(new(1, 1), MashaBot.Sheets.VariantId.Book, "p"), words)]))], []);
        bot.Server.Say(anna, words);
        await bot.Quiet();
        bot.On = RunningBot.Echo;
        bot.Server.InjectUpdate(new() { ["message"] = new System.Text.Json.Nodes.JsonObject { ["message_id"] = "no number", ["text"] = words } });
        bot.Server.Edit(anna, bot.Server.Say(anna, words).Id, $"{words}!");
        await bot.Quiet();
        bot.Server.Inject("sendMessage", new Fault.Blocked());
        bot.Server.Say(anna, words);
        await bot.Quiet();

        var above = bot.Log.Events.Where(entry => entry.Level > Serilog.Events.LogEventLevel.Debug).Select(RunningBot.Logbook.Line).ToList();
        Assert.True(above.Count > 8, bot.Log.Text);
        Assert.DoesNotContain(above, line => line.Contains("secret", StringComparison.Ordinal));
        Assert.Contains(words, bot.Log.Text, StringComparison.Ordinal);   // who asks for Debug gets it
    }
}
