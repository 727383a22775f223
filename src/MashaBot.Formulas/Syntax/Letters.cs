using System.Collections.Frozen;

namespace MashaBot.Formulas;

/// <summary>Letters as people type them: Greek by letter or by name, look-alikes of other alphabets, small raised and lowered signs.</summary>
internal static class Letters
{
    private static readonly (string Name, char Small, char Capital)[] Greek =
    [
        ("alpha", 'α', 'Α'), ("beta", 'β', 'Β'), ("gamma", 'γ', 'Γ'), ("delta", 'δ', 'Δ'), ("epsilon", 'ε', 'Ε'), ("zeta", 'ζ', 'Ζ'), ("eta", 'η', 'Η'),
        ("theta", 'θ', 'Θ'), ("iota", 'ι', 'Ι'), ("kappa", 'κ', 'Κ'), ("lambda", 'λ', 'Λ'), ("mu", 'μ', 'Μ'), ("nu", 'ν', 'Ν'), ("xi", 'ξ', 'Ξ'),
        ("omicron", 'ο', 'Ο'), ("pi", 'π', 'Π'), ("rho", 'ρ', 'Ρ'), ("sigma", 'σ', 'Σ'), ("tau", 'τ', 'Τ'), ("upsilon", 'υ', 'Υ'), ("phi", 'φ', 'Φ'),
        ("chi", 'χ', 'Χ'), ("psi", 'ψ', 'Ψ'), ("omega", 'ω', 'Ω'),
    ];

    /// <summary>Greek letter (variants too) → its name; a capital's name begins with a capital.</summary>
    public static readonly FrozenDictionary<char, string> NameOfGreek = Greek
        .SelectMany(letter => new[] { (letter.Small, letter.Name), (letter.Capital, char.ToUpperInvariant(letter.Name[0]) + letter.Name[1..]) })
        .Concat([('ϵ', "epsilon"), ('ϑ', "theta"), ('ϕ', "phi"), ('ς', "sigma"), ('µ', "mu"), ('ϱ', "rho"), ('ϖ', "pi"), ('ϰ', "kappa"), ('\u2206', "Delta"), ('\u2126', "Omega"), ('ß', "beta"), ('∊', "epsilon")])
        .Where(pair => pair.Item1 is not ('ο' or 'Ο'))
        .ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2);

    /// <summary>Name → Greek letter. <c>lam</c> is a name for λ where <c>lambda</c> is a word of the programming language.</summary>
    public static readonly FrozenDictionary<string, char> GreekOfName = Greek
        .SelectMany(letter => new[] { (letter.Name, letter.Small), (char.ToUpperInvariant(letter.Name[0]) + letter.Name[1..], letter.Capital) })
        .Append(("lam", 'λ'))
        .Where(pair => pair.Item1 is not ("omicron" or "Omicron"))
        .ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2);

    /// <summary>Names of Greek letters in LaTeX, variants included.</summary>
    public static string? GreekCommand(string command)
    {
        var plain = command.StartsWith("var", StringComparison.Ordinal) ? command[3..] : command;
        return GreekOfName.ContainsKey(plain) && plain != "lam" ? plain : null;
    }

    /// <summary>Cyrillic (and Greek omicron) letters that look like Latin ones.</summary>
    private static readonly FrozenDictionary<char, char> LookAlikes = "аaсcеeоoрpхxуyкkіiјjѕsАAВBСCЕEНHКKМMОOРPТTХXУYІIЅSοoΟO"
        .Chunk(2).ToFrozenDictionary(pair => pair[0], pair => pair[1]);

    public static char Latin(char letter) => LookAlikes.GetValueOrDefault(letter, letter);

    /// <summary>The Latin letter that cannot be told from a Greek one (by its name), or the other way round.</summary>
    public static string? LookAlikeOf(string unit) => unit switch
    {
        "Alpha" => "A", "Beta" => "B", "Epsilon" => "E", "Zeta" => "Z", "Eta" => "H", "Iota" => "I", "Kappa" => "K", "Mu" => "M", "Nu" => "N", "Rho" => "P", "Tau" => "T", "Upsilon" => "Y", "Chi" => "X",
        "alpha" => "a", "nu" => "v", "rho" => "p", "chi" => "x", "iota" => "i", "kappa" => "k", "upsilon" => "u", "omega" => "w", "eta" => "n", "gamma" => "y",
        "v" => "nu", "p" => "rho", "a" => "alpha", "w" => "omega", "k" => "kappa", "n" => "eta", "x" => "chi",
        _ => null,
    };

    public static bool IsCyrillic(char letter) => letter is >= 'Ѐ' and <= 'ӿ';

    public static bool IsLatin(char letter) => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static readonly FrozenDictionary<char, string> Accented = new Dictionary<char, string>
    {
        ['â'] = "ahat", ['ĉ'] = "chat", ['ê'] = "ehat", ['ĝ'] = "ghat", ['ĥ'] = "hhat", ['î'] = "ihat", ['ĵ'] = "jhat", ['ô'] = "ohat", ['ŝ'] = "shat", ['û'] = "uhat",
        ['ŵ'] = "what", ['ŷ'] = "yhat", ['ẑ'] = "zhat", ['Ŷ'] = "Yhat", ['Ŵ'] = "What", ['Ĥ'] = "Hhat", ['ȳ'] = "ybar", ['ā'] = "abar", ['ū'] = "ubar", ['ē'] = "ebar",
        ['ỹ'] = "ytilde", ['ã'] = "atilde", ['ñ'] = "ntilde", ['õ'] = "otilde", ['ũ'] = "utilde", ['ṽ'] = "vtilde", ['ẋ'] = "xdot", ['ẏ'] = "ydot",
    }.ToFrozenDictionary();

    /// <summary>A letter with its accent in one sign: ŷ → yhat.</summary>
    public static string? OfAccented(char letter) => Accented.GetValueOrDefault(letter);

    private static readonly FrozenDictionary<string, char> OneSign = Accented.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    private static readonly (char Sign, string Name)[] CombiningAccents = [('\u0302', "hat"), ('\u0304', "bar"), ('\u0305', "bar"), ('\u0303', "tilde"), ('\u0307', "dot"), ('\u0311', "hat"), ('\u030C', "hat")];

    public static readonly FrozenDictionary<char, string> Accents = CombiningAccents.ToFrozenDictionary(accent => accent.Sign, accent => accent.Name);

    /// <summary>A letter under an accent: one sign where Unicode has it, else with a combining accent.</summary>
    public static string WithAccent(string letter, string accent) =>
        OneSign.TryGetValue(letter + accent, out var sign) ? $"{sign}" : letter + CombiningAccents.First(pair => pair.Name == accent).Sign;

    private const string Plain = "0123456789+-=()aehijklmnoprstuvxβγρφχ";
    private const string Lowered = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ";
    private const string PlainAbove = "0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδθφχ";
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᶿᵠᵡ";

    private static readonly FrozenDictionary<char, char> Subscripts = Lowered.Zip(Plain).ToFrozenDictionary(pair => pair.First, pair => pair.Second);
    private static readonly FrozenDictionary<char, char> Superscripts = Raised.Zip(PlainAbove).ToFrozenDictionary(pair => pair.First, pair => pair.Second);
    private static readonly FrozenDictionary<char, char> ToSubscripts = Plain.Zip(Lowered).ToFrozenDictionary(pair => pair.First, pair => pair.Second);
    private static readonly FrozenDictionary<char, char> ToSuperscripts = PlainAbove.Zip(Raised).ToFrozenDictionary(pair => pair.First, pair => pair.Second);

    /// <summary>₂ → 2; null for a sign that is not lowered.</summary>
    public static char? FromSubscript(char sign) => Subscripts.TryGetValue(sign, out var plain) ? plain : null;

    /// <summary>² → 2; null for a sign that is not raised.</summary>
    public static char? FromSuperscript(char sign) => Superscripts.TryGetValue(sign, out var plain) ? plain : null;

    /// <summary>The text lowered, if Unicode has a lowered sign for each of its letters.</summary>
    public static string? Lower(string text) => Move(text, ToSubscripts);

    /// <summary>The text raised, if Unicode has a raised sign for each of its letters.</summary>
    public static string? Raise(string text) => Move(text, ToSuperscripts);

    private static string? Move(string text, FrozenDictionary<char, char> table)
    {
        text = text.Replace('−', '-').Replace("′", "", StringComparison.Ordinal);
        return text.Length > 0 && text.All(table.ContainsKey) ? string.Concat(text.Select(sign => table[sign])) : null;
    }

    /// <summary>The plain letter of a mathematical alphabet (𝑥, 𝐰, 𝜎, 𝟐), or null. All lie beyond the first plane.</summary>
    public static string? OfMathematicalAlphabet(int codePoint) => codePoint switch
    {
        >= 0x1D400 and <= 0x1D6A3 => ((codePoint - 0x1D400) % 52) is var index && index < 26 ? $"{(char)('A' + index)}" : $"{(char)('a' + index - 26)}",
        >= 0x1D6A8 and <= 0x1D7C9 => MathematicalGreek((codePoint - 0x1D6A8) % 58),
        >= 0x1D7CE and <= 0x1D7FF => $"{(codePoint - 0x1D7CE) % 10}",
        _ => null,
    };

    private static string? MathematicalGreek(int index) => index switch
    {
        < 17 => $"{(char)('Α' + index)}",
        17 => "Θ",
        18 or 19 or 20 or 21 or 22 or 23 or 24 => $"{(char)('Σ' + index - 18)}",
        25 => "∇",
        < 51 => $"{(char)('α' + index - 26)}",
        51 => "∂",
        52 => "ε", 53 => "θ", 54 => "κ", 55 => "φ", 56 => "ρ", 57 => "π",
        _ => null,
    };

    /// <summary>Zero-width signs, marks of direction, variation selectors: never part of a formula.</summary>
    public static bool IsInvisible(char sign) => sign > '~' && sign is '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' or '\u00AD' or (>= '\u200E' and <= '\u200F')
        or (>= '\u202A' and <= '\u202E') or (>= '\u2061' and <= '\u2069') or (>= '\uFE00' and <= '\uFE0F') or '\u061C';

    public static bool IsBlank(char sign) => sign is ' ' or '\t' or '\u00A0' or (>= '\u2000' and <= '\u200A') or '\u202F' or '\u205F' or '\u3000' || IsInvisible(sign);
}
