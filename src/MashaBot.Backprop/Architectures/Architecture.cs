using System.Collections.Immutable;
using System.Numerics;

namespace MashaBot.Backprop;

/// <summary>
/// A network as a line of layers: <c>input 28x28x1; conv 5x5 6; relu; pool 2; flatten; dense 10</c>. It knows the shape behind every layer,
/// the parameters, the multiply–adds and the receptive field, all exactly, and it can be built as a graph. Layers are separated by
/// <c>;</c>, <c>-&gt;</c> or new lines; shapes are places × features (height × width × channels, steps × features).
/// </summary>
/// <remarks>
/// <para><c>input 28x28x1</c>, <c>input 784</c>, <c>tokens 10</c> begin it.</para>
/// <para><c>conv K F</c>, <c>depthwise K</c>, <c>deconv K F</c> (transposed), <c>pool K</c> (max), <c>avgpool K</c>, <c>globalpool</c>,
/// <c>globalavgpool</c>, <c>upsample N</c>; K is <c>3</c> or <c>3x5</c>; options <c>stride= pad= dilation= groups= bias=</c>, pad is a number
/// of zeros on either side, <c>same</c>, <c>valid</c> or <c>causal</c>.</para>
/// <para><c>dense F</c> (on the features; <c>tied</c> for a table counted elsewhere), <c>flatten</c>, <c>reshape 7x7x16</c>,
/// <c>embedding V D</c>, <c>positions N</c>.</para>
/// <para><c>rnn H</c>, <c>lstm H</c>, <c>gru H</c> hand on every state (<c>last</c>: only the last); <c>bias=2</c> counts two vectors for
/// each map, <c>twoway</c> runs both ways, <c>peepholes=diagonal|full</c>. <c>attention heads=H</c> (<c>kv=</c> fewer heads of keys and
/// values, <c>causal</c>).</para>
/// <para><c>batchnorm</c>, <c>layernorm</c>, <c>rmsnorm</c>, <c>dropout P</c> and the activations by name.</para>
/// <para><c>3 * ( … )</c> repeats, <c>skip( … )</c> adds what went in, <c>concat( … )</c> sets it beside.</para>
/// </remarks>
public sealed class Architecture
{
    private readonly Stage last;

    internal Architecture(IEnumerable<Stage> stages, Stage last)
    {
        this.last = last;
        Layers = [.. stages.Select((stage, i) => new ArchitectureLayer(i, stage.Written, stage.Output.Sizes, stage.Parameters, stage.MultiplyAdds, stage.Field))];
    }

    /// <exception cref="ArchitectureException">It cannot be read, or it falls apart.</exception>
    public static Architecture Parse(string text) =>
        TryParse(text, out var architecture, out var fault) ? architecture! : throw new ArchitectureException(fault!);

    /// <summary>Reads it as far as it holds together.</summary>
    /// <param name="architecture">All of it, or the layers before the fault; null if there are none.</param>
    /// <param name="fault">Where and why it falls apart, if it does.</param>
    public static bool TryParse(string text, out Architecture? architecture, out ArchitectureFault? fault)
    {
        var reader = new ArchitectureReader(text);
        fault = reader.Read();
        architecture = reader.Last is { } last ? new(reader.Stages, last) : null;
        return fault is null;
    }

    /// <summary>The input as number 0, then the layers from 1.</summary>
    public ImmutableArray<ArchitectureLayer> Layers { get; }

    /// <summary>The sizes behind the last layer.</summary>
    public EquatableList<BigInteger> Output => Layers[^1].Sizes;

    /// <summary>What training may change: running averages are not counted.</summary>
    public BigInteger Parameters => Layers.Aggregate(BigInteger.Zero, (sum, layer) => sum + layer.Parameters);

    /// <summary>Products, each with its addition, of all matrix products for one example; what is done place by place is not counted.</summary>
    public BigInteger MultiplyAdds => Layers.Aggregate(BigInteger.Zero, (sum, layer) => sum + layer.MultiplyAdds);

    /// <summary>Records the network for one example, its parameters as leaves in the order of the layers. Dropout is off, batch norm uses the example's own places.</summary>
    /// <param name="x">The input, of the architecture's input shape; <c>tokens</c> takes one-hot rows.</param>
    /// <exception cref="EngineException"><paramref name="x"/> has another shape.</exception>
    /// <exception cref="OverflowException">A tensor would be too large for an array.</exception>
    public BuiltArchitecture Build(Node x)
    {
        var built = new Construction(x.Graph);
        return new(last.BuildFrom(x, built), built.Parameters);
    }
}

/// <summary>A layer's row in the table of an architecture.</summary>
/// <param name="Number">Counted from 1 through repetitions and branches; 0 is the input.</param>
/// <param name="Text">As it was written.</param>
/// <param name="Sizes">Places, then features, behind the layer.</param>
/// <param name="Parameters">Weights and biases.</param>
/// <param name="MultiplyAdds">For one example.</param>
/// <param name="Field">How many places of the input one output sees, along each axis of places that the input has; borders not counted.</param>
public sealed record ArchitectureLayer(
    int Number, string Text, EquatableList<BigInteger> Sizes, BigInteger Parameters, BigInteger MultiplyAdds, EquatableList<BigInteger> Field);

/// <summary>An architecture as part of a graph.</summary>
public sealed record BuiltArchitecture(Node Output, ImmutableArray<Node> Parameters);
