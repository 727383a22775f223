using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MashaBot.Playground.Api;

namespace MashaBot.Playground.Messages;

/// <summary>Reads the HTML of classic messages into text and entities, and refuses what Telegram refuses.</summary>
internal static class TelegramHtml
{
    private static readonly string[] Tags =
    [
        "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "tg-spoiler", "span", "a", "code", "pre", "blockquote", "tg-emoji", "tg-time",
    ];

    private sealed record Open(string Tag, int Start, JsonObject Entity, bool InnerCode);

    /// <exception cref="ApiException">A tag is unknown, unclosed or closed in the wrong order.</exception>
    public static (string Text, JsonArray Entities) Parse(string html)
    {
        var text = new StringBuilder();
        var open = new Stack<Open>();
        var entities = new List<JsonObject>();
        for (var at = 0; at < html.Length;)
        {
            if (html[at] == '&' && Character(html, ref at) is { } character) text.Append(character);
            else if (html[at] != '<') text.Append(html[at++]);
            else if (at + 1 < html.Length && html[at + 1] == '/') Close(html, ref at, text, open, entities);
            else open.Push(Start(html, ref at, text.Length, open));
        }
        if (open.TryPeek(out var left)) throw Broken($"Can't find end tag corresponding to start tag \"{left.Tag}\"");
        return Trim(text.ToString(), entities);
    }

    private static ApiException Broken(string why) => ApiException.BadRequest($"can't parse entities: {why}");

    private static int Offset(string html, int at) => Encoding.UTF8.GetByteCount(html.AsSpan(0, at));

    private static Open Start(string html, ref int at, int textLength, Stack<Open> open)
    {
        var begin = at;
        var end = html.IndexOf('>', at);
        var nameEnd = at + 1;
        while (nameEnd < html.Length && !char.IsWhiteSpace(html[nameEnd]) && html[nameEnd] != '>') nameEnd++;
        if (nameEnd == html.Length) throw Broken($"Unclosed start tag at byte offset {Offset(html, begin)}");
        var tag = html[(at + 1)..nameEnd].ToLowerInvariant();
        if (!Tags.Contains(tag)) throw Broken($"Unsupported start tag \"{tag}\" at byte offset {Offset(html, begin)}");
        if (end < 0) throw Broken($"Unclosed start tag \"{tag}\" at byte offset {Offset(html, begin)}");
        var attributes = Attributes(html[nameEnd..end], begin, html);
        at = end + 1;
        JsonObject entity = tag switch
        {
            "b" or "strong" => new() { ["type"] = "bold" },
            "i" or "em" => new() { ["type"] = "italic" },
            "u" or "ins" => new() { ["type"] = "underline" },
            "s" or "strike" or "del" => new() { ["type"] = "strikethrough" },
            "tg-spoiler" => new() { ["type"] = "spoiler" },
            "span" when attributes.GetValueOrDefault("class") == "tg-spoiler" => new() { ["type"] = "spoiler" },
            "span" => throw Broken($"Tag \"span\" must have class \"tg-spoiler\" at byte offset {Offset(html, begin)}"),
            "a" when attributes.GetValueOrDefault("href") is { Length: > 0 } href => new() { ["type"] = "text_link", ["url"] = href },
            "a" => new(),
            "code" => Code(attributes, open),
            "pre" => new() { ["type"] = "pre" },
            "blockquote" => new() { ["type"] = attributes.ContainsKey("expandable") ? "expandable_blockquote" : "blockquote" },
            "tg-emoji" => new() { ["type"] = "custom_emoji", ["custom_emoji_id"] = attributes.GetValueOrDefault("emoji-id") ?? "" },
            _ => Time(attributes),
        };
        return new(tag, textLength, entity, tag == "code" && open.TryPeek(out var outer) && outer.Tag == "pre");
    }

    private static JsonObject Code(Dictionary<string, string> attributes, Stack<Open> open)
    {
        if (open.TryPeek(out var outer) && outer.Tag == "pre" && attributes.GetValueOrDefault("class") is { } name && name.StartsWith("language-", StringComparison.Ordinal))
            outer.Entity["language"] = name["language-".Length..];
        return new() { ["type"] = "code" };
    }

    private static JsonObject Time(Dictionary<string, string> attributes)
    {
        if (!long.TryParse(attributes.GetValueOrDefault("unix"), NumberStyles.None, CultureInfo.InvariantCulture, out var unix)) throw Broken("Tag \"tg-time\" must have attribute \"unix\"");
        var entity = new JsonObject { ["type"] = "date_time", ["unix_time"] = unix };
        if (attributes.TryGetValue("format", out var format)) entity["date_time_format"] = format;
        return entity;
    }

    private static Dictionary<string, string> Attributes(string text, int tagStart, string html)
    {
        var attributes = new Dictionary<string, string>();
        for (var at = 0; at < text.Length;)
        {
            while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == '/')) at++;
            var nameStart = at;
            while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] != '=') at++;
            if (at == nameStart) break;
            var name = text[nameStart..at].ToLowerInvariant();
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            if (at == text.Length || text[at] != '=')
            {
                attributes[name] = "";
                continue;
            }
            at++;
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            var valueEnd = at < text.Length && text[at] is '"' or '\'' ? text.IndexOf(text[at], at + 1) : NextSpace(text, at);
            if (valueEnd < 0) throw Broken($"Unclosed start tag at byte offset {Offset(html, tagStart)}");
            var quoted = at < text.Length && text[at] is '"' or '\'';
            attributes[name] = Decode(text[(quoted ? at + 1 : at)..valueEnd]);
            at = quoted ? valueEnd + 1 : valueEnd;
        }
        return attributes;

        static int NextSpace(string text, int at)
        {
            while (at < text.Length && !char.IsWhiteSpace(text[at])) at++;
            return at;
        }
    }

    private static void Close(string html, ref int at, StringBuilder text, Stack<Open> open, List<JsonObject> entities)
    {
        var begin = at;
        var end = html.IndexOf('>', at);
        if (end < 0) throw Broken($"Unclosed end tag at byte offset {Offset(html, begin)}");
        var tag = html[(at + 2)..end].Trim().ToLowerInvariant();
        if (!open.TryPop(out var start)) throw Broken($"Unexpected end tag at byte offset {Offset(html, begin)}");
        if (tag.Length > 0 && tag != start.Tag) throw Broken($"Unmatched end tag at byte offset {Offset(html, begin)}, expected \"</{start.Tag}>\", found \"</{tag}>\"");
        at = end + 1;
        if (start.Entity.Count == 0 || start.InnerCode || text.Length == start.Start) return;
        start.Entity["offset"] = start.Start;
        start.Entity["length"] = text.Length - start.Start;
        entities.Add(start.Entity);
    }

    /// <summary>The character that an HTML entity at <paramref name="at"/> stands for, moving past it; null if it is just an ampersand.</summary>
    private static string? Character(string html, ref int at)
    {
        var end = html.IndexOf(';', at);
        if (end < 0 || end - at > 10) return null;
        var name = html[(at + 1)..end];
        var found = name switch
        {
            "lt" => "<",
            "gt" => ">",
            "amp" => "&",
            "quot" => "\"",
            ['#', 'x' or 'X', ..] when int.TryParse(name.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code) && code != 0 => new Rune(code).ToString(),
            ['#', ..] when int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code) && code != 0 => new Rune(code).ToString(),
            _ => null,
        };
        if (found is not null) at = end + 1;
        return found;
    }

    private static string Decode(string text)
    {
        var decoded = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '&' && Character(text, ref at) is { } character) decoded.Append(character);
            else decoded.Append(text[at++]);
        }
        return decoded.ToString();
    }

    // Telegram cuts white space at both ends and moves the entities along.
    private static (string, JsonArray) Trim(string text, List<JsonObject> entities)
    {
        var start = text.Length - text.TrimStart().Length;
        var trimmed = text.Trim();
        var kept = new JsonArray();
        foreach (var entity in entities.OrderBy(entity => (int)entity["offset"]!).ThenByDescending(entity => (int)entity["length"]!))
        {
            var from = Math.Max(0, (int)entity["offset"]! - start);
            var to = Math.Min(trimmed.Length, (int)entity["offset"]! + (int)entity["length"]! - start);
            if (to <= from) continue;
            entity["offset"] = from;
            entity["length"] = to - from;
            kept.Add(entity);
        }
        return (trimmed, kept);
    }
}
