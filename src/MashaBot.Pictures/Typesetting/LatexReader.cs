using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace MashaBot.Pictures.Typesetting;

/// <summary>Reads the LaTeX of our content (formulas without dollar signs), and what people leave out: Greek letters, subscripts and powers as characters, words.</summary>
internal sealed class LatexReader
{
    /// <summary>A run of so many letters is a word, not a product of variables.</summary>
    private const int LettersOfAWord = 3;

    /// <summary>Width of Inter's blank in em.</summary>
    private const float Blank = 0.28125f;

    private readonly string latex;
    private int at;

    private LatexReader(string latex) => this.latex = latex;

    /// <exception cref="LatexException">The formula cannot be read; says where and why.</exception>
    public static Term Read(string latex)
    {
        var reader = new LatexReader(latex);
        var row = reader.Row(Face.Slanted);
        return reader.at == latex.Length ? row : throw reader.Lost($"“{latex[reader.at]}” closes nothing");
    }

    private char Next => at < latex.Length ? latex[at] : '\0';

    private Term.Row Row(Face face)
    {
        var terms = ImmutableArray.CreateBuilder<Term>();
        while (SkipSpace() && Next != '}' && !Looking("\\right") && !Looking("\\end") && !Looking("\\\\") && !Looking("&"))
        {
            if (Switch() is { } other)
            {
                terms.AddRange(Row(other).Terms);
                break;
            }
            if (Takes("\\limits") || Takes("\\nolimits") || Takes("\\displaystyle") || Takes("\\textstyle")) continue;
            var blank = at > 0 && char.IsWhiteSpace(latex[at - 1]);
            var term = Scripts(Next is '^' or '_' ? Nothing : Piece(face), face);
            if (blank && terms is [.., var last] && term.Class == TermClass.Ordinary && last.Class == TermClass.Ordinary && (IsWord(term) || IsWord(last))) terms.Add(new Term.Space(Blank));
            terms.Add(term);
        }
        return new(terms.ToImmutable());
    }

    /// <summary>Blanks count beside words only: “с ReLU”, “loss w”.</summary>
    private static bool IsWord(Term term) => term is Term.Sign { Text: var text } && text.Length > 0 && char.IsLetter(text[^1]) && (text.Length >= LettersOfAWord || IsProse(text[0]));

    private static Term Nothing => new Term.Row([]);

    private Face? Switch() => Takes("\\bf") ? Face.Bold : Takes("\\rm") ? Face.Upright : Takes("\\it") ? Face.Slanted : null;

    private Term Scripts(Term about, Face face)
    {
        Term? lower = null, upper = null;
        while (SkipSpace())
        {
            if (Next is '\'' or '′' or '’') upper = Joined(upper, Primes());
            else if (Next == '^') upper = Joined(upper, Script(ref at, face));
            else if (Next == '_') lower = Joined(lower, Script(ref at, face));
            else if (Small(Next) is (var sign, var raised) && at > 0)
            {
                at++;
                var small = new Term.Sign(sign, char.IsAsciiLetter(sign[0]) ? TermClass.Ordinary : Classes.Of(sign[0]), char.IsAsciiLetter(sign[0]) && sign != "T" ? Face.Slanted : Face.Upright);
                if (raised) upper = Joined(upper, small);
                else lower = Joined(lower, small);
            }
            else break;
        }
        return lower is null && upper is null ? about : new Term.Scripted(about, lower, upper);
    }

    private Term Script(ref int place, Face face)
    {
        place++;
        return Argument(face);
    }

    private Term.Sign Primes()
    {
        var start = at;
        while (Next is '\'' or '′' or '’') at++;
        return new(new string('′', at - start), TermClass.Ordinary, Face.Upright);
    }

    private static Term Joined(Term? first, Term second) => first is null ? second : new Term.Row([first, second]);

    private Term Piece(Face face)
    {
        switch (Next)
        {
            case '{': return Group(face);
            case '\\': return Command(face);
            case '~': at++; return new Term.Space(Blank);
        }
        var start = at;
        while (char.IsAsciiDigit(Next)) at++;
        if (at > start) return new Term.Sign(latex[start..at], TermClass.Ordinary, Upright(face));
        while (char.IsAsciiLetter(Next)) at++;
        if (at - start >= LettersOfAWord) return new Term.Sign(latex[start..at], TermClass.Ordinary, Upright(face));
        at = start;
        if (IsProse(Next)) return Words(face);
        var rune = Rune.GetRuneAt(latex, at);
        at += rune.Utf16SequenceLength;
        return One(rune, face);
    }

    /// <summary>Letters other than Latin and Greek are prose: a run of them, with the blanks inside, is set upright.</summary>
    private static bool IsProse(char c) => char.IsLetter(c) && c > '\u03FF' && c < '\u1E00';

    private Term.Sign Words(Face face)
    {
        var start = at;
        var end = at;
        while (IsProse(Next) || Next is ' ' or '-')
        {
            at++;
            if (IsProse(latex[at - 1])) end = at;
        }
        at = end;
        return new(latex[start..end], TermClass.Ordinary, Upright(face));
    }

    private Term One(Rune rune, Face face) => rune.ToString() switch
    {
        "-" => new Term.Sign("−", TermClass.Binary, Face.Upright),
        "*" => new Term.Sign("∗", TermClass.Binary, Face.Upright),
        "∑" => LatexCommands.Find("sum")!,
        "∏" => LatexCommands.Find("prod")!,
        "√" => new Term.Root(Argument(face), null),
        "ŷ" => new Term.Accented(new Term.Sign("y", TermClass.Ordinary, face), Mark.Hat),
        var sign when rune.IsBmp && Small((char)rune.Value) is (var small, var raised) =>
            raised ? new Term.Scripted(Nothing, null, new Term.Sign(small, TermClass.Ordinary, Face.Upright)) : new Term.Scripted(Nothing, new Term.Sign(small, TermClass.Ordinary, Face.Upright), null),
        var sign => new Term.Sign(sign, Classes.Of(rune), Rune.IsLetter(rune) && !IsCapitalGreek(rune) ? face : Upright(face)),
    };

    private static bool IsCapitalGreek(Rune rune) => rune.Value is >= 'Α' and <= 'Ω';

    private static Face Upright(Face face) => face is Face.Bold or Face.BoldSlanted ? Face.Bold : Face.Upright;

    private Term Command(Face face)
    {
        var start = at++;
        while (char.IsAsciiLetter(Next)) at++;
        if (at == start + 1 && at < latex.Length) at++;
        var name = latex[(start + 1)..at];
        return name switch
        {
            "frac" => new Term.Fraction(Argument(face), Argument(face), null, Bar: true),
            "dfrac" => new Term.Fraction(Argument(face), Argument(face), Level.Display, Bar: true),
            "tfrac" => new Term.Fraction(Argument(face), Argument(face), Level.Text, Bar: true),
            "binom" => new Term.Fenced("(", new Term.Fraction(Argument(face), Argument(face), null, Bar: false), ")"),
            "sqrt" => Root(face),
            "hat" or "widehat" => new Term.Accented(Argument(face), Mark.Hat),
            "bar" or "overline" => new Term.Accented(Argument(face), Mark.Bar),
            "tilde" or "widetilde" => new Term.Accented(Argument(face), Mark.Tilde),
            "vec" => new Term.Accented(Argument(face), Mark.Vector),
            "dot" => new Term.Accented(Argument(face), Mark.Dot),
            "ddot" => new Term.Accented(Argument(face), Mark.TwoDots),
            "underline" => new Term.Accented(Argument(face), Mark.Underline),
            "underbrace" => new Term.Braced(Argument(face), Below: true),
            "overbrace" => new Term.Braced(Argument(face), Below: false),
            "boxed" => new Term.Boxed(Argument(face)),
            "text" or "textrm" or "mbox" or "textnormal" => Text(Upright(face)),
            "textbf" => Text(Face.Bold),
            "textit" or "emph" => Text(Face.Slanted),
            "operatorname" => Operator(),
            "mathrm" or "mathsf" => Argument(Face.Upright),
            "mathbf" or "boldsymbol" or "bm" => Argument(name == "mathbf" ? Face.Bold : Face.BoldSlanted),
            "mathbb" => Argument(Face.Hollow),
            "mathit" or "mathcal" => Argument(Face.Slanted),
            "left" => Fence(face),
            "big" or "Big" or "bigl" or "bigr" or "Bigl" or "Bigr" => Bracket() is var bracket && bracket.Length > 0 ? One(bracket.EnumerateRunes().First(), face) : Nothing,
            "begin" => Environment(face),
            "not" => Argument(face) is Term.Sign { Text: "=" } ? new Term.Sign("≠", TermClass.Relation, Face.Upright) : new Term.Sign("∉", TermClass.Relation, Face.Upright),
            _ => LatexCommands.Find(name) switch
            {
                Term.Sign { Face: Face.Slanted } letter => letter with { Face = face is Face.Bold ? Face.BoldSlanted : face },
                { } term => term,
                null => throw Lost($"“\\{name}” is not known", start),
            },
        };
    }

    private Term.Root Root(Face face)
    {
        if (!Takes("[")) return new(Argument(face), null);
        var close = latex.IndexOf(']', at);
        if (close < 0) throw Lost("“[” is not closed");
        var degree = Read(latex[at..close]);
        at = close + 1;
        return new(Argument(face), degree);
    }

    private Term.Sign Operator()
    {
        var limits = Takes("*");
        return Text(Face.Upright) with { Kind = TermClass.Operator, Limits = limits };
    }

    /// <summary>The characters up to the closing brace as they stand, blanks too.</summary>
    private Term.Sign Text(Face face)
    {
        if (!Takes("{")) throw Lost("“{” should stand here");
        var text = new StringBuilder();
        for (; Next != '}'; at++)
        {
            if (at == latex.Length) throw Lost("“{” is not closed");
            if (Next == '\\' && at + 1 < latex.Length) at++;
            text.Append(Next);
        }
        at++;
        return new(text.ToString(), TermClass.Ordinary, face);
    }

    private Term Argument(Face face)
    {
        SkipSpace();
        if (Next is '\0' or '}') throw Lost("an argument is missing");
        if (!char.IsAsciiLetterOrDigit(Next)) return Piece(face);
        return One(new Rune(latex[at++]), face);
    }

    private Term Group(Face face)
    {
        at++;
        var row = Row(face);
        if (!Takes("}")) throw Lost("“{” is not closed");
        return row.Terms is [var only] ? only is Term.Sign sign ? sign with { Kind = sign.Kind is TermClass.Operator ? TermClass.Operator : TermClass.Ordinary } : only : row;
    }

    private Term.Fenced Fence(Face face)
    {
        var open = Bracket();
        var body = Row(face);
        if (!Takes("\\right")) throw Lost("“\\left” is not closed");
        return new(open, body, Bracket());
    }

    private string Bracket()
    {
        SkipSpace();
        if (Next == '\0') throw Lost("a bracket is missing");
        if (Next != '\\') return latex[at++] is '.' ? "" : latex[at - 1].ToString(CultureInfo.InvariantCulture);
        return Command(Face.Upright) is Term.Sign sign ? sign.Text : throw Lost("a bracket should stand here");
    }

    private Term Environment(Face face)
    {
        var name = Text(Face.Upright).Text;
        if (name == "array") Text(Face.Upright);
        var (open, close, columns, level) = name switch
        {
            "matrix" or "array" or "smallmatrix" => ("", "", "c", Level.Text),
            "pmatrix" => ("(", ")", "c", Level.Text),
            "bmatrix" => ("[", "]", "c", Level.Text),
            "vmatrix" => ("|", "|", "c", Level.Text),
            "cases" => ("{", "", "l", Level.Text),
            "aligned" or "align" or "align*" or "split" or "gathered" => ("", "", name == "gathered" ? "c" : "rl", Level.Display),
            _ => throw Lost($"the environment “{name}” is not known"),
        };
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<Term>>();
        do
        {
            var cells = ImmutableArray.CreateBuilder<Term>();
            do cells.Add(Row(face));
            while (Takes("&"));
            rows.Add(cells.ToImmutable());
        }
        while (Takes("\\\\"));
        if (!Takes("\\end") || Text(Face.Upright).Text != name) throw Lost($"“\\begin{{{name}}}” is not closed");
        if (rows is [.., [Term.Row { Terms: [] }]]) rows.RemoveAt(rows.Count - 1);
        var grid = new Term.Grid(rows.ToImmutable(), columns, level);
        return open.Length + close.Length == 0 ? grid : new Term.Fenced(open, grid, close);
    }

    /// <summary>What a small raised or lowered character stands for.</summary>
    private static (string Sign, bool Raised)? Small(char c)
    {
        const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀ", RaisedMeans = "0123456789+−=()niT";
        const string Lowered = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", LoweredMeans = "0123456789+−=()aehijklmnoprstuvx";
        if (Raised.IndexOf(c) is >= 0 and var up) return (RaisedMeans[up].ToString(), true);
        return Lowered.IndexOf(c) is >= 0 and var down ? (LoweredMeans[down].ToString(), false) : null;
    }

    private bool SkipSpace()
    {
        while (char.IsWhiteSpace(Next)) at++;
        return at < latex.Length;
    }

    private bool Looking(string word) =>
        string.CompareOrdinal(latex, at, word, 0, word.Length) == 0 && !(char.IsAsciiLetter(word[^1]) && at + word.Length < latex.Length && char.IsAsciiLetter(latex[at + word.Length]));

    private bool Takes(string word)
    {
        SkipSpace();
        if (!Looking(word)) return false;
        at += word.Length;
        return true;
    }

    private LatexException Lost(string why, int? place = null) => new($"In “{latex}” at {(place ?? at) + 1}: {why}.");
}
