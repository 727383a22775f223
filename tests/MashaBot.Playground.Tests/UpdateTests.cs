using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace MashaBot.Playground.Tests;

public sealed class UpdateTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(new(2026, 9, 1, 9, 0, 0, TimeSpan.Zero));
    private Room room = null!;

    public async ValueTask InitializeAsync()
    {
        room = await Room.Open(new() { Clock = clock });
        await Confirm();
    }

    public ValueTask DisposeAsync() => room.DisposeAsync();

    private async Task Confirm()
    {
        var updates = await room.Bot.GetUpdates();
        if (updates is [.., var last]) await room.Bot.GetUpdates(last.Id + 1);
    }

    private async Task<Update> Only() => Assert.Single(await room.Bot.GetUpdates());

    [Fact]
    public async Task What_a_person_writes_comes_as_a_message()
    {
        room.Server.Say(room.Anna, "/hint 2");
        var message = (await Only()).Message!;
        Assert.Equal(("/hint 2", room.Chat, "Anna", "ru"), (message.Text, message.Chat.Id, message.From!.FirstName, message.From.LanguageCode));
        Assert.Equal(clock.GetUtcNow().UtcDateTime, message.Date);
        Assert.Equal((MessageEntityType.BotCommand, 0, 5), (message.Entities![0].Type, message.Entities[0].Offset, message.Entities[0].Length));
    }

    [Fact]
    public async Task An_update_comes_again_until_a_higher_offset_confirms_it()
    {
        room.Server.Say(room.Anna, "1");
        room.Server.Say(room.Anna, "2");
        var first = await room.Bot.GetUpdates();
        Assert.Equal(first.Select(update => update.Id), (await room.Bot.GetUpdates()).Select(update => update.Id));
        Assert.Equal("2", Assert.Single(await room.Bot.GetUpdates(first[1].Id)).Message!.Text);
        Assert.Equal(1, room.Server.UpdatesPending);
        Assert.Empty(await room.Bot.GetUpdates(first[1].Id + 1));
        Assert.Equal(0, room.Server.UpdatesPending);
    }

    [Fact]
    public async Task A_limit_takes_the_oldest_and_a_negative_offset_the_newest()
    {
        for (var i = 1; i <= 5; i++) room.Server.Say(room.Anna, $"{i}");
        Assert.Equal(["1", "2"], (await room.Bot.GetUpdates(limit: 2)).Select(update => update.Message!.Text));
        Assert.Equal(["5"], (await room.Bot.GetUpdates(-1)).Select(update => update.Message!.Text));
        Assert.Equal(1, room.Server.UpdatesPending);
    }

    [Fact]
    public async Task A_long_poll_ends_when_something_comes()
    {
        var poll = room.Bot.GetUpdates(timeout: 30);
        Assert.False(poll.IsCompleted);
        room.Server.Say(room.Anna, "x");
        Assert.Equal("x", Assert.Single(await poll).Message!.Text);
    }

    [Fact]
    public async Task A_long_poll_comes_back_empty_when_its_time_is_up()
    {
        var started = TimeProvider.System.GetTimestamp();
        Assert.Empty(await room.Bot.GetUpdates(timeout: 1));
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0.9, 5);
    }

    [Fact]
    public async Task A_second_poller_ends_the_first()
    {
        var first = room.Bot.GetUpdates(timeout: 30);
        await room.Server.WaitForCall(call => call.Method == "getUpdates");
        await Task.Delay(50);
        var second = Room.Client(room.Server).GetUpdates(timeout: 30);
        var error = await Assert.ThrowsAsync<ApiRequestException>(() => first);
        Assert.Equal((409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"), (error.ErrorCode, error.Message));
        room.Server.Say(room.Anna, "x");
        Assert.Single(await second);
    }

    [Fact]
    public async Task What_was_written_while_no_bot_listened_waits_for_the_next_one()
    {
        using (var dying = new CancellationTokenSource())
        {
            var poll = room.Bot.GetUpdates(timeout: 30, cancellationToken: dying.Token);
            await Task.Delay(50);
            await dying.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
        }
        room.Server.Say(room.Anna, "are you there?");
        Assert.Equal("are you there?", Assert.Single(await Room.Client(room.Server).GetUpdates()).Message!.Text);
    }

    [Fact]
    public async Task Only_kinds_that_were_asked_for_come_and_the_wish_is_kept()
    {
        await room.Bot.GetUpdates(allowedUpdates: [UpdateType.CallbackQuery]);
        room.Server.Say(room.Anna, "x");
        Assert.Empty(await room.Bot.GetUpdates());
        await room.Bot.GetUpdates(allowedUpdates: []);
        room.Server.Say(room.Anna, "y");
        Assert.Equal("y", (await Only()).Message!.Text);
    }

    [Fact]
    public async Task A_press_comes_with_its_message_and_is_answered_once_the_bot_says_so()
    {
        await room.Bot.SendMessage(room.Chat, "?", replyMarkup: new InlineKeyboardMarkup(InlineKeyboardButton.WithCallbackData("Hint", "h:1")));
        var press = room.Server.Press(room.Anna, room.Last, "Hint");
        var query = (await Only()).CallbackQuery!;
        Assert.Equal((press, "h:1", room.Last.Id, room.Anna.Id), (query.Id, query.Data, query.Message!.Id, query.From.Id));
        await room.Bot.AnswerCallbackQuery(query.Id, "Here", showAlert: true);
        Assert.Equal(new PressAnswer("Here", true, null), await room.Server.WaitForAnswer(press));
    }

    [Fact]
    public async Task A_button_that_is_not_there_cannot_be_pressed()
    {
        await room.Bot.SendMessage(room.Chat, "?");
        Assert.Throws<ArgumentException>(() => room.Server.Press(room.Anna, room.Last.Id, "h:1"));
    }

    [Fact]
    public async Task A_late_answer_to_a_press_is_refused()
    {
        await room.Bot.SendMessage(room.Chat, "?", replyMarkup: new InlineKeyboardMarkup(InlineKeyboardButton.WithCallbackData("Hint", "h:1")));
        var press = room.Server.Press(room.Anna, room.Last, "Hint");
        clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal("Bad Request: query is too old and response timeout expired or query ID is invalid", (await Assert.ThrowsAsync<ApiRequestException>(() => room.Bot.AnswerCallbackQuery(press))).Message);
    }

    [Fact]
    public async Task Presses_wait_150_seconds_and_messages_a_day()
    {
        await room.Bot.SendMessage(room.Chat, "?", replyMarkup: new InlineKeyboardMarkup(InlineKeyboardButton.WithCallbackData("Hint", "h:1")));
        room.Server.Say(room.Anna, "x");
        room.Server.Press(room.Anna, room.Server.Messages(room.Anna)[^2], "Hint");
        Assert.Equal(2, (await room.Bot.GetUpdates()).Length);
        clock.Advance(TimeSpan.FromSeconds(151));
        Assert.Equal(UpdateType.Message, (await Only()).Type);
        clock.Advance(TimeSpan.FromHours(24));
        Assert.Empty(await room.Bot.GetUpdates());
    }

    [Fact]
    public async Task An_edited_message_comes_as_such()
    {
        var said = room.Server.Say(room.Anna, "8/3");
        room.Server.Edit(room.Anna, said.Id, "8/5");
        var updates = await room.Bot.GetUpdates();
        Assert.Equal((said.Id, "8/5"), (updates[1].EditedMessage!.Id, updates[1].EditedMessage!.Text));
    }

    [Fact]
    public async Task Blocking_and_unblocking_are_told()
    {
        room.Server.Block(room.Anna);
        room.Server.Unblock(room.Anna);
        var updates = await room.Bot.GetUpdates();
        Assert.Equal([ChatMemberStatus.Kicked, ChatMemberStatus.Member], updates.Select(update => update.MyChatMember!.NewChatMember.Status));
    }

    [Fact]
    public async Task Photos_stickers_and_voice_messages_come_as_what_they_are()
    {
        room.Server.SendPhoto(room.Anna, Some.Png(30, 20), "my working");
        room.Server.SendSticker(room.Anna, "🔥");
        room.Server.SendVoice(room.Anna, 7);
        var messages = (await room.Bot.GetUpdates()).Select(update => update.Message!).ToArray();
        Assert.Equal([MessageType.Photo, MessageType.Sticker, MessageType.Voice], messages.Select(message => message.Type));
        Assert.Equal(("my working", "🔥", 7), (messages[0].Caption, messages[1].Sticker!.Emoji, messages[2].Voice!.Duration));
        using var content = new MemoryStream();
        await room.Bot.GetInfoAndDownloadFile(messages[0].Photo![^1].FileId, content);
        Assert.Equal(Some.Png(30, 20), content.ToArray());
    }

    [Fact]
    public async Task A_reply_carries_the_message_it_answers()
    {
        var question = await room.Bot.SendMessage(room.Chat, "2 + 2?");
        room.Server.Say(room.Anna, "4", replyTo: question.Id);
        Assert.Equal("2 + 2?", (await Only()).Message!.ReplyToMessage!.Text);
    }

    [Fact]
    public async Task A_rich_message_is_quoted_without_its_content()
    {
        var question = await room.Bot.SendRichMessage(room.Chat, "<p>2 + 2?</p>");
        room.Server.Say(room.Anna, "4", replyTo: question.Id);
        var quoted = (await Only()).Message!.ReplyToMessage!;
        Assert.Equal(question.Id, quoted.Id);
        Assert.Null(quoted.RichMessage);
    }

    [Fact]
    public async Task A_poison_update_cannot_be_read_until_it_is_stepped_over()
    {
        var poison = room.Server.InjectUpdate(new() { ["my_chat_member"] = new JsonObject { ["new_chat_member"] = new JsonObject { ["status"] = "enchanted" } } });
        room.Server.Say(room.Anna, "x");
        await Assert.ThrowsAsync<RequestException>(() => room.Bot.GetUpdates());
        Assert.Equal("x", Assert.Single(await room.Bot.GetUpdates(poison + 1)).Message!.Text);
    }

    [Fact]
    public async Task An_update_can_be_injected_twice_under_one_id()
    {
        room.Server.Say(room.Anna, "x");
        var update = (await Only()).Id;
        var message = JsonNode.Parse($$"""{"update_id":{{update}},"message":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"},"text":"again"} }""")!.AsObject();
        Assert.Equal(update, room.Server.InjectUpdate(message));
        Assert.Equal([update, update], (await room.Bot.GetUpdates()).Select(found => found.Id));
    }
}
