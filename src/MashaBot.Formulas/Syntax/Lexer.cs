using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>Cuts a text into tokens. What can't be one becomes a <see cref="TokenKind.Bad"/> token, so that the parser meets it in its turn.</summary>
internal sealed partial class Lexer
{
    private readonly string text;
    private readonly int end;
    private readonly Vocabulary names;
    private readonly ReadingStyle style;
    private readonly List<Token> tokens;
    private int at;
    private int sums, bad;
    private bool spaced;

    private const int LikelyTokens = 48;

    /// <summary>Where so much can't be read, the rest is not looked at.</summary>
    private const int MostBad = 100;

    private Lexer(string text, int start, int end, Vocabulary names, ReadingStyle style) =>
        (this.text, at, this.end, this.names, this.style, tokens) = (text, start, end, names, style, new(Math.Clamp(end - start + 1, 0, LikelyTokens)));

    /// <summary>The tokens of <c>text[start..end]</c>, the last being <see cref="TokenKind.End"/>; positions count from the beginning of the text.</summary>
    public static List<Token> Read(string text, int start, int end, Vocabulary names, ReadingStyle style)
    {
        var lexer = new Lexer(text, start, end, names, style);
        while (lexer.SkipBlanks())
            if (lexer.bad <= MostBad) lexer.ReadOne();
            else
            {
                lexer.AddBad(lexer.at, end - lexer.at, ParseProblem.UnexpectedCharacter);
                break;
            }

        lexer.Add(TokenKind.End, end, 0);
        return lexer.tokens;
    }

    private char Here => at < end ? text[at] : '\0';

    private char Ahead(int distance) => at + distance < end ? text[at + distance] : '\0';

    // not inlined: the one who reads a sign would keep a token for each of its cases
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Add(TokenKind kind, int start, int length, string word = "")
    {
        if (kind == TokenKind.Sum) sums++;
        tokens.Add(new(kind, start, length, spaced, word == "" ? null : word));
        spaced = false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddBad(int start, int length, ParseProblem problem)
    {
        bad++;
        tokens.Add(new(start, length, spaced, problem));
        spaced = false;
    }

    private void Take(TokenKind kind, int length)
    {
        Add(kind, at, length);
        at += length;
    }

    private bool SkipBlanks()
    {
        while (at < end)
        {
            if (text[at] is > ' ' and <= '}' and not ('\\' or '$' or '`')) return true;
            if (Letters.IsBlank(text[at])) at++;
            else if (text[at] is '\r' or '\n')
            {
                var start = at;
                while (at < end && (text[at] is '\r' or '\n' || Letters.IsBlank(text[at]))) at++;
                if (style.LinesSeparate && at < end && tokens.Count > 0) Add(TokenKind.Row, start, at - start);
            }
            else if (text[at] is '\\' && Ahead(1) is ',' or ';' or ':' or '!' or ' ' && text[at] == '\\') at += 2;
            else if (text[at] is '~' or '$' or '`') at++;
            else break;
            spaced = true;
        }

        return at < end;
    }

    private void ReadOne()
    {
        var sign = text[at];
        if (IsPlainSign(sign)) ReadSign(sign);
        else if (char.IsAsciiDigit(sign) || (sign is '.' && char.IsAsciiDigit(Ahead(1))) || (sign is ',' && StartsDecimal())) ReadNumber();
        else if (sign == '\\') ReadCommand();
        else if (StartsWord()) ReadWord();
        else if (Letters.FromSuperscript(sign) is not null) ReadSuperscript();
        else if (OfVulgarFraction(sign) is { } fraction) ReadVulgarFraction(fraction);
        else ReadSign(sign);
    }

    /// <summary>A sign of ASCII that begins neither a number nor a word.</summary>
    private static bool IsPlainSign(char sign) => sign is (>= '!' and <= '+') or '-' or '/' or (>= ':' and <= '@') or '[' or ']' or '^' or '_' or (>= '{' and <= '}');

    /// <summary>Does <c>,5</c> stand where a number may begin?</summary>
    private bool StartsDecimal() => style.Comma == Comma.Decimal && !style.Separators.Contains(at) && char.IsAsciiDigit(Ahead(1))
        && (tokens.Count == 0 || tokens[^1].Kind is TokenKind.Plus or TokenKind.Minus or TokenKind.Times or TokenKind.Equal or TokenKind.OpenParenthesis or TokenKind.Approximately);

    private void ReadSign(char sign)
    {
        switch (sign)
        {
            case '+' or '＋': Take(TokenKind.Plus, 1); break;
            case '-' when Ahead(1) == '>': AddBad(at, 2, ParseProblem.UnexpectedCharacter); at += 2; break;
            case '-' or '−' or '–' or '—' or '‒' or '‑' or '‐' or '﹣' or '－' or '➖': Take(TokenKind.Minus, 1); break;
            case '*' when Ahead(1) == '*': Take(TokenKind.Power, 2); break;
            case '*' or '·' or '×' or '⋅' or '∙' or '•' or '✕' or '✖' or '∗' or '⨯' or '＊': Take(TokenKind.Times, 1); break;
            case '.' when Ahead(1) is '*': Take(TokenKind.Hadamard, 2); break;
            case '.' when Ahead(1) is 'T' or 'Т' && !char.IsLetterOrDigit(Ahead(2)) && !spaced && tokens is [.., { Kind: TokenKind.Name or TokenKind.CloseParenthesis or TokenKind.CloseBracket or TokenKind.EndMatrix }]: Take(TokenKind.Transpose, 2); break;
            case '⊙' or '∘' or '⊗' or '◦': Take(TokenKind.Hadamard, 1); break;
            case '/' or '÷' or '∕' or '⁄' or '／': Take(TokenKind.Slash, 1); break;
            case ':' when Ahead(1) == '=': Take(TokenKind.Equal, 2); break;
            case ':' when IsRatio(): Take(TokenKind.Slash, 1); break;
            case '^' when PrimeAbove() is > 0 and var raised: Take(TokenKind.Prime, raised); break;
            case '^' or 'ˆ' or '＾': Take(TokenKind.Power, 1); break;
            case '@': Take(TokenKind.At, 1); break;
            case '(' or '（': Take(TokenKind.OpenParenthesis, 1); break;
            case ')' or '）': Take(TokenKind.CloseParenthesis, 1); break;
            case '[' or '［': Take(TokenKind.OpenBracket, 1); break;
            case ']' or '］': Take(TokenKind.CloseBracket, 1); break;
            case '⌊': Take(TokenKind.OpenFloor, 1); break;
            case '⌋': Take(TokenKind.CloseFloor, 1); break;
            case '⌈': Take(TokenKind.OpenCeiling, 1); break;
            case '⌉': Take(TokenKind.CloseCeiling, 1); break;
            case '⟨' or '〈': Take(TokenKind.OpenAngle, 1); break;
            case '⟩' or '〉': Take(TokenKind.CloseAngle, 1); break;
            case '{': Take(TokenKind.OpenBrace, 1); break;
            case '}': Take(TokenKind.CloseBrace, 1); break;
            case '|' when Ahead(1) == '|': Take(TokenKind.DoubleBar, 2); break;
            case '‖' or '∥': Take(TokenKind.DoubleBar, 1); break;
            case '|' or '∣' or '｜': Take(TokenKind.Bar, 1); break;
            case '=' when Ahead(1) == '=': Take(TokenKind.Equal, 2); break;
            case '=' when Ahead(1) == '>': AddBad(at, 2, ParseProblem.UnexpectedCharacter); at += 2; break;
            case '=' or '＝': Take(TokenKind.Equal, 1); break;
            case '!' when Ahead(1) == '=': Take(TokenKind.NotEqual, 2); break;
            case '!': Take(TokenKind.Factorial, 1); break;
            case '≠': Take(TokenKind.NotEqual, 1); break;
            case '<' when Ahead(1) == '=': Take(TokenKind.LessOrEqual, 2); break;
            case '<' when Ahead(1) == '>': Take(TokenKind.NotEqual, 2); break;
            case '<': Take(TokenKind.Less, 1); break;
            case '≤' or '⩽': Take(TokenKind.LessOrEqual, 1); break;
            case '>' when Ahead(1) == '=': Take(TokenKind.GreaterOrEqual, 2); break;
            case '>': Take(TokenKind.Greater, 1); break;
            case '≥' or '⩾': Take(TokenKind.GreaterOrEqual, 1); break;
            case '≈' or '≃' or '≅' or '∼': Take(TokenKind.Approximately, 1); break;
            case '∧': Take(TokenKind.And, 1); break;
            case '∨': Take(TokenKind.Or, 1); break;
            case '¬': Take(TokenKind.Not, 1); break;
            case ',' or '，': Take(TokenKind.Comma, 1); break;
            case ';' or '；': Take(TokenKind.Semicolon, 1); break;
            case '√' or '∛': Add(TokenKind.Root, at, 1, sign == '∛' ? "3" : ""); at++; break;
            case '%': Take(TokenKind.Percent, 1); break;
            case '‰': AddBad(at, 1, ParseProblem.UnexpectedCharacter); at++; break;
            case '\'' or '′' or '’' or '‘': Take(TokenKind.Prime, 1); break;
            case '″': Take(TokenKind.Prime, 1); at--; Take(TokenKind.Prime, 1); break;
            case '⊤' or '⟙': Take(TokenKind.Transpose, 1); break;
            case '∂': Take(TokenKind.Partial, 1); break;
            case '∑': Take(TokenKind.Sum, 1); break;
            case '&': Take(TokenKind.Cell, 1); break;
            case '_': Take(TokenKind.Subscript, 1); break;
            default:
                var length = char.IsHighSurrogate(sign) && char.IsLowSurrogate(Ahead(1)) ? 2 : 1;
                AddBad(at, length, ParseProblem.UnexpectedCharacter);
                at += length;
                break;
        }
    }

    private static readonly string[] PrimesAbove = [@"^{\prime}", @"^\prime", "^{'}", "^{′}"];

    /// <summary>The length of <c>^{\prime}</c> and its like, 0 if it is not there.</summary>
    private int PrimeAbove()
    {
        foreach (var written in PrimesAbove)
            if (text.AsSpan(at, end - at).StartsWith(written)) return written.Length;
        return 0;
    }

    /// <summary>Is the colon a division: <c>8:5</c>, <c>1 : 2</c>?</summary>
    private bool IsRatio()
    {
        if (tokens is not [.., { Kind: TokenKind.Number or TokenKind.CloseParenthesis }]) return false;
        var next = at + 1;
        while (next < end && Letters.IsBlank(text[next])) next++;
        return next < end && (char.IsAsciiDigit(text[next]) || text[next] == '(');
    }

    // ---- numbers

    private const int LongestExponent = 3;

    private void ReadNumber()
    {
        if (TryReadPlainNumber()) return;
        var start = at;
        var digits = new StringBuilder();
        int? decimals = null;
        TakeDigits(digits);
        if (style.Groups && digits.Length is >= 1 and <= 3)
            while (GroupFollows())
            {
                at++;
                TakeDigits(digits);
            }

        var mark = MarkLength();
        if (mark > 0)
        {
            at += mark;
            var before = digits.Length;
            TakeDigits(digits);
            decimals = digits.Length - before;
        }
        else if (Here == '.' && Ahead(1) is not ('*' or '.') && !char.IsLetter(Ahead(1)))
        {
            if (at + 1 >= end || !IsTrailingDot()) at++;
        }

        if (style.Groups && decimals is not null && PeriodLength() is > 0 and var period)
        {
            ReadPeriod(start, digits, decimals.Value, period);
            return;
        }

        var value = new Rational(BigInteger.Parse(digits.Length == 0 ? "0" : digits.ToString(), CultureInfo.InvariantCulture), BigInteger.Pow(10, decimals ?? 0));
        if (ExponentLength(decimals is not null || digits.ToString() == "1") is > 0 and var exponent)
        {
            var power = int.Parse(text.AsSpan(at + 1, exponent - 1).ToString().Replace('−', '-'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            value *= Rational.Pow(10, power);
            decimals = (decimals ?? 0) - power;
            at += exponent;
        }
        else if (style.Groups && decimals is null) value = WithFraction(value);

        AddNumber(start, value, decimals);
    }

    private const int LongestPlainNumber = 18;

    /// <summary>Reads what nearly every number is, digits with at most one mark, if nothing that could belong to it stands behind.</summary>
    private bool TryReadPlainNumber()
    {
        var (start, next, digits, decimals) = (at, at, 0L, (int?)null);
        for (; next < end; next++)
        {
            if (char.IsAsciiDigit(text[next]))
            {
                digits = 10 * digits + (text[next] - '0');
                if (decimals is not null) decimals++;
            }
            else if (decimals is null && (text[next] == '.' || text[next] == ',' && !style.SeparatesAt(next)) && next + 1 < end && char.IsAsciiDigit(text[next + 1])) decimals = 0;
            else break;
            if (next - start >= LongestPlainNumber) return false;
        }

        if (next < end && !(text[next] is ')' or '*' or '+' or '-' or '/' or '^' or '=' or ';' or ']' or '}' or '|' or '&' or '<' or '>' || text[next] == ' ' && !style.Groups || Letters.IsLatin(text[next]) && text[next] is not ('e' or 'E'))) return false;
        at = next;
        AddNumber(start, decimals is { } places ? new Rational(digits, Tens[places]) : digits, decimals);
        return true;
    }

    /// <summary>10ⁿ</summary>
    private static readonly BigInteger[] Tens = [.. Enumerable.Range(0, LongestPlainNumber + 1).Select(n => BigInteger.Pow(10, n))];

    /// <summary>The length of the digits in <c>0,1(6)</c>; 0 if there is no such bracket.</summary>
    private int PeriodLength()
    {
        if (Here != '(') return 0;
        var length = Digits(at + 1);
        return Ahead(length + 1) == ')' ? length : 0;
    }

    /// <summary>0,1(6): the digits in brackets go on for ever.</summary>
    private void ReadPeriod(int start, StringBuilder digits, int decimals, int period)
    {
        var before = BigInteger.Parse(digits.ToString(), CultureInfo.InvariantCulture);
        var repeated = BigInteger.Parse(text.AsSpan(at + 1, period), NumberStyles.None, CultureInfo.InvariantCulture);
        at += period + 2;
        AddNumber(start, (before + new Rational(repeated, BigInteger.Pow(10, period) - 1)) * Rational.Pow(10, -decimals), null);
    }

    private void AddNumber(int start, Rational value, int? decimals)
    {
        tokens.Add(new(start, at - start, spaced, value, decimals));
        spaced = false;
    }

    /// <summary>A dot that ends a sentence stays where it is: the reply's reader takes it away, a formula has no use for it.</summary>
    private bool IsTrailingDot() => Ahead(1) is '\0';

    private void TakeDigits(StringBuilder digits)
    {
        while (at < end)
        {
            if (char.IsAsciiDigit(text[at])) digits.Append(text[at++]);
            else if (text[at] is 'о' or 'О' or 'З' && IsDigitLike()) digits.Append(text[at++] == 'З' ? '3' : '0');
            else break;
        }
    }

    /// <summary>A Cyrillic о or З among digits is a slip of the keyboard for 0 or 3, where no name begins with it.</summary>
    private bool IsDigitLike() => at > 0 && (char.IsAsciiDigit(text[at - 1]) || text[at - 1] is ',' or '.') && !char.IsLetter(Ahead(1)) && Ahead(1) is not '(' && Ahead(1) is not ('_' or '^') && names.FindName("o") is null;

    /// <summary>The length of a decimal mark with digits behind it: <c>.</c>, <c>,</c> or LaTeX's <c>{,}</c>.</summary>
    private int MarkLength()
    {
        if (Here == '.' && (char.IsAsciiDigit(Ahead(1)) || (Ahead(1) is 'о' or 'О' && char.IsAsciiDigit(Ahead(2))))) return 1;
        if (Here == ',' && (char.IsAsciiDigit(Ahead(1)) || (Ahead(1) is 'о' or 'О' && char.IsAsciiDigit(Ahead(2)))) && !style.SeparatesAt(at)) return 1;
        if (style.Groups && Here is '.' or ',' && Ahead(1) == '(' && Digits(at + 2) is > 0 and var period && Ahead(period + 2) == ')') return 1;      // 0,(3)
        if (Here == '{' && Ahead(1) is ',' or '.' && Here == '{' && Ahead(2) == '}' && char.IsAsciiDigit(Ahead(3))) return 3;
        return 0;
    }

    private bool GroupFollows() =>
        (Letters.IsBlank(Here) || Here is '\'' or '’') && char.IsAsciiDigit(Ahead(1)) && char.IsAsciiDigit(Ahead(2)) && char.IsAsciiDigit(Ahead(3)) && !char.IsAsciiDigit(Ahead(4));

    /// <summary>The length of <c>e-3</c> behind a number, 0 if there is none.</summary>
    /// <param name="isScientific">Is the number a likely mantissa, so that <c>1e-3x</c> is a thousandth of x and no e − 3x?</param>
    private int ExponentLength(bool isScientific)
    {
        if (Here is not ('e' or 'E' or 'е' or 'Е') || names.FindName("e") is not null) return 0;
        var length = Ahead(1) is '+' or '-' or '−' ? 2 : 1;
        var digits = 0;
        while (char.IsAsciiDigit(Ahead(length + digits))) digits++;
        var next = Ahead(length + digits);
        if (digits is < 1 or > LongestExponent || next is '^' or '_' or '.') return 0;
        return !char.IsLetter(next) || (length == 2 && isScientific) ? length + digits : 0;
    }

    /// <summary>Reads the fraction of a mixed number: <c>1 3/5</c>, <c>1½</c>.</summary>
    private Rational WithFraction(Rational whole)
    {
        var next = at;
        while (next < end && Letters.IsBlank(text[next])) next++;
        if (next < end && OfVulgarFraction(text[next]) is { } vulgar)
        {
            at = next + 1;
            return whole + vulgar;
        }

        if (next == at) return whole;
        var above = Digits(next);
        if (above == 0) return whole;
        var slash = next + above;
        if (slash >= end || text[slash] is not ('/' or '⁄' or '∕')) return whole;
        var beneath = Digits(slash + 1);
        if (beneath == 0) return whole;
        var numerator = BigInteger.Parse(text.AsSpan(next, above), NumberStyles.None, CultureInfo.InvariantCulture);
        var denominator = BigInteger.Parse(text.AsSpan(slash + 1, beneath), NumberStyles.None, CultureInfo.InvariantCulture);
        if (numerator >= denominator) return whole;
        at = slash + 1 + beneath;
        return whole + new Rational(numerator, denominator);
    }

    private int Digits(int from)
    {
        var length = 0;
        while (from + length < end && char.IsAsciiDigit(text[from + length])) length++;
        return length;
    }

    private static Rational? OfVulgarFraction(char sign) => sign switch
    {
        '½' => new(1, 2), '⅓' => new(1, 3), '⅔' => new(2, 3), '¼' => new(1, 4), '¾' => new(3, 4), '⅕' => new(1, 5), '⅖' => new(2, 5), '⅗' => new(3, 5),
        '⅘' => new(4, 5), '⅙' => new(1, 6), '⅚' => new(5, 6), '⅐' => new(1, 7), '⅛' => new(1, 8), '⅜' => new(3, 8), '⅝' => new(5, 8), '⅞' => new(7, 8),
        '⅑' => new(1, 9), '⅒' => new(1, 10), '↉' => Rational.Zero,
        _ => null,
    };

    private void ReadVulgarFraction(Rational fraction)
    {
        var start = at++;
        if (!spaced && tokens is [.., { Kind: TokenKind.Number, Decimals: null } whole])      // 1½
        {
            tokens.RemoveAt(tokens.Count - 1);
            tokens.Add(whole with { Value = whole.Value + fraction, Length = at - whole.Start });
        }
        else AddNumber(start, fraction, null);
    }

    /// <summary><c>x²</c>, <c>10⁻³</c>, <c>Xᵀ</c>: as <c>^{…}</c>.</summary>
    private void ReadSuperscript()
    {
        var start = at;
        var signs = RaisedAt(at);
        at += signs.Length;
        if (Here == '√' && signs.Length <= 2 && signs.All(char.IsAsciiDigit) && tokens is not [.., { Kind: TokenKind.Name or TokenKind.Number or TokenKind.Function or TokenKind.CloseParenthesis or TokenKind.CloseBracket or TokenKind.CloseBrace }])
        {
            at++;
            Add(TokenKind.Root, start, at - start, signs);      // ³√x; but x²√y is a product
            return;
        }

        if ((signs == "t" || signs.All(sign => sign == 'T')) && names.FindName("T") is null)
        {
            for (var place = start; place < at; place++) Add(TokenKind.Transpose, place, 1);      // Xᵀᵀ too
            return;
        }

        Add(TokenKind.Power, start, at - start);
        Add(TokenKind.OpenBrace, start, 0);
        if (signs == "-T" && names.FindName("T") is null)      // X⁻ᵀ
        {
            Add(TokenKind.Minus, start, 1);
            Add(TokenKind.Transpose, start + 1, 1);
            Add(TokenKind.CloseBrace, at, 0);
            return;
        }

        if (signs.Length <= LongestPlainNumber && signs.All(char.IsAsciiDigit)) AddNumber(start, long.Parse(signs, CultureInfo.InvariantCulture), null);
        else foreach (var token in Read(signs, 0, signs.Length, names, style).SkipLast(1)) tokens.Add(token with { Start = start, Length = at - start });
        Add(TokenKind.CloseBrace, at, 0);
    }

    private static readonly string[] RaisedDigits = [.. Enumerable.Range(0, 10).Select(digit => $"{digit}")];

    /// <summary>The raised signs from here on, as plain ones; each takes one place.</summary>
    private string RaisedAt(int from)
    {
        var to = from;
        while (to < end && Letters.FromSuperscript(text[to]) is not null) to++;
        return (to - from) switch
        {
            0 => "",
            1 when Letters.FromSuperscript(text[from]) is >= '0' and <= '9' and var digit => RaisedDigits[digit - '0'],
            var length => string.Create(length, (text, from), static (plain, source) =>
            {
                for (var i = 0; i < plain.Length; i++) plain[i] = Letters.FromSuperscript(source.text[source.from + i])!.Value;
            }),
        };
    }
}
