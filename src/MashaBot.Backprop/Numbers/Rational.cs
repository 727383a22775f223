using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace MashaBot.Backprop;

/// <summary>An exact fraction in lowest terms; the denominator is positive. <c>default</c> is 0.</summary>
public readonly struct Rational : IEquatable<Rational>, IComparable<Rational>
{
    private readonly BigInteger below;      // the denominator less one, so that default(Rational) is 0/1

    /// <exception cref="DivideByZeroException"><paramref name="denominator"/> is 0.</exception>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero) throw new DivideByZeroException($"{numerator}/0 is not a number.");
        var common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (denominator.Sign < 0) common = -common;
        (Numerator, below) = (numerator / common, denominator / common - BigInteger.One);
    }

    private Rational(BigInteger whole) => Numerator = whole;

    public BigInteger Numerator { get; }
    public BigInteger Denominator => below + BigInteger.One;

    public static Rational Zero => default;
    public static Rational One { get; } = 1;
    public static Rational Half { get; } = new(1, 2);

    public int Sign => Numerator.Sign;
    public bool IsZero => Numerator.IsZero;
    public bool IsOne => IsInteger && Numerator.IsOne;
    public bool IsInteger => below.IsZero;

    public static implicit operator Rational(int value) => new(value);
    public static implicit operator Rational(long value) => new(value);
    public static implicit operator Rational(BigInteger value) => new(value);

    public static Rational operator +(Rational a, Rational b) => a.IsInteger && b.IsInteger
        ? new(a.Numerator + b.Numerator)
        : new(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator);

    public static Rational operator -(Rational a, Rational b) => a + -b;

    public static Rational operator *(Rational a, Rational b) => a.IsInteger && b.IsInteger
        ? new(a.Numerator * b.Numerator)
        : new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <exception cref="DivideByZeroException"><paramref name="b"/> is 0.</exception>
    public static Rational operator /(Rational a, Rational b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public static Rational operator -(Rational a) => new(a, -a.Numerator);

    private Rational(Rational like, BigInteger numerator) => (Numerator, below) = (numerator, like.below);

    public static bool operator ==(Rational a, Rational b) => a.Equals(b);
    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);
    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;
    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;
    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;
    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;

    public static Rational Abs(Rational a) => a.Sign < 0 ? -a : a;

    /// <summary>The greatest integer that is not above <paramref name="a"/>.</summary>
    public static BigInteger Floor(Rational a)
    {
        var whole = BigInteger.DivRem(a.Numerator, a.Denominator, out var rest);
        return rest.Sign < 0 ? whole - 1 : whole;
    }

    /// <exception cref="DivideByZeroException">0 to a negative power.</exception>
    public static Rational Pow(Rational a, int exponent) => exponent switch
    {
        > 0 => new(BigInteger.Pow(a.Numerator, exponent), BigInteger.Pow(a.Denominator, exponent)),
        0 => One,
        _ => One / Pow(a, checked(-exponent)),
    };

    /// <summary>The exact n-th root, if it is rational: √4 = 2, ∛(8/27) = 2/3; never of a negative number by an even n.</summary>
    public static bool TryRoot(Rational a, int n, out Rational root)
    {
        root = default;
        if (n < 1 || (a.Sign < 0 && n % 2 == 0)) return false;
        if (!TryRoot(BigInteger.Abs(a.Numerator), n, out var above) || !TryRoot(a.Denominator, n, out var beneath)) return false;
        root = new(a.Sign * above, beneath);
        return true;
    }

    private static bool TryRoot(BigInteger a, int n, out BigInteger root)
    {
        root = a;
        if (a.IsZero || a.IsOne || n == 1) return true;
        var guess = BigInteger.One << (int)((a.GetBitLength() + n - 1) / n);      // not below the root: Newton's steps go down to it
        while (true)
        {
            root = guess;
            guess = ((n - 1) * root + a / BigInteger.Pow(root, n - 1)) / n;
            if (guess >= root) return BigInteger.Pow(root, n) == a;
        }
    }

    /// <summary>Digits after the decimal point of the finite decimal that equals this number; null where no finite decimal does (1/3).</summary>
    public int? Decimals
    {
        get
        {
            var (rest, twos, fives) = (Denominator, 0, 0);
            for (; rest.IsEven; rest >>= 1) twos++;
            for (; (rest % 5).IsZero; rest /= 5) fives++;
            return rest.IsOne ? Math.Max(twos, fives) : null;
        }
    }

    /// <summary>The fraction that the bits of <paramref name="value"/> say: 0.5 is 1/2, but 0.1 is not 1/10.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not finite.</exception>
    public static Rational FromBits(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "Only a finite number is a fraction.");
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> 52 & 0x7FF);
        BigInteger mantissa = bits & 0xFFFFFFFFFFFFF | (exponent > 0 ? 1L << 52 : 0);
        if (bits < 0) mantissa = -mantissa;
        var shift = Math.Max(exponent, 1) - 1075;
        return shift >= 0 ? new(mantissa << shift) : new(mantissa, BigInteger.One << -shift);
    }

    /// <summary>The nearest double (an error below one unit in the last place), infinite beyond the range of doubles.</summary>
    public static explicit operator double(Rational a)
    {
        const long exact = 1L << 53;
        if (BigInteger.Abs(a.Numerator) <= exact && a.Denominator <= exact) return (double)a.Numerator / (double)a.Denominator;
        var shift = (int)(a.Numerator.GetBitLength() - a.Denominator.GetBitLength()) - 64;      // the quotient keeps 64 or 65 bits
        var quotient = shift > 0 ? a.Numerator / (a.Denominator << shift) : (a.Numerator << -shift) / a.Denominator;
        return Math.ScaleB((double)quotient, shift);
    }

    /// <summary>Reads <c>-3</c>, <c>1.6</c>, <c>8/5</c>, <c>-1.5/0.25</c> and <c>2e-3</c>.</summary>
    /// <exception cref="FormatException">The text is no such number.</exception>
    public static Rational Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"\"{text}\" is not a number such as -3, 1.6 or 8/5.");

    /// <inheritdoc cref="Parse"/>
    public static bool TryParse([NotNullWhen(true)] string? text, out Rational value)
    {
        value = default;
        if (text is null) return false;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return TryParseDecimal(text.AsSpan(), out value);
        if (!TryParseDecimal(text.AsSpan(0, slash), out var above) || !TryParseDecimal(text.AsSpan(slash + 1), out var beneath)) return false;
        if (beneath.IsZero) return false;
        value = above / beneath;
        return true;
    }

    private static bool TryParseDecimal(ReadOnlySpan<char> text, out Rational value)
    {
        value = default;
        text = text.Trim();
        var power = 0;
        if (text.IndexOfAny('e', 'E') is >= 0 and var e)
        {
            if (!int.TryParse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power) || Math.Abs(power) > 10_000) return false;
            text = text[..e];
        }

        var point = text.IndexOf('.');
        Span<char> digits = point < 0 ? [.. text] : [.. text[..point], .. text[(point + 1)..]];
        if (point >= 0) power -= text.Length - point - 1;
        if (!BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return false;
        value = new Rational(whole) * Pow(10, power);
        return true;
    }

    public bool Equals(Rational other) => Numerator == other.Numerator && below == other.below;
    public override bool Equals(object? obj) => obj is Rational other && Equals(other);
    public override int GetHashCode() => HashCode.Combine(Numerator, below);
    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary><c>8/5</c>, <c>-3</c>.</summary>
    public override string ToString() => IsInteger
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
