using System.Collections.Immutable;

namespace MashaBot.Backprop;

/// <summary>
/// Steps of an optimizer on some parameters, compiled once: forward pass, backward pass and update are one plan, and a step allocates
/// nothing. Stochastic and mini-batch steps set the example's leaves before each step, in the order that is wanted.
/// </summary>
/// <example><code>
/// var training = new Training&lt;Real&gt;(loss, [w], new GradientDescent(graph.Constant(new Rational(1, 10))));
/// training.Set(w, Tensor.Vector(1, 2));
/// training.Step();
/// Tensor&lt;Real&gt; moved = training.Value(w);
/// </code></example>
public sealed class Training<T> where T : struct, IScalar<T>
{
    private readonly Plan<T> plan;
    private readonly Node loss;
    private readonly Node step;
    private readonly ImmutableArray<(Slot Leaf, Slot Next)> updates;
    private readonly Dictionary<Node, ImmutableArray<(string Name, Node Leaf)>> memories = [];
    private readonly Dictionary<Node, ImmutableArray<(string Name, Node Value)>> workings = [];
    private readonly OrderedDictionary<Node, Node> gradients = [];

    /// <param name="loss">A scalar.</param>
    /// <param name="parameters">Leaves; each must be set before the first step.</param>
    /// <param name="optimizer">The rule, the same for all.</param>
    public Training(Node loss, IReadOnlyList<Node> parameters, Optimizer optimizer) : this(loss, parameters, _ => optimizer) { }

    /// <param name="loss">A scalar.</param>
    /// <param name="parameters">Leaves; each must be set before the first step.</param>
    /// <param name="optimizer">The rule, given the number of the step: for rates on a <see cref="Schedule"/>.</param>
    public Training(Node loss, IReadOnlyList<Node> parameters, Func<Node, Optimizer> optimizer)
    {
        this.loss = loss;
        var graph = loss.Graph;
        step = graph.Leaf("t");
        var rule = optimizer(step);
        var slots = parameters.Select(w => rule.Memory.Select(name => (name, graph.Leaf(name, w.Shape))).ToImmutableArray()).ToArray();
        var points = parameters.Select((w, i) => rule.GradientPoint(w, [.. slots[i].Select(slot => slot.Item2)])).ToArray();
        var slopes = graph.Gradients(graph.Substituted(loss, [.. parameters.Zip(points)]), points);
        var moves = ImmutableArray.CreateBuilder<(Node Leaf, Node Next)>();
        for (var i = 0; i < parameters.Count; i++)
        {
            var (w, memory) = (parameters[i], slots[i]);
            var (next, left, written) = rule.Step(w, slopes[i], [.. memory.Select(slot => slot.Item2)], step);
            moves.Add((w, next));
            for (var k = 0; k < memory.Length; k++) moves.Add((memory[k].Item2, left[k]));
            memories.Add(w, memory);
            workings.Add(w, written);
            gradients.Add(w, slopes[i]);
        }

        plan = new([loss, .. slopes, .. moves.SelectMany(move => (Node[])[move.Leaf, move.Next]), .. workings.Values.SelectMany(written => written.Select(working => working.Value))]);
        updates = [.. moves.Select(move => (plan.SlotOf(move.Leaf), plan.SlotOf(move.Next)))];
        foreach (var leaf in memories.Values.SelectMany(memory => memory)) plan.Set(leaf.Leaf, Tensor.Filled(leaf.Leaf.Shape, T.Zero));
    }

    /// <summary>How many steps were made.</summary>
    public int Steps { get; private set; }

    /// <summary>The loss before the last step.</summary>
    public T Loss => plan[loss][0];

    /// <inheritdoc cref="Plan{T}.Set(Node, ReadOnlySpan{T})"/>
    public void Set(Node leaf, ReadOnlySpan<T> values) => plan.Set(leaf, values);

    /// <inheritdoc cref="Plan{T}.Set(Node, ReadOnlySpan{T})"/>
    public void Set(Node leaf, Tensor<T> value) => plan.Set(leaf, value);

    /// <summary>One step: the gradient where the parameters are, then the rule, for all at once.</summary>
    /// <exception cref="EngineException">A leaf has no value, or a node has none; nothing has moved then.</exception>
    public void Step()
    {
        plan.Set(step, T.FromRational(Steps + 1));
        plan.Run();
        Steps++;
        foreach (var (leaf, next) in updates) plan.Copy(next, leaf);
    }

    /// <summary>One step, written down: a row for each parameter.</summary>
    /// <inheritdoc cref="Step" path="/exception"/>
    public ImmutableArray<StepRow<T>> TracedStep()
    {
        var before = gradients.Keys.ToDictionary(parameter => parameter, plan.Value);
        Step();
        return
        [
            .. gradients.Keys.Select(parameter => new StepRow<T>(
                Steps, parameter, before[parameter], Gradient(parameter),
                [.. Memory(parameter), .. workings[parameter].Select(working => (working.Name, plan.Value(working.Value)))],
                Value(parameter))),
        ];
    }

    /// <summary>A parameter as it is now.</summary>
    public Tensor<T> Value(Node parameter) => plan.Value(parameter);

    /// <summary>The gradient by which the last step went, taken where the rule takes it.</summary>
    public Tensor<T> Gradient(Node parameter) => plan.Value(gradients[parameter]);

    /// <summary>What the rule remembers of a parameter, by the names of <see cref="Optimizer.Memory"/>.</summary>
    public ImmutableArray<(string Name, Tensor<T> Value)> Memory(Node parameter) => [.. memories[parameter].Select(slot => (slot.Name, plan.Value(slot.Leaf)))];
}
