using System.Collections.Immutable;
using System.Diagnostics;
using MashaBot.Sheets;
using Telegram.Bot.Extensions;

namespace MashaBot.Telegram;

/// <summary>Prose as a classic message: HTML with Unicode mathematics, which every client shows.</summary>
internal static class HtmlForm
{
    public const int TextLimit = 4_096, CaptionLimit = 1_024;

    /// <summary>How long the pieces of a block are that alone is too long.</summary>
    public const int Cut = 3_500;

    /// <summary>Whether the blocks are one message: a text, or one picture with its caption.</summary>
    public static bool Fits(ImmutableArray<Block> blocks) => blocks is [Block.Picture picture]
        ? picture.Alt.Length <= CaptionLimit
        : !blocks.Any(block => block is Block.Picture) && HtmlText.PlainLength(Of(blocks)) <= TextLimit;

    public static string Of(ImmutableArray<Block> blocks) => string.Join("\n\n", blocks.Select(block => Of(block)));

    private static string Of(Block block, bool quoted = false) => block switch
    {
        Block.Paragraph paragraph => Of(paragraph.Inlines),
        Block.Heading heading => $"<b>{Of(heading.Inlines)}</b>",
        Block.Maths maths => Mathematics(maths.Latex),
        Block.Bullets bullets => string.Join('\n', bullets.Items.Select((item, i) => (bullets.Ordered ? $"{i + 1}. " : "• ") + string.Join('\n', item.Select(inner => Of(inner, quoted))))),
        Block.Table => $"<pre>{HtmlText.Escape(new Prose([block]).ToText())}</pre>",
        Block.Quotation quotation when quoted => string.Join("\n\n", quotation.Blocks.Select(inner => Of(inner, true))),   // Telegram knows no quotation in a quotation
        Block.Quotation quotation => $"<blockquote>{string.Join("\n\n", quotation.Blocks.Select(inner => Of(inner, true)))}</blockquote>",
        Block.Code { Language: { } language } code => $"<pre><code class=\"language-{HtmlText.Escape(language)}\">{HtmlText.Escape(code.Text)}</code></pre>",
        Block.Code code => $"<pre>{HtmlText.Escape(code.Text)}</pre>",
        Block.Picture picture => $"<i>{HtmlText.Escape(picture.Alt)}</i>",
        _ => throw new UnreachableException(),
    };

    private static string Of(ImmutableArray<Inline> inlines) => string.Concat(inlines.Select(Of));

    private static string Of(Inline inline) => inline switch
    {
        Inline.Text text => HtmlText.Escape(text.Value),
        Inline.Strong strong => $"<b>{Of(strong.Inlines)}</b>",
        Inline.Emphasis emphasis => $"<i>{Of(emphasis.Inlines)}</i>",
        Inline.Code code => $"<code>{HtmlText.Escape(code.Value)}</code>",
        Inline.Maths maths => Mathematics(maths.Latex),
        Inline.Link link => $"<a href=\"{HtmlText.Escape(link.Url)}\">{Of(link.Inlines)}</a>",
        Inline.LineBreak => "\n",
        _ => throw new UnreachableException(),
    };

    private static string Mathematics(string latex) => HtmlText.Escape(new Prose([new Block.Paragraph([new Inline.Maths(latex)])]).ToText());
}
