using System.Collections.Immutable;
using MashaBot.Backprop;

namespace MashaBot.Sheets.Diagnosing;

/// <summary>What a person may do at one operation instead of it.</summary>
/// <param name="Kind">What slip that is.</param>
/// <param name="Of">The other value, from the inputs.</param>
internal sealed record Alternative(SlipKind Kind, Func<ImmutableArray<Node>, Node> Of)
{
    /// <summary>What is done by mistake at an operation, the operation's own slips alone.</summary>
    internal static IEnumerable<Alternative> At(Node node)
    {
        var (op, x) = (node.Op, node.Inputs);
        if (op == Ops.Add || op == Ops.Collect) return Sum(op, x, minus: false);
        if (op == Ops.Subtract) return Sum(op, x, minus: true);
        if (op == Ops.Multiply) return Product(x);
        if (op == Ops.Divide) return Quotient(x);
        if (op == Ops.Negate) return [new(SlipKind.FlippedSign, a => a[0])];
        if (op == Ops.Power) return Power(x);
        if (op == Ops.Sqrt) return [new(SlipKind.DroppedPower, a => a[0])];
        if (op == Ops.Max || op == Ops.Min) return Extreme(op, x);
        if (op == Ops.Dot) return [.. Dropped(x[0].Shape, (a, i) => Sub(a[0].Graph.Apply(op, [.. a]), Mul(At(a[0], i), At(a[1], i)))), new(SlipKind.MeanForSum, a => Div(a[0].Graph.Apply(op, [.. a]), x[0].Shape.Count))];
        if (op is MatrixProduct) return Matrices(op, x);
        if (op is Transpose) return Square(x[0]) ? [new(SlipKind.Transposed, a => a[0])] : [];
        if (op == Ops.Total) return [new(SlipKind.MeanForSum, a => a[0].Mean()), .. Dropped(x[0].Shape, (a, i) => Sub(a[0].Sum(), At(a[0], i)))];
        if (op == Ops.Mean) return [new(SlipKind.SumForMean, a => a[0].Sum()), .. Dropped(x[0].Shape, (a, i) => Sub(a[0].Mean(), Div(At(a[0], i), x[0].Shape.Count)))];
        return Functions.TryGetValue(op, out var others) ? others : [];
    }

    private static readonly Dictionary<Op, ImmutableArray<Alternative>> Functions = new()
    {
        [Ops.Relu] = [Missed, Instead(Ops.Abs), Instead(Ops.Step)],
        [Ops.Step] = [Missed, Instead(Ops.Relu)],
        [Ops.Sigmoid] = [Missed, Instead(Ops.Tanh), Instead(Ops.Relu), Negated(Ops.Sigmoid)],
        [Ops.Tanh] = [Missed, Instead(Ops.Sigmoid), Instead(Ops.Relu)],
        [Ops.Softplus] = [Missed, Instead(Ops.Relu)],
        [Ops.Softmax] = [Missed, new(SlipKind.WrongActivation, a => a[0].Sigmoid()), new(SlipKind.DroppedDivisor, a => a[0].Exp())],
        [Ops.Exp] = [Missed, Negated(Ops.Exp)],
        [Ops.Log] = [Missed, new(SlipKind.WrongActivation, a => a[0].Log() / a[0].Graph.Constant((Real)Math.Log(10))), new(SlipKind.WrongActivation, a => a[0].Log() / a[0].Graph.Constant((Real)Math.Log(2)))],
        [Ops.Abs] = [Missed, Instead(Ops.Relu)],
        [Ops.Norm] = [new(SlipKind.DroppedPower, a => a[0].Dot(a[0]))],
        [Ops.Sin] = [Instead(Ops.Cos)],
        [Ops.Cos] = [Instead(Ops.Sin)],
    };

    private static Alternative Missed => new(SlipKind.MissedActivation, a => a[0]);

    private static Alternative Instead(Op op) => new(SlipKind.WrongActivation, a => a[0].Graph.Apply(op, a[0]));

    private static Alternative Negated(Op op) => new(SlipKind.FlippedSign, a => a[0].Graph.Apply(op, a[0].Graph.Apply(Ops.Negate, a[0])));

    private static IEnumerable<Alternative> Sum(Op op, ImmutableArray<Node> x, bool minus)
    {
        var dropped = op == Ops.Collect ? SlipKind.MissedPath : SlipKind.DroppedTerm;
        for (var k = 0; k < 2; k++)
        {
            var (lost, other) = (k, 1 - k);
            var kind = op != Ops.Collect && IsGiven(x[lost]) && !IsGiven(x[other]) ? SlipKind.DroppedBias : dropped;
            if (!IsSum(x[lost])) yield return new(kind, a => minus && other == 1 ? Neg(a[1]) : a[other]);
        }
        yield return new(SlipKind.FlippedSign, a => a[0].Graph.Apply(minus ? Ops.Add : Ops.Subtract, a[0], a[1]));
        if (minus && x[0].Number?.ToDouble() is 1) yield return new(SlipKind.DroppedTerm, a => a[1]);       // β for 1 − β
        if (!IsSum(x[0])) yield return new(SlipKind.FlippedSign, a => minus ? Neg(a[0].Graph.Apply(Ops.Add, a[0], a[1])) : a[0].Graph.Apply(Ops.Subtract, a[1], a[0]));
    }

    private static IEnumerable<Alternative> Product(ImmutableArray<Node> x)
    {
        for (var k = 0; k < 2; k++)
        {
            var other = 1 - k;
            yield return new(x[k].Number is { } n ? Scale(n) : SlipKind.DroppedFactor, a => a[other]);
        }
    }

    /// <summary>What it is to forget a number as a factor.</summary>
    private static SlipKind Scale(Real n) => n.ToDouble() switch
    {
        2 => SlipKind.Halved,
        0.5 => SlipKind.Doubled,
        -1 => SlipKind.FlippedSign,
        _ => SlipKind.DroppedFactor,
    };

    private static IEnumerable<Alternative> Quotient(ImmutableArray<Node> x)
    {
        yield return new(x[1].Number?.ToDouble() is 2 ? SlipKind.Doubled : SlipKind.DroppedDivisor, a => a[0]);
        if (x[0].Shape == x[1].Shape) yield return new(SlipKind.Inverted, a => a[0].Graph.Apply(Ops.Divide, a[1], a[0]));
        yield return new(SlipKind.Inverted, a => Mul(a[0], a[1]));
    }

    private static IEnumerable<Alternative> Power(ImmutableArray<Node> x)
    {
        yield return new(SlipKind.DroppedPower, a => a[0]);
        if (x[1].Number is not { IsExact: true, Exact: var n }) yield break;
        yield return new(SlipKind.DroppedPower, a => Mul(a[0], a[1]));
        if (n.IsInteger && n.Numerator.IsEven) yield return new(SlipKind.FlippedSign, a => Neg(a[0].Graph.Apply(Ops.Power, a[0], a[1])));
    }

    private static IEnumerable<Alternative> Extreme(Op op, ImmutableArray<Node> x)
    {
        for (var k = 0; k < 2; k++)
        {
            var (number, other) = (k, 1 - k);
            if (x[number].Number is { } zero && zero.ToDouble() == 0)
            {
                yield return new(SlipKind.MissedActivation, a => a[other]);
                yield return new(SlipKind.WrongActivation, a => a[other].Abs());
                yield return new(SlipKind.WrongActivation, a => a[other].Graph.Apply(Ops.Step, a[other]));
                yield break;
            }
        }
        yield return new(SlipKind.WrongActivation, a => a[0].Graph.Apply(op == Ops.Max ? Ops.Min : Ops.Max, a[0], a[1]));
    }

    private static IEnumerable<Alternative> Matrices(Op op, ImmutableArray<Node> x)
    {
        if (x[0].Shape.Rank == 2) yield return new(SlipKind.Transposed, a => a[0].Graph.Apply(op, Flip(a[0]), a[1]));
        if (x[1].Shape.Rank == 2) yield return new(SlipKind.Transposed, a => a[0].Graph.Apply(op, a[0], Flip(a[1])));
        yield return new(SlipKind.SwappedInputs, a => a[0].Graph.Apply(op, a[1], a[0]));
    }

    /// <summary>One element of a sum forgotten; of long sums nobody forgets just one.</summary>
    private static IEnumerable<Alternative> Dropped(Shape shape, Func<ImmutableArray<Node>, int, Node> without) => shape.Rank == 1 && shape.Count is > 1 and <= 6
        ? Enumerable.Range(0, shape.Count).Select(i => new Alternative(SlipKind.DroppedTerm, a => without(a, i)))
        : [];

    private static bool IsSum(Node node) => node.Op == Ops.Add || node.Op == Ops.Subtract || node.Op == Ops.Collect;

    private static bool IsGiven(Node node) => node.Op is Leaf or Constant || (node.Op is Backprop.Alias or ElementAt or BroadcastTo && IsGiven(node.Inputs[0]));

    private static bool Square(Node matrix) => matrix.Shape.Rank == 2 && matrix.Shape[0] == matrix.Shape[1];

    private static Node Flip(Node matrix) => matrix.Op is Transpose ? matrix.Inputs[0] : matrix.Graph.Apply(Ops.Transpose, matrix);

    private static Node At(Node vector, int i) => vector.Graph.Apply(Ops.Index(i), vector);

    private static Node Neg(Node a) => a.Graph.Apply(Ops.Negate, a);

    private static Node Sub(Node a, Node b) => a.Graph.Apply(Ops.Subtract, a, b);

    private static Node Mul(Node a, Node b) => a.Graph.Apply(Ops.Multiply, a, b);

    private static Node Div(Node a, int n) => a.Graph.Apply(Ops.Divide, a, a.Graph.Constant(n));
}
