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

    private static UnreadableException Fail(int position, ParseProblem problem, string found, ImmutableArray<Expected> expected, int? count = null) =>
        new(new(position, problem, found, expected, Count: count));

    // ---- one number

    public Reading ReadNumber(ImmutableArray<string> units)
    {
        if (Chunks() is { Count: >= 2 } chunks) return new Reading.Named([.. chunks.Select(Value)]);
        var sides = Sides.Of(text);
        var (value, label) = sides.Count == 1 ? (Scalar(sides[0], units), null) : OfSides(sides, units);
        return new Reading.Number(value, label);
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

    private string LabelOf(Side side) => Vocabulary.Canonical(text[side.Start..side.End].Trim());

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

    [GeneratedRegex(@"(?<![\w\\{}*·/+^(=≈])(?<label>[∂d∇]?\\?[\p{L}][\p{L}\p{M}\d_{}\\₀-₉'′^]*(?:\([^()=;]{0,12}\))?(?:/[∂d]?[\p{L}\\][\p{L}\d_{}₀-₉]*)?)\s*(?::=|=|≈|:)", RegexOptions.CultureInvariant)]
    private static partial Regex Label { get; }

    private readonly record struct Chunk(string Name, Side Value);

    /// <summary>The pieces of <c>h1 = 100.5, h2 = 0</c>. A label counts only where a value may begin.</summary>
    private List<Chunk> Chunks()
    {
        var matches = Label.Matches(text).Where(match => match.Index == 0 || StartsChunk(match.Index)).ToList();
        var chunks = new List<Chunk>();
        for (var i = 0; i < matches.Count; i++)
        {
            var end = i + 1 < matches.Count ? matches[i + 1].Index : text.Length;
            chunks.Add(new(Vocabulary.Canonical(matches[i].Groups["label"].Value), new(matches[i].Index + matches[i].Length, end, matches[i].Value.EndsWith('≈'))));
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

    public Reading ReadNamed()
    {
        if (Chunks() is { Count: > 0 } chunks) return new Reading.Named([.. chunks.Select(Value)]);
        throw Fail(0, ParseProblem.Unexpected, text.Length > 0 ? text[..1] : "", [Expected.Name, Expected.Equals]);
    }

    // ---- lists

    public Reading ReadVector(int length, ImmutableArray<string> names)
    {
        if (Chunks() is { Count: >= 2 } chunks || (length == 1 && (chunks = Chunks()).Count == 1))
        {
            if (chunks.Count < length && InGroups(chunks, length) is { } groups) return new Reading.Vector(groups, [.. groups.Select(_ => (string?)null)]);
            if (chunks.Count != length) throw Fail(0, ParseProblem.WrongCount, text, [Expected.List], length);
            return InOrder([.. chunks.Select(Value)], names);
        }

        var sides = Sides.Of(text);
        var (start, end) = Trim(sides[^1].Start, sides[^1].End);
        if (start >= end) throw Fail(text.Length, ParseProblem.UnexpectedEnd, "", [Expected.List]);
        var values = Items(start, end, length);
        var labels = sides.Count > 1 ? Labels(text[sides[0].Start..sides[0].End], length) : [];
        return InOrder([.. values.Select((value, i) => new NamedQuantity(i < labels.Length ? labels[i] : "", value))], names);
    }

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
        var names = left.Trim().Trim('(', ')', '[', ']', '{', '}').Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return names.Length == length && length > 1 && names.All(name => char.IsLetter(name[0]) || name[0] is '\\' or '∂') ? [.. names.Select(Vocabulary.Canonical)] : [];
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
        var sawList = false;
        ParseError? first = null;
        if (commas.Count > 0 && !HasOtherSeparator(start, end, commas) && ByBlanks(start, end, length, [' ', '\t']) is { } spaced) return spaced;
        foreach (var style in Styles(start, end, commas, length))
        {
            if (!Parser.TryParse(text, start, end, Vocabulary.Empty, style, out var formula, out var error)) first ??= error;
            else if (TryItems(formula, length, start, end, out var items, out error)) return items;
            else if (error.Problem == ParseProblem.WrongCount) sawList = true;
            else first ??= error;
        }

        if ((ByBlanks(start, end, length, [' ', '\t', '\n', '\r']) ?? ByBlanks(start, end, length, [' ', '\t', '\n', '\r', ',', ';'])) is { } pieces) return pieces;
        throw sawList || first is null or { Problem: ParseProblem.MissingOperator } ? Fail(start, ParseProblem.WrongCount, text[start..end], [Expected.List], length) : new UnreadableException(first);
    }

    private const int MostCommas = 10;

    /// <summary>The ways to read the commas between digits. Where another separator stands too (<c>;</c>, a comma with a blank), they are decimal.</summary>
    private IEnumerable<ReadingStyle> Styles(int start, int end, List<int> commas, int length)
    {
        var otherSeparators = HasOtherSeparator(start, end, commas);
        if (commas.Count == 0 || otherSeparators || commas.Count > MostCommas)
        {
            yield return List;
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
            if (parts.Length != length) return false;
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

    [GeneratedRegex(@"[\])}]\s*[,;]?\s*[\[({]", RegexOptions.CultureInvariant)]
    private static partial Regex BetweenRows { get; }

    public Reading ReadMatrix(int rows, int columns)
    {
        var sides = Sides.Of(text);
        var (start, end) = Trim(sides[^1].Start, sides[^1].End);
        if (start >= end) throw Fail(text.Length, ParseProblem.UnexpectedEnd, "", [Expected.Matrix]);
        foreach (var style in new[] { List, List with { Comma = Comma.Separator } })
            if (Parser.TryParse(text, start, end, Vocabulary.Empty, style, out var formula, out _) && OfFormula(formula, rows, columns, start, end) is { } matrix) return matrix;
        var (innerStart, innerEnd) = WithoutBrackets(start, end);
        var lines = Rows(innerStart, innerEnd, rows);
        if (lines.Count != rows) throw Fail(start, ParseProblem.WrongCount, text[start..end], [Expected.Matrix], rows);
        return new Reading.Matrix([.. lines.Select(line => { var (from, to) = WithoutBrackets(line.Start, line.End); return Items(from, to, columns); })]);
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
