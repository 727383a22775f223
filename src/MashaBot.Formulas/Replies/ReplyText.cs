using System.Text;
using System.Text.RegularExpressions;

namespace MashaBot.Formulas;

/// <summary>A reply without what people put around the matter itself; every sign knows where it stood in the reply as it was sent.</summary>
internal sealed class ReplyText
{
    private readonly List<int> positions;

    private ReplyText(string text, List<int> positions) => (Text, this.positions) = (text, positions);

    public string Text { get; }

    /// <summary>The place in the reply as it was sent.</summary>
    public int Original(int position) => position < positions.Count ? positions[position] : positions.Count > 0 ? positions[^1] + 1 : 0;

    /// <summary>Without quotation marks, emoji, marks of direction, a full stop at the end.</summary>
    public static ReplyText Bare(string reply)
    {
        var (text, positions) = (new StringBuilder(), new List<int>());
        for (var i = 0; i < reply.Length; i++)
        {
            var sign = reply[i];
            if (char.IsHighSurrogate(sign) && i + 1 < reply.Length && char.IsLowSurrogate(reply[i + 1]))
            {
                if (Letters.OfMathematicalAlphabet(char.ConvertToUtf32(sign, reply[i + 1])) is { } plain) Add(plain is "∂" or "∇" ? plain : plain, i);
                else Add(" ", i);
                i++;
            }
            else if (Letters.IsInvisible(sign) || sign is '$' or '\u20E3') continue;      // U+20E3: the frame around a digit in 5️⃣
            else if (sign is >= '！' and <= '～') Add($"{(char)(sign - 0xFEE0)}", i);      // full width
            else if (sign is '«' or '»' or '"' or '“' or '”' or '„' or '`' || IsDecoration(sign)) Add(" ", i);
            else if (sign == '\u00A0' || Letters.IsBlank(sign)) Add(" ", i);
            else Add($"{sign}", i);
        }

        var end = text.Length;
        while (end > 0 && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is '.' or '!' or '?' or '…')) end--;
        var start = 0;
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] is ':' or '…' or '→' or '⇒')) start++;
        if (end - start > 4 && text.ToString(start, 2) is var open and (@"\(" or @"\[") && text.ToString(end - 2, 2) == (open == @"\(" ? @"\)" : @"\]")) (start, end) = (start + 2, end - 2);      // LaTeX in a line, and on its own
        if (end - start > 4 && text.ToString(start, 2) == "**" && text.ToString(end - 2, 2) == "**") (start, end) = (start + 2, end - 2);      // bold
        if (end - start > 2 && text[start] == text[end - 1] && text[start] is '*' or '_' or '\'' or '’') (start, end) = (start + 1, end - 1);      // italics, quotation marks
        return new(text.ToString(start, end - start), positions[start..end]);

        void Add(string signs, int position)
        {
            text.Append(signs);
            for (var i = 0; i < signs.Length; i++) positions.Add(position);
        }
    }

    /// <summary>Signs of no meaning in mathematics: ✅, ☺, ♥.</summary>
    private static bool IsDecoration(char sign) => char.GetUnicodeCategory(sign) == System.Globalization.UnicodeCategory.OtherSymbol && sign is not ('№' or '℃' or '°') && !char.IsSurrogate(sign);

    /// <summary>The text with every word replaced by what <paramref name="replacement"/> says; null keeps it. A word is a run of letters; the
    /// sign behind a word that disappears (<c>Ответ:</c>, <c>кажется,</c>) goes with it.</summary>
    public ReplyText Words(Func<string, string?> replacement)
    {
        var (text, places) = (new StringBuilder(), new List<int>());
        for (var i = 0; i < Text.Length;)
        {
            if (!IsWordLetter(Text[i]) || (i > 0 && Text[i - 1] == '\\'))
            {
                Add(Text[i], i++);
                if (i - 1 < Text.Length && Text[i - 1] == '\\') while (i < Text.Length && Letters.IsLatin(Text[i])) Add(Text[i], i++);
                continue;
            }

            var end = i;
            while (end < Text.Length && (IsWordLetter(Text[end]) || (Text[end] == '-' && end + 1 < Text.Length && Letters.IsCyrillic(Text[end + 1]) && Letters.IsCyrillic(Text[end - 1])))) end++;
            var word = Text[i..end];
            var attached = (i > 0 && (char.IsAsciiDigit(Text[i - 1]) || Text[i - 1] == '_') && Letters.IsLatin(word[0])) || (end < Text.Length && (char.IsAsciiDigit(Text[end]) || Text[end] is '_' or '^'));
            if (attached || replacement(word) is not { } other)
            {
                for (var k = i; k < end; k++) Add(Text[k], k);
                i = end;
                continue;
            }

            foreach (var sign in other) Add(sign, i);
            i = end;
            if (other == "")
            {
                Add(' ', i - 1);
                var next = i;
                while (next < Text.Length && Text[next] is ' ') next++;
                if (next < Text.Length && (Text[next] == ':' || (Text[next] == ',' && IsBlankBefore(text)) || (Text[next] is '.' or '-' or '—' or '–' && !IsOfNumber(next, isApart: next > i)))) i = next + 1;
            }
        }

        return new ReplyText(text.ToString(), places).Trimmed();

        void Add(char sign, int at)
        {
            text.Append(sign);
            places.Add(positions[at]);
        }
    }

    /// <summary>The text with what a pattern finds replaced; each sign of the replacement stands where the found piece began.</summary>
    public ReplyText Replace(Regex pattern, Func<Match, string> replacement)
    {
        var (text, places, next) = (new StringBuilder(), new List<int>(), 0);
        foreach (Match match in pattern.Matches(Text))
        {
            Copy(match.Index);
            foreach (var sign in replacement(match))
            {
                text.Append(sign);
                places.Add(positions[match.Index]);
            }

            next = match.Index + match.Length;
        }

        if (next == 0) return this;
        Copy(Text.Length);
        return new ReplyText(text.ToString(), places).Trimmed();

        void Copy(int to)
        {
            text.Append(Text, next, to - next);
            places.AddRange(positions.GetRange(next, to - next));
        }
    }

    /// <summary>A dot or a dash right before what follows belongs to it: ответ .25, ответ –1; but ответ — 8, ответ—8.</summary>
    /// <param name="isApart">Is there a blank before it?</param>
    private bool IsOfNumber(int place, bool isApart) => place + 1 < Text.Length && Text[place] switch
    {
        '.' => isApart && char.IsAsciiDigit(Text[place + 1]),
        '-' => !char.IsWhiteSpace(Text[place + 1]),
        _ => isApart && !char.IsWhiteSpace(Text[place + 1]),
    };

    private static bool IsBlankBefore(StringBuilder text)
    {
        for (var i = text.Length - 1; i >= 0; i--) if (!char.IsWhiteSpace(text[i])) return false;
        return true;
    }

    private static bool IsWordLetter(char sign) => Letters.IsCyrillic(sign) || Letters.IsLatin(sign);

    private ReplyText Trimmed()
    {
        var (start, end) = (0, Text.Length);
        while (end > start && (char.IsWhiteSpace(Text[end - 1]) || Text[end - 1] is '.' or ',' or ';' or ':' or '!' or '?')) end--;
        while (start < end && (char.IsWhiteSpace(Text[start]) || Text[start] is ':' or ';' || (Text[start] == ',' && !(start + 1 < end && char.IsAsciiDigit(Text[start + 1]))))) start++;
        return new(Text[start..end], positions[start..end]);
    }

    /// <summary>The words in order.</summary>
    public IEnumerable<string> AllWords()
    {
        for (var i = 0; i < Text.Length;)
        {
            if (!IsWordLetter(Text[i]))
            {
                i++;
                continue;
            }

            var end = i;
            while (end < Text.Length && IsWordLetter(Text[end])) end++;
            yield return Text[i..end];
            i = end;
        }
    }

    public Reading.Unreadable Unreadable(ParseError error, string reply)
    {
        var position = Math.Min(reply.Length, error.Problem is ParseProblem.UnexpectedEnd or ParseProblem.UnclosedBracket or ParseProblem.Empty && error.Position >= Text.Length ? reply.Length : Original(error.Position));
        return new(error with { Position = position });
    }
}
