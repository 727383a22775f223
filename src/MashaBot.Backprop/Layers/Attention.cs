namespace MashaBot.Backprop;

/// <summary>Attention of Vaswani et al., <i>Attention Is All You Need</i> (2017), §3.2.</summary>
public static class Attention
{
    private const int Never = -1_000_000_000;      // e to this is 0

    /// <summary>softmax(Q·Kᵀ/√d)·V, with as many leading axes (heads, examples) as the three share.</summary>
    /// <param name="q">…×m×d.</param>
    /// <param name="k">…×n×d.</param>
    /// <param name="v">…×n×e.</param>
    /// <param name="mask">m×n, 1 where row may look, 0 where it may not; null if it may look everywhere.</param>
    /// <returns>…×m×e.</returns>
    public static Node Of(Node q, Node k, Node v, Node? mask = null) => Weights(q, k, mask).MatMul(v);

    /// <summary>The weights softmax(Q·Kᵀ/√d): …×m×n, each row of sum 1.</summary>
    public static Node Weights(Node q, Node k, Node? mask = null)
    {
        var scores = q.MatMul(k.Transposed()) / q.Graph.Number(q.Shape[q.Shape.Rank - 1]).Sqrt();
        return (mask is null ? scores : scores + (1 - mask) * Never).Softmax();
    }

    /// <summary>Attention in several heads: rows of width d are cut into heads of width d/heads, and the results set side by side.</summary>
    /// <param name="q">m×d, already projected.</param>
    /// <param name="k">n×d.</param>
    /// <param name="v">n×d.</param>
    /// <param name="heads">Divides d.</param>
    /// <param name="mask">m×n or null.</param>
    /// <exception cref="EngineException">The width cannot be cut into so many heads.</exception>
    public static Node MultiHead(Node q, Node k, Node v, int heads, Node? mask = null)
    {
        if (heads < 1 || q.Shape.Rank != 2 || q.Shape[1] % heads != 0) throw new EngineException($"{q.Label} ({q.Shape}) cannot be cut into {heads} heads.", q);
        return Of(Cut(q, heads), Cut(k, heads), Cut(v, heads), mask).Permuted(1, 0, 2).Reshaped(q.Shape[0], v.Shape[1]);
    }

    /// <summary>The mask by which row i sees rows up to i.</summary>
    public static Node CausalMask(Graph graph, int n)
    {
        var values = new Real[n * n];
        for (var i = 0; i < n; i++) Array.Fill(values, Real.One, i * n, i + 1);
        return graph.Constant(new Tensor<Real>(Shape.Of(n, n), values));
    }

    private static Node Cut(Node x, int heads) => x.Reshaped(x.Shape[0], heads, x.Shape[1] / heads).Permuted(1, 0, 2);
}
