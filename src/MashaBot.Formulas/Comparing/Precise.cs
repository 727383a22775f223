using System.Numerics;
using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>A number of some 57 digits together with a bound on how far it can be from the true value: mantissa·2^exponent ± radius·2^exponent.
/// What a double cannot decide (cancellation, overflow, a term of 10⁻²⁰) is decided with it.</summary>
/// <remarks>Ball arithmetic: van der Hoeven, "Ball arithmetic" (2010); Johansson, "Arb: efficient arbitrary-precision midpoint-radius interval
/// arithmetic" (2017). Every operation encloses its exact result; radii are doubles, rounded up.</remarks>
internal readonly partial struct Precise : IScalar<Precise>
{
    /// <summary>Digits of the mantissa, in bits.</summary>
    private const int Bits = 192;

    /// <summary>Of what is added, so many bits at least have to show.</summary>
    private const int Audible = 32;

    private const int LargestExponent = 1 << 27;
    private const double RoundUp = 1 + 1e-12;

    private readonly BigInteger mantissa;
    private readonly int exponent;
    private readonly double radius;
    private readonly bool isUndefined;

    private Precise(BigInteger mantissa, int exponent, double radius) => (this.mantissa, this.exponent, this.radius) = (mantissa, exponent, radius);

    private Precise(bool isUndefined) => this.isUndefined = isUndefined;

    public bool IsDefined => !isUndefined;

    private static Precise Undefined => new(isUndefined: true);

    private static Precise Uncertain()
    {
        Doubt.IsUncertain = true;
        return Undefined;
    }

    public static Precise Zero => default;
    public static Precise One => new(BigInteger.One, 0, 0);

    private bool IsExactly(int value) => !isUndefined && radius == 0 && exponent == 0 && mantissa == value;

    private bool IsZero => !isUndefined && mantissa.IsZero && radius == 0;

    /// <summary>The ball of these, with no more bits than a mantissa holds.</summary>
    private static Precise Of(BigInteger mantissa, long exponent, double radius)
    {
        var extra = (int)mantissa.GetBitLength() - Bits;
        if (extra > 0)
        {
            mantissa >>= extra;
            radius = Math.ScaleB(radius, -extra) + 1;
            exponent += extra;
        }

        radius *= RoundUp;
        return !(radius < 1e60) || Math.Abs(exponent) > LargestExponent ? Undefined : new(mantissa, (int)exponent, radius);
    }

    /// <summary>A point: the double itself is the true value.</summary>
    public static Precise Exactly(double value)
    {
        if (value == Math.Floor(value) && Math.Abs(value) < 1L << 53) return new((BigInteger)value, 0, 0);
        var bits = BitConverter.DoubleToInt64Bits(value);
        var power = (int)(bits >> 52 & 0x7FF);
        var digits = (bits & 0xFFFFFFFFFFFFF) | (power == 0 ? 0 : 1L << 52);
        return power == 0x7FF ? Undefined : new(value < 0 ? -digits : digits, Math.Max(power, 1) - 1075, 0);
    }

    public static Precise FromRational(Rational value) => value.IsInteger ? Of(value.Numerator, 0, 0) : Of(value.Numerator, 0, 0) / Of(value.Denominator, 0, 0);

    /// <summary>A constant that was rounded once; the doubles nearest to π and e are π and e.</summary>
    public static Precise FromDouble(double value)
    {
        if (value is Math.PI) return new(Pi >> (Fine - Bits), -Bits, 1);
        if (value is Math.E) return Exp(One);
        Doubt.HasRounded = true;
        var exact = Exactly(value);
        return exact.isUndefined ? exact : Of(exact.mantissa, exact.exponent, (double)BigInteger.Abs(exact.mantissa) * 1e-15);
    }

    private int Top => (int)mantissa.GetBitLength() + exponent;

    public static Precise operator +(Precise a, Precise b)
    {
        if (a.isUndefined || b.isUndefined) return Undefined;
        if (a.IsZero) return b;
        if (b.IsZero) return a;
        var (large, small) = a.Top >= b.Top ? (a, b) : (b, a);
        var finest = large.Top - Bits;      // the place of the sum's last bit, unless it cancels
        if (small.Top - finest < Audible && small.CertainSign is not null) Doubt.IsDeaf = true;      // what may be zero is noise
        if (small.Top < finest - Audible && small.exponent < large.exponent)
        {
            var shift = large.exponent - finest;
            return shift < 0 ? Of(large.mantissa, large.exponent, large.radius + 1) : Of(large.mantissa << shift, finest, Math.ScaleB(large.radius, shift) + 1 + Math.ScaleB(small.radius, Math.Max(small.exponent - finest, -2000)));
        }

        var (high, low) = large.exponent >= small.exponent ? (large, small) : (small, large);
        var gap = high.exponent - low.exponent;
        return Of((high.mantissa << gap) + low.mantissa, low.exponent, Math.ScaleB(high.radius, gap) + low.radius);
    }

    public static Precise operator -(Precise a, Precise b) => a + -b;

    public static Precise operator -(Precise a) => a.isUndefined ? a : new(-a.mantissa, a.exponent, a.radius);

    private double Size => Math.Abs((double)mantissa);

    public static Precise operator *(Precise a, Precise b)
    {
        if (a.isUndefined || b.isUndefined) return Undefined;
        var radius = a.radius == 0 && b.radius == 0 ? 0 : a.Size * b.radius + b.Size * a.radius + a.radius * b.radius;
        return Of(a.mantissa * b.mantissa, (long)a.exponent + b.exponent, radius);
    }

    public static Precise operator /(Precise a, Precise b)
    {
        if (a.isUndefined || b.isUndefined) return Undefined;
        var least = b.Size * (1 - 1e-12) - b.radius;
        if (!(least > 0)) return Undefined;
        if (a.IsZero) return a;
        var shift = Math.Max(0, Bits + 8 + (int)b.mantissa.GetBitLength() - (int)a.mantissa.GetBitLength());
        var quotient = BigInteger.DivRem(a.mantissa << shift, b.mantissa, out var rest);
        if (rest.IsZero && a.radius == 0 && b.radius == 0) return Of(quotient, (long)a.exponent - b.exponent - shift, 0).Shortened();
        return Of(quotient, (long)a.exponent - b.exponent - shift, (Math.ScaleB(a.radius, shift) + Math.Abs((double)quotient) * b.radius) / least + 1);
    }

    /// <summary>Without trailing zeros, so that whole numbers are seen to be whole.</summary>
    private Precise Shortened()
    {
        if (radius != 0 || mantissa.IsZero || exponent >= 0) return this;
        var zeros = Math.Min(-exponent, (int)BigInteger.TrailingZeroCount(mantissa));
        return new(mantissa >> zeros, exponent + zeros, 0);
    }

    public static Precise Abs(Precise x) => x.isUndefined ? x : new(BigInteger.Abs(x.mantissa), x.exponent, x.radius);

    /// <summary>−1, 0 or 1 if that is certain, else null.</summary>
    private int? CertainSign => IsZero ? 0 : Size * (1 - 1e-12) > radius ? mantissa.Sign : null;

    public static Precise Sign(Precise x) => x.isUndefined ? x : x.CertainSign is { } sign ? new(sign, 0, 0) : Uncertain();

    public static Precise Floor(Precise x)
    {
        if (x.isUndefined) return x;
        if (x.exponent >= 0) return x.radius == 0 ? x : Uncertain();
        if (x.exponent < -1_000_000) return Uncertain();
        var (low, high) = (x.mantissa - new BigInteger(Math.Ceiling(x.radius)) >> -x.exponent, x.mantissa + new BigInteger(Math.Ceiling(x.radius)) >> -x.exponent);
        return low == high ? Of(low, 0, 0) : Uncertain();
    }

    public static int Compare(Precise a, Precise b)
    {
        if (!a.isUndefined && !b.isUndefined)
        {
            var deaf = Doubt.IsDeaf;
            var difference = a - b;
            Doubt.IsDeaf = deaf;
            if (difference is { isUndefined: false, CertainSign: { } sign }) return sign;
        }

        Doubt.IsUncertain = true;
        return 0;
    }

    public static double ToDouble(Precise x) => x.isUndefined ? double.NaN : Math.ScaleB((double)x.mantissa, x.exponent);

    /// <summary>Where two values stand to each other.</summary>
    /// <param name="digits">How many bits of them are certain; large if they are exact.</param>
    public static Agreement Between(Precise a, Precise b, out double digits)
    {
        digits = 0;
        if (a.isUndefined || b.isUndefined) return Agreement.Nothing;
        var deaf = Doubt.IsDeaf;
        var difference = a - b;
        Doubt.IsDeaf = deaf;
        if (difference.isUndefined) return Agreement.Nothing;
        if (difference.Size * (1 - 1e-12) > 2 * difference.radius) return Agreement.Apart;
        var (first, second) = (a.CertainSign, b.CertainSign);
        if (first is null or 0 && second is null or 0) return Agreement.BothZero;
        digits = difference.radius == 0 ? Bits : Math.Max(a.Top, b.Top) - (Math.Log2(difference.radius) + difference.exponent);
        return Agreement.Same;
    }

    public bool Equals(Precise other) => isUndefined == other.isUndefined && mantissa == other.mantissa && exponent == other.exponent && radius.Equals(other.radius);
    public override bool Equals(object? obj) => obj is Precise other && Equals(other);
    public override int GetHashCode() => HashCode.Combine(mantissa, exponent);
    public static bool operator ==(Precise a, Precise b) => a.Equals(b);
    public static bool operator !=(Precise a, Precise b) => !a.Equals(b);
}

/// <summary>What the values of two formulas at one point say.</summary>
internal enum Agreement
{
    /// <summary>A side has no value, or none that is known well enough.</summary>
    Nothing,
    Same,
    /// <summary>Both are zero within their bounds.</summary>
    BothZero,
    Apart,
}
