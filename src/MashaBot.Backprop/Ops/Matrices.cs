namespace MashaBot.Backprop;

public static partial class Ops
{
    /// <summary>The matrix product; a vector on the left is a row, on the right a column, and the result drops that axis.</summary>
    public static readonly Op MatrixProduct = new MatrixProduct();

    /// <summary>Swaps the last two axes.</summary>
    public static readonly Op Transpose = new Transpose();
}

/// <summary>A·B over the last axis of A and the last but one of B; earlier axes are equal and go in step.</summary>
public sealed record MatrixProduct() : Op("@", "d(A·B) = dA·B + A·dB")
{
    public override string Takes => "two tensors, n columns of the left meeting n rows of the right";

    internal override bool Exposes(int input) => true;
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs)
    {
        if (inputs is not [var a, var b] || a.IsScalar || b.IsScalar || a[a.Rank - 1] != b[Math.Max(b.Rank - 2, 0)]) return null;
        ReadOnlySpan<int> batch = a.Sizes[..Math.Max(a.Rank - 2, 0)], other = b.Sizes[..Math.Max(b.Rank - 2, 0)];
        if (!batch.SequenceEqual(other) && (a.Rank > 1 || batch.Length > 0 || other.Length > 0)) return null;
        ReadOnlySpan<int> rows = a.Rank > 1 ? [a[a.Rank - 2]] : [], columns = b.Rank > 1 ? [b[b.Rank - 1]] : [];
        return Shape.Of([.. batch, .. rows, .. columns]);
    }

    public override Node? Adjoint(Node node, int input, Node cotangent)
    {
        var (graph, a, b) = (node.Graph, node.Inputs[0], node.Inputs[1]);
        if (a.Shape.Rank == 1 && b.Shape.Rank == 1) return cotangent * node.Inputs[1 - input];
        return (input, a.Shape.Rank, b.Shape.Rank) switch
        {
            (0, 1, _) => b.MatMul(cotangent),                                   // y = aB
            (1, 1, _) => Outer(a, cotangent),
            (0, _, 1) => Outer(cotangent, b),                                   // y = Ab
            (1, _, 1) => cotangent.MatMul(a),
            (0, _, _) => cotangent.MatMul(b.Transposed()),
            _ => a.Transposed().MatMul(cotangent),
        };

        Node Outer(Node column, Node row) => graph.Apply(Ops.MatrixProduct,
            graph.Apply(new Reshape(Shape.Of(column.Shape.Count, 1)), column), graph.Apply(new Reshape(Shape.Of(1, row.Shape.Count)), row));
    }

    /// <summary>The plan leaves out a transpose and reads the matrix the other way.</summary>
    internal bool LeftTransposed { get; init; }

    /// <inheritdoc cref="LeftTransposed"/>
    internal bool RightTransposed { get; init; }

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (a, b, y) = (site.Inputs[0], site.Inputs[1], site.Output);
        var (m, k) = Sides(a.Shape, LeftTransposed, vector: (1, a.Shape.Sizes[^1]));
        var (_, n) = Sides(b.Shape, RightTransposed, vector: (b.Shape.Sizes[^1], 1));
        Strides left = LeftTransposed ? new(1, m) : new(k, 1), right = RightTransposed ? new(1, k) : new(n, 1);
        var batches = a.Shape.Rank > 2 ? Shape.Of(a.Shape.Sizes[..^2]).Count : 1;
        var product = new Multiplication<T>(m, k, n, left, right);
        return memory =>
        {
            Span<T> x = a.Of(memory), w = b.Of(memory), to = y.Of(memory);
            for (var s = 0; s < batches; s++) product.Multiply(x.Slice(s * m * k, m * k), w.Slice(s * k * n, k * n), to.Slice(s * m * n, m * n));
        };
    }

    private static (int Rows, int Columns) Sides(Shape shape, bool transposed, (int, int) vector) => (shape.Rank, transposed) switch
    {
        (1, _) => vector,
        (_, true) => (shape.Sizes[^1], shape.Sizes[^2]),
        _ => (shape.Sizes[^2], shape.Sizes[^1]),
    };
}

/// <summary>Swaps the last two axes.</summary>
public sealed record Transpose() : Op("ᵀ", "d(Aᵀ) = (dA)ᵀ")
{
    public override string Takes => "one matrix";
    internal override bool Exposes(int input) => true;
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs is [{ Rank: >= 2 } a] ? Shape.Of([.. a.Sizes[..^2], a.Sizes[^1], a.Sizes[^2]]) : null;
    public override Node? Adjoint(Node node, int input, Node cotangent) => cotangent.Transposed();

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (a, y) = (site.Inputs[0], site.Output);
        var (rows, columns) = (a.Shape.Sizes[^2], a.Shape.Sizes[^1]);
        return memory =>
        {
            Span<T> from = a.Of(memory), to = y.Of(memory);
            for (var start = 0; start < from.Length; start += rows * columns)
                for (var i = 0; i < rows; i += Block)
                    for (var j = 0; j < columns; j += Block)
                        Swap(from[start..], to[start..], i, Math.Min(i + Block, rows), j, Math.Min(j + Block, columns), rows, columns);
        };
    }

    private const int Block = 8;        // square by square, so that what is read and what is written both stay in the cache

    private static void Swap<T>(Span<T> from, Span<T> to, int top, int bottom, int left, int right, int rows, int columns)
    {
        for (var i = top; i < bottom; i++)
        {
            var row = from.Slice(i * columns, columns);
            for (var j = left; j < right; j++) to[j * rows + i] = row[j];
        }
    }
}
