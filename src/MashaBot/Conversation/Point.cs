using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MashaBot.Backprop;
using MashaBot.Formulas;

namespace MashaBot.Conversation;

/// <summary>Values of names, as a person writes them: <c>x=1, y=8/5, v=(1,2)</c>.</summary>
internal static partial class Point
{
    /// <exception cref="FormatException">Something in it is no value of a name.</exception>
    public static ImmutableSortedDictionary<string, Tensor<Real>> Read(string text)
    {
        var point = ImmutableSortedDictionary.CreateBuilder<string, Tensor<Real>>(StringComparer.Ordinal);
        foreach (var entry in BetweenNames.Split(text).Where(entry => entry.Trim().Length > 0))
        {
            if (entry.Split('=', 2) is not [var name, var value]) throw new FormatException($"`{entry.Trim()}` is no point: write x=1,y=2.");
            point[Vocabulary.Canonical(name.Trim())] = Figure(name.Trim(), value);
        }
        return point.ToImmutable();
    }

    /// <exception cref="FormatException">It is no number and no list of numbers.</exception>
    public static Tensor<Real> Figure(string name, string value) =>
        Formula.TryParse(value, Vocabulary.Empty, out var formula, out _) && Scope.Empty.TryEvaluate(formula) is { } figure
            ? figure
            : throw new FormatException($"`{value.Trim()}` is no value for {name}: write a number, or a list such as (1,2).");

    // A comma parts two entries where a name and "=" follow; other commas belong to a list.
    [GeneratedRegex(@"[,;]\s*(?=[^,;=()\[\]]+=)")] private static partial Regex BetweenNames { get; }
}
