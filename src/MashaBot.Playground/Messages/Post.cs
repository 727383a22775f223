using System.Text.Json.Nodes;

namespace MashaBot.Playground.Messages;

/// <summary>A message in a chat, held as the Bot API's Message object.</summary>
internal sealed class Post(JsonObject json, bool fromBot, bool silent)
{
    public JsonObject Json { get; set; } = json;
    public bool FromBot => fromBot;
    public bool Silent => silent;

    /// <summary>The bot's reaction to it.</summary>
    public string? Reaction { get; set; }

    /// <summary>In a group: the one member who sees it; null: everybody does.</summary>
    public long? OnlyFor { get; init; }

    public int Id => Json["message_id"]!.GetValue<int>();
    public long Date => Json["date"]!.GetValue<long>();

    public MessageKind Kind => this switch
    {
        _ when Json.ContainsKey("rich_message") => MessageKind.Rich,
        _ when Json.ContainsKey("photo") => MessageKind.Photo,
        _ when Json.ContainsKey("document") => MessageKind.Document,
        _ when Json.ContainsKey("sticker") => MessageKind.Sticker,
        _ when Json.ContainsKey("voice") => MessageKind.Voice,
        _ => MessageKind.Text,
    };

    public string PlainText => Json["rich_message"] is { } rich ? RichContent.PlainText(rich) : (Json["text"] ?? Json["caption"])?.ToString() ?? "";

    public IEnumerable<IEnumerable<PlaygroundButton>> ButtonRows()
    {
        var keyboard = Json["reply_markup"]?["inline_keyboard"] as JsonArray ?? [];
        return keyboard.Select(row => row!.AsArray().Select(Button)).Concat(RichRows(Json["rich_message"]?["blocks"]));
    }

    private static IEnumerable<IEnumerable<PlaygroundButton>> RichRows(JsonNode? blocks)
    {
        foreach (var block in blocks as JsonArray ?? [])
        {
            if (block!["buttons"] is JsonArray buttons) yield return buttons.Select(Button);
            foreach (var row in RichRows(block["blocks"])) yield return row;
            foreach (var item in block["items"] as JsonArray ?? [])
                foreach (var row in RichRows(item!["blocks"])) yield return row;
        }
    }

    private static PlaygroundButton Button(JsonNode? button) => new(RichContent.Flat(button!["text"]), button["callback_data"]?.ToString(), button["url"]?.ToString());
}
