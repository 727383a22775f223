using System.Collections.Frozen;
using System.Text;

namespace MashaBot.Formulas;

/// <summary>LaTeX of our prose as Unicode text, for the terminal and for clients that draw no formulas.</summary>
public static class Latex
{
    private static readonly FrozenDictionary<string, string> Signs = new Dictionary<string, string>
    {
        ["cdot"] = "·", ["times"] = "×", ["ast"] = "∗", ["odot"] = "⊙", ["circ"] = "∘", ["otimes"] = "⊗", ["oplus"] = "⊕", ["pm"] = "±", ["mp"] = "∓", ["div"] = "÷",
        ["le"] = "≤", ["leq"] = "≤", ["leqslant"] = "≤", ["ge"] = "≥", ["geq"] = "≥", ["geqslant"] = "≥", ["ne"] = "≠", ["neq"] = "≠", ["lt"] = "<", ["gt"] = ">", ["ll"] = "≪", ["gg"] = "≫",
        ["approx"] = "≈", ["sim"] = "∼", ["simeq"] = "≃", ["equiv"] = "≡", ["propto"] = "∝", ["in"] = "∈", ["notin"] = "∉", ["ni"] = "∋", ["subset"] = "⊂", ["subseteq"] = "⊆", ["supset"] = "⊃",
        ["cup"] = "∪", ["cap"] = "∩", ["setminus"] = "∖", ["emptyset"] = "∅", ["varnothing"] = "∅", ["infty"] = "∞", ["partial"] = "∂", ["nabla"] = "∇", ["sum"] = "∑", ["prod"] = "∏", ["int"] = "∫",
        ["forall"] = "∀", ["exists"] = "∃", ["land"] = "∧", ["wedge"] = "∧", ["lor"] = "∨", ["vee"] = "∨", ["lnot"] = "¬", ["neg"] = "¬", ["to"] = "→", ["rightarrow"] = "→", ["longrightarrow"] = "→", ["mapsto"] = "↦",
        ["leftarrow"] = "←", ["gets"] = "←", ["leftrightarrow"] = "↔", ["Rightarrow"] = "⇒", ["implies"] = "⇒", ["Leftarrow"] = "⇐", ["Leftrightarrow"] = "⇔", ["iff"] = "⇔", ["uparrow"] = "↑", ["downarrow"] = "↓",
        ["ldots"] = "…", ["dots"] = "…", ["cdots"] = "⋯", ["vdots"] = "⋮", ["ddots"] = "⋱", ["top"] = "ᵀ", ["intercal"] = "ᵀ", ["prime"] = "′", ["ell"] = "ℓ", ["hbar"] = "ℏ", ["Re"] = "ℜ", ["Im"] = "ℑ",
        ["lvert"] = "|", ["rvert"] = "|", ["vert"] = "|", ["mid"] = " | ", ["lVert"] = "‖", ["rVert"] = "‖", ["Vert"] = "‖", ["|"] = "‖", ["langle"] = "⟨", ["rangle"] = "⟩", ["lfloor"] = "⌊", ["rfloor"] = "⌋", ["lceil"] = "⌈", ["rceil"] = "⌉",
        ["{"] = "{", ["}"] = "}", ["lbrace"] = "{", ["rbrace"] = "}", ["%"] = "%", ["&"] = "&", ["#"] = "#", ["_"] = "_", ["$"] = "$", ["colon"] = ":", ["bullet"] = "•", ["star"] = "⋆", ["perp"] = "⊥", ["parallel"] = "∥", ["angle"] = "∠",
        ["degree"] = "°", ["checkmark"] = "✓", ["square"] = "□", ["dagger"] = "†",
        [","] = " ", [";"] = " ", [":"] = " ", [" "] = " ", ["!"] = "", ["quad"] = "  ", ["qquad"] = "    ", ["thinspace"] = " ", ["\\"] = "\n", ["newline"] = "\n", ["cr"] = "\n",
        ["displaystyle"] = "", ["textstyle"] = "", ["scriptstyle"] = "", ["limits"] = "", ["nolimits"] = "", ["big"] = "", ["Big"] = "", ["bigl"] = "", ["bigr"] = "", ["Bigl"] = "", ["Bigr"] = "", ["bigg"] = "", ["Bigg"] = "", ["biggl"] = "", ["biggr"] = "",
        ["mathbin"] = "", ["mathrel"] = "", ["mathop"] = "", ["hline"] = "", ["nonumber"] = "", ["notag"] = "", ["left"] = "", ["right"] = "", ["middle"] = "",
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Words = FrozenSet.Create("max", "min", "ln", "log", "lg", "exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "det", "arg", "argmax", "argmin", "lim", "sup", "inf", "Pr", "dim", "ker", "gcd", "cot", "arctan", "arcsin", "arccos", "mod", "bmod", "tg", "th");

    /// <summary>Binary operators and relations get blanks around them.</summary>
    private static readonly FrozenSet<string> Relations = FrozenSet.Create("≤", "≥", "≠", "≈", "∼", "≃", "≡", "∝", "∈", "∉", "⊂", "⊆", "→", "↦", "←", "↔", "⇒", "⇐", "⇔", "∧", "∨", "⊙", "±", "≪", "≫", "∪", "∩", "<", ">");

    private static readonly FrozenSet<string> Fonts = FrozenSet.Create("mathrm", "mathbf", "mathit", "mathsf", "mathtt", "boldsymbol", "bm", "vec", "operatorname", "text", "textrm", "textbf", "textit", "texttt", "mbox", "boxed", "underbrace", "overbrace", "underline", "color", "phantom", "mathstrut", "vphantom");

    private static readonly FrozenDictionary<string, string> AccentOf = new Dictionary<string, string>
    {
        ["hat"] = "hat", ["widehat"] = "hat", ["bar"] = "bar", ["overline"] = "bar", ["tilde"] = "tilde", ["widetilde"] = "tilde", ["dot"] = "dot",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Blackboard = new Dictionary<string, string> { ["R"] = "ℝ", ["N"] = "ℕ", ["Z"] = "ℤ", ["Q"] = "ℚ", ["C"] = "ℂ", ["E"] = "𝔼", ["P"] = "ℙ", ["1"] = "𝟙" }.ToFrozenDictionary();

    /// <summary>Readable text for any LaTeX: <c>\frac{\partial f}{\partial x}</c> → ∂f/∂x, <c>w_{12}</c> → w₁₂, <c>\hat y</c> → ŷ. A command that it
    /// does not know stays as its name. Never throws.</summary>
    public static string ToText(string latex)
    {
        ArgumentNullException.ThrowIfNull(latex);
        return Tidy(new Reader(latex).All());
    }

    private static string Tidy(string text)
    {
        var tidy = new StringBuilder();
        foreach (var sign in text)
        {
            if (sign == ' ' && tidy.Length > 0 && tidy[^1] is ' ' or '\n' or '(' or '[' or '·' or '×') continue;
            if (sign is ')' or ']' or ',' or ';' or '·' or '×' or '\n' && tidy.Length > 0 && tidy[^1] == ' ') tidy.Length--;
            tidy.Append(sign);
        }

        return tidy.ToString().Trim();
    }

    private sealed class Reader(string latex)
    {
        private const int Deepest = 60;
        private int at;
        private int depth;

        public string All()
        {
            var text = new StringBuilder();
            while (at < latex.Length)
            {
                if (latex[at] == '}') at++;      // a stray brace
                else Next(text);
            }

            return text.ToString();
        }

        /// <summary>Reads up to a closing sign, which it takes.</summary>
        private string Until(char close)
        {
            if (++depth > Deepest)
            {
                depth--;
                var rest = latex[at..];
                at = latex.Length;
                return rest;
            }

            var text = new StringBuilder();
            while (at < latex.Length && latex[at] != close) Next(text);
            if (at < latex.Length) at++;
            depth--;
            return text.ToString();
        }

        private void Next(StringBuilder text)
        {
            var sign = latex[at];
            switch (sign)
            {
                case '\\':
                    text.Append(Command(text));
                    break;
                case '{' when at + 2 < latex.Length && latex[at + 1] is ',' or ';' or '.' or ':' && latex[at + 2] == '}':
                    text.Append(latex[at + 1]);
                    at += 3;
                    break;
                case '{':
                    at++;
                    text.Append(Until('}'));
                    break;
                case '^':
                    at++;
                    Raised(text);
                    break;
                case '_':
                    at++;
                    Lowered(text);
                    break;
                case '~':
                    text.Append(' ');
                    at++;
                    break;
                case '&':
                    text.Append(' ');
                    at++;
                    break;
                case '\'':
                    text.Append('′');
                    at++;
                    break;
                case '-':
                    AppendSpaced(text, "−", IsBinary(text));
                    at++;
                    break;
                case '+' or '=' or '<' or '>':
                    AppendSpaced(text, $"{sign}", IsBinary(text));
                    at++;
                    break;
                case ' ' or '\n' or '\t':
                    if (IsBetweenLetters(text)) text.Append(' ');
                    at++;
                    break;
                default:
                    text.Append(sign);
                    at++;
                    if (sign is ',' or ';' && at < latex.Length && latex[at] == ' ') text.Append(' ');
                    break;
            }
        }

        /// <summary>In a formula a blank means nothing; between words or after punctuation it stays.</summary>
        private bool IsBetweenLetters(StringBuilder text)
        {
            var next = at;
            while (next < latex.Length && latex[next] is ' ' or '\n' or '\t') next++;
            return text.Length > 0 && next < latex.Length && (char.IsLetterOrDigit(text[^1]) || text[^1] is '.' or ':' or '!' or '?' or ')') && (char.IsLetterOrDigit(latex[next]) || latex[next] == '\\') && (IsWordBefore(text) || char.IsDigit(latex[next]) || !char.IsAsciiLetter(latex[next]));
        }

        private static bool IsWordBefore(StringBuilder text) => text.Length > 1 && char.IsLetter(text[^1]) && char.IsLetter(text[^2]);

        private static bool IsBinary(StringBuilder text)
        {
            var i = text.Length - 1;
            while (i >= 0 && text[i] == ' ') i--;
            if (i >= 0 && text[i] == '|') return IsEachBarClosed(text);
            return i >= 0 && text[i] is not ('(' or '[' or '{' or ',' or ';' or '=' or '+' or '−' or '<' or '>' or '≤' or '≥' or '≈' or '≠' or '·' or '×' or '→' or '/' or '\n');
        }

        /// <summary>|x| &lt; 1, but {|x|, −|y|}: a bar is an opening one if it has no partner yet.</summary>
        private static bool IsEachBarClosed(StringBuilder text)
        {
            var bars = 0;
            for (var i = 0; i < text.Length; i++)
                if (text[i] == '|') bars++;
            return bars % 2 == 0;
        }

        private static void AppendSpaced(StringBuilder text, string sign, bool spaced)
        {
            if (!spaced)
            {
                text.Append(sign);
                return;
            }

            if (text[^1] != ' ') text.Append(' ');
            text.Append(sign).Append(' ');
        }

        private string Word()
        {
            var start = at + 1;
            var next = start;
            while (next < latex.Length && Letters.IsLatin(latex[next])) next++;
            if (next == start && next < latex.Length) next++;
            at = next;
            var word = latex[start..next];
            if (word.Length > 0 && Letters.IsLatin(word[0])) while (at < latex.Length && latex[at] is ' ' && !KeepsBlank(word)) at++;
            return word;
        }

        /// <summary>A blank behind a function's name stays: ln x.</summary>
        private static bool KeepsBlank(string word) => Words.Contains(word);

        private string Argument()
        {
            while (at < latex.Length && latex[at] == ' ') at++;
            if (at >= latex.Length) return "";
            if (latex[at] == '{')
            {
                at++;
                return Until('}');
            }

            if (latex[at] != '\\') return $"{latex[at++]}";
            if (++depth > Deepest)
            {
                depth--;
                return $"{latex[at++]}";
            }

            var argument = Command(new StringBuilder());
            depth--;
            return argument;
        }

        private string Optional()
        {
            if (at >= latex.Length || latex[at] != '[') return "";
            at++;
            return Until(']');
        }

        private string Command(StringBuilder before)
        {
            var word = Word();
            if (word == "") return "";
            if (word is "frac" or "dfrac" or "tfrac" or "cfrac") return Fraction(Argument(), Argument(), before);
            if (word is "binom") return $"C({Argument()}; {Argument()})";
            if (word == "sqrt") return Root(Optional(), Argument());
            if (AccentOf.TryGetValue(word, out var accent)) return Accented(Argument(), accent);
            if (word is "mathbb" or "mathds") return Argument() is var letter ? Blackboard.GetValueOrDefault(letter, letter) : "";
            if (word is "text" or "textrm" or "textbf" or "textit" or "mbox") return RawGroup();
            if (word is "mathcal" or "mathscr" or "mathfrak") return Argument();
            if (word is "color" or "textcolor") { Argument(); return word == "textcolor" ? Argument() : ""; }
            if (word is "phantom" or "vphantom" or "hphantom" or "label" or "tag") { Argument(); return ""; }
            if (word == "operatorname" && at < latex.Length && latex[at] == '*') at++;
            if (Fonts.Contains(word)) return Spaced(Argument(), before, word == "operatorname");
            if (word is "overset" or "stackrel" or "xrightarrow") return Above(word);
            if (word is "underset") { var below = Argument(); return $"{Argument()}({below})"; }
            if (word is "left" or "right" or "middle")
            {
                while (at < latex.Length && latex[at] == ' ') at++;
                if (at < latex.Length && latex[at] == '.') at++;
                return "";
            }

            if (word == "begin") return Environment(Argument());
            if (word == "end") { Argument(); return ""; }
            if (Letters.GreekCommand(word) is { } greek) return word == "varepsilon" ? "ε" : $"{Letters.GreekOfName[greek]}";
            if (Signs.TryGetValue(word, out var sign)) return Relations.Contains(sign) && before.Length > 0 && IsBinary(before) ? (before[^1] == ' ' ? "" : " ") + sign + " " : sign;
            if (Words.Contains(word)) return Spaced(word, before, isFunction: true);
            return word;
        }

        private static string Spaced(string word, StringBuilder before, bool isFunction) => isFunction && before.Length > 0 && char.IsLetterOrDigit(before[^1]) && word.Length > 1 ? " " + word : word;

        private string Above(string word)
        {
            var above = Argument();
            return word == "xrightarrow" ? (above == "" ? " → " : $" →({above}) ") : $"{Argument()}({above})";
        }

        /// <summary>The inside of <c>\text{…}</c>, blanks and all.</summary>
        private string RawGroup()
        {
            if (at >= latex.Length || latex[at] != '{') return Argument();
            var start = ++at;
            var open = 1;
            for (; at < latex.Length; at++)
                if (latex[at] == '{') open++;
                else if (latex[at] == '}' && --open == 0) break;
            var inner = latex[start..Math.Min(at, latex.Length)];
            if (at < latex.Length) at++;
            return inner;
        }

        private static string Fraction(string above, string beneath, StringBuilder before)
        {
            (above, beneath) = (Tidy(above), Tidy(beneath));
            var fraction = $"{Grouped(above, ofProduct: false)}/{Grouped(beneath, ofProduct: true)}";
            return before.Length > 0 && char.IsDigit(before[^1]) && char.IsDigit(fraction[0]) ? " " + fraction : fraction;
        }

        /// <summary>In brackets if it is more than one factor (below the bar) or more than one term (above it).</summary>
        private static string Grouped(string text, bool ofProduct)
        {
            if (text.Length <= 1 || IsBracketed(text)) return text;
            var depth = 0;
            for (var i = 0; i < text.Length; i++)
            {
                if (ofProduct && depth == 0 && i > 0 && text[i] == '(' && text[i - 1] is not ('^' or '√') && !IsCall(text, i)) return $"({text})";
                if (text[i] is '(' or '[') depth++;
                else if (text[i] is ')' or ']') depth--;
                else if (depth == 0 && (text[i] is '+' or '=' or '/' or '<' or '>' or '±' || (text[i] == '−' && i > 0) || (ofProduct && text[i] is '·' or ' ' or '×' or '−'))) return $"({text})";
            }

            return ofProduct && LooksLikeProduct(text) ? $"({text})" : text;
        }

        /// <summary>Does a function stand before the bracket, so that it is no factor of its own: f(x), σ(z), ln(1 + x)?</summary>
        private static bool IsCall(string text, int bracket)
        {
            var start = bracket;
            while (start > 0 && char.IsLetter(text[start - 1])) start--;
            var word = text[start..bracket];
            return start == 0 && (word is "f" or "g" or "h" or "σ" or "φ" or "ReLU" or "softmax" || Words.Contains(word));
        }

        private static bool IsBracketed(string text)
        {
            if (text[0] != '(' || text[^1] != ')') return false;
            var depth = 0;
            for (var i = 0; i < text.Length; i++)
            {
                if (text[i] == '(') depth++;
                else if (text[i] == ')' && --depth == 0) return i == text.Length - 1;
            }

            return false;
        }

        /// <summary>2n below a bar: a number or letter with a further letter behind it. ∂x and ln x are one factor.</summary>
        private static bool LooksLikeProduct(string text) =>
            char.IsLetterOrDigit(text[0]) && text.Length > 1 && char.IsLetter(text[1]) && Letters.FromSubscript(text[1]) is null && Letters.FromSuperscript(text[1]) is null && !text.All(char.IsLetter) | text.Length == 2 && text[0] != 'd';

        private static string Root(string degree, string inner)
        {
            inner = Tidy(inner);
            var sign = degree switch { "" or "2" => "√", "3" => "∛", "4" => "∜", _ => (Letters.Raise(degree) ?? $"({degree})") + "√" };
            return inner.Length == 1 || inner.All(char.IsAsciiDigit) || IsBracketed(inner) || IsOneName(inner) ? sign + inner : $"{sign}({inner})";
        }

        /// <summary>A letter with nothing but an accent and a subscript: v̂₂.</summary>
        private static bool IsOneName(string text) =>
            char.IsLetter(text[0]) && text.Skip(1).All(sign => Letters.FromSubscript(sign) is not null || char.GetUnicodeCategory(sign) == System.Globalization.UnicodeCategory.NonSpacingMark);

        private static string Accented(string argument, string accent)
        {
            if (argument.Length == 0) return "";
            var letter = char.IsSurrogate(argument[0]) && argument.Length > 1 ? argument[..2] : argument[..1];
            var rest = argument[letter.Length..];
            return rest.Length == 0 || rest.All(sign => Letters.FromSubscript(sign) is not null) ? Letters.WithAccent(letter, accent) + rest : argument + Letters.Accents.First(pair => pair.Value == accent).Key;
        }

        private void Raised(StringBuilder text)
        {
            while (text.Length > 0 && text[^1] == ' ') text.Length--;
            var above = Tidy(Argument());
            if (above.Length == 0) return;
            if (above is "ᵀ" or "′" or "∗" or "*" or "″" or "†" or "∘") text.Append(above == "*" ? "*" : above == "∘" ? "°" : above);
            else if (Letters.Raise(above.Replace(" ", "", StringComparison.Ordinal)) is { } raised && !above.Contains('=', StringComparison.Ordinal)) text.Append(raised);
            else text.Append('^').Append(above.Length == 1 || above.All(char.IsLetterOrDigit) && above.Length == 1 ? above : IsBracketed(above) ? above : $"({above})");
        }

        private void Lowered(StringBuilder text)
        {
            while (text.Length > 0 && text[^1] == ' ') text.Length--;
            var below = Tidy(Argument());
            if (below.Length == 0) return;
            var compact = below.Replace(" ", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
            if (Letters.Lower(compact) is { } lowered) text.Append(lowered);
            else text.Append('_').Append(below.All(char.IsLetterOrDigit) ? below : IsBracketed(below) ? below : $"({below})");
        }

        private string Environment(string name)
        {
            name = name.TrimEnd('*');
            if (name == "array" && at < latex.Length && latex[at] == '{') Argument();
            var end = latex.IndexOf($@"\end{{{name}", at, StringComparison.Ordinal);
            if (end < 0) end = latex.Length;
            var inner = latex[at..end];
            at = end;
            if (at < latex.Length)
            {
                var close = latex.IndexOf('}', at);
                at = close < 0 ? latex.Length : close + 1;
            }

            var rows = SplitRows(inner).Where(row => row.Trim().Length > 0).Select(row => row.Split('&').Select(cell => ToText(cell)).ToArray()).ToArray();
            return name switch
            {
                "cases" => "{ " + string.Join("; ", rows.Select(row => string.Join(", ", row.Select(cell => cell.TrimEnd(',', ' '))))),
                "aligned" or "align" or "gathered" or "gather" or "split" or "eqnarray" => string.Join("\n", rows.Select(row => string.Join(" ", row))),
                "vmatrix" => $"|{string.Join("; ", rows.Select(row => string.Join(" ", row)))}|",
                _ => $"[{string.Join("; ", rows.Select(row => string.Join(" ", row)))}]",
            };
        }

        private static List<string> SplitRows(string inner)
        {
            var rows = new List<string>();
            var start = 0;
            for (var i = 0; i + 1 < inner.Length; i++)
                if (inner[i] == '\\' && inner[i + 1] == '\\')
                {
                    rows.Add(inner[start..i]);
                    start = i + 2;
                    i++;
                }
                else if (inner[i] == '\\') i++;

            rows.Add(inner[start..]);
            return rows;
        }
    }
}
