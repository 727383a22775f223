using System.Text.Json.Nodes;
using MashaBot.Playground.Messages;

namespace MashaBot.Playground.Api;

/// <summary>Text and caption of classic messages: parse mode and limits.</summary>
internal static class Classic
{
    public const int LongestText = 4096, LongestCaption = 1024;

    public static JsonObject Text(ApiRequest request)
    {
        var (text, entities) = Read(request, "text", "entities");
        if (text.Length == 0) throw ApiException.BadRequest("message text is empty");
        if (text.Length > LongestText) throw ApiException.BadRequest("message is too long");
        var content = new JsonObject { ["text"] = text };
        if (entities.Count > 0) content["entities"] = entities;
        return content;
    }

    public static void AddCaption(ApiRequest request, JsonObject content)
    {
        var (text, entities) = Read(request, "caption", "caption_entities");
        if (text.Length == 0) return;
        if (text.Length > LongestCaption) throw ApiException.BadRequest("message caption is too long");
        content["caption"] = text;
        if (entities.Count > 0) content["caption_entities"] = entities;
    }

    private static (string Text, JsonArray Entities) Read(ApiRequest request, string text, string entities)
    {
        var source = request.Text(text) ?? "";
        return request.Text("parse_mode")?.ToLowerInvariant() switch
        {
            "html" => TelegramHtml.Parse(source),
            null or "" => (source.Trim(), (JsonArray)(request.Array(entities) ?? []).DeepClone()),
            _ => throw ApiException.BadRequest("unsupported parse_mode"),
        };
    }
}
