using System.Collections.Frozen;
using System.Text;

namespace MashaBot.Formulas;

/// <summary>Runs of letters, and how they are cut into names and functions.</summary>
internal sealed partial class Lexer
{
    /// <summary>A run in canonical spelling: every sign knows where it stood and whether a name may begin with it.</summary>
    private sealed class Run
    {
        public StringBuilder Signs { get; } = new();
        public List<int> Positions { get; } = [];
        public List<bool> Begins { get; } = [];
        public bool HasForeignLetter { get; set; }

        /// <summary>Did digits stand below the line: is it log₃ and not log 3?</summary>
        public bool HasSubscript { get; set; }

        public void Append(string unit, int position, bool begins = true, bool eachBegins = false)
        {
            for (var i = 0; i < unit.Length; i++)
            {
                Signs.Append(unit[i]);
                Positions.Add(position);
                Begins.Add(i == 0 ? begins : eachBegins);
            }
        }
    }

    private static readonly FrozenDictionary<string, string> AccentCommands = new Dictionary<string, string>
    {
        ["hat"] = "hat", ["widehat"] = "hat", ["bar"] = "bar", ["overline"] = "bar", ["tilde"] = "tilde", ["widetilde"] = "tilde", ["dot"] = "dot",
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> FontCommands = FrozenSet.Create("mathrm", "mathbf", "mathit", "mathsf", "mathcal", "mathbb", "boldsymbol", "bm", "vec", "operatorname", "text", "textrm", "textbf", "textit", "rm", "bf");

    /// <summary>A single name from start to end, in canonical spelling.</summary>
    public static bool TryReadName(string text, out string name)
    {
        var lexer = new Lexer(text, 0, text.Length, Vocabulary.Empty, new(Comma.Separator));
        name = "";
        if (!lexer.SkipBlanks() || !lexer.StartsWord()) return false;
        var run = lexer.TakeRun();
        if (lexer.LabelAbove(out var label, out var after))
        {
            run.Append(Subscripted(label), lexer.at, begins: false);
            lexer.at = after;
        }

        while (lexer.at < lexer.end && lexer.Here is '\'' or '′' or '’')
        {
            run.Append("'", lexer.at, begins: false);
            lexer.at++;
        }

        name = run.Signs.ToString();
        return !run.HasForeignLetter && !lexer.SkipBlanks();
    }

    private bool StartsWord() => at < end && (IsLetter(text[at]) || (text[at] == '\\' && IsWordCommand(CommandAt(at))) || MathematicalLetterAt(at) is not null);

    private static bool IsLetter(char sign) => Letters.IsLatin(sign) || Letters.IsCyrillic(sign) || Letters.NameOfGreek.ContainsKey(sign) || Letters.OfAccented(sign) is not null
        || sign is 'ο' or 'Ο' or '∇' or 'ℓ' or 'ℝ' or 'ℎ';

    private string? MathematicalLetterAt(int position) =>
        position + 1 < end && char.IsSurrogatePair(text[position], text[position + 1]) ? Letters.OfMathematicalAlphabet(char.ConvertToUtf32(text[position], text[position + 1])) : null;

    private static bool IsWordCommand(string command) => AccentCommands.ContainsKey(command) || FontCommands.Contains(command) || Letters.GreekCommand(command) is not null
        || (Function.Find(command) is not null && command is not ("sqrt" or "sum")) || command is "ell" or "nabla";

    private void ReadWord()
    {
        var start = at;
        if (IsCross())
        {
            Take(TokenKind.Times, 1);
            return;
        }

        if (IsTransposeAbove())
        {
            Take(TokenKind.Transpose, 1);
            return;
        }

        if (TryReadPlainWord()) return;
        var run = TakeRun();
        if (run.Signs.Length == 0)
        {
            AddBad(start, Math.Max(1, at - start), ParseProblem.UnexpectedCharacter);
            if (at == start) at++;
            return;
        }

        var word = run.Signs.ToString();
        if (Keyword(word) is { } keyword && names.FindName(word) is null)
        {
            Add(keyword, start, at - start);
            return;
        }

        var pieces = run.HasForeignLetter ? null : Cut(run, strict: true) ?? Cut(run, strict: false);
        if (!run.HasForeignLetter && LabelAbove(out var label, out var after) && (pieces is null || (!names.IsOpen && text[after - 1] == '}' && names.IsName(word + Subscripted(label)))))
        {
            run.Append(Subscripted(label), at, begins: false);
            pieces = Cut(run, strict: true) ?? Cut(run, strict: false);
            if (pieces is not null) at = after;
        }

        if (pieces is null && !run.HasForeignLetter && LookAlike(run) is { } other) pieces = Cut(other, strict: true);
        if (pieces is null && word == "I" && (Here is '(' or '[' or '_' || Here == '\\' && Ahead(1) == '{'))      // the indicator of what stands in the brackets
        {
            tokens.Add(new(start, at - start, spaced, Backprop.Rational.One, null));
            spaced = false;
            return;
        }

        if (pieces is null)
        {
            var problem = run.HasForeignLetter ? ParseProblem.Word : ParseProblem.UnknownName;
            AddBad(start, at - start, problem);
            return;
        }

        foreach (var (from, to, kind, name) in pieces)
        {
            var first = run.Positions[from];
            var last = to < run.Positions.Count ? run.Positions[to] : at;
            if (kind == TokenKind.Number)
            {
                tokens.Add(new(first, last - first, spaced, Backprop.Rational.Parse(name), null));
                spaced = false;
            }
            else Add(kind, first, last - first, name);
        }

        TakePrimes();
    }

    private static readonly string[] OfOneLetter = [.. Enumerable.Range(0, 128).Select(code => $"{(char)code}")];

    /// <summary>Reads what nearly every word is: Latin letters, digits behind them, nothing that could go on, and as a whole a name or a function.</summary>
    private bool TryReadPlainWord()
    {
        var next = at;
        while (next < end && Letters.IsLatin(text[next])) next++;
        var letters = next - at;
        if (letters == 0) return false;
        while (next < end && char.IsAsciiDigit(text[next])) next++;
        if (next - at > Math.Max(names.Longest, LongestWord)) return false;
        if (next < end && (text[next] is '_' or '\\' or > '\u007F' || Letters.IsLatin(text[next]) || text[next] == '^' && next + 1 < end && text[next + 1] is '{' or '(')) return false;
        var word = next - at == 1 ? OfOneLetter[text[at]] : text[at..next];
        if (word.Length > 1 && Keyword(word) is not null) return false;
        var (start, before) = (at, at);
        at = next;
        if (Classify(word, isOneUnit: letters == 1, isWhole: true, hasSubscript: false, strict: true) is not { } piece)
        {
            at = before;
            return false;
        }

        Add(piece.Kind, start, at - start, piece.Name);
        TakePrimes();
        return true;
    }

    /// <summary>Is it the T of <c>X^TX</c>, and no name that begins with it?</summary>
    private bool IsTransposeAbove() => Here is 'T' or 'Т' && tokens is [.., { Kind: TokenKind.Power }] && !names.IsName("T")
        && !names.Names.Any(name => name.Length > 1 && name[0] == 'T' && at + name.Length <= end && text.AsSpan(at, name.Length).SequenceEqual(name));

    /// <summary>14x14, 3х5 where neither x nor a name that begins with it (x1) can stand here: a sign of multiplication.</summary>
    private bool IsCross()
    {
        var digits = at + 1;
        while (digits < end && char.IsAsciiDigit(text[digits])) digits++;
        if (digits > at + 1 && names.FindName($"x{text.AsSpan(at + 1, digits - at - 1)}") is not null) return false;
        if (Letters.Latin(Here) is not ('x' or 'X') || names.IsOpen || names.FindName("x") is not null || tokens is not [.., { Kind: TokenKind.Number or TokenKind.CloseParenthesis }]) return false;
        var next = at + 1;
        while (next < end && Letters.IsBlank(text[next])) next++;
        return next < end && (char.IsAsciiDigit(text[next]) || text[next] is '(' or '√' or '\\');
    }

    /// <summary>A prime belongs to the name or the function where the vocabulary has it so (<c>f'</c>, <c>y'</c>); else it is a sign of its own.</summary>
    private void TakePrimes()
    {
        while (Here is '\'' or '′' or '’' && tokens[^1] is { Kind: TokenKind.Name or TokenKind.Function } last)
        {
            var primed = last.Text + "'";
            if (names.HasOwnFunction(primed)) tokens[^1] = last with { Kind = TokenKind.Function, Text = primed, Length = last.Length + 1 };
            else if (names.IsName(primed)) tokens[^1] = last with { Kind = TokenKind.Name, Text = primed, Length = last.Length + 1 };
            else return;
            at++;
        }
    }

    /// <summary>The number of a layer or a step written above in brackets, <c>w^{(2)}</c>: the same as below.</summary>
    private bool LabelAbove(out string label, out int after)
    {
        (label, after) = ("", at);
        var inside = RaisedAt(at);
        var place = at + inside.Length;
        if (inside.Length == 0)
        {
            if (Here != '^' || Ahead(1) is not ('{' or '(')) return false;
            var open = Ahead(1) == '{' ? 2 : 1;
            if (Ahead(open) != '(' || text.IndexOf(')', at, Math.Min(8, end - at)) is not (> 0 and var close)) return false;
            inside = text[(at + open)..(close + 1)];
            place = close + 1;
            if (open == 2)
            {
                if (place >= end || text[place] != '}') return false;
                place++;
            }
        }

        if (inside is not ['(', .. var digits, ')'] || digits.Length is 0 or > 3 || !digits.All(char.IsAsciiLetterOrDigit)) return false;
        (label, after) = (digits, place);
        return true;
    }

    private const int LongestForLookAlikes = 40;

    /// <summary>The same run with Greek letters as the Latin ones that look the same, and a Latin letter as the Greek one.</summary>
    private static Run? LookAlike(Run run)
    {
        if (run.Signs.Length > LongestForLookAlikes) return null;
        var signs = run.Signs.ToString();
        var other = new Run();
        var changed = false;
        for (var i = 0; i < signs.Length;)
        {
            var length = 1;
            while (i + length < signs.Length && run.Positions[i + length] == run.Positions[i]) length++;
            var unit = signs[i..(i + length)];
            if (run.Begins[i] && Letters.LookAlikeOf(unit) is { } twin)
            {
                other.Append(twin, run.Positions[i]);
                changed = true;
            }
            else other.Append(unit, run.Positions[i], run.Begins[i]);
            i += length;
        }

        return changed ? other : null;
    }

    private Run TakeRun()
    {
        var run = new Run();
        while (at < end)
        {
            var sign = text[at];
            if (Letters.IsInvisible(sign)) at++;
            else if (char.IsAsciiDigit(sign) && run.Signs.Length > 0) run.Append($"{sign}", at++, begins: false);
            else if (Letters.FromSubscript(sign) is not null && run.Signs.Length > 0) TakeLowered(run);
            else if (Letters.Accents.TryGetValue(sign, out var accent) && run.Signs.Length > 0) run.Append(accent, at++, begins: false);
            else if (sign == '_' && run.Signs.Length > 0) { if (!TakeSubscript(run)) break; }
            else if (sign == '\\' && IsWordCommand(CommandAt(at))) { if (!TakeCommand(run)) break; }
            else if (MathematicalLetterAt(at) is { } mathematical)
            {
                if (mathematical is "∂" or "∇") break;
                TakeLetter(run, mathematical[0], 2);
            }
            else if (IsLetter(sign)) TakeLetter(run, sign, 1);
            else break;
        }

        return run;
    }

    private void TakeLetter(Run run, char letter, int length)
    {
        if (letter == 'ℓ') run.Append("ell", at);
        else if (Letters.NameOfGreek.TryGetValue(letter, out var greek)) run.Append(greek, at);
        else if (Letters.OfAccented(letter) is { } accented) run.Append(accented, at);
        else if (char.IsAsciiDigit(letter)) run.Append($"{letter}", at, begins: false);
        else
        {
            var latin = letter == 'ℎ' ? 'h' : Letters.Latin(letter);
            if (!Letters.IsLatin(latin)) run.HasForeignLetter = true;
            run.Append($"{latin}", at);
        }

        at += length;
    }

    private void TakeLowered(Run run)
    {
        run.HasSubscript = true;
        var start = at;
        var lowered = new StringBuilder();
        while (at < end && Letters.FromSubscript(text[at]) is { } plain)
        {
            lowered.Append(plain);
            at++;
        }

        run.Append(Subscripted(lowered.ToString()), start, begins: false);
    }

    private static string Subscripted(string subscript) => subscript.All(char.IsAsciiDigit) || subscript == "hat" ? subscript : "_" + subscript;

    /// <summary><c>_1</c>, <c>_{11}</c>, <c>_{1,2}</c>, <c>_i</c>, <c>_hat</c></summary>
    private bool TakeSubscript(Run run)
    {
        var start = at;
        var next = at + 1;
        run.HasSubscript = true;
        while (next < end && Letters.IsBlank(text[next])) next++;
        if (next >= end) return false;
        if (text[next] is '{' or '(' && text.IndexOf(text[next] == '{' ? '}' : ')', next, end - next) is > 0 and var close && close - next <= 20)
        {
            if (text[next] == '(') return false;
            var content = new StringBuilder();
            foreach (var sign in text.AsSpan(next + 1, close - next - 1))
                if (char.IsAsciiLetterOrDigit(sign) || sign is '+' or '-') content.Append(sign);
                else if (sign == '\\' || sign is '=' or '∈') return false;
                else if (Letters.NameOfGreek.TryGetValue(sign, out var greek)) content.Append(greek);
                else if (Letters.Latin(sign) is var latin && Letters.IsLatin(latin)) content.Append(latin);
            if (content.Length == 0) return false;
            at = close + 1;
            run.Append(Subscripted(content.ToString()), start, begins: false);
            return true;
        }

        if (char.IsAsciiDigit(text[next]))
        {
            at = next;
            while (at < end && char.IsAsciiDigit(text[at])) run.Append($"{text[at]}", at++, begins: false);
            return true;
        }

        if (text.AsSpan(next, end - next).StartsWith("hat", StringComparison.Ordinal))
        {
            run.Append("hat", start, begins: false);
            at = next + 3;
            return true;
        }

        if (!IsLetter(text[next])) return false;
        at = next;
        run.Append("_", start, begins: false);
        var first = run.Begins.Count;
        TakeLetter(run, text[at], 1);
        run.Begins[first] = false;
        return true;
    }

    /// <summary>A Greek letter, an accent over an argument, a function or a word in some font.</summary>
    private bool TakeCommand(Run run)
    {
        var start = at;
        var command = CommandAt(at);
        var next = at + command.Length + 1;
        if (AccentCommands.TryGetValue(command, out var accent) || FontCommands.Contains(command))
        {
            if (!TryTakeArgument(next, out var argument, out var after)) return false;
            if (argument.Length == 0) return false;
            at = after;
            var letters = 0;
            while (letters < argument.Length && !char.IsAsciiDigit(argument[letters]) && argument[letters] != '_') letters++;
            run.Append(argument[..letters] + accent + argument[letters..], start);
            SkipBlanksInRun();
            return true;
        }

        if (Letters.GreekCommand(command) is { } greek) run.Append(greek, start);
        else if (command is "ell" or "nabla") run.Append(command, start);
        else
        {
            if (run.Signs.Length > 0) return false;      // a function begins its own run
            run.Append(command, start);
            at = next;
            SkipBlanksInRun();
            if (Here == '_' && command == "log") TakeSubscript(run);
            return false;
        }

        at = next;
        SkipBlanksInRun();
        return Here is '_' || char.IsAsciiDigit(Here) || Letters.FromSubscript(Here) is not null;
    }

    /// <summary>Blanks behind a command belong to it only before a subscript.</summary>
    private void SkipBlanksInRun()
    {
        var next = at;
        while (next < end && Letters.IsBlank(text[next])) next++;
        if (next < end && text[next] == '_') at = next;
    }

    /// <summary>What a command applies to: a group or one sign, in canonical spelling.</summary>
    private bool TryTakeArgument(int from, out string argument, out int after)
    {
        argument = "";
        after = from;
        while (after < end && Letters.IsBlank(text[after])) after++;
        if (after >= end) return false;
        int inner, stop;
        if (text[after] == '{')
        {
            var depth = 0;
            for (stop = after; stop < end; stop++)
                if (text[stop] == '{') depth++;
                else if (text[stop] == '}' && --depth == 0) break;
            if (stop >= end || depth > 0 || stop - after > 60) return false;
            inner = after + 1;
            after = stop + 1;
        }
        else
        {
            inner = after;
            stop = text[after] == '\\' ? after + 1 + CommandAt(after).Length : after + 1;
            after = stop;
        }

        var sub = new Lexer(text, inner, stop, Vocabulary.Empty, style);
        if (!sub.SkipBlanks() || !sub.StartsWord()) return false;
        var run = sub.TakeRun();
        argument = run.Signs.ToString();
        return !run.HasForeignLetter && !sub.SkipBlanks();
    }

    /// <summary>A longer run of letters holds more factors than a formula may have.</summary>
    private const int LongestRun = 1500;

    /// <summary>Cuts a run into known words, the longest first; null if it can't be done.</summary>
    /// <param name="strict">Names must agree in case.</param>
    private List<(int From, int To, TokenKind Kind, string Name)>? Cut(Run run, bool strict)
    {
        if (run.Signs.Length > LongestRun) return null;
        var signs = run.Signs.ToString();
        var choice = new (int To, TokenKind Kind, string Name)?[signs.Length + 1];
        choice[signs.Length] = (signs.Length, TokenKind.End, "");
        for (var from = signs.Length - 1; from >= 0; from--)
        {
            if (!run.Begins[from] && !char.IsAsciiDigit(signs[from])) continue;
            for (var to = Math.Min(signs.Length, from + Math.Max(names.Longest, LongestWord)); to > from && choice[from] is null; to--)
            {
                if (choice[to] is null) continue;
                if (to < signs.Length && !run.Begins[to] && !(char.IsAsciiDigit(signs[to]) && !char.IsAsciiDigit(signs[to - 1]))) continue;
                if (Classify(signs[from..to], IsOneUnit(run, from, to), isWhole: to == signs.Length, hasSubscript: run.HasSubscript && from == 0, strict) is { } piece) choice[from] = (to, piece.Kind, piece.Name);
            }
        }

        if (choice[0] is null) return null;
        var pieces = new List<(int, int, TokenKind, string)>();
        for (var from = 0; from < signs.Length;)
        {
            var (to, kind, name) = choice[from]!.Value;
            if (kind == TokenKind.Number && pieces is not [.., (_, _, TokenKind.Function, _)]) return null;      // ln10, but not x10
            pieces.Add((from, to, kind, name));
            from = to;
        }

        return pieces;
    }

    /// <summary>A word of the language or of a problem is rarely longer.</summary>
    private const int LongestWord = 12;

    /// <summary>What a word is, if it is anything.</summary>
    /// <param name="isOneUnit">Is it one letter with what belongs to it?</param>
    /// <param name="isWhole">Does the run of letters end with it?</param>
    /// <param name="hasSubscript">Does the run begin with it and hold something below the line?</param>
    /// <param name="strict">Names must agree in case.</param>
    private (TokenKind Kind, string Name)? Classify(string word, bool isOneUnit, bool isWhole, bool hasSubscript, bool strict)
    {
        if (char.IsAsciiDigit(word[0])) return word.All(char.IsAsciiDigit) ? (TokenKind.Number, word) : null;
        if (sums > 0 && word is [var letter, '_', >= 'a' and <= 'z'] && !names.IsName(word) && (names.IsName($"{letter}") || names.IsName($"{letter}1"))) return (TokenKind.Name, word);      // a summand's index
        var called = isWhole && (Here is '(' or '[' or '（' || (Here == '\\' && CommandAt(at) is "left" && at + 5 < end && text[at + 5] is '('));
        if (names.IsName(word) && !(called && names.FindFunction(word) is not null)) return (TokenKind.Name, word);
        if (names.FindFunction(word) is { } function && (called || names.HasOwnFunction(word) || word.Length > 2 || word is "ln" or "lg" || !word.All(letter => names.IsName($"{letter}")))) return (TokenKind.Function, function.Name);
        if (hasSubscript && word is ['l', 'o', 'g', .. { Length: > 0 and <= 4 } below] && below.All(char.IsAsciiDigit) && below != "1") return (TokenKind.Function, "log_" + below);
        if (!strict && names.FindName(word) is { } name) return (TokenKind.Name, name);
        if (word is "eps" && (names.IsOpen || names.IsName("epsilon"))) return (TokenKind.Name, "epsilon");
        if (word is "e" or "pi") return (TokenKind.Name, word);
        if (!names.IsOpen) return null;
        if (isOneUnit) return (TokenKind.Name, word);
        var letters = word.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        if (Letters.GreekOfName.ContainsKey(letters)) return (TokenKind.Name, word);
        return null;
    }

    private static bool IsOneUnit(Run run, int from, int to)
    {
        for (var i = from + 1; i < to; i++) if (run.Begins[i]) return false;
        return to == run.Signs.Length || run.Begins[to];
    }
}
