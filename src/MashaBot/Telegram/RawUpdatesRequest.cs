using System.Text.Json;
using Telegram.Bot;
using Telegram.Bot.Requests;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace MashaBot.Telegram;

/// <summary>
/// getUpdates, read one by one afterwards: where the library reads a hundred at once, one that it does not understand makes all fail,
/// again and again for a day.
/// </summary>
internal sealed class RawUpdatesRequest() : RequestBase<JsonElement[]>("getUpdates")
{
    private static readonly JsonSerializerOptions reading = new(JsonBotAPI.Options) { MaxDepth = 256 };   // it is read by recursion, and threads have a megabyte

    /// <summary>The first update that is wanted; all before are confirmed by it.</summary>
    public int? Offset { get; init; }

    public int? Limit { get; init; }

    /// <summary>Seconds to wait for an update when there is none; the server waits 50 at most.</summary>
    public int? Timeout { get; init; }

    public static readonly UpdateType[] Kinds = [UpdateType.Message, UpdateType.EditedMessage, UpdateType.CallbackQuery, UpdateType.MyChatMember, UpdateType.ChannelPost, UpdateType.InlineQuery];

    public IEnumerable<UpdateType> AllowedUpdates { get; init; } = Kinds;

    /// <summary>One of the answer.</summary>
    /// <exception cref="JsonException">The library does not understand it; other exceptions mean the same.</exception>
    public static Update Read(JsonElement raw) => raw.Deserialize<Update>(reading) ?? throw new JsonException("It holds nothing.");
}
