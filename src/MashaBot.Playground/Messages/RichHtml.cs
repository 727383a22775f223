using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MashaBot.Playground.Api;

namespace MashaBot.Playground.Messages;

/// <summary>Reads the HTML form of rich messages into blocks.</summary>
internal static partial class RichHtml
{
    private abstract record Node;
    private sealed record Words(string Text) : Node;
    private sealed record Element(string Tag, IReadOnlyDictionary<string, string> Attributes, List<Node> Children) : Node
    {
        public string? this[string attribute] => Attributes.GetValueOrDefault(attribute);
    }

    private static readonly string[] Void = ["br", "hr", "img"];
    private static readonly string[] BlockTags =
    [
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "tg-math-block", "ul", "ol", "blockquote", "aside", "table", "details", "img", "figure",
        "tg-collage", "tg-slideshow", "tg-document", "tg-button-row", "hr", "footer", "tg-thinking",
    ];

    /// <exception cref="ApiException">A tag is unknown or not closed.</exception>
    public static JsonArray Parse(string html, IReadOnlyDictionary<string, JsonObject> media) => Blocks(Tree(html).Children, media);

    private static ApiException Broken(string why) => ApiException.BadRequest($"can't parse rich message HTML: {why}");

    private static Element Tree(string html)
    {
        var root = new Element("", new Dictionary<string, string>(), []);
        var open = new Stack<Element>([root]);
        var at = 0;
        foreach (Match tag in Tag.Matches(html))
        {
            AddWords(html[at..tag.Index]);
            at = tag.Index + tag.Length;
            var name = tag.Groups["name"].Value.ToLowerInvariant();
            if (tag.Groups["end"].Success)
            {
                if (open.Count == 1 || open.Peek().Tag != name) throw Broken($"unexpected end tag \"</{name}>\"");
                open.Pop();
                continue;
            }
            var attributes = Attribute.Matches(tag.Groups["attributes"].Value).DistinctBy(match => match.Groups["name"].Value).ToDictionary(
                match => match.Groups["name"].Value.ToLowerInvariant(),
                match => WebUtility.HtmlDecode(match.Groups["value"].Value.Trim('"', '\'')));
            var element = new Element(name, attributes, []);
            open.Peek().Children.Add(element);
            if (!Void.Contains(name) && !tag.Groups["void"].Success) open.Push(element);
        }
        AddWords(html[at..]);
        return open.Count == 1 ? root : throw Broken($"can't find end tag corresponding to start tag \"{open.Peek().Tag}\"");

        void AddWords(string text)
        {
            if (text.Contains('<', StringComparison.Ordinal)) throw Broken("stray \"<\"");
            if (text.Length > 0) open.Peek().Children.Add(new Words(WebUtility.HtmlDecode(text)));
        }
    }

    private static JsonArray Blocks(List<Node> nodes, IReadOnlyDictionary<string, JsonObject> media)
    {
        var blocks = new JsonArray();
        var loose = new List<Node>();
        foreach (var node in nodes)
        {
            if (node is Element element && (BlockTags.Contains(element.Tag) || element is { Tag: "a" } && element["name"] is not null))
            {
                Flush();
                blocks.Add(Block(element, media));
            }
            else loose.Add(node);
        }
        Flush();
        return blocks;

        void Flush()
        {
            if (loose.Exists(node => node is not Words words || !string.IsNullOrWhiteSpace(words.Text)))
                blocks.Add(new JsonObject { ["type"] = "paragraph", ["text"] = Text(loose) });
            loose.Clear();
        }
    }

    private static JsonObject Block(Element element, IReadOnlyDictionary<string, JsonObject> media) => element.Tag switch
    {
        "p" => new() { ["type"] = "paragraph", ["text"] = Text(element.Children) },
        ['h', >= '1' and <= '6' and var size] => new() { ["type"] = "heading", ["size"] = size - '0', ["text"] = Text(element.Children) },
        "pre" => Preformatted(element),
        "tg-math-block" => new() { ["type"] = "mathematical_expression", ["expression"] = Raw(element) },
        "ul" or "ol" => List(element, media),
        "blockquote" when element["expandable"] is not null => new() { ["type"] = "expandable_blockquote", ["text"] = Text(element.Children) },
        "blockquote" => new() { ["type"] = "blockquote", ["blocks"] = Blocks(element.Children, media) },
        "aside" => new() { ["type"] = "pullquote", ["text"] = Text(element.Children) },
        "table" => Table(element),
        "details" => Details(element, media),
        "img" or "tg-document" => Medium(element, null, media),
        "figure" => Figure(element, media),
        "tg-collage" or "tg-slideshow" => new() { ["type"] = element.Tag[3..], ["blocks"] = Blocks(element.Children, media) },
        "tg-button-row" => ButtonRow(element),
        "hr" => new() { ["type"] = "divider" },
        "footer" => new() { ["type"] = "footer", ["text"] = Text(element.Children) },
        "a" => new() { ["type"] = "anchor", ["name"] = element["name"] },
        _ => new() { ["type"] = element.Tag[3..] },
    };

    private static JsonObject Preformatted(Element element)
    {
        var code = element.Children is [Element { Tag: "code" } only] ? only : null;
        var block = new JsonObject { ["type"] = "pre", ["text"] = Raw(code ?? element) };
        if (code?["class"] is { } name && name.StartsWith("language-", StringComparison.Ordinal)) block["language"] = name["language-".Length..];
        return block;
    }

    private static JsonObject List(Element element, IReadOnlyDictionary<string, JsonObject> media)
    {
        var number = int.TryParse(element["start"], NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1;
        var items = new JsonArray();
        foreach (var item in Only(element, "li"))
        {
            var entry = new JsonObject { ["blocks"] = Blocks(item.Children, media) };
            if (element.Tag == "ol")
            {
                if (int.TryParse(item["value"], NumberStyles.None, CultureInfo.InvariantCulture, out var value)) number = value;
                entry["value"] = number++;
                entry["type"] = element["type"] ?? "1";
            }
            items.Add(entry);
        }
        return new() { ["type"] = "list", ["items"] = items };
    }

    private static JsonObject Table(Element element)
    {
        var rows = new JsonArray();
        JsonNode? caption = null;
        foreach (var child in element.Children.OfType<Element>())
        {
            if (child.Tag == "caption") caption = Text(child.Children);
            else foreach (var row in child.Tag is "thead" or "tbody" ? Only(child, "tr") : [child]) rows.Add((JsonNode)Row(row));
        }
        var table = new JsonObject { ["type"] = "table", ["cells"] = rows };
        foreach (var flag in (string[])["bordered", "striped", "compact"]) if (element[flag] is not null) table[$"is_{flag}"] = true;
        if (caption is not null) table["caption"] = caption;
        return table;
    }

    private static JsonArray Row(Element row)
    {
        if (row.Tag != "tr") throw Broken($"tag \"{row.Tag}\" can't be inside a table");
        var cells = new JsonArray();
        foreach (var cell in row.Children.OfType<Element>())
        {
            if (cell.Tag is not ("td" or "th")) throw Broken($"tag \"{cell.Tag}\" can't be inside a table row");
            var shown = new JsonObject { ["text"] = Text(cell.Children) };
            if (cell.Tag == "th") shown["is_header"] = true;
            foreach (var name in (string[])["align", "valign"]) if (cell[name] is { } value) shown[name] = value;
            foreach (var name in (string[])["colspan", "rowspan"])
                if (int.TryParse(cell[name], NumberStyles.None, CultureInfo.InvariantCulture, out var span)) shown[name] = span;
            cells.Add(shown);
        }
        return cells;
    }

    private static JsonObject Details(Element element, IReadOnlyDictionary<string, JsonObject> media)
    {
        var summary = element.Children.OfType<Element>().FirstOrDefault(child => child.Tag == "summary") ?? throw Broken("tag \"details\" must have a summary");
        var block = new JsonObject { ["type"] = "details", ["summary"] = Text(summary.Children), ["blocks"] = Blocks([.. element.Children.Where(child => child != summary)], media) };
        if (element["open"] is not null) block["is_open"] = true;
        return block;
    }

    private static JsonObject Figure(Element element, IReadOnlyDictionary<string, JsonObject> media)
    {
        var medium = element.Children.OfType<Element>().FirstOrDefault(child => child.Tag is "img" or "tg-document") ?? throw Broken("tag \"figure\" must have a media");
        return Medium(medium, element.Children.OfType<Element>().FirstOrDefault(child => child.Tag == "figcaption"), media);
    }

    private static JsonObject Medium(Element element, Element? caption, IReadOnlyDictionary<string, JsonObject> media)
    {
        var type = element.Tag == "img" ? "photo" : "document";
        var source = element["src"] ?? "";
        var found = MediaLink.Match(source) is { Success: true } link && media.TryGetValue(link.Groups["id"].Value, out var named)
            ? (JsonObject)named.DeepClone()
            : new() { ["type"] = type, ["media"] = source };
        var block = new JsonObject { ["type"] = type, [type] = found };
        if (caption is null) return block;
        var cite = caption.Children.OfType<Element>().FirstOrDefault(child => child.Tag == "cite");
        var words = new JsonObject { ["text"] = Text([.. caption.Children.Where(child => child != cite)]) };
        if (cite is not null) words["credit"] = Text(cite.Children);
        block["caption"] = words;
        return block;
    }

    private static JsonObject ButtonRow(Element element)
    {
        var row = new JsonObject { ["type"] = "buttons", ["buttons"] = new JsonArray([.. Only(element, "tg-button").Select(button => (JsonNode)Button(button))]) };
        if (element["align"] is { } align) row["align"] = align;
        return row;
    }

    private static JsonObject Button(Element element)
    {
        var button = new JsonObject { ["text"] = Text(element.Children) };
        if (element["style"] is { } style) button["style"] = style;
        switch (element["type"])
        {
            case "callback_data": button["callback_data"] = element["data"]; break;
            case "url": button["url"] = element["url"] ?? element["data"]; break;
            case "copy_text": button["copy_text"] = new JsonObject { ["text"] = element["text"] ?? element["data"] }; break;
            case "disabled": button["disabled"] = new JsonObject(); break;
            default: throw Broken($"button of unsupported type \"{element["type"]}\"");
        }
        return button;
    }

    private static IEnumerable<Element> Only(Element parent, string tag) => parent.Children.OfType<Element>().Select(child =>
        child.Tag == tag ? child : throw Broken($"tag \"{child.Tag}\" can't be inside \"{parent.Tag}\""));

    private static string Raw(Element element) => string.Concat(element.Children.Select(child => child switch
    {
        Words words => words.Text,
        Element { Tag: "br" } => "\n",
        Element other => Raw(other),
        _ => "",
    }));

    /// <summary>Inline content, white space run together as HTML does and cut at both ends.</summary>
    private static JsonNode Text(List<Node> nodes)
    {
        var pieces = new JsonArray();
        var space = true;
        foreach (var node in nodes) Inline(node, pieces, ref space);
        if (pieces is [.., JsonValue last] && last.TryGetValue(out string? end))
        {
            pieces.RemoveAt(pieces.Count - 1);
            if (end.TrimEnd() is { Length: > 0 } trimmed) pieces.Add((JsonNode)trimmed);
        }
        if (pieces.Count == 0) return "";
        if (pieces is not [JsonValue]) return pieces;
        return pieces[0]!.DeepClone();
    }

    private static void Inline(Node node, JsonArray into, ref bool space)
    {
        if (node is Words words)
        {
            var text = Squeeze(words.Text, ref space);
            if (text.Length > 0) into.Add((JsonNode)text);
            return;
        }
        var element = (Element)node;
        if (element.Tag == "br")
        {
            into.Add((JsonNode)"\n");
            space = true;
            return;
        }
        var shown = new JsonObject
        {
            ["type"] = element.Tag switch
            {
                "b" or "strong" => "bold",
                "i" or "em" => "italic",
                "u" or "ins" => "underline",
                "s" or "strike" or "del" => "strikethrough",
                "tg-spoiler" => "spoiler",
                "code" => "code",
                "mark" => "marked",
                "sub" => "subscript",
                "sup" => "superscript",
                "a" => "url",
                "tg-math" => "mathematical_expression",
                "tg-time" => "date_time",
                "tg-emoji" => "custom_emoji",
                "tg-button" => "button",
                _ => throw Broken($"unsupported tag \"{element.Tag}\""),
            },
        };
        into.Add((JsonNode)shown);
        switch (element.Tag)
        {
            case "tg-math":
                shown["expression"] = Raw(element);
                space = false;
                return;
            case "tg-emoji":
                shown["custom_emoji_id"] = element["emoji-id"];
                shown["alternative_text"] = Raw(element);
                space = false;
                return;
            case "tg-button":
                shown["button"] = Button(element);
                space = false;
                return;
            case "a":
                shown["url"] = element["href"];
                break;
            case "tg-time":
                shown["unix_time"] = long.TryParse(element["unix"], NumberStyles.None, CultureInfo.InvariantCulture, out var unix) ? unix : throw Broken("tag \"tg-time\" must have attribute \"unix\"");
                if (element["format"] is { } format) shown["date_time_format"] = format;
                break;
        }
        var inner = new JsonArray();
        foreach (var child in element.Children) Inline(child, inner, ref space);
        shown["text"] = inner is [JsonValue] ? inner[0]!.DeepClone() : inner;
    }

    private static string Squeeze(string text, ref bool space)
    {
        var squeezed = new StringBuilder();
        foreach (var c in text)
        {
            var isSpace = c is ' ' or '\n' or '\r' or '\t';
            if (!isSpace) squeezed.Append(c);
            else if (!space) squeezed.Append(' ');
            space = isSpace;
        }
        return squeezed.ToString();
    }

    [GeneratedRegex("""<(?:(?<end>/)(?<name>[a-zA-Z][a-zA-Z0-9-]*)\s*|(?<name>[a-zA-Z][a-zA-Z0-9-]*)(?<attributes>(?:\s+[a-zA-Z-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>/]+))?)*)\s*(?<void>/)?)>""")]
    private static partial Regex Tag { get; }

    [GeneratedRegex("""(?<name>[a-zA-Z-]+)(?:\s*=\s*(?<value>"[^"]*"|'[^']*'|[^\s"'>/]+))?""")]
    private static partial Regex Attribute { get; }

    [GeneratedRegex(@"^tg://(?:photo|document)\?id=(?<id>[A-Za-z0-9_-]+)$")]
    private static partial Regex MediaLink { get; }
}
