using MashaBot.Backprop;
using MashaBot.Formulas;

namespace MashaBot.Sheets.Drafting;

/// <summary>A formula compiled as a function of some of its names; the others keep their figures.</summary>
internal sealed class Sampler
{
    private readonly Plan<Float> plan;
    private readonly Node node;
    private readonly Node?[] arguments;

    /// <exception cref="EngineException">Another name than those has no figure, or shapes do not fit.</exception>
    internal Sampler(Scope scope, Formula of, IReadOnlyList<string> over)
    {
        var lowering = new Lowering(scope.Without(over));
        node = lowering.NodeOf(of);
        plan = new(node);
        foreach (var (name, leaf) in lowering.Leaves)
            if (!over.Contains(name)) plan.Set(leaf, (scope.Figures.GetValueOrDefault(name) ?? throw new EngineException($"{name} has no figure.")).As<Float>());
        arguments = [.. over.Select(lowering.Leaves.GetValueOrDefault)];
    }

    /// <summary>The only number of the value; not a number where there is none.</summary>
    internal double At(params ReadOnlySpan<double> point) => Run(point) ? plan[node][0].Value : double.NaN;

    /// <summary>The value's two numbers; a gap where there is none.</summary>
    internal Drawings.PlotPoint PairAt(params ReadOnlySpan<double> point) => Run(point) && plan[node] is [var x, var y] ? new(x.Value, y.Value) : Drawings.PlotPoint.Gap;

    /// <summary>How many numbers the value has.</summary>
    internal int Count => node.Shape.Count;

    private bool Run(ReadOnlySpan<double> point)
    {
        for (var i = 0; i < arguments.Length; i++)
            if (arguments[i] is { } leaf) plan.Set(leaf, new Float(point[i]));
        try
        {
            plan.Run();
            return true;
        }
        catch (EngineException)
        {
            return false;
        }
    }
}
