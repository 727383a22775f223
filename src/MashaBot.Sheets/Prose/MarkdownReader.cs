using System.Collections.Immutable;
using System.Text;
using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace MashaBot.Sheets;

/// <summary>Markdown → prose. Slots `{{…}}` come out as they stand, in texts and formulas: filling them is another's work.</summary>
internal static class MarkdownReader
{
    private const string PictureScheme = "picture:";

    private static readonly MarkdownPipeline Pipeline = BuildPipeline();

    internal static Prose Read(string markdown) => new(Blocks(Document(markdown)));

    internal static MarkdownDocument Document(string markdown) => Markdown.Parse(markdown, Pipeline);

    internal static ImmutableArray<Block> Blocks(IEnumerable<Markdig.Syntax.Block> blocks) => [.. blocks.SelectMany(block => Read(block))];

    internal static ImmutableArray<Inline> Inlines(LeafBlock block) => block.Inline is { } inlines ? Inlines(inlines) : [];

    private static MarkdownPipeline BuildPipeline()
    {
        var builder = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables();
        builder.BlockParsers.Insert(0, new MathBlockParser());
        builder.InlineParsers.Insert(0, new DollarParser());
        builder.InlineParsers.Insert(0, new SlotParser());
        return builder.Build();
    }

    private static ImmutableArray<Block> Read(Markdig.Syntax.Block block) => block switch
    {
        MathBlock maths => [new Block.Maths($"{maths.Lines}".Trim())],
        HeadingBlock heading => [new Block.Heading(heading.Level, Inlines(heading))],
        ParagraphBlock paragraph => [Paragraph(Inlines(paragraph))],
        ListBlock list => [new Block.Bullets(list.IsOrdered, [.. list.Cast<ListItemBlock>().Select(item => Blocks(item))])],
        QuoteBlock quote => [new Block.Quotation(Blocks(quote))],
        FencedCodeBlock code => [new Block.Code($"{code.Lines}", code.Info is { Length: > 0 } info ? info : null)],
        CodeBlock code => [new Block.Code($"{code.Lines}", null)],
        Table table => [Table(table)],
        ContainerBlock others => Blocks(others),
        _ => [],                                              // link definitions and rules say nothing
    };

    private static Block Paragraph(ImmutableArray<Inline> inlines) => inlines switch
    {
        [Inline.Link { Url: var url } link] when url.StartsWith(PictureScheme, StringComparison.Ordinal) =>
            new Block.Picture(new(default, default, url[PictureScheme.Length..]), ProseText.Of(link.Inlines)),
        [Inline.Maths { Latex: ['$', .. var latex] }] => new Block.Maths(latex.Trim()),
        _ => new Block.Paragraph([.. inlines.Select(Plain)]),
    };

    private static Block.Table Table(Table table)
    {
        var rows = table.Cast<TableRow>().Select(row => Cells(row)).ToList();
        var width = rows.Max(row => row.Length);
        var filled = rows.Select(row => row.AddRange(Enumerable.Repeat(ImmutableArray<Inline>.Empty, width - row.Length))).ToList();
        return new(filled[0], [.. filled.Skip(1)]);
    }

    private static ImmutableArray<ImmutableArray<Inline>> Cells(TableRow row) =>
        [.. row.Cast<TableCell>().Select(cell => cell.OfType<LeafBlock>().SelectMany(leaf => Inlines(leaf)).Select(Plain).ToImmutableArray())];

    /// <summary>`$$…$$` inside a line is a formula of the line; alone in its paragraph it is a block (then its LaTeX starts with `$`).</summary>
    private static Inline Plain(Inline inline) => inline is Inline.Maths { Latex: ['$', .. var latex] } ? new Inline.Maths(latex) : inline;

    private static ImmutableArray<Inline> Inlines(ContainerInline container)
    {
        var read = ImmutableArray.CreateBuilder<Inline>();
        var text = new StringBuilder();
        foreach (var inline in container)
            switch (inline)
            {
                case LiteralInline literal: text.Append(literal.Content); break;
                case HtmlEntityInline entity: text.Append(entity.Transcoded); break;
                case LineBreakInline { IsHard: false }: text.Append(' '); break;
                case DelimiterInline delimiter:                 // an emphasis or a bracket that was never closed
                    text.Append(delimiter.ToLiteral());
                    Flush();
                    read.AddRange(Inlines(delimiter));
                    break;
                default:
                    Flush();
                    read.AddRange(Inlines(inline));
                    break;
            }
        Flush();
        return Joined(read);

        void Flush()
        {
            if (text.Length > 0) read.Add(new Inline.Text($"{text}"));
            text.Clear();
        }
    }

    private static ImmutableArray<Inline> Inlines(Markdig.Syntax.Inlines.Inline inline) => inline switch
    {
        LineBreakInline => [new Inline.LineBreak()],
        MathInline { DelimiterCount: 2 } maths => [new Inline.Maths($"${maths.Content}")],
        MathInline maths => [new Inline.Maths($"{maths.Content}")],
        CodeInline code => [new Inline.Code(code.Content)],
        EmphasisInline { DelimiterCount: >= 2 } strong => [new Inline.Strong([.. Inlines((ContainerInline)strong).Select(Plain)])],
        EmphasisInline emphasis => [new Inline.Emphasis([.. Inlines((ContainerInline)emphasis).Select(Plain)])],
        LinkInline link => [new Inline.Link(link.Url ?? "", [.. Inlines((ContainerInline)link).Select(Plain)])],
        AutolinkInline link => [new Inline.Link(link.Url, [new Inline.Text(link.Url)])],
        ContainerInline others => Inlines(others),
        _ => [],
    };

    /// <summary>Neighbouring texts as one: a slot or an odd asterisk does not cut a sentence.</summary>
    private static ImmutableArray<Inline> Joined(IReadOnlyList<Inline> inlines)
    {
        var joined = ImmutableArray.CreateBuilder<Inline>();
        foreach (var inline in inlines)
            if (inline is Inline.Text next && joined is [.., Inline.Text last]) joined[^1] = new Inline.Text(last.Value + next.Value);
            else joined.Add(inline);
        return joined.ToImmutable();
    }
}
