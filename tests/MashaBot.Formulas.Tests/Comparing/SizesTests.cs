using System.Collections.Immutable;

namespace MashaBot.Formulas.Tests.Comparing;

/// <summary>Matrices whose sizes are letters are compared at several sizes.</summary>
public sealed class SizesTests
{
    private static readonly Sizes Regression = Sizes.Of(new Dictionary<string, ImmutableArray<string>> { ["X"] = ["n", "m"], ["w"] = ["m", "1"], ["y"] = ["n", "1"], ["A"] = ["m", "m"] });

    private static Decision Decide(string left, string right)
    {
        var names = Vocabulary.Of([.. Regression.Names, .. Regression.Letters, "lambda"]).OfMatrices();
        return Regression.Decide(Formula.Parse(left, names), Formula.Parse(right, names), Scope.Empty);
    }

    [Theory]
    [InlineData("X^T(X w - y)/n", "1/n X^T X w - 1/n X^T y")]
    [InlineData("tr(I_m)", "m")]
    [InlineData("‖X w - y‖²/n", "(X w - y)'(X w - y)/n")]
    public void Equal(string left, string right) => Assert.Equal(Equality.Equal, Decide(left, right).Equality);

    [Theory]
    [InlineData("det(A)", "(tr(A)^2 - tr(A A))/2")]      // of two rows only
    [InlineData("X^T(X w - y)/n", "X^T(X w - y)/m")]
    [InlineData("X^T(X w - y)/n", "X^T(X w - y)/3")]
    public void Equal_at_one_size_is_not_enough(string left, string right) => Assert.Equal(Equality.Different, Decide(left, right).Equality);

    [Fact] public void A_clash_names_what_clashes()
    {
        var problem = Decide("X (X w - y)", "X^T (X w - y)").Message!;
        Assert.True(problem.Shapes);
        Assert.Equal(("X", "X·w − y"), (problem.Sizes!.At.Left.ToString(), problem.Sizes.At.Right.ToString()));
    }

    [Theory, InlineData("0", "1"), InlineData("nm", "1"), InlineData("-2", "1")]
    public void What_is_no_size_is_refused(string rows, string columns) => Assert.Throws<FormatException>(() => Sizes.Of([KeyValuePair.Create("X", ImmutableArray.Create(rows, columns))]));
}
