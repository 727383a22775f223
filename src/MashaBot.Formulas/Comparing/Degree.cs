using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>Bounds on the degrees of a rational function's numerator and denominator, in all variables together.</summary>
internal readonly struct Degree(double above, double beneath, double? number = null) : IScalar<Degree>
{
    /// <summary>The degree of the numerator.</summary>
    public double Above => above;

    /// <summary>The degree of the denominator.</summary>
    public double Beneath => beneath;

    /// <summary>The value, if it is a number that stood in the formula: exponents are.</summary>
    private double? Number => number;

    public static Degree Variable => new(1, 0);

    public static Degree Zero => default;
    public static Degree One => new(0, 0, 1);
    public static Degree FromRational(Rational value) => new(0, 0, (double)value);
    public static Degree FromDouble(double value) => throw new NotRationalException();
    public static Degree operator +(Degree a, Degree b) => new(Math.Max(a.Above + b.Beneath, b.Above + a.Beneath), a.Beneath + b.Beneath, a.Number + b.Number);
    public static Degree operator -(Degree a, Degree b) => new(Math.Max(a.Above + b.Beneath, b.Above + a.Beneath), a.Beneath + b.Beneath, a.Number - b.Number);
    public static Degree operator -(Degree a) => new(a.Above, a.Beneath, -a.Number);
    public static Degree operator *(Degree a, Degree b) => new(a.Above + b.Above, a.Beneath + b.Beneath, a.Number * b.Number);
    public static Degree operator /(Degree a, Degree b) => new(a.Above + b.Beneath, a.Beneath + b.Above, a.Number / b.Number);

    public static Degree Pow(Degree x, Degree exponent)
    {
        if (exponent is not { Number: { } power, Above: 0, Beneath: 0 } || power != Math.Floor(power) || Math.Abs(power) > Residue.LargestPower) throw new NotRationalException();
        return power < 0 ? new(-power * x.Beneath, -power * x.Above) : new(power * x.Above, power * x.Beneath);
    }

    public static Degree Exp(Degree x) => throw new NotRationalException();
    public static Degree Log(Degree x) => throw new NotRationalException();
    public static Degree Sqrt(Degree x) => throw new NotRationalException();
    public static Degree Sin(Degree x) => throw new NotRationalException();
    public static Degree Cos(Degree x) => throw new NotRationalException();
    public static Degree Tanh(Degree x) => throw new NotRationalException();
    public static Degree Sigmoid(Degree x) => throw new NotRationalException();
    public static Degree Erf(Degree x) => throw new NotRationalException();
    public static Degree Abs(Degree x) => throw new NotRationalException();
    public static Degree Sign(Degree x) => throw new NotRationalException();
    public static Degree Floor(Degree x) => throw new NotRationalException();
    public static int Compare(Degree a, Degree b) => throw new NotRationalException();
    public static double ToDouble(Degree x) => x.Above;

    public bool Equals(Degree other) => (Above, Beneath, Number) == (other.Above, other.Beneath, other.Number);
    public override bool Equals(object? obj) => obj is Degree other && Equals(other);
    public override int GetHashCode() => HashCode.Combine(Above, Beneath);
    public static bool operator ==(Degree a, Degree b) => a.Equals(b);
    public static bool operator !=(Degree a, Degree b) => !a.Equals(b);
}
