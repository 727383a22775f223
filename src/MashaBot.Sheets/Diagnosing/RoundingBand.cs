using System.Collections.Immutable;
using MashaBot.Backprop;

namespace MashaBot.Sheets.Diagnosing;

/// <summary>
/// How far honest rounding can carry a result: who writes each value on the way down to k places is off by half a unit of the last place
/// at each, and each such error reaches the result times the derivative of the result by that value. One backward pass bounds them all.
/// </summary>
/// <remarks>The first-order error bound of Higham, <i>Accuracy and Stability of Numerical Algorithms</i> (2002), §3.2, with the engine's own derivatives.</remarks>
internal sealed class RoundingBand
{
    private readonly PartGraph graph;
    private readonly ImmutableArray<Node> written;
    private readonly ImmutableArray<Node> components;
    private readonly ImmutableArray<ImmutableArray<Node>> adjoints;
    private readonly Plan<Float> plan;
    private readonly Lock running = new();

    internal RoundingBand(PartGraph graph)
    {
        this.graph = graph;
        var answer = graph.Tape[graph.Answer];
        written = [.. Enumerable.Range(0, graph.Tape.Count).Where(IsWritten).Select(place => graph.Tape[place])];
        components = [.. Components(answer)];
        adjoints = [.. components.Select(component => answer.Graph.Gradients(component, written.AsSpan()))];
        plan = new([answer, .. written, .. adjoints.SelectMany(nodes => nodes)]);
    }

    /// <summary>
    /// For each component of the answer, how far it can be off when everything written down on the way has k places: Σ |∂answer/∂v| · ½·10⁻ᵏ over
    /// the values v that are longer; the rounding of the component itself left out. 0 where that can't be told.
    /// </summary>
    internal ImmutableArray<double> Of(IReadOnlyDictionary<string, Tensor<Real>> figures, int places)
    {
        lock (running)
        {
            try
            {
                foreach (var (name, leaf) in graph.Lowering.Leaves) plan.Set(leaf, figures[name].As<Float>());
                plan.Run();
            }
            catch (EngineException)
            {
                return [.. adjoints.Select(_ => 0.0)];
            }
            return [.. components.Zip(adjoints).Select(pair => written.Zip(pair.Second).Sum(value => IsSame(value.First, pair.First) ? 0 : Reach(value.First, value.Second, places)) * Math.Pow(10, -places) / 2)];
        }
    }

    /// <summary>How the result itself is rounded is seen from the reply.</summary>
    private bool IsSame(Node value, Node component) => graph.Tape.Has(component) && graph.Tape.PlaceOf(component) == graph.Tape.PlaceOf(value);

    private double Reach(Node value, Node adjoint, int places)
    {
        ReadOnlySpan<Float> values = plan[value], slopes = plan[adjoint];
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
            if (!IsShort(values[i].Value, places)) sum += Math.Abs(slopes[i].Value);
        return sum;
    }

    /// <summary>A value that has no more places than are kept loses nothing.</summary>
    private static bool IsShort(double value, int places) => value * Math.Pow(10, places) is var scaled && Math.Abs(scaled - Math.Round(scaled)) <= 1e-9 * Math.Max(1, Math.Abs(scaled));

    /// <summary>Who computes with a pencil writes down what has a name, what a function, a quotient or a power gives, and each sum of a backward pass; sums of products are one step.</summary>
    private bool IsWritten(int place)
    {
        var (tape, node) = (graph.Tape, graph.Tape[place]);
        if (!tape.IsComputed(place) || node.Op is StackRows) return false;
        return graph.NamedAt(place) is not null || node.Op == Ops.Divide || node.Op == Ops.Power || node.Op == Ops.Collect
            || node.Op == Ops.Mean || node.Op == Ops.Dot || node.Op == Ops.MatrixProduct || (FunctionCode.Of(node) is not null && node.Op != Ops.Max && node.Op != Ops.Relu && node.Op != Ops.Step && node.Op != Ops.Abs);
    }

    private static IEnumerable<Node> Components(Node answer)
    {
        if (answer.Shape.IsScalar) return [answer];
        if (answer.Op is StackRows && answer.Inputs[0].Shape.IsScalar) return answer.Inputs;
        var flat = answer.Graph.Apply(Ops.Reshape(Shape.Of(answer.Shape.Count)), answer);
        return Enumerable.Range(0, answer.Shape.Count).Select(i => answer.Graph.Apply(Ops.Index(i), flat)).ToList();
    }
}
