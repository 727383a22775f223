using System.Numerics;
using CsCheck;

namespace MashaBot.Backprop.Tests;

public sealed class NumberTests
{
    private static readonly Gen<Rational> Rationals = Gen.Select(Gen.Int[-999, 999], Gen.Int[1, 99], (a, b) => new Rational(a, b));

    [Theory]
    [InlineData("1.6", "8/5")]
    [InlineData("8/5", "8/5")]
    [InlineData("-0.50", "-1/2")]
    [InlineData("6/-4", "-3/2")]
    [InlineData(".5", "1/2")]
    [InlineData("2e-3", "1/500")]
    [InlineData("1.5/0.25", "6")]
    public void Fractions_and_decimals_are_read_exactly(string text, string value) => Assert.Equal(value, Rational.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("1/0")]
    [InlineData("x")]
    [InlineData("1,6")]
    [InlineData("1/2/3")]
    public void What_is_no_number_is_not_read(string text) => Assert.False(Rational.TryParse(text, out _));

    [Fact]
    public void Rationals_form_a_field() => Gen.Select(Rationals, Rationals, Rationals).Sample((a, b, c) =>
    {
        Assert.Equal(a * (b + c), a * b + a * c);
        Assert.Equal(a - b, -(b - a));
        Assert.Equal(a + b + c, c + (b + a));
        if (!b.IsZero) Assert.Equal(a, a / b * b);
        Assert.True(BigInteger.GreatestCommonDivisor((a * b).Numerator, (a * b).Denominator).IsOne);
    });

    [Fact]
    public void Order_floor_and_doubles_agree() => Gen.Select(Rationals, Rationals).Sample((a, b) =>
    {
        Assert.Equal(((double)a).CompareTo((double)b), a.CompareTo(b));
        Assert.Equal((BigInteger)Math.Floor((double)a), Rational.Floor(a));
    });

    [Fact]
    public void A_double_says_a_fraction_by_its_bits() => Gen.Double[-1e300, 1e300].Sample(x => Assert.Equal(x, (double)Rational.FromBits(x)));

    [Fact]
    public void A_fraction_too_long_for_two_doubles_is_still_near_one() =>
        Assert.Equal(1.0 / 3, (double)(new Rational(BigInteger.Pow(10, 400), 3) / BigInteger.Pow(10, 400)), 1e-16);

    [Theory]
    [InlineData("5/8", 3)]
    [InlineData("7", 0)]
    [InlineData("1/3", null)]
    [InlineData("1/20", 2)]
    public void Decimals_are_the_digits_of_a_finite_decimal(string value, int? decimals) => Assert.Equal(decimals, Rational.Parse(value).Decimals);

    [Theory]
    [InlineData("4/9", 2, "2/3")]
    [InlineData("-8", 3, "-2")]
    [InlineData("0", 2, "0")]
    public void Roots_are_exact_where_they_are_rational(string value, int n, string root)
    {
        Assert.True(Rational.TryRoot(Rational.Parse(value), n, out var found));
        Assert.Equal(root, found.ToString());
    }

    [Fact]
    public void A_square_has_its_root() => Rationals.Sample(a => Assert.True(Rational.TryRoot(a * a, 2, out var root) && root == Rational.Abs(a)));

    [Theory]
    [InlineData("2", 2)]
    [InlineData("-4", 2)]
    [InlineData("99999999", 2)]
    public void Other_roots_are_not(string value, int n) => Assert.False(Rational.TryRoot(Rational.Parse(value), n, out _));

    [Fact]
    public void Special_values_are_exact()
    {
        Rational half = Rational.Half;
        Assert.Equal(half, Real.Sigmoid(0));
        Assert.Equal(1, Real.Exp(0));
        Assert.Equal(0, Real.Log(1));
        Assert.Equal(0, Real.Tanh(0));
        Assert.Equal(0, Real.Sin(0));
        Assert.Equal(1, Real.Cos(0));
        Assert.Equal(2, Real.Sqrt(4));
        Assert.Equal(3, Real.Log(8, 2));
        Assert.Equal(new Rational(-2, 3), Real.Log(new Rational(1, 4), 8));
        Assert.Equal(4, Real.Pow(8, new Rational(2, 3)));
        Assert.Equal(new Rational(1, 8), Real.Pow(2, -3));
    }

    [Fact]
    public void Rounding_shows_and_stays()
    {
        var e = Real.Exp(1);
        Assert.False(e.IsExact);
        Assert.False((e - e).IsExact);
        Assert.True((e * 0).IsExact);
        Assert.Equal(Math.E, e.ToDouble());
        Assert.Throws<InvalidOperationException>(() => e.Exact);
    }

    [Fact]
    public void A_real_is_never_infinite_and_never_nan()
    {
        Assert.Throws<OverflowException>(() => Real.Exp(1000));
        Assert.Throws<OverflowException>(() => (Real)double.NaN);
        Assert.Throws<DivideByZeroException>(() => Real.One / Real.Zero);
        Assert.Throws<DivideByZeroException>(() => Real.Pow(0, -1));
        Assert.ThrowsAny<ArithmeticException>(() => Real.Log(-1));
        Assert.ThrowsAny<ArithmeticException>(() => Real.Sqrt(-1));
        Assert.ThrowsAny<ArithmeticException>(() => Real.Pow(-2, Rational.Half));
    }

    [Fact]
    public void A_fraction_that_nobody_could_read_becomes_a_double()
    {
        Real x = new Rational(101, 100);
        for (var i = 0; i < 9; i++) x *= x;
        Assert.False(x.IsExact);
    }

    [Theory]
    [InlineData(0.5, 0.5204998778130465)]
    [InlineData(1, 0.8427007929497149)]
    [InlineData(2.4, 0.9993114861033549)]
    [InlineData(2.6, 0.9997639655834707)]
    [InlineData(-3, -0.9999779095030014)]
    [InlineData(7, 1)]
    public void The_error_function_is_right_to_the_last_digits(double x, double value) => Assert.Equal(value, Float.Erf(x), 4e-16);

    [Fact]
    public void Sigmoid_does_not_overflow()
    {
        Assert.Equal(0, Float.Sigmoid(-1000));
        Assert.Equal(1, Float.Sigmoid(1000));
    }

    [Fact]
    public void Floats_are_doubles_in_memory()
    {
        double[] values = [1, 2.5];
        Assert.Equal(2.5, values.AsSpan().AsReadOnly().AsFloats()[1].Value);
        Assert.Equal(2.5, new Float[] { 1, 2.5 }.AsSpan().AsDoubles()[1]);
    }
}

internal static class Spans
{
    public static ReadOnlySpan<T> AsReadOnly<T>(this Span<T> span) => span;
}
