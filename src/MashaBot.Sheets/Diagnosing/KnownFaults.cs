using System.Collections.Immutable;
using MashaBot.Backprop;
using MashaBot.Sheets.Content;

namespace MashaBot.Sheets.Diagnosing;

/// <summary>A part's graph with its single slips, ready for the figures of any variant.</summary>
internal sealed class KnownFaults
{
    /// <param name="figures">Some variant's: their shapes count, not their values.</param>
    internal KnownFaults(ProblemSource problem, PartSource part, IReadOnlyDictionary<string, Tensor<Real>> figures)
    {
        Graph = new(problem, part, figures);
        Faults = Catalogue.Of(Graph, problem);
        Nearby = new(problem);
    }

    internal PartGraph Graph { get; }

    internal NearbyFigures Nearby { get; }

    /// <summary>Made when it is first needed: most replies are right to the last digit, or far off.</summary>
    internal RoundingBand Rounding => field ??= new(Graph);

    /// <summary>The likeliest first.</summary>
    internal ImmutableArray<Fault> Faults { get; }
}
