using System.Text.RegularExpressions;

namespace MashaBot.Formulas;

/// <summary>What people write before <c>=</c> to say what the answer is: a name, f(x), a derivative in any notation.</summary>
internal static partial class ReplyLabel
{
    public static bool IsLabel(string written) => Pattern.IsMatch(written);

    [GeneratedRegex(@"^\s*(?:(?:grad|град|градиент)\s*|[∇∂d]|\\nabla\s*|\\partial\s*)?(?:\\[a-zA-Z]+\s*\{?\s*)?[\p{L}][\p{L}\p{M}\d₀-₉⁰-⁹⁽⁾]*\}?(?:_\{?[\p{L}\d,]+\}?)?(?:\^\{?\(?[\d\p{L}*]+\)?\}?)?['′’*]*(?:_\{?[\p{L}\d,]+\}?)?(?:\s*\([^()=]{0,24}\))?(?:\s*/\s*(?:[∂d]|\\partial\s*)\\?[\p{L}][\p{L}\d_{}₀-₉]*)?\s*$|^\s*\\[dt]?frac\s*\{[^{}=]{0,24}\}\s*\{[^{}=]{0,24}\}\s*$|^\s*(?:\\nabla|∇)(?:_\{?[\p{L}\d]+\}?)?\s*[\p{L}]?(?:\([^()=]{0,24}\))?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern { get; }
}
