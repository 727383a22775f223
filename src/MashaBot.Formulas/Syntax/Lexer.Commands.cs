using System.Collections.Frozen;

namespace MashaBot.Formulas;

internal sealed partial class Lexer
{
    private static readonly FrozenDictionary<string, TokenKind> Commands = new Dictionary<string, TokenKind>
    {
        ["cdot"] = TokenKind.Times, ["times"] = TokenKind.Times, ["ast"] = TokenKind.Times, ["bullet"] = TokenKind.Times, ["odot"] = TokenKind.Hadamard, ["circ"] = TokenKind.Hadamard,
        ["div"] = TokenKind.Slash, ["le"] = TokenKind.LessOrEqual, ["leq"] = TokenKind.LessOrEqual, ["leqslant"] = TokenKind.LessOrEqual, ["lt"] = TokenKind.Less,
        ["ge"] = TokenKind.GreaterOrEqual, ["geq"] = TokenKind.GreaterOrEqual, ["geqslant"] = TokenKind.GreaterOrEqual, ["gt"] = TokenKind.Greater, ["ne"] = TokenKind.NotEqual,
        ["neq"] = TokenKind.NotEqual, ["approx"] = TokenKind.Approximately, ["sim"] = TokenKind.Approximately, ["land"] = TokenKind.And, ["wedge"] = TokenKind.And, ["lor"] = TokenKind.Or,
        ["vee"] = TokenKind.Or, ["lnot"] = TokenKind.Not, ["neg"] = TokenKind.Not, ["frac"] = TokenKind.Fraction, ["dfrac"] = TokenKind.Fraction, ["tfrac"] = TokenKind.Fraction,
        ["cfrac"] = TokenKind.Fraction, ["sqrt"] = TokenKind.Root, ["top"] = TokenKind.Transpose, ["intercal"] = TokenKind.Transpose, ["partial"] = TokenKind.Partial, ["prime"] = TokenKind.Prime,
        ["sum"] = TokenKind.Sum, ["{"] = TokenKind.OpenParenthesis, ["}"] = TokenKind.CloseParenthesis, ["lbrace"] = TokenKind.OpenParenthesis, ["rbrace"] = TokenKind.CloseParenthesis,
        ["lbrack"] = TokenKind.OpenBracket, ["rbrack"] = TokenKind.CloseBracket, ["langle"] = TokenKind.OpenAngle, ["rangle"] = TokenKind.CloseAngle,
        ["lfloor"] = TokenKind.OpenFloor, ["rfloor"] = TokenKind.CloseFloor, ["lceil"] = TokenKind.OpenCeiling, ["rceil"] = TokenKind.CloseCeiling, ["over"] = TokenKind.Over, ["binom"] = TokenKind.Binomial, ["dbinom"] = TokenKind.Binomial, ["tbinom"] = TokenKind.Binomial,
        ["lvert"] = TokenKind.OpenBar, ["rvert"] = TokenKind.CloseBar, ["vert"] = TokenKind.Bar, ["mid"] = TokenKind.Bar, ["|"] = TokenKind.DoubleBar, ["Vert"] = TokenKind.DoubleBar, ["lVert"] = TokenKind.DoubleBar, ["rVert"] = TokenKind.DoubleBar, ["parallel"] = TokenKind.DoubleBar, ["%"] = TokenKind.Percent, ["&"] = TokenKind.And,
        ["_"] = TokenKind.Subscript, ["\\"] = TokenKind.Row, ["cr"] = TokenKind.Row,
    }.ToFrozenDictionary();

    /// <summary>Commands that only change how things look.</summary>
    private static readonly FrozenSet<string> Ignored = FrozenSet.Create("displaystyle", "textstyle", "limits", "nolimits", "quad", "qquad", "big", "Big", "bigl", "bigr", "Bigl", "Bigr", "bigg", "Bigg",
        "biggl", "biggr", "thinspace", "medspace", "left.", "right.", "mathbin", "mathrel", "mathord", "(", ")", "[", "]", "boxed", "hline");

    /// <summary>The word behind the backslash, or the single sign.</summary>
    private string CommandAt(int position)
    {
        var next = position + 1;
        while (next < end && Letters.IsLatin(text[next])) next++;
        if (next > position + 1) return text[(position + 1)..next];
        return next < end ? text[next..(next + 1)] : "";
    }

    private void ReadCommand()
    {
        var start = at;
        var command = CommandAt(at);
        if (command is "left" or "right" or "middle") ReadSized(command);
        else if (command is "begin" or "end") ReadEnvironment(command);
        else if (command == "text" && IsProse()) AddBad(start, Skip(command) + SkipGroup(), ParseProblem.Word);
        else if (command == "text" && TextKeyword() is { } keyword) Add(keyword, start, Skip("text") + SkipGroup());
        else if (FontCommands.Contains(command) && !IsFontOfWord(command)) Ignore(command);
        else if (IsWordCommand(command)) ReadWord();
        else if (Commands.TryGetValue(command, out var kind))
        {
            at += command.Length + 1;
            if (kind == TokenKind.Root && command == "sqrt") Add(kind, start, at - start, "");
            else Add(kind, start, at - start);
        }
        else if (Ignored.Contains(command) || command == "" || (command.Length == 1 && !Letters.IsLatin(command[0]))) Ignore(command);
        else AddBad(start, Skip(command), ParseProblem.UnexpectedCharacter);
    }

    private void Ignore(string command)
    {
        at += command.Length + 1;
        spaced = true;
    }

    /// <summary><c>\mathrm{d}</c> and <c>\text{ReLU}</c> are words, <c>\mathrm{5}</c> is 5.</summary>
    private bool IsFontOfWord(string command) => TryTakeArgument(at + command.Length + 1, out var argument, out _) && argument.Length > 0;

    private int Skip(string command)
    {
        at += command.Length + 1;
        return command.Length + 1;
    }

    private int SkipGroup()
    {
        var start = at;
        var close = text.IndexOf('}', at, end - at);
        at = close < 0 ? end : close + 1;
        return at - start;
    }

    /// <summary><c>\text{ and }</c> and its like.</summary>
    private TokenKind? TextKeyword()
    {
        var open = at + "\\text".Length;
        var close = text.IndexOf('}', open, end - open);
        if (open >= end || text[open] != '{' || close < 0) return null;
        return Keyword(text[(open + 1)..close].Trim());
    }

    /// <summary>What stands between a value and its condition says nothing that the order does not.</summary>
    private static readonly FrozenSet<string> Prose = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "if", "for", "when", "otherwise", "else");

    private bool IsProse()
    {
        var open = at + "\\text".Length;
        if (open >= end || text[open] != '{') return false;
        var close = text.IndexOf('}', open, end - open);
        if (close < 0 || TextKeyword() is not null) return false;
        var inner = text[(open + 1)..close].Trim();
        return inner.AsSpan().IndexOfAnyInRange('Ѐ', 'ӿ') >= 0 || Prose.Contains(inner);
    }

    private static TokenKind? Keyword(string word) => word switch
    {
        "and" => TokenKind.And,
        "or" => TokenKind.Or,
        "not" => TokenKind.Not,
        "where" => TokenKind.Where,
        _ => null,
    };

    /// <summary><c>\left(</c>, <c>\right|</c>, <c>\left.</c></summary>
    private void ReadSized(string command)
    {
        var start = at;
        at += command.Length + 1;
        while (at < end && Letters.IsBlank(text[at])) at++;
        switch (Here)
        {
            case '.':
                at++;
                spaced = true;
                break;
            case '|':
                at++;
                if (command == "right" && Here == '_') Add(TokenKind.EvaluatedAt, start, at - start);
                else Add(command == "left" ? TokenKind.OpenBar : TokenKind.CloseBar, start, at - start);
                break;
            case '\0':
                AddBad(start, at - start, ParseProblem.UnexpectedEnd);
                break;
            case '\\':
                ReadCommand();
                break;
            default:
                ReadSign(Here);
                break;
        }
    }

    private void ReadEnvironment(string command)
    {
        var start = at;
        at += command.Length + 1;
        var open = at;
        SkipGroup();
        var name = text[open..at].Trim('{', '}', ' ', '*');
        var kind = (name, command) switch
        {
            ("pmatrix" or "bmatrix" or "matrix" or "Bmatrix" or "smallmatrix" or "array", "begin") => TokenKind.BeginMatrix,
            ("pmatrix" or "bmatrix" or "matrix" or "Bmatrix" or "smallmatrix" or "array", _) => TokenKind.EndMatrix,
            ("cases", "begin") => TokenKind.BeginCases,
            ("cases", _) => TokenKind.EndCases,
            _ => TokenKind.Bad,
        };
        if (kind == TokenKind.BeginMatrix && name == "array" && Here == '{') SkipGroup();
        if (kind == TokenKind.Bad) AddBad(start, at - start, ParseProblem.UnexpectedCharacter);
        else Add(kind, start, at - start);
    }
}
