using Telegram.Bot;
using Telegram.Bot.Exceptions;

namespace MashaBot.Playground.Tests;

public sealed class FaultTests : IAsyncLifetime
{
    private Room room = null!;

    public async ValueTask InitializeAsync() => room = await Room.Open();
    public ValueTask DisposeAsync() => room.DisposeAsync();

    private Task<Telegram.Bot.Types.Message> Send(string text = "a") => room.Bot.SendMessage(room.Chat, text);
    private Task<ApiRequestException> Refused() => Assert.ThrowsAsync<ApiRequestException>(() => Send());
    private int Sent => room.Server.Messages(room.Anna).Count(message => message.FromBot);

    [Fact]
    public async Task Too_many_requests_say_how_long_to_wait()
    {
        room.Server.Inject("sendMessage", new Fault.TooManyRequests(7), times: 2);
        for (var i = 0; i < 2; i++)
        {
            var error = await Refused();
            Assert.Equal((429, "Too Many Requests: retry after 7", 7), (error.ErrorCode, error.Message, error.Parameters!.RetryAfter));
        }
        await Send();
        Assert.Equal(1, Sent);
    }

    [Fact]
    public async Task Errors_come_as_they_were_ordered()
    {
        room.Server.Inject("sendMessage", new Fault.Error(500, "Internal Server Error"));
        room.Server.Inject("sendMessage", new Fault.Blocked());
        room.Server.Inject("sendMessage", new Fault.Migrated(-1001));
        Assert.Equal((500, "Internal Server Error"), await Refused() is var first ? (first.ErrorCode, first.Message) : default);
        Assert.Equal((403, "Forbidden: bot was blocked by the user"), await Refused() is var second ? (second.ErrorCode, second.Message) : default);
        Assert.Equal(-1001, (await Refused()).Parameters!.MigrateToChatId);
        Assert.Equal((0, 0), (room.Server.FaultsLeft, Sent));
    }

    [Fact]
    public async Task A_gateway_and_a_babbling_server_answer_what_is_no_answer()
    {
        room.Server.Inject("sendMessage", new Fault.BadGateway());
        room.Server.Inject("sendMessage", new Fault.Garbage());
        await Assert.ThrowsAsync<RequestException>(() => Send());
        await Assert.ThrowsAsync<RequestException>(() => Send());
        Assert.Equal(0, Sent);
    }

    [Fact]
    public async Task A_connection_may_break_before_the_message_is_sent_or_after()
    {
        room.Server.Inject("sendMessage", new Fault.CutBefore());
        await Assert.ThrowsAsync<RequestException>(() => Send("lost"));
        Assert.Equal(0, Sent);
        room.Server.Inject("sendMessage", new Fault.CutAfter());
        await Assert.ThrowsAsync<RequestException>(() => Send("arrived"));
        Assert.Equal((1, "arrived"), (Sent, room.Last.Text));
    }

    [Fact]
    public async Task A_cut_fetch_loses_no_update()
    {
        room.Server.Inject("getUpdates", new Fault.CutAfter());
        await Assert.ThrowsAsync<RequestException>(() => room.Bot.GetUpdates());
        Assert.Equal("/start", Assert.Single(await room.Bot.GetUpdates()).Message!.Text);
    }

    [Fact]
    public async Task An_answer_may_be_late()
    {
        room.Server.Inject("sendMessage", new Fault.Delay(TimeSpan.FromMilliseconds(300)));
        var started = TimeProvider.System.GetTimestamp();
        await Send();
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds, 290, 5000);
    }

    [Fact]
    public async Task A_fault_meets_only_its_method_and_chat()
    {
        var boris = room.Server.Meet("Boris");
        room.Server.Say(boris, "/start");
        room.Server.Inject("sendMessage", new Fault.Blocked(), chat: boris.Id);
        await Send();
        await room.Bot.SendChatAction(boris.Id, Telegram.Bot.Types.Enums.ChatAction.Typing);
        Assert.Equal(403, (await Assert.ThrowsAsync<ApiRequestException>(() => room.Bot.SendMessage(boris.Id, "a"))).ErrorCode);
    }

    [Fact]
    public async Task Any_call_can_be_met_and_faults_can_be_taken_back()
    {
        room.Server.Inject(null, new Fault.Error(502, "Bad Gateway"), times: 3);
        await Assert.ThrowsAsync<ApiRequestException>(() => room.Bot.GetMe());
        Assert.Equal(2, room.Server.FaultsLeft);
        room.Server.ClearFaults();
        await room.Bot.GetMe();
    }

    [Fact]
    public async Task Calls_are_remembered_with_their_parameters_files_and_fate()
    {
        room.Server.Inject("sendPhoto", new Fault.TooManyRequests(1));
        await Assert.ThrowsAsync<ApiRequestException>(() => room.Bot.SendPhoto(room.Chat, Some.Picture(name: "net.png"), "the net"));
        await Send();
        var calls = room.Server.Calls;
        Assert.Equal([("sendPhoto", 429), ("sendMessage", 200)], calls.Select(call => (call.Method, call.Status)));
        Assert.Equal((room.Chat, "the net", "net.png"), (calls[0].Chat, calls[0].Parameters["caption"]!.ToString(), calls[0].Files.Single()));
        Assert.IsType<Fault.TooManyRequests>(calls[0].Fault);
        Assert.Null(calls[1].Fault);
        Assert.Equal("sendMessage", (await room.Server.WaitForCall(call => call.Status == 200)).Method);
        room.Server.ForgetCalls();
        Assert.Empty(room.Server.Calls);
    }

    [Fact]
    public async Task Only_the_latest_calls_are_kept()
    {
        await using var small = await Room.Open(new() { CallsKept = 2 });
        for (var i = 0; i < 3; i++) await small.Bot.SendMessage(small.Chat, $"{i}");
        Assert.Equal(["1", "2"], small.Server.Calls.Select(call => call.Parameters["text"]!.ToString()));
    }

    [Fact]
    public async Task Waiting_for_what_does_not_come_shows_the_chat()
    {
        await Send("something else");
        var error = await Assert.ThrowsAsync<TimeoutException>(() => room.Server.WaitForMessage(room.Anna, message => message.Text == "expected", timeout: TimeSpan.FromMilliseconds(50)));
        Assert.Contains("something else", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_finds_what_is_there_and_what_is_coming()
    {
        var asked = room.Server.Ask(room.Anna, "2 + 2?");
        await Send("4");
        Assert.Equal("4", (await asked).Text);
        Assert.Equal("4", (await room.Server.WaitForMessage(room.Anna)).Text);
    }
}
