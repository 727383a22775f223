using System.Text;
using System.Text.Json.Nodes;
using MashaBot.Playground.Api;

namespace MashaBot.Playground.Messages;

/// <summary>Checks of <c>reply_markup</c>.</summary>
internal static class Keyboards
{
    private static readonly string[] Actions = ["url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text", "disabled"];

    /// <summary>Checks any of the four kinds of markup.</summary>
    public static void Check(JsonObject markup)
    {
        if (markup["inline_keyboard"] is JsonArray inline) CheckInline(inline);
        else if (markup["keyboard"] is JsonArray reply) CheckReply(markup, reply);
        else if (markup["remove_keyboard"] is null && markup["force_reply"] is null) throw ApiException.BadRequest("object expected as reply markup");
        if (markup["input_field_placeholder"]?.ToString() is { } placeholder && placeholder.Length is 0 or > 64) throw ApiException.BadRequest("input field placeholder must be of 1 to 64 characters");
    }

    private static void CheckInline(JsonArray rows)
    {
        var buttons = 0;
        foreach (var button in rows.SelectMany(row => row as JsonArray ?? throw ApiException.BadRequest("can't parse inline keyboard: array of arrays expected")))
        {
            if (button is not JsonObject entry) throw ApiException.BadRequest("can't parse inline keyboard button: object expected");
            if (string.IsNullOrWhiteSpace(entry["text"]?.ToString())) throw ApiException.BadRequest("can't parse inline keyboard button: text must be non-empty");
            CheckAction(entry);
            if (++buttons > 100) throw ApiException.BadRequest("REPLY_MARKUP_TOO_LONG");
        }
    }

    private static void CheckReply(JsonObject markup, JsonArray rows)
    {
        foreach (var button in rows.SelectMany(row => row as JsonArray ?? []))
            if (string.IsNullOrWhiteSpace((button as JsonObject)?["text"]?.ToString() ?? button?.ToString())) throw ApiException.BadRequest("keyboard button text must be non-empty");
        if (rows.Count == 0 && markup["is_persistent"] is null) throw ApiException.BadRequest("reply keyboard must be non-empty");
    }

    /// <summary>A button does exactly one thing, and its data fit into 64 bytes.</summary>
    public static void CheckAction(JsonObject button)
    {
        var given = Actions.Where(action => button[action] is not null).ToArray();
        if (given.Length == 0) throw ApiException.BadRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
        if (given.Length > 1) throw ApiException.BadRequest("can't parse inline keyboard button: exactly one action is allowed");
        switch (given[0])
        {
            case "callback_data" when Encoding.UTF8.GetByteCount(button["callback_data"]!.ToString()) is 0 or > 64:
                throw ApiException.BadRequest("BUTTON_DATA_INVALID");
            case "url" when !Uri.TryCreate(button["url"]!.ToString(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https" or "tg"):
                throw ApiException.BadRequest("BUTTON_URL_INVALID");
            case "copy_text" when button["copy_text"] is not JsonObject copy || copy["text"]?.ToString().Length is not (>= 1 and <= 256):
                throw ApiException.BadRequest("BUTTON_COPY_TEXT_INVALID");
        }
    }
}
