using System.Collections.Immutable;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;
using MashaBot.Sheets.Rendering;

namespace MashaBot.Sheets.Judging;

/// <summary>A row that a network is run on.</summary>
internal readonly record struct NetworkRow(ImmutableArray<Real> Inputs, Real Wanted);

/// <summary>The rows of one variant: inputs, and what is wanted of the network there.</summary>
/// <param name="workings">Names of weights and inputs are free in it.</param>
internal sealed class NetworkRows(Workings workings, NetworkSource network)
{
    private const int MostRows = 5_000;

    /// <exception cref="FormulaException">The rows don't fit the inputs, are too many, or none is left.</exception>
    /// <exception cref="EngineException">A formula of theirs has no value.</exception>
    internal ImmutableArray<NetworkRow> Make()
    {
        var inputs = Inputs();
        if (inputs.Count > MostRows) throw new FormulaException($"{inputs.Count} rows are too many: at most {MostRows}.");
        var wanted = Wanted(inputs);
        var skipped = network.Skip is { } skip ? Along(skip.Formula, inputs).Select(value => value != Real.Zero).ToList() : null;
        ImmutableArray<NetworkRow> rows = [.. inputs.Index().Where(pair => skipped?[pair.Index] is not true).Select(pair => new NetworkRow(pair.Item, wanted[pair.Index]))];
        return rows is [] ? throw new FormulaException("No row is left.") : rows;
    }

    private List<ImmutableArray<Real>> Inputs() => network.Rows switch
    {
        RowsSource.Bits => Product([.. network.Inputs.Select(_ => ImmutableArray.Create((Real)0, (Real)1))]),
        RowsSource.Grid grid => Product([.. grid.Axes.Select(Values)]),
        RowsSource.Listed(var line) => Listed(workings.Value(line.Formula)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private List<ImmutableArray<Real>> Listed(Tensor<Real> table)
    {
        if (table.Shape.Rank == 1 && network.Inputs.Length == 1) return [.. table.Values.ToArray().Select(value => ImmutableArray.Create(value))];
        if (table.Shape.Rank != 2 || table.Shape[1] != network.Inputs.Length) throw new FormulaException($"The rows have the shape {table.Shape}, but there are {network.Inputs.Length} inputs.");
        return [.. Enumerable.Range(0, table.Shape[0]).Select(row => Enumerable.Range(0, table.Shape[1]).Select(column => table[row, column]).ToImmutableArray())];
    }

    private ImmutableArray<Real> Values(RowsSource.Axis axis)
    {
        if (axis is RowsSource.Axis.Chosen(var chosen)) return [.. chosen.Select(line => workings.Value(line.Formula).Only)];
        var range = (RowsSource.Axis.Range)axis;
        var (from, to, step) = (workings.Value(range.From.Formula).Only, workings.Value(range.To.Formula).Only, range.Step is { } line ? workings.Value(line.Formula).Only : Real.One);
        if (step <= 0 || (to - from) / step > MostRows) throw new FormulaException($"From {from} to {to} by steps of {step} there are too many values, or no end.");
        var values = ImmutableArray.CreateBuilder<Real>();
        for (var value = from; value <= to; value += step) values.Add(value);
        return values.ToImmutable();
    }

    /// <summary>Every combination, the last changing fastest.</summary>
    private static List<ImmutableArray<Real>> Product(ImmutableArray<ImmutableArray<Real>> axes)
    {
        if (axes.Aggregate(1.0, (count, axis) => count * axis.Length) > MostRows) throw new FormulaException($"The axes have more than {MostRows} combinations.");
        return axes.Aggregate(new List<ImmutableArray<Real>> { ImmutableArray<Real>.Empty }, (rows, axis) => [.. rows.SelectMany(row => axis.Select(value => row.Add(value)))]);
    }

    /// <summary>A vector without inputs in it is a list, one value a row; anything else is computed on each row.</summary>
    private List<Real> Wanted(List<ImmutableArray<Real>> inputs)
    {
        var formula = network.Wanted.Formula;
        if (workings.Scope.FreeNames(formula).Overlaps(network.Inputs) || workings.Value(formula) is not { Shape.Rank: 1 } list) return Along(formula, inputs);
        return list.Count == inputs.Count ? [.. list.Values.ToArray()] : throw new FormulaException($"{list.Count} values are wanted on {inputs.Count} rows.");
    }

    private List<Real> Along(Formula formula, List<ImmutableArray<Real>> inputs)
    {
        var run = new NetworkRun(workings.Scope, workings.Expanded(formula));
        return [.. inputs.Select(row =>
        {
            run.Set(network.Inputs, row.AsSpan());
            return run.Value();
        })];
    }
}
