using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MashaBot.Backprop;

/// <summary>
/// A plain double. A span of these and a span of doubles are the same memory: see <see cref="FloatSpans"/>. Infinity and NaN arise as
/// they do for doubles; the plan finds them after its run.
/// </summary>
[SuppressMessage("Naming", "CA1720", Justification = "It is what the word says.")]
public readonly struct Float(double value) : IScalar<Float>, IComparable<Float>
{
    public double Value => value;

    public static Float Zero => default;
    public static Float One => new(1);
    public static Float FromRational(Rational value) => new((double)value);
    public static Float FromDouble(double value) => new(value);
    public static double ToDouble(Float x) => x.Value;

    public static implicit operator Float(double value) => new(value);
    public static implicit operator double(Float x) => x.Value;

    public static Float operator +(Float a, Float b) => new(a.Value + b.Value);
    public static Float operator -(Float a, Float b) => new(a.Value - b.Value);
    public static Float operator *(Float a, Float b) => new(a.Value * b.Value);
    public static Float operator /(Float a, Float b) => new(a.Value / b.Value);
    public static Float operator -(Float a) => new(-a.Value);

    public static Float Exp(Float x) => new(Math.Exp(x.Value));
    public static Float Log(Float x) => new(Math.Log(x.Value));
    public static Float Log(Float x, Float b) => new(b.Value switch { 2 => Math.Log2(x.Value), 10 => Math.Log10(x.Value), _ => Math.Log(x.Value) / Math.Log(b.Value) });
    public static Float Sqrt(Float x) => new(Math.Sqrt(x.Value));
    public static Float Pow(Float x, Float exponent) => new(exponent.Value == 2 ? x.Value * x.Value : Math.Pow(x.Value, exponent.Value));
    public static Float Sin(Float x) => new(Math.Sin(x.Value));
    public static Float Cos(Float x) => new(Math.Cos(x.Value));
    public static Float Tanh(Float x) => new(Math.Tanh(x.Value));
    public static Float Abs(Float x) => new(Math.Abs(x.Value));
    public static Float Floor(Float x) => new(Math.Floor(x.Value));
    public static bool IsFinite(Float x) => double.IsFinite(x.Value);

    public static Float Sigmoid(Float x)
    {
        var small = Math.Exp(-Math.Abs(x.Value));
        return new((x.Value < 0 ? small : 1) / (1 + small));
    }

    /// <remarks>Below 2.5 by its Maclaurin series (DLMF 7.6.2), beyond by the continued fraction of erfc (DLMF 7.9.1); error below 10⁻¹⁵.</remarks>
    public static Float Erf(Float x)
    {
        var z = Math.Abs(x.Value);
        if (double.IsNaN(z)) return x;
        if (z > 6) return new(Math.Sign(x.Value));
        var scale = Math.Exp(-z * z) / Math.Sqrt(Math.PI);
        double result;
        if (z < 2.5)
        {
            double term = 2 * z, sum = term;
            for (var n = 1; term > 1e-18 * sum; n++) sum += term *= 2 * z * z / (2 * n + 1);
            result = scale * sum;
        }
        else
        {
            var tail = z;
            for (var n = 60; n > 0; n--) tail = z + n / 2.0 / tail;
            result = 1 - scale / tail;
        }

        return new(Math.CopySign(result, x.Value));
    }

    public static int Compare(Float a, Float b) => a.Value < b.Value ? -1 : a.Value > b.Value ? 1 : 0;

    public int CompareTo(Float other) => value.CompareTo(other.Value);
    public bool Equals(Float other) => value.Equals(other.Value);
    public override bool Equals(object? obj) => obj is Float other && Equals(other);
    public override int GetHashCode() => value.GetHashCode();
    public static bool operator ==(Float a, Float b) => a.Value == b.Value;
    public static bool operator !=(Float a, Float b) => a.Value != b.Value;
    public static bool operator <(Float a, Float b) => a.Value < b.Value;
    public static bool operator >(Float a, Float b) => a.Value > b.Value;
    public static bool operator <=(Float a, Float b) => a.Value <= b.Value;
    public static bool operator >=(Float a, Float b) => a.Value >= b.Value;
    public override string ToString() => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The same memory seen as doubles and as <see cref="Float"/>.</summary>
public static class FloatSpans
{
    public static ReadOnlySpan<Float> AsFloats(this ReadOnlySpan<double> doubles) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<double, Float>(ref MemoryMarshal.GetReference(doubles)), doubles.Length);

    public static ReadOnlySpan<double> AsDoubles(this ReadOnlySpan<Float> floats) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<Float, double>(ref MemoryMarshal.GetReference(floats)), floats.Length);

    public static Span<double> AsDoubles(this Span<Float> floats) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<Float, double>(ref MemoryMarshal.GetReference(floats)), floats.Length);
}
