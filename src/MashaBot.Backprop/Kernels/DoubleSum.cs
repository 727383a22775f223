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
        Vector<double> first = Vector<double>.Zero, second = first, third = first, fourth = first;
        var (width, i) = (Vector<double>.Count, 0);
        for (; i <= a.Length - 4 * width; i += 4 * width)
        {
            first = Vector.FusedMultiplyAdd(new Vector<double>(a[i..]), new Vector<double>(b[i..]), first);
            second = Vector.FusedMultiplyAdd(new Vector<double>(a[(i + width)..]), new Vector<double>(b[(i + width)..]), second);
            third = Vector.FusedMultiplyAdd(new Vector<double>(a[(i + 2 * width)..]), new Vector<double>(b[(i + 2 * width)..]), third);
            fourth = Vector.FusedMultiplyAdd(new Vector<double>(a[(i + 3 * width)..]), new Vector<double>(b[(i + 3 * width)..]), fourth);
        }

        for (; i <= a.Length - width; i += width) first = Vector.FusedMultiplyAdd(new Vector<double>(a[i..]), new Vector<double>(b[i..]), first);
        var rest = Vector.Sum(first + second + (third + fourth));
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

    /// <summary>y += a·x₀ + b·x₁ + c·x₂ + d·x₃: y is read and written once for all four.</summary>
    public static void AddScaled(
        Span<double> y, double a, ReadOnlySpan<double> x0, double b, ReadOnlySpan<double> x1, double c, ReadOnlySpan<double> x2, double d, ReadOnlySpan<double> x3)
    {
        x0 = x0[..y.Length];
        x1 = x1[..y.Length];
        x2 = x2[..y.Length];
        x3 = x3[..y.Length];
        Vector<double> va = new(a), vb = new(b), vc = new(c), vd = new(d);
        var i = 0;
        for (; i <= y.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var sum = Vector.FusedMultiplyAdd(va, new Vector<double>(x0[i..]), new Vector<double>(y[i..]));
            sum = Vector.FusedMultiplyAdd(vb, new Vector<double>(x1[i..]), sum);
            sum = Vector.FusedMultiplyAdd(vc, new Vector<double>(x2[i..]), sum);
            Vector.FusedMultiplyAdd(vd, new Vector<double>(x3[i..]), sum).CopyTo(y[i..]);
        }

        for (; i < y.Length; i++) y[i] += a * x0[i] + b * x1[i] + c * x2[i] + d * x3[i];
    }
}
