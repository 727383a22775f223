using MashaBot.Backprop;

namespace MashaBot.Formulas.Tests.Tables;

/// <summary>Pairs of formulas that are equal, that are different, and that differ by little or almost nowhere; each way round.</summary>
public sealed class PairTableTests
{
    [Theory, InlineData("equal", Equality.Equal), InlineData("different", Equality.Different), InlineData("near", Equality.Different)]
    public void Pairs(string table, Equality expected) => Assert.Empty(Wrong(table, expected, Vocabulary.Open, Scope.Empty, null));

    private static readonly Dictionary<string, Shape> Sizes = new()
    {
        ["X"] = Shape.Of(5, 3), ["w"] = Shape.Of(3, 1), ["y"] = Shape.Of(5, 1), ["A"] = Shape.Of(4, 4), ["B"] = Shape.Of(4, 4), ["a"] = Shape.Of(4, 1), ["b"] = Shape.Of(4, 1), ["P"] = Shape.Of(2, 4), ["Q"] = Shape.Of(4, 2),
    };

    [Theory, InlineData("matrices-equal", Equality.Equal), InlineData("matrices-different", Equality.Different)]
    public void Matrices(string table, Equality expected) =>
        Assert.Empty(Wrong(table, expected, Vocabulary.Of([.. Sizes.Keys, "lambda", "n"]).OfMatrices(), Scope.Empty.With(Products.Matrix), Sizes));

    private static List<string> Wrong(string table, Equality expected, Vocabulary names, Scope scope, Dictionary<string, Shape>? sizes)
    {
        var wrong = new List<string>();
        foreach (var row in TableRows.Of(table))
        {
            var (left, right) = (Formula.Parse(row[0], names), Formula.Parse(row[1], names));
            if (Comparison.Compare(left, scope, right, scope, shapes: sizes) is var verdict && verdict != expected) wrong.Add($"{row[0]} | {row[1]}: {verdict}");
            if (Comparison.Compare(right, scope, left, scope, shapes: sizes) is var back && back != expected) wrong.Add($"{row[1]} | {row[0]}: {back}");
        }

        return wrong;
    }

    [Fact] public void The_tables_are_large()
    {
        string[] tables = ["equal", "different", "near", "matrices-equal", "matrices-different"];
        Assert.True(tables.Sum(table => TableRows.Of(table).Count()) >= 400);
        Assert.True(TableRows.Of("near").Count() >= 150);
    }
}
