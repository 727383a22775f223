using System.Text.RegularExpressions;

namespace MashaBot.Formulas;

/// <summary>A function by pieces in words: <c>x, если x &gt; 0, иначе 0</c>; <c>x if x &gt; 0 else 0</c>; <c>x при x &gt; 0; 0 при x ≤ 0</c>.</summary>
internal static partial class SpokenCases
{
    private const int LongestText = 400;

    /// <summary>The same as LaTeX's cases, or null.</summary>
    public static string? Of(string text)
    {
        if (text.Length > LongestText) return null;
        text = Otherwise.Replace(text, "; \uE001 ");
        text = If.Replace(text, " \uE000 ");
        var pieces = Separator.Split(text).Select(piece => piece.Trim(' ', ',', '.')).Where(piece => piece.Length > 0).ToList();
        if (pieces.Count < 2 || !pieces.Exists(piece => piece.Contains('\uE000', StringComparison.Ordinal))) return null;
        var rows = new List<string>();
        foreach (var piece in pieces)
        {
            if (piece.StartsWith('\uE001')) rows.Add(piece[1..].Trim());
            else if (piece.EndsWith('\uE001')) rows.Add(piece[..^1].Trim());
            else if (piece.Split('\uE000') is [var value, var condition]) rows.Add($"{value.Trim(' ', ',')} & {condition.Trim()}");
            else return null;
        }

        return $@"\begin{{cases}} {string.Join(@" \\ ", rows)} \end{{cases}}";
    }

    [GeneratedRegex(@"[,;]?\s*(?:,?\s*(?:а\s+)?(?:иначе|else|otherwise)|в\s+(?:остальных|других|противном)\s+случа(?:е|ях))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Otherwise { get; }

    [GeneratedRegex(@",?\s+(?:если|при|когда|if|when|for)\s+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex If { get; }

    [GeneratedRegex(@"[;\n]|,(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Separator { get; }
}
