using System.Collections.Immutable;
using MashaBot.Formulas;

namespace MashaBot.Sheets.Content;

/// <summary>Reads what a part with `reply: weights` says besides its answer.</summary>
internal sealed class WeightsReader(FormulaReader formulas, Vocabulary vocabulary, FaultList faults)
{
    internal static readonly string[] Keys = ["inputs", "rows", "skip", "output", "wanted", "conditions"];

    internal static readonly string[] AxisKeys = ["from", "to", "step", "choose"];

    /// <summary>Inputs of a table of all zeros and ones.</summary>
    private const int MostBits = 10;

    private static readonly string[] NetworkKeys = ["inputs", "rows", "output", "wanted"];

    /// <summary>Null, and a fault, where nothing is asked of the weights.</summary>
    internal WeightsSource? Read(Yaml part, IReadOnlyDictionary<string, Yaml> keys)
    {
        ImmutableArray<Mistake> conditions = keys.TryGetValue("conditions", out var node)
            ? [.. node.Entries().Select(entry => formulas.Read(entry, vocabulary) is { } line ? new Mistake(entry.Name, line) : null).OfType<Mistake>()]
            : [];
        if (NetworkKeys.Append("skip").Any(keys.ContainsKey)) return Network(part, keys) is { } network ? new() { Network = network, Conditions = conditions } : null;
        if (conditions is not []) return new() { Conditions = conditions };
        faults.Add(part.KeyPlace, $"part {part.Name} asks nothing of the weights", "Add `inputs`, `rows`, `output` and `wanted`, or `conditions`");
        return null;
    }

    private NetworkSource? Network(Yaml part, IReadOnlyDictionary<string, Yaml> keys)
    {
        var missing = NetworkKeys.Where(key => !keys.ContainsKey(key)).ToList();
        if (missing is not []) faults.Add(part.KeyPlace, $"the network of part {part.Name} has no {Spelling.List(missing)}", "Say which inputs it has, on which rows it is run, what it gives and what it should give");
        ImmutableArray<string> inputs = keys.TryGetValue("inputs", out var inputsNode) ? [.. inputsNode.Items().Select(item => item.Text()).OfType<string>().Select(Vocabulary.Canonical)] : [];
        var rows = keys.TryGetValue("rows", out var rowsNode) ? Rows(rowsNode, inputs) : null;
        var skip = keys.TryGetValue("skip", out var skipNode) ? formulas.Read(skipNode, vocabulary) : null;
        var output = keys.TryGetValue("output", out var outputNode) ? formulas.Read(outputNode, vocabulary) : null;
        var wanted = keys.TryGetValue("wanted", out var wantedNode) ? formulas.Read(wantedNode, vocabulary) : null;
        return missing is [] && rows is not null && output is not null && wanted is not null ? new(inputs, rows, rowsNode!.Place, skip, output, wanted) : null;
    }

    private RowsSource? Rows(Yaml node, ImmutableArray<string> inputs)
    {
        if (node.PlainText == "bits")
        {
            if (inputs.Length <= MostBits) return new RowsSource.Bits();
            node.Fault($"{inputs.Length} inputs have too many rows of zeros and ones", $"Have at most {MostBits} inputs, or list the rows");
            return null;
        }
        if (!node.IsMapping) return formulas.Read(node, vocabulary) is { } matrix ? new RowsSource.Listed(matrix) : null;
        var axes = node.Entries().Select(entry => (Name: Vocabulary.Canonical(entry.Name), Axis: Axis(entry))).ToList();
        if (axes.Select(axis => axis.Name).Order(StringComparer.Ordinal).SequenceEqual(inputs.Order(StringComparer.Ordinal)))
            return axes.All(axis => axis.Axis is not null) ? new RowsSource.Grid([.. inputs.Select(input => axes.Find(axis => axis.Name == input).Axis!)]) : null;
        node.Fault($"the rows do not say what each of the inputs {Spelling.List(inputs)} is", "Write one range for each input: `{ x1: { from: 0, to: 1, step: 0.25 }, x2: { choose: [0, 1] } }`");
        return null;
    }

    private RowsSource.Axis? Axis(Yaml node)
    {
        var keys = node.Keys(AxisKeys);
        if (keys.TryGetValue("choose", out var choose))
            return choose.Items().Select(item => formulas.Read(item, vocabulary)).OfType<Line>().ToImmutableArray() is [_, ..] and var values ? new RowsSource.Axis.Chosen(values) : null;
        if (!keys.TryGetValue("from", out var from) || !keys.TryGetValue("to", out var to))
        {
            node.Fault($"it is not said which values `{node.Name}` has", "Write `{ from: -2, to: 3, step: 0.25 }` or `{ choose: [0, 1] }`");
            return null;
        }
        var step = keys.TryGetValue("step", out var stepNode) ? formulas.Read(stepNode, vocabulary) : null;
        return formulas.Read(from, vocabulary) is { } first && formulas.Read(to, vocabulary) is { } last ? new RowsSource.Axis.Range(first, last, step) : null;
    }
}
