using System.Collections.Immutable;
using MashaBot.Backprop;
using MashaBot.Formulas;

namespace MashaBot.Sheets.Judging;

/// <summary>A formula with one value, made ready to be run with many weights and inputs: exact where these and the operations are.</summary>
internal sealed class NetworkRun
{
    private readonly Lowering lowering;
    private readonly Node node;
    private readonly Plan<Real> plan;
    private readonly IReadOnlyList<Node> needed;

    /// <exception cref="FormulaException">It has more than one value, or an index is out of range.</exception>
    /// <exception cref="EngineException">Shapes don't fit.</exception>
    internal NetworkRun(Scope scope, Formula formula)
    {
        lowering = new(scope);
        node = lowering.NodeOf(formula);
        if (node.Shape.Count != 1) throw new FormulaException($"{formula} has {node.Shape.Count} values, not one.");
        (plan, needed) = (new(node), Graph.Needed(node));
        foreach (var (name, leaf) in lowering.Leaves)
            if (scope.Figures.TryGetValue(name, out var figure)) plan.Set(leaf, figure);
    }

    /// <summary>Names that the formula does not use are ignored.</summary>
    internal void Set(ImmutableArray<string> names, ReadOnlySpan<Real> values)
    {
        for (var i = 0; i < names.Length; i++)
            if (lowering.Leaves.TryGetValue(names[i], out var leaf)) plan.Set(leaf, values[i]);
    }

    /// <exception cref="EngineException">There is none: ÷0, ln of a negative number; or a name has not been set.</exception>
    internal Real Value()
    {
        plan.Run();
        return plan[node][0];
    }

    /// <summary>Does the formula need this name?</summary>
    internal bool Uses(string name) => lowering.Leaves.TryGetValue(name, out var leaf) && needed.Contains(leaf);

    /// <summary>After a run: the defined numbers on the way that depend on these names, in the order of computation; the result itself is none of them.</summary>
    internal IEnumerable<NamedValue> Inside(ImmutableArray<string> names)
    {
        var moved = Depending(names);
        return lowering.Defined.Where(defined => defined.Value.Shape.IsScalar && moved.Contains(defined.Value) && defined.Value != node)
            .OrderBy(defined => defined.Value.Index).Select(defined => new NamedValue(defined.Key, plan[defined.Value][0]));
    }

    /// <summary>After a run: does a step that depends on these names stand exactly at its threshold?</summary>
    internal bool IsOnThreshold(ImmutableArray<string> names) => Depending(names).Any(step =>
        step.Op == Ops.Step ? plan[step.Inputs[0]].Contains(Real.Zero)
        : (step.Op == Ops.Greater || step.Op == Ops.Less) && step.Inputs.All(input => input.Shape.IsScalar) && plan[step.Inputs[0]][0] == plan[step.Inputs[1]][0]);

    private HashSet<Node> Depending(ImmutableArray<string> names)
    {
        var moved = names.Where(lowering.Leaves.ContainsKey).Select(name => lowering.Leaves[name]).Where(needed.Contains).ToHashSet();
        foreach (var next in needed)
            if (next.Inputs.Any(moved.Contains)) moved.Add(next);
        return moved;
    }
}
