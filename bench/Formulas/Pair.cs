namespace MashaBot.Formulas.Bench;

/// <summary>Two formulas as typed, and whether they are equal.</summary>
internal sealed record Pair(string Left, string Right, bool AreEqual)
{
    public static Pair[] All { get; } = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "pairs.tsv")).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t') is [var left, var right, var equal] ? new Pair(left, right, equal == "equal") : throw new FormatException(line))];

    /// <summary>Our verdict: null if it cannot be read or decided.</summary>
    public bool? Judge() =>
        Formula.TryParse(Left, Vocabulary.Open, out var left, out _) && Formula.TryParse(Right, Vocabulary.Open, out var right, out _)
            ? Comparison.Compare(left, Scope.Empty, right, Scope.Empty) switch { Equality.Equal => true, Equality.Different => false, _ => null }
            : null;
}
