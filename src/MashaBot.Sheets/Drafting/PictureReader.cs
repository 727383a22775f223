using System.Collections.Immutable;
using MashaBot.Sheets.Content;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Sheets.Drafting;

/// <summary>Reads `pictures`.</summary>
internal sealed class PictureReader(ProblemSource problem, FaultList faults)
{
    private static readonly string[] Kinds = [.. PictureKeys.Of["picture"].Except(["show"])];

    internal ImmutableSortedDictionary<string, PictureSource> Read(Yaml node) => node.Entries()
        .Select(entry => (entry.Name, Picture: new PictureSource(entry.KeyPlace, Drawing(entry))))
        .ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Picture, StringComparer.Ordinal);

    private Func<Draft, Drawing> Drawing(Yaml node)
    {
        var entry = new Entry(node, "picture", problem, problem.Vocabulary, faults);
        if (entry.Has("show") && !entry.Has("graph")) entry["show"]!.Fault("only a graph has `show`", "Remove it");
        if (entry.Keys.Intersect(Kinds).ToArray() is not [var kind])
        {
            node.Fault($"the picture `{node.Name}` must be one of {Spelling.List(Kinds)}", "Write one of them, with its data");
            return _ => throw new InvalidOperationException("There is nothing to draw.");
        }
        return kind switch
        {
            "network" => NetworkReader.Read(entry.Inner(kind)),
            "graph" => GraphReader.Read(entry),
            "plot" => PlotReader.Read(entry.Inner(kind)),
            "layers" => Layers(entry),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static Func<Draft, Drawing> Layers(Entry entry)
    {
        var widths = entry.Formula("layers");
        return draft => new LayersDrawing([.. draft.Numbers(widths).Select(width => (int)width)]);
    }
}
