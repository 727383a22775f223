using System.Collections.Immutable;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Sheets.Drafting;

/// <summary>Reads `diagram`: boxes and arrows of the author's own, in rows.</summary>
internal static class DiagramReader
{
    private static readonly ImmutableSortedDictionary<string, GraphShape> Shapes = Entry.Rows(("box", GraphShape.Box), ("circle", GraphShape.Circle), ("plain", GraphShape.Plain));

    private static readonly ImmutableSortedDictionary<string, (bool Values, bool Gradients)> Shows = Entry.Rows(("names", (false, false)), ("values", (true, false)), ("gradients", (true, true)));

    internal static Func<Draft, Drawing> Read(Entry entry)
    {
        if (!entry.Holds("diagram: { rows: [[x, h, y]], arrows: { \"x -> h\": \"w\", \"h -> y\": \"\" } }", "rows")) return _ => throw new InvalidOperationException("There is no diagram to draw.");
        var rows = Rows(entry);
        string[] names = [.. rows.SelectMany(row => row).OfType<string>().Distinct()];
        var labels = (entry["labels"]?.Entries() ?? []).ToDictionary(item => Vocabulary.Canonical(item.Name), entry.LabelOf);
        var shapes = (entry["shapes"]?.Entries() ?? []).ToDictionary(item => Vocabulary.Canonical(item.Name), item => item.OneOf(Shapes, out var shape) ? shape : default);
        (ImmutableArray<string> Chain, Label Label)[] arrows = [.. (entry["arrows"]?.Entries() ?? []).Select(item => (Links.Chain(item.Name), entry.LabelOf(item)))];
        var dashed = entry.Nodes("dashed").Select(item => Links.Chain(item.Text() ?? "")).ToArray();
        var accents = Links.Accents(entry);
        var decimals = entry.Decimals;
        var groups = Groups(entry, names.Contains);
        var (show, of) = (entry.OneOf("show", Shows, default), entry.Optional("of"));
        if (show.Gradients && of is null) entry["show"]!.Fault("gradients are derivatives of something", "Add `of: L`, the node at the end");
        foreach (var key in new[] { "labels", "shapes", "arrows" }) Links.Check(entry[key], names.Contains, (_, _) => true);
        Links.Check(entry["accents"], names.Contains, (from, to) => arrows.Any(arrow => arrow.Chain.Zip(arrow.Chain.Skip(1)).Contains((from, to))));
        return draft =>
        {
            var edges = arrows.SelectMany(arrow => arrow.Chain.Zip(arrow.Chain.Skip(1), (from, to) => (From: from, To: to, Label: arrow.Label.In(draft))));
            return new GraphDrawing([.. names.Select(Node)], [.. edges.Select(edge => new GraphEdge(Array.IndexOf(names, edge.From), Array.IndexOf(names, edge.To))
            {
                Label = edge.Label.Length > 0 ? edge.Label : null,
                Dashed = dashed.Any(chain => chain.Zip(chain.Skip(1)).Contains((edge.From, edge.To))),
                Accents = accents.Of(edge.From, edge.To),
            })], Placed(rows, names))
            { Groups = [.. groups.Select(group => group(draft, names))] };

            GraphNode Node(string name)
            {
                var known = draft.Workings.IsKnown(name);
                return new(labels.TryGetValue(name, out var label) ? label.In(draft) : draft.Latex(name))
                {
                    Operation = known && draft.Workings.IsGiven(name) ? null : "",
                    Value = known && show.Values ? draft.Figure(new Formula.Name(name), decimals) : null,
                    Gradient = known && show.Gradients ? draft.Figure(new Formula.Call("grad", [of!, new Formula.Name(name)]), decimals) : null,
                    Shape = shapes.GetValueOrDefault(name),
                    Accents = accents.Of(name),
                };
            }
        };
    }

    /// <summary>Names in rows, null for an empty place.</summary>
    internal static ImmutableArray<ImmutableArray<string?>> Rows(Entry entry)
    {
        ImmutableArray<ImmutableArray<string?>> rows = [.. entry.Nodes("rows").Select(row => row.Items().Select(item => item.IsNone ? null : item.Text() is { } text ? Vocabulary.Canonical(text) : null).ToImmutableArray())];
        foreach (var name in rows.SelectMany(row => row).OfType<string>().Distinct())
            if (rows.Count(row => row.Contains(name)) > 1 || rows.First(row => row.Contains(name)) is var row && row.LastIndexOf(name) - row.IndexOf(name) + 1 != row.Count(place => place == name))
                entry["rows"]!.Fault($"`{name}` stands in several places", "A node stands once, or in neighbouring places of a row to be as wide as they are; `none` leaves a place empty");
        if (rows.All(row => row.All(place => place is null))) entry["rows"]!.Fault("nothing stands in the rows", "Name the nodes, `none` for an empty place");
        return rows;
    }

    internal static ImmutableArray<ImmutableArray<int?>> Placed(ImmutableArray<ImmutableArray<string?>> rows, IReadOnlyList<string> names) =>
        [.. rows.Select(row => row.Select(name => name is null ? (int?)null : Number(name, names)).ToImmutableArray())];

    /// <summary>Groups of named nodes, for the nodes' names in their order.</summary>
    internal static Func<Draft, IReadOnlyList<string>, GraphGroup>[] Groups(Entry entry, Predicate<string> isThere) => [.. entry.Items("groups").Select(Func<Draft, IReadOnlyList<string>, GraphGroup> (group) =>
    {
        group.Holds("{ nodes: [h1, h2], label: \"t\" }", "nodes");
        var (members, label, accents) = (group.Names("nodes"), group.Label(), group.Accent());
        if (members.Where(name => !isThere(name)).ToArray() is [_, ..] unknown) group.Node.Fault($"{Spelling.List(unknown)} is not in the picture", "Name nodes of the picture");
        return (draft, names) => new([.. members.Select(name => Number(name, names))]) { Label = label?.In(draft), Accents = accents };
    })];

    private static int Number(string name, IReadOnlyList<string> names) => names.Index().First(pair => pair.Item == name).Index;
}
