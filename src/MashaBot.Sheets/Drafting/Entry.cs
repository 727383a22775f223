using System.Collections.Immutable;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Sheets.Drafting;

/// <summary>A mapping within a picture, its keys read by what they hold. What can't be read leaves a fault, and something harmless stands in for it: with a fault there is no course to draw it in.</summary>
internal sealed class Entry
{
    private static readonly ImmutableSortedDictionary<string, Accents> AccentNames = Rows(
        ("blue", Accents.Blue), ("orange", Accents.Orange), ("green", Accents.Green), ("purple", Accents.Purple), ("pale", Accents.Pale));

    private static readonly Formula Nothing = new Formula.Number(0);

    private readonly string at;
    private readonly FaultList faults;
    private readonly ProblemSource problem;
    private readonly Vocabulary vocabulary;
    private readonly IReadOnlyDictionary<string, Yaml> keys;

    /// <param name="node">The mapping.</param>
    /// <param name="at">Its row in <see cref="PictureKeys"/>.</param>
    /// <param name="vocabulary">The names that its formulas may use.</param>
    internal Entry(Yaml node, string at, ProblemSource problem, Vocabulary vocabulary, FaultList faults) : this(node, at, problem, vocabulary, faults, node.Keys(PictureKeys.Of[at])) { }

    private Entry(Yaml node, string at, ProblemSource problem, Vocabulary vocabulary, FaultList faults, IReadOnlyDictionary<string, Yaml> keys) =>
        (Node, this.at, this.problem, this.vocabulary, this.faults, this.keys) = (node, at, problem, vocabulary, faults, keys);

    internal Yaml Node { get; }

    internal ProblemSource Problem => problem;

    internal IEnumerable<string> Keys => keys.Keys;

    internal Yaml? this[string key] => keys.GetValueOrDefault(key);

    internal bool Has(string key) => keys.ContainsKey(key);

    /// <summary>Rows of a closed set of words.</summary>
    internal static ImmutableSortedDictionary<string, T> Rows<T>(params IEnumerable<(string Word, T Meaning)> rows) =>
        rows.ToImmutableSortedDictionary(row => row.Word, row => row.Meaning, StringComparer.Ordinal);

    /// <summary>The same mapping with further names in its formulas.</summary>
    internal Entry Knowing(params IEnumerable<string> names) => new(Node, at, problem, vocabulary.With(names), faults, keys);

    internal Entry Inner(string key) => Inner(key, keys[key]);

    /// <summary>A mapping that stands somewhere under the key.</summary>
    internal Entry Inner(string key, Yaml node) => new(node, Within(key), problem, vocabulary, faults);

    /// <summary>Mappings of a list.</summary>
    internal IEnumerable<Entry> Items(string key) => Nodes(key).Select(item => Inner(key, item));

    internal IEnumerable<Yaml> Nodes(string key) => keys.TryGetValue(key, out var node) ? node.Items() : [];

    /// <summary>A picture within a picture.</summary>
    internal Entry Panel(Yaml node) => new(node, "panels", problem, vocabulary, faults);

    private string Within(string key) => at is "picture" or "panels" ? key : $"{at}.{key}";

    /// <summary>Are the keys there? If not, a fault says how the mapping is written.</summary>
    internal bool Holds(string example, params string[] wanted)
    {
        if (wanted.Where(key => !Has(key)).ToArray() is not [_, ..] missing) return true;
        Node.Fault($"{Spelling.List(missing)} {(missing.Length == 1 ? "is" : "are")} missing in {Node.Name}", $"Write `{example}`");
        return false;
    }

    internal Formula Formula(string key) => keys.TryGetValue(key, out var node) ? Formula(node) : Nothing;

    internal Formula Formula(Yaml node) => new FormulaReader(faults).Read(node, vocabulary)?.Formula ?? Nothing;

    internal Formula? Optional(string key) => keys.TryGetValue(key, out var node) ? Formula(node) : null;

    /// <summary>A formula, or the name of a function of so many arguments: it stands for its call.</summary>
    internal Formula Function(string key, params string[] over) =>
        problem.Definitions.FirstOrDefault(definition => definition.Parameters.Length == over.Length && definition.Name == this[key]?.PlainText) is { } definition
            ? new Formula.Call(definition.Name, [.. over.Select(name => new Formula.Name(name))])
            : Formula(key);

    /// <summary>Names that the mapping's formulas may use: one, or a list.</summary>
    internal string[] Names(string key) => keys.TryGetValue(key, out var node)
        ? [.. (node.IsSequence ? node.Items() : [node]).Select(item => Vocabulary.Canonical(item.Text() ?? ""))]
        : [];

    internal string Text(string key, string otherwise) => this[key]?.Text() ?? otherwise;

    internal int Integer(string key, int otherwise) => this[key]?.Integer() ?? otherwise;

    /// <summary>To how many decimals figures are rounded; null: they are written as they are.</summary>
    internal int? Decimals => Has("decimals") ? Integer("decimals", 0) : null;

    internal bool Flag(string key) => this[key]?.Flag() ?? false;

    internal T OneOf<T>(string key, ImmutableSortedDictionary<string, T> rows, T otherwise) => this[key] is { } node && node.OneOf(rows, out var value) ? value : otherwise;

    internal Accents Accent(string key = "accent") => this[key] is { } node ? AccentOf(node) : default;

    internal static Accents AccentOf(Yaml node) => node.IsSequence
        ? node.Items().Aggregate(default(Accents), (all, item) => all | AccentOf(item))
        : node.OneOf(AccentNames, out var accent) ? accent : default;

    /// <summary>LaTeX with slots; null if the key is not there.</summary>
    internal Label? Label(string key = "label") => this[key] is { } node ? LabelOf(node) : null;

    internal Label LabelOf(Yaml node)
    {
        var latex = node.Text() ?? "";
        var slots = ImmutableDictionary.CreateBuilder<string, Slot.Value>();
        var reader = new SlotReader(problem with { Vocabulary = vocabulary }, faults);
        foreach (var range in Slots.Find(latex))
        {
            var inside = Slots.Inside(latex[range]);
            var slot = reader.Find(new(inside, node.Place));
            if (slot is not (null or Slot.Value)) node.Fault($"`{{{{{inside}}}}}` is no value", "A label holds values only: `{{expr}}` or `{{expr ~ 2}}`");
            slots[inside] = slot as Slot.Value ?? new(Nothing, null);
        }
        return new(latex, slots.ToImmutable());
    }
}
