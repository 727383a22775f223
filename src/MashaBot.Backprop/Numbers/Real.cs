using System.Globalization;
using System.Numerics;

namespace MashaBot.Backprop;

/// <summary>
/// A number as on paper: an exact fraction for as long as every step keeps it one, a double once rounding came in. Never NaN, never
/// infinite. Functions stay exact where their value is: e⁰ = 1, ln 1 = 0, √4 = 2, σ(0) = ½, tanh 0 = 0, log₂ 8 = 3, 8^(2/3) = 4.
/// </summary>
public readonly struct Real : IScalar<Real>, IComparable<Real>
{
    private const int MostBits = 4096;      // a longer fraction is past what anyone reads; it becomes a double

    private readonly Rational exact;
    private readonly double rounded;
    private readonly bool isRounded;

    private Real(Rational value) => exact = value;
    private Real(double value) => (rounded, isRounded) = (double.IsFinite(value) ? value : throw Unbounded(value), true);

    public bool IsExact => !isRounded;

    /// <exception cref="InvalidOperationException">The number is rounded.</exception>
    public Rational Exact => IsExact ? exact : throw new InvalidOperationException($"{this} is rounded: it has no exact value.");

    public double ToDouble() => isRounded ? rounded : (double)exact;

    public static Real Zero => default;
    public static Real One { get; } = Rational.One;
    public static Real Half { get; } = Rational.Half;

    public static implicit operator Real(int value) => new((Rational)value);
    public static implicit operator Real(long value) => new((Rational)value);
    public static implicit operator Real(Rational value) => new(value);

    /// <summary>A rounded number. Explicit, because 0.1 as a double is not one tenth: <c>new Rational(1, 10)</c> is.</summary>
    public static explicit operator Real(double value) => new(value);
    public static explicit operator double(Real value) => value.ToDouble();

    public static Real FromRational(Rational value) => new(value);
    public static Real FromDouble(double value) => new(value);
    public static double ToDouble(Real x) => x.ToDouble();
    public static Real ToReal(Real x) => x;
    static Real IScalar<Real>.From(Real value) => value;

    public static Real operator +(Real a, Real b) => a.IsExact && b.IsExact ? Short(a.exact + b.exact) : new(a.ToDouble() + b.ToDouble());
    public static Real operator -(Real a, Real b) => a.IsExact && b.IsExact ? Short(a.exact - b.exact) : new(a.ToDouble() - b.ToDouble());

    public static Real operator *(Real a, Real b) => (a.IsExact, b.IsExact) switch
    {
        (true, true) => Short(a.exact * b.exact),
        _ when a.IsExactly(0) || b.IsExactly(0) => Zero,
        _ => new(a.ToDouble() * b.ToDouble()),
    };

    /// <exception cref="DivideByZeroException"><paramref name="b"/> is 0.</exception>
    public static Real operator /(Real a, Real b)
    {
        if (b.ToDouble() == 0 && (!b.IsExact || b.exact.IsZero)) throw new DivideByZeroException("division by zero");
        if (a.IsExact && b.IsExact) return Short(a.exact / b.exact);
        return a.IsExactly(0) ? Zero : new(a.ToDouble() / b.ToDouble());
    }

    public static Real operator -(Real a) => a.IsExact ? new(-a.exact) : new(-a.rounded);

    public static Real Exp(Real x) => x.IsExactly(0) ? One : new(Math.Exp(x.ToDouble()));

    /// <exception cref="ArithmeticException"><paramref name="x"/> is not positive.</exception>
    public static Real Log(Real x)
    {
        if (x.IsExactly(1)) return Zero;
        return Compare(x, Zero) > 0 ? new(Math.Log(x.ToDouble())) : throw new ArithmeticException($"ln {x}: only a positive number has a logarithm");
    }

    /// <exception cref="ArithmeticException">Either is not positive, or the base is 1.</exception>
    public static Real Log(Real x, Real b)
    {
        var rounded = Log(x) / Log(b);
        if (!x.IsExact || !b.IsExact) return rounded;
        for (var q = 1; q <= 4; q++)
        {
            var p = Math.Round(rounded.ToDouble() * q);
            if (Math.Abs(p) <= 512 && Rational.Pow(b.exact, (int)p) == Rational.Pow(x.exact, q)) return (Real)new Rational((int)p, q);
        }

        return rounded;
    }

    /// <exception cref="ArithmeticException"><paramref name="x"/> is negative.</exception>
    public static Real Sqrt(Real x)
    {
        if (Compare(x, Zero) < 0) throw new ArithmeticException($"√({x}): a negative number has no real root");
        return x.IsExact && Rational.TryRoot(x.exact, 2, out var root) ? new(root) : new Real(Math.Sqrt(x.ToDouble()));
    }

    /// <exception cref="ArithmeticException">A negative base with an exponent that is not whole.</exception>
    /// <exception cref="DivideByZeroException">0 to a negative power.</exception>
    public static Real Pow(Real x, Real exponent)
    {
        if (exponent.IsExactly(0)) return One;
        if (Compare(x, Zero) == 0)
            return Compare(exponent, Zero) > 0 ? x : throw new DivideByZeroException($"{x}^({exponent}) divides by zero");
        if (exponent is { IsExact: true, exact: var power } && TryPow(x, power) is { } exact) return exact;
        if (Compare(x, Zero) < 0 && !(exponent.IsExact && exponent.exact.IsInteger))
            throw new ArithmeticException($"({x})^({exponent}): a power of a negative number must be whole");
        return new(Math.Pow(x.ToDouble(), exponent.ToDouble()));
    }

    private static Real? TryPow(Real x, Rational power)
    {
        if (!x.IsExact || BigInteger.Abs(power.Numerator) > MostBits || power.Denominator > 64) return null;
        var bits = Math.Max(x.exact.Numerator.GetBitLength(), x.exact.Denominator.GetBitLength());
        if (bits * BigInteger.Abs(power.Numerator) > MostBits) return null;
        return Rational.TryRoot(x.exact, (int)power.Denominator, out var root) ? Rational.Pow(root, (int)power.Numerator) : null;
    }

    public static Real Sin(Real x) => x.IsExactly(0) ? Zero : new(Math.Sin(x.ToDouble()));
    public static Real Cos(Real x) => x.IsExactly(0) ? One : new(Math.Cos(x.ToDouble()));
    public static Real Tanh(Real x) => x.IsExactly(0) ? Zero : new(Math.Tanh(x.ToDouble()));
    public static Real Sigmoid(Real x) => x.IsExactly(0) ? Half : new(Float.Sigmoid(x.ToDouble()).Value);
    public static Real Erf(Real x) => x.IsExactly(0) ? Zero : new(Float.Erf(x.ToDouble()).Value);
    public static Real Abs(Real x) => Compare(x, Zero) < 0 ? -x : x;
    public static Real Sign(Real x) => Compare(x, Zero);
    public static Real Floor(Real x) => x.IsExact ? (Rational)Rational.Floor(x.exact) : Rational.FromBits(Math.Floor(x.rounded));

    public static int Compare(Real a, Real b) => a.IsExact && b.IsExact ? a.exact.CompareTo(b.exact) : a.ToDouble().CompareTo(b.ToDouble());

    /// <summary>The same number, exact or rounded; <see cref="Equals(Real)"/> tells the two apart.</summary>
    public static bool AreEqual(Real a, Real b) => Compare(a, b) == 0;

    public int CompareTo(Real other) => Compare(this, other);

    /// <summary>Same number, both exact or both rounded.</summary>
    public bool Equals(Real other) => IsExact == other.IsExact && exact == other.exact && rounded.Equals(other.rounded);
    public override bool Equals(object? obj) => obj is Real other && Equals(other);
    public override int GetHashCode() => IsExact ? exact.GetHashCode() : rounded.GetHashCode();
    public static bool operator ==(Real a, Real b) => a.Equals(b);
    public static bool operator !=(Real a, Real b) => !a.Equals(b);
    public static bool operator <(Real a, Real b) => Compare(a, b) < 0;
    public static bool operator >(Real a, Real b) => Compare(a, b) > 0;
    public static bool operator <=(Real a, Real b) => Compare(a, b) <= 0;
    public static bool operator >=(Real a, Real b) => Compare(a, b) >= 0;

    /// <summary>The fraction <c>8/5</c>, or the shortest decimal that reads back as the same double.</summary>
    public override string ToString() => IsExact ? exact.ToString() : rounded.ToString(CultureInfo.InvariantCulture);

    internal bool IsExactly(int value) => IsExact && exact.IsInteger && exact.Numerator == value;

    private static Real Short(Rational value) =>
        value.Numerator.GetBitLength() + value.Denominator.GetBitLength() <= MostBits ? new(value) : new((double)value);

    private static OverflowException Unbounded(double value) =>
        new(double.IsNaN(value) ? "the value is not a number" : "the value is too large for a double");
}
