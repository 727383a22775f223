using System.Collections.Immutable;
using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>Finds what a wrong formula has to do with the right one: a guess from its values at a few places, made certain by a comparison.</summary>
internal sealed class Relating(Formula wrong, Scope wrongScope, Formula right, Scope rightScope, IReadOnlyDictionary<string, Domain>? domains, IReadOnlyDictionary<string, Shape>? shapes)
{
    /// <summary>A guessed number has a numerator and a denominator up to this.</summary>
    private const int LargestGuess = 1000;

    private const int LargestTimes = 12;
    private const int MostNames = 8;

    public Relation Find()
    {
        var decision = Comparison.Decide(wrong, wrongScope, right, rightScope, domains, shapes);
        if (decision.Equality == Equality.Equal) return new Relation.Same();
        if (decision is { Basis: Basis.Shapes, Message: { Shapes: true, Sizes: var inside }, IsAboutLeft: true }) return new Relation.Sizes(inside, null, null);
        if (IsSame(wrong, new Formula.Unary(UnaryOperator.Transpose, right)) && MayBeTransposed(decision)) return new Relation.Transposed();
        if (decision is { Basis: Basis.Shapes, Shapes: var (own, asked) }) return new Relation.Sizes(null, own, asked);
        if (decision.Equality == Equality.Undecided) return new Relation.Unrelated();
        return OfNumbers() ?? OfNames() ?? OfTerms() ?? OfFactors() ?? new Relation.Unrelated();
    }

    /// <summary>A number is its own transpose: that would say nothing.</summary>
    private bool MayBeTransposed(Decision decision) => shapes is { Count: > 0 } && (decision.Shapes is not { Right.IsScalar: true });

    private bool IsSame(Formula first, Formula second) => Comparison.Compare(first, wrongScope, second, rightScope, domains, shapes) == Equality.Equal;

    private static Formula.Binary Joined(Operator op, Formula left, Formula right) => new(op, left, right);

    private static Formula.Number Number(Rational value) => new(value);

    private Relation? OfNumbers()
    {
        if (Constant(Samples(wrong, right), (a, b) => a / b) is { } factor && !factor.IsZero && IsSame(wrong, Joined(Operator.Multiply, Number(factor), right)))
            return factor == -1 ? new Relation.Sign() : new Relation.Factor(factor);
        if (Constant(Samples(wrong, right), (a, b) => a - b) is { } offset && !offset.IsZero && IsSame(wrong, Joined(Operator.Add, right, Number(offset)))) return new Relation.Offset(offset);
        return IsSame(wrong, Joined(Operator.Divide, Number(1), right)) ? new Relation.Reciprocal() : null;
    }

    private Relation.Swapped? OfNames()
    {
        var names = Names();
        if (names.Length > MostNames) return null;
        Relation.Swapped? found = null;
        for (var i = 0; i < names.Length; i++)
            for (var j = i + 1; j < names.Length; j++)
            {
                if (ShapeOf(names[i]) != ShapeOf(names[j])) continue;
                var (one, other) = (new Formula.Name(names[i]), new Formula.Name(names[j]));
                if (!IsSame(wrong, new Formula.Where(right, [new(names[i], other), new(names[j], one)]))) continue;
                if (found is not null) return null;
                found = new(names[i], names[j]);
            }

        return found;
    }

    private Shape ShapeOf(string name) => shapes is not null && shapes.TryGetValue(name, out var shape) ? shape : Shape.Scalar;

    /// <summary>The names on which the right formula depends and that are free.</summary>
    private ImmutableArray<string> Names() => [.. rightScope.FreeNames(right)];

    private Relation? OfTerms()
    {
        var terms = Terms.Of(right);
        Relation? found = null;
        if (terms.Length > 1)
            foreach (var term in terms)
            {
                if (Constant(Samples(wrong, right, term), (a, b, c) => (a - b) / c) is not { } more || more.IsZero || !IsSmall(more + 1)) continue;
                if (!IsSame(wrong, Joined(Operator.Add, right, Joined(Operator.Multiply, Number(more), term)))) continue;
                if (found is not null && !found.Equals(new Relation.Term(term, more + 1))) return null;      // two terms of one value: either may be meant
                found = new Relation.Term(term, more + 1);
            }

        if (found is not null) return found;
        var own = Terms.Of(wrong);
        if (own.Length < 2) return null;
        foreach (var extra in own)
            if (Constant(Samples(wrong, right, extra, ofWrong: true), (a, b, c) => (a - b) / c) == 1 && Comparison.Compare(Joined(Operator.Subtract, wrong, extra), wrongScope, right, rightScope, domains, shapes) == Equality.Equal) return new Relation.ExtraTerm(extra);
        return null;
    }

    private static bool IsSmall(Rational times) => Rational.Abs(times) <= LargestTimes && times.Denominator <= LargestTimes;

    private Relation? OfFactors()
    {
        foreach (var (factor, rest) in Terms.Without(right))
            if (IsSame(wrong, rest)) return new Relation.MissingFactor(factor);
        foreach (var (factor, rest) in Terms.Without(wrong))
            if (Comparison.Compare(rest, wrongScope, right, rightScope, domains, shapes) == Equality.Equal) return new Relation.ExtraFactor(factor);
        return null;
    }

    // ---- values at a few places

    private const int MostSamples = 6;

    private IReadOnlyList<double[]> Samples(Formula first, Formula second) => Comparison.Values([(first, wrongScope), (second, rightScope)], domains, shapes, MostSamples);

    private IReadOnlyList<double[]> Samples(Formula first, Formula second, Formula third, bool ofWrong = false) =>
        Comparison.Values([(first, wrongScope), (second, rightScope), (third, ofWrong ? wrongScope : rightScope)], domains, shapes, MostSamples);

    private static Rational? Constant(IReadOnlyList<double[]> samples, Func<double, double, double> of) => Constant([.. samples.Select(sample => of(sample[0], sample[1]))]);

    private static Rational? Constant(IReadOnlyList<double[]> samples, Func<double, double, double, double> of) => Constant([.. samples.Select(sample => of(sample[0], sample[1], sample[2]))]);

    /// <summary>The simple fraction that all of these are, within what rounding does to them.</summary>
    private static Rational? Constant(double[] values)
    {
        values = [.. values.Where(double.IsFinite)];
        if (values.Length < 2 || values.Any(value => Math.Abs(value - values[0]) > 1e-7 * (1e-3 + Math.Abs(values[0])))) return null;
        return Fraction(values[0]);
    }

    /// <summary>The first fraction of the continued fraction that is as near as doubles can tell.</summary>
    internal static Rational? Fraction(double value)
    {
        if (Math.Abs(value) is > LargestGuess) return null;
        if (Math.Abs(value) < 1e-7) return Rational.Zero;
        var (rest, before, last) = (value, (Above: 0L, Beneath: 1L), (Above: 1L, Beneath: 0L));
        for (var i = 0; i < 12; i++)
        {
            var whole = (long)Math.Floor(rest);
            (before, last) = (last, (whole * last.Above + before.Above, whole * last.Beneath + before.Beneath));
            if (last.Beneath > LargestGuess) return null;
            if (Math.Abs((double)last.Above / last.Beneath - value) <= 1e-7 * Math.Abs(value)) return new Rational(last.Above, last.Beneath);
            rest = 1 / (rest - whole);
        }

        return null;
    }
}
