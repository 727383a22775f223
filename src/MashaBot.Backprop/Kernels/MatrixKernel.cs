using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MashaBot.Backprop;

/// <summary>How a matrix lies in memory: the steps from a row to the next and from a column to the next. A transpose swaps them.</summary>
internal readonly record struct Strides(int Row, int Column);

/// <summary>
/// C = A·B in doubles, m×k by k×n. Tiles of the result stay in registers while the factors stream by: 4 rows by two vectors where B lies
/// row by row, 4 rows by 2 columns of dot products where it lies column by column.
/// </summary>
/// <remarks>Goto and van de Geijn, <i>Anatomy of High-Performance Matrix Multiplication</i> (2008), without the packing: our matrices are small.</remarks>
internal sealed class MatrixKernel
{
    private static readonly int Width = 2 * Vector<double>.Count;

    private readonly int m, k, n;
    private readonly Strides left, right;
    private readonly double[] lastStrip = [];       // of B, filled up with zeros to the width of a tile

    public MatrixKernel(int m, int k, int n, Strides left, Strides right)
    {
        (this.m, this.k, this.n, this.left, this.right) = (m, k, n, left, right);
        if (IsTiled && n % Width != 0) lastStrip = new double[k * Width];
    }

    private bool IsTiled => right.Column == 1 && m > 1 && n >= Vector<double>.Count && (long)m * k * n >= 128;

    /// <param name="a">m·k values.</param>
    /// <param name="b">k·n values.</param>
    /// <param name="c">m·n values, row by row; what stands there does not matter.</param>
    public void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c)
    {
        if (k == 0 || c.IsEmpty) c.Clear();
        else if (IsTiled) ByTiles(a, b, c);
        else if (n > 1 && right.Column == 1) ByRows(a, b, c);
        else if (left.Column == 1 && right.Row == 1 && k >= 8) ByDots(a, b, c);
        else if (n == 1 && left.Row == 1 && m >= 8) ByColumns(a, b, c);
        else ByNumbers(a, b, c);
    }

    private void ByTiles(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c)
    {
        for (var j = 0; j < n; j += Width)
        {
            var (step, columns) = (right.Row, n - j);
            var strip = b[j..];
            if (columns < Width)
            {
                for (var p = 0; p < k; p++) strip.Slice(p * step, columns).CopyTo(lastStrip.AsSpan(p * Width));
                step = Width;
                strip = lastStrip;
            }

            for (var i = 0; i < m; i += 4) Tile(a[(i * left.Row)..], strip, step, c[(i * n + j)..], Math.Min(4, m - i), columns);
        }
    }

    /// <summary>4 rows (the last repeated where there are fewer) by <see cref="Width"/> columns.</summary>
    private void Tile(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int step, Span<double> c, int rows, int columns)
    {
        Vector<double> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b);
        nint second = Math.Min(1, rows - 1) * left.Row, third = Math.Min(2, rows - 1) * left.Row, fourth = Math.Min(3, rows - 1) * left.Row;
        for (var p = 0; p < k; p++)
        {
            Vector<double> y0 = Vector.LoadUnsafe(ref y), y1 = Vector.LoadUnsafe(ref y, (nuint)Vector<double>.Count);
            var x0 = new Vector<double>(x);
            c00 = Vector.FusedMultiplyAdd(x0, y0, c00);
            c01 = Vector.FusedMultiplyAdd(x0, y1, c01);
            var x1 = new Vector<double>(Unsafe.Add(ref x, second));
            c10 = Vector.FusedMultiplyAdd(x1, y0, c10);
            c11 = Vector.FusedMultiplyAdd(x1, y1, c11);
            var x2 = new Vector<double>(Unsafe.Add(ref x, third));
            c20 = Vector.FusedMultiplyAdd(x2, y0, c20);
            c21 = Vector.FusedMultiplyAdd(x2, y1, c21);
            var x3 = new Vector<double>(Unsafe.Add(ref x, fourth));
            c30 = Vector.FusedMultiplyAdd(x3, y0, c30);
            c31 = Vector.FusedMultiplyAdd(x3, y1, c31);
            x = ref Unsafe.Add(ref x, left.Column);
            y = ref Unsafe.Add(ref y, step);
        }

        Store(c, c00, c01, columns);
        if (rows > 1) Store(c[n..], c10, c11, columns);
        if (rows > 2) Store(c[(2 * n)..], c20, c21, columns);
        if (rows > 3) Store(c[(3 * n)..], c30, c31, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Span<double> row, Vector<double> first, Vector<double> second, int columns)
    {
        if (columns >= Width)
        {
            first.CopyTo(row);
            second.CopyTo(row[Vector<double>.Count..]);
            return;
        }

        for (var j = 0; j < columns; j++) row[j] = j < Vector<double>.Count ? first[j] : second[j - Vector<double>.Count];
    }

    /// <summary>Rows of A by columns of B, both going on place by place.</summary>
    private void ByDots(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c)
    {
        var j = 0;
        for (; j <= n - 2; j += 2)
        {
            ReadOnlySpan<double> first = b.Slice(j * right.Column, k), second = b.Slice((j + 1) * right.Column, k);
            var i = 0;
            for (; i <= m - 4; i += 4) Dots(a[(i * left.Row)..], first, second, c[(i * n + j)..]);
            for (; i < m; i++) (c[i * n + j], c[i * n + j + 1]) = (DoubleSum.OfProducts(a.Slice(i * left.Row, k), first), DoubleSum.OfProducts(a.Slice(i * left.Row, k), second));
        }

        for (; j < n; j++)
            for (var i = 0; i < m; i++) c[i * n + j] = DoubleSum.OfProducts(a.Slice(i * left.Row, k), b.Slice(j * right.Column, k));
    }

    private void Dots(ReadOnlySpan<double> a, ReadOnlySpan<double> first, ReadOnlySpan<double> second, Span<double> c)
    {
        Vector<double> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(first);
        ref var z = ref MemoryMarshal.GetReference(second);
        var p = 0;
        for (; p <= k - Vector<double>.Count; p += Vector<double>.Count)
        {
            Vector<double> y0 = Vector.LoadUnsafe(ref y, (nuint)p), y1 = Vector.LoadUnsafe(ref z, (nuint)p);
            var x0 = Vector.LoadUnsafe(ref x, (nuint)p);
            c00 = Vector.FusedMultiplyAdd(x0, y0, c00);
            c01 = Vector.FusedMultiplyAdd(x0, y1, c01);
            var x1 = Vector.LoadUnsafe(ref x, (nuint)(p + left.Row));
            c10 = Vector.FusedMultiplyAdd(x1, y0, c10);
            c11 = Vector.FusedMultiplyAdd(x1, y1, c11);
            var x2 = Vector.LoadUnsafe(ref x, (nuint)(p + 2 * left.Row));
            c20 = Vector.FusedMultiplyAdd(x2, y0, c20);
            c21 = Vector.FusedMultiplyAdd(x2, y1, c21);
            var x3 = Vector.LoadUnsafe(ref x, (nuint)(p + 3 * left.Row));
            c30 = Vector.FusedMultiplyAdd(x3, y0, c30);
            c31 = Vector.FusedMultiplyAdd(x3, y1, c31);
        }

        (c[0], c[1]) = (Vector.Sum(c00), Vector.Sum(c01));
        (c[n], c[n + 1]) = (Vector.Sum(c10), Vector.Sum(c11));
        (c[2 * n], c[2 * n + 1]) = (Vector.Sum(c20), Vector.Sum(c21));
        (c[3 * n], c[3 * n + 1]) = (Vector.Sum(c30), Vector.Sum(c31));
        for (; p < k; p++)
            for (var r = 0; r < 4; r++)
            {
                c[r * n] += a[r * left.Row + p] * first[p];
                c[r * n + 1] += a[r * left.Row + p] * second[p];
            }
    }

    private void ByRows(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c)
    {
        c.Clear();
        for (var i = 0; i < m; i++)
            for (var p = 0; p < k; p++) DoubleSum.AddScaled(c.Slice(i * n, n), a[i * left.Row + p * left.Column], b.Slice(p * right.Row, n));
    }

    private void ByColumns(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c)
    {
        c.Clear();
        for (var p = 0; p < k; p++) DoubleSum.AddScaled(c, b[p * right.Row], a.Slice(p * left.Column, m));
    }

    private void ByNumbers(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c)
    {
        for (var i = 0; i < m; i++)
            for (var j = 0; j < n; j++)
            {
                var sum = 0.0;
                for (var p = 0; p < k; p++) sum += a[i * left.Row + p * left.Column] * b[p * right.Row + j * right.Column];
                c[i * n + j] = sum;
            }
    }
}
