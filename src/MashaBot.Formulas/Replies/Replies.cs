using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace MashaBot.Formulas;

/// <summary>Reads learners' replies: numbers, lists, formulas, choices, with all that people put around them. Never throws.</summary>
public static partial class Replies
{
    /// <summary>What the reply says, read as what the part asks for.</summary>
    public static Reading Read(string? reply, Expectation expectation)
    {
        reply ??= "";
        if (reply.Length > Parser.LongestText) return new Reading.Unreadable(new(Parser.LongestText, ParseProblem.TooLong, "", [], Count: Parser.LongestText));
        var bare = ReplyText.Bare(reply).Replace(Mine, _ => " ").Replace(Smile, _ => " ").Replace(Place, _ => "");
        if (bare.Text.Length == 0) return new Reading.Unreadable(new(0, ParseProblem.Empty, "", []));
        if (expectation is not (Expectation.Choice or Expectation.Choices)) bare = bare.Replace(Preamble, _ => " ");
        return expectation switch
        {
            Expectation.Choice choice => ChoiceReader.Read(bare, reply, choice.Options, one: true),
            Expectation.Choices choices => ChoiceReader.Read(bare, reply, choices.Options, one: false),
            Expectation.Order order => ChoiceReader.ReadOrder(bare, reply, order.Count, order.Options),
            Expectation.Shape shape => ChoiceReader.ReadShape(bare, reply, shape.Rank),
            Expectation.Formula formula => ReadFormula(bare, reply, formula.Names),
            _ => ReadValues(bare, reply, expectation),
        };
    }

    /// <summary>«у меня получилось …»: the first word is none of the letters.</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{N}_])(?:" + ReplyWords.OfMine + @")(?!\p{L})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Mine { get; }

    /// <summary>The number of the question before numbers: «пункт 3: 5» is no quotient, and no two options.</summary>
    [GeneratedRegex(@"^(?:" + ReplyWords.Questions + @")\s*[0-9]+(?:\.[0-9]+)*\s*:\s+(?=[-−0-9(\[])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Place { get; }

    /// <summary>What leads to a value or a formula: «в итоге», «я получил», «пункт 3)». An option may have such words in its own text.</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{N}_])(?:" + ReplyWords.Leading + @")(?!\p{L})(?:\s*[:,](?!\d))?|^(?:" + ReplyWords.Questions + @")\s*[0-9]+(?:\.[0-9]+)*\s*[:)—–-]\s", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Preamble { get; }

    [GeneratedRegex(@"(?::-?[)(]+|=-?\)+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Smile { get; }

    // ---- numbers and lists

    /// <summary>First without the words that say nothing; then, if that can't be read, without any words at all.</summary>
    private static Reading ReadValues(ReplyText bare, string reply, Expectation expectation)
    {
        if (Enthusiasm.Match(bare.Text) is { Success: true } match && reply.TrimEnd().EndsWith(match.Value + "!", StringComparison.Ordinal) && !reply.TrimEnd().EndsWith("!!", StringComparison.Ordinal) && expectation is Expectation.Number or Expectation.Integer)
            return new Reading.Unreadable(new(reply.IndexOf('!', StringComparison.Ordinal), ParseProblem.Ambiguous, "!", [Expected.Number], Repair: match.Value));      // a factorial, or pleasure?
        bare = WithoutAsides(bare);
        var units = expectation is Expectation.Number { Units: { IsDefaultOrEmpty: false } asked } ? asked : [];
        if (!units.IsEmpty)
        {
            if (Units.BehindNumber.Matches(bare.Text).FirstOrDefault(found => IsOtherUnit(found.Groups["unit"].Value, units)) is { } other)
                return bare.Unreadable(new(other.Groups["unit"].Index, ParseProblem.Word, other.Groups["unit"].Value, [Expected.Number]), reply);
            bare = bare.Replace(Units.BehindNumber, found => Units.In(found.Groups["unit"].Value, units) is not { } size ? found.Value : size.IsOne ? " " : $" *({size})");
        }

        string? last = null;
        var plain = bare.Words(word =>
        {
            var before = last;
            last = word;
            if (before is not null && ReplyWords.Cardinals.ContainsKey(before) && !ReplyWords.Cardinals.ContainsKey(word) && ReplyWords.PartsOf(word) is { } parts) return $"/{parts}";
            return ReplyWords.Equal.Contains(word) ? "=" : ReplyWords.About.Contains(word) ? "≈" : ReplyWords.Fillers.Contains(word) ? "" : ReplyWords.Arithmetic.GetValueOrDefault(word);
        });
        plain = plain.Replace(Bold, found => found.Groups["inner"].Value).Replace(Framed, _ => "");
        if (expectation is Expectation.Vector or Expectation.Tuple or Expectation.Named) plain = plain.Words(word => ReplyWords.Joining.Contains(word) ? ";" : null);
        var reading = ReadPlain(plain, reply, expectation);
        if (reading is not Reading.Unreadable lost || bare.AllWords().Any(ReplyWords.Weighty.Contains)) return reading;
        if (expectation is Expectation.Number or Expectation.Integer && Continues.Match(plain.Text) is { Success: true, Index: > 0 } more) return plain.Unreadable(new(more.Index, ParseProblem.Word, more.Value.Trim(), [Expected.End]), reply);
        var numbers = plain.Words(word => ReplyWords.Cardinals.TryGetValue(word, out var number) ? $"{number}" : IsNoise(word) && !(units.Length > 0 && Units.IsKnown(word)) ? "" : null).Replace(Divided, _ => "/");
        if (numbers.Text == plain.Text || numbers.Text.Length == 0) return lost;
        return ReadPlain(numbers, reply, expectation) is var second && second is not Reading.Unreadable ? second : lost;
    }

    private const int LongestUnit = 5;

    /// <summary>A short word behind the number that is neither the unit asked for nor one that can be converted: kg for bytes.</summary>
    private static bool IsOtherUnit(string word, ImmutableArray<string> asked) => word.Length <= LongestUnit && Units.In(word, asked) is null
        && (Units.IsKnown(word) || word.Any(Letters.IsCyrillic) && !ReplyWords.Fillers.Contains(word) && !ReplyWords.Arithmetic.ContainsKey(word) && !ReplyWords.Joining.Contains(word) && !ReplyWords.Weighty.Contains(word) && !ReplyWords.About.Contains(word) && word is not ("х" or "Х"));

    /// <summary>ответ: **5**</summary>
    [GeneratedRegex(@"^\*\*(?<inner>[^*]+)\*\*$", RegexOptions.CultureInvariant)]
    private static partial Regex Bold { get; }

    [GeneratedRegex(@"^\d+$", RegexOptions.CultureInvariant)]
    private static partial Regex Enthusiasm { get; }

    /// <summary>«и ещё …» says that the number is not all.</summary>
    [GeneratedRegex(@"(?<=\d\s{0,4})\s(?:и|and|плюс|plus)\s+\p{L}[\p{L}\s-]*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Continues { get; }

    [GeneratedRegex(@"(?<!\s)\s+/\s*(?=\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Divided { get; }

    /// <summary>Without a remark in brackets and without the reasons that follow an answer.</summary>
    private static ReplyText WithoutAsides(ReplyText text) =>
        text.Replace(Remark, found => found.Value.All(sign => !char.IsLetter(sign) || Letters.IsLatin(Letters.Latin(sign))) ? found.Value : " ")
            .Replace(Reasons, found => found.Index == 0 ? found.Value : " ");

    [GeneratedRegex(@"\(\s*[А-Яа-яЁё][А-Яа-яЁё\s,.?!-]+\)", RegexOptions.CultureInvariant)]
    private static partial Regex Remark { get; }

    [GeneratedRegex(@"(?<![\s,;.(—–-])[\s,;.(—–-]+\b(?:" + ReplyWords.Explanations + @")(?=[\s.,]).*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Reasons { get; }

    /// <summary>A word that no formula of numbers has: Cyrillic, or two Latin letters and more that are no function.</summary>
    private static bool IsNoise(string word) => word.Any(Letters.IsCyrillic) ? word.Length > 1 || Letters.IsLatin(Letters.Latin(word[0])) is false || word is "у" or "У" : word == "I" || word.Length > 1 && Function.Find(word) is null && word is not ("pi" or "frac" or "sqrt");

    private static Reading ReadPlain(ReplyText plain, string reply, Expectation expectation)
    {
        var values = new ValueReader(plain.Text);
        try
        {
            return expectation switch
            {
                Expectation.Number { Units: var units } => values.ReadNumber(units),
                Expectation.Integer => values.ReadNumber([]),
                Expectation.Vector { Length: var length } => values.ReadVector(length, []),
                Expectation.Tuple { Names: var names } => values.ReadVector(names.Length, [.. names.Select(Vocabulary.Canonical)]),
                Expectation.Matrix { Rows: var rows, Columns: var columns } => values.ReadMatrix(rows, columns),
                Expectation.Named { ShapeOf: var shapeOf } => values.ReadNamed(shapeOf),
                _ => throw new UnreachableException(),
            };
        }
        catch (UnreadableException unreadable)
        {
            return plain.Unreadable(unreadable.Error with { Repair = expectation is Expectation.Number or Expectation.Integer ? NumberRepair(plain.Text, unreadable.Error) : null }, reply);
        }
    }

    /// <summary>A bracket too few or too many, a stray sign, a letter that looks like a digit; never another number.</summary>
    private static string? NumberRepair(string text, ParseError error) => text is [var single] ? DigitLike(single) : WithZeros(text) is { } zeros ? zeros : error.Problem is ParseProblem.UnclosedBracket or ParseProblem.UnmatchedBracket or ParseProblem.UnexpectedEnd
        && Repairs.Find(text, Vocabulary.Empty, new(Comma.Decimal) { Groups = true }, error) is { } repair && ValueReader.IsNumber(repair)
        ? repair
        : null;

    private const int LongestForZeros = 20;

    /// <summary>О,5: a letter for 0 among digits, and nothing else but digits and marks.</summary>
    private static string? WithZeros(string text)
    {
        if (text.Length > LongestForZeros || !text.Any(char.IsAsciiDigit) || !text.All(sign => char.IsAsciiDigit(sign) || sign is '.' or ',' or '-' or '−' || DigitLike(sign) == "0")) return null;
        var zeros = string.Concat(text.Select(sign => DigitLike(sign) == "0" ? '0' : sign));
        return zeros != text && ValueReader.IsNumber(zeros) ? zeros : null;
    }

    private static string? DigitLike(char letter) => letter switch
    {
        'о' or 'О' or 'o' or 'O' or 'ο' or 'Ο' => "0",
        'l' or 'I' or '|' => "1",
        'з' or 'З' => "3",
        'б' => "6",
        _ => null,
    };

    // ---- formulas

    private static Reading ReadFormula(ReplyText bare, string reply, Vocabulary names)
    {
        bare = WithoutAsides(bare);
        var plain = bare.Words(word => word.Length > 1 && word.Any(Letters.IsCyrillic) && ReplyWords.Fillers.Contains(word) || word.Equals("answer", StringComparison.OrdinalIgnoreCase) ? "" : ReplyWords.Equal.Contains(word) && word.Any(Letters.IsCyrillic) ? "=" : null);
        plain = plain.Replace(Framed, _ => "");
        if (plain.Text.Length == 0) return new Reading.Unreadable(new(0, ParseProblem.Empty, "", []));
        var reading = ReadFormula(plain, names, reply);
        if (reading is not Reading.Unreadable || !bare.Text.Any(Letters.IsCyrillic) && !bare.AllWords().Any(word => word is "if" or "otherwise" or "else") || bare.AllWords().Any(ReplyWords.Negating.Contains)) return reading;
        if (ReadFormula(InWords(plain, names), names, reply) is Reading.Formula inWords) return inWords;
        return SpokenCases.Of(plain.Text) is { } cases && TryFormula(cases, 0, cases.Length, names, Typed, out var pieces, out _) ? new Reading.Formula([pieces], null) : reading;
    }

    /// <summary>The brackets around a whole equation: (y = 2x).</summary>
    [GeneratedRegex(@"^\((?=[^()]*=(?:[^()]|\([^()]*\))*\)$)|\)$(?<=^\([^()]*=(?:[^()]|\([^()]*\))*\))", RegexOptions.CultureInvariant)]
    private static partial Regex Framed { get; }

    /// <summary>Said rather than written: x плюс y, корень из x, x в квадрате.</summary>
    private static ReplyText InWords(ReplyText plain, Vocabulary names) => plain.Replace(Squared, _ => " ^2").Replace(Cubed, _ => " ^3").Replace(ByHand, _ => " ").Words(word =>
        ReplyWords.Arithmetic.GetValueOrDefault(word)
        ?? (ReplyWords.Cardinals.TryGetValue(word, out var number) ? $"{number}" : null)
        ?? (ReplyWords.SpokenNames.TryGetValue(word, out var name) && names.IsName(name) ? name : null));

    [GeneratedRegex(@"(?<!\s)\s+(?:в\s+квадрате|squared)(?!\p{L})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Squared { get; }

    [GeneratedRegex(@"(?<!\s)\s+(?:в\s+кубе|cubed)(?!\p{L})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Cubed { get; }

    /// <summary>умножить <i>на</i>, корень <i>из</i></summary>
    [GeneratedRegex(@"(?<=(?:умножить|делить|разделить|корень)\s{1,4})(?:на|из|от)(?!\p{L})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex ByHand { get; }

    /// <summary>As a learner types a formula: 42 426 and 1 3/5 are numbers.</summary>
    private static readonly ReadingStyle Typed = new(Comma.Decimal) { Groups = true };

    private static Reading ReadFormula(ReplyText plain, Vocabulary names, string reply)
    {
        var text = plain.Text;
        var sides = Sides.Of(text);
        var (start, end) = sides[^1];
        string? label = null;
        if (sides.Count > 1)
        {
            if (text[start..end].Trim().Length == 0) return plain.Unreadable(new(text.Length, ParseProblem.UnexpectedEnd, "", [Expected.Formula]), reply);
            if (sides.Skip(1).FirstOrDefault(side => text[side.Start..side.End].Trim().Length == 0) is { End: > 0 } empty) return plain.Unreadable(new(empty.End, ParseProblem.Unexpected, text.Substring(empty.End, 1), [Expected.Formula]), reply);
            label = LabelOf(text[sides[0].Start..sides[0].End]);
        }

        if (TryFormula(text, start, end, names, Typed, out var formula, out var error))
        {
            if (formula.Parts().Any(IsForAuthors)) return plain.Unreadable(new(start, ParseProblem.Unexpected, text[start..end].Trim(), [Expected.Formula]), reply);
            if (!names.IsOfMatrices && text.AsSpan(start, end - start).IndexOfAny('\'', '′', '’') >= 0 && StrayPrime(formula) is { } primed) return plain.Unreadable(new(PrimeIn(text, start, end), ParseProblem.UnknownName, primed + "'", [Expected.Name]), reply);
            for (var i = sides.Count - 2; i >= 0; i--)
                if (Contradicts(text, sides[i], names, formula) is { } fault) return plain.Unreadable(fault, reply);
            var readings = ImmutableArray.Create(formula);
            if (OtherReading(text, start, end, names, formula) is { } other) readings = readings.Add(other);
            if (sides.Count == 2 && text[sides[0].End] == ':' && Quotient(text, sides[0].End, names) is { } quotient) readings = readings.Add(quotient);
            return new Reading.Formula(readings, label);
        }

        var repair = sides.Count == 1 ? Repairs.Find(text, names, Typed, error) : null;
        return plain.Unreadable(error with { Repair = repair }, reply);
    }

    /// <summary>A chain of equalities is an answer if its sides say the same, a name before it is a label; <c>2x + y = 0</c> is neither.</summary>
    private static ParseError? Contradicts(string text, Side side, Vocabulary names, Formula last)
    {
        var written = text[side.Start..side.End];
        if (ReplyLabel.IsLabel(written) || written.Trim().Length == 0) return null;
        if (!TryFormula(text, side.Start, side.End, names, Typed, out var formula, out var error)) return error;
        if (side.IsAbout || formula.Names().IsEmpty != last.Names().IsEmpty && formula is Formula.Name) return null;
        return Comparison.Compare(formula, Scope.Empty, last, Scope.Empty) == Equality.Different ? new(side.End, ParseProblem.Ambiguous, "=", [Expected.Formula]) : null;
    }

    private static string LabelOf(string written) => Vocabulary.Canonical(written.Contains('\\', StringComparison.Ordinal) ? Latex.ToText(written.Trim()) : written.Trim());

    /// <summary><c>x : y</c> may divide.</summary>
    private static Formula? Quotient(string text, int colon, Vocabulary names) =>
        TryFormula(string.Concat(text.AsSpan(0, colon), "/", text.AsSpan(colon + 1)), 0, text.Length, names, Typed, out var quotient, out _) ? quotient : null;

    /// <summary>A prime behind a number's name is neither a transpose nor anything else.</summary>
    private static string? StrayPrime(Formula formula) => formula.Parts().OfType<Formula.Unary>().Where(part => part.Sign == UnaryOperator.Transpose).Select(part => part.Operand).OfType<Formula.Name>().FirstOrDefault(name => char.IsLower(name.Id[0]))?.Id;

    private static int PrimeIn(string text, int start, int end) => text.AsSpan(start, end - start).IndexOfAny('\'', '′', '’') is >= 0 and var at ? start + at : start;

    /// <summary>A learner finds derivatives; the engine does so for authors only.</summary>
    private static bool IsForAuthors(Formula part) => part is Formula.Where or Formula.Call("grad" or "paths" or "decimals" or "round", _);

    private const int MostCommas = 7;
    private const int LongestGuess = 600;

    /// <summary>Commas between digits are decimal if the formula reads so; else the least number of them separates arguments.</summary>
    private static bool TryFormula(string text, int start, int end, Vocabulary names, ReadingStyle style, out Formula formula, out ParseError error)
    {
        error = null!;
        if (IsOpenComma(text, start, end) is { } first && Parser.TryParse(text, start, end, names, style with { Separators = first }, out formula, out _) && !HasStrangeArguments(formula)) return true;
        if (Parser.TryParse(text, start, end, names, style, out formula, out error)) return true;
        var commas = Commas(text, start, end);
        if (commas.Count == 0) return false;
        if (commas.Count > MostCommas || end - start > LongestGuess) return Parser.TryParse(text, start, end, names, style with { Comma = Comma.Separator }, out formula, out _);
        foreach (var mask in Enumerable.Range(1, (1 << commas.Count) - 1).OrderBy(mask => int.PopCount(mask)).ThenBy(mask => mask))
            if (Parser.TryParse(text, start, end, names, style with { Separators = commas.Where((_, i) => (mask >> i & 1) == 1).ToHashSet() }, out formula, out _)) return true;
        return false;
    }

    /// <summary>Positions of the comma in each <c>max(0,5x)</c> and its like: nobody compares one number only.</summary>
    private static HashSet<int>? IsOpenComma(string text, int start, int end)
    {
        HashSet<int>? found = null;
        foreach (var match in OpeningZero.EnumerateMatches(text.AsSpan(start, end - start)))
        {
            var comma = start + match.Index + match.Length - 1;
            if (comma + 1 < end && char.IsAsciiDigit(text[comma + 1])) (found ??= []).Add(comma);
        }

        return found;
    }

    [GeneratedRegex(@"(?:max|min|макс|мин)\s*(?:\\left)?\s*[({\[]\s*[0о],", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OpeningZero { get; }

    private static bool HasStrangeArguments(Formula formula) => formula.Parts().Any(part => part is Formula.Call("max" or "min", { Length: > 3 }));

    /// <summary>Commas that stand directly between digits.</summary>
    internal static List<int> Commas(string text, int start, int end)
    {
        var commas = new List<int>();
        for (var i = start + 1; i < end - 1; i++)
            if (text[i] == ',' && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1])) commas.Add(i);
        return commas;
    }

    /// <summary>Where something stands directly behind a divisor (<c>1/2x</c>), some people mean it to be below the bar too.</summary>
    private static Formula? OtherReading(string text, int start, int end, Vocabulary names, Formula formula) =>
        text.AsSpan(start, end - start).ContainsAny('/', '÷', '∕') && TryFormula(text, start, end, names, Typed with { Tight = true }, out var other, out _) && other != formula ? other : null;
}

/// <summary>Leaves a value reader from any depth.</summary>
internal sealed class UnreadableException(ParseError error) : Exception
{
    public ParseError Error { get; } = error;
}
