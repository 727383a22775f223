using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>Says that a formula is not rational: it has no meaning modulo a prime.</summary>
internal sealed class NotRationalException() : ArithmeticException("not a rational formula");

/// <summary>An integer modulo the prime 2⁶¹ − 1. Rational formulas keep their equalities there, and nothing is ever rounded.</summary>
internal readonly struct Residue : IScalar<Residue>
{
    public const ulong Prime = (1UL << 61) - 1;

    /// <summary>Powers beyond this are left to doubles: x^(p−1) is 1 modulo p.</summary>
    public const int LargestPower = 4096;

    private readonly ulong value;

    private Residue(ulong value) => this.value = value;

    public static Residue Zero => default;
    public static Residue One => new(1);

    /// <param name="value">Any number; the residue is uniform if it is.</param>
    public static Residue Of(ulong value) => new(value % Prime);

    public static Residue FromRational(Rational value) => value.IsInteger ? Of(value.Numerator) : Of(value.Numerator) / Of(value.Denominator);

    private static Residue Of(System.Numerics.BigInteger value)
    {
        var rest = (long)(value % Prime);
        return new(rest < 0 ? (ulong)(rest + (long)Prime) : (ulong)rest);
    }

    public static Residue FromDouble(double value) => throw new NotRationalException();

    public static Residue operator +(Residue a, Residue b)
    {
        var sum = a.value + b.value;
        return new(sum >= Prime ? sum - Prime : sum);
    }

    public static Residue operator -(Residue a, Residue b) => a + -b;

    public static Residue operator -(Residue a) => new(a.value == 0 ? 0 : Prime - a.value);

    public static Residue operator *(Residue a, Residue b)
    {
        var high = Math.BigMul(a.value, b.value, out var low);
        return new Residue(low & Prime) + new Residue(high << 3 | low >> 61);      // 2⁶¹ is 1; the sum is below 2p
    }

    public static Residue operator /(Residue a, Residue b) => b.value == 0 ? throw new DivideByZeroException() : a * Power(b, Prime - 2);

    private static Residue Power(Residue bottom, ulong exponent)
    {
        var result = One;
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) == 1) result *= bottom;
            bottom *= bottom;
        }

        return result;
    }

    /// <summary>The exponent has come here as a residue: a small number or the negative of one.</summary>
    public static Residue Pow(Residue x, Residue exponent)
    {
        if (exponent.value <= LargestPower) return x.value == 0 && exponent.value == 0 ? throw new NotRationalException() : Power(x, exponent.value);
        if (Prime - exponent.value <= LargestPower) return One / Power(x, Prime - exponent.value);
        throw new NotRationalException();
    }

    public static Residue Exp(Residue x) => x.value == 0 ? One : throw new NotRationalException();
    public static Residue Log(Residue x) => x.value == 1 ? Zero : throw new NotRationalException();
    public static Residue Sqrt(Residue x) => x.value <= 1 ? x : throw new NotRationalException();
    public static Residue Sin(Residue x) => throw new NotRationalException();
    public static Residue Cos(Residue x) => throw new NotRationalException();
    public static Residue Tanh(Residue x) => throw new NotRationalException();
    public static Residue Sigmoid(Residue x) => throw new NotRationalException();
    public static Residue Erf(Residue x) => throw new NotRationalException();
    public static Residue Abs(Residue x) => throw new NotRationalException();
    public static Residue Sign(Residue x) => throw new NotRationalException();
    public static Residue Floor(Residue x) => throw new NotRationalException();
    public static int Compare(Residue a, Residue b) => throw new NotRationalException();
    public static double ToDouble(Residue x) => x.value;

    public bool Equals(Residue other) => value == other.value;
    public override bool Equals(object? obj) => obj is Residue other && Equals(other);
    public override int GetHashCode() => value.GetHashCode();
    public static bool operator ==(Residue a, Residue b) => a.Equals(b);
    public static bool operator !=(Residue a, Residue b) => !a.Equals(b);
}
