using System.Diagnostics;

namespace MashaBot.Backprop;

/// <summary>A value that is given before a run.</summary>
public sealed record Leaf() : Op("leaf", "da is given")
{
    public override string Takes => "no inputs";
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => null;
    public override Node? Adjoint(Node node, int input, Node cotangent) => throw new UnreachableException();
    internal override Kernel<T> Compile<T>(Site site) => throw new UnreachableException();
}

/// <summary>A value that never changes.</summary>
public sealed record Constant(Tensor<Real> Value) : Op("constant", "dc = 0")
{
    public override string Takes => "no inputs";
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => null;
    public override Node? Adjoint(Node node, int input, Node cotangent) => throw new UnreachableException();
    internal override Kernel<T> Compile<T>(Site site) => throw new UnreachableException();
}

/// <summary>The same value under another name; the plan gives it no memory of its own.</summary>
public sealed record Alias() : Op("alias", "da = da")
{
    public override string Takes => "one tensor";
    public override bool IsElementwise => true;
    internal override bool Exposes(int input) => true;
    public override Shape? ShapeOf(ReadOnlySpan<Shape> inputs) => inputs.Length == 1 ? inputs[0] : null;
    public override Node? Adjoint(Node node, int input, Node cotangent) => cotangent;
    internal override Kernel<T> Compile<T>(Site site) => throw new UnreachableException();
}
