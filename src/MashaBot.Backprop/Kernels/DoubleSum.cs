using System.Numerics;

namespace MashaBot.Backprop;

/// <summary>Sums of doubles, several at a time.</summary>
internal static class DoubleSum
{
    public static double Of(ReadOnlySpan<double> a)
    {
        var (sum, i) = (Vector<double>.Zero, 0);
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count) sum += new Vector<double>(a[i..]);
        var rest = Vector.Sum(sum);
        for (; i < a.Length; i++) rest += a[i];
        return rest;
    }

    public static double OfProducts(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        b = b[..a.Length];
        Vector<double> first = Vector<double>.Zero, second = first;
        var i = 0;
        for (; i <= a.Length - 2 * Vector<double>.Count; i += 2 * Vector<double>.Count)
        {
            first = Vector.FusedMultiplyAdd(new Vector<double>(a[i..]), new Vector<double>(b[i..]), first);
            second = Vector.FusedMultiplyAdd(new Vector<double>(a[(i + Vector<double>.Count)..]), new Vector<double>(b[(i + Vector<double>.Count)..]), second);
        }

        var rest = Vector.Sum(first + second);
        for (; i < a.Length; i++) rest += a[i] * b[i];
        return rest;
    }

    /// <summary>y += factor·x.</summary>
    public static void AddScaled(Span<double> y, double factor, ReadOnlySpan<double> x)
    {
        x = x[..y.Length];
        var (f, i) = (new Vector<double>(factor), 0);
        for (; i <= y.Length - Vector<double>.Count; i += Vector<double>.Count)
            Vector.FusedMultiplyAdd(f, new Vector<double>(x[i..]), new Vector<double>(y[i..])).CopyTo(y[i..]);
        for (; i < y.Length; i++) y[i] += factor * x[i];
    }
}
