using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;

namespace MashaBot.Backprop;

/// <summary>
/// A graph made ready to be evaluated many times: one array of memory, one kernel per node that matters, in order. Equal nodes are
/// computed once. <see cref="Run"/> allocates nothing. For one thread at a time.
/// </summary>
/// <example><code>
/// var plan = new Plan&lt;Real&gt;(loss, gradient);
/// plan.Set(w, Tensor.Vector(1, 2));
/// plan.Run();
/// Tensor&lt;Real&gt; step = plan.Value(gradient);
/// </code></example>
public sealed class Plan<T> where T : struct, IScalar<T>
{
    private readonly T[] memory;
    private readonly Kernel<T>[] kernels;
    private readonly Node[] steps;                          // whose kernels these are
    private readonly (int Start, int Count)[] computed;
    private readonly Dictionary<Node, Slot> slots = [];
    private readonly List<Node> unset = [];

    /// <param name="outputs">Nodes of one graph. What they do not need is not computed.</param>
    public Plan(params ReadOnlySpan<Node> outputs)
    {
        Outputs = [.. outputs];
        var needed = Graph.Needed(outputs);
        var seen = new Dictionary<Expression, Slot>();
        var (work, places, size) = (new List<(Node Node, Op Op)>(), new List<Site>(), 0);
        var transposes = ReadTheOtherWay(needed);
        foreach (var node in needed)
        {
            if (transposes.Contains(node)) continue;
            var op = node.Op;
            var inputs = ImmutableArray.CreateRange(node.Inputs, input => slots[transposes.Contains(input) ? input.Inputs[0] : input]);
            if (op is MatrixProduct product) op = product with { LeftTransposed = transposes.Contains(node.Inputs[0]), RightTransposed = transposes.Contains(node.Inputs[1]) };
            if (node.Op is Alias or Reshape)
            {
                slots.Add(node, inputs[0] with { Shape = node.Shape });
                continue;
            }

            var isGiven = node.Op is Leaf or Constant;
            var expression = new Expression(op, inputs, node.Shape);
            if (!isGiven && seen.TryGetValue(expression, out var slot))
            {
                slots.Add(node, slot);
                continue;
            }

            slot = new(Begin(node.Shape.Count), node.Shape);
            size = checked(slot.Offset + slot.Count);
            slots.Add(node, slot);
            if (node.Op is Leaf) unset.Add(node);
            if (isGiven) continue;
            seen.Add(expression, slot);
            work.Add((node, op));
            places.Add(new(inputs, slot));
        }

        (memory, var start) = Aligned.Array<T>(size);
        if (start > 0)
        {
            foreach (var (node, slot) in slots) slots[node] = slot.After(start);
            for (var i = 0; i < places.Count; i++) places[i] = new([.. places[i].Inputs.Select(input => input.After(start))], places[i].Output.After(start));
        }

        foreach (var node in needed)
            if (node.Op is Constant { Value: var value })
                value.As<T>().Values.CopyTo(slots[node].Of(memory));
        steps = [.. work.Select(step => step.Node)];
        computed = [.. Stretches(work, places)];
        kernels = new Kernel<T>[steps.Length];
        for (var i = 0; i < steps.Length; i++) kernels[i] = work[i].Op.Compile<T>(places[i]);

        // Numbers alone lie side by side, rows begin with a line.
        int Begin(int count) => count < Aligned.Line ? size : (size + Aligned.Line - 1) / Aligned.Line * Aligned.Line;
    }

    /// <summary>Gives a leaf its value for the runs that follow. A leaf that no output needs may be set too; it has no effect.</summary>
    /// <exception cref="EngineException">The node is not a leaf, or the count of values is not that of its shape.</exception>
    public void Set(Node leaf, ReadOnlySpan<T> values)
    {
        if (leaf.Op is not Leaf) throw new EngineException($"{leaf} is computed: only a leaf can be given a value.", leaf);
        if (values.Length != leaf.Shape.Count) throw new EngineException($"{leaf.Label} has shape {leaf.Shape}, {leaf.Shape.Count} values; it was given {values.Length}.", leaf);
        if (!slots.TryGetValue(leaf, out var slot)) return;
        if (!IsFinite(values)) throw new EngineException($"{leaf.Label} was given a value that is not finite.", leaf);
        values.CopyTo(slot.Of(memory));
        if (unset.Count > 0) unset.Remove(leaf);
    }

    /// <inheritdoc cref="Set(Node, ReadOnlySpan{T})"/>
    public void Set(Node leaf, Tensor<T> value)
    {
        if (value.Shape != leaf.Shape) throw new EngineException($"{leaf.Label} has shape {leaf.Shape}; it was given {value.Shape}.", leaf);
        Set(leaf, value.Values);
    }

    /// <inheritdoc cref="Set(Node, ReadOnlySpan{T})"/>
    public void Set(Node leaf, T value) => Set(leaf, [value]);

    /// <summary>Computes every node of the plan from the values of the leaves.</summary>
    /// <exception cref="EngineException">A leaf has no value, or a node has none at these leaves.</exception>
    public void Run()
    {
        if (unset.Count > 0) throw new EngineException($"{string.Join(", ", unset.Select(leaf => leaf.Label))}: a leaf has no value.", unset[0]);
        var i = 0;
        try
        {
            for (; i < kernels.Length; i++) kernels[i](memory);
        }
        catch (ArithmeticException error)
        {
            throw NoValue(steps[i], error.Message, error);
        }

        foreach (var (start, count) in computed)
            if (!IsFinite(memory.AsSpan(start, count))) throw Blame();
    }

    /// <summary>The value of a node of the plan after the last run. The span is overwritten by the next.</summary>
    /// <exception cref="EngineException">The node is not among what the outputs need.</exception>
    public ReadOnlySpan<T> this[Node node] => SlotOf(node).Of(memory);

    /// <summary>The value of a node after the last run, to keep.</summary>
    /// <inheritdoc cref="this[Node]" path="/exception"/>
    public Tensor<T> Value(Node node) => new(node.Shape, this[node]);

    /// <summary>The nodes that it was made for.</summary>
    public ImmutableArray<Node> Outputs { get; }

    /// <summary>Transposes that need not be carried out: matrix products alone use them, and read the matrix the other way at no cost.</summary>
    private HashSet<Node> ReadTheOtherWay(IReadOnlyList<Node> needed)
    {
        const int longDot = 64;
        var transposes = needed.Where(node => node.Op is Transpose && !Outputs.Contains(node)).ToHashSet();
        foreach (var node in needed)
            if (node.Op is not MatrixProduct) transposes.ExceptWith(node.Inputs);
            else if (node.Inputs[1].Op is Transpose && (node.Inputs[0].Op is Transpose || node.Inputs[1].Shape.Sizes[^2] < longDot)) transposes.Remove(node.Inputs[1]);
        return transposes;
    }

    /// <summary>What a step of training leaves becomes what the next one reads.</summary>
    internal void Copy(Slot from, Slot to) => from.Of(memory).CopyTo(to.Of(memory));

    internal Slot SlotOf(Node node) => slots.TryGetValue(node, out var slot) ? slot : throw new EngineException($"{node} is not part of this plan.", node);

    /// <summary>Where to look after a run: stretches of memory that hold neither leaves nor constants nor what a later result exposes.</summary>
    private static List<(int Start, int Count)> Stretches(List<(Node Node, Op Op)> work, List<Site> places)
    {
        var exposed = new HashSet<int>();
        for (var i = 0; i < work.Count; i++)
            for (var k = 0; k < places[i].Inputs.Length; k++)
                if (work[i].Op.Exposes(k) && places[i].Output.Count > 0) exposed.Add(places[i].Inputs[k].Offset);
        var stretches = new List<(int Start, int Count)>();
        for (var i = 0; i < work.Count; i++)
        {
            var slot = places[i].Output;
            if (exposed.Contains(slot.Offset)) continue;
            if (stretches is [.., var last] && slot.Offset - (last.Start + last.Count) is >= 0 and < Aligned.Line) stretches[^1] = last with { Count = slot.Offset + slot.Count - last.Start };
            else stretches.Add((slot.Offset, slot.Count));
        }

        return stretches;
    }

    private static bool IsFinite(ReadOnlySpan<T> values)
    {
        if (typeof(T) == typeof(Real)) return true;         // by construction
        if (typeof(T) == typeof(Float)) return IsFinite(MemoryMarshal.Cast<T, double>(values));
        foreach (var value in values)
            if (!T.IsFinite(value)) return false;
        return true;
    }

    private static bool IsFinite(ReadOnlySpan<double> values)
    {
        var (sum, i) = (Vector<double>.Zero, 0);
        for (; i <= values.Length - Vector<double>.Count; i += Vector<double>.Count) sum += new Vector<double>(values[i..]) * 0;      // ∞·0 and NaN·0 are NaN
        var rest = Vector.Sum(sum);
        for (; i < values.Length; i++) rest += values[i] * 0;
        return rest == 0;
    }

    private EngineException Blame()
    {
        var step = Array.Find(steps, node => !IsFinite(this[node]));
        return NoValue(step!, "the value is not finite", null);
    }

    private EngineException NoValue(Node node, string why, Exception? inner)
    {
        var inputs = node.Inputs.Select(input => input.Shape.Count == 1 && slots.ContainsKey(input) ? $"{input.Label} = {T.ToReal(this[input][0])}" : $"{input.Label} of shape {input.Shape}");
        return new($"{node} has no value: {why} (shape {node.Shape}; {string.Join(", ", inputs)}).", node, inner);
    }

    /// <summary>An op on places in memory: two equal ones have equal values.</summary>
    private readonly struct Expression(Op op, ImmutableArray<Slot> inputs, Shape shape) : IEquatable<Expression>
    {
        private readonly Op op = op;
        private readonly ImmutableArray<Slot> inputs = inputs;
        private readonly Shape shape = shape;

        public bool Equals(Expression other) => shape == other.shape && inputs.AsSpan().SequenceEqual(other.inputs.AsSpan()) && op.Equals(other.op);
        public override bool Equals(object? obj) => obj is Expression other && Equals(other);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(op);
            foreach (var input in inputs) hash.Add(input.Offset);
            return hash.ToHashCode();
        }
    }
}
