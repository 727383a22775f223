namespace MashaBot.Backprop;

/// <summary>C = A·B or C += A·B, m×k by k×n, for any kind of number; doubles go to <see cref="MatrixKernel"/>.</summary>
internal sealed class Multiplication<T>(int m, int k, int n, Strides left, Strides right) where T : struct, IScalar<T>
{
    private readonly MatrixKernel? doubles = typeof(T) == typeof(Float) ? new(m, k, n, left, right) : null;

    /// <param name="c">m·n values, row by row; what stands there does not matter.</param>
    public void Multiply(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c)
    {
        if (doubles is not null)
        {
            doubles.Multiply(Doubles.Of(a), Doubles.Of(b), Doubles.Of(c));
            return;
        }

        c.Clear();
        Add(a, b, c);
    }

    /// <param name="c">m·n values, row by row, to which the product is added.</param>
    public void Add(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c)
    {
        if (doubles is not null)
        {
            doubles.Add(Doubles.Of(a), Doubles.Of(b), Doubles.Of(c));
            return;
        }

        for (var i = 0; i < m; i++)
            for (var j = 0; j < n; j++)
            {
                var sum = c[i * n + j];
                for (var p = 0; p < k; p++) sum += a[i * left.Row + p * left.Column] * b[p * right.Row + j * right.Column];
                c[i * n + j] = sum;
            }
    }
}
