using System.Collections.Immutable;
using System.Globalization;
using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>The declared sizes of matrices, as numbers or as letters: X is n×m, w is m×1. A letter may be any size, so formulas with letters
/// are compared at several, all different from each other: what is transposed or in the wrong place fails by its shape. A letter is also a
/// name for the number: 1/n is one by the rows of X.</summary>
public sealed class Sizes
{
    /// <summary>Sizes for the letters, in order, at each draw; small, because determinants are asked for.</summary>
    private static readonly ImmutableArray<ImmutableArray<int>> Draws = [[3, 4, 2, 5, 6, 7], [4, 2, 5, 3, 7, 6], [2, 5, 3, 4, 6, 8]];

    private readonly ImmutableSortedDictionary<string, ImmutableArray<string>> declared;
    private readonly ImmutableArray<string> letters;

    private Sizes(ImmutableSortedDictionary<string, ImmutableArray<string>> declared)
    {
        this.declared = declared;
        letters = [.. declared.Values.SelectMany(size => size).Where(size => !IsNumber(size)).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <param name="declared">Name → its sizes: <c>["n", "m"]</c>, <c>["3", "1"]</c>.</param>
    /// <exception cref="FormatException">A size is neither a positive whole number nor a letter, or there are too many letters.</exception>
    public static Sizes Of(IEnumerable<KeyValuePair<string, ImmutableArray<string>>> declared)
    {
        var sizes = new Sizes(declared.ToImmutableSortedDictionary(pair => Vocabulary.Canonical(pair.Key), pair => pair.Value, StringComparer.Ordinal));
        foreach (var (name, size) in sizes.declared)
            if (size.Length > 2 || size.Any(one => IsNumber(one) ? one is "0" || one.Length > 3 : one.Length != 1 || !char.IsAsciiLetter(one[0])))
                throw new FormatException($"The sizes of {name} are two at most, each a positive whole number or a letter.");
        return sizes.letters.Length <= Draws[0].Length ? sizes : throw new FormatException($"At most {Draws[0].Length} letters can be sizes.");
    }

    private static bool IsNumber(string size) => size.Length > 0 && size.All(char.IsAsciiDigit);

    public IEnumerable<string> Names => declared.Keys;

    /// <summary>The letters that are sizes.</summary>
    public IEnumerable<string> Letters => letters;

    /// <summary>Are the formulas equal at all sizes that are tried? Different if they are anywhere.</summary>
    public Decision Decide(Formula left, Formula right, Scope scope, IReadOnlyDictionary<string, Domain>? domains = null)
    {
        Decision? decided = null;
        foreach (var (shapes, drawn) in Drawn(scope))
        {
            var decision = Comparison.Decide(left, drawn, right, drawn, domains, shapes);
            if (decision.Equality != Equality.Equal) return decision;
            decided ??= decision;
        }

        return decided!;
    }

    /// <summary>What a wrong formula has to do with the right one, at the first sizes.</summary>
    public Relation Relate(Formula wrong, Formula right, Scope scope, IReadOnlyDictionary<string, Domain>? domains = null)
    {
        var (shapes, drawn) = Drawn(scope).First();
        return Comparison.Relate(wrong, drawn, right, drawn, domains, shapes);
    }

    private IEnumerable<(ImmutableDictionary<string, Shape> Shapes, Scope Scope)> Drawn(Scope scope)
    {
        foreach (var draw in letters.IsEmpty ? Draws[..1] : Draws)
        {
            int Size(string size) => IsNumber(size) ? int.Parse(size, CultureInfo.InvariantCulture) : draw[letters.IndexOf(size)];
            var drawn = letters.Where(letter => !declared.ContainsKey(letter) && !scope.Binds(letter)).Aggregate(scope.With(Products.Matrix), (all, letter) => all.With(letter, (Real)Size(letter)));
            yield return (declared.ToImmutableDictionary(pair => pair.Key, pair => Shape.Of([.. pair.Value.Select(Size)])), drawn);
        }
    }
}
