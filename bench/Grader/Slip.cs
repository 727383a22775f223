using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;

namespace MashaBot.Grader.Bench;

/// <summary>A slip of which is known what it is: what it gives with any figures.</summary>
/// <param name="Family">Named, forward, backward.</param>
/// <param name="What">For the list of what was told wrong.</param>
/// <param name="Where">The definition in which it was made; null where that is not one.</param>
/// <param name="Values">Null where it gives nothing.</param>
internal sealed record Slip(string Family, string What, string? Where, Func<IReadOnlyDictionary<string, Tensor<Real>>, double[]?> Values)
{
    internal static Slip Of(Mistake mistake, ProblemSource problem, PartSource part) => new("named", mistake.Key, null, figures =>
        Numbers(problem, mistake.Value.Formula.Replace(name => name is Formula.Name(ProblemSource.Answer) ? part.Answer.Formula : null), figures));

    internal static Slip Of(Mutant mutant) => new("forward", $"{mutant.Kind} in {mutant.Where}", mutant.Where, figures => Numbers(mutant.Problem, mutant.Answer, figures));

    private static double[]? Numbers(ProblemSource problem, Formula formula, IReadOnlyDictionary<string, Tensor<Real>> figures) =>
        problem.ScopeOf(System.Collections.Immutable.ImmutableDictionary.CreateRange(figures)).TryEvaluate(formula)?.Values.ToArray().Select(value => value.ToDouble()).ToArray();
}
