namespace MashaBot.Formulas;

/// <summary>A canonical name as it is written: <c>yhat1</c> → ŷ₁, <c>beta2</c> → β₂, <c>x_train</c> → x with a subscript.</summary>
internal static class NamePrinter
{
    private static readonly string[] Accents = ["hat", "bar", "tilde", "dot"];

    public static string Print(string name, PrintForm form) => form == PrintForm.Latex ? Latex(Parts.Of(name)) : Text(Parts.Of(name));

    /// <summary>Is it one letter, whatever stands on or below it?</summary>
    public static bool IsLetter(string name) => Parts.Of(name).Letters is { } letters && (letters.Length == 1 || Letters.GreekOfName.ContainsKey(letters));

    private static string Latex(Parts parts)
    {
        var letter = parts.Letters.Length == 1 ? parts.Letters
            : Letters.GreekOfName.TryGetValue(parts.Letters, out var greek) ? GreekCommand(parts.Letters, greek)
            : $@"\mathrm{{{parts.Letters}}}";
        if (parts.Accent != "") letter = letter.Length == 1 || letter[0] == '\\' && !letter.Contains('{', StringComparison.Ordinal) ? $@"\{parts.Accent}{(letter.Length == 1 ? " " : "")}{letter}" : $@"\{parts.Accent}{{{letter}}}";
        if (parts.Subscript != "") letter += $"_{{{(parts.Subscript.Length > 1 && parts.Subscript.All(char.IsAsciiLetter) ? $@"\mathrm{{{parts.Subscript}}}" : parts.Subscript)}}}";
        return letter + parts.Primes;
    }

    /// <summary>Capitals that look like Latin letters have no command of their own.</summary>
    private static string GreekCommand(string name, char greek) => name switch
    {
        "lam" => @"\lambda",
        "epsilon" => @"\varepsilon",
        "phi" => @"\varphi",
        _ when char.IsUpper(name[0]) && name is not ("Gamma" or "Delta" or "Theta" or "Lambda" or "Xi" or "Pi" or "Sigma" or "Upsilon" or "Phi" or "Psi" or "Omega") => $@"\mathrm{{{greek}}}",
        _ => @"\" + name,
    };

    private static string Text(Parts parts)
    {
        var letter = Letters.GreekOfName.TryGetValue(parts.Letters, out var greek) ? $"{greek}" : parts.Letters;
        if (parts.Accent != "") letter = letter.Length == 1 ? Letters.WithAccent(letter, parts.Accent) : letter + parts.Accent;
        if (parts.Subscript == "") return letter + parts.Primes;
        var lowered = parts.Subscript.All(char.IsAsciiDigit) || parts.Subscript.Length == 1 || !parts.Subscript.All(char.IsAsciiLetter) ? Letters.Lower(parts.Subscript) : null;
        return letter + (lowered ?? (parts.Subscript.Length == 1 ? "_" + parts.Subscript : $"_{{{parts.Subscript}}}")) + parts.Primes;
    }

    /// <param name="Letters">The name without what is on or below it.</param>
    private readonly record struct Parts(string Letters, string Accent, string Subscript, string Primes)
    {
        public static Parts Of(string name)
        {
            var primes = name.Length - name.TrimEnd('\'').Length;
            var rest = name[..^primes];
            var underscore = rest.IndexOf('_', StringComparison.Ordinal);
            var subscript = underscore >= 0 ? rest[(underscore + 1)..] : "";
            if (underscore >= 0) rest = rest[..underscore];
            var letters = rest.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
            var digits = rest[letters.Length..];
            var accent = Accents.FirstOrDefault(end => letters.EndsWith(end, StringComparison.Ordinal) && IsOneLetter(letters[..^end.Length])) ?? "";
            return new(letters[..^accent.Length], accent, digits + (digits != "" && subscript != "" ? "," : "") + subscript, new('\'', primes));
        }

        private static bool IsOneLetter(string letters) => letters.Length == 1 || MashaBot.Formulas.Letters.GreekOfName.ContainsKey(letters);
    }
}
