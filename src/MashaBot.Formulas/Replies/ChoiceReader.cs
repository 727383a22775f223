using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MashaBot.Formulas;

/// <summary>Reads options, orders and shapes: small whole numbers and the words around them.</summary>
internal static partial class ChoiceReader
{
    [GeneratedRegex(@"[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Digits { get; }

    private static UnreadableOf Fail(ReplyText text, string reply) => new(text, reply);

    private readonly struct UnreadableOf(ReplyText text, string reply)
    {
        public Reading.Unreadable As(int position, ParseProblem problem, string found, Expected expected, int? count = null, string? repair = null) => text.Unreadable(new(position, problem, found, [expected], repair, count), reply);
    }

    public static Reading Read(ReplyText text, string reply, ImmutableArray<string> options, bool one)
    {
        if (OfWords(text.Text, options) is { } byWords) return new Reading.Choice([byWords]);
        if (!one && OfWordLists(text.Text, options) is { } several) return new Reading.Choice(several);
        if (!one && text.AllWords().ToList() is { Count: > 0 } all && all.Exists(ReplyWords.All.Contains) && all.TrueForAll(word => ReplyWords.All.Contains(word) || ReplyWords.OfOptions.Contains(word)) && !Digits.IsMatch(text.Text))
            return new Reading.Choice([.. Enumerable.Range(1, options.Length)]);
        if (!Digits.IsMatch(text.Text) && OfLetters(text.Text, options.Length) is { } byLetters) return new Reading.Choice(byLetters);
        if (!Digits.IsMatch(text.Text) && Nearly(text.Text, options) is { } meant) return Fail(text, reply).As(0, ParseProblem.Word, text.Text, Expected.Option, options.Length, meant);
        text = text.Replace(OrdinalEnding, _ => "");
        if (text.AllWords().FirstOrDefault(ReplyWords.Weighty.Contains) is { } weighty && !text.AllWords().Any(ReplyWords.OfOptions.Contains) | text.AllWords().Count() < 4)
            return Fail(text, reply).As(text.Text.IndexOf(weighty, StringComparison.Ordinal), ParseProblem.Word, weighty, Expected.Option, options.Length);

        var plain = text.Words(word => ReplyWords.OfOptions.Contains(word) || ReplyWords.Fillers.Contains(word) && !word.Equals("да", StringComparison.OrdinalIgnoreCase) ? ""
            : ReplyWords.Ordinal(word) is { } ordinal ? $" {ordinal} " : ReplyWords.Cardinals.TryGetValue(word, out var number) ? $" {number} " : null);
        var numbers = Digits.Matches(plain.Text);
        if (plain.AllWords().FirstOrDefault() is { } word)
        {
            if (numbers.Count == 0 && OfLetters(plain.Text, options.Length) is { } letters) return new Reading.Choice(letters);
            if (!one || numbers.Count != 1 || !StartsWithNumber(plain.Text)) return Fail(plain, reply).As(plain.Text.IndexOf(word, StringComparison.Ordinal), ParseProblem.Word, word, Expected.Option, options.Length);
        }

        if (numbers.Count == 0) return Fail(plain, reply).As(0, ParseProblem.Unexpected, plain.Text, Expected.Option, options.Length);
        if (!one && numbers.Count == 2 && IsRange(plain.Text)) return Fail(plain, reply).As(numbers[0].Index, ParseProblem.Ambiguous, plain.Text, Expected.Separator);
        var chosen = ImmutableSortedSet.CreateBuilder<int>();
        foreach (Match match in numbers)
        {
            if (ToOption(match.Value, options.Length) is { } option) chosen.Add(option);
            else if (!one && numbers.Count == 1 && options.Length <= 9 && match.Value.Distinct().Count() == match.Length && match.Value.All(digit => ToOption($"{digit}", options.Length) is not null))
                foreach (var digit in match.Value) chosen.Add(digit - '0');
            else return Fail(plain, reply).As(match.Index, ParseProblem.NoSuchOption, match.Value, Expected.Option, options.Length);
        }

        return new Reading.Choice(chosen.ToImmutable());
    }

    /// <summary>2-й, 3-я, 2ой</summary>
    [GeneratedRegex(@"(?<=[0-9])\s{0,4}[-–]?\s{0,4}(?:ый|ий|ой|ая|ое|ые|го|му|й|я|е|м)(?!\p{L})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex OrdinalEnding { get; }

    private const int LeastForGuess = 8;
    private const int MostSlips = 2;
    private const int LongestOption = 120;

    /// <summary>The only option that differs by no more than two letters.</summary>
    private static string? Nearly(string reply, ImmutableArray<string> options)
    {
        if (reply.Length > LongestOption) return null;
        var said = Essence(reply);
        if (said.Length is < LeastForGuess or > LongestOption) return null;
        var near = options.Where(option => Essence(option) is { Length: <= LongestOption } essence && Distance(said, essence) <= MostSlips).ToList();
        return near.Count == 1 ? Latex.ToText(near[0]) : null;
    }

    /// <summary>How many letters have to be put in, left out or changed (Levenshtein).</summary>
    private static int Distance(string a, string b)
    {
        var costs = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (corner, best) = (costs[0], costs[0] = i);
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Math.Min(Math.Min(costs[j], costs[j - 1]) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1));
                (corner, costs[j]) = (costs[j], cost);
                best = Math.Min(best, cost);
            }

            if (best > MostSlips) return best;
        }

        return costs[^1];
    }

    private static bool StartsWithNumber(string text) => LeadingNumber.IsMatch(text);

    [GeneratedRegex(@"^[\s№#(\[]*[0-9]+(?![.,]?[0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex LeadingNumber { get; }

    private static bool IsRange(string text) => Range.IsMatch(text);

    [GeneratedRegex(@"^\D*[0-9]+\s*(?:-|–|—|\.\.+|…)\s*[0-9]+\D*$", RegexOptions.CultureInvariant)]
    private static partial Regex Range { get; }

    private static int? ToOption(string digits, int count) =>
        digits.Length <= 3 && int.Parse(digits, CultureInfo.InvariantCulture) is >= 1 and var option && option <= count ? option : null;

    /// <summary>а), b: letters for numbers.</summary>
    private static ImmutableSortedSet<int>? OfLetters(string text, int count)
    {
        if (text.Split([' ', ',', ';', '.', ')', '(']).Any(word => word.Length > 1)) return null;
        var chosen = ImmutableSortedSet.CreateBuilder<int>();
        foreach (var sign in text.ToLowerInvariant())
        {
            if (!char.IsLetter(sign)) continue;
            var option = "абвгдежз".IndexOf(sign, StringComparison.Ordinal) is >= 0 and var cyrillic ? cyrillic + 1 : "abcdefgh".IndexOf(sign, StringComparison.Ordinal) + 1;
            if (option < 1 || option > count) return null;
            chosen.Add(option);
        }

        return chosen.Count > 0 ? chosen.ToImmutable() : null;
    }

    /// <summary>The option whose own words the reply repeats, in full or from its beginning.</summary>
    private static int? OfWords(string reply, ImmutableArray<string> options)
    {
        if (reply.Length > LongestWords) return null;
        if (Copied(reply, options) is { } copied) return copied;
        var said = Essence(reply);
        if (said.Length < 2 || said.All(sign => char.IsAsciiDigit(sign) || sign == ' ')) return null;
        var essences = options.Select(Essence).ToList();
        var exact = Enumerable.Range(0, options.Length).Where(i => essences[i] == said).ToList();
        if (exact.Count == 1) return exact[0] + 1;
        if (said.Length < 4) return null;
        var begun = Enumerable.Range(0, options.Length).Where(i => essences[i].StartsWith(said, StringComparison.Ordinal) && (3 * said.Length >= essences[i].Length || essences[i][said.Length] == ' ')).ToList();
        if (begun.Count == 1) return begun[0] + 1;
        var held = Enumerable.Range(0, options.Length).Where(i => essences[i].Length >= 4 && said.EndsWith(essences[i], StringComparison.Ordinal)).ToList();
        return held.Count == 1 && begun.Count == 0 && said[..^essences[held[0]].Length].Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => OfOptions.Contains(word) || word == $"{held[0] + 1}") ? held[0] + 1 : null;
    }

    private const int LongestWords = 600;

    /// <summary>The option that the reply repeats to the sign, its number in front or not: [h > 0] and [h ≥ 0] have the same words.</summary>
    private static int? Copied(string reply, ImmutableArray<string> options)
    {
        var said = Signs(reply);
        if (!said.Any(sign => !char.IsAsciiDigit(sign) && sign is not ('.' or ')' or ','))) return null;
        var written = options.Select(Signs).ToList();
        var same = Enumerable.Range(0, options.Length).Where(i => said == written[i] || said == $"{i + 1}.{written[i]}" || said == $"{i + 1}){written[i]}").ToList();
        return same is [var only] ? only + 1 : null;
    }

    /// <summary>Every sign but blanks, formulas as text.</summary>
    private static string Signs(string text) => string.Concat(Latex.ToText(text).ToLowerInvariant().Where(sign => !char.IsWhiteSpace(sign)))
        .Replace(">=", "≥", StringComparison.Ordinal).Replace("<=", "≤", StringComparison.Ordinal).Replace("!=", "≠", StringComparison.Ordinal).Replace('-', '−');

    /// <summary>Several options by their own words: <c>RMSprop, Adam и Adagrad</c>.</summary>
    private static ImmutableSortedSet<int>? OfWordLists(string reply, ImmutableArray<string> options)
    {
        if (reply.Length > LongestWords) return null;
        // An option's own words may hold a comma or a semicolon: lines first.
        return Of(reply.Split('\n')) ?? Of(ListMark.Split(reply)) ?? Of(reply.Split(' ', StringSplitOptions.RemoveEmptyEntries), wholeOnly: true);

        ImmutableSortedSet<int>? Of(string[] pieces, bool wholeOnly = false)
        {
            var chosen = ImmutableSortedSet.CreateBuilder<int>();
            var (count, inWords) = (0, false);
            foreach (var piece in pieces)
            {
                var essence = Essence(piece);
                if (essence.Length == 0) continue;
                count++;
                var byNumber = essence.Length == 1 && char.IsAsciiDigit(essence[0]) ? ToOption(essence, options.Length) : null;
                if ((byNumber ?? (wholeOnly ? Whole(essence, options) : OfWords(piece, options))) is not { } option) return null;
                inWords |= byNumber is null;
                chosen.Add(option);
            }

            return count > 1 && inWords ? chosen.ToImmutable() : null;
        }
    }

    private static int? Whole(string essence, ImmutableArray<string> options)
    {
        for (var i = 0; i < options.Length; i++)
            if (Essence(options[i]) == essence) return i + 1;
        return null;
    }

    [GeneratedRegex(@"[\r\n,;+/]|\s(?:и|and)\s", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex ListMark { get; }

    /// <summary>The same words as they look when letters that look the same are the same.</summary>
    private static readonly HashSet<string> OfOptions = [.. ReplyWords.OfOptions.Select(word => string.Concat(word.Replace('ё', 'е').Select(Letters.Latin)))];

    /// <summary>Letters and digits only, one blank between words, ё as е, formulas as text.</summary>
    private static string Essence(string text)
    {
        var essence = new StringBuilder();
        foreach (var sign in Latex.ToText(text).ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(sign)) essence.Append(sign == 'ё' ? Letters.Latin('е') : Letters.Latin(sign));
            else if (essence.Length > 0 && essence[^1] != ' ') essence.Append(' ');
        }

        return essence.ToString().TrimEnd();
    }

    public static Reading ReadOrder(ReplyText text, string reply, int count, ImmutableArray<string> options)
    {
        if (OrderOfWords(text.Text, count, options) is { } byWords) return new Reading.Order(byWords);
        var most = Math.Max(count, options.Length);
        if (!Digits.IsMatch(text.Text) && ByLetters(text.Text, count) is { } letters) return letters;
        var plain = text.Replace(OrdinalEnding, _ => "").Words(word => ReplyWords.OfOptions.Contains(word) || ReplyWords.Fillers.Contains(word) ? "" : ReplyWords.OfOrders.Contains(word) ? " "
            : ReplyWords.Ordinal(word) is { } ordinal ? $" {ordinal} " : ReplyWords.Cardinals.TryGetValue(word, out var cardinal) ? $" {cardinal} " : null);
        if (plain.AllWords().FirstOrDefault(word => word is not ("to" or "rightarrow")) is { } stranger) return Fail(plain, reply).As(plain.Text.IndexOf(stranger, StringComparison.Ordinal), ParseProblem.Word, stranger, Expected.Permutation, count);
        var numbers = Digits.Matches(plain.Text).Select(match => match.Value).ToList();
        if (numbers is [var single] && single.Length == count && most <= 9) numbers = [.. single.Select(digit => $"{digit}")];
        var items = numbers.Select(number => ToOption(number, most)).ToList();
        if (items.FindIndex(item => item is null) is >= 0 and var stray) return Fail(plain, reply).As(plain.Text.IndexOf(numbers[stray], StringComparison.Ordinal), ParseProblem.NoSuchOption, numbers[stray], Expected.Permutation, count);
        if (items.Count != count || items.Distinct().Count() != count) return Fail(plain, reply).As(0, ParseProblem.WrongCount, plain.Text, Expected.Permutation, count);
        return new Reading.Order([.. items.Select(item => item!.Value)]);
    }

    /// <summary>The options' own words, or letters for them, with commas, arrows or line breaks between.</summary>
    private static ImmutableArray<int>? OrderOfWords(string reply, int count, ImmutableArray<string> options)
    {
        var pieces = OrderMark.Split(reply).Select(piece => piece.Trim()).Where(piece => piece.Length > 0).ToList();
        if (options is [] || pieces.Count != count || !pieces.Any(piece => piece.Any(char.IsLetter))) return null;
        var essences = options.Select(Essence).ToList();
        var items = pieces.Select(piece => essences.IndexOf(Essence(piece)) is >= 0 and var exact ? exact + 1 : OfWords(piece, options) ?? (piece.All(char.IsAsciiDigit) ? ToOption(piece, options.Length) ?? 0 : piece.Length == 1 && OfLetters(piece, options.Length) is [var letter] ? letter : 0)).ToList();
        return items.Contains(0) || items.Distinct().Count() < count ? null : [.. items];
    }

    [GeneratedRegex(@"->|=>|[\r\n,;→⇒>]|\s[-–—]\s", RegexOptions.CultureInvariant)]
    private static partial Regex OrderMark { get; }

    /// <summary>в, а, б</summary>
    private static Reading.Order? ByLetters(string text, int count)
    {
        var items = text.ToLowerInvariant().Where(char.IsLetter).Select(sign => "абвгдежз".IndexOf(sign, StringComparison.Ordinal) is >= 0 and var place ? place + 1 : "abcdefgh".IndexOf(sign, StringComparison.Ordinal) + 1).ToList();
        var isList = text.Split([' ', ',', ';', '.', ')', '(', '>', '-', '→', '<'], StringSplitOptions.RemoveEmptyEntries).All(word => word.Length == 1);
        return isList && items.Count == count && items.Distinct().Count() == count && items.TrueForAll(item => item >= 1 && item <= count) ? new([.. items]) : null;
    }

    [GeneratedRegex(@"^[\s(\[{]*(?:[0-9]{1,9}[\s]*(?:x|х|X|Х|×|\*|·|,|;|\\times|\\cdot|на|by|\s)?[\s]*)+[\s)\]},]*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ShapeText { get; }

    [GeneratedRegex(@"(?:(?<!\w)\w{1,20}\.)?size\s{0,4}(?=[(\[])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex TorchSize { get; }

    /// <summary>What cannot be part of a shape.</summary>
    [GeneratedRegex(@"[^0-9\s()\[\]{},;*·×xхXХ]+", RegexOptions.CultureInvariant)]
    private static partial Regex Strange { get; }

    public static Reading ReadShape(ReplyText text, string reply, int rank)
    {
        var plain = text.Words(word => ReplyWords.Fillers.Contains(word) || word.Equals("размер", StringComparison.OrdinalIgnoreCase) || word.Equals("форма", StringComparison.OrdinalIgnoreCase) || word.Equals("shape", StringComparison.OrdinalIgnoreCase) ? "" : null);
        plain = plain.Replace(TorchSize, _ => "");
        var from = plain.Text.LastIndexOf('=') + 1;
        var shape = plain.Text[from..];
        if (!ShapeText.IsMatch(shape) || Digits.Matches(shape).Any(match => match.Length > 9))
        {
            var strange = Strange.Match(shape) is { Success: true } match ? match : null;
            return Fail(plain, reply).As(from + (strange?.Index ?? 0), ParseProblem.Unexpected, strange?.Value ?? shape, Expected.List, rank);
        }

        var sizes = Digits.Matches(shape).Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture)).ToList();
        if (sizes.Count != rank) return Fail(plain, reply).As(from, ParseProblem.WrongCount, shape, Expected.List, rank);
        return new Reading.Vector([.. sizes.Select(size => new Quantity(size, 0, new Formula.Number(size)))], [.. sizes.Select(_ => (string?)null)]);
    }
}
