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
        var bare = ReplyText.Bare(reply);
        if (bare.Text.Length == 0) return new Reading.Unreadable(new(0, ParseProblem.Empty, "", []));
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

    // ---- numbers and lists

    /// <summary>First without the words that say nothing; then, if that can't be read, without any words at all.</summary>
    private static Reading ReadValues(ReplyText bare, string reply, Expectation expectation)
    {
        var plain = bare.Words(word => ReplyWords.Equal.Contains(word) ? "=" : ReplyWords.About.Contains(word) ? "≈" : ReplyWords.Fillers.Contains(word) ? "" : ReplyWords.Arithmetic.GetValueOrDefault(word));
        if (expectation is Expectation.Vector or Expectation.Tuple or Expectation.Named) plain = plain.Words(word => ReplyWords.Joining.Contains(word) ? ";" : null);
        var reading = ReadPlain(plain, reply, expectation);
        if (reading is not Reading.Unreadable lost || bare.AllWords().Any(ReplyWords.Weighty.Contains)) return reading;
        var numbers = plain.Words(word => ReplyWords.Cardinals.TryGetValue(word, out var number) ? $"{number}" : IsNoise(word) ? "" : null);
        if (numbers.Text == plain.Text || numbers.Text.Length == 0) return lost;
        return ReadPlain(numbers, reply, expectation) is var second && second is not Reading.Unreadable ? second : lost;
    }

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
                Expectation.Named => values.ReadNamed(),
                _ => throw new UnreachableException(),
            };
        }
        catch (UnreadableException unreadable)
        {
            return plain.Unreadable(unreadable.Error with { Repair = expectation is Expectation.Number or Expectation.Integer ? NumberRepair(plain.Text, unreadable.Error) : null }, reply);
        }
    }

    /// <summary>A bracket too few or too many, a stray sign; never another number.</summary>
    private static string? NumberRepair(string text, ParseError error) => error.Problem is ParseProblem.UnclosedBracket or ParseProblem.UnmatchedBracket or ParseProblem.UnexpectedEnd
        ? Repairs.Find(text, Vocabulary.Empty, new(Comma.Decimal) { Groups = true }, error)
        : null;

    // ---- formulas

    private static Reading ReadFormula(ReplyText bare, string reply, Vocabulary names)
    {
        var plain = bare.Words(word => word.Length > 1 && word.Any(Letters.IsCyrillic) && ReplyWords.Fillers.Contains(word) || word.Equals("answer", StringComparison.OrdinalIgnoreCase) ? "" : ReplyWords.Equal.Contains(word) && word.Any(Letters.IsCyrillic) ? "=" : null);
        var text = plain.Text;
        if (text.Length == 0) return new Reading.Unreadable(new(0, ParseProblem.Empty, "", []));
        var sides = Sides.Of(text);
        var (start, end) = sides[^1];
        string? label = null;
        if (sides.Count > 1)
        {
            label = Vocabulary.Canonical(text[sides[0].Start..sides[0].End].Trim());
            if (text[start..end].Trim().Length == 0) return plain.Unreadable(new(text.Length, ParseProblem.UnexpectedEnd, "", [Expected.Formula]), reply);
        }

        if (TryFormula(text, start, end, names, new(Comma.Decimal), out var formula, out var error))
        {
            if (formula.Parts().Any(IsForAuthors)) return plain.Unreadable(new(start, ParseProblem.Unexpected, text[start..end].Trim(), [Expected.Formula]), reply);
            var readings = OtherReading(text, start, end, names, formula) is { } other ? ImmutableArray.Create(formula, other) : [formula];
            return new Reading.Formula(readings, label);
        }

        var repair = sides.Count == 1 ? Repairs.Find(text, names, new(Comma.Decimal), error) : null;
        return plain.Unreadable(error with { Repair = repair }, reply);
    }

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
        text.AsSpan(start, end - start).ContainsAny('/', '÷', '∕') && TryFormula(text, start, end, names, new(Comma.Decimal) { Tight = true }, out var other, out _) && other != formula ? other : null;
}

/// <summary>Leaves a value reader from any depth.</summary>
internal sealed class UnreadableException(ParseError error) : Exception
{
    public ParseError Error { get; } = error;
}
