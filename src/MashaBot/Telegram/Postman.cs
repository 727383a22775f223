using System.Text;
using MashaBot.Logging;
using MashaBot.Sheets;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Extensions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace MashaBot.Telegram;

/// <summary>Puts messages into Telegram's forms and hands them over, one call at a time.</summary>
internal sealed class Postman(ITelegramBotClient bot, Gallery gallery, Ourselves ourselves, ILogger<Postman> logger)
{
    /// <summary>Sends the letter's next leaf, or finds that its pictures must be uploaded again or that it must be put more simply.</summary>
    /// <exception cref="Exception">The leaf was not taken, and not because of what is in it; it may be tried again.</exception>
    public async Task SendNext(Letter letter, CancellationToken cancellation)
    {
        if (letter.Next is not { } leaf) return;
        var hung = new List<Gallery.Hung>();
        try
        {
            letter.Accepted(await Send(letter, leaf, hung, cancellation));
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested && letter.Path != Letter.Way.Open && error.Refusal is Refusal.Content or Refusal.Nobody or Refusal.Muted)
        {
            logger.NotAlone(letter.Chat, error);
            letter.Open();
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested && error.Refusal is Refusal.Content or Refusal.Ours)
        {
            if (gallery.Forget(hung))
            {
                logger.UploadedAgain(letter.Outgoing.Id, letter.Chat);
                return;   // the same leaf once more; then nothing is named by an id
            }
            logger.Debug(error);
            if (letter.Simplify()) logger.Simplified(error.WithoutWords(), letter.Outgoing.Id, letter.Chat, leaf.Form, error.Why());
            else if (leaf.Form != Letter.Form.Reaction) logger.GivenUp(error.WithoutWords(), letter.Outgoing.Id, letter.Chat, error.Why());
        }
    }

    /// <param name="hung">Takes the pictures in it, in reading order.</param>
    /// <returns>The message's number in its chat; null for what is none.</returns>
    private async Task<int?> Send(Letter letter, Letter.Leaf leaf, List<Gallery.Hung> hung, CancellationToken cancellation)
    {
        var message = leaf.Message;
        var only = message.Only;
        var chat = letter.Path == Letter.Way.Private ? only!.Member.Value : letter.Chat.Value;
        var keyboard = Keyboard(message);
        var answered = message.ReplyTo is { } earlier && letter.Path != Letter.Way.Private ? new ReplyParameters { MessageId = earlier, AllowSendingWithoutReply = true } : null;
        var alone = letter.Path == Letter.Way.Alone ? new EphemeralMessageParameters { ReceiverUserId = only!.Member.Value, CallbackQueryId = only.Press } : null;
        if (message.Reaction is { } reaction)
        {
            await bot.SetMessageReaction(chat, reaction.Message, [reaction.Emoji], cancellationToken: cancellation);
            return null;
        }
        if (message.File is { } file)
        {
            var document = InputFile.FromStream(new MemoryStream(Encoding.UTF8.GetBytes(file.Text)), file.Name);
            return (await bot.SendDocument(chat, document, replyMarkup: keyboard, disableNotification: message.Unasked, cancellationToken: cancellation)).Id;
        }
        if (leaf.Form == Letter.Form.Rich)
        {
            var sent = await bot.SendRichMessage(chat, RichForm.Of(message.Body.Blocks, id => Noted(gallery.Hang(id))), answered, keyboard, disableNotification: message.Unasked, ephemeralMessageParameters: alone, cancellationToken: cancellation);
            foreach (var (picture, sizes) in hung.Zip(Photos(sent.RichMessage?.Blocks ?? []))) gallery.Remember(picture, sizes);
            return sent.Id;
        }
        if (leaf.Form == Letter.Form.Drawn && Noted(gallery.Hang(message.Body)) is { } page)
        {
            var sent = await bot.SendPhoto(chat, page, Caption(Pages.Caption(message.Body)), ParseMode.Html, answered, keyboard, disableNotification: message.Unasked, ephemeralMessageParameters: alone, cancellationToken: cancellation);
            gallery.Remember(hung[0], sent.Photo);
            return sent.Id;
        }
        if (leaf.Form == Letter.Form.Html && message.Body.Blocks is [Block.Picture single] && Noted(gallery.Hang(single.Id)) is { } drawn)
        {
            var sent = await bot.SendPhoto(chat, drawn, Caption(single.Alt), ParseMode.Html, answered, keyboard, disableNotification: message.Unasked, ephemeralMessageParameters: alone, cancellationToken: cancellation);
            gallery.Remember(hung[0], sent.Photo);
            return sent.Id;
        }
        var (text, mode) = leaf.Form != Letter.Form.Bare ? (HtmlForm.Of(message.Body.Blocks), ParseMode.Html) : (message.Body.ToText(), ParseMode.None);
        return (await bot.SendMessage(chat, text, mode, answered, keyboard, LinkPreviewOptions.Disabled, disableNotification: message.Unasked, ephemeralMessageParameters: alone, cancellationToken: cancellation)).Id;

        InputFile? Noted(Gallery.Hung? picture)
        {
            if (picture is not null) hung.Add(picture);
            return picture?.File;
        }
    }

    private static string? Caption(string alt) => alt.Length > 0 ? HtmlText.Escape(alt) : null;

    private InlineKeyboardMarkup? Keyboard(Conversation.Message message)
    {
        var rows = message.Buttons.Select(row => row.Select(Key).OfType<InlineKeyboardButton>().ToArray()).Where(row => row.Length > 0).ToArray();
        return rows.Length > 0 ? new(rows) : null;
    }

    private InlineKeyboardButton? Key(Conversation.Button button) => !button.OpensChat ? InlineKeyboardButton.WithCallbackData(button.Label, button.Data)
        : ourselves.Link(button.Data) is { } link ? InlineKeyboardButton.WithUrl(button.Label, link)
        : null;

    /// <summary>The photos of a sent message in reading order: the order in which they were put in.</summary>
    private static IEnumerable<PhotoSize[]> Photos(IEnumerable<RichBlock> blocks) => blocks.SelectMany(block => block switch
    {
        RichBlockPhoto photo => [photo.Photo],
        RichBlockList list => list.Items.SelectMany(item => Photos(item.Blocks)),
        RichBlockBlockQuotation quotation => Photos(quotation.Blocks),
        _ => Enumerable.Empty<PhotoSize[]>(),
    });
}

internal static partial class PostmanLog
{
    [LoggerMessage(LogLevel.Information, "Message {Message} to {Chat} was refused; its pictures are uploaded again")]
    public static partial void UploadedAgain(this ILogger logger, long message, Conversation.ChatId chat);

    [LoggerMessage(LogLevel.Warning, "Message {Message} to {Chat} cannot go in the form {Form} ({Why}); it goes in a simpler one")]
    public static partial void Simplified(this ILogger logger, Exception error, long message, Conversation.ChatId chat, Letter.Form form, string why);

    [LoggerMessage(LogLevel.Debug, "A message in {Chat} cannot be shown to one member so")]
    public static partial void NotAlone(this ILogger logger, Conversation.ChatId chat, Exception error);

    [LoggerMessage(LogLevel.Error, "Message {Message} to {Chat} cannot go in any form ({Why}); it is given up")]
    public static partial void GivenUp(this ILogger logger, Exception error, long message, Conversation.ChatId chat, string why);
}
