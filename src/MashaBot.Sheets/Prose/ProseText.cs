using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using MashaBot.Formulas;

namespace MashaBot.Sheets;

/// <summary>Prose as plain Unicode text.</summary>
internal static class ProseText
{
    internal static string Of(Prose prose) => string.Join("\n\n", prose.Blocks.Select(Of));

    internal static string Of(ImmutableArray<Inline> inlines) => string.Concat(inlines.Select(Of));

    private static string Of(Block block) => block switch
    {
        Block.Paragraph paragraph => Of(paragraph.Inlines),
        Block.Heading heading => Of(heading.Inlines),
        Block.Maths maths => Indented("    ", Latex.ToText(maths.Latex)),
        Block.Bullets bullets => string.Join('\n', bullets.Items.Select((item, i) => Item(bullets.Ordered ? $"{i + 1}. " : "• ", item))),
        Block.Table table => Table(table),
        Block.Quotation quotation => Indented("> ", Of(new Prose(quotation.Blocks))),
        Block.Code code => Indented("    ", code.Text),
        Block.Picture picture => $"[{picture.Alt}]",
        _ => throw new UnreachableException(),
    };

    private static string Of(Inline inline) => inline switch
    {
        Inline.Text text => text.Value,
        Inline.Strong strong => Of(strong.Inlines),
        Inline.Emphasis emphasis => Of(emphasis.Inlines),
        Inline.Code code => code.Value,
        Inline.Maths maths => Latex.ToText(maths.Latex),
        Inline.Link link when Of(link.Inlines) is var text => text == link.Url ? text : $"{text} ({link.Url})",
        Inline.LineBreak => "\n",
        _ => throw new UnreachableException(),
    };

    private static string Item(string mark, ImmutableArray<Block> blocks) =>
        (mark + Indented(new(' ', mark.Length), string.Join('\n', blocks.Select(Of))).TrimStart()).TrimEnd();

    private static string Indented(string indent, string text) => string.Join('\n', text.Split('\n').Select(line => (indent + line).TrimEnd()));

    private static string Table(Block.Table table)
    {
        var rows = table.Rows.Insert(0, table.Header).Select(row => row.Select(cell => Of(cell).Replace('\n', ' ')).ToList()).ToList();
        var widths = table.Header.Select((_, column) => rows.Max(row => Width(row[column]))).ToList();
        var lines = rows.Select(row => Line(row.Select((cell, column) => cell + new string(' ', widths[column] - Width(cell))), " │ ")).ToList();
        lines.Insert(1, Line(widths.Select(width => new string('─', width)), "─┼─"));
        return string.Join('\n', lines);
    }

    private static string Line(IEnumerable<string> cells, string between) => string.Join(between, cells).TrimEnd();

    /// <summary>Columns on a terminal: a letter with its accents is one (ŷ may be two characters).</summary>
    private static int Width(string text) => new StringInfo(text).LengthInTextElements;
}
