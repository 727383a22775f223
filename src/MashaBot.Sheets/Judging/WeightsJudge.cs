using System.Collections.Immutable;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;
using MashaBot.Sheets.Rendering;

namespace MashaBot.Sheets.Judging;

/// <summary>Runs the learner's network: any weights that do what is asked for are right.</summary>
internal sealed class WeightsJudge(Workings workings, PartSource part)
{
    /// <summary>Two computations of one number that is no rational may differ by so much.</summary>
    private const double Rounding = 1e-9;

    private readonly ImmutableArray<string> names = [.. part.Names.Select(Vocabulary.Canonical)];

    /// <param name="weights">In the order of the part's names.</param>
    internal Verdict Of(ImmutableArray<Real> weights)
    {
        var network = part.Weights!.Network;
        var (failed, fitting, rows) = network is null ? (null, 0, []) : Run(network, weights);
        if (failed is not null) return new Verdict.Misfits(failed, fitting, rows.Length, MistakeOf(weights, network, rows));
        if (part.Weights.Conditions.FirstOrDefault(condition => !Holds(condition.Value.Formula, weights, null, [])) is { } broken) return new Verdict.Wrong(MistakeOf(weights, network, rows) ?? new(broken.Key));
        return new Verdict.Right();
    }

    private (FailedRow? Failed, int Fitting, ImmutableArray<NetworkRow> Rows) Run(NetworkSource network, ImmutableArray<Real> weights)
    {
        var rows = new NetworkRows(workings, network).Make();
        var run = new NetworkRun(workings.Scope, network.Output.Formula);
        run.Set(names, weights.AsSpan());
        FailedRow? failed = null;
        var fitting = 0;
        foreach (var row in rows)
        {
            run.Set(network.Inputs, row.Inputs.AsSpan());
            var output = TryValue(run);
            if (output is { } value && Fits(value, row.Wanted)) fitting++;
            else failed ??= Failed(run, network, row, output);
        }
        return (failed, fitting, rows);
    }

    private FailedRow Failed(NetworkRun run, NetworkSource network, NetworkRow row, Real? output) => new(
        [.. network.Inputs.Zip(row.Inputs).Where(input => run.Uses(input.First)).Select(input => new NamedValue(Pretty(input.First), input.Second))],
        output is null ? [] : [.. run.Inside(names).Select(node => node with { Name = Pretty(workings.Shown(node.Name)) })],
        output, row.Wanted, output is not null && run.IsOnThreshold(names));

    private bool Fits(Real output, Real wanted) => output.IsExact && wanted.IsExact
        ? Rational.Abs(output.Exact - wanted.Exact) <= (part.Within ?? Rational.Zero)
        : Math.Abs(output.ToDouble() - wanted.ToDouble()) <= Math.Max((double)(part.Within ?? Rational.Zero), Rounding * Math.Max(1, Math.Abs(wanted.ToDouble())));

    /// <summary>The first named mistake that holds on every row.</summary>
    private Cause.Named? MistakeOf(ImmutableArray<Real> weights, NetworkSource? network, ImmutableArray<NetworkRow> rows) =>
        part.Mistakes.FirstOrDefault(mistake => Holds(mistake.Value.Formula, weights, network, rows)) is { } mistake ? new(mistake.Key) : null;

    /// <summary>Is the formula true of the weights: on every row, if it is about a network?</summary>
    private bool Holds(Formula formula, ImmutableArray<Real> weights, NetworkSource? network, ImmutableArray<NetworkRow> rows)
    {
        var scope = network is null ? workings.Scope : workings.Scope.With(NetworkSource.OutputName, network.Output.Formula).Without(NetworkSource.WantedName);
        var run = new NetworkRun(scope, formula);
        run.Set(names, weights.AsSpan());
        if (network is null) return TryValue(run) is { } truth && truth != Real.Zero;
        foreach (var row in rows)
        {
            run.Set(network.Inputs, row.Inputs.AsSpan());
            run.Set([NetworkSource.WantedName], [row.Wanted]);
            if (TryValue(run) is not { } holds || holds == Real.Zero) return false;
        }
        return true;
    }

    private static Real? TryValue(NetworkRun run)
    {
        try
        {
            return run.Value();
        }
        catch (EngineException)
        {
            return null;       // the learner's weights divide by zero somewhere: no value is no answer
        }
    }

    private static string Pretty(string name) => new Formula.Name(Vocabulary.Canonical(name)).ToText(NumberStyle.DecimalComma);
}
