using System.Text;
using System.Text.Json.Nodes;
using MashaBot.Playground.Api;

namespace MashaBot.Playground.Messages;

/// <summary>Checks what a bot sends as a rich message against the limits of Bot API 10.3 and turns it into what a chat shows.</summary>
internal sealed class RichContent(Func<JsonObject, string, JsonNode> resolveMedia)
{
    private const int MostCharacters = 32_768, MostBlocks = 500, MostNesting = 16, MostMedia = 50, MostColumns = 20, MostButtonsInRow = 8;

    private static readonly string[] Sources = ["html", "markdown", "blocks"];
    private static readonly string[] Formats = ["bold", "italic", "underline", "strikethrough", "spoiler", "code", "marked", "subscript", "superscript"];

    private int characters, blocks, media;

    /// <param name="input">The <c>InputRichMessage</c>.</param>
    /// <param name="resolveMedia">From an <c>InputMedia</c> object and a block type to what that type shows.</param>
    /// <returns>The <c>RichMessage</c>.</returns>
    public static JsonObject Read(JsonObject input, Func<JsonObject, string, JsonNode> resolveMedia)
    {
        var forms = Sources.Where(form => input[form] is not null).ToArray();
        if (forms.Length != 1) throw ApiException.BadRequest("exactly one of the fields html, markdown and blocks must be specified in the rich message");
        var source = forms[0] switch
        {
            "blocks" => input["blocks"] as JsonArray ?? throw ApiException.BadRequest("can't parse rich message: blocks must be an array"),
            "html" => RichHtml.Parse(input["html"]!.ToString(), NamedMedia(input)),
            _ => throw ApiException.BadRequest("the playground reads rich messages as blocks or html, not as markdown"),
        };
        var shown = new JsonObject { ["blocks"] = new RichContent(resolveMedia).Blocks(source, 1) };
        if (input["is_rtl"] is { } rtl) shown["is_rtl"] = rtl.DeepClone();
        return shown;
    }

    private static Dictionary<string, JsonObject> NamedMedia(JsonObject input)
    {
        var named = new Dictionary<string, JsonObject>();
        foreach (var item in input["media"] as JsonArray ?? [])
        {
            var id = item?["id"]?.ToString() ?? "";
            if (id.Length is 0 or > 64 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')) throw ApiException.BadRequest("invalid identifier of rich message media specified");
            if (item!["media"] is not JsonObject media) throw ApiException.BadRequest($"rich message media \"{id}\" must have a media");
            named[id] = media;
        }
        return named;
    }

    private static ApiException Empty() => ApiException.BadRequest("RICH_MESSAGE_CONTENT_REQUIRED");

    private void Count(string text)
    {
        characters += text.EnumerateRunes().Count();
        if (characters > MostCharacters) throw ApiException.BadRequest($"rich message is too long: more than {MostCharacters} characters");
    }

    private void CountBlock()
    {
        if (++blocks > MostBlocks) throw ApiException.BadRequest($"rich message has more than {MostBlocks} blocks");
    }

    private static void CheckNesting(int depth)
    {
        if (depth > MostNesting) throw ApiException.BadRequest($"rich message is nested more than {MostNesting} deep");
    }

    private JsonArray Blocks(JsonNode? list, int depth)
    {
        if (list is not JsonArray { Count: > 0 } array) throw Empty();
        return [.. array.Select(block => (JsonNode)Block(block as JsonObject ?? throw ApiException.BadRequest("can't parse rich block: object expected"), depth))];
    }

    private JsonObject Block(JsonObject input, int depth)
    {
        CheckNesting(depth);
        CountBlock();
        var type = input["type"]?.ToString() ?? "";
        var block = new JsonObject { ["type"] = type };
        switch (type)
        {
            case "paragraph" or "footer":
                block["text"] = RequiredText(input["text"], depth);
                break;
            case "heading":
                block["text"] = RequiredText(input["text"], depth);
                block["size"] = Whole(input, "size") is >= 1 and <= 6 and var size ? size : throw ApiException.BadRequest("heading size must be from 1 to 6");
                break;
            case "pre":
                block["text"] = RequiredText(input["text"], depth);
                if (input["language"] is { } language) block["language"] = language.DeepClone();
                break;
            case "mathematical_expression":
                block["expression"] = Expression(input);
                break;
            case "divider":
                break;
            case "anchor":
                block["name"] = RequiredString(input, "name");
                break;
            case "list":
                block["items"] = Items(input, depth);
                break;
            case "blockquote":
                block["blocks"] = Blocks(input["blocks"], depth + 1);
                Optional("credit");
                break;
            case "expandable_blockquote" or "pullquote":
                block["text"] = RequiredText(input["text"], depth);
                Optional("credit");
                break;
            case "table":
                block["cells"] = Rows(input, depth);
                foreach (var flag in (string[])["is_bordered", "is_striped", "is_compact"]) if (input[flag] is { } value) block[flag] = value.DeepClone();
                Optional("caption");
                break;
            case "details":
                block["summary"] = RequiredText(input["summary"], depth);
                block["blocks"] = Blocks(input["blocks"], depth + 1);
                if (input["is_open"] is { } open) block["is_open"] = open.DeepClone();
                break;
            case "photo" or "document" or "voice_note":
                if (++media > MostMedia) throw ApiException.BadRequest($"rich message has more than {MostMedia} media");
                block[type] = resolveMedia(input[type] as JsonObject ?? throw ApiException.BadRequest($"rich block of type {type} must have a {type}"), type);
                Caption();
                break;
            case "collage" or "slideshow":
                block["blocks"] = Blocks(input["blocks"], depth + 1);
                Caption();
                break;
            case "buttons":
                block["buttons"] = Buttons(input, depth);
                if (input["align"] is { } align) block["align"] = align.DeepClone();
                break;
            case "thinking":
                throw ApiException.BadRequest("thinking blocks are allowed in drafts only");
            default:
                throw ApiException.BadRequest($"rich block of unsupported type \"{type}\"");
        }
        return block;

        void Optional(string name)
        {
            if (input[name] is { } text) block[name] = Text(text, depth + 1);
        }

        void Caption()
        {
            if (input["caption"] is not JsonObject caption) return;
            var shown = new JsonObject { ["text"] = Text(caption["text"] ?? "", depth + 1) };
            if (caption["credit"] is { } credit) shown["credit"] = Text(credit, depth + 1);
            block["caption"] = shown;
        }
    }

    private JsonArray Items(JsonObject input, int depth)
    {
        if (input["items"] is not JsonArray { Count: > 0 } items) throw Empty();
        var shown = new JsonArray();
        var number = 0;
        var ordered = items.Count(item => item?["value"] is not null || item?["type"] is not null);
        if (ordered != 0 && ordered != items.Count) throw ApiException.BadRequest("either all items of a list must be ordered or none");
        foreach (var item in items.OfType<JsonObject>())
        {
            CountBlock();
            var entry = new JsonObject();
            if (ordered > 0)
            {
                number = Whole(item, "value") ?? number + 1;
                entry["label"] = $"{Label(number, item["type"]?.ToString() ?? "1")}.";
                entry["value"] = number;
                entry["type"] = item["type"]?.ToString() ?? "1";
            }
            else entry["label"] = "•";
            entry["blocks"] = Blocks(item["blocks"], depth + 1);
            foreach (var flag in (string[])["has_checkbox", "is_checked"]) if (item[flag] is { } value) entry[flag] = value.DeepClone();
            shown.Add(entry);
        }
        return shown;
    }

    private static string Label(int number, string type) => type switch
    {
        "1" => $"{number}",
        "a" or "A" when number > 0 => Letters(number, type[0]),
        "i" => Roman(number).ToLowerInvariant(),
        "I" => Roman(number),
        _ => throw ApiException.BadRequest("list item type must be one of 1, a, A, i, I"),
    };

    private static string Letters(int number, char first) => number == 0 ? "" : Letters((number - 1) / 26, first) + (char)(first + (number - 1) % 26);

    private static string Roman(int number)
    {
        (int Value, string Sign)[] signs = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
        var roman = new StringBuilder();
        foreach (var (value, sign) in signs)
            for (; number >= value; number -= value) roman.Append(sign);
        return roman.ToString();
    }

    private JsonArray Rows(JsonObject input, int depth)
    {
        if (input["cells"] is not JsonArray { Count: > 0 } rows) throw Empty();
        var shown = new JsonArray();
        foreach (var row in rows)
        {
            CountBlock();
            if (row is not JsonArray { Count: > 0 } cells) throw Empty();
            if (cells.Sum(cell => Whole(cell as JsonObject ?? [], "colspan") ?? 1) > MostColumns) throw ApiException.BadRequest($"table has more than {MostColumns} columns");
            shown.Add((JsonNode)new JsonArray([.. cells.Select(cell => (JsonNode)Cell(cell as JsonObject ?? throw ApiException.BadRequest("can't parse table cell: object expected"), depth + 1))]));
        }
        return shown;
    }

    private JsonObject Cell(JsonObject input, int depth)
    {
        var cell = (JsonObject)input.DeepClone();
        cell["text"] = Text(input["text"] ?? "", depth);
        cell["align"] = OneOf(input, "align", "left", "center", "right");
        cell["valign"] = OneOf(input, "valign", "top", "middle", "bottom");
        return cell;
    }

    private JsonArray Buttons(JsonObject input, int depth)
    {
        if (input["buttons"] is not JsonArray { Count: > 0 } buttons) throw Empty();
        if (buttons.Count > MostButtonsInRow) throw ApiException.BadRequest($"a row has more than {MostButtonsInRow} buttons");
        return [.. buttons.OfType<JsonObject>().Select(button => (JsonNode)Button(button, depth))];
    }

    private JsonObject Button(JsonObject input, int depth)
    {
        Keyboards.CheckAction(input);
        if (input["style"]?.ToString() is { } style)
        {
            if (style is not ("primary" or "success" or "danger" or "link")) throw ApiException.BadRequest("invalid button style specified");
            if (style == "link" && input["callback_data"] is null) throw ApiException.BadRequest("only callback buttons can have the style link");
        }
        var button = (JsonObject)input.DeepClone();
        button["text"] = RequiredText(input["text"], depth);
        return button;
    }

    private JsonNode RequiredText(JsonNode? input, int depth)
    {
        var before = characters;
        var text = Text(input ?? throw Empty(), depth + 1);
        return characters > before ? text : throw Empty();
    }

    private JsonNode Text(JsonNode input, int depth)
    {
        CheckNesting(depth);
        switch (input)
        {
            case JsonValue value when value.TryGetValue(out string? text):
                Count(text);
                return text;
            case JsonArray array:
                return new JsonArray([.. array.Select(piece => Text(piece ?? "", depth))]);
            case JsonObject piece:
                return Format(piece, depth);
            default:
                throw ApiException.BadRequest("can't parse rich text");
        }
    }

    private JsonObject Format(JsonObject input, int depth)
    {
        var type = input["type"]?.ToString() ?? "";
        var shown = (JsonObject)input.DeepClone();
        switch (type)
        {
            case "mathematical_expression":
                Expression(input);
                return shown;
            case "custom_emoji":
                Count(RequiredString(input, "alternative_text"));
                return shown;
            case "anchor":
                RequiredString(input, "name");
                return shown;
            case "button":
                shown["button"] = Button(input["button"] as JsonObject ?? throw ApiException.BadRequest("rich text of type button must have a button"), depth);
                return shown;
            case "url":
                RequiredString(input, "url");
                break;
            case "date_time":
                if (input["unix_time"] is null) throw ApiException.BadRequest("rich text of type date_time must have a unix_time");
                break;
            case "anchor_link":
                RequiredString(input, "anchor_name");
                break;
            case "reference":
                RequiredString(input, "name");
                break;
            case "reference_link":
                RequiredString(input, "reference_name");
                break;
            case "text_mention":
                break;
            default:
                if (!Formats.Contains(type)) throw ApiException.BadRequest($"rich text of unsupported type \"{type}\"");
                break;
        }
        shown["text"] = Text(input["text"] ?? "", depth + 1);
        return shown;
    }

    private string Expression(JsonObject input)
    {
        var expression = RequiredString(input, "expression");
        Count(expression);
        return expression;
    }

    private static string RequiredString(JsonObject input, string name) => input[name]?.ToString() is { } value && !string.IsNullOrWhiteSpace(value) ? value : throw Empty();

    private static int? Whole(JsonObject input, string name) => input[name] is JsonValue value && value.TryGetValue(out int number) ? number : null;

    private static string OneOf(JsonObject input, string name, params ReadOnlySpan<string> values)
    {
        if (input[name]?.ToString() is not { } value) return values[0];
        return values.Contains(value) ? value : throw ApiException.BadRequest($"invalid {name} of a table cell specified");
    }

    /// <summary>All text of a rich message, a line per block; formulas as LaTeX.</summary>
    public static string PlainText(JsonNode richMessage)
    {
        var lines = new List<string>();
        Walk(richMessage["blocks"]);
        return string.Join('\n', lines);

        void Walk(JsonNode? blocks)
        {
            foreach (var block in blocks as JsonArray ?? [])
            {
                Add(block!["text"]);
                Add(block["summary"]);
                Add(block["expression"]);
                if (block["type"]!.ToString() != "buttons") Walk(block["blocks"]);
                foreach (var item in block["items"] as JsonArray ?? [])
                {
                    var first = lines.Count;
                    Walk(item!["blocks"]);
                    if (first < lines.Count) lines[first] = $"{item["label"]} {lines[first]}";
                }
                foreach (var row in block["cells"] as JsonArray ?? []) lines.Add(string.Join(" | ", row!.AsArray().Select(cell => Flat(cell!["text"]))));
                Add(block["caption"] is JsonObject caption ? caption["text"] : block["caption"]);
                Add(block["credit"]);
            }
        }

        void Add(JsonNode? text)
        {
            if (text is not null && Flat(text) is { Length: > 0 } flat) lines.Add(flat);
        }
    }

    /// <summary>The characters of a rich text, formulas as LaTeX.</summary>
    public static string Flat(JsonNode? text) => text switch
    {
        null => "",
        JsonValue value => value.ToString(),
        JsonArray pieces => string.Concat(pieces.Select(Flat)),
        JsonObject piece => Flat(piece["text"] ?? piece["expression"] ?? piece["alternative_text"]),
        _ => "",
    };
}
