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

    public override Kernel<T> Compile<T>(Site site)
    {
        var (a, b, y) = (site.Inputs[0], site.Inputs[1], site.Output);
        var m = a.Shape.Rank > 1 ? a.Shape[a.Shape.Rank - 2] : 1;
        var n = b.Shape.Rank > 1 ? b.Shape[b.Shape.Rank - 1] : 1;
        var k = a.Shape[a.Shape.Rank - 1];
        var batches = a.Shape.Rank > 2 ? a.Count / Math.Max(m * k, 1) : 1;
        return memory =>
        {
            Span<T> left = a.Of(memory), right = b.Of(memory), to = y.Of(memory);
            to.Clear();
            for (var s = 0; s < batches; s++)
                Product(left.Slice(s * m * k, m * k), right.Slice(s * k * n, k * n), to.Slice(s * m * n, m * n), k, n);
        };
    }

    private static void Product<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, int k, int n) where T : struct, IScalar<T>
    {
        for (var i = 0; i < a.Length; i++)
        {
            var factor = a[i];
            var row = b.Slice(i % k * n, n);
            var to = y.Slice(i / k * n, n);
            for (var j = 0; j < row.Length; j++) to[j] += factor * row[j];
        }
    }
}

/// <summary>Swaps the last two axes.</summary>
public sealed record Transpose() : Op("ᵀ", "d(Aᵀ) = (dA)ᵀ")
{
    public override string Takes => "one matrix";
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs is [{ Rank: >= 2 } a] ? Shape.Of([.. a.Sizes[..^2], a.Sizes[^1], a.Sizes[^2]]) : null;
    public override Node? Adjoint(Node node, int input, Node cotangent) => cotangent.Transposed();

    public override Kernel<T> Compile<T>(Site site)
    {
        var (a, y) = (site.Inputs[0], site.Output);
        var (rows, columns) = (a.Shape.Sizes[^2], a.Shape.Sizes[^1]);
        return memory =>
        {
            Span<T> from = a.Of(memory), to = y.Of(memory);
            for (var start = 0; start < from.Length; start += rows * columns)
                for (var i = 0; i < rows; i++)
                    for (var j = 0; j < columns; j++) to[start + j * rows + i] = from[start + i * columns + j];
        };
    }
}
