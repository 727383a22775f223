using System.Collections.Immutable;

namespace MashaBot.Backprop;

/// <summary>
/// A graph in doubles that can be run with some nodes computed otherwise: only what depends on them is computed again. Equal nodes have one
/// place, so that what is changed at a node is changed wherever its value is used. For one thread at a time.
/// </summary>
public sealed class Tape
{
    private readonly Dictionary<Node, int> places = [];
    private readonly Dictionary<(Op Op, string Inputs, Shape Shape), int> known = [];
    private readonly List<Step> steps = [];
    private Float[] values = [];
    private Float[] work = [];
    private bool[] changed = [];
    private int size;

    /// <param name="outputs">What they need is computed by every run.</param>
    public Tape(IEnumerable<Node> outputs)
    {
        foreach (var node in Needed(outputs)) Place(node, known);
        Count = steps.Count;
    }

    /// <summary>A place of the tape and how it is computed; leaves and constants have no kernel.</summary>
    private readonly record struct Step(Node Node, Slot Slot, Kernel<Float>? Kernel, ImmutableArray<int> Inputs);

    /// <summary>A place that is computed otherwise.</summary>
    /// <param name="At">The place. Its own kernel runs first: the other way may start from its value.</param>
    /// <param name="From">Where the other value stands.</param>
    /// <param name="Extra">What has to be computed for it, in order.</param>
    public readonly record struct Change(int At, int From, ImmutableArray<int> Extra);

    /// <summary>How many places every run computes; more stand behind them for changes.</summary>
    public int Count { get; }

    public Node this[int place] => steps[place].Node;

    public ImmutableArray<int> InputsOf(int place) => steps[place].Inputs;

    /// <summary>Or given: a leaf, a constant, another's values in another shape.</summary>
    public bool IsComputed(int place) => steps[place].Kernel is not null;

    public bool Has(Node node) => places.TryGetValue(node, out var place) && place < Count;

    public int PlaceOf(Node node) => places[node];

    /// <summary>The value of a place after <see cref="Run"/>.</summary>
    public ReadOnlySpan<double> Value(int place) => steps[place].Slot.Of(values).AsDoubles();

    /// <summary>A change of what stands at a place; null if the other way needs what is computed only later.</summary>
    public Change? ChangeOf(int at, Node instead)
    {
        var extra = new SortedSet<int>();
        var own = new Dictionary<(Op, string, Shape), int>();
        foreach (var node in Needed([instead])) if (!places.ContainsKey(node)) Place(node, own);
        var open = new Stack<int>([places[instead]]);
        while (open.TryPop(out var place))
        {
            if (place < Count)
            {
                if (place > at) return null;
                continue;
            }
            if (extra.Add(place))
                foreach (var input in steps[place].Inputs) open.Push(input);
        }
        return new(at, places[instead], [.. extra.Where(place => steps[place].Kernel is not null)]);
    }

    /// <summary>Runs with the figures. What has no value becomes NaN.</summary>
    public void Run(Func<Node, ReadOnlySpan<double>> leaf)
    {
        if (values.Length < size)
        {
            (values, work, changed) = (new Float[size], new Float[size], new bool[Count]);
            foreach (var step in steps)
                if (step.Node.Op is Constant { Value: var value }) value.As<Float>().Values.CopyTo(step.Slot.Of(values));
        }
        foreach (var step in steps)
            if (step.Node.Op is Leaf) leaf(step.Node).AsFloats().CopyTo(step.Slot.Of(values));
        for (var i = 0; i < Count; i++) Compute(steps[i], values);
    }

    /// <summary>The value of a place when some are computed otherwise: NaN where there is none.</summary>
    /// <param name="changes">In the order of their places.</param>
    public ReadOnlySpan<double> With(ImmutableArray<Change> changes, int output)
    {
        Array.Copy(values, work, size);
        Array.Clear(changed);
        var next = 0;
        for (var i = changes[0].At; i <= output; i++)
        {
            var step = steps[i];
            var isChanged = next < changes.Length && changes[next].At == i;
            if (!isChanged && !DependsOnChanged(step)) continue;
            Compute(step, work);
            if (isChanged)
            {
                foreach (var extra in changes[next].Extra) Compute(steps[extra], work);
                steps[changes[next++].From].Slot.Of(work).CopyTo(step.Slot.Of(work));
            }
            changed[i] = !step.Slot.Of(work).AsDoubles().SequenceEqual(step.Slot.Of(values).AsDoubles());
        }
        return steps[output].Slot.Of(work).AsDoubles();
    }

    /// <summary>After <see cref="With"/>: did the place get another value?</summary>
    public bool IsChanged(int place) => changed[place];

    private bool DependsOnChanged(Step step)
    {
        foreach (var input in step.Inputs)
            if (input < Count && changed[input]) return true;
        return false;
    }

    private static void Compute(Step step, Float[] memory)
    {
        try
        {
            step.Kernel?.Invoke(memory);
        }
        catch (ArithmeticException)
        {
            step.Slot.Of(memory).Fill(double.NaN);
        }
    }

    private void Place(Node node, Dictionary<(Op, string, Shape), int> same)
    {
        if (node.Op is Alias or Reshape)
        {
            var of = places[node.Inputs[0]];
            if (node.Shape == steps[of].Slot.Shape)
            {
                places[node] = of;
                return;
            }
        }
        ImmutableArray<int> inputs = [.. node.Inputs.Select(input => places[input])];
        var isGiven = node.Op is Leaf or Constant;
        var key = (node.Op, string.Join(' ', inputs), node.Shape);
        if (node.Op is not Leaf && same.TryGetValue(key, out var place))
        {
            places[node] = place;
            return;
        }
        var slot = node.Op is Reshape ? steps[inputs[0]].Slot with { Shape = node.Shape } : new Slot(size, node.Shape);
        if (node.Op is not Reshape) size += slot.Count;
        var kernel = isGiven || node.Op is Reshape ? null : node.Op.Compile<Float>(new Site([.. inputs.Select(input => steps[input].Slot)], slot));
        if (node.Op is not Leaf) same[key] = steps.Count;
        places[node] = steps.Count;
        steps.Add(new(node, slot, kernel, inputs));
    }

    private static List<Node> Needed(IEnumerable<Node> outputs)
    {
        var (seen, open) = (new HashSet<Node>(), new Stack<Node>(outputs));
        while (open.TryPop(out var node))
            if (seen.Add(node))
                foreach (var input in node.Inputs) open.Push(input);
        return [.. seen.OrderBy(node => node.Index)];
    }
}
