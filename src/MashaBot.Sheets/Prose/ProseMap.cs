using System.Collections.Immutable;
using System.Diagnostics;

namespace MashaBot.Sheets;

/// <summary>Copies prose with its strings changed.</summary>
/// <param name="text">Changes texts, code and what stands for a picture.</param>
/// <param name="latex">Changes formulas.</param>
internal class ProseMap(Func<string, string> text, Func<string, string> latex)
{
    internal Prose Of(Prose prose) => new(Of(prose.Blocks));

    protected virtual Block Of(Block block) => block switch
    {
        Block.Paragraph paragraph => new Block.Paragraph(Of(paragraph.Inlines)),
        Block.Heading heading => heading with { Inlines = Of(heading.Inlines) },
        Block.Maths maths => new Block.Maths(latex(maths.Latex)),
        Block.Bullets bullets => bullets with { Items = [.. bullets.Items.Select(Of)] },
        Block.Table table => new Block.Table([.. table.Header.Select(Of)], [.. table.Rows.Select(row => row.Select(Of).ToImmutableArray())]),
        Block.Quotation quotation => new Block.Quotation(Of(quotation.Blocks)),
        Block.Code code => code with { Text = text(code.Text) },
        Block.Picture picture => picture with { Alt = text(picture.Alt) },
        _ => throw new UnreachableException(),
    };

    private ImmutableArray<Block> Of(ImmutableArray<Block> blocks) => [.. blocks.Select(Of)];

    private ImmutableArray<Inline> Of(ImmutableArray<Inline> inlines) => [.. inlines.Select(Of)];

    private Inline Of(Inline inline) => inline switch
    {
        Inline.Text plain => new Inline.Text(text(plain.Value)),
        Inline.Strong strong => new Inline.Strong(Of(strong.Inlines)),
        Inline.Emphasis emphasis => new Inline.Emphasis(Of(emphasis.Inlines)),
        Inline.Code code => new Inline.Code(text(code.Value)),
        Inline.Maths maths => new Inline.Maths(latex(maths.Latex)),
        Inline.Link link => link with { Inlines = Of(link.Inlines) },
        Inline.LineBreak => inline,
        _ => throw new UnreachableException(),
    };
}
