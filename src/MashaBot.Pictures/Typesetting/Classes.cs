using System.Text;

namespace MashaBot.Pictures.Typesetting;

/// <summary>Which characters are operators, relations, brackets; and how much room stands between two neighbours.</summary>
internal static class Classes
{
    public static TermClass Of(char sign) => Of(new Rune(sign));

    public static TermClass Of(Rune sign) => sign.Value switch
    {
        '+' or '−' or '-' or '·' or '×' or '÷' or '±' or '∓' or '∘' or '⊙' or '⊕' or '⊗' or '∗' or '@' or '∪' or '∩' or '∧' or '∨' => TermClass.Binary,
        '=' or '<' or '>' or '≤' or '≥' or '≠' or '≈' or '≡' or '∼' or '∝' or '∈' or '∉' or '⊂' or '⊆' or '→' or '←' or '⇒' or '⇔' or '↦' or ':' or '≪' or '≫' => TermClass.Relation,
        '(' or '[' or '{' or '⟨' or '⌊' or '⌈' => TermClass.Open,
        ')' or ']' or '}' or '⟩' or '⌋' or '⌉' or '!' or '?' => TermClass.Close,
        ',' or ';' => TermClass.Punctuation,
        _ => TermClass.Ordinary,
    };

    /// <summary>TeX's table (<i>The TeXbook</i>, chapter 18) in em; in scripts only words and operators keep their distance.</summary>
    public static float Between(TermClass left, TermClass right, bool inScript)
    {
        const float Thin = 3f / 18, Medium = 4f / 18, Thick = 5f / 18;
        return (left, right) switch
        {
            (TermClass.Operator, TermClass.Ordinary or TermClass.Operator) or (TermClass.Ordinary or TermClass.Close or TermClass.Inner, TermClass.Operator) => Thin,
            _ when inScript => 0,
            (TermClass.Binary, _) or (_, TermClass.Binary) => Medium,
            (TermClass.Relation, TermClass.Relation) => 0,
            (TermClass.Open, _) or (_, TermClass.Close) => 0,
            (TermClass.Punctuation, _) => Thin,
            (_, TermClass.Punctuation) => 0,
            (TermClass.Relation, _) or (_, TermClass.Relation) => Thick,
            (TermClass.Inner, _) or (TermClass.Ordinary or TermClass.Close, TermClass.Inner) => Thin,
            _ => 0,
        };
    }
}
