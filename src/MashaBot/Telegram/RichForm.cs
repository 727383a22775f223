using System.Collections.Immutable;
using System.Diagnostics;
using MashaBot.Sheets;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace MashaBot.Telegram;

/// <summary>Prose as a rich message: typed blocks, formulas that the client draws, tables, pictures between paragraphs.</summary>
/// <remarks>Nothing in it is ever empty: one empty block makes Telegram refuse the whole message.</remarks>
internal static class RichForm
{
    private const int TextLimit = 32_768, BlockLimit = 500, PictureLimit = 50, ColumnLimit = 20;

    /// <summary>How long the pieces of a block are that alone is too long.</summary>
    public const int Cut = 16_000;

    public static bool Fits(ImmutableArray<Block> blocks)
    {
        var size = blocks.Aggregate(default(Size), (sum, block) => sum + Measure(block));
        return size is { Characters: <= TextLimit, Blocks: <= BlockLimit, Pictures: <= PictureLimit };
    }

    /// <param name="blocks">What is said.</param>
    /// <param name="file">The picture to send for an id; null where there is none, and its description stands in for it.</param>
    public static InputRichMessage Of(ImmutableArray<Block> blocks, Func<PictureId, InputFile?> file) => new()
    {
        Blocks = [.. blocks.SelectMany(block => Of(block, file))],
        SkipEntityDetection = true,   // or "@", "#", "/word" and numbers become links, and something like an e-mail can make it refused
    };

    private static IEnumerable<InputRichBlock> Of(Block block, Func<PictureId, InputFile?> file) => block switch
    {
        Block.Paragraph paragraph => Lines(paragraph.Inlines).Select(line => new InputRichBlockParagraph { Text = Of(line) }),
        Block.Heading heading when !IsBlank(heading.Inlines) => [new InputRichBlockSectionHeading { Text = Of(heading.Inlines), Size = Math.Clamp(heading.Level + 1, 1, 6) }],
        Block.Heading => [],
        Block.Maths maths => [new InputRichBlockMathematicalExpression { Expression = maths.Latex }],
        Block.Bullets bullets => List(bullets, file),
        Block.Table table when table.Header.Length > ColumnLimit => [new InputRichBlockPreformatted { Text = new Prose([table]).ToText() }],
        Block.Table table => [new InputRichBlockTable { IsBordered = true, IsCompact = true, Cells = [Cells(table.Header, true), .. table.Rows.Select(row => Cells(row, false))] }],
        Block.Quotation quotation => quotation.Blocks.SelectMany(inner => Of(inner, file)).ToArray() is { Length: > 0 } inner ? [new InputRichBlockBlockQuotation { Blocks = inner }] : [],
        Block.Code code => code.Text.Length > 0 ? [new InputRichBlockPreformatted { Text = code.Text, Language = code.Language }] : [],
        Block.Picture picture when file(picture.Id) is { } drawn => [new InputRichBlockPhoto { Photo = new InputMediaPhoto(drawn) }],     // described in the plain form: here it would say twice what is seen
        Block.Picture picture => [new InputRichBlockParagraph { Text = new RichTextItalic { Text = picture.Alt } }],
        _ => throw new UnreachableException(),
    };

    private static IEnumerable<InputRichBlock> List(Block.Bullets bullets, Func<PictureId, InputFile?> file)
    {
        var items = bullets.Items
            .Select(item => item.SelectMany(inner => Of(inner, file)).ToArray())
            .Where(item => item.Length > 0)
            .Select((item, i) => new InputRichBlockListItem { Blocks = item, Value = bullets.Ordered ? i + 1 : null, Type = bullets.Ordered ? "1" : null })
            .ToArray();
        return items.Length > 0 ? [new InputRichBlockList { Items = items }] : [];
    }

    private static RichBlockTableCell[] Cells(ImmutableArray<ImmutableArray<Inline>> row, bool header) => [.. row.Select(cell => new RichBlockTableCell
    {
        Text = IsBlank(cell) ? "\u00a0" : Of(cell),
        IsHeader = header,
        Align = RichBlockTableCellAlign.Center,   // the library cannot write a cell without both
        Valign = RichBlockTableCellValign.Middle,
    })];

    /// <summary>A line break makes a paragraph of its own: nothing says that clients keep a line feed.</summary>
    private static IEnumerable<ImmutableArray<Inline>> Lines(ImmutableArray<Inline> inlines)
    {
        for (var start = 0; start < inlines.Length;)
        {
            var end = start;
            while (end < inlines.Length && inlines[end] is not Inline.LineBreak) end++;
            if (inlines[start..end] is var line && !IsBlank(line)) yield return line;
            start = end + 1;
        }
    }

    private static bool IsBlank(ImmutableArray<Inline> inlines) => inlines.All(inline => inline is Inline.LineBreak || inline is Inline.Text text && string.IsNullOrWhiteSpace(text.Value));

    private static RichText Of(ImmutableArray<Inline> inlines) => inlines is [var single] ? Of(single) : new RichTextArray { Array = [.. inlines.Select(Of)] };

    private static RichText Of(Inline inline) => inline switch
    {
        Inline.Text text => text.Value,
        Inline.Strong strong => new RichTextBold { Text = Of(strong.Inlines) },
        Inline.Emphasis emphasis => new RichTextItalic { Text = Of(emphasis.Inlines) },
        Inline.Code code => new RichTextCode { Text = code.Value },
        Inline.Maths maths => new RichTextMathematicalExpression { Expression = maths.Latex },
        Inline.Link link => new RichTextUrl { Text = Of(link.Inlines), Url = link.Url },
        Inline.LineBreak => " ",
        _ => throw new UnreachableException(),
    };

    private static Size Measure(Block block) => block switch
    {
        Block.Paragraph paragraph => new(Length(paragraph.Inlines), 1 + paragraph.Inlines.Count(inline => inline is Inline.LineBreak), 0),
        Block.Heading heading => new(Length(heading.Inlines), 1, 0),
        Block.Maths maths => new(maths.Latex.Length, 1, 0),
        Block.Bullets bullets => bullets.Items.SelectMany(item => item).Aggregate(new Size(0, 1 + bullets.Items.Length, 0), (sum, inner) => sum + Measure(inner)),
        Block.Table table => new(table.Rows.Insert(0, table.Header).Sum(row => row.Sum(Length)), 2 + table.Rows.Length, 0),
        Block.Quotation quotation => quotation.Blocks.Aggregate(new Size(0, 1, 0), (sum, inner) => sum + Measure(inner)),
        Block.Code code => new(code.Text.Length, 1, 0),
        Block.Picture picture => new(picture.Alt.Length, 1, 1),
        _ => throw new UnreachableException(),
    };

    private static int Length(ImmutableArray<Inline> inlines) => inlines.Sum(inline => inline switch
    {
        Inline.Text text => text.Value.Length,
        Inline.Strong strong => Length(strong.Inlines),
        Inline.Emphasis emphasis => Length(emphasis.Inlines),
        Inline.Code code => code.Value.Length,
        Inline.Maths maths => maths.Latex.Length,
        Inline.Link link => link.Url.Length + Length(link.Inlines),
        Inline.LineBreak => 1,
        _ => throw new UnreachableException(),
    });

    private readonly record struct Size(int Characters, int Blocks, int Pictures)
    {
        public static Size operator +(Size a, Size b) => new(a.Characters + b.Characters, a.Blocks + b.Blocks, a.Pictures + b.Pictures);
    }
}
