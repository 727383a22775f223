using System.Collections.Immutable;
using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>What stands by itself: numbers, names, calls, brackets, fractions, roots, matrices.</summary>
internal sealed partial class Parser
{
    private static readonly ImmutableArray<Expected> Operand = [Expected.Number, Expected.Name, Expected.OpeningBracket];

    private Formula ReadPrimary()
    {
        switch (Here.Kind)
        {
            case TokenKind.Number:
                var number = Next();
                return new Formula.Number(number.Value) { Decimals = number.Decimals };
            case TokenKind.Name:
                var name = Next().Text;
                return IsEuler(name) ? new Formula.Call("exp", [new Formula.Number(1)]) : new Formula.Name(name);
            case TokenKind.Function:
                return Nested(static parser => parser.ReadCall());
            case TokenKind.OpenParenthesis:
                return ReadParentheses();
            case TokenKind.OpenBracket:
                return ReadBrackets();
            case TokenKind.OpenBrace:
                return Nested(static parser => parser.ReadBraces());
            case TokenKind.Less when !names.Names.IsEmpty:
                return Nested(static parser => parser.ReadInequalitySigns());
            case TokenKind.OpenAngle:
                return Nested(static parser => parser.ReadAngles());
            case TokenKind.OpenFloor:
                return Nested(static parser => parser.ReadRounded("floor", TokenKind.CloseFloor));
            case TokenKind.OpenCeiling:
                return Nested(static parser => parser.ReadRounded("ceil", TokenKind.CloseCeiling));
            case TokenKind.Bar or TokenKind.OpenBar:
                return ReadBars();
            case TokenKind.DoubleBar:
                return Nested(static parser => parser.ReadDoubleBars());
            case TokenKind.Fraction:
                return Nested(static parser => parser.ReadFraction());
            case TokenKind.Binomial:
                return Nested(static parser => parser.ReadBinomial());
            case TokenKind.Root:
                return Nested(static parser => parser.ReadRoot());
            case TokenKind.Partial:
                return Nested(static parser => parser.ReadPartial());
            case TokenKind.BeginMatrix:
                return Nested(static parser => parser.ReadMatrix());
            case TokenKind.BeginCases:
                return Nested(static parser => parser.ReadCases());
            case TokenKind.Sum:
                return Nested(static parser => parser.ReadSigma());
            default:
                throw Unexpected(Operand);
        }
    }

    // {x, x > 0; 0, x ≤ 0} is a function by pieces
    private Formula ReadBraces() => ReadItems(Next(), TokenKind.CloseBrace) switch
    {
        [] => throw Unexpected(Operand),
        [var single] => single,
        var items when items.Length > 1 && Enumerable.Range(0, items.Length / 2).All(i => IsCondition(items[2 * i + 1])) => new Formula.Call("cases", items),
        var items => new Formula.Vector(items),
    };

    /// <summary>Is it the number e, and no name of the vocabulary?</summary>
    private bool IsEuler(string name) => name == "e" && !names.IsName("e");

    private Formula ReadParentheses()
    {
        var open = Next();
        if (Here.Kind == TokenKind.CloseParenthesis) throw Unexpected(Operand);
        var bars = openBars;
        openBars = 0;
        var first = ReadFormula();
        if (!IsSeparator(Here.Kind))
        {
            openBars = bars;
            if (!Skip(TokenKind.CloseParenthesis)) throw Unclosed(open);
            return first;
        }

        var items = ImmutableArray.CreateBuilder<Formula>();
        items.Add(first);
        while (IsSeparator(Here.Kind))
        {
            at++;
            if (Here.Kind == TokenKind.CloseParenthesis) break;
            items.Add(ReadFormula());
        }

        openBars = bars;
        if (!Skip(TokenKind.CloseParenthesis)) throw Unclosed(open);
        return new Formula.Vector(items.ToImmutable());
    }

    // [x > 0] is Iverson's bracket, [a, b] a vector, [a, b; c, d] a matrix, [(x + 1)] mere brackets around a formula
    private Formula ReadBrackets()
    {
        var open = Next();
        var bars = openBars;
        openBars = 0;
        var rows = ImmutableArray.CreateBuilder<Formula>();
        var row = ImmutableArray.CreateBuilder<Formula>();
        var commas = false;
        do
        {
            if (row.Count + rows.Count > 0 && Here.Kind == TokenKind.CloseBracket) break;
            row.Add(ReadFormula());
            if (Here.Kind == TokenKind.Comma) commas = true;
            else if (Here.Kind is TokenKind.Semicolon or TokenKind.Row)
            {
                rows.Add(new Formula.Vector(row.ToImmutable()));
                row.Clear();
            }
        }
        while (Here.Kind is TokenKind.Comma or TokenKind.Semicolon or TokenKind.Row && Skip(Here.Kind));
        openBars = bars;
        if (!Skip(TokenKind.CloseBracket)) throw Unclosed(open);
        if (rows.Count == 0)
            return row.Count > 1 ? new Formula.Vector(row.ToImmutable())
                : IsCondition(row[0]) ? new Formula.Iverson(row[0])
                : commas || row[0] is Formula.Vector ? new Formula.Vector(row.ToImmutable()) : row[0];
        if (row.Count > 0) rows.Add(new Formula.Vector(row.ToImmutable()));
        if (!commas) return new Formula.Vector([.. rows.Select(one => ((Formula.Vector)one).Items[0])]);
        if (rows.Select(one => ((Formula.Vector)one).Items.Length).Distinct().Count() > 1) throw Fail(ParseProblem.RaggedRows, open, Expected.Matrix);
        return new Formula.Vector(rows.ToImmutable());
    }

    private static bool IsCondition(Formula formula) => formula switch
    {
        Formula.Binary(Operator.And or Operator.Or, _, _) => true,
        Formula.Binary(var op, _, _) => op.IsComparison(),
        Formula.Unary(UnaryOperator.Not, _) => true,
        _ => false,
    };

    // ⟨w, x⟩ is a product of two vectors, ⟨1; 2⟩ a vector
    private Formula ReadAngles()
    {
        var items = ReadItems(Next(), TokenKind.CloseAngle);
        return items switch
        {
            [] => throw Unexpected(Operand),
            [var single] => single,
            [var left, var right] when !left.Names().IsEmpty || !right.Names().IsEmpty => new Formula.Call("dot", [left, right]),
            _ => new Formula.Vector(items),
        };
    }

    // <w, x> typed with what is on the keyboard
    private Formula.Call ReadInequalitySigns()
    {
        var open = Next();
        var left = ReadSum();
        if (!IsSeparator(Here.Kind)) throw Fail(ParseProblem.Unexpected, open, [.. Operand]);
        at++;
        var right = ReadSum();
        if (!Skip(TokenKind.Greater)) throw Unclosed(open);
        return new("dot", [left, right]);
    }

    // ⌊x⌋
    private Formula.Call ReadRounded(string function, TokenKind close)
    {
        var open = Next();
        var bars = openBars;
        openBars = 0;
        var inner = ReadFormula();
        openBars = bars;
        if (!Skip(close)) throw Unclosed(open);
        return new(function, [inner]);
    }

    private const int LargestChosen = 20;

    // \binom{n}{2} = n(n − 1)/2; with a letter below it stays a quotient of factorials
    private Formula.Binary ReadBinomial()
    {
        at++;
        var (of, chosen) = (ReadFractionPart(), ReadFractionPart());
        if (chosen is not Formula.Number { Value: { IsInteger: true, Sign: >= 0, Numerator: var count } } || count > LargestChosen)
            return new(Operator.Divide, new Formula.Call("factorial", [of]), new Formula.Binary(Operator.Multiply, new Formula.Call("factorial", [chosen]), new Formula.Call("factorial", [new Formula.Binary(Operator.Subtract, of, chosen)])));
        var (above, beneath) = ((Formula)new Formula.Number(1), Rational.One);
        for (var i = 0; i < (int)count; i++)
        {
            CountOperator();
            Formula factor = i == 0 ? of : new Formula.Binary(Operator.Subtract, of, new Formula.Number(i));
            above = i == 0 ? factor : new Formula.Binary(Operator.Multiply, above, factor);
            beneath *= i + 1;
        }

        return new(Operator.Divide, above, new Formula.Number(beneath));
    }

    private const int MostGuesses = 8;
    private int guesses;

    // ‖x‖; but ||x| − 1| is two bars
    private Formula.Call ReadDoubleBars()
    {
        var (start, nesting, count, bars) = (at, depth, operators, openBars);
        var isCertain = text[Here.Start] != '|';
        try
        {
            var open = Next();
            openBars = 2;
            var inner = ReadFormula();
            openBars = bars;
            if (!Skip(TokenKind.DoubleBar)) throw Unclosed(open);
            return ReadNorm(inner);
        }
        catch (Lost) when (!isCertain && guesses++ < MostGuesses)
        {
            (at, depth, operators, openBars) = (start, nesting, count, bars);
            SplitBars();
            return ReadBars();
        }
    }

    private void SplitBars()
    {
        var both = Here;
        tokens[at] = both with { Kind = TokenKind.Bar, Length = 1 };
        tokens.Insert(at + 1, both with { Kind = TokenKind.Bar, Start = both.Start + both.Length - 1, Length = 1, Spaced = false });
    }

    /// <summary>‖x‖₂, ‖X‖_F are the root of the sum of squares; ‖x‖₁ and ‖x‖_∞ are not.</summary>
    private Formula.Call ReadNorm(Formula inner)
    {
        if (!Skip(TokenKind.Subscript)) return new Formula.Call("norm", [inner]);
        var braces = Skip(TokenKind.OpenBrace);
        var index = Next();
        if (braces && !Skip(TokenKind.CloseBrace)) throw Unexpected(Expected.ClosingBracket);
        return text.Substring(index.Start, index.Length) switch
        {
            "2" or "F" => new Formula.Call("norm", [inner]),
            "1" => new Formula.Call("sum", [new Formula.Call("abs", [inner])]),
            "∞" or @"\infty" => new Formula.Call("max", [new Formula.Call("abs", [inner])]),
            _ => throw Fail(ParseProblem.Unexpected, index, Expected.Number),
        };
    }

    private Formula.Call ReadBars()
    {
        var open = Next();
        var bars = openBars;
        openBars = open.Kind == TokenKind.Bar ? 1 : 0;
        var inner = ReadFormula();
        openBars = bars;
        if (open.Kind == TokenKind.Bar && Here.Kind == TokenKind.DoubleBar) SplitBars();      // |x||y|
        if (!Skip(open.Kind == TokenKind.Bar ? TokenKind.Bar : TokenKind.CloseBar)) throw Unclosed(open);
        return new("abs", [inner]);
    }

    // f(a, b); f^2(x) and f²x raise the value; without brackets a function takes the letters and numbers that touch: ln 2x, sin x
    private Formula ReadCall()
    {
        var token = Next();
        var primes = 0;
        while (Here.Kind == TokenKind.Prime)
        {
            CountOperator();
            at++;
            primes++;
        }

        Formula? power = null;
        if (Here.Kind == TokenKind.Power && !IsTransposePower())
        {
            at++;
            power = Nested(static parser => parser.ReadExponent());
        }

        var arguments = ReadArguments(token);
        Formula call = Finish(token, primes, arguments);
        return power is null ? call : new Formula.Binary(Operator.Power, call, power);
    }

    private ImmutableArray<Formula> ReadArguments(Token function)
    {
        switch (Here.Kind)
        {
            case TokenKind.OpenParenthesis: return ReadItems(Next(), TokenKind.CloseParenthesis);
            case TokenKind.OpenBracket: return ReadItems(Next(), TokenKind.CloseBracket);
            case TokenKind.OpenBrace: return ReadItems(Next(), TokenKind.CloseBrace);
        }

        var (_, least, most) = Signature(function);
        if (least > 1 || most > 2 || !(Here.StartsOperand || Here.Kind is TokenKind.Bar or TokenKind.Minus)) throw Unexpected(Expected.OpeningBracket);
        return [ReadBareArgument()];
    }

    private (string Name, int Least, int Most) Signature(Token function) => names.FindFunction(function.Text) ?? (function.Text, 1, 1);

    private Formula ReadBareArgument()
    {
        if (Skip(TokenKind.Minus)) return new Formula.Unary(UnaryOperator.Negate, Nested(static parser => parser.ReadBareArgument()));
        var argument = ReadPower();
        while (Here is { Spaced: false, Kind: TokenKind.Name or TokenKind.Fraction or TokenKind.Root })
        {
            CountOperator();
            argument = new Formula.Binary(Operator.Multiply, argument, ReadPower());
        }

        return argument;
    }

    private Formula.Call Finish(Token token, int primes, ImmutableArray<Formula> arguments)
    {
        var (name, least, most) = Signature(token);
        if (name is ['l', 'o', 'g', '_', .. var below] && arguments is [var only]) return new("log", [only, new Formula.Number(Rational.Parse(below))]);
        if (arguments.Length < least || arguments.Length > most)
            throw new Lost(new(token.Start, ParseProblem.WrongArgumentCount, text.Substring(token.Start, token.Length), [Expected.Separator], Count: arguments.Length < least ? least : most));
        if (name is "grad" or "paths" && arguments[1] is not Formula.Name) throw Fail(ParseProblem.Unexpected, token, Expected.Name);
        if (name == "sum" && arguments.Length > 1 && (arguments.Length != 4 || arguments[1] is not Formula.Name)) throw Fail(ParseProblem.WrongArgumentCount, token, Expected.Separator);
        return new(name + new string('\'', primes), arguments);
    }

    // \frac{a}{b}, \frac12, \frac{\partial f}{\partial x}
    private Formula ReadFraction()
    {
        at++;
        if (TryReadDerivative() is { } derivative) return derivative;
        var above = ReadFractionPart();
        return new Formula.Binary(Operator.Divide, above, ReadFractionPart());
    }

    private Formula ReadFractionPart()
    {
        if (Here.Kind == TokenKind.OpenBrace) return ReadInBraces(Next());
        if (Here.Kind == TokenKind.Number && Here is { Decimals: null, Value: { Numerator: var digits } } && digits > 9) return SplitDigits();
        return ReadPrimary();
    }

    /// <summary><c>\frac12</c> is a half.</summary>
    private Formula.Number SplitDigits()
    {
        var token = Here;
        var digits = text.Substring(token.Start, token.Length);
        if (!digits.All(char.IsAsciiDigit)) throw Unexpected(Expected.OpeningBracket);
        tokens[at] = token with { Start = token.Start + 1, Length = token.Length - 1, Value = Rational.Parse(digits[1..]) };
        return new(Rational.Parse(digits[..1]));
    }

    private Formula.Call? TryReadDerivative()
    {
        var start = at;
        if (!Skip(TokenKind.OpenBrace) || !Skip(TokenKind.Partial))
        {
            at = start;
            return null;
        }

        Formula? of = Here.Kind == TokenKind.CloseBrace ? null : ReadProduct();
        if (!Skip(TokenKind.CloseBrace) || !Skip(TokenKind.OpenBrace) || !Skip(TokenKind.Partial)) throw Unexpected(Expected.ClosingBracket);
        var by = ReadDerivativeName();
        if (!Skip(TokenKind.CloseBrace)) throw Unexpected(Expected.ClosingBracket);
        return new("grad", [of ?? ReadPostfix(ReadPrimary()), by]);
    }

    // ∂f/∂x, ∂/∂x (f)
    private Formula.Call ReadPartial()
    {
        at++;
        var of = Here.Kind == TokenKind.Slash ? null : ReadPostfix(ReadPrimary());
        if (!Skip(TokenKind.Slash) || !Skip(TokenKind.Partial)) throw Unexpected(Expected.Operator);
        var by = ReadDerivativeName();
        return new("grad", [of ?? ReadPostfix(ReadPrimary()), by]);
    }

    private Formula.Name ReadDerivativeName() => Here.Kind == TokenKind.Name ? new Formula.Name(Next().Text) : throw Unexpected(Expected.Name);

    // \sqrt x, \sqrt[3]{x}, √(x + 1), √2
    private Formula.Call ReadRoot()
    {
        var token = Next();
        Formula? degree = token.Text == "" ? null : new Formula.Number(Rational.Parse(token.Text));
        if (degree is null && token.Length > 1 && Here.Kind == TokenKind.OpenBracket)
        {
            var open = Next();
            degree = ReadFormula();
            if (!Skip(TokenKind.CloseBracket)) throw Unclosed(open);
        }

        var inner = Here.Kind == TokenKind.OpenBrace ? ReadInBraces(Next()) : Here.Kind == TokenKind.OpenParenthesis ? ReadPrimary() : ReadPower();
        return degree is null ? new("sqrt", [inner]) : new("root", [inner, degree]);
    }

    private Formula.Vector ReadMatrix()
    {
        var open = Next();
        var rows = ReadRows(TokenKind.EndMatrix, open);
        if (rows.Select(row => row.Length).Distinct().Count() > 1) throw Fail(ParseProblem.RaggedRows, open, Expected.Matrix);
        return rows is [var single] ? new Formula.Vector(single)
            : rows.All(row => row.Length == 1) ? new Formula.Vector([.. rows.Select(row => row[0])])
            : new Formula.Vector([.. rows.Select(Formula (row) => new Formula.Vector(row))]);
    }

    private List<ImmutableArray<Formula>> ReadRows(TokenKind close, Token open)
    {
        var rows = new List<ImmutableArray<Formula>>();
        do
        {
            if (rows.Count > 0 && Here.Kind == close) break;
            var row = ImmutableArray.CreateBuilder<Formula>();
            do row.Add(ReadFormula());
            while (Skip(TokenKind.Cell) || Skip(TokenKind.Comma));
            rows.Add(row.ToImmutable());
        }
        while (Skip(TokenKind.Row) || Skip(TokenKind.Semicolon));
        if (!Skip(close)) throw Unclosed(open);
        return rows;
    }

    // value & condition \\ … \\ value (otherwise)
    private Formula.Call ReadCases()
    {
        var open = Next();
        var parts = ImmutableArray.CreateBuilder<Formula>();
        do
        {
            if (parts.Count > 0 && Here.Kind == TokenKind.EndCases) break;
            parts.Add(ReadSum());
            if (IsSeparator(Here.Kind)) at++;
            if (!Skip(TokenKind.Cell)) continue;
            SkipProse();
            if (Here.Kind is TokenKind.Row or TokenKind.EndCases) continue;
            parts.Add(ReadFormula());
            if (IsSeparator(Here.Kind)) at++;
            SkipProse();
        }
        while (Skip(TokenKind.Row));
        if (!Skip(TokenKind.EndCases)) throw Unclosed(open);
        if (parts.Count < 2) throw Fail(ParseProblem.WrongCount, open, Expected.Formula);
        return new("cases", parts.ToImmutable());
    }

    /// <summary>"if", "otherwise": words between value and condition say nothing that the order does not.</summary>
    private void SkipProse()
    {
        while (Here is { Kind: TokenKind.Bad, Problem: ParseProblem.Word }) at++;
    }

    // \sum_{i=1}^{n} term: a call of sum with the index and its ends
    private Formula ReadSigma()
    {
        at++;
        if (!Skip(TokenKind.Subscript)) return new Formula.Call("sum", [ReadPostfix(ReadPrimary())]);
        var open = Here;
        if (!Skip(TokenKind.OpenBrace)) throw Unexpected(Expected.OpeningBracket);
        var index = ReadBinding();
        if (!Skip(TokenKind.CloseBrace)) throw Unclosed(open);
        if (!Skip(TokenKind.Power)) throw Unexpected(Expected.Number);
        var to = Here.Kind == TokenKind.OpenBrace ? ReadInBraces(Next()) : ReadPrimary();
        return Summed(ReadProduct(), index, to);
    }

    private const int LongestSum = 60;

    /// <summary>A summand with <c>x_k</c> where the problem has x₁, x₂, … is written out; where x is a vector it is its element.</summary>
    private Formula Summed(Formula term, Formula.Binding index, Formula to)
    {
        string? Letter(Formula part) => part is Formula.Name([var letter, '_', ..] name) && name[2..] == index.Name && !names.IsName(name) ? $"{letter}" : null;
        if (!term.Parts().Any(part => Letter(part) is not null)) return new Formula.Call("sum", [term, new Formula.Name(index.Name), index.Value, to]);
        if (index.Value is not Formula.Number { Value: { IsInteger: true, Numerator: var first } } || to is not Formula.Number { Value: { IsInteger: true, Numerator: var last } } || last < first || last - first > LongestSum)
            return new Formula.Call("sum", [OfElements(term), new Formula.Name(index.Name), index.Value, to]);
        var sum = OfPlace((int)first);
        for (var place = (int)first + 1; place <= last; place++) sum = new Formula.Binary(Operator.Add, sum, OfPlace(place));
        return sum;

        Formula OfElements(Formula formula) => formula.Replace(part => Letter(part) is { } letter && names.IsName(letter) ? new Formula.Index(new Formula.Name(letter), [new Formula.Name(index.Name)]) : null);

        Formula OfPlace(int place) => term.Replace(part => Letter(part) is { } letter
            ? names.IsName($"{letter}{place}") ? new Formula.Name($"{letter}{place}") : names.IsName(letter) ? new Formula.Index(new Formula.Name(letter), [new Formula.Number(place)]) : null
            : part is Formula.Name(var id) && id == index.Name ? new Formula.Number(place) : null);
    }
}
