using System.Collections.Immutable;
using System.Globalization;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;

namespace MashaBot.Sheets.Judging;

/// <summary>One way to make concrete what a part leaves open: numbers for the letters of sizes, functions for symbols.</summary>
/// <param name="Author">What the author's formulas mean in it: <c>*</c> goes element by element.</param>
/// <param name="Learner">What the learner's mean: written as on paper where there are matrices.</param>
/// <param name="Shapes">Of the names that are matrices.</param>
/// <param name="Letters">The letter behind a size.</param>
internal sealed record World(Scope Author, Scope Learner, ImmutableDictionary<string, Shape> Shapes, ImmutableDictionary<int, string> Letters)
{
    /// <summary>Smooth functions that have no identity in common: what holds for all of them holds for any.</summary>
    private static readonly ImmutableArray<Formula> functions = [Formula.Parse("tanh(t)"), Formula.Parse("sigma(t)"), Formula.Parse("softplus(t)")];

    /// <summary>Enough of them that what agrees in all agrees in any.</summary>
    /// <param name="scope">The names of the reply are free in it.</param>
    internal static ImmutableArray<World> Of(Scope scope, PartSource part)
    {
        var count = part.Symbols is not [] ? functions.Length : part.Sizes.Values.SelectMany(size => size).Any(IsLetter) ? 2 : 1;
        return [.. Enumerable.Range(0, count).Select(number => Make(scope, part, number))];
    }

    private static World Make(Scope scope, PartSource part, int number)
    {
        foreach (var (place, symbol) in part.Symbols.Index())
            scope = scope.With(new FunctionDefinition(symbol, ["t"], functions[(place + number) % functions.Length]));
        var sizes = Sizes(part, descending: number % 2 == 1);
        foreach (var (letter, size) in sizes)
            if (part.In.Contains(letter)) scope = scope.With(letter, (Real)size);
        var shapes = part.Sizes.Where(name => name.Value is not []).ToImmutableDictionary(name => name.Key, name => Shape.Of([.. name.Value.Select(size => IsLetter(size) ? sizes[size] : int.Parse(size, CultureInfo.InvariantCulture))]));
        return new(scope, part.Kind is ReplyKind.MatrixFormula ? scope.With(Products.Matrix) : scope, shapes, sizes.ToImmutableDictionary(pair => pair.Value, pair => pair.Key));
    }

    /// <summary>Pairwise different, and different from the sizes that are given, so that a misplaced factor does not fit; once rising and once falling, since some formulas want more rows than columns.</summary>
    private static Dictionary<string, int> Sizes(PartSource part, bool descending)
    {
        var all = part.Sizes.Values.SelectMany(size => size).Distinct().ToList();
        var letters = all.Where(IsLetter).ToList();
        var free = Enumerable.Range(3, all.Count + letters.Count).Where(size => !all.Contains($"{size}")).Take(letters.Count).ToList();
        if (descending) free.Reverse();
        return letters.Zip(free).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private static bool IsLetter(string size) => !char.IsAsciiDigit(size[0]);

    /// <summary>The shape of a formula of the learner's.</summary>
    /// <exception cref="EngineException">It has none: sizes inside it do not fit.</exception>
    internal Shape ShapeOf(Formula formula, Scope scope) => new Lowering(scope, Shapes).NodeOf(formula).Shape;

    /// <summary>n×2; a single number has no size.</summary>
    internal string Write(Shape shape) => string.Join("×", shape.Sizes.ToArray().Select(size => Letters.GetValueOrDefault(size, $"{size}")));
}
