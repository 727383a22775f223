using System.Collections.Immutable;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Sheets.Drafting;

/// <summary>Reads `graph`: the computation graph of the defined nodes below one.</summary>
internal static class GraphReader
{
    private static readonly ImmutableSortedDictionary<string, GraphShow> Shows = Entry.Rows(("names", GraphShow.Names), ("values", GraphShow.Values), ("gradients", GraphShow.Gradients));

    private static readonly ImmutableSortedDictionary<string, EdgeShow> Derivatives = Entry.Rows(("none", EdgeShow.None), ("values", EdgeShow.Values), ("formulas", EdgeShow.Formulas));

    /// <summary>What is written in the nodes.</summary>
    private enum GraphShow
    {
        Names,
        Values,
        Gradients,
    }

    /// <summary>How local derivatives are written on the edges.</summary>
    private enum EdgeShow
    {
        None,
        Values,
        Formulas,
    }

    private sealed record Source(Formula Of, GraphShow Show, EdgeShow Derivatives)
    {
        /// <summary>The backward pass has come to this node and no further; null: to the end.</summary>
        public string? Until { get; init; }
        public int? Decimals { get; init; }
        public bool NamesOnly { get; init; }
        public bool Back { get; init; }

        /// <summary>Each path from one of these to the end has a colour of its own.</summary>
        public required ImmutableArray<string> Paths { get; init; }
        public required ImmutableArray<(ImmutableArray<string> Chain, Accents Accents)> Accents { get; init; }
        public required ImmutableArray<(ImmutableArray<string> Chain, Label Label)> Labels { get; init; }

        /// <summary>Where the nodes stand; those that are not named are left out. Empty: the painter finds places.</summary>
        public ImmutableArray<ImmutableArray<string?>> Rows { get; init; } = [];
        public Func<Draft, IReadOnlyList<string>, GraphGroup>[] Groups { get; init; } = [];
    }

    /// <param name="picture">With `graph` in it, which is a formula, or a mapping.</param>
    internal static Func<Draft, Drawing> Read(Entry picture)
    {
        if (picture["graph"] is not { IsMapping: true }) return Drawn(Simple(picture, picture.Formula("graph")));
        if (picture["show"] is { } outside) outside.Fault("`show` stands beside a `graph` that has keys of its own", "Put it inside");
        var entry = picture.Inner("graph");
        if (!entry.Holds("graph: { of: f, show: gradients }", "of")) return _ => throw new InvalidOperationException("There is no graph to draw.");
        var source = Simple(entry, entry.Formula("of"));
        source = source with
        {
            Until = entry.Names("until").FirstOrDefault(),
            Derivatives = entry.OneOf("derivatives", Derivatives, source.Derivatives),
            NamesOnly = entry.Has("operations") && !entry.Flag("operations"),
            Back = entry.Flag("backward"),
            Paths = [.. entry.Names("paths")],
            Accents = Links.Accents(entry),
            Rows = entry.Has("rows") ? DiagramReader.Rows(entry) : [],
            Groups = DiagramReader.Groups(entry, name => Names(entry).Contains(name)),
            Decimals = entry.Decimals,
            Labels = [.. (entry["labels"]?.Entries() ?? []).Select(item => (Links.Chain(item.Name), entry.LabelOf(item)))],
        };
        Check(entry, source);
        return Drawn(source);
    }

    private static Source Simple(Entry entry, Formula of)
    {
        var show = entry.OneOf("show", Shows, GraphShow.Names);
        return new(of, show, show == GraphShow.Gradients ? EdgeShow.Values : EdgeShow.None) { Paths = [], Accents = [], Labels = [] };
    }

    private static void Check(Entry entry, Source source)
    {
        var (problem, names) = (entry.Problem, Names(entry));
        if (source.Rows.SelectMany(row => row).OfType<string>().FirstOrDefault(name => !names.Contains(name)) is { } stranger) entry["rows"]!.Fault($"`{stranger}` is no node", "Name figures and definitions");
        foreach (var key in new[] { "until", "paths" })
            if (entry.Names(key).FirstOrDefault(name => !names.Contains(name)) is { } unknown) entry[key]!.Fault($"`{unknown}` is no node", "Name a figure or a definition");
        foreach (var key in new[] { "accents", "labels" })
            Links.Check(entry[key], names.Contains, (_, to) => problem.Definitions.Any(definition => definition.Name == to));
        foreach (var item in entry["labels"]?.Entries() ?? [])
            if (Links.Chain(item.Name).Length != 2) item.Fault($"`{item.Name}` is no arrow", "Write `\"a -> b\": \"w\"`");
    }

    /// <summary>What may be a node: figures and definitions.</summary>
    private static HashSet<string> Names(Entry entry) => [.. entry.Problem.Given.Keys, .. entry.Problem.Definitions.Where(definition => !definition.IsFunction).Select(definition => definition.Name)];

    private static Func<Draft, Drawing> Drawn(Source source) => draft =>
    {
        var passes = draft.Passes;
        var definitions = passes.Below(source.Of);
        var names = definitions.SelectMany(definition => passes.Used(definition.Body)).Distinct().Where(name => definitions.All(definition => definition.Name != name)).Order(StringComparer.Ordinal)
            .Concat(definitions.Select(definition => definition.Name)).Where(name => source.Rows is [] || source.Rows.Any(row => row.Contains(name))).ToList();
        (string From, Definition To)[] links = [.. definitions.SelectMany(definition => passes.Used(definition.Body).Distinct().Select(name => (name, definition))).Where(link => names.Contains(link.name) && names.Contains(link.definition.Name))];
        var back = source.Until is { } until ? names.IndexOf(until) : 0;
        var paths = source.Paths.SelectMany(start => Paths(start, names[^1], links)).Take(4).Select((path, i) => (path, (Accents)(1 << i)));
        ImmutableArray<(ImmutableArray<string>, Accents)> accents = [.. source.Accents, .. paths];

        return new GraphDrawing([.. names.Select(Node)], [.. links.Select(Edge)], DiagramReader.Placed(source.Rows, names)) { Groups = [.. source.Groups.Select(group => group(draft, names))] };

        GraphNode Node(string name, int place)
        {
            var formula = new Formula.Name(name);
            return new(draft.Latex(name))
            {
                Operation = definitions.FirstOrDefault(definition => definition.Name == name) is not { } definition ? null : source.NamesOnly ? "" : draft.Latex(definition.Body),
                Value = source.Show == GraphShow.Names ? null : draft.Figure(formula, source.Decimals),
                Gradient = source.Show == GraphShow.Gradients && place >= back ? draft.Figure(new Formula.Call("grad", [source.Of, formula]), source.Decimals) : null,
                Accents = accents.Of(name),
            };
        }

        GraphEdge Edge((string From, Definition To) link)
        {
            var isDone = names.IndexOf(link.From) >= back;
            return new(names.IndexOf(link.From), names.IndexOf(link.To.Name))
            {
                Label = source.Labels.Where(row => row.Chain.SequenceEqual([link.From, link.To.Name])).Select(row => row.Label.In(draft)).FirstOrDefault(),
                Derivative = source.Derivatives switch
                {
                    EdgeShow.Values when isDone => draft.Figure(passes.Local(link.To.Body, new(link.From)), source.Decimals),
                    EdgeShow.Formulas when isDone => passes.LocalFormula(link.To.Body, link.From, draft.Latex, draft.Figure),
                    _ => null,
                },
                Back = source.Back && isDone,
                Accents = accents.Of(link.From, link.To.Name),
            };
        }
    };

    private static IEnumerable<ImmutableArray<string>> Paths(string from, string to, (string From, Definition To)[] links) => from == to
        ? [[to]]
        : links.Where(link => link.From == from).SelectMany(link => Paths(link.To.Name, to, links)).Select(path => path.Insert(0, from));
}
