using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>One of the two formulas of a comparison, compiled: as a <see cref="Program"/> if it can be one, else as a graph.</summary>
internal sealed class Compiled
{
    private readonly Program? program;
    private Node? node;
    private readonly Lowering? lowering;
    private readonly Scope scope;

    /// <exception cref="EngineException">Shapes do not fit.</exception>
    /// <exception cref="FormulaException">The formula has no meaning in its scope.</exception>
    public Compiled(Formula formula, Scope scope, IReadOnlyDictionary<string, Shape>? shapes)
    {
        (Formula, this.scope) = (formula, scope);
        program = scope.Products == Products.Matrix ? null : Program.Of(formula, scope, shapes);
        if (program is not null)
        {
            var variables = new (string, Shape)[program.Variables.Count];
            for (var i = 0; i < variables.Length; i++) variables[i] = (program.Variables[i], Shape.Scalar);
            Variables = ImmutableCollectionsMarshal.AsImmutableArray(variables);
            (MayBeRational, IsCertainlyRational, IsOfPieces) = (program.IsRational, program.IsRational, program.IsOfPieces);
            return;
        }

        lowering = new(scope, shapes);
        node = lowering.NodeOf(formula);
        Shape = node.Shape;
        Variables = [.. lowering.Leaves.Where(leaf => !scope.Figures.ContainsKey(leaf.Key)).Select(leaf => (leaf.Key, leaf.Value.Shape))];
        MayBeRational = true;
        IsOfPieces = HasPieces(node);
    }

    public Formula Formula { get; }
    public Shape Shape { get; private set; }

    /// <summary>Is it a multiple of an identity whose size nothing in it tells?</summary>
    public bool IsIdentity => node is not null && lowering!.IsIdentity(node);

    /// <summary>Gives that identity the size of what it is compared with.</summary>
    public void SetSide(int side)
    {
        node = lowering!.WithSize(node!, side);
        Shape = node.Shape;
    }
    public ImmutableArray<(string Name, Shape Shape)> Variables { get; }

    /// <summary>False if it certainly is not built of + − · ÷ and whole powers; a graph is found out by trying.</summary>
    public bool MayBeRational { get; }

    /// <summary>True if it certainly is built of them.</summary>
    public bool IsCertainlyRational { get; }

    /// <summary>Has the formula jumps or bends, so that more places have to be looked at?</summary>
    public bool IsOfPieces { get; }

    /// <summary>The numbers that stand in it, also as 10^−9 and 2/3: near them something may happen.</summary>
    public void AddConstants(List<double> constants) => Number(Formula, constants);

    /// <summary>The value of a part that holds numbers only; it and the values of all such parts below are added.</summary>
    private static double? Number(Formula formula, List<double> constants)
    {
        switch (formula)
        {
            case Formula.Name:
                return null;
            case Formula.Number(var value):
                constants.Add((double)value);
                return constants[^1];
            case Formula.Unary(var sign, var operand):
                var inner = Number(operand, constants);
                return sign == UnaryOperator.Negate ? -inner : null;      // of the same size: nothing new
            case Formula.Binary(var op, var left, var right):
                var (first, second) = (Number(left, constants), Number(right, constants));
                if (first is not { } a || second is not { } b || Joined(op, a, b) is not { } joined) return null;
                constants.Add(joined);
                return joined;
            default:
                foreach (var child in formula.Children()) Number(child, constants);
                return null;
        }
    }

    private static double? Joined(Operator op, double a, double b) => op switch
    {
        Operator.Add => a + b,
        Operator.Subtract => a - b,
        Operator.Multiply => a * b,
        Operator.Divide => a / b,
        Operator.Power => Math.Pow(a, b),
        _ => null,
    };

    /// <param name="points">Whose places the variables have.</param>
    public Evaluator<T> Evaluator<T>(Points points) where T : struct, IScalar<T>
    {
        if (program is not null)
        {
            var places = new int[program.Variables.Count];
            for (var i = 0; i < places.Length; i++) places[i] = points.Place(program.Variables[i]);
            return new ProgramEvaluator<T>(program, places);
        }

        return new GraphEvaluator<T>(
            node!,
            lowering!.Leaves.Where(leaf => scope.Figures.ContainsKey(leaf.Key)).Select(leaf => (leaf.Value, scope.Figures[leaf.Key])),
            [.. Variables.Select(variable => (lowering.Leaves[variable.Name], points.Place(variable.Name), variable.Shape.Count))]);
    }

    private static bool HasPieces(Node node)
    {
        var seen = new HashSet<Node>([node]);
        var waiting = new Stack<Node>([node]);
        while (waiting.TryPop(out var next))
        {
            if (next.Op == Ops.Relu || next.Op == Ops.Max || next.Op == Ops.Min || next.Op == Ops.Abs || next.Op == Ops.Sign || next.Op == Ops.Step || next.Op == Ops.Floor || next.Op == Ops.Round
                || next.Op == Ops.Less || next.Op == Ops.LessOrEqual || next.Op == Ops.Greater || next.Op == Ops.GreaterOrEqual || next.Op == Ops.Equal || next.Op == Ops.NotEqual || next.Op == Intrinsics.Same) return true;
            foreach (var input in next.Inputs)
                if (seen.Add(input)) waiting.Push(input);
        }

        return false;
    }
}
