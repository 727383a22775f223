using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>A double together with a bound on how far it can be from the true value. NaN where there is no value, and where the bound has
/// become too wide to say anything.</summary>
/// <remarks>Higham, <i>Accuracy and Stability of Numerical Algorithms</i>, §3.3 (running error analysis). The library's elementary functions are
/// taken to be right to <see cref="FunctionUnits"/> units in the last place.</remarks>
internal readonly struct Bounded : IScalar<Bounded>
{
    /// <summary>Half a unit in the last place, relative.</summary>
    private const double Unit = 1.2e-16;

    private const double FunctionUnits = 4;
    private const double Tiny = 1e-320;

    private Bounded(double value, double error) => (Value, Error) = double.IsFinite(value) && double.IsFinite(error) ? (value, error) : (double.NaN, 0);

    public double Value { get; }

    /// <summary>|true value − <see cref="Value"/>| is not above it.</summary>
    public double Error { get; }

    public bool IsDefined => !double.IsNaN(Value);

    private static Bounded Undefined => new(double.NaN, 0);

    private static Bounded Uncertain()
    {
        Doubt.IsUncertain = true;
        return Undefined;
    }

    /// <summary>What is smaller than this, compared with what it is added to, hardly shows in the sum: 2⁻³³.</summary>
    private const double Faint = 1.2e-10;

    /// <summary>Says so if <paramref name="part"/> hardly shows in something of size 1.</summary>
    private static void Hear(double part)
    {
        if (part is not 0 and > -Faint and < Faint) Doubt.IsDeaf = true;
    }

    private static Bounded Sum(Bounded a, double b, double bError)
    {
        var sum = a.Value + b;
        var (larger, smaller) = Math.Abs(a.Value) < Math.Abs(b) ? (b, a.Value) : (a.Value, b);
        if (Math.Abs(smaller) > (smaller == b ? bError : a.Error)) Hear(smaller / larger);      // what may be zero is noise
        return new(sum, a.Error + bError + Math.Abs(sum) * Unit);
    }

    private bool IsExactly(double value) => Value == value && Error == 0;

    /// <summary>A point: the double itself is the true value.</summary>
    public static Bounded Exactly(double value) => new(value, 0);

    public static Bounded Zero => default;
    public static Bounded One => new(1, 0);

    public static Bounded FromRational(Rational value)
    {
        var nearest = (double)value;
        return new(nearest, value.Denominator.IsOne && Math.Abs(nearest) < 1L << 53 ? 0 : Math.Abs(nearest) * 2 * Unit);
    }

    /// <summary>A figure that was rounded once already.</summary>
    public static Bounded FromDouble(double value)
    {
        Doubt.HasRounded = true;
        return new(value, Math.Abs(value) * 2 * FunctionUnits * Unit);
    }

    public static Bounded operator +(Bounded a, Bounded b) => Sum(a, b.Value, b.Error);
    public static Bounded operator -(Bounded a, Bounded b) => Sum(a, -b.Value, b.Error);
    public static Bounded operator -(Bounded a) => new(-a.Value, a.Error);

    public static Bounded operator *(Bounded a, Bounded b)
    {
        var product = a.Value * b.Value;
        return new(product, Math.Abs(a.Value) * b.Error + Math.Abs(b.Value) * a.Error + a.Error * b.Error + (product == 0 && (a.IsExactly(0) || b.IsExactly(0)) ? 0 : Math.Abs(product) * Unit + Tiny));
    }

    public static Bounded operator /(Bounded a, Bounded b)
    {
        var least = Math.Abs(b.Value) - b.Error;
        if (!(least > 0)) return Undefined;
        var quotient = a.Value / b.Value;
        return new(quotient, (Math.Abs(quotient) * b.Error + a.Error) / least * (1 + 4 * Unit) + Math.Abs(quotient) * Unit + (a.IsExactly(0) ? 0 : Tiny));
    }

    private static double Rounding(double value) => Math.Abs(value) * FunctionUnits * Unit;

    public static Bounded Exp(Bounded x)
    {
        if (x.Error > 0.5) return Undefined;
        if (x.IsExactly(0)) return One;
        Hear(x.Value);
        var value = Math.Exp(x.Value);
        return new(value, value * Math.Exp(x.Error) * x.Error + Rounding(value) + Tiny);
    }

    public static Bounded Log(Bounded x)
    {
        var least = x.Value - x.Error;
        if (!(least > 0)) return Undefined;
        var value = Math.Log(x.Value);
        return new(value, x.Error / least + Rounding(value) + (x.IsExactly(1) ? 0 : Unit));
    }

    public static Bounded Sqrt(Bounded x)
    {
        if (x.IsExactly(0)) return Zero;
        if (!(x.Value - x.Error > 0)) return Undefined;
        var value = Math.Sqrt(x.Value);
        return new(value, x.Error / Math.Sqrt(x.Value - x.Error) + Rounding(value));
    }

    public static Bounded Pow(Bounded x, Bounded exponent)
    {
        if (!x.IsDefined || !exponent.IsDefined) return Undefined;
        var isWhole = exponent.Error == 0 && exponent.Value == Math.Floor(exponent.Value);
        if (isWhole && exponent.Value == 2) return x * x;
        if (x.IsExactly(0)) return isWhole && exponent.Value == 0 ? One : exponent.Value - exponent.Error > 0 ? Zero : Undefined;
        var size = Math.Abs(x.Value);
        if (!(size - x.Error > 0) || (x.Value < 0 && !isWhole)) return Undefined;
        if (size != 1) Hear(exponent.Value * Math.Log(size));
        var value = Math.Pow(x.Value, exponent.Value);
        var relative = Math.Abs(exponent.Value) * x.Error / (size - x.Error) + exponent.Error * (Math.Abs(Math.Log(size)) + x.Error / (size - x.Error));
        return relative > 0.5 ? Undefined : new(value, Math.Abs(value) * relative * Math.Exp(relative) + Rounding(value) + Tiny);
    }

    private const double LargestAngle = 1e5;

    public static Bounded Sin(Bounded x) => Math.Abs(x.Value) > LargestAngle ? Undefined : new(Math.Sin(x.Value), x.Error + (x.IsExactly(0) ? 0 : Rounding(1)));

    public static Bounded Cos(Bounded x)
    {
        if (Math.Abs(x.Value) > LargestAngle) return Undefined;
        Hear(x.Value * Math.Tan(x.Value));
        return new(Math.Cos(x.Value), x.Error + (x.IsExactly(0) ? 0 : Rounding(1)));
    }

    public static Bounded Tanh(Bounded x)
    {
        var value = Math.Tanh(x.Value);
        if (x.Value != 0) Hear(1 - Math.Abs(value));
        if (Math.Abs(value) == 1) Doubt.IsDeaf = true;
        return x.Error > 0.5 ? Undefined : new(value, x.Error * Math.Min(1, (1 - value * value) * Math.Exp(2 * x.Error)) + Rounding(value));
    }

    public static Bounded Sigmoid(Bounded x)
    {
        if (x.Error > 0.5) return Undefined;
        var small = Math.Exp(-Math.Abs(x.Value));
        if (x.Value > 0) Hear(small);
        Hear(x.Value);
        var value = (x.Value < 0 ? small : 1) / (1 + small);
        var slope = small / ((1 + small) * (1 + small));
        return new(value, x.Error * slope * Math.Exp(x.Error) + 2 * Rounding(value) + Tiny);
    }

    public static Bounded Erf(Bounded x) => new(Float.ToDouble(Float.Erf(new Float(x.Value))), x.Error * 1.13 + 1e-15);

    public static Bounded Abs(Bounded x) => new(Math.Abs(x.Value), x.Error);

    public static Bounded Sign(Bounded x) => x.IsExactly(0) ? Zero : Math.Abs(x.Value) > x.Error ? new(Math.Sign(x.Value), 0) : Uncertain();

    public static Bounded Floor(Bounded x) => Math.Floor(x.Value - x.Error) == Math.Floor(x.Value + x.Error) ? new(Math.Floor(x.Value), 0) : Uncertain();

    public static int Compare(Bounded a, Bounded b)
    {
        var difference = a.Value - b.Value;
        if (a.Error == 0 && b.Error == 0 && difference == 0) return 0;
        if (Math.Abs(difference) > a.Error + b.Error) return Math.Sign(difference);
        Doubt.IsUncertain = true;
        return 0;
    }

    public static double ToDouble(Bounded x) => x.Value;

    public bool Equals(Bounded other) => Value.Equals(other.Value) && Error.Equals(other.Error);
    public override bool Equals(object? obj) => obj is Bounded other && Equals(other);
    public override int GetHashCode() => HashCode.Combine(Value, Error);
    public static bool operator ==(Bounded a, Bounded b) => a.Equals(b);
    public static bool operator !=(Bounded a, Bounded b) => !a.Equals(b);
}
