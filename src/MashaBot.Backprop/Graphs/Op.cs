using System.Collections.Immutable;

namespace MashaBot.Backprop;

/// <summary>
/// One operation: its name, its rule in words, the shape of its result, its forward kernel for any kind of number, and its adjoint rule.
/// The adjoint rule builds nodes, so a gradient is an ordinary part of the graph: it can be differentiated again, printed and compiled.
/// </summary>
/// <param name="Name">As a person writes it: <c>+</c>, <c>tanh</c>.</param>
/// <param name="Rule">The differential: <c>d(a·b) = b·da + a·db</c>.</param>
public abstract record Op(string Name, string Rule)
{
    /// <summary>What it takes, for the message that says that something else was given.</summary>
    public abstract string Takes { get; }

    /// <summary>Whether each value of the result depends only on the values at its own place.</summary>
    public virtual bool IsElementwise => false;

    /// <summary>
    /// Whether a value of this input that is not finite always leaves one in the result, as a sum does and tanh does not: then looking at
    /// the result is enough.
    /// </summary>
    internal virtual bool Exposes(int input) => false;

    /// <summary>The shape of the result, or null if the op does not take such inputs.</summary>
    public abstract Shape? ShapeOf(ReadOnlySpan<Shape> inputs);

    /// <summary>
    /// What one edge passes back: the cotangent of the result (of the result's shape) times the local derivative by this input, as a node
    /// of the input's shape. Null if the derivative is zero everywhere.
    /// </summary>
    public abstract Node? Adjoint(Node node, int input, Node cotangent);

    /// <summary>The forward kernel for a node that reads and writes at these places.</summary>
    internal abstract Kernel<T> Compile<T>(Site site) where T : struct, IScalar<T>;

    public sealed override string ToString() => Name;
}

/// <summary>One step of a plan: reads its inputs in the plan's memory and writes its output there; allocates nothing.</summary>
internal delegate void Kernel<T>(T[] memory) where T : struct, IScalar<T>;

/// <summary>Where a node's inputs and output lie in the plan's memory.</summary>
internal sealed record Site(ImmutableArray<Slot> Inputs, Slot Output);

/// <summary>A tensor's place in the plan's memory, row by row from <paramref name="Offset"/>.</summary>
internal readonly record struct Slot(int Offset, Shape Shape)
{
    public int Count { get; } = Shape.Count;

    internal Slot After(int start) => this with { Offset = Offset + start };

    public Span<T> Of<T>(T[] memory) => memory.AsSpan(Offset, Count);
}
