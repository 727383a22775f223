using MashaBot.Conversation;
using MashaBot.Delivery;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Message = Telegram.Bot.Types.Message;

namespace MashaBot.Telegram;

/// <summary>Telegram's updates as what they mean to a conversation.</summary>
/// <param name="bot">Ourselves.</param>
internal sealed class Arrivals(User bot)
{
    /// <summary>Null: it asks for no answer.</summary>
    public Arrival? Read(Update update) => update switch
    {
        { Message: { From: { IsBot: false } person } message } => Read(message) is { } incoming ? new(new(person.Id), new(message.Chat.Id), incoming, update.Id, person.LanguageCode) : null,
        { EditedMessage: { From: { IsBot: false } person, Chat.Type: ChatType.Private } message } =>
            Words(message) is { } words ? new(new(person.Id), new(message.Chat.Id), new Incoming.Edited(words, message.Id), update.Id) : null,
        // In private chats only: the keyboard of a message in a group has nothing that is ours.
        { CallbackQuery: { Data: { } data, Message.Chat: { Type: ChatType.Private } chat } press } => new(new(press.From.Id), new(chat.Id), new Incoming.Press(data), update.Id, press.From.LanguageCode),
        { MyChatMember: { Chat: { Type: ChatType.Private } chat } member } => member.NewChatMember.Status switch
        {
            ChatMemberStatus.Kicked => new(new(member.From.Id), new(chat.Id), new Incoming.Blocked(), update.Id),
            ChatMemberStatus.Member => new(new(member.From.Id), new(chat.Id), new Incoming.Unblocked(), update.Id),
            _ => null,
        },
        _ => null,
    };

    private Incoming? Read(Message message)
    {
        if (message.IsServiceMessage) return null;
        if (message.Chat.Type != ChatType.Private) return IsForUs(message) ? new Incoming.InGroup() : null;
        return Words(message) is { } words ? new Incoming.Text(words, message.Id, message.ReplyToMessage?.Id) : new Incoming.Media(Kind(message.Type));
    }

    private static string? Words(Message message) => message.Text ?? (message.RichMessage is { } rich ? RichReading.Text(rich) : null);

    /// <summary>In a group, where the bot may be let to hear everything: commands, its name, replies to it.</summary>
    private bool IsForUs(Message message)
    {
        if (message.ReplyToMessage?.From?.Id == bot.Id) return true;
        var words = Words(message) ?? message.Caption ?? "";
        if (words.Contains($"@{bot.Username}", StringComparison.OrdinalIgnoreCase)) return true;
        var command = words.Split([' ', '\n'], 2)[0];
        return command is ['/', (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'), ..] && !command.Contains('@', StringComparison.Ordinal);
    }

    private static MediaKind Kind(MessageType type) => type switch
    {
        MessageType.Photo => MediaKind.Photo,
        MessageType.Sticker or MessageType.Animation or MessageType.Dice => MediaKind.Sticker,
        MessageType.Voice or MessageType.Audio => MediaKind.Voice,
        MessageType.Video or MessageType.VideoNote => MediaKind.Video,
        MessageType.Document => MediaKind.Document,
        MessageType.Location or MessageType.Venue => MediaKind.Location,
        MessageType.Contact => MediaKind.Contact,
        MessageType.Poll => MediaKind.Poll,
        _ => MediaKind.Other,
    };
}
