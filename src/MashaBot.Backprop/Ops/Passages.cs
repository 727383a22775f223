namespace MashaBot.Backprop;

public static partial class Ops
{
    /// <summary>The sum of what two uses of a node pass back, where <see cref="Graph.MarksPassages"/>.</summary>
    public static readonly Op Collect = new Zip<Sum>("+", "the gradients of all uses add up");
}

/// <summary>
/// What one edge passes back, as a node of its own: inputs are the contribution (whose value it has), the node through which it was passed
/// and that node's gradient. Recorded where <see cref="Graph.MarksPassages"/>.
/// </summary>
/// <param name="Input">Which input of that node is the end of the edge.</param>
public sealed record Passage(int Input) : Op("passage", "da = da")
{
    public override string Takes => "a contribution, the node it was passed through, that node's gradient";
    public override bool IsElementwise => true;
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs.Length == 3 ? inputs[0] : null;
    public override Node? Adjoint(Node node, int input, Node cotangent) => input == 0 ? cotangent : null;

    internal override Kernel<T> Compile<T>(Site site)
    {
        var (from, to) = (site.Inputs[0], site.Output);
        return memory => from.Of(memory).CopyTo(to.Of(memory));
    }
}
