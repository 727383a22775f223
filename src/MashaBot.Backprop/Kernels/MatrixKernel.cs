using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MashaBot.Backprop;

/// <summary>How a matrix lies in memory: the steps from a row to the next and from a column to the next. A transpose swaps them.</summary>
internal readonly record struct Strides(int Row, int Column);

/// <summary>
/// C = A·B or C += A·B in doubles, m×k by k×n. Tiles of the result stay in registers while the factors stream by: 4 rows by up to three
/// vectors where B lies row by row (<see cref="TileKernel"/>), dot products where it lies column by column (<see cref="DotKernel"/>).
/// </summary>
/// <remarks>Goto and van de Geijn, <i>Anatomy of High-Performance Matrix Multiplication</i> (2008), without the packing: our matrices are small.</remarks>
internal sealed class MatrixKernel
{
    private readonly int m, k, n;
    private readonly Strides left, right;
    private readonly TileKernel? tiles;

    public MatrixKernel(int m, int k, int n, Strides left, Strides right)
    {
        (this.m, this.k, this.n, this.left, this.right) = (m, k, n, left, right);
        if (right.Column == 1 && m > 1 && k > 1 && n >= Vector<double>.Count && (long)m * k * n >= 128) tiles = new(m, k, n, left, right.Row);
    }

    /// <param name="a">m·k values.</param>
    /// <param name="b">k·n values.</param>
    /// <param name="c">m·n values, row by row; what stands there does not matter.</param>
    public void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c)
    {
        if (tiles is null || c.IsEmpty)
        {
            c.Clear();
            Add(a, b, c);
        }
        else tiles.Multiply(a, b, c, adds: false);
    }

    /// <param name="c">m·n values, to which the product is added.</param>
    public void Add(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c)
    {
        if (k == 0 || c.IsEmpty) return;
        if (tiles is not null) tiles.Multiply(a, b, c, adds: true);
        else if (n > 1 && right.Column == 1) ByRows(a, b, c);
        else if (left.Column == 1 && right.Row == 1 && k >= 8) new DotKernel(m, k, n, left.Row, right.Column).Add(a, b, c);
        else if (n == 1 && left.Row == 1 && m >= 8) ByColumns(a, b, c);
        else ByNumbers(a, b, c);
    }

    private void ByRows(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c)
    {
        for (var i = 0; i < m; i++)
        {
            var row = c.Slice(i * n, n);
            var p = 0;
            for (; p <= k - 4; p += 4)
            {
                int at = i * left.Row + p * left.Column, next = p * right.Row;
                DoubleSum.AddScaled(
                    row, a[at], b[next..], a[at + left.Column], b[(next + right.Row)..],
                    a[at + 2 * left.Column], b[(next + 2 * right.Row)..], a[at + 3 * left.Column], b[(next + 3 * right.Row)..]);
            }

            for (; p < k; p++) DoubleSum.AddScaled(row, a[i * left.Row + p * left.Column], b.Slice(p * right.Row, n));
        }
    }

    private void ByColumns(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c)
    {
        for (var p = 0; p < k; p++) DoubleSum.AddScaled(c, b[p * right.Row], a.Slice(p * left.Column, m));
    }

    private void ByNumbers(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c)
    {
        for (var i = 0; i < m; i++)
            for (var j = 0; j < n; j++)
            {
                var sum = c[i * n + j];
                for (var p = 0; p < k; p++) sum += a[i * left.Row + p * left.Column] * b[p * right.Row + j * right.Column];
                c[i * n + j] = sum;
            }
    }
}

/// <summary>B lies row by row: a tile of 4 rows by up to three vectors of the result needs B's vectors once for all four.</summary>
internal sealed class TileKernel
{
    private static readonly int One = Vector<double>.Count, Three = 3 * Vector<double>.Count;

    private readonly int m, k, n, bRow;
    private readonly Strides left;
    private readonly Memory<Float> rest;        // the last columns of B, filled up with zeros to whole vectors

    public TileKernel(int m, int k, int n, Strides left, int bRow)
    {
        (this.m, this.k, this.n, this.left, this.bRow) = (m, k, n, left, bRow);
        if (n % One != 0) rest = Aligned.Memory<Float>(k * Vectors(n % Three) * One);
    }

    public void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, bool adds)
    {
        for (var j = 0; j < n; j += Three)
        {
            var (step, columns) = (bRow, Math.Min(n - j, Three));
            var vectors = Vectors(columns);
            var strip = b[j..];
            if (columns % One != 0)
            {
                step = vectors * One;
                var whole = rest.Span.AsDoubles();
                for (var p = 0; p < k; p++) strip.Slice(p * bRow, columns).CopyTo(whole[(p * step)..]);
                strip = whole;
            }

            for (var i = 0; i < m; i += 4)
            {
                var rows = Math.Min(4, m - i);
                var from = a[(i * left.Row)..];
                var to = c[(i * n + j)..];
                if (vectors == 3) By3(from, strip, step, to, rows, columns, adds);
                else if (vectors == 2) By2(from, strip, step, to, rows, columns, adds);
                else By1(from, strip, step, to, rows, columns, adds);
            }
        }
    }

    private static int Vectors(int columns) => (columns + One - 1) / One;

    /// <summary>Where rows 2 to 4 of A begin: the last is taken again where there are fewer.</summary>
    private (nint, nint, nint) Rows(int rows) => (Math.Min(1, rows - 1) * left.Row, Math.Min(2, rows - 1) * left.Row, Math.Min(3, rows - 1) * left.Row);

    private void By3(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int step, Span<double> c, int rows, int columns, bool adds)
    {
        Vector<double> c00 = default, c01 = default, c02 = default, c10 = default, c11 = default, c12 = default, c20 = default, c21 = default, c22 = default, c30 = default, c31 = default, c32 = default;
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b);
        var (second, third, fourth) = Rows(rows);
        for (var p = 0; p < k; p++)
        {
            Vector<double> y0 = Vector.LoadUnsafe(ref y), y1 = Vector.LoadUnsafe(ref y, (nuint)Vector<double>.Count), y2 = Vector.LoadUnsafe(ref y, (nuint)(2 * Vector<double>.Count));
            var x0 = new Vector<double>(x);
            c00 = Vector.FusedMultiplyAdd(x0, y0, c00);
            c01 = Vector.FusedMultiplyAdd(x0, y1, c01);
            c02 = Vector.FusedMultiplyAdd(x0, y2, c02);
            var x1 = new Vector<double>(Unsafe.Add(ref x, second));
            c10 = Vector.FusedMultiplyAdd(x1, y0, c10);
            c11 = Vector.FusedMultiplyAdd(x1, y1, c11);
            c12 = Vector.FusedMultiplyAdd(x1, y2, c12);
            var x2 = new Vector<double>(Unsafe.Add(ref x, third));
            c20 = Vector.FusedMultiplyAdd(x2, y0, c20);
            c21 = Vector.FusedMultiplyAdd(x2, y1, c21);
            c22 = Vector.FusedMultiplyAdd(x2, y2, c22);
            var x3 = new Vector<double>(Unsafe.Add(ref x, fourth));
            c30 = Vector.FusedMultiplyAdd(x3, y0, c30);
            c31 = Vector.FusedMultiplyAdd(x3, y1, c31);
            c32 = Vector.FusedMultiplyAdd(x3, y2, c32);
            x = ref Unsafe.Add(ref x, left.Column);
            y = ref Unsafe.Add(ref y, step);
        }

        Store(c, columns, adds, c00, c01, c02);
        if (rows > 1) Store(c[n..], columns, adds, c10, c11, c12);
        if (rows > 2) Store(c[(2 * n)..], columns, adds, c20, c21, c22);
        if (rows > 3) Store(c[(3 * n)..], columns, adds, c30, c31, c32);
    }

    private void By2(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int step, Span<double> c, int rows, int columns, bool adds)
    {
        Vector<double> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b);
        var (second, third, fourth) = Rows(rows);
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

        Store(c, columns, adds, c00, c01);
        if (rows > 1) Store(c[n..], columns, adds, c10, c11);
        if (rows > 2) Store(c[(2 * n)..], columns, adds, c20, c21);
        if (rows > 3) Store(c[(3 * n)..], columns, adds, c30, c31);
    }

    private void By1(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int step, Span<double> c, int rows, int columns, bool adds)
    {
        Vector<double> c0 = default, c1 = default, c2 = default, c3 = default;
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b);
        var (second, third, fourth) = Rows(rows);
        for (var p = 0; p < k; p++)
        {
            var y0 = Vector.LoadUnsafe(ref y);
            c0 = Vector.FusedMultiplyAdd(new(x), y0, c0);
            c1 = Vector.FusedMultiplyAdd(new(Unsafe.Add(ref x, second)), y0, c1);
            c2 = Vector.FusedMultiplyAdd(new(Unsafe.Add(ref x, third)), y0, c2);
            c3 = Vector.FusedMultiplyAdd(new(Unsafe.Add(ref x, fourth)), y0, c3);
            x = ref Unsafe.Add(ref x, left.Column);
            y = ref Unsafe.Add(ref y, step);
        }

        Store(c, columns, adds, c0);
        if (rows > 1) Store(c[n..], columns, adds, c1);
        if (rows > 2) Store(c[(2 * n)..], columns, adds, c2);
        if (rows > 3) Store(c[(3 * n)..], columns, adds, c3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Span<double> row, int columns, bool adds, Vector<double> first, Vector<double> second, Vector<double> third)
    {
        Store(row, columns, adds, first, second);
        Store(row[(2 * One)..], columns - 2 * One, adds, third);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Span<double> row, int columns, bool adds, Vector<double> first, Vector<double> second)
    {
        Store(row, columns, adds, first);
        Store(row[One..], columns - One, adds, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Span<double> row, int columns, bool adds, Vector<double> values)
    {
        if (columns >= Vector<double>.Count) (adds ? values + new Vector<double>(row) : values).CopyTo(row);
        else
            for (var j = 0; j < columns; j++) row[j] = adds ? row[j] + values[j] : values[j];
    }
}

/// <summary>Rows of A by columns of B, both going on place by place: dot products, several at a time so that what is loaded serves more than one.</summary>
internal readonly struct DotKernel(int m, int k, int n, int aRow, int bColumn)
{
    public void Add(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c)
    {
        var i = 0;
        for (; i <= m - 4; i += 4)
        {
            var j = 0;
            for (; j <= n - 2; j += 2) FourByTwo(a[(i * aRow)..], b.Slice(j * bColumn, k), b.Slice((j + 1) * bColumn, k), c[(i * n + j)..]);
            if (j == n) continue;
            for (var r = i; r < i + 4; r++) c[r * n + j] += DoubleSum.OfProducts(a.Slice(r * aRow, k), b.Slice(j * bColumn, k));
        }

        for (; i < m; i++)
        {
            var j = 0;
            for (; j <= n - 4; j += 4) OneByFour(a.Slice(i * aRow, k), b[(j * bColumn)..], c.Slice(i * n + j, 4));
            for (; j < n; j++) c[i * n + j] += DoubleSum.OfProducts(a.Slice(i * aRow, k), b.Slice(j * bColumn, k));
        }
    }

    private void FourByTwo(ReadOnlySpan<double> a, ReadOnlySpan<double> first, ReadOnlySpan<double> second, Span<double> c)
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
            var x1 = Vector.LoadUnsafe(ref x, (nuint)(p + aRow));
            c10 = Vector.FusedMultiplyAdd(x1, y0, c10);
            c11 = Vector.FusedMultiplyAdd(x1, y1, c11);
            var x2 = Vector.LoadUnsafe(ref x, (nuint)(p + 2 * aRow));
            c20 = Vector.FusedMultiplyAdd(x2, y0, c20);
            c21 = Vector.FusedMultiplyAdd(x2, y1, c21);
            var x3 = Vector.LoadUnsafe(ref x, (nuint)(p + 3 * aRow));
            c30 = Vector.FusedMultiplyAdd(x3, y0, c30);
            c31 = Vector.FusedMultiplyAdd(x3, y1, c31);
        }

        (c[0], c[1]) = (c[0] + Vector.Sum(c00), c[1] + Vector.Sum(c01));
        (c[n], c[n + 1]) = (c[n] + Vector.Sum(c10), c[n + 1] + Vector.Sum(c11));
        (c[2 * n], c[2 * n + 1]) = (c[2 * n] + Vector.Sum(c20), c[2 * n + 1] + Vector.Sum(c21));
        (c[3 * n], c[3 * n + 1]) = (c[3 * n] + Vector.Sum(c30), c[3 * n + 1] + Vector.Sum(c31));
        for (; p < k; p++)
            for (var r = 0; r < 4; r++)
            {
                c[r * n] += a[r * aRow + p] * first[p];
                c[r * n + 1] += a[r * aRow + p] * second[p];
            }
    }

    private void OneByFour(ReadOnlySpan<double> row, ReadOnlySpan<double> b, Span<double> c)
    {
        Vector<double> c0 = default, c1 = default, c2 = default, c3 = default;
        ref var x = ref MemoryMarshal.GetReference(row);
        ref var y = ref MemoryMarshal.GetReference(b);
        var p = 0;
        for (; p <= k - Vector<double>.Count; p += Vector<double>.Count)
        {
            var x0 = Vector.LoadUnsafe(ref x, (nuint)p);
            c0 = Vector.FusedMultiplyAdd(x0, Vector.LoadUnsafe(ref y, (nuint)p), c0);
            c1 = Vector.FusedMultiplyAdd(x0, Vector.LoadUnsafe(ref y, (nuint)(p + bColumn)), c1);
            c2 = Vector.FusedMultiplyAdd(x0, Vector.LoadUnsafe(ref y, (nuint)(p + 2 * bColumn)), c2);
            c3 = Vector.FusedMultiplyAdd(x0, Vector.LoadUnsafe(ref y, (nuint)(p + 3 * bColumn)), c3);
        }

        (c[0], c[1], c[2], c[3]) = (c[0] + Vector.Sum(c0), c[1] + Vector.Sum(c1), c[2] + Vector.Sum(c2), c[3] + Vector.Sum(c3));
        for (; p < k; p++)
            for (var j = 0; j < 4; j++) c[j] += row[p] * b[j * bColumn + p];
    }
}
