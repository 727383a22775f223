using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace MashaBot.Playground.Tests;

public sealed class SendingTests : IAsyncLifetime
{
    private Room room = null!;

    public async ValueTask InitializeAsync() => room = await Room.Open();
    public ValueTask DisposeAsync() => room.DisposeAsync();

    private async Task Refused(string description, Func<TelegramBotClient, Task> call, int code = 400)
    {
        var before = room.Server.Messages(room.Anna).Length;
        var error = await Assert.ThrowsAsync<ApiRequestException>(() => call(room.Bot));
        Assert.Equal((code, description), (error.ErrorCode, error.Message));
        Assert.Equal(before, room.Server.Messages(room.Anna).Length);
    }

    [Fact]
    public async Task The_bot_learns_who_it_is()
    {
        var me = await room.Bot.GetMe();
        Assert.Equal((room.Bot.BotId, true, "MashaBot"), (me.Id, me.IsBot, me.FirstName));
    }

    [Fact]
    public async Task A_wrong_token_is_refused()
    {
        var error = await Assert.ThrowsAsync<ApiRequestException>(() => Room.Client(room.Server, "1:other").GetMe());
        Assert.Equal((401, "Unauthorized"), (error.ErrorCode, error.Message));
    }

    [Fact]
    public Task A_method_the_playground_does_not_know_is_not_found() =>
        Refused("Not Found: method not found", bot => bot.SendDice(room.Chat), 404);

    [Fact]
    public async Task A_text_arrives_with_its_entities_and_buttons()
    {
        var sent = await room.Bot.SendMessage(room.Chat, " <b>x &lt; 1</b> и <code>w</code>\n", ParseMode.Html,
            replyMarkup: new InlineKeyboardMarkup([[InlineKeyboardButton.WithCallbackData("Hint", "h:1"), InlineKeyboardButton.WithUrl("Book", "https://example.org")]]));
        Assert.Equal("x < 1 и w", sent.Text);
        Assert.Equal([(MessageEntityType.Bold, 0, 5), (MessageEntityType.Code, 8, 1)], sent.Entities!.Select(entity => (entity.Type, entity.Offset, entity.Length)));
        Assert.Equal("h:1", sent.ReplyMarkup!.InlineKeyboard.First().First().CallbackData);
        Assert.Equal(room.Chat, sent.Chat.Id);
        Assert.Equal((sent.Id, true, "x < 1 и w", "h:1"), (room.Last.Id, room.Last.FromBot, room.Last.Text, room.Last.Button("Hint").Data));
        Assert.Equal("https://example.org", room.Last.Button("Book").Url);
    }

    [Theory]
    [InlineData("a < b", "can't parse entities: Unsupported start tag \"\" at byte offset 2")]
    [InlineData("ы <p>a</p>", "can't parse entities: Unsupported start tag \"p\" at byte offset 3")]
    [InlineData("<b>a", "can't parse entities: Can't find end tag corresponding to start tag \"b\"")]
    [InlineData("<b><i>a</b></i>", "can't parse entities: Unmatched end tag at byte offset 7, expected \"</i>\", found \"</b>\"")]
    [InlineData("a</b>", "can't parse entities: Unexpected end tag at byte offset 1")]
    [InlineData("a <b", "can't parse entities: Unclosed start tag at byte offset 2")]
    [InlineData("  ", "message text is empty")]
    [InlineData("<b> </b>", "message text is empty")]
    public Task Broken_html_is_refused(string html, string why) => Refused($"Bad Request: {why}", bot => bot.SendMessage(room.Chat, html, ParseMode.Html));

    [Theory]
    [InlineData("&amp;&quot;&#39;&#x41;&nosuch;", "&\"'A&nosuch;")]
    [InlineData("<a href=\"https://a.org/?x=1&amp;y\">a</a>", "a")]
    [InlineData("<pre><code class=\"language-python\">x</code></pre>", "x")]
    [InlineData("<blockquote expandable>q</blockquote><tg-spoiler>s</tg-spoiler><span class='tg-spoiler'>t</span>", "qst")]
    [InlineData("<tg-time unix=\"1767225600\" format=\"t\">12:00</tg-time>", "12:00")]
    public async Task Html_that_Telegram_reads_is_read(string html, string text) =>
        Assert.Equal(text, (await room.Bot.SendMessage(room.Chat, html, ParseMode.Html)).Text);

    [Fact]
    public async Task A_text_has_at_most_4096_characters_after_parsing()
    {
        await room.Bot.SendMessage(room.Chat, $"<b>{new string('ы', 4096)}</b>", ParseMode.Html);
        await Refused("Bad Request: message is too long", bot => bot.SendMessage(room.Chat, new string('x', 4097)));
    }

    [Fact]
    public Task Nobody_is_written_to_who_did_not_write_first()
    {
        var stranger = room.Server.Meet("Boris");
        return Refused("Bad Request: chat not found", bot => bot.SendMessage(stranger.Id, "hello"));
    }

    [Fact]
    public async Task A_bot_that_was_blocked_may_not_write_until_it_is_started_again()
    {
        room.Server.Block(room.Anna);
        await Refused("Forbidden: bot was blocked by the user", bot => bot.SendMessage(room.Chat, "hello"), 403);
        room.Server.Say(room.Anna, "/start");
        await room.Bot.SendMessage(room.Chat, "hello");
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public async Task Button_data_has_at_most_64_bytes(int bytes, bool fits)
    {
        var data = new string('ы', bytes / 2) + new string('x', bytes % 2);
        var markup = new InlineKeyboardMarkup(InlineKeyboardButton.WithCallbackData("a", data));
        if (fits) await room.Bot.SendMessage(room.Chat, "a", replyMarkup: markup);
        else await Refused("Bad Request: BUTTON_DATA_INVALID", bot => bot.SendMessage(room.Chat, "a", replyMarkup: markup));
    }

    [Fact]
    public async Task A_photo_is_uploaded_once_and_sent_again_by_its_id()
    {
        var sent = await room.Bot.SendPhoto(room.Chat, Some.Picture(800, 600), "<i>the net</i>", ParseMode.Html);
        Assert.Equal(("the net", MessageEntityType.Italic), (sent.Caption, sent.CaptionEntities![0].Type));
        var photo = sent.Photo![^1];
        Assert.Equal((800, 600), (photo.Width, photo.Height));
        Assert.True(sent.Photo.Length > 1 && sent.Photo[0].Width < 800);
        Assert.Equal(photo.FileId, (await room.Bot.SendPhoto(room.Chat, InputFile.FromFileId(photo.FileId))).Photo![^1].FileId);
        using var content = new MemoryStream();
        await room.Bot.GetInfoAndDownloadFile(photo.FileId, content);
        Assert.Equal(Some.Png(800, 600), content.ToArray());
    }

    [Fact]
    public Task A_caption_has_at_most_1024_characters() =>
        Refused("Bad Request: message caption is too long", bot => bot.SendPhoto(room.Chat, Some.Picture(), new string('x', 1025)));

    [Theory]
    [InlineData(5001, 5000, "PHOTO_INVALID_DIMENSIONS")]
    [InlineData(21, 1, "PHOTO_INVALID_DIMENSIONS")]
    public Task A_picture_of_impossible_size_is_refused(int width, int height, string why) =>
        Refused($"Bad Request: {why}", bot => bot.SendPhoto(room.Chat, Some.Picture(width, height)));

    [Fact]
    public Task What_is_no_picture_is_no_photo() =>
        Refused("Bad Request: IMAGE_PROCESS_FAILED", bot => bot.SendPhoto(room.Chat, InputFile.FromStream(new MemoryStream([1, 2, 3]), "a.png")));

    [Fact]
    public Task A_file_id_that_was_never_given_out_is_refused() =>
        Refused("Bad Request: wrong file identifier/HTTP URL specified", bot => bot.SendPhoto(room.Chat, InputFile.FromFileId("photo-00")));

    [Fact]
    public async Task A_document_keeps_its_name()
    {
        var sent = await room.Bot.SendDocument(room.Chat, InputFile.FromStream(new MemoryStream("{}"u8.ToArray()), "мои данные.json"), "all of it");
        Assert.Equal(("мои данные.json", 2, "all of it"), (sent.Document!.FileName, sent.Document.FileSize, sent.Caption));
    }

    [Fact]
    public async Task A_reply_quotes_what_it_answers()
    {
        var question = room.Server.Messages(room.Anna)[0].Id;
        Assert.Equal(question, (await room.Bot.SendMessage(room.Chat, "a", replyParameters: question)).ReplyToMessage!.Id);
        await Refused("Bad Request: message to be replied not found", bot => bot.SendMessage(room.Chat, "a", replyParameters: 5));
        await room.Bot.SendMessage(room.Chat, "a", replyParameters: new() { MessageId = 5, AllowSendingWithoutReply = true });
    }

    [Fact]
    public async Task An_edit_changes_text_and_buttons()
    {
        var sent = await room.Bot.SendMessage(room.Chat, "a", replyMarkup: new InlineKeyboardMarkup(InlineKeyboardButton.WithCallbackData("x", "1")));
        var edited = await room.Bot.EditMessageText(room.Chat, sent.Id, "<b>b</b>", ParseMode.Html);
        Assert.Equal("b", edited.Text);
        Assert.NotNull(edited.EditDate);
        Assert.Null(edited.ReplyMarkup);
        Assert.True(room.Last.Edited);
        await room.Bot.EditMessageReplyMarkup(room.Chat, sent.Id, new InlineKeyboardMarkup(InlineKeyboardButton.WithCallbackData("y", "2")));
        Assert.Equal("2", room.Last.Button("y").Data);
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_is_refused()
    {
        var sent = await room.Bot.SendMessage(room.Chat, "a");
        const string Same = "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";
        await Refused(Same, bot => bot.EditMessageText(room.Chat, sent.Id, "a"));
        await Refused(Same, bot => bot.EditMessageReplyMarkup(room.Chat, sent.Id));
    }

    [Fact]
    public async Task Only_own_messages_that_exist_are_edited()
    {
        await Refused("Bad Request: message to edit not found", bot => bot.EditMessageText(room.Chat, 5, "a"));
        await Refused("Bad Request: message can't be edited", bot => bot.EditMessageText(room.Chat, room.Server.Messages(room.Anna)[0].Id, "a"));
    }

    [Fact]
    public async Task A_caption_is_edited_too()
    {
        var sent = await room.Bot.SendPhoto(room.Chat, Some.Picture(), "a");
        Assert.Equal("b", (await room.Bot.EditMessageCaption(room.Chat, sent.Id, "b")).Caption);
        await Refused("Bad Request: there is no text in the message to edit", bot => bot.EditMessageText(room.Chat, sent.Id, "c"));
    }

    [Fact]
    public async Task A_deleted_message_is_gone()
    {
        var sent = await room.Bot.SendMessage(room.Chat, "a");
        await room.Bot.DeleteMessage(room.Chat, sent.Id);
        Assert.DoesNotContain(room.Server.Messages(room.Anna), message => message.Id == sent.Id);
        await Refused("Bad Request: message to delete not found", bot => bot.DeleteMessage(room.Chat, sent.Id));
    }

    [Fact]
    public async Task A_reaction_is_shown_if_Telegram_has_it()
    {
        var reply = room.Server.Messages(room.Anna)[0].Id;
        await room.Bot.SetMessageReaction(room.Chat, reply, ["🔥"]);
        Assert.Equal("🔥", room.Last.Reaction);
        await Refused("Bad Request: REACTION_INVALID", bot => bot.SetMessageReaction(room.Chat, reply, ["✅"]));
        await room.Bot.SetMessageReaction(room.Chat, reply, []);
        Assert.Null(room.Last.Reaction);
    }

    [Fact]
    public async Task Chat_actions_are_known_ones()
    {
        await room.Bot.SendChatAction(room.Chat, ChatAction.Typing);
        await room.Bot.SendChatAction(room.Chat, ChatAction.UploadPhoto);
    }

    [Fact]
    public async Task A_reply_keyboard_stays_until_it_is_removed()
    {
        await room.Bot.SendMessage(room.Chat, "a", replyMarkup: new ReplyKeyboardMarkup(new KeyboardButton("Yes")) { ResizeKeyboard = true });
        Assert.Equal("Yes", room.Server.ReplyKeyboard(room.Anna)!["keyboard"]![0]![0]!["text"]!.ToString());
        await room.Bot.SendMessage(room.Chat, "b", replyMarkup: new ReplyKeyboardRemove());
        Assert.Null(room.Server.ReplyKeyboard(room.Anna));
    }

    [Fact]
    public async Task The_narrowest_commands_in_the_persons_language_win()
    {
        await room.Bot.SetMyCommands([new("help", "Help")]);
        await room.Bot.SetMyCommands([new("help", "Помощь")], languageCode: "ru");
        Assert.Equal(("help", "Помощь"), Assert.Single(room.Server.Menu(room.Anna)));
        Assert.Equal("Help", Assert.Single(await room.Bot.GetMyCommands()).Description);
        await room.Bot.SetMyCommands([new("next", "Next")], BotCommandScope.AllPrivateChats());
        Assert.Equal(("next", "Next"), Assert.Single(room.Server.Menu(room.Anna)));
        await room.Bot.DeleteMyCommands(BotCommandScope.AllPrivateChats());
        Assert.Equal(("help", "Помощь"), Assert.Single(room.Server.Menu(room.Anna)));
    }

    [Theory]
    [InlineData("Help", "x", "BOT_COMMAND_INVALID")]
    [InlineData("помощь", "x", "BOT_COMMAND_INVALID")]
    [InlineData("help", "", "BOT_COMMAND_DESCRIPTION_INVALID")]
    public Task Commands_that_Telegram_would_refuse_are_refused(string name, string description, string why) =>
        Refused($"Bad Request: {why}", bot => bot.SetMyCommands([new(name, description)]));

    [Fact]
    public async Task Descriptions_are_kept_by_language()
    {
        await room.Bot.SetMyDescription("Problems");
        await room.Bot.SetMyDescription("Задачки", "ru");
        await room.Bot.SetMyShortDescription("Short");
        Assert.Equal("Задачки", (await room.Bot.GetMyDescription("ru")).Description);
        Assert.Equal("Problems", (await room.Bot.GetMyDescription()).Description);
        Assert.Equal("Short", (await room.Bot.GetMyShortDescription()).ShortDescription);
    }

    [Fact]
    public async Task A_chat_is_described()
    {
        var chat = await room.Bot.GetChat(room.Chat);
        Assert.Equal((room.Chat, ChatType.Private, "Anna"), (chat.Id, chat.Type, chat.FirstName));
    }

    [Fact]
    public Task Other_parse_modes_are_refused() => Refused("Bad Request: unsupported parse_mode", bot => bot.SendMessage(room.Chat, "*a*", ParseMode.MarkdownV2));
}
