namespace MashaBot.Backprop;

public static partial class Ops
{
    public static readonly Op Trace = new MatrixTrace();
    public static readonly Op Determinant = new Determinant();

    /// <summary>The matrix of cofactors, (−1)^(i+j) times the determinant without row i and column j: det A·A⁻ᵀ, and defined where det A = 0 too.</summary>
    public static readonly Op Cofactors = new Cofactors();
    public static readonly Op LogDeterminant = new LogDeterminant();
    public static readonly Op Inverse = new Inverse();
    public static readonly Op Diagonal = new Diagonal();
}

/// <summary>The sum of the diagonal.</summary>
internal sealed record MatrixTrace() : Op("tr", "d(tr A) = tr dA")
{
    public override string Takes => "one square matrix";
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs is [{ Rank: 2 } a] && a[0] == a[1] ? Shape.Scalar : null;
    public override Node? Adjoint(Node node, int input, Node cotangent) => cotangent * node.Graph.Identity(node.Inputs[0].Shape[0]);

    internal override Kernel<T> Compile<T>(Site site)
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
/// <remarks>Magnus and Neudecker, <i>Matrix Differential Calculus</i> (2019), §8.3: the derivative is the matrix of cofactors, also where A is singular.</remarks>
internal sealed record Determinant() : Op("det", "d(det A) = Σ Cᵢⱼ·dAᵢⱼ, C the cofactors (det A·A⁻ᵀ)")
{
    public override string Takes => "one square matrix";
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs is [{ Rank: 2 } a] && a[0] == a[1] ? Shape.Scalar : null;
    public override Node? Adjoint(Node node, int input, Node cotangent) => cotangent * node.Graph.Apply(Ops.Cofactors, node.Inputs[0]);

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (a, y, elimination) = (site.Inputs[0], site.Output, new Elimination<T>(site.Inputs[0].Shape[0]));
        return memory => memory[y.Offset] = elimination.Determinant(a.Of(memory));
    }
}

/// <summary>The derivative of the determinant.</summary>
internal sealed record Cofactors() : Op("cof", "dCᵢⱼ = ± d(det A without row i and column j)")
{
    public override string Takes => "one square matrix";
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs is [{ Rank: 2 } a] && a[0] == a[1] ? a : null;

    /// <summary>Each cofactor is a determinant of its own, whose derivative stands in the rows and columns that it kept.</summary>
    public override Node? Adjoint(Node node, int input, Node cotangent)
    {
        var (a, n, sum) = (node.Inputs[0], node.Shape[0], (Node?)null);
        for (var i = 0; i < n && n > 1; i++)
            for (var j = 0; j < n; j++)
            {
                var minor = new Minor(i, j);
                var part = node.Graph.Apply(new Scatter(minor, a.Shape), cotangent.At(i).At(j) * ((i + j) % 2 == 0 ? 1 : -1) * node.Graph.Apply(Ops.Cofactors, node.Graph.Apply(minor, a)));
                sum = sum is null ? part : sum + part;
            }

        return sum;
    }

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (a, y, n) = (site.Inputs[0], site.Output, site.Inputs[0].Shape[0]);
        var (whole, minors) = (new Elimination<T>(n), new Elimination<T>(Math.Max(n - 1, 0)));
        var minor = new T[Math.Max(n - 1, 0) * Math.Max(n - 1, 0)];
        return memory =>
        {
            Span<T> from = a.Of(memory), to = y.Of(memory);
            if (n > FewRows && whole.TryCofactors(from, to)) return;
            for (var i = 0; i < n; i++)
                for (var j = 0; j < n; j++)
                {
                    var at = 0;
                    for (var row = 0; row < n; row++)
                        for (var column = 0; column < n; column++)
                            if (row != i && column != j) minor[at++] = from[row * n + column];
                    var determinant = minors.Determinant(minor);
                    to[i * n + j] = (i + j) % 2 == 0 ? determinant : -determinant;
                }
        };
    }

    private const int FewRows = 4;      // beyond, det A·A⁻ᵀ is so much cheaper than the minors that these serve only a singular matrix

    /// <summary>A matrix without a row and a column.</summary>
    private sealed record Minor(int Row, int Column) : Picking("minor")
    {
        public override string Takes => "one square matrix";
        public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs is [{ Rank: 2 } a] && a[0] == a[1] && a[0] > 0 ? Shape.Of(a[0] - 1, a[1] - 1) : null;

        public override int[] Places(Shape input) =>
            [.. from i in Enumerable.Range(0, input[0]) where i != Row from j in Enumerable.Range(0, input[1]) where j != Column select i * input[1] + j];
    }
}

/// <summary>ln det A of a matrix with a positive determinant.</summary>
/// <remarks>Petersen and Pedersen, <i>The Matrix Cookbook</i> (2012), (43).</remarks>
internal sealed record LogDeterminant() : Op("ln det", "d(ln det A) = tr(A⁻¹·dA)")
{
    public override string Takes => "one square matrix";
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs is [{ Rank: 2 } a] && a[0] == a[1] ? Shape.Scalar : null;
    public override Node? Adjoint(Node node, int input, Node cotangent) => cotangent * node.Inputs[0].Inverse().Transposed();

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (a, y, elimination) = (site.Inputs[0], site.Output, new Elimination<T>(site.Inputs[0].Shape[0]));
        return memory => memory[y.Offset] = T.Log(elimination.Determinant(a.Of(memory)));
    }
}

/// <summary>A⁻¹.</summary>
/// <remarks>Petersen and Pedersen, <i>The Matrix Cookbook</i> (2012), (40).</remarks>
internal sealed record Inverse() : Op("inverse", "d(A⁻¹) = −A⁻¹·dA·A⁻¹")
{
    public override string Takes => "one square matrix";
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs is [{ Rank: 2 } a] && a[0] == a[1] ? a : null;
    public override Node? Adjoint(Node node, int input, Node cotangent) => -node.Transposed().MatMul(cotangent).MatMul(node.Transposed());

    internal override Kernel<T> Compile<T>(Site site)
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

    /// <summary>det A·A⁻ᵀ, unless the matrix is singular or so near to it that rounding would rule.</summary>
    public bool TryCofactors(ReadOnlySpan<T> matrix, Span<T> cofactors)
    {
        const double tooSmall = 1e-6;
        var largest = 0.0;
        foreach (var value in matrix) largest = Math.Max(largest, Math.Abs(T.ToDouble(value)));
        if (!TryInvert(matrix, cofactors, tooSmall * largest, out var determinant)) return false;
        for (var i = 0; i < n; i++)
            for (var j = 0; j <= i; j++) (cofactors[i * n + j], cofactors[j * n + i]) = (cofactors[j * n + i] * determinant, cofactors[i * n + j] * determinant);
        return true;
    }

    /// <exception cref="DivideByZeroException">The matrix is singular.</exception>
    public void Invert(ReadOnlySpan<T> matrix, Span<T> inverse)
    {
        if (!TryInvert(matrix, inverse, 0, out _)) throw new DivideByZeroException("a singular matrix has no inverse");
    }

    private bool TryInvert(ReadOnlySpan<T> matrix, Span<T> inverse, double leastPivot, out T determinant)
    {
        matrix.CopyTo(work);
        inverse.Clear();
        determinant = T.One;
        for (var i = 0; i < n; i++) inverse[i * (n + 1)] = T.One;
        for (var column = 0; column < n; column++)
        {
            var pivot = Pivot(column);
            var value = work[pivot * n + column];
            if (IsZero(value) || Math.Abs(T.ToDouble(value)) < leastPivot) return false;
            determinant = pivot == column ? determinant * value : -(determinant * value);
            Swap(work, pivot, column);
            Swap(inverse, pivot, column);
            var scale = T.One / value;
            for (var j = 0; j < n; j++) (work[column * n + j], inverse[column * n + j]) = (work[column * n + j] * scale, inverse[column * n + j] * scale);
            for (var row = 0; row < n; row++)
            {
                if (row == column) continue;
                var factor = work[row * n + column];
                Subtract(work, row, column, factor);
                Subtract(inverse, row, column, factor);
            }
        }

        return true;
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
