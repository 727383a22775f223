namespace MashaBot.Formulas;

/// <summary>The sides of a chain of equalities: <c>h1 = 5·20 + 0,5 ≈ 100,5</c> has three.</summary>
/// <param name="IsAbout">Did ≈ stand before it?</param>
internal readonly record struct Side(int Start, int End, bool IsAbout)
{
    public void Deconstruct(out int start, out int end) => (start, end) = (Start, End);
}

internal static class Sides
{
    private static readonly string[] Abouts = ["≈", @"\approx", "≃", "~", "≅"];

    public static List<Side> Of(string text)
    {
        var sides = new List<Side>();
        var (start, depth, about) = (0, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '(' or '[' or '{') depth++;
            else if (text[i] is ')' or ']' or '}') depth--;
            if (depth > 0 || Length(text, i) is not (> 0 and var length, var isAbout)) continue;
            if (i > start || text[start..i].Trim().Length > 0) sides.Add(new(start, i, about));
            (start, about) = (i + length, isAbout);
            i += length - 1;
        }

        sides.Add(new(start, text.Length, about));
        return sides;
    }

    private static (int Length, bool IsAbout) Length(string text, int at)
    {
        if (text[at] == '=' && !(at > 0 && text[at - 1] is '!' or '<' or '>') && !(at + 1 < text.Length && text[at + 1] == '>')) return (at + 1 < text.Length && text[at + 1] == '=' ? 2 : 1, false);
        if (text[at] is '＝') return (1, false);
        if (text[at] == ':' && at + 1 < text.Length && text[at + 1] == '=') return (2, false);
        if (text[at] == ':' && at > 0 && IsLabelBefore(text, at)) return (1, false);
        foreach (var about in Abouts)
            if (string.CompareOrdinal(text, at, about, 0, about.Length) == 0) return (about.Length, true);
        return default;
    }

    /// <summary>A colon behind a name introduces its value; behind a number it divides.</summary>
    private static bool IsLabelBefore(string text, int at)
    {
        var i = at - 1;
        while (i >= 0 && text[i] == ' ') i--;
        while (i >= 0 && (char.IsAsciiDigit(text[i]) || text[i] is '_' or '{' or '}' or '\'' || Letters.FromSubscript(text[i]) is not null)) i--;
        return i >= 0 && char.IsLetter(text[i]);
    }
}
