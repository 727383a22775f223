using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace MashaBot.Backprop;

/// <summary>The passes of a trace as rows of written cells; the words above the columns are the caller's.</summary>
public static class TraceTable
{
    /// <summary>Node, the formula that made it (empty for a figure), value.</summary>
    public static ImmutableArray<ImmutableArray<string>> ForwardCells(this Trace trace, Notation notation) =>
        [.. trace.Forward.Select(row => (ImmutableArray<string>)[notation.Write(row.Node), row.Node.Op is Leaf ? "" : notation.Definition(row.Node), notation.Write(row.Value)])];

    /// <summary>∂f/∂node; the chain rule over its uses, in symbols (a formula for an edge straight from f); the local derivatives on those edges, as formulas; the contributions in figures; their sum.</summary>
    public static ImmutableArray<ImmutableArray<string>> BackwardCells(this Trace trace, Notation notation)
    {
        var gradients = trace.Backward.ToDictionary(row => row.Node, row => row.Value);
        return [.. trace.Backward.Select(Cells)];

        ImmutableArray<string> Cells(BackwardRow row) =>
        [
            notation.Partial(trace.Of, row.Node),
            Joined(row, use => Term(use, row.Node)),
            string.Join("; ", row.Uses.Where(use => use.Local is not null).Select(use => $"{notation.Partial(use.User, row.Node)} = {notation.Write(use.Local!)}")),
            Joined(row, use => use.LocalValue is { } local ? notation.Factor(gradients[use.User]) + notation.Times + notation.Factor(local) : notation.Factor(use.ContributionValue)),
            notation.Write(row.Value),
        ];

        // An edge straight from the result is written as its formula: as ∂f/∂x it would look like the whole gradient.
        string Term(Use use, Node node) => use.User == trace.Of
            ? notation.Write(use.Local ?? use.Contribution)
            : notation.Partial(trace.Of, use.User) + notation.Times + notation.Partial(use.User, node);

        static string Joined(BackwardRow row, Func<Use, string> write) => string.Join(" + ", row.Uses.Select(write));
    }

    /// <summary>Cells under each other, for text in one width: headers, a rule, the rows.</summary>
    public static string ToText(this ImmutableArray<ImmutableArray<string>> cells, IReadOnlyList<string> headers)
    {
        int[] widths = [.. headers.Select((header, column) => cells.Select(row => Width(row[column])).Append(Width(header)).Max())];
        var text = new StringBuilder();
        Line(headers);
        text.AppendJoin("  ", widths.Select(width => new string('─', width))).Append('\n');
        foreach (var row in cells) Line(row);
        return text.ToString();

        void Line(IReadOnlyList<string> row) => text.Append(string.Join("  ", row.Select((cell, column) => cell + new string(' ', widths[column] - Width(cell)))).TrimEnd()).Append('\n');

        // A combining hat takes no place of its own.
        static int Width(string cell) => new StringInfo(cell).LengthInTextElements;
    }

    /// <summary>A Markdown table of cells; <paramref name="wrap"/> is <c>$</c> where they are LaTeX.</summary>
    public static string ToMarkdown(this ImmutableArray<ImmutableArray<string>> cells, IReadOnlyList<string> headers, string wrap = "")
    {
        var text = new StringBuilder();
        Line(headers);
        Line([.. headers.Select(_ => "---")]);
        foreach (var row in cells) Line([.. row.Select(cell => cell.Length == 0 ? "" : wrap + cell.Replace("|", @"\|", StringComparison.Ordinal) + wrap)]);
        return text.ToString();

        void Line(IReadOnlyList<string> row) => text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
    }
}
