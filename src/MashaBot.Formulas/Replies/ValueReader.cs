using System.Collections.Immutable;
using System.Numerics;
using System.Text.RegularExpressions;
using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>Reads numbers, lists and matrices of numbers from a text that holds nothing else.</summary>
internal sealed partial class ValueReader(string text)
{
    private static readonly ReadingStyle OneNumber = new(Comma.Decimal) { Groups = true };
    private static readonly ReadingStyle Item = new(Comma.Decimal);
    private static readonly ReadingStyle List = new(Comma.Decimal) { BareList = true, LinesSeparate = true };

    private static UnreadableException Fail(int position, ParseProblem problem, string found, ImmutableArray<Expected> expected, int? count = null, int? given = null) =>
        new(new(position, problem, found, expected, Count: count) { Given = given });

    /// <summary>Did it matter for the reading that so many values were asked for?</summary>
    private bool commasSeparate;

    // ---- one number

    public static bool IsNumber(string text) => TryRead(text, 0, text.Length, OneNumber, out _, out _);

    public Reading ReadNumber(ImmutableArray<string> units)
    {
        if (Chunks() is { Count: >= 2 } chunks) return new Reading.Named([.. chunks.Select(Value)]);
        if (OfBound(units) is { } bound) return bound;
        var sides = Sides.Of(text);
        var (value, label) = sides.Count == 1 ? (Scalar(sides[0], units), null) : OfSides(sides, units);
        return new Reading.Number(value, label);
    }

    [GeneratedRegex(@"^\s*(?:0\s*(?:<|≤|<=)\s*)?(?<label>\\?[\p{L}][\p{L}\p{M}\d_{}₀-₉]*)\s*(?:<=?|>=?|≤|≥|⩽|⩾|\\l(?:e|eq|eqslant|t)\b|\\g(?:e|eq|eqslant|t)\b)\s*(?<value>[^<>≤≥=]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Bound { get; }

    /// <summary><c>η &lt; 0,4</c> gives the bound of what it names.</summary>
    private Reading.Number? OfBound(ImmutableArray<string> units)
    {
        if (Bound.Match(text) is not { Success: true } match) return null;
        var place = match.Groups["value"];
        return TryScalar(new(place.Index, place.Index + place.Length, IsAbout: false), units, out var value, out _)
            ? new(value with { IsBound = true }, Vocabulary.Canonical(match.Groups["label"].Value))
            : null;
    }

    private (Quantity Value, string? Label) OfSides(List<Side> sides, ImmutableArray<string> units)
    {
        var last = sides[^1];
        if (text[last.Start..last.End].Trim().Length == 0) throw Fail(text.Length, ParseProblem.UnexpectedEnd, "", [Expected.Number]);
        var isLabel = !TryScalar(sides[0], units, out var first, out _);
        if (!TryScalar(last, units, out var value, out var error))
        {
            if (!isLabel && sides.Count == 2 && IsLabel(text[last.Start..last.End].Trim())) return (first, LabelOf(last));      // 1.6 = w
            throw new UnreadableException(error);
        }

        if (last.IsAbout && sides.Count >= 2 && TryScalar(sides[^2], units, out var before, out _) && Rounds(before, value)) value = before;      // 8/3 ≈ 2.67
        return (value, isLabel ? LabelOf(sides[0]) : null);
    }

    private string LabelOf(Side side) => Canonical(text[side.Start..side.End].Trim());

    /// <summary>One spelling for each label, LaTeX or not.</summary>
    private static string Canonical(string label) => Vocabulary.Canonical(label.Contains("frac", StringComparison.Ordinal) || label.Contains("partial", StringComparison.Ordinal) ? Latex.ToText(label) : label);

    private static bool IsLabel(string label) => label.Length > 0 && label.Any(char.IsLetter);

    /// <summary>Is the second number the first one, rounded?</summary>
    private static bool Rounds(Quantity exact, Quantity rounded) =>
        rounded.Decimals is { } decimals && Math.Abs(exact.Value.ToDouble() - rounded.Value.ToDouble()) <= 0.5000001 * Math.Pow(10, -decimals);

    private Quantity Scalar(Side side, ImmutableArray<string> units) => TryScalar(side, units, out var value, out var error) ? value : throw new UnreadableException(error);

    private bool TryScalar(Side side, ImmutableArray<string> units, out Quantity value, out ParseError error)
    {
        var (start, end) = Trim(side.Start, side.End);
        foreach (var unit in units)
            if (end - start > unit.Length && text.AsSpan(start, end - start).EndsWith(unit, StringComparison.OrdinalIgnoreCase))
            {
                end -= unit.Length;
                break;
            }

        if (!TryRead(text, start, end, OneNumber, out value, out error)) return false;
        if (side.IsAbout) value = value with { IsApproximate = true };
        return true;
    }

    private (int Start, int End) Trim(int start, int end)
    {
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] == ';' || (text[start] == ',' && !(start + 1 < end && char.IsAsciiDigit(text[start + 1]))))) start++;
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is ';' or ',' || (text[end - 1] == '.' && end == text.Length))) end--;
        return (start, end);
    }

    internal static bool TryRead(string text, int start, int end, ReadingStyle style, out Quantity value, out ParseError error)
    {
        value = null!;
        if (!Parser.TryParse(text, start, end, Vocabulary.Empty, style, out var formula, out error))
        {
            if (error.Problem == ParseProblem.UnknownName && Parser.TryParse(text, start, end, Vocabulary.Open, style, out _, out _)) error = error with { Problem = ParseProblem.NotANumber, Expected = [Expected.Number] };
            return false;
        }

        // the comma in ‖(3,4)‖ separates: nobody takes the norm of one number
        if (style.Comma == Comma.Decimal && formula.Parts().Any(part => part is Formula.Call("norm", [not Formula.Vector])) && Replies.Commas(text, start, end).Count > 0)
            return TryRead(text, start, end, style with { Comma = Comma.Separator }, out value, out error);
        return TryEvaluate(formula, start, end, text, out value, out error);
    }

    private static bool TryEvaluate(Formula formula, int start, int end, string text, out Quantity value, out ParseError error)
    {
        (value, error) = (null!, null!);
        if (formula is Formula.Vector) error = new(start, ParseProblem.NotAScalar, text[start..end], [Expected.Number]);
        else if (formula.Parts().Any(part => part is Formula.Binary(var op, _, _) && (op.IsComparison() || op is Operator.And or Operator.Or))) error = new(start, ParseProblem.NotANumber, text[start..end], [Expected.Number]);
        else if (Evaluate(formula, out var tensor) is { } problem) error = new(start, problem, text[start..end], [Expected.Number]);
        else if (tensor.Count != 1) error = new(start, ParseProblem.NotAScalar, text[start..end], [Expected.Number]);
        else value = new(tensor.Values[0], DecimalsOf(formula), formula);
        return error is null;
    }

    private static ParseProblem? Evaluate(Formula formula, out Tensor<Real> value)
    {
        value = null!;
        try
        {
            value = Scope.Empty.Evaluate(formula);
            return null;
        }
        catch (EngineException error)
        {
            return error.InnerException is OverflowException ? ParseProblem.TooLarge : ParseProblem.Undefined;
        }
        catch (Exception error) when (error is FormulaException or ArithmeticException)
        {
            return error is OverflowException ? ParseProblem.TooLarge : ParseProblem.Undefined;
        }
    }

    /// <summary>Digits behind the mark of a number that was typed as a decimal, also as 1,6·10⁻³.</summary>
    private static int? DecimalsOf(Formula formula) => formula switch
    {
        Formula.Number { Decimals: { } decimals } => decimals,
        Formula.Number { Value.IsInteger: true } => 0,
        Formula.Unary(UnaryOperator.Negate, var operand) => DecimalsOf(operand),
        Formula.Binary(Operator.Multiply, var mantissa, Formula.Binary(Operator.Power, Formula.Number { Value: { IsInteger: true, Numerator: var ten } }, Formula.Number { Value: { IsInteger: true, Numerator: var power } }))
            when ten == 10 && BigInteger.Abs(power) < 1000 && DecimalsOf(mantissa) is { } decimals => decimals - (int)power,
        _ => null,
    };

    // ---- named values

    [GeneratedRegex(@"(?<![\w\\{}*·/+^(=≈])(?<label>[∂d∇]?\\?[\p{L}][\p{L}\p{M}\d_{}\\₀-₉⁰-⁹⁽⁾'′^]{0,30}(?:\^?\{?\([^()=;]{0,12}\)\}?)?(?:/[∂d]?[\p{L}\\][\p{L}\d_{}₀-₉]{0,20})?)\s*(?::=|=|≈|:)", RegexOptions.CultureInvariant)]
    private static partial Regex Label { get; }

    private const int MostChunks = 100;

    private readonly record struct Chunk(string Name, Side Value);

    /// <summary>The pieces of <c>h1 = 100.5, h2 = 0</c>. A label counts only where a value may begin.</summary>
    private List<Chunk> Chunks()
    {
        var matches = Label.Matches(text).Where(match => match.Index == 0 || StartsChunk(match.Index)).ToList();
        if (matches.Count > MostChunks) throw Fail(matches[MostChunks].Index, ParseProblem.TooLarge, matches[MostChunks].Value, [Expected.End], MostChunks);
        var chunks = new List<Chunk>();
        for (var i = 0; i < matches.Count; i++)
        {
            var end = i + 1 < matches.Count ? matches[i + 1].Index : text.Length;
            chunks.Add(new(Canonical(matches[i].Groups["label"].Value), new(matches[i].Index + matches[i].Length, end, matches[i].Value.EndsWith('≈'))));
        }

        return chunks;
    }

    private bool StartsChunk(int position)
    {
        var i = position - 1;
        while (i >= 0 && text[i] == ' ') i--;
        if (i < 0) return true;
        return text[i] is ',' or ';' or '\n' or '\r' || (i < position - 1 && (char.IsAsciiDigit(text[i]) || text[i] is ')' or ']'));
    }

    private NamedQuantity Value(Chunk chunk)
    {
        var (start, end) = Trim(chunk.Value.Start, chunk.Value.End);
        if (start >= end) throw Fail(start, ParseProblem.UnexpectedEnd, "", [Expected.Number]);
        var sub = new ValueReader(text[..end]);
        var sides = Sides.Of(text[start..end]).Select(side => new Side(side.Start + start, side.End + start, side.IsAbout)).ToList();
        var value = sides.Count == 1 ? sub.Scalar(sides[0], []) : sub.OfSides(sides, []).Value;
        return new(chunk.Name, value);
    }

    public Reading ReadNamed(Func<string, Shape?>? shapeOf)
    {
        if (Chunks() is { Count: > 0 } chunks) return shapeOf is not null ? new Reading.NamedLists([.. chunks.Select(chunk => Values(chunk, shapeOf(chunk.Name) ?? Shape.Scalar))]) : new Reading.Named([.. chunks.Select(Value)]);
        throw Fail(0, ParseProblem.Unexpected, text.Length > 0 ? text[..1] : "", [Expected.Name, Expected.Equals]);
    }

    private NamedList Values(Chunk chunk, Shape shape)
    {
        if (shape.IsScalar) return new(chunk.Name, [Value(chunk).Value]);
        var (start, end) = Trim(chunk.Value.Start, chunk.Value.End);
        if (shape.Rank == 1) return new(chunk.Name, Items(start, end, shape.Count));
        return new(chunk.Name, [.. ((Reading.Matrix)new ValueReader(text[start..end]).ReadMatrix(shape[0], shape[1])).Rows.SelectMany(row => row)]);
    }

    // ---- lists

    [GeneratedRegex(@"[;,]\s*(?<second>[;,])", RegexOptions.CultureInvariant)]
    private static partial Regex EmptyItem { get; }

    public Reading ReadVector(int length, ImmutableArray<string> names)
    {
        if (EmptyItem.Match(text) is { Success: true } empty) throw Fail(empty.Groups["second"].Index, ParseProblem.Unexpected, empty.Groups["second"].Value, [Expected.Number]);
        if (!names.IsEmpty && WithEquals(names) is { } written) return new ValueReader(written).ReadVector(length, names);
        var chunks = Chunks();
        if (chunks.Count >= 2 || (length == 1 && chunks.Count == 1))
        {
            if (chunks.Select(chunk => chunk.Name).Distinct().Count() < chunks.Count) throw Fail(chunks[^1].Value.Start, ParseProblem.Ambiguous, chunks[^1].Name, [Expected.Name]);
            if (chunks.Count == length) return InOrder([.. chunks.Select(Value)], names);
            if (chunks.Count < length && InGroups(chunks, length) is { } groups) return new Reading.Vector(groups, [.. groups.Select(_ => (string?)null)]);
            throw Fail(0, ParseProblem.WrongCount, text, [Expected.List], length, chunks.Count);
        }

        // one of several, by its name
        if (chunks.Count == 1 && (names.Contains(chunks[0].Name) || (length > 1 && names.IsEmpty && TryOne(chunks[0], out _) && Replies.Commas(text, 0, text.Length).Count == 0)) && TryOne(chunks[0], out var single)) return new Reading.Named([single]);
        var sides = Sides.Of(text);
        var (start, end) = Trim(sides[^1].Start, sides[^1].End);
        if (start >= end) throw Fail(text.Length, ParseProblem.UnexpectedEnd, "", [Expected.List]);
        var values = Items(start, end, length);
        var labels = sides.Count > 1 ? Labels(text[sides[0].Start..sides[0].End], length) : [];
        return InOrder([.. values.Select((value, i) => new NamedQuantity(i < labels.Length ? labels[i] : "", value))], names) with { CommasSeparate = commasSeparate };
    }

    private bool TryOne(Chunk chunk, out NamedQuantity value)
    {
        try
        {
            value = Value(chunk);
            return true;
        }
        catch (UnreadableException)
        {
            value = null!;
            return false;
        }
    }

    /// <summary><c>h1 −0,4, h2 3</c> and <c>h1 — 5; h2 — 3</c> with signs of equality, if all the names are there and none has one.</summary>
    private string? WithEquals(ImmutableArray<string> names)
    {
        if (names.Length < 2 || text.Contains('=', StringComparison.Ordinal) || text.Contains(':', StringComparison.Ordinal)) return null;
        var found = LooseLabel.Matches(text).Where(match => names.Contains(Canonical(match.Groups["label"].Value))).ToList();
        if (found.Count != names.Length || found.DistinctBy(match => Canonical(match.Groups["label"].Value)).Count() != names.Length) return null;
        var written = text.ToCharArray();
        foreach (var match in found) written[match.Groups["gap"].Index] = '=';
        foreach (var match in found)
            if (match.Groups["dash"] is { Success: true } dash) written[dash.Index] = ' ';
        return new(written);
    }

    [GeneratedRegex(@"(?<![\p{L}\d_])(?<label>\\?[\p{L}][\p{L}\p{M}\d_{}₀-₉]{0,30})(?<gap>\s)\s{0,4}(?<dash>[—–-](?=\s))?\s{0,4}(?=[-−–+]?\s{0,4}[\d.,½√(\\])", RegexOptions.CultureInvariant)]
    private static partial Regex LooseLabel { get; }

    /// <summary>Lists with names of their own, <c>h1: 1, 2; h2: 3, 4</c>: one list after the other. Null if they do not hold so many numbers.</summary>
    private ImmutableArray<Quantity>? InGroups(List<Chunk> chunks, int length)
    {
        if (length % chunks.Count != 0) return null;
        try
        {
            return [.. chunks.SelectMany(chunk => { var (start, end) = Trim(chunk.Value.Start, chunk.Value.End); return Items(start, end, length / chunks.Count); })];
        }
        catch (UnreadableException)
        {
            return null;
        }
    }

    /// <summary>The names in <c>(w1, w2) = …</c>.</summary>
    private static ImmutableArray<string> Labels(string left, int length)
    {
        var inner = left.Trim().Trim('(', ')', '[', ']', '{', '}');
        var names = inner.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.Length != length) names = inner.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return names.Length == length && length > 1 && names.All(name => char.IsLetter(name[0]) || name[0] == '∂' || Lexer.TryReadName(name, out _)) ? [.. names.Select(Canonical)] : [];
    }

    private static Reading.Vector InOrder(ImmutableArray<NamedQuantity> values, ImmutableArray<string> names)
    {
        if (names.Length == values.Length && values.Select(value => value.Name).ToHashSet() is var given && given.Count == values.Length && given.SetEquals(names))
            values = [.. names.Select(name => values.First(value => value.Name == name))];
        return new([.. values.Select(value => value.Value)], [.. values.Select(value => value.Name == "" ? null : value.Name)]);
    }

    /// <summary>So many numbers between start and end, however they are separated. What a comma means is decided by how many are expected.</summary>
    private ImmutableArray<Quantity> Items(int start, int end, int length)
    {
        var commas = Replies.Commas(text, start, end);
        if (length == 2 && commas.Count == 1 && text.AsSpan(start, end - start).IndexOfAny(' ', ';', '\n') < 0 && MinusZero.IsMatch(text.AsSpan(start, end - start))) throw Fail(start, ParseProblem.WrongCount, text[start..end], [Expected.List], length, 1);      // nobody writes −0
        var sawList = false;
        ParseError? first = null;
        if (commas.Count > 0 && !HasOtherSeparator(start, end, commas) && ByBlanks(start, end, length, [' ', '\t']) is { } spaced) return spaced;
        int? given = null;
        foreach (var style in Styles(start, end, commas, length))
        {
            if (!Parser.TryParse(text, start, end, Vocabulary.Empty, style, out var formula, out var error)) first ??= error;
            else if (TryItems(formula, length, start, end, out var items, out error))
            {
                commasSeparate |= style.Separators.Count > 0 && commas.Count > 0;
                return items;
            }
            else if (error.Problem == ParseProblem.WrongCount)
            {
                sawList = true;
                given ??= error.Given;
            }
            else first ??= error;
        }

        if ((ByBlanks(start, end, length, [' ', '\t', '\n', '\r']) ?? ByBlanks(start, end, length, [' ', '\t', '\n', '\r', ',', ';'])) is { } pieces) return pieces;
        throw sawList || first is null or { Problem: ParseProblem.MissingOperator } ? Fail(start, ParseProblem.WrongCount, text[start..end], [Expected.List], length, given) : new UnreadableException(first);
    }

    private const int MostCommas = 10;

    [GeneratedRegex(@"[-−–]\s*0,", RegexOptions.CultureInvariant)]
    private static partial Regex MinusZero { get; }

    /// <summary>The ways to read the commas between digits. Where another separator stands too (<c>;</c>, a comma with a blank), they are decimal.</summary>
    private IEnumerable<ReadingStyle> Styles(int start, int end, List<int> commas, int length)
    {
        var otherSeparators = HasOtherSeparator(start, end, commas);
        if (commas.Count == 0 || otherSeparators || commas.Count > MostCommas)
        {
            yield return List;
            if (otherSeparators) yield return List with { Groups = true };      // 3 900; 60 200 and 1 1/2; 2 1/3
            if (commas.Count > 0) yield return List with { Comma = Comma.Separator };
            yield break;
        }

        if (length - 1 > commas.Count)
        {
            yield return List;
            yield break;
        }

        // exactly length − 1 of them separate; if that can be done in two ways, the reply is unclear
        var ways = Enumerable.Range(0, 1 << commas.Count).Where(mask => int.PopCount(mask) == length - 1 && DecimalsAreApart(mask, commas)).Take(2).ToList();
        if (ways.Count == 2) throw Fail(start, ParseProblem.Ambiguous, text[start..end], [Expected.Separator], length);
        if (ways.Count == 1) yield return List with { Separators = commas.Where((_, i) => (ways[0] >> i & 1) == 1).ToHashSet() };
        else yield return List with { Comma = Comma.Separator };
    }

    /// <summary>No number may have two decimal commas.</summary>
    private bool DecimalsAreApart(int mask, List<int> commas)
    {
        for (var i = 1; i < commas.Count; i++)
            if ((mask >> i & 1) == 0 && (mask >> (i - 1) & 1) == 0 && text.AsSpan(commas[i - 1] + 1, commas[i] - commas[i - 1] - 1).IndexOfAnyExceptInRange('0', '9') < 0) return false;
        return true;
    }

    private bool HasOtherSeparator(int start, int end, List<int> commas)
    {
        for (var i = start; i < end; i++)
            if (text[i] is ';' or '\n' || (text[i] == ',' && !commas.Contains(i))) return true;
        return false;
    }

    private bool TryItems(Formula formula, int length, int start, int end, out ImmutableArray<Quantity> items, out ParseError error)
    {
        items = [];
        error = new(start, ParseProblem.WrongCount, text[start..end], [Expected.List], Count: length);
        while (formula is Formula.Unary(UnaryOperator.Transpose, var inner)) formula = inner;
        if (formula is Formula.Vector { Items: [Formula.Vector row] }) formula = row;      // a row of a matrix
        if (formula is Formula.Vector column && column.Items.All(item => item is Formula.Vector { Items.Length: 1 })) formula = new Formula.Vector([.. column.Items.Select(item => ((Formula.Vector)item).Items[0])]);
        if (formula is Formula.Vector(var parts))
        {
            if (parts.Length < length && parts.All(part => part is Formula.Vector)) parts = [.. parts.SelectMany(part => ((Formula.Vector)part).Items)];      // a list of lists, one after the other
            if (parts.Length != length)
            {
                error = error with { Given = parts.Length };
                return false;
            }

            var values = ImmutableArray.CreateBuilder<Quantity>(length);
            foreach (var part in parts)
            {
                if (!TryEvaluate(part, start, end, text, out var value, out error)) return false;
                values.Add(value);
            }

            items = values.ToImmutable();
            return true;
        }

        if (Evaluate(formula, out var tensor) is { } problem)
        {
            error = error with { Problem = problem, Count = null };
            return false;
        }

        if (tensor.Count != length) return false;
        items = length == 1 ? [new(tensor.Values[0], DecimalsOf(formula), formula)] : [.. tensor.Values.ToArray().Select(value => new Quantity(value, null, formula))];
        return true;
    }

    /// <summary>Items with nothing but blanks between them: <c>0,8 1,2 1,4</c>, <c>(1 2 3)</c>.</summary>
    private ImmutableArray<Quantity>? ByBlanks(int start, int end, int length, char[] blanks)
    {
        (start, end) = WithoutBrackets(start, end);
        var pieces = Pieces(start, end, blanks);
        if (pieces.Count != length) return null;
        var values = ImmutableArray.CreateBuilder<Quantity>(length);
        foreach (var (from, to) in pieces)
        {
            if (!TryRead(text, from, to, Item, out var value, out _)) return null;
            values.Add(value);
        }

        return values.ToImmutable();
    }

    private List<(int Start, int End)> Pieces(int start, int end, char[] separators)
    {
        var pieces = new List<(int, int)>();
        for (var i = start; i < end;)
        {
            if (separators.Contains(text[i]))
            {
                i++;
                continue;
            }

            var from = i;
            while (i < end && !separators.Contains(text[i])) i++;
            var to = i;
            while (to > from && text[to - 1] is ',' or ';') to--;
            if (to > from) pieces.Add((from, to));
        }

        return pieces;
    }

    private (int Start, int End) WithoutBrackets(int start, int end)
    {
        (start, end) = Trim(start, end);
        foreach (var transpose in new[] { "^T", "^{T}", @"^\top", "ᵀ", "'" })
            if (text.AsSpan(start, end - start).EndsWith(transpose, StringComparison.OrdinalIgnoreCase)) end -= transpose.Length;
        return end - start >= 2 && (text[start], text[end - 1]) is ('(', ')') or ('[', ']') or ('{', '}') or ('<', '>') or ('⟨', '⟩') or ('|', '|') && IsOnePair(start, end) ? Trim(start + 1, end - 1) : (start, end);
    }

    /// <summary>Does the bracket at the start close only at the end?</summary>
    private bool IsOnePair(int start, int end)
    {
        var depth = 0;
        for (var i = start; i < end - 1; i++)
        {
            if (text[i] is '(' or '[' or '{') depth++;
            else if (text[i] is ')' or ']' or '}' && --depth == 0) return false;
        }

        return true;
    }

    // ---- matrices

    [GeneratedRegex(@"[\])}]\s*(?:[,;]\s*)?[\[({]", RegexOptions.CultureInvariant)]
    private static partial Regex BetweenRows { get; }

    public Reading ReadMatrix(int rows, int columns)
    {
        if (BarsAtEnds.IsMatch(text)) return new ValueReader(text.Replace('|', ' ')).ReadMatrix(rows, columns);
        if (OfElements(rows, columns) is { } byElements) return byElements;
        var sides = Sides.Of(text);
        var (start, end) = Trim(sides[^1].Start, sides[^1].End);
        if (start >= end) throw Fail(text.Length, ParseProblem.UnexpectedEnd, "", [Expected.Matrix]);
        if (BySpacedRows(start, end, rows, columns) is { } spaced) return spaced;
        ParseError? broken = null;
        foreach (var style in new[] { List, List with { Comma = Comma.Separator } })
            if (!Parser.TryParse(text, start, end, Vocabulary.Empty, style, out var formula, out var error)) broken ??= error;
            else if (OfFormula(formula, rows, columns, start, end) is { } matrix) return matrix;
        if (broken is not null && text.Contains(@"\begin", StringComparison.Ordinal)) throw new UnreadableException(broken);
        var (innerStart, innerEnd) = WithoutBrackets(start, end);
        var lines = Rows(innerStart, innerEnd, rows);
        if (lines.Count != rows) throw Fail(start, ParseProblem.WrongCount, text[start..end], [Expected.Matrix], rows, lines.Count);
        return new Reading.Matrix([.. lines.Select((line, i) => Row(line, columns, i + 1))]);
    }

    /// <summary>Decimals with commas and blanks between them, <c>[−0,5 −1; 0,5 −1]</c>: their commas separate nothing, and a minus behind a blank subtracts nothing.</summary>
    private Reading.Matrix? BySpacedRows(int start, int end, int rows, int columns)
    {
        var (innerStart, innerEnd) = WithoutBrackets(start, end);
        var lines = Rows(innerStart, innerEnd, rows);
        if (columns == 1 || lines.Count != rows || Replies.Commas(text, start, end).Count == 0) return null;
        var read = ImmutableArray.CreateBuilder<ImmutableArray<Quantity>>(rows);
        foreach (var line in lines)
        {
            var (from, to) = WithoutBrackets(line.Start, line.End);
            if (HasOtherSeparator(from, to, Replies.Commas(text, from, to)) || ByBlanks(from, to, columns, [' ', '\t']) is not { } items) return null;
            read.Add(items);
        }
        return new(read.ToImmutable());
    }

    private ImmutableArray<Quantity> Row((int Start, int End) line, int columns, int number)
    {
        var (from, to) = WithoutBrackets(line.Start, line.End);
        try
        {
            return Items(from, to, columns);
        }
        catch (UnreadableException error)
        {
            throw new UnreadableException(error.Error with { Row = number });
        }
    }

    /// <summary>Lines as of a table: | 1 | 2 |</summary>
    [GeneratedRegex(@"^[ \t]*\|[^|\n]+(?:\|[^|\n]+)*\|[ \t]*(?:\n[ \t]*\|[^|\n]+(?:\|[^|\n]+)*\|[ \t]*)+$", RegexOptions.CultureInvariant)]
    private static partial Regex BarsAtEnds { get; }

    /// <summary>a11 = 1, a12 = 2, …: each element by its name.</summary>
    private Reading.Matrix? OfElements(int rows, int columns)
    {
        var chunks = Chunks();
        if (chunks.Count != rows * columns || rows > 9 || columns > 9) return null;
        var values = new Quantity?[rows, columns];
        foreach (var chunk in chunks)
        {
            if (chunk.Name is not [.. var letters, >= '1' and <= '9' and var row, >= '1' and <= '9' and var column] || letters != chunks[0].Name[..^2] || row - '0' > rows || column - '0' > columns) return null;
            values[row - '1', column - '1'] = Value(chunk).Value;
        }

        return values.Cast<Quantity?>().Any(value => value is null) ? null : new([.. Enumerable.Range(0, rows).Select(i => Enumerable.Range(0, columns).Select(j => values[i, j]!).ToImmutableArray())]);
    }

    private List<(int Start, int End)> Rows(int start, int end, int rows)
    {
        var byLines = Pieces(start, end, ['\n', '\r']);
        if (byLines.Count == rows) return byLines;
        var bySemicolons = Pieces(start, end, [';']);
        if (bySemicolons.Count == rows) return bySemicolons;
        var cuts = BetweenRows.Matches(text[start..end]);
        if (cuts.Count == rows - 1)
        {
            var pieces = new List<(int, int)>();
            var from = start;
            foreach (Match cut in cuts)
            {
                pieces.Add((from, start + cut.Index + 1));
                from = start + cut.Index + cut.Length - 1;
            }

            pieces.Add((from, end));
            return pieces;
        }

        var byBars = Pieces(start, end, ['|', '/']);
        return byBars.Count == rows ? byBars : byLines;
    }

    private Reading.Matrix? OfFormula(Formula formula, int rows, int columns, int start, int end)
    {
        if (formula is Formula.Vector { Items: var given } && given.Length == rows && given.All(row => row is Formula.Vector { Items.Length: var length } && length == columns))
        {
            var read = ImmutableArray.CreateBuilder<ImmutableArray<Quantity>>(rows);
            foreach (var row in given)
            {
                if (!TryItems(row, columns, start, end, out var items, out _)) return null;
                read.Add(items);
            }

            return new(read.ToImmutable());
        }

        if ((rows == 1 || columns == 1) && TryItems(formula, rows * columns, start, end, out var flat, out _) && formula is not Formula.Vector { IsMatrix: true })
            return new(rows == 1 ? [flat] : [.. flat.Select(value => ImmutableArray.Create(value))]);
        if (formula is Formula.Vector || Evaluate(formula, out var tensor) is not null || tensor.Shape != Shape.Of(rows, columns)) return null;
        return new([.. Enumerable.Range(0, rows).Select(i => Enumerable.Range(0, columns).Select(j => new Quantity(tensor[i, j], null, formula)).ToImmutableArray())]);
    }
}
