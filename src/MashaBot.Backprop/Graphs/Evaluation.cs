namespace MashaBot.Backprop;

/// <summary>A node's value in one line, where no plan is kept.</summary>
public static class Evaluation
{
    /// <summary>Exact where the figures and the operations are.</summary>
    /// <exception cref="EngineException">A leaf is missing, or a node has no value.</exception>
    public static Tensor<Real> Evaluate(this Node node, params ReadOnlySpan<(Node Leaf, Tensor<Real> Value)> leaves) => node.Evaluate<Real>(leaves);

    /// <inheritdoc cref="Evaluate(Node, ReadOnlySpan{ValueTuple{Node, Tensor{Real}}})"/>
    public static Tensor<T> Evaluate<T>(this Node node, params ReadOnlySpan<(Node Leaf, Tensor<T> Value)> leaves) where T : struct, IScalar<T>
    {
        var plan = new Plan<T>(node);
        foreach (var (leaf, value) in leaves) plan.Set(leaf, value);
        plan.Run();
        return plan.Value(node);
    }
}
