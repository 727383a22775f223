using System.Diagnostics;
using MashaBot.Playground;
using MashaBot.Tests.Http;

namespace MashaBot.Tests.Delivery;

/// <summary>The end of the process while Telegram does not answer: it comes in time, and nothing is lost.</summary>
public sealed class EndTest
{
    public static TheoryData<bool, string?, Fault> Stalls => new()
    {
        { false, "sendMessage", new Fault.StallWithin() },
        { false, "sendMessage", new Fault.Delay(TimeSpan.FromHours(1)) },
        { false, null, new Fault.Delay(TimeSpan.FromHours(1)) },
        { true, "sendMessage", new Fault.StallWithin() },
        { true, null, new Fault.Delay(TimeSpan.FromHours(1)) },
    };

    [Theory, MemberData(nameof(Stalls))]
    public async Task It_ends_within_ten_seconds_and_what_was_under_way_goes_after_the_next_start(bool isWebhook, string? method, Fault fault)
    {
        await using var bot = await RunningBot.Start(bot =>
        {
            bot.Telegram.CallSeconds = 300;     // the end, and not its patience, ends the calls
            if (!isWebhook) return;
            bot.Http.Port = Ports.Free();
            bot.Telegram.Webhook.Url = $"http://127.0.0.1:{bot.Http.Port}";
        });
        var anna = bot.Server.Meet("Anna");
        bot.On = (learner, incoming, now) => incoming is MashaBot.Conversation.Incoming.Text ? RunningBot.Echo(learner, incoming, now) with { Send = [RunningBot.Says("choose") with { Buttons = [[new("Press", "it")]] }] } : RunningBot.Echo(learner, incoming, now);
        var menu = await bot.Ask(anna, "hi");
        await bot.Quiet();
        bot.On = RunningBot.Echo;
        bot.Server.Press(anna, menu, "Press");
        bot.Server.Say(anna, "one");
        bot.Server.Say(anna, "two");
        bot.Server.Inject(method, fault, times: 1_000);
        await RunningBot.Eventually(() => bot.Store.Pending().Count > 0 && bot.Server.FaultsLeft < 1_000);

        var watch = Stopwatch.StartNew();
        await bot.End();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));

        bot.Server.ClearFaults();
        await bot.Begin();
        await bot.Soon(() => bot.Heard(anna).Contains("two"));
        await bot.Quiet();
        Assert.Equal(["choose", "pressed it", "one", "two"], bot.Heard(anna).Distinct());
        Assert.InRange(bot.Heard(anna).Length, 4, 5);       // at most the one under way twice
    }
}
