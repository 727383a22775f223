using System.Collections.Immutable;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Sheets.Drafting;

/// <summary>Reads `pictures`.</summary>
internal sealed class PictureReader(ProblemSource problem, FaultList faults)
{
    private static readonly string[] Kinds = [.. PictureKeys.Of["picture"].Except(["show", "columns"])];

    internal ImmutableSortedDictionary<string, PictureSource> Read(Yaml node) => node.Entries()
        .Select(item => (item.Name, Picture: new PictureSource(item.KeyPlace, Drawing(new(item, "picture", problem, problem.Vocabulary, faults)))))
        .ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Picture, StringComparer.Ordinal);

    private static Func<Draft, Drawing> Drawing(Entry entry)
    {
        if (entry.Has("show") && !entry.Has("graph")) entry["show"]!.Fault("only a graph has `show`", "Remove it");
        if (entry.Has("columns") && !entry.Has("panels")) entry["columns"]!.Fault("only panels have `columns`", "Remove it");
        if (entry.Keys.Intersect(Kinds).ToArray() is not [var kind])
        {
            entry.Node.Fault($"the picture `{entry.Node.Name}` must be one of {Spelling.List(Kinds)}", "Write one of them, with its data");
            return _ => throw new InvalidOperationException("There is nothing to draw.");
        }
        return kind switch
        {
            "network" => NetworkReader.Read(entry.Inner(kind)),
            "graph" => GraphReader.Read(entry),
            "plot" => PlotReader.Read(entry.Inner(kind)),
            "grid" => GridReader.Read(entry),
            "diagram" => DiagramReader.Read(entry.Inner(kind)),
            "layers" => Layers(entry),
            "panels" => Panels(entry),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static Func<Draft, Drawing> Layers(Entry entry)
    {
        if (entry["layers"] is { IsMapping: true }) return Inscribed(entry.Inner("layers"));
        var widths = entry.Formula("layers");
        return draft => new LayersDrawing(Widths(draft, widths));
    }

    private static ImmutableArray<int> Widths(Draft draft, Formula widths) => [.. draft.Numbers(widths).Select(width => (int)width)];

    /// <summary>Widths with constants and labels.</summary>
    private static Func<Draft, Drawing> Inscribed(Entry entry)
    {
        entry.Holds("layers: { of: \"(12, 300, 1)\", biases: true }", "of");
        var (widths, biases, labels) = (entry.Formula("of"), entry.Flag("biases"), entry.Nodes("labels").Select(entry.LabelOf).ToImmutableArray());
        return draft => new LayersDrawing(Widths(draft, widths)) { Biases = biases, Labels = labels is [] ? default : [.. labels.Select(label => label.In(draft))] };
    }

    private static Func<Draft, Drawing> Panels(Entry entry)
    {
        var panels = entry.Nodes("panels").Select(node => entry.Panel(node)).Select(panel => (Draw: Drawing(panel), Label: panel.Label())).ToArray();
        int? columns = entry.Has("columns") ? entry.Integer("columns", 1) : null;
        if (panels is []) entry.Node.Fault("there is no panel", "List pictures");
        return draft => new PanelsDrawing([.. panels.Select(panel => new Panel(panel.Draw(draft)) { Label = panel.Label?.In(draft) })]) { Columns = columns };
    }
}
