namespace MashaBot.Backprop;

/// <summary>Arithmetic on nodes that leaves out what a person leaves out: + 0, · 1, · 0, and numbers that can be computed at once.</summary>
internal static class Simplified
{
    public static Node Add(Node a, Node b) => (a.Number, b.Number) switch
    {
        ({ } m, { } n) => Fill(a, b, m + n),
        ({ } m, _) when IsZero(m) && Keeps(b, a) => b,
        (_, { } n) when IsZero(n) && Keeps(a, b) => a,
        _ => a.Graph.Apply(Ops.Add, a, b),
    };

    public static Node Subtract(Node a, Node b) => (a.Number, b.Number) switch
    {
        ({ } m, { } n) => Fill(a, b, m - n),
        ({ } m, _) when IsZero(m) && Keeps(b, a) => Negate(b),
        (_, { } n) when IsZero(n) && Keeps(a, b) => a,
        _ => a.Graph.Apply(Ops.Subtract, a, b),
    };

    public static Node Multiply(Node a, Node b) => (a.Number, b.Number) switch
    {
        ({ } m, { } n) => Fill(a, b, m * n),
        ({ } m, _) when IsZero(m) => Fill(a, b, 0),
        (_, { } n) when IsZero(n) => Fill(a, b, 0),
        ({ } m, _) when m.IsExactly(1) && Keeps(b, a) => b,
        (_, { } n) when n.IsExactly(1) && Keeps(a, b) => a,
        ({ } m, _) when m.IsExactly(-1) && Keeps(b, a) => Negate(b),
        (_, { } n) when n.IsExactly(-1) && Keeps(a, b) => Negate(a),
        _ => a.Graph.Apply(Ops.Multiply, a, b),
    };

    public static Node Divide(Node a, Node b) => (a.Number, b.Number) switch
    {
        ({ } m, { } n) when !IsZero(n) => Fill(a, b, m / n),
        (_, { } n) when n.IsExactly(1) && Keeps(a, b) => a,
        _ => a.Graph.Apply(Ops.Divide, a, b),
    };

    public static Node Negate(Node a) => a switch
    {
        { Number: { } n } => a.Graph.Filled(-n, a.Shape),
        { Op: var op } when op == Ops.Negate => a.Inputs[0],
        _ => a.Graph.Apply(Ops.Negate, a),
    };

    public static Node Power(Node a, Node exponent) => exponent.Number switch
    {
        { } n when n.IsExactly(1) && Keeps(a, exponent) => a,
        { } n when n.IsExactly(0) && Shape.Broadcast(a.Shape, exponent.Shape) is { } shape => a.Graph.Filled(1, shape),
        _ => a.Graph.Apply(Ops.Power, a, exponent),
    };

    private static bool IsZero(Real n) => n.IsExactly(0);

    private static bool Keeps(Node kept, Node dropped) => Shape.Broadcast(kept.Shape, dropped.Shape) == kept.Shape;

    private static Node Fill(Node a, Node b, Real value) => Shape.Broadcast(a.Shape, b.Shape) is { } shape
        ? a.Graph.Filled(value, shape)
        : a.Graph.Apply(Ops.Multiply, a, b);        // says what does not fit
}
