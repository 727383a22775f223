using System.Text;

namespace MashaBot.Sheets;

/// <summary>Finds `{{…}}` in a text. Single braces inside a slot pair up, so `{{w_{1}}}` is one slot; of `{{{` the first brace is LaTeX's.</summary>
internal static class Slots
{
    /// <summary>Puts <paramref name="fill"/> of each slot's inside in its place.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="fill">Gets the inside and where the slot starts and ends (exclusive).</param>
    internal static string Fill(string text, Func<string, Range, string> fill)
    {
        var filled = new StringBuilder();
        var rest = 0;
        foreach (var slot in Find(text))
        {
            var (start, end) = (slot.Start.Value, slot.End.Value);
            filled.Append(text, rest, start - rest).Append(fill(Inside(text[slot]), slot));
            rest = end;
        }
        return $"{filled.Append(text, rest, text.Length - rest)}";
    }

    /// <summary>What stands between the braces, its blanks made single.</summary>
    internal static string Inside(string slot) => string.Join(' ', slot[2..^2].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The inside of the slot that is all of the text; null if anything else stands there.</summary>
    internal static string? Only(string text) =>
        Find(text).ToList() is [var only] && text[..only.Start.Value].Trim() is "" && text[only.End.Value..].Trim() is "" ? Inside(text[only]) : null;

    internal static IEnumerable<Range> Find(string text)
    {
        for (var i = text.IndexOf("{{", StringComparison.Ordinal); i >= 0 && i < text.Length; i = text.IndexOf("{{", i, StringComparison.Ordinal))
        {
            while (i + 2 < text.Length && text[i + 2] == '{') i++;
            if (Closing(text, i) is not { } end) yield break;
            yield return i..(end + 1);
            i = end + 1;
        }
    }

    /// <summary>The index of the last brace of the slot that starts at <paramref name="start"/>; null if it is not closed.</summary>
    internal static int? Closing(string text, int start)
    {
        if (start + 2 < text.Length && text[start + 2] == '{') return null;
        var depth = 0;
        for (var i = start + 2; i < text.Length; i++)
            switch (text[i])
            {
                case '{': depth++; break;
                case '}' when depth > 0: depth--; break;
                case '}' when i + 1 < text.Length && text[i + 1] == '}': return i + 1;
            }
        return null;
    }
}
