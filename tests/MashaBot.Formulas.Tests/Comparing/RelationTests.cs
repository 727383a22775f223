using MashaBot.Backprop;

namespace MashaBot.Formulas.Tests.Comparing;

/// <summary>What wrong formulas have to do with right ones.</summary>
public sealed class RelationTests
{
    private static readonly Vocabulary Names = Vocabulary.Open.With("yhat");

    private static string Say(Relation relation) => relation switch
    {
        Relation.Factor(var value) => $"times {value}",
        Relation.Offset(var value) => $"plus {value}",
        Relation.Swapped(var first, var second) => $"{first} and {second}",
        Relation.Term(var term, var times) => $"{term} {times} times",
        Relation.ExtraTerm(var term) => $"{term} too many",
        Relation.MissingFactor(var factor) => $"without {factor}",
        Relation.ExtraFactor(var factor) => $"with {factor}",
        Relation.Sizes(var inside, var own, var asked) => inside is null ? $"{own} not {asked}" : $"{inside.At.Left} {inside.Left}, {inside.At.Right} {inside.Right}",
        _ => relation.GetType().Name,
    };

    [Theory]
    [InlineData("2x + y", "2x + y", "Same")]
    [InlineData("x(y - σ(w x))", "x(σ(w x) - y)", "Sign")]
    [InlineData("y - x", "x - y", "Sign")]
    [InlineData("4x^2", "2x^2", "times 2")]
    [InlineData("x^2", "2x^2", "times 1/2")]
    [InlineData("x e^x/3", "x e^x", "times 1/3")]
    [InlineData("-2(y - w x)", "4(y - w x)", "times -1/2")]
    [InlineData("x + 1", "x", "plus 1")]
    [InlineData("ln(2x)", "ln x", "Unrelated")]
    [InlineData("x/y", "y/x", "Reciprocal")]
    [InlineData("1 + e^-x", "σ(x)", "Reciprocal")]
    [InlineData("x^2 y", "x y^2", "x and y")]
    [InlineData("x1 - 2x2 + 5x3", "x2 - 2x1 + 5x3", "x1 and x2")]
    [InlineData("2x", "2x + y", "y 0 times")]
    [InlineData("2x - y", "2x + y", "y -1 times")]
    [InlineData("2x + 2y", "2x + y", "y 2 times")]
    [InlineData("x^2 + 3x y + y^2", "(x + y)^2 + x y + 2x y", "Unrelated")]
    [InlineData("w^2 x - x y - 3", "x(w^2 - y)", "plus -3")]
    [InlineData("x σ(w x)", "x(σ(w x) - y)", "−x·y 0 times")]
    [InlineData("2x + y + x y", "2x + y", "x·y too many")]
    [InlineData("(σ(w x) - y)", "x(σ(w x) - y)", "without x")]
    [InlineData("x^2(σ(w x) - y)x", "x^2(σ(w x) - y)", "with x")]
    [InlineData("x/(x+y)", "x/(x+y)^2", "without 1/(x + y)")]
    [InlineData("x/(x+y)^2", "x/(x+y)", "with 1/(x + y)")]
    [InlineData("sin(x)", "e^x", "Unrelated")]
    [InlineData("-y/p - (1-y)/(1-p)", "-y/p + (1-y)/(1-p)", "Unrelated")]
    [InlineData("2x", "2x + y + y", "y -1 times")]
    public void Numbers(string wrong, string right, string relation)
    {
        var found = Comparison.Relate(Formula.Parse(wrong, Names), Scope.Empty, Formula.Parse(right, Names), Scope.Empty);
        Assert.Equal(relation, Say(found));
    }

    private static readonly Dictionary<string, Shape> Shapes = new() { ["X"] = Shape.Of(5, 3), ["w"] = Shape.Of(3, 1), ["y"] = Shape.Of(5, 1), ["A"] = Shape.Of(4, 4), ["a"] = Shape.Of(4, 1) };

    [Theory]
    [InlineData("(X w - y)^T X", "X^T (X w - y)", "Transposed")]
    [InlineData("X^T (y - X w)", "X^T (X w - y)", "Sign")]
    [InlineData("2X^T (X w - y)", "X^T (X w - y)", "times 2")]
    [InlineData("X (X w - y)", "X^T (X w - y)", "X 5×3, X·w − y 5×1")]
    [InlineData("X^T X w + y", "X^T (X w - y)", "Xᵀ·X·w 3×1, y 5×1")]
    [InlineData("X w - y", "X^T (X w - y)", "5×1 not 3×1")]
    [InlineData("A a", "(A + A^T) a", "Aᵀ·a 0 times")]
    [InlineData("A^T", "A", "Transposed")]
    [InlineData("inv(A)", "inv(A)^T", "Transposed")]
    [InlineData("A - a a^T", "A + a a^T", "a·aᵀ -1 times")]
    [InlineData("a^T A a", "a^T A^T a", "Same")]
    [InlineData("2 a^T A a", "a^T A^T a", "times 2")]
    [InlineData("A + 2I", "A + I", "I 2 times")]
    public void Matrices(string wrong, string right, string relation)
    {
        var names = Vocabulary.Of(Shapes.Keys).OfMatrices();
        var scope = Scope.Empty.With(Products.Matrix);
        Assert.Equal(relation, Say(Comparison.Relate(Formula.Parse(wrong, names), scope, Formula.Parse(right, names), scope, null, Shapes)));
    }

    [Fact] public void A_wrong_derivative_of_a_defined_name()
    {
        var scope = Scope.Empty.With("f", Formula.Parse("x^2 y + 3x"));
        Relation Relate(string wrong) => Comparison.Relate(Formula.Parse(wrong), scope, Formula.Parse("grad(f, x)", Vocabulary.Of("f", "x")), scope);
        Assert.Equal("Same", Say(Relate("2x y + 3")));
        Assert.Equal("plus -3", Say(Relate("2x y")));
        Assert.Equal("Sign", Say(Relate("-2x y - 3")));
        Assert.Equal("times 2", Say(Relate("4x y + 6")));
    }
}
