using System.Collections.Immutable;
using MashaBot.Backprop;

namespace MashaBot.Sheets.Diagnosing;

/// <summary>What each single slip gives with one variant's figures.</summary>
internal sealed class FaultyValues
{
    /// <summary>How many sets of figures close to the variant's are looked at.</summary>
    private const int Probes = 2;

    private readonly KnownFaults known;
    private readonly IReadOnlyDictionary<string, Tensor<Real>> figures;
    private readonly double[] values;

    /// <param name="known">The part's graph and its slips.</param>
    /// <param name="figures">The variant's.</param>
    internal FaultyValues(KnownFaults known, IReadOnlyDictionary<string, Tensor<Real>> figures)
    {
        (this.known, this.figures) = (known, figures);
        lock (known)
        {
            Run(null);
            Right = [.. Tape.Value(Graph.Answer)];
            values = new double[known.Faults.Length * Right.Length];
            for (var i = 0; i < known.Faults.Length; i++) Tape.With(known.Faults[i].Changes, Graph.Answer).CopyTo(values.AsSpan(i * Right.Length));
            for (var i = 0; i < values.Length; i++)
                if (!double.IsFinite(values[i])) values[i] = double.NaN;
        }
    }

    internal ImmutableArray<double> Right { get; }

    internal int Count => known.Faults.Length;

    private PartGraph Graph => known.Graph;

    private Tape Tape => known.Graph.Tape;

    /// <summary>What comes out of the part with this slip; NaN where nothing does.</summary>
    internal ReadOnlySpan<double> this[int fault] => values.AsSpan(fault * Right.Length, Right.Length);

    internal Fault Fault(int fault) => known.Faults[fault];

    /// <summary>
    /// What comes out with figures close to these: two slips that agree there too are the same slip, and not equal by accident of the figures.
    /// </summary>
    internal ImmutableArray<ImmutableArray<double>> Nearby(IReadOnlyList<int> faults)
    {
        var found = faults.Select(_ => ImmutableArray.CreateBuilder<double>()).ToArray();
        lock (known)
            for (var probe = 1; probe <= Probes; probe++)
            {
                Run(probe);
                for (var i = 0; i < faults.Count; i++) found[i].AddRange(faults[i] < 0 ? Tape.Value(Graph.Answer) : Tape.With(known.Faults[faults[i]].Changes, Graph.Answer));
            }
        return [.. found.Select(numbers => numbers.ToImmutable())];
    }

    /// <summary>What a formula of the author's gives with these figures close by; null where it has no value.</summary>
    internal ImmutableArray<double>? Nearby(Func<IReadOnlyDictionary<string, Tensor<Real>>, Tensor<Real>?> formula)
    {
        var found = ImmutableArray.CreateBuilder<double>();
        for (var probe = 1; probe <= Probes; probe++)
            if (formula(known.Nearby.Of(figures, probe)) is { } value) found.AddRange(value.Values.ToArray().Select(number => number.ToDouble()));
            else return null;
        return found.ToImmutable();
    }

    /// <summary>How far honest rounding to so many places can carry each component.</summary>
    internal ImmutableArray<double> Band(int places) => known.Rounding.Of(figures, places);

    /// <summary>The named nodes whose value a slip changes, in the order of computation.</summary>
    internal ImmutableArray<string> Reached(int fault)
    {
        lock (known)
        {
            Run(null);
            Tape.With(known.Faults[fault].Changes, Graph.Answer);
            return [.. Graph.Definitions.Where(named => Tape.IsChanged(named.Place)).Select(named => named.Name)];
        }
    }

    private void Run(int? probe)
    {
        var near = probe is { } number ? known.Nearby.Of(figures, number) : figures;
        Tape.Run(leaf => near[leaf.Name!].As<Float>().Values.AsDoubles());
    }
}
