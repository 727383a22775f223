using MashaBot.Conversation;
using MashaBot.Playground;

namespace MashaBot.Tests.Delivery;

/// <summary>429: one chat is told to wait, or all of the bot is.</summary>
public sealed class ToldToWaitTest : IAsyncLifetime
{
    private static readonly TimeSpan wait = TimeSpan.FromSeconds(60);

    private RunningBot bot = null!;
    private Person anna = null!, boris = null!, clara = null!;

    public async ValueTask InitializeAsync()
    {
        bot = await RunningBot.Start();
        (anna, boris, clara) = (bot.Server.Meet("Anna"), bot.Server.Meet("Boris"), bot.Server.Meet("Clara"));
        foreach (var person in new[] { anna, boris, clara }) await bot.Ask(person, "hi");
        await bot.Quiet();
        bot.Server.ForgetCalls();
    }

    public ValueTask DisposeAsync() => bot.DisposeAsync();

    [Fact]
    public async Task A_chat_that_is_told_to_wait_waits_and_so_does_what_nobody_asked_for_but_no_answer_elsewhere()
    {
        await Told(anna);
        bot.Server.Say(anna, "two");
        Assert.Equal("hello", (await bot.Ask(boris, "hello")).Text);        // while nobody moves the clock
        await bot.Desk.Receive(new(new(clara.Id), new(clara.Id), new Incoming.DayCame()));
        await bot.Quiet();

        Assert.Equal(["hi", "one", "two"], bot.Heard(anna));
        Assert.Equal(["hi", "day"], bot.Heard(clara));
        var told = Sends(anna)[0].At;
        Assert.True(Sends(boris)[0].At < Sends(anna)[1].At);
        Assert.True(Sends(anna)[1].At - told >= wait);
        Assert.True(Sends(clara)[0].At - told >= wait);
    }

    [Fact]
    public async Task When_two_chats_are_told_at_a_time_nothing_is_sent_to_anybody_until_it_is_over()
    {
        await Told(anna);
        await Told(boris);
        bot.Server.Say(clara, "hello");
        await bot.Quiet();

        Assert.Equal(["hi", "hello"], bot.Heard(clara));
        Assert.Equal(["hi", "one"], bot.Heard(anna));
        Assert.Equal(["hi", "one"], bot.Heard(boris));
        var last = Sends(boris)[0].At;
        Assert.All(bot.Server.Calls.Where(call => call is { Method: "sendMessage", Fault: null }), call => Assert.True(call.At - last >= wait));
    }

    private async Task Told(Person person)
    {
        bot.Server.Inject("sendMessage", new Fault.TooManyRequests((int)wait.TotalSeconds), chat: person.Id);
        bot.Server.Say(person, "one");
        await RunningBot.Eventually(() => bot.Log.Has($"with {person.Id}"));
    }

    private List<ApiCall> Sends(Person person) => [.. bot.Server.Calls.Where(call => call.Method == "sendMessage" && call.Chat == person.Id)];
}
