namespace MashaBot.Formulas;

/// <summary>Looks for one small change that makes a text readable.</summary>
internal static class Repairs
{
    private const int LongestText = 400;

    /// <summary>The changed text, or null. Only the first change that reads is offered: the likeliest come first.</summary>
    public static string? Find(string text, Vocabulary names, ReadingStyle style, ParseError error)
    {
        if (text.Length > LongestText || error.Problem is ParseProblem.Empty or ParseProblem.TooLong or ParseProblem.TooDeep or ParseProblem.Word) return null;
        foreach (var candidate in Candidates(text, names, error))
            if (candidate.Trim().Length > 0 && Parser.TryParse(candidate, 0, candidate.Length, names, style, out _, out _)) return candidate;
        return null;
    }

    private static IEnumerable<string> Candidates(string text, Vocabulary names, ParseError error)
    {
        var at = error.Position;
        var after = Math.Min(text.Length, at + error.Found.Length);
        switch (error.Problem)
        {
            case ParseProblem.UnclosedBracket when error.Found.StartsWith(@"\begin", StringComparison.Ordinal):
                yield return text + error.Found.Replace("begin", "end", StringComparison.Ordinal);
                break;
            case ParseProblem.UnclosedBracket:
                yield return text + Closing(text);
                yield return text + Closing(text)[..1];
                break;
            case ParseProblem.UnmatchedBracket:
                yield return text.Remove(at, after - at);
                yield return "(" + text;
                foreach (var bracket in ")]}") yield return text[..at] + bracket + text[after..];
                break;
            case ParseProblem.MissingOperator:
                yield return text[..at].TrimEnd() + "*" + text[at..];
                break;
            case ParseProblem.UnknownName:
                foreach (var near in Near(error.Found, names)) yield return text[..at] + near + text[after..];
                break;
            case ParseProblem.UnexpectedEnd:
                yield return text.TrimEnd(' ', '+', '-', '−', '*', '·', '/', '^', '=', ',', ';');
                break;
            default:
                yield return text[..at] + text[after..];
                if (at > 0) yield return text[..(at - 1)] + text[at..];
                yield return text[..at] + "*" + text[at..];
                yield return text + Closing(text);
                break;
        }
    }

    /// <summary>The brackets that are still open, closed.</summary>
    private static string Closing(string text)
    {
        var open = new Stack<char>();
        foreach (var sign in text)
            if (sign is '(' or '[' or '{') open.Push(sign switch { '(' => ')', '[' => ']', _ => '}' });
            else if (sign is ')' or ']' or '}' && open.TryPeek(out var last) && last == sign) open.Pop();
        return open.Count == 0 ? ")" : string.Concat(open);
    }

    /// <summary>Known names that differ by one letter; <c>x2</c> may also be <c>x^2</c>.</summary>
    private static IEnumerable<string> Near(string found, Vocabulary names)
    {
        var letters = found.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        if (letters.Length > 0 && letters.Length < found.Length && names.FindName(Vocabulary.Canonical(letters)) is not null) yield return $"{letters}^{found[letters.Length..]}";
        foreach (var name in names.Names.Order(StringComparer.Ordinal).Where(name => name.Length > 1 && Distance(name, found) <= 1)) yield return name;
        for (var i = 0; i < found.Length && found.Length > 1; i++)     // a letter by itself was meant
            if (char.IsLetter(found[i])) yield return found.Remove(i, 1);
    }

    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 1) return 2;
        var same = 0;
        while (same < a.Length && same < b.Length && a[same] == b[same]) same++;
        if (same == a.Length && same == b.Length) return 0;
        var (restA, restB) = (a[same..], b[same..]);
        return restA[Math.Min(1, restA.Length)..] == restB[Math.Min(1, restB.Length)..] || restA[Math.Min(1, restA.Length)..] == restB || restA == restB[Math.Min(1, restB.Length)..] ? 1 : 2;
    }
}
