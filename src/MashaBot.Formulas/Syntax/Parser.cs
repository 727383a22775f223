using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace MashaBot.Formulas;

/// <summary>Reads tokens into a formula, from the loosest operator to the tightest; each method reads one level of the grammar.</summary>
internal sealed partial class Parser
{
    public const int LongestText = 4096;
    private const int DeepestNesting = 100;

    /// <summary>Operators one after the other make a deep tree too.</summary>
    private const int MostOperators = 500;

    private readonly string text;
    private readonly List<Token> tokens;
    private readonly Vocabulary names;
    private readonly ReadingStyle style;
    private int at;
    private int depth;
    private int operators;
    private int openBars;

    private Parser(string text, int start, int end, Vocabulary names, ReadingStyle style) =>
        (this.text, this.names, this.style, tokens) = (text, names, style, Lexer.Read(text, start, end, names, style));

    /// <summary>Leaves the parser from any depth; caught in <see cref="TryParse(string, int, int, Vocabulary, ReadingStyle, out Formula, out ParseError)"/> alone.</summary>
    private sealed class Lost(ParseError error) : Exception
    {
        public ParseError Error { get; } = error;
    }

    public static bool TryParse(string text, Vocabulary names, ReadingStyle style, out Formula formula, out ParseError error)
    {
        if (TryParse(text, 0, text.Length, names, style, out formula, out error)) return true;
        error = error with { Repair = Repairs.Find(text, names, style, error) };
        return false;
    }

    /// <summary>Reads <c>text[start..end]</c>; positions in the error count from the beginning of the text. Looks for no repair.</summary>
    public static bool TryParse(string text, int start, int end, Vocabulary names, ReadingStyle style, out Formula formula, out ParseError error)
    {
        formula = null!;
        error = null!;
        if (end - start > LongestText)
        {
            error = new(start + LongestText, ParseProblem.TooLong, "", [], Count: LongestText);
            return false;
        }

        var parser = new Parser(text, start, end, names, style);
        try
        {
            formula = parser.ReadAll();
            return true;
        }
        catch (Lost lost)
        {
            error = lost.Error;
            return false;
        }
    }

    private Token Here => tokens[at];

    private Token Next() => tokens[at++];

    private bool Skip(TokenKind kind)
    {
        if (Here.Kind != kind) return false;
        at++;
        return true;
    }

    private Lost Fail(ParseProblem problem, Token token, params ImmutableArray<Expected> expected) =>
        new(new(token.Start, problem, text.Substring(token.Start, token.Length), expected));

    /// <summary>What is wrong with the token that stands where something else should.</summary>
    private Lost Unexpected(params ImmutableArray<Expected> expected) => Here switch
    {
        { Kind: TokenKind.Bad } bad => Fail(bad.Problem, bad, bad.Problem is ParseProblem.UnknownName ? [Expected.Name] : expected),
        { Kind: TokenKind.End } end when at == 0 => Fail(ParseProblem.Empty, end, expected),
        { Kind: TokenKind.End } end => Fail(ParseProblem.UnexpectedEnd, end, expected),
        { Kind: TokenKind.CloseParenthesis or TokenKind.CloseBracket or TokenKind.CloseBrace } close when depth <= 1 => Fail(ParseProblem.UnmatchedBracket, close, expected),
        var token => Fail(ParseProblem.Unexpected, token, expected),
    };

    private void Deeper()
    {
        if (++depth > DeepestNesting) throw Fail(ParseProblem.TooDeep, Here);
    }

    private void CountOperator()
    {
        if (++operators > MostOperators) throw Fail(ParseProblem.TooLarge, Here);
    }

    private static bool IsSeparator(TokenKind kind) => kind is TokenKind.Comma or TokenKind.Semicolon;

    private Formula ReadAll()
    {
        var first = ReadFormula();
        if (style.BareList && (IsSeparator(Here.Kind) || Here.Kind == TokenKind.Row))
        {
            var items = ImmutableArray.CreateBuilder<Formula>();
            items.Add(first);
            while (IsSeparator(Here.Kind) || Here.Kind == TokenKind.Row)
            {
                at++;
                if (Here.Kind == TokenKind.End) break;      // a list may end with its separator
                items.Add(ReadFormula());
            }

            first = new Formula.Vector(items.ToImmutable());
        }

        if (Here.Kind == TokenKind.End)
        {
            if (StrayIndex(first) is { } stray) throw Fail(ParseProblem.UnknownName, stray, Expected.Name);
            return first;
        }

        if (Here.StartsOperand || Here is { Kind: TokenKind.Bar }) throw Fail(ParseProblem.MissingOperator, Here, Expected.Operator, Expected.End);
        throw Unexpected(Expected.Operator, Expected.End);
    }

    /// <summary>A name that only a summand may have, <c>x_k</c>, left over outside the sum over k.</summary>
    private Token? StrayIndex(Formula formula)
    {
        if (!HasSum()) return null;
        var stray = formula.Names().FirstOrDefault(name => name is [_, '_', _] && !names.IsName(name) && !names.IsOpen);
        return stray is null ? null : tokens.First(token => token.Text == stray);
    }

    private bool HasSum()
    {
        foreach (ref readonly var token in CollectionsMarshal.AsSpan(tokens))
            if (token.Kind == TokenKind.Sum) return true;
        return false;
    }

    // formula := condition [where name = condition {, name = condition}]
    private Formula ReadFormula()
    {
        Deeper();
        var body = ReadOr();
        if (Skip(TokenKind.Over)) body = new Formula.Binary(Operator.Divide, body, ReadOr());      // {a \over b}
        if (Skip(TokenKind.Where))
        {
            var bindings = ImmutableArray.CreateBuilder<Formula.Binding>();
            do bindings.Add(ReadBinding());
            while (IsSeparator(Here.Kind) && IsBinding(at + 1) && Skip(Here.Kind));
            body = new Formula.Where(body, bindings.ToImmutable());
        }

        depth--;
        return body;
    }

    private bool IsBinding(int position) => position + 1 < tokens.Count && tokens[position].Kind == TokenKind.Name && tokens[position + 1].Kind == TokenKind.Equal;

    private Formula.Binding ReadBinding()
    {
        if (Here.Kind != TokenKind.Name) throw Unexpected(Expected.Name);
        var name = Next().Text;
        if (!Skip(TokenKind.Equal)) throw Unexpected(Expected.Equals);
        return new(name, ReadSum());
    }

    private Formula ReadOr()
    {
        var left = ReadAnd();
        while (Skip(TokenKind.Or))
        {
            CountOperator();
            left = new Formula.Binary(Operator.Or, left, ReadAnd());
        }

        return left;
    }

    private Formula ReadAnd()
    {
        var left = ReadNot();
        while (Skip(TokenKind.And))
        {
            CountOperator();
            left = new Formula.Binary(Operator.And, left, ReadNot());
        }

        return left;
    }

    private Formula ReadNot()
    {
        if (!Skip(TokenKind.Not)) return ReadComparison();
        Deeper();
        var operand = ReadNot();
        depth--;
        return new Formula.Unary(UnaryOperator.Not, operand);
    }

    // a < b < c says both
    private Formula ReadComparison()
    {
        var left = ReadSum();
        Formula? all = null;
        while (ComparisonOf(Here.Kind) is { } op)
        {
            CountOperator();
            at++;
            var right = ReadSum();
            var one = new Formula.Binary(op, left, right);
            all = all is null ? one : new Formula.Binary(Operator.And, all, one);
            left = right;
        }

        return all ?? left;
    }

    private static Operator? ComparisonOf(TokenKind kind) => kind switch
    {
        TokenKind.Equal => Operator.Equal,
        TokenKind.NotEqual => Operator.NotEqual,
        TokenKind.Less => Operator.Less,
        TokenKind.LessOrEqual => Operator.LessOrEqual,
        TokenKind.Greater => Operator.Greater,
        TokenKind.GreaterOrEqual => Operator.GreaterOrEqual,
        _ => null,
    };

    private Formula ReadSum()
    {
        var left = ReadTerm();
        while (Here.Kind is TokenKind.Plus or TokenKind.Minus)
        {
            CountOperator();
            var op = Next().Kind == TokenKind.Plus ? Operator.Add : Operator.Subtract;
            left = new Formula.Binary(op, left, ReadTerm());
        }

        return left;
    }

    // A minus in front of a term belongs to the whole term, −a·b = −(a·b); in front of a number it belongs to the number.
    private Formula ReadTerm()
    {
        if (Skip(TokenKind.Plus)) return Nested(static parser => parser.ReadTerm());
        if (Here.Kind != TokenKind.Minus || IsNegativeNumber()) return ReadProduct();
        at++;
        return new Formula.Unary(UnaryOperator.Negate, Nested(static parser => parser.ReadTerm()));
    }

    private Formula Nested(Func<Parser, Formula> read)
    {
        Deeper();
        var formula = read(this);
        depth--;
        return formula;
    }

    private bool IsNegativeNumber() => tokens[at + 1].Kind == TokenKind.Number && tokens[at + 2].Kind is not (TokenKind.Power or TokenKind.Percent);

    private Formula ReadProduct()
    {
        var left = ReadFactor();
        while (true)
        {
            if (OperatorOf(Here.Kind) is { } op)
            {
                CountOperator();
                at++;
                left = new Formula.Binary(op, left, op == Operator.Divide && style.Tight ? ReadDivisor() : ReadFactor());
            }
            else if (FollowsImplicitly())
            {
                CountOperator();
                var right = ReadFactor();
                left = left is Formula.Name("I") && IsCondition(right) ? new Formula.Iverson(right) : new Formula.Binary(Operator.Multiply, left, right);
            }
            else return left;
        }
    }

    private Formula ReadDivisor()
    {
        var divisor = ReadFactor();
        while (FollowsImplicitly())
        {
            CountOperator();
            divisor = new Formula.Binary(Operator.Multiply, divisor, ReadFactor());
        }

        return divisor;
    }

    private static Operator? OperatorOf(TokenKind kind) => kind switch
    {
        TokenKind.Times => Operator.Multiply,
        TokenKind.Slash => Operator.Divide,
        TokenKind.At => Operator.MatrixMultiply,
        TokenKind.Hadamard => Operator.Hadamard,
        _ => null,
    };

    /// <summary>Is the next token a factor without a sign before it? A number is one only behind a bracket: <c>2 3</c> is a slip.</summary>
    private bool FollowsImplicitly() => Here.Kind switch
    {
        TokenKind.Bar or TokenKind.DoubleBar => openBars == 0,
        TokenKind.Number => at > 0 && !Here.Spaced && tokens[at - 1].Kind is TokenKind.CloseParenthesis or TokenKind.CloseBracket or TokenKind.CloseBrace or TokenKind.Factorial,
        TokenKind.OpenBracket when at > 0 && tokens[at - 1].Kind == TokenKind.Number && Here.Spaced => false,
        _ => Here.StartsOperand,
    };

    private Formula ReadFactor()
    {
        if (Here.Kind == TokenKind.Plus)
        {
            at++;
            return Nested(static parser => parser.ReadFactor());
        }

        if (Here.Kind != TokenKind.Minus) return ReadPower();
        if (IsNegativeNumber())
        {
            at++;
            var number = (Formula.Number)ReadPrimary();
            return ReadPostfix(number with { Value = -number.Value });
        }

        at++;
        return new Formula.Unary(UnaryOperator.Negate, Nested(static parser => parser.ReadFactor()));
    }

    private Formula ReadPower()
    {
        var isEuler = Here.Kind == TokenKind.Name && IsEuler(Here.Text) && tokens[at + 1].Kind == TokenKind.Power;
        var bottom = ReadPostfix(ReadPrimary());
        while (Here.Kind == TokenKind.Power)
        {
            CountOperator();
            if (IsTransposePower())
            {
                bottom = ReadPostfix(ReadTransposePower(bottom));
                continue;
            }

            if (HatOf(bottom) is { } hat)
            {
                at++;
                bottom = hat;
                continue;
            }

            at++;
            var exponent = Nested(static parser => parser.ReadExponent());
            bottom = isEuler
                ? new Formula.Call("exp", [exponent])
                : new Formula.Binary(Operator.Power, bottom, exponent);
            bottom = ReadPostfix(bottom);
            isEuler = false;
        }

        return bottom;
    }

    // right to left: 2^3^2 = 2^9; a sign may stand in front: x^-1
    private Formula ReadExponent()
    {
        if (Here.Kind is TokenKind.Plus or TokenKind.Minus)
        {
            if (IsNegativeNumber()) return ReadFactor();
            return Next().Kind == TokenKind.Plus ? Nested(static parser => parser.ReadExponent()) : new Formula.Unary(UnaryOperator.Negate, Nested(static parser => parser.ReadExponent()));
        }

        if (Here.Kind != TokenKind.OpenBrace) return ReadPower();
        var open = Next();
        var exponent = ReadInBraces(open);
        return Here.Kind == TokenKind.Power ? ContinuePower(exponent) : exponent;
    }

    private Formula.Binary ContinuePower(Formula bottom)
    {
        at++;
        return new(Operator.Power, bottom, Nested(static parser => parser.ReadExponent()));
    }

    private Formula ReadInBraces(Token open)
    {
        var bars = openBars;
        openBars = 0;
        var inner = ReadFormula();
        openBars = bars;
        if (!Skip(TokenKind.CloseBrace)) throw Unclosed(open);
        return inner;
    }

    private Lost Unclosed(Token open) => Here.Kind switch
    {
        TokenKind.End => new(new(Here.Start, ParseProblem.UnclosedBracket, text.Substring(open.Start, open.Length), [Expected.ClosingBracket])),
        TokenKind.CloseParenthesis or TokenKind.CloseBracket or TokenKind.CloseBrace => Fail(ParseProblem.UnmatchedBracket, Here, Expected.ClosingBracket),
        TokenKind.Bad => Unexpected(Expected.Operator, Expected.ClosingBracket),
        _ when Here.StartsOperand => Fail(ParseProblem.MissingOperator, Here, Expected.Operator, Expected.ClosingBracket),
        _ => Unexpected(Expected.Operator, Expected.ClosingBracket),
    };

    /// <summary><c>X^T</c>, <c>X^{T}</c>, <c>X^\top</c></summary>
    private bool IsTransposePower()
    {
        var next = tokens[at + 1].Kind == TokenKind.OpenBrace ? at + 2 : at + 1;
        if (tokens[next].Kind == TokenKind.Minus && IsTransposeSign(next + 1)) return true;
        return IsTransposeSign(next) && (next == at + 1 || tokens[next + 1].Kind == TokenKind.CloseBrace);
    }

    private bool IsTransposeSign(int position) => position < tokens.Count && (tokens[position].Kind == TokenKind.Transpose
        || (tokens[position] is { Kind: TokenKind.Name or TokenKind.Bad, Length: 1 } token && text[token.Start] is 'T' or 'Т' or 't' or 'т' && !names.IsName("T") && (text[token.Start] is 'T' or 'Т' || !names.IsName("t")) && (token.Kind == TokenKind.Bad || !names.IsOpen || token.Text == "T")));

    private Formula.Unary ReadTransposePower(Formula matrix)
    {
        at++;
        var open = Here;
        var braces = Skip(TokenKind.OpenBrace);
        var inverse = Skip(TokenKind.Minus);
        at++;
        if (braces && !Skip(TokenKind.CloseBrace)) throw Unclosed(open);
        return new(UnaryOperator.Transpose, inverse ? new Formula.Call("inv", [matrix]) : matrix);
    }

    /// <summary><c>y^</c> with nothing to raise to, where the vocabulary has ŷ.</summary>
    private Formula.Name? HatOf(Formula bottom)
    {
        if (bottom is not Formula.Name(var id)) return null;
        var letters = id.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        var hat = letters + "hat" + id[letters.Length..];
        if (!names.IsName(hat)) return null;
        return tokens[at + 1] switch
        {
            { Kind: TokenKind.Minus } => tokens[at + 2].Kind == TokenKind.Number && names.IsName(id) ? null : new(hat),
            { StartsOperand: true } when names.IsName(id) || names.IsOpen => null,
            _ => new(hat),
        };
    }

    private Formula ReadPostfix(Formula formula)
    {
        while (true)
        {
            if (Here.Kind is TokenKind.Percent or TokenKind.Prime or TokenKind.Transpose or TokenKind.Factorial) CountOperator();
            switch (Here.Kind)
            {
                case TokenKind.Percent:
                    at++;
                    formula = formula is Formula.Number number ? new Formula.Number(number.Value / 100) { Decimals = number.Decimals + 2 ?? (number.Value.IsInteger ? 2 : null) } : new Formula.Binary(Operator.Divide, formula, new Formula.Number(100));
                    break;
                case TokenKind.Factorial:
                    at++;
                    formula = new Formula.Call("factorial", [formula]);
                    break;
                case TokenKind.Subscript when formula is Formula.Number { Value.IsOne: true } && tokens[at + 1].Kind == TokenKind.OpenBrace:      // 1_{x > 0}
                    at++;
                    formula = new Formula.Iverson(ReadInBraces(Next()));
                    break;
                case TokenKind.Prime or TokenKind.Transpose:
                    at++;
                    formula = new Formula.Unary(UnaryOperator.Transpose, formula);
                    break;
                case TokenKind.OpenBracket when !Here.Spaced && formula is Formula.Name or Formula.Index or Formula.Call or Formula.Unary { Sign: UnaryOperator.Transpose } && IsIndex():
                    formula = ReadIndex(formula);
                    break;
                case TokenKind.EvaluatedAt:
                    formula = ReadEvaluatedAt(formula);
                    break;
                default:
                    return formula;
            }
        }
    }

    /// <summary>Brackets behind a name hold an index unless they hold a comparison: <c>x[1]</c>, but <c>x[h&gt;0]</c>.</summary>
    private bool IsIndex()
    {
        var nested = 0;
        for (var i = at + 1; i < tokens.Count; i++)
            switch (tokens[i].Kind)
            {
                case TokenKind.OpenBracket or TokenKind.OpenParenthesis or TokenKind.OpenBrace: nested++; break;
                case TokenKind.CloseBracket when nested == 0: return true;
                case TokenKind.CloseBracket or TokenKind.CloseParenthesis or TokenKind.CloseBrace: nested--; break;
                case var kind when nested == 0 && ComparisonOf(kind) is not null: return false;
                case TokenKind.End: return true;
            }

        return true;
    }

    private Formula.Index ReadIndex(Formula of)
    {
        var open = Next();
        var indices = ReadItems(open, TokenKind.CloseBracket);
        if (indices.Length is 0 or > 2) throw Fail(ParseProblem.WrongCount, open, Expected.Number);
        return new(of, indices);
    }

    private Formula.Where ReadEvaluatedAt(Formula body)
    {
        at++;
        if (!Skip(TokenKind.Subscript)) throw Unexpected(Expected.Equals);
        var open = Here;
        if (!Skip(TokenKind.OpenBrace)) throw Unexpected(Expected.OpeningBracket);
        var bindings = ImmutableArray.CreateBuilder<Formula.Binding>();
        do bindings.Add(ReadBinding());
        while (Skip(TokenKind.Comma) || Skip(TokenKind.Semicolon));
        if (!Skip(TokenKind.CloseBrace)) throw Unclosed(open);
        return new(body, bindings.ToImmutable());
    }

    private ImmutableArray<Formula> ReadItems(Token open, TokenKind close)
    {
        if (Skip(close)) return [];
        var bars = openBars;
        openBars = 0;
        var items = ImmutableArray.CreateBuilder<Formula>();
        do
        {
            if (items.Count > 0 && Here.Kind == close) break;
            items.Add(ReadFormula());
        }
        while (IsSeparator(Here.Kind) && Skip(Here.Kind));
        openBars = bars;
        if (!Skip(close)) throw Unclosed(open);
        return items.ToImmutable();
    }
}
