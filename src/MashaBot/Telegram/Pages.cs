using System.Collections.Immutable;
using MashaBot.Conversation;
using MashaBot.Sheets;

namespace MashaBot.Telegram;

/// <summary>Cuts what is said into messages that Telegram takes, at sensible places.</summary>
/// <remarks>
/// It is done before the commit, so that an entry of the outbox is one call of the Bot API and a crash repeats at most one message.
/// </remarks>
internal static class Pages
{
    private const int DrawnCut = 1_200;      // characters on a drawn page
    private const int CaptionCut = 160;

    /// <summary>The message, or the messages that it becomes; the buttons stand under the last.</summary>
    public static IEnumerable<Message> Of(Message message) =>
        message.Reaction is not null || message.File is not null ? [message]
        : IsRich(message) ? Split(message, RichForm.Fits, RichForm.Cut)
        : message.Form == MessageForm.Pictures && message.Body.Blocks.Any(GainsByRichness) ? Split(message, DrawnFits, DrawnCut)
        : Plain(message);

    /// <summary>The same for a client that shows no rich messages; a picture is a message of its own.</summary>
    public static IEnumerable<Message> Plain(Message message) => Split(message, HtmlForm.Fits, HtmlForm.Cut);

    /// <summary>Whether the message is sent as a rich one: the learner's client shows them, and this message gains by it.</summary>
    public static bool IsRich(Message message) =>
        message.Form == MessageForm.Rich && (message.Body.Blocks.Any(GainsByRichness) || !HtmlForm.Fits(message.Body.Blocks));

    /// <summary>Whether the message is drawn and sent as a photo: the learner's client shows no rich messages, and plain text would lose by it.</summary>
    public static bool IsDrawn(Message message) => message.Form == MessageForm.Pictures && message.Body.Blocks is not [Block.Picture] && message.Body.Blocks.Any(GainsByRichness);

    /// <summary>What stands below a drawn message: its first block, by which a reader finds it again, and whoever hears it knows what it is.</summary>
    public static string Caption(Prose drawn)
    {
        var first = new Prose([.. drawn.Blocks.Take(1)]).ToText().Trim();
        return first.Length <= CaptionCut ? first : string.Concat(first.AsSpan(0, End(first.AsSpan(0, CaptionCut))).TrimEnd(), "…");
    }

    /// <summary>A drawn page is about a screen high; a picture is a page of its own; words without formulas stay words.</summary>
    private static bool DrawnFits(ImmutableArray<Block> blocks) => blocks is [Block.Picture] || blocks.All(block => block is not Block.Picture)
        && new Prose(blocks).ToText().Length <= DrawnCut;

    private static bool GainsByRichness(Block block) => block switch
    {
        Block.Maths or Block.Table or Block.Picture => true,
        Block.Paragraph paragraph => paragraph.Inlines.Any(HoldsMaths),
        Block.Heading heading => heading.Inlines.Any(HoldsMaths),
        Block.Bullets bullets => bullets.Items.Any(item => item.Any(GainsByRichness)),
        Block.Quotation quotation => quotation.Blocks.Any(GainsByRichness),
        _ => false,
    };

    private static bool HoldsMaths(Inline inline) => inline switch
    {
        Inline.Maths => true,
        Inline.Strong strong => strong.Inlines.Any(HoldsMaths),
        Inline.Emphasis emphasis => emphasis.Inlines.Any(HoldsMaths),
        Inline.Link link => link.Inlines.Any(HoldsMaths),
        _ => false,
    };

    private static IEnumerable<Message> Split(Message message, Func<ImmutableArray<Block>, bool> fits, int cut)
    {
        var pages = Split(message.Body.Blocks.SelectMany(block => fits([block]) ? [block] : Pieces(block, cut)), fits).ToList();
        return pages.Select((page, i) => message with { Body = new(page), Buttons = i == pages.Count - 1 ? message.Buttons : [], About = i == pages.Count - 1 ? message.About : null });
    }

    private static IEnumerable<ImmutableArray<Block>> Split(IEnumerable<Block> blocks, Func<ImmutableArray<Block>, bool> fits)
    {
        ImmutableArray<Block> page = [];
        foreach (var block in blocks)
        {
            if (page.IsEmpty || fits(page.Add(block))) page = page.Add(block);
            else
            {
                // A heading goes with what it heads.
                var end = page.Length;
                while (end > 1 && page[end - 1] is Block.Heading && fits([.. page[(end - 1)..], block])) end--;
                yield return page[..end];
                page = [.. page[end..], block];
            }
        }
        if (!page.IsEmpty) yield return page;
    }

    /// <summary>A block that alone is too long, as plain text in pieces.</summary>
    private static IEnumerable<Block> Pieces(Block block, int length) => Pieces(new Prose([block]).ToText(), length).Select(Block (piece) =>
        block is Block.Table or Block.Code ? new Block.Code(piece, null) : new Block.Paragraph([new Inline.Text(piece)]));

    internal static IEnumerable<string> Pieces(string text, int length)
    {
        while (text.Length > length)
        {
            var end = End(text.AsSpan(0, length));
            yield return text[..end].TrimEnd();
            text = text[end..].TrimStart('\n', ' ');
        }
        if (text.Length > 0) yield return text;
    }

    private static int End(ReadOnlySpan<char> text)
    {
        var least = text.Length / 2;   // rather a longer piece than the best place
        if (text.LastIndexOf('\n') is var line && line >= least) return line + 1;
        if (text.LastIndexOf(". ") is var sentence && sentence >= least) return sentence + 2;
        if (text.LastIndexOf(' ') is var word && word >= least) return word + 1;
        return char.IsHighSurrogate(text[^1]) ? text.Length - 1 : text.Length;
    }
}
