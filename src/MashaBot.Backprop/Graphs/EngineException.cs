namespace MashaBot.Backprop;

/// <summary>
/// What cannot be computed: shapes that do not fit, a leaf without a value, a division by zero, a logarithm of a negative number, an
/// overflow. The message names the node and the shapes. No NaN leaves the engine instead.
/// </summary>
public sealed class EngineException : Exception
{
    public EngineException(string message, Node? node = null, Exception? inner = null) : base(message, inner) => Node = node;

    public EngineException() : this("The engine cannot compute this.") { }
    public EngineException(string message) : this(message, node: null) { }
    public EngineException(string message, Exception inner) : this(message, null, inner) { }

    /// <summary>The node that has no value, where there is one.</summary>
    public Node? Node { get; }
}
