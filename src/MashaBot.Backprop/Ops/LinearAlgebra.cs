namespace MashaBot.Backprop;

public static partial class Ops
{
    public static readonly Op Trace = new MatrixTrace();
    public static readonly Op Determinant = new Determinant();
    public static readonly Op LogDeterminant = new LogDeterminant();
    public static readonly Op Inverse = new Inverse();
    public static readonly Op Diagonal = new Diagonal();
}

/// <summary>The sum of the diagonal.</summary>
public sealed record MatrixTrace() : Op("tr", "d(tr A) = tr dA")
{
    public override string Takes => "one square matrix";
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs is [{ Rank: 2 } a] && a[0] == a[1] ? Shape.Scalar : null;
    public override Node? Adjoint(Node node, int input, Node cotangent) => cotangent * node.Graph.Identity(node.Inputs[0].Shape[0]);

    public override Kernel<T> Compile<T>(Site site)
    {
        var (a, y, n) = (site.Inputs[0], site.Output, site.Inputs[0].Shape[0]);
        return memory =>
        {
            var sum = T.Zero;
            for (var i = 0; i < n; i++) sum += memory[a.Offset + i * (n + 1)];
            memory[y.Offset] = sum;
        };
    }
}

/// <summary>det A, by elimination.</summary>
/// <remarks>Petersen and Pedersen, <i>The Matrix Cookbook</i> (2012), (46). The derivative needs the inverse: none at a singular matrix.</remarks>
public sealed record Determinant() : Op("det", "d(det A) = det A·tr(A⁻¹·dA)")
{
    public override string Takes => "one square matrix";
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs is [{ Rank: 2 } a] && a[0] == a[1] ? Shape.Scalar : null;
    public override Node? Adjoint(Node node, int input, Node cotangent) => cotangent * node * node.Inputs[0].Inverse().Transposed();

    public override Kernel<T> Compile<T>(Site site)
    {
        var (a, y, elimination) = (site.Inputs[0], site.Output, new Elimination<T>(site.Inputs[0].Shape[0]));
        return memory => memory[y.Offset] = elimination.Determinant(a.Of(memory));
    }
}

/// <summary>ln det A of a matrix with a positive determinant.</summary>
/// <remarks>Petersen and Pedersen, <i>The Matrix Cookbook</i> (2012), (43).</remarks>
public sealed record LogDeterminant() : Op("ln det", "d(ln det A) = tr(A⁻¹·dA)")
{
    public override string Takes => "one square matrix";
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs is [{ Rank: 2 } a] && a[0] == a[1] ? Shape.Scalar : null;
    public override Node? Adjoint(Node node, int input, Node cotangent) => cotangent * node.Inputs[0].Inverse().Transposed();

    public override Kernel<T> Compile<T>(Site site)
    {
        var (a, y, elimination) = (site.Inputs[0], site.Output, new Elimination<T>(site.Inputs[0].Shape[0]));
        return memory => memory[y.Offset] = T.Log(elimination.Determinant(a.Of(memory)));
    }
}

/// <summary>A⁻¹.</summary>
/// <remarks>Petersen and Pedersen, <i>The Matrix Cookbook</i> (2012), (40).</remarks>
public sealed record Inverse() : Op("inverse", "d(A⁻¹) = −A⁻¹·dA·A⁻¹")
{
    public override string Takes => "one square matrix";
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs is [{ Rank: 2 } a] && a[0] == a[1] ? a : null;
    public override Node? Adjoint(Node node, int input, Node cotangent) => -node.Transposed().MatMul(cotangent).MatMul(node.Transposed());

    public override Kernel<T> Compile<T>(Site site)
    {
        var (a, y, elimination) = (site.Inputs[0], site.Output, new Elimination<T>(site.Inputs[0].Shape[0]));
        return memory => elimination.Invert(a.Of(memory), y.Of(memory));
    }
}

/// <summary>Gauss–Jordan elimination of an n×n matrix in a workspace of its own, with the largest pivot of each column.</summary>
internal sealed class Elimination<T>(int n) where T : struct, IScalar<T>
{
    private readonly T[] work = new T[n * n];

    public T Determinant(ReadOnlySpan<T> matrix)
    {
        matrix.CopyTo(work);
        var determinant = T.One;
        for (var column = 0; column < n; column++)
        {
            var pivot = Pivot(column);
            if (IsZero(work[pivot * n + column])) return T.Zero;
            if (pivot != column)
            {
                Swap(work, pivot, column);
                determinant = -determinant;
            }

            determinant *= work[column * n + column];
            for (var row = column + 1; row < n; row++) Subtract(work, row, column, work[row * n + column] / work[column * n + column]);
        }

        return determinant;
    }

    /// <exception cref="DivideByZeroException">The matrix is singular.</exception>
    public void Invert(ReadOnlySpan<T> matrix, Span<T> inverse)
    {
        matrix.CopyTo(work);
        inverse.Clear();
        for (var i = 0; i < n; i++) inverse[i * (n + 1)] = T.One;
        for (var column = 0; column < n; column++)
        {
            var pivot = Pivot(column);
            if (IsZero(work[pivot * n + column])) throw new DivideByZeroException("a singular matrix has no inverse");
            Swap(work, pivot, column);
            Swap(inverse, pivot, column);
            var scale = T.One / work[column * n + column];
            for (var j = 0; j < n; j++) (work[column * n + j], inverse[column * n + j]) = (work[column * n + j] * scale, inverse[column * n + j] * scale);
            for (var row = 0; row < n; row++)
            {
                if (row == column) continue;
                var factor = work[row * n + column];
                Subtract(work, row, column, factor);
                Subtract(inverse, row, column, factor);
            }
        }
    }

    private int Pivot(int column)
    {
        var best = column;
        for (var row = column + 1; row < n; row++)
            if (Math.Abs(T.ToDouble(work[row * n + column])) > Math.Abs(T.ToDouble(work[best * n + column])) || IsZero(work[best * n + column])) best = row;
        return best;
    }

    private static bool IsZero(T value) => value.Equals(T.Zero) || value.Equals(-T.Zero);

    private void Swap(Span<T> rows, int a, int b)
    {
        for (var j = 0; j < n; j++) (rows[a * n + j], rows[b * n + j]) = (rows[b * n + j], rows[a * n + j]);
    }

    private void Subtract(Span<T> rows, int from, int row, T factor)
    {
        for (var j = 0; j < n; j++) rows[from * n + j] -= factor * rows[row * n + j];
    }
}
