using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Drafting;

namespace MashaBot.Sheets.Content;

/// <summary>Reads problem.yaml. Each key is read on its own, so that one slip does not hide the others.</summary>
internal sealed partial class ProblemReader
{
    internal static readonly string[] ProblemKeys = ["given", "vary", "require", "define", "sittings", "pictures", "parts"];

    internal static readonly string[] DrawKeys = ["from", "to", "step", "except", "choose"];

    private const int MostValues = 10_000;

    private readonly FormulaReader formulas;
    private readonly FaultList faults;

    private ProblemReader(FaultList faults) => (this.faults, formulas) = (faults, new(faults));

    internal static ProblemSource? Read(string file, string text, FaultList faults) =>
        Yaml.Parse(file, text, faults) is { } root ? new ProblemReader(faults).Read(root) : null;

    private ProblemSource Read(Yaml root)
    {
        var keys = root.Keys(ProblemKeys);
        var parts = keys.GetValueOrDefault("parts")?.Entries().ToList() ?? [];
        if (!keys.ContainsKey("parts")) root.Fault("the problem has no parts", "Add `parts:` with `1:`, `2:`, …");

        var given = Given(keys.GetValueOrDefault("given"));
        var free = parts.SelectMany(PartReader.FreeNames).Distinct().ToList();
        var figures = parts.SelectMany(PartReader.Symbols).Aggregate(Vocabulary.Of(given.Keys).With(free), (names, symbol) => names.WithFunction(symbol, 1));
        var (definitions, names, vocabulary) = Definitions(keys.GetValueOrDefault("define"), figures, given.Keys);
        var source = new ProblemSource
        {
            Place = root.Place,
            Given = given.ToImmutableDictionary(),
            Draws = Draws(keys.GetValueOrDefault("vary"), given),
            Requirements = Requirements(keys.GetValueOrDefault("require"), vocabulary),
            Definitions = definitions,
            Vocabulary = vocabulary,
            Parts = [.. parts.Select((part, i) => new PartReader(formulas, names, faults).Read(part, i + 1)).OfType<PartSource>()],
            PartsWritten = parts.Count,
            Pictures = ImmutableSortedDictionary<string, PictureSource>.Empty,
        };
        return source with
        {
            Sittings = Sittings(keys.GetValueOrDefault("sittings"), parts.Count),
            Pictures = keys.GetValueOrDefault("pictures") is { } pictures ? new PictureReader(source, faults).Read(pictures) : source.Pictures,
        };
    }

    private Dictionary<string, Tensor<Real>> Given(Yaml? node)
    {
        var given = new Dictionary<string, Tensor<Real>>();
        foreach (var entry in node?.Entries() ?? [])
            if (IsName(entry) && formulas.Value(entry) is { } value) given[entry.Name] = value;
        return given;
    }

    /// <returns>The definitions; the names that a formula may use; those and the parameters of functions, which a text shows.</returns>
    private (ImmutableArray<Definition>, Vocabulary, Vocabulary) Definitions(Yaml? node, Vocabulary vocabulary, IReadOnlyCollection<string> given)
    {
        var definitions = ImmutableArray.CreateBuilder<Definition>();
        var parameterNames = new HashSet<string>();
        foreach (var entry in node?.Entries() ?? [])
        {
            var head = Head.Match(entry.Name);
            var name = head.Groups["name"].Value;
            ImmutableArray<string> parameters = head.Groups["parameters"] is { Success: true, Value: var list } ? [.. list.Split(',', StringSplitOptions.TrimEntries)] : [];
            if (!head.Success)
            {
                entry.Fault($"`{entry.Name}` is no name", "Write `h1: formula`, or `slope(w, i): formula` for a function");
                continue;
            }
            if (!IsName(entry, name) || !parameters.All(parameter => IsName(entry, parameter))) continue;
            if (given.Contains(name) || definitions.Any(definition => definition.Name == name))
            {
                entry.Fault($"`{name}` is there already", "Give each figure and each definition a name of its own");
                continue;
            }
            if (formulas.Read(entry, vocabulary.With(parameters)) is not { } body) continue;
            definitions.Add(new(name, parameters, body.Formula, entry.KeyPlace));
            parameterNames.UnionWith(parameters);
            vocabulary = parameters is [] ? vocabulary.With(name) : vocabulary.WithFunction(name, parameters.Length);
        }
        return (definitions.ToImmutable(), vocabulary, vocabulary.With(parameterNames));
    }

    private ImmutableArray<Draw> Draws(Yaml? node, Dictionary<string, Tensor<Real>> given)
    {
        var draws = ImmutableArray.CreateBuilder<Draw>();
        foreach (var entry in node?.Entries() ?? [])
        {
            if (!given.TryGetValue(entry.Name, out var book))
            {
                entry.Fault($"`{entry.Name}` varies but is not given", Spelling.Nearest(entry.Name, given.Keys) is { } near ? $"Did you mean `{near}`?" : "Put it under `given` with the figure of the book");
                continue;
            }
            var keys = entry.Keys(DrawKeys);
            var values = keys.TryGetValue("choose", out var choose) ? Chosen(choose) : Ranged(entry, keys);
            if (values is []) continue;                       // a fault was left
            if (values.FirstOrDefault(value => value.Shape.Rank != book.Shape.Rank) is { } odd)
                entry.Fault($"`{odd}` is not of the kind of the book's `{book}`", "Choose numbers for a number, vectors for a vector, matrices for a matrix");
            else
                draws.Add(new(entry.Name, values));
        }
        return draws.ToImmutable();
    }

    private ImmutableArray<Tensor<Real>> Chosen(Yaml choose)
    {
        var items = choose.Items().ToList();
        if (choose.IsSequence && items is []) choose.Fault("there is nothing to choose from", "List the values");
        return [.. items.Select(item => formulas.Value(item)).OfType<Tensor<Real>>()];
    }

    private static ImmutableArray<Tensor<Real>> Ranged(Yaml entry, IReadOnlyDictionary<string, Yaml> keys)
    {
        if (!keys.TryGetValue("from", out var fromNode) || !keys.TryGetValue("to", out var toNode))
        {
            entry.Fault($"it is not said how `{entry.Name}` varies", "Write `{ from: -3, to: 3 }`, `{ from: 0, to: 1, step: 0.1, except: [0.5] }` or `{ choose: [1, 2, 5] }`");
            return [];
        }
        var step = keys.TryGetValue("step", out var stepNode) ? stepNode.Number() : Rational.One;
        if (fromNode.Number() is not { } from || toNode.Number() is not { } to || step is not { } by) return [];
        var except = keys.TryGetValue("except", out var exceptNode) ? exceptNode.Items().Select(item => item.Number()).ToList() : [];
        if (by.Sign <= 0 || to < from || (to - from) / by > MostValues)
        {
            entry.Fault($"from {from} to {to} by steps of {by} there are no values, or too many", $"Let `to` lie above `from` and the step be positive; at most {MostValues} values");
            return [];
        }
        var values = ImmutableArray.CreateBuilder<Tensor<Real>>();
        for (var value = from; value <= to; value += by)
            if (!except.Contains(value)) values.Add(Tensor.Scalar((Real)value));
        if (values.Count == 0) entry.Fault("every value is excepted", "Leave some");
        return values.ToImmutable();
    }

    private ImmutableArray<Line> Requirements(Yaml? node, Vocabulary vocabulary) =>
        [.. (node?.Items() ?? []).Select(item => formulas.Read(item, vocabulary)).OfType<Line>()];

    private static ImmutableArray<ImmutableArray<int>> Sittings(Yaml? node, int parts)
    {
        if (node is null) return [[.. Enumerable.Range(1, parts)]];
        ImmutableArray<ImmutableArray<int>> sittings = [.. node.Items().Select(sitting => sitting.Items().Select(part => part.Integer()).OfType<int>().ToImmutableArray())];
        if (!sittings.SelectMany(sitting => sitting).SequenceEqual(Enumerable.Range(1, parts)) || sittings.Any(sitting => sitting is []))
            node.Fault($"the sittings are not the parts 1 to {parts}, each once, in order", "Cut the parts in order, for example [[1, 2, 3], [4, 5]]");
        return sittings;
    }

    private static bool IsName(Yaml entry) => IsName(entry, entry.Name);

    private static bool IsName(Yaml entry, string name)
    {
        if (name == ProblemSource.Answer)
        {
            entry.Fault($"`{name}` always means the answer of a part", "Take another name");
            return false;
        }
        var canonical = Vocabulary.Canonical(name);
        if (canonical == name && Name.IsMatch(name)) return true;
        entry.Fault($"`{name}` is not how a name is written here", Name.IsMatch(canonical) ? $"Write `{canonical}`" : "A name is a letter or a Greek letter's word, with digits: `x`, `w1`, `beta2`, `yhat`");
        return false;
    }

    [GeneratedRegex(@"^\p{L}\w*$")]
    private static partial Regex Name { get; }

    [GeneratedRegex(@"^(?<name>\w+)(\s*\((?<parameters>[\w\s,]+)\))?$")]
    private static partial Regex Head { get; }
}
