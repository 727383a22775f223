using System.Collections.Immutable;
using System.Numerics;

namespace MashaBot.Backprop;

/// <summary>
/// The tape: nodes in the order in which they were recorded, so inputs come before uses. It only grows. Every pass over it is a loop: a
/// graph of a million nodes needs no deep stack. Not for several threads at once; the plans made from it are independent of each other.
/// </summary>
public sealed class Graph
{
    private readonly List<Node> nodes = [];
    private readonly Dictionary<Real, Node> numbers = [];
    private readonly Dictionary<Node, Node> transposes = [];

    /// <summary>
    /// Whether a backward pass leaves a <see cref="Passage"/> for each contribution and an <see cref="Ops.Collect"/> for each sum of them:
    /// more nodes, the same values, for who asks where on the way back something happens.
    /// </summary>
    public bool MarksPassages { get; init; }

    public int Count => nodes.Count;
    public Node this[int index] => nodes[index];

    /// <summary>A place for a value that is given later: a figure, a parameter, a free variable.</summary>
    public Node Leaf(string name, Shape shape = default) => Record(new Leaf(), [], shape, name);

    public Node Constant(Tensor<Real> value) => Record(new Constant(value), [], value.Shape, null);
    public Node Constant(Real value) => Constant(Tensor.Scalar(value));

    /// <summary>The n×n matrix with ones on the diagonal.</summary>
    public Node Identity(int n)
    {
        var values = new Real[n * n];
        for (var i = 0; i < n; i++) values[i * (n + 1)] = 1;
        return Constant(new Tensor<Real>(Shape.Of(n, n), values));
    }

    /// <summary>Records the op exactly as it is asked for.</summary>
    /// <exception cref="EngineException">The op does not take inputs of these shapes.</exception>
    /// <exception cref="ArgumentException">An input belongs to another graph.</exception>
    public Node Apply(Op op, params ReadOnlySpan<Node> inputs)
    {
        var shapes = new Shape[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].Graph != this) throw Foreign(inputs[i], nameof(inputs));
            shapes[i] = inputs[i].Shape;
        }

        return Record(op, [.. inputs], op.ShapeOf(shapes) ?? throw Misfit(op, inputs), null);
    }

    /// <summary>A node of its own with the value of another: a gradient by the alias sees only what goes through it.</summary>
    public Node Alias(string name, Node node)
    {
        var alias = Apply(Ops.Alias, node);
        alias.Name = name;
        return alias;
    }

    /// <summary>Gives a nameless result its name; what has a name already (or is a leaf or a constant) gets an <see cref="Alias"/>.</summary>
    public Node Named(string name, Node node)
    {
        if (node.Name is not null || node.Op is Backprop.Leaf or Backprop.Constant) return Alias(name, node);
        node.Name = name;
        return node;
    }

    /// <summary>The same node with other nodes in place of some that it is made of; what does not depend on them is shared, and names stay with the originals.</summary>
    /// <exception cref="EngineException">A replacement has another shape.</exception>
    public Node Substituted(Node node, params ReadOnlySpan<(Node Old, Node New)> replacements)
    {
        var made = new Dictionary<Node, Node>();
        foreach (var (old, replacement) in replacements)
        {
            if (old.Shape != replacement.Shape) throw new EngineException($"{replacement.Label} ({replacement.Shape}) cannot stand for {old.Label} ({old.Shape}).", old);
            made[old] = replacement;
        }

        foreach (var part in Needed(node))
        {
            if (made.ContainsKey(part)) continue;
            var inputs = part.Inputs.Select(input => made[input]).ToArray();
            made.Add(part, inputs.AsSpan().SequenceEqual(part.Inputs.AsSpan()) ? part : Apply(part.Op, inputs));
        }

        return made[node];
    }

    /// <summary>The derivative of a scalar by a node, of that node's shape; zeros if no path leads from it to <paramref name="of"/>.</summary>
    /// <exception cref="EngineException"><paramref name="of"/> is not a scalar.</exception>
    public Node Gradient(Node of, Node by) => Gradients(of, by)[0];

    /// <inheritdoc cref="Gradient"/>
    public ImmutableArray<Node> Gradients(Node of, params ReadOnlySpan<Node> by)
    {
        if (of.Graph != this) throw Foreign(of, nameof(of));
        if (!of.Shape.IsScalar) throw new EngineException($"A gradient is of a scalar; {of.Label} has shape {of.Shape}.", of);
        return new Backward(of, by, Number(1)).Gradients;
    }

    /// <summary>
    /// cotangentᵀ · ∂of/∂by, of the shape of <paramref name="by"/>; the cotangent has the shape of <paramref name="of"/>.
    /// </summary>
    public Node VectorJacobian(Node of, Node by, Node cotangent)
    {
        if (of.Graph != this) throw Foreign(of, nameof(of));
        if (cotangent.Shape != of.Shape) throw new EngineException($"The cotangent of {of.Label} has shape {of.Shape}, not {cotangent.Shape}.", of);
        return new Backward(of, [by], cotangent).Gradients[0];
    }

    /// <summary>All partial derivatives: the axes of <paramref name="of"/>, then those of <paramref name="by"/>.</summary>
    public Node Jacobian(Node of, Node by)
    {
        if (of.Shape.IsScalar) return Gradient(of, by);
        var flat = Apply(new Reshape(Shape.Of(of.Shape.Count)), of);
        var rows = new Node[of.Shape.Count];
        for (var i = 0; i < rows.Length; i++) rows[i] = Gradient(Apply(new ElementAt(i), flat), by);
        var shape = Shape.Of([.. of.Shape.Sizes, .. by.Shape.Sizes]);
        return rows.Length == 0 ? Zeros(shape) : Apply(new Reshape(shape), Apply(Ops.Stack, rows));
    }

    /// <summary>The second derivatives of a scalar: the axes of <paramref name="by"/> twice.</summary>
    public Node Hessian(Node of, Node by) => Jacobian(Gradient(of, by), by);

    /// <summary>Hessian · direction, of the shape of <paramref name="by"/>, without the Hessian: the gradient of ⟨gradient, direction⟩.</summary>
    public Node HessianVector(Node of, Node by, Node direction) => VectorJacobian(Gradient(of, by), by, direction);

    /// <summary>How many paths of edges lead from one node up to another; 1 from a node to itself. A node used twice has two edges.</summary>
    public BigInteger CountPaths(Node from, Node to)
    {
        if (from.Index > to.Index) return 0;
        var paths = new BigInteger[to.Index - from.Index + 1];
        paths[0] = 1;
        for (var i = from.Index + 1; i <= to.Index; i++)
            foreach (var input in nodes[i].Inputs)
                if (input.Index >= from.Index) paths[i - from.Index] += paths[input.Index - from.Index];
        return paths[^1];
    }

    /// <summary>A number that adjoint rules use: one node for all its uses.</summary>
    internal Node Number(Real value)
    {
        if (!numbers.TryGetValue(value, out var node)) numbers.Add(value, node = Constant(value));
        return node;
    }

    /// <summary>One transpose for all uses of a matrix, so that what comes back is added before it is transposed.</summary>
    internal Node TransposeOf(Node matrix)
    {
        if (matrix.Op is Transpose) return matrix.Inputs[0];
        if (matrix is { Op: MatrixProduct, Inputs: [{ Op: Transpose } a, { Shape.Rank: >= 2 } b] }) return Apply(Ops.MatrixProduct, TransposeOf(b), a.Inputs[0]);      // (AᵀB)ᵀ = BᵀA
        if (!transposes.TryGetValue(matrix, out var node)) transposes.Add(matrix, node = Apply(Ops.Transpose, matrix));
        return node;
    }

    internal Node Filled(Real value, Shape shape) => shape.IsScalar ? Number(value) : Apply(new BroadcastTo(shape), Number(value));
    internal Node Zeros(Shape shape) => Filled(0, shape);

    /// <summary>The outputs and all that they need, in the order of the tape.</summary>
    public static IReadOnlyList<Node> Needed(params ReadOnlySpan<Node> outputs)
    {
        var (seen, open) = (new HashSet<Node>(), new Stack<Node>());
        foreach (var output in outputs)
        {
            if (output.Graph != outputs[0].Graph) throw new ArgumentException($"{output} belongs to another graph than {outputs[0]}.", nameof(outputs));
            if (seen.Add(output)) open.Push(output);
        }

        while (open.TryPop(out var node))
            foreach (var input in node.Inputs)
                if (seen.Add(input)) open.Push(input);
        List<Node> needed = [.. seen];
        needed.Sort((a, b) => a.Index.CompareTo(b.Index));
        return needed;
    }

    private Node Record(Op op, ImmutableArray<Node> inputs, Shape shape, string? name)
    {
        var node = new Node(this, nodes.Count, op, inputs, shape, name);
        nodes.Add(node);
        return node;
    }

    private static ArgumentException Foreign(Node node, string parameter) => new($"{node} belongs to another graph.", parameter);

    private static EngineException Misfit(Op op, ReadOnlySpan<Node> inputs)
    {
        var given = string.Join(", ", inputs.ToArray().Select(input => $"{input.Label} ({input.Shape})"));
        return new($"{op.Name} takes {op.Takes}; it was given {(inputs.IsEmpty ? "nothing" : given)}.");
    }
}
