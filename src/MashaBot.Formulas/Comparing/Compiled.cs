using System.Collections.Immutable;
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
            Variables = [.. program.Variables.Select(name => (name, Shape.Scalar))];
            (MayBeRational, IsOfPieces) = (program.IsRational, program.IsOfPieces);
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

    /// <summary>Has the formula jumps or bends, so that more places have to be looked at?</summary>
    public bool IsOfPieces { get; }

    /// <summary>The numbers that stand in it, also as 10^−9 and 2/3: near them something may happen.</summary>
    public IEnumerable<double> Constants
    {
        get
        {
            var waiting = new Stack<Formula>([Formula]);
            while (waiting.TryPop(out var part))
            {
                if (Number(part) is { } number) yield return number;
                if (part is Formula.Number) continue;
                foreach (var child in part.Children()) waiting.Push(child);
            }
        }
    }

    private static double? Number(Formula formula) => formula switch
    {
        Formula.Number(var value) => (double)value,
        Formula.Unary(UnaryOperator.Negate, var operand) => -Number(operand),
        Formula.Binary(Operator.Add, var left, var right) => Number(left) + Number(right),
        Formula.Binary(Operator.Subtract, var left, var right) => Number(left) - Number(right),
        Formula.Binary(Operator.Multiply, var left, var right) => Number(left) * Number(right),
        Formula.Binary(Operator.Divide, var left, var right) => Number(left) / Number(right),
        Formula.Binary(Operator.Power, var left, var right) when Number(left) is { } bottom && Number(right) is { } power => Math.Pow(bottom, power),
        _ => null,
    };

    /// <param name="places">Where a point holds the values of each variable.</param>
    public Evaluator<T> Evaluator<T>(IReadOnlyDictionary<string, int> places) where T : struct, IScalar<T>
    {
        if (program is not null) return new ProgramEvaluator<T>(program, [.. program.Variables.Select(name => places[name])]);
        return new GraphEvaluator<T>(
            node!,
            lowering!.Leaves.Where(leaf => scope.Figures.ContainsKey(leaf.Key)).Select(leaf => (leaf.Value, scope.Figures[leaf.Key])),
            [.. Variables.Select(variable => (lowering.Leaves[variable.Name], places[variable.Name], variable.Shape.Count))]);
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
