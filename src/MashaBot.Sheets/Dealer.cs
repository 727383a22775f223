using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;

namespace MashaBot.Sheets;

/// <summary>Finds a variant's figures: the book's, or the first draw of a seed that is as the author requires.</summary>
internal sealed class Dealer
{
    /// <summary>So many draws without success mean that the author asks for too much.</summary>
    private const int MostDraws = 5_000;

    private readonly ProblemSource problem;
    private readonly Lock running = new();
    private readonly ImmutableArray<Node> truths;
    private readonly IReadOnlyDictionary<string, Node> leaves;
    private readonly Plan<Real> plan;

    /// <summary>All requirements become one plan: a seed may need hundreds of draws.</summary>
    /// <exception cref="FormulaException">A requirement means nothing.</exception>
    /// <exception cref="EngineException">Shapes do not fit in a requirement.</exception>
    internal Dealer(ProblemSource problem)
    {
        this.problem = problem;
        var lowering = new Lowering(problem.ScopeOf(problem.Given));
        truths = [.. problem.Requirements.Select(requirement => lowering.NodeOf(requirement.Formula))];
        leaves = lowering.Leaves;
        plan = truths is [] ? new(lowering.Graph.Constant(1)) : new([.. truths]);
    }

    /// <summary>The same seed always finds the same figures.</summary>
    /// <param name="why">Why there are none.</param>
    internal bool TryDeal(VariantId id, out ImmutableDictionary<string, Tensor<Real>> figures, [NotNullWhen(false)] out string? why)
    {
        figures = problem.Given;
        var broken = id.IsBook ? Broken(figures) : problem.Requirements.FirstOrDefault();
        var random = new Random(id.Seed);
        for (var draws = id.IsBook ? 0 : MostDraws; draws > 0; draws--)
        {
            figures = problem.Given.SetItems(problem.Draws.Select(draw => KeyValuePair.Create(draw.Name, draw.Next(random))));
            broken = Broken(figures);
            if (broken is null) break;
        }
        why = broken is null ? null : $"variant {id} can't be dealt: `{broken.Text}` does not hold{(id.IsBook ? "" : $" in the last of {MostDraws}")}";
        return broken is null;
    }

    /// <summary>The first requirement that does not hold, or that has no value; null if all do.</summary>
    private Line? Broken(ImmutableDictionary<string, Tensor<Real>> figures)
    {
        lock (running)
        {
            foreach (var (name, leaf) in leaves) plan.Set(leaf, figures[name]);
            try
            {
                plan.Run();
            }
            catch (EngineException)
            {
                return problem.Requirements.FirstOrDefault(requirement => problem.ScopeOf(figures).TryEvaluate(requirement.Formula) is not { } truth || !IsTrue(truth.Values));
            }
            for (var i = 0; i < truths.Length; i++)
                if (!IsTrue(plan[truths[i]])) return problem.Requirements[i];
            return null;
        }
    }

    private static bool IsTrue(ReadOnlySpan<Real> truth)
    {
        foreach (var value in truth)
            if (value == Real.Zero) return false;
        return true;
    }
}
