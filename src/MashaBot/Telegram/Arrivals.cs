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
        { Message: { MigrateToChatId: { } to } message } => new(new(message.Chat.Id), new(message.Chat.Id), new Incoming.Moved(new(to)), update.Id),
        { Message.ViaBot.Id: var via } when via == bot.Id => null,                  // what we worked out ourselves, sent by somebody
        { Message: { Chat.Type: ChatType.Private, From: { IsBot: false } person } message } => Alone(message) is { } incoming ? new(new(person.Id), new(message.Chat.Id), incoming, update.Id, person.LanguageCode) : null,
        { Message: { From: not null } message } => InGroup(message, update.Id),
        { ChannelPost: { } post } => InChannel(post, update.Id),
        { EditedMessage: { From: { IsBot: false } person, Chat.Type: ChatType.Private } message } =>
            Words(message) is { } words ? new(new(person.Id), new(message.Chat.Id), new Incoming.Edited(words, message.Id), update.Id) : null,
        { CallbackQuery: { Data: { } data, Message.Chat: { } chat } press } => new(new(press.From.Id), new(chat.Id), new Incoming.Press(data) { Id = press.Id }, update.Id, press.From.LanguageCode)
        {
            Place = chat.Type == ChatType.Private ? null : new(new(chat.Id), press.From.FirstName, MayManage: false, chat.Type == ChatType.Channel),
        },
        { MyChatMember: { Chat.Type: ChatType.Private } member } => member.NewChatMember.Status switch
        {
            ChatMemberStatus.Kicked => new(new(member.From.Id), new(member.Chat.Id), new Incoming.Blocked(), update.Id),
            ChatMemberStatus.Member => new(new(member.From.Id), new(member.Chat.Id), new Incoming.Unblocked(), update.Id),
            _ => null,
        },
        { MyChatMember: { } member } when IsIn(member.OldChatMember) != IsIn(member.NewChatMember) =>
            new(new(member.From.Id), new(member.Chat.Id), IsIn(member.NewChatMember) ? new Incoming.Joined() : new Incoming.Blocked(), update.Id, member.From.LanguageCode)
            {
                Place = new(new(member.Chat.Id), member.From.FirstName, MayManage: true, member.Chat.Type == ChatType.Channel),
            },
        _ => null,
    };

    private static Incoming? Alone(Message message)
    {
        if (message.IsServiceMessage) return null;
        return Words(message) is { } words ? new Incoming.Text(words, message.Id, message.ReplyToMessage?.Id) : new Incoming.Media(Kind(message.Type));
    }

    /// <summary>Text that is meant for the bot. A comment below a channel's post is a reply to that post.</summary>
    private Arrival? InGroup(Message message, int update)
    {
        if (message.IsServiceMessage || message.IsAutomaticForward || Words(message) is not { } words) return null;
        var (person, chat) = (message.From!, message.Chat);
        // An admin may write as the group itself: nobody knows who it was, so it may manage and not solve.
        var isGroup = message.SenderChat?.Id == chat.Id;
        if (person.IsBot && !isGroup) return null;
        if (message.ReplyToMessage is { IsAutomaticForward: true, ForwardOrigin: MessageOriginChannel { Chat: var channel, MessageId: var post } })
            return isGroup ? null : new(new(person.Id), new(chat.Id), new Incoming.Text(words, message.Id, post), update, person.LanguageCode) { Place = new(new(channel.Id), person.FirstName, MayManage: false, IsChannel: true) };
        if (!IsForUs(message)) return null;
        return new(new(isGroup ? chat.Id : person.Id), new(chat.Id), new Incoming.Text(words, message.Id, isGroup ? null : message.ReplyToMessage?.Id), update, person.LanguageCode)
        {
            Place = new(new(chat.Id), person.FirstName, MayManage: isGroup),
        };
    }

    /// <summary>A command in a channel, where only its admins can write.</summary>
    private static Arrival? InChannel(Message post, int update) => Words(post) is { } words && words.StartsWith('/')
        ? new(new(post.Chat.Id), new(post.Chat.Id), new Incoming.Text(words, post.Id), update) { Place = new(new(post.Chat.Id), "", MayManage: true, IsChannel: true) }
        : null;

    private static bool IsIn(ChatMember member) => member.Status is ChatMemberStatus.Member or ChatMemberStatus.Administrator or ChatMemberStatus.Creator or ChatMemberStatus.Restricted;

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
