using System.Collections.Immutable;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;

namespace MashaBot.Sheets.Diagnosing;

/// <summary>Names that are one letter at different steps (w0, w1, w2) or different places (h1, h2): the same but for a number.</summary>
internal static class Steps
{
    /// <summary>The name with its number taken out, and the number: w2m is (w#m, 2). Null for a name without one number.</summary>
    internal static (string Stem, int Number)? Of(string name)
    {
        var start = name.AsSpan().IndexOfAnyInRange('0', '9');
        if (start < 0) return null;
        var end = start;
        while (end < name.Length && char.IsAsciiDigit(name[end])) end++;
        return end - start < 9 && name.AsSpan(end).IndexOfAnyInRange('0', '9') < 0 ? ($"{name[..start]}#{name[end..]}", int.Parse(name.AsSpan(start, end - start), null)) : null;
    }

    /// <summary>The names that an answer lists, in its order.</summary>
    internal static ImmutableArray<string> NamesOf(Formula answer) => answer switch
    {
        Formula.Name(var id) => [id],
        Formula.Vector { Items: var items } when items.All(item => item is Formula.Name) => [.. items.Cast<Formula.Name>().Select(item => item.Id)],
        _ => [],
    };

    /// <summary>The name so many steps later, if the problem has it. The start may have a name without the ending of a method: w0 stands before w1m.</summary>
    internal static string? Neighbour(string name, int by, ProblemSource problem)
    {
        if (Of(name) is not var (stem, number) || number + by < 0) return null;
        var other = stem.Replace("#", $"{number + by}", StringComparison.Ordinal);
        if (IsThere(other)) return other;
        var bare = $"{stem[..stem.IndexOf('#', StringComparison.Ordinal)]}{number + by}";
        return by < 0 && IsThere(bare) ? bare : null;

        bool IsThere(string candidate) => problem.Given.ContainsKey(candidate) || problem.Definitions.Any(definition => definition.Name == candidate && !definition.IsFunction);
    }
}
