using System.Collections.Immutable;
using MashaBot.Sheets;

namespace MashaBot.Conversation;

/// <summary>Changes the words of prose and nothing of its structure: what is put in is never read as Markdown.</summary>
internal static class Filling
{
    /// <summary>The prose with each piece of text and code (not of mathematics) replaced by what <paramref name="fill"/> makes of it.</summary>
    public static Prose Filled(this Prose prose, Func<string, string> fill) => new(Blocks(prose.Blocks, fill));

    private static ImmutableArray<Block> Blocks(ImmutableArray<Block> blocks, Func<string, string> fill) => [.. blocks.Select(block => Filled(block, fill))];

    private static ImmutableArray<Inline> Inlines(ImmutableArray<Inline> inlines, Func<string, string> fill) => [.. inlines.Select(inline => Filled(inline, fill))];

    private static Block Filled(Block block, Func<string, string> fill) => block switch
    {
        Block.Paragraph paragraph => new Block.Paragraph(Inlines(paragraph.Inlines, fill)),
        Block.Heading heading => heading with { Inlines = Inlines(heading.Inlines, fill) },
        Block.Bullets bullets => bullets with { Items = [.. bullets.Items.Select(item => Blocks(item, fill))] },
        Block.Table table => new Block.Table(
            [.. table.Header.Select(cell => Inlines(cell, fill))],
            [.. table.Rows.Select(row => ImmutableArray.CreateRange(row, cell => Inlines(cell, fill)))]),
        Block.Quotation quotation => new Block.Quotation(Blocks(quotation.Blocks, fill)),
        Block.Code code => code with { Text = fill(code.Text) },
        _ => block,
    };

    private static Inline Filled(Inline inline, Func<string, string> fill) => inline switch
    {
        Inline.Text text => new Inline.Text(fill(text.Value)),
        Inline.Code code => new Inline.Code(fill(code.Value)),
        Inline.Strong strong => new Inline.Strong(Inlines(strong.Inlines, fill)),
        Inline.Emphasis emphasis => new Inline.Emphasis(Inlines(emphasis.Inlines, fill)),
        Inline.Link link => link with { Inlines = Inlines(link.Inlines, fill) },
        _ => inline,
    };
}
