using MashaBot.Playground;
using MashaBot.Tests.Http;

namespace MashaBot.Tests.Delivery;

/// <summary>How often is asked while Telegram refuses and refuses, by the bot's own clock.</summary>
public sealed class NoRushTest
{
    private static readonly double[] least = [1, 2, 4, 8, 16, 30, 30];

    public static TheoryData<string, Fault> Refusals => new()
    {
        { "getUpdates", new Fault.Error(500, "Internal Server Error") },
        { "getUpdates", new Fault.Error(409, "Conflict: terminated by other getUpdates request") },
        { "getUpdates", new Fault.CutBefore() },
        { "getUpdates", new Fault.Garbage() },
        { "getWebhookInfo", new Fault.Error(500, "Internal Server Error") },
        { "getWebhookInfo", new Fault.Garbage() },
        { "sendMessage", new Fault.Error(500, "Internal Server Error") },
        { "sendMessage", new Fault.CutBefore() },
        { "sendMessage", new Fault.Garbage() },
    };

    [Theory, MemberData(nameof(Refusals))]
    public async Task Gaps_grow_to_half_a_minute_and_all_goes_on_afterwards(string method, Fault fault)
    {
        await using var bot = await RunningBot.Start(bot =>
        {
            if (method != "getWebhookInfo") return;
            bot.Http.Port = Ports.Free();
            bot.Telegram.Webhook.Url = $"http://127.0.0.1:{bot.Http.Port}";
        });
        var anna = bot.Server.Meet("Anna");
        await bot.Ask(anna, "hi");
        await bot.Quiet();
        bot.Server.Inject(method, fault, times: 100_000);
        if (method == "sendMessage") bot.Server.Say(anna, "one");
        await Passes(bot, () => Refused().Count > least.Length);
        var gaps = Refused().Zip(Refused().Skip(1), (before, after) => (after - before).TotalSeconds);
        foreach (var (gap, least) in gaps.Zip(least)) Assert.True(gap >= least, $"{gap} s after a wait of {least} s was due");

        bot.Server.ClearFaults();
        bot.Server.Say(anna, "still there");
        await Passes(bot, () => bot.Heard(anna).Contains("still there"));

        List<DateTimeOffset> Refused() => [.. bot.Server.Calls.Where(call => call.Method == method && call.Fault is not null).Select(call => call.At)];
    }

    private static Task Passes(RunningBot bot, Func<bool> isSo) => RunningBot.Eventually(() =>
    {
        if (isSo()) return true;
        bot.Clock.MoveOn(TimeSpan.FromSeconds(1));
        return false;
    });
}
