using System.Collections.Frozen;

namespace MashaBot.Sheets.Drafting;

/// <summary>The keys that may stand in a picture's entry, by where they stand: docs/schema/picture.schema.json has the same.</summary>
internal static class PictureKeys
{
    internal static readonly FrozenDictionary<string, string[]> Of = new Dictionary<string, string[]>
    {
        ["picture"] = ["network", "graph", "show", "plot", "grid", "diagram", "layers", "panels", "columns"],
        ["panels"] = ["network", "graph", "show", "plot", "grid", "diagram", "layers", "label"],
        ["network"] = ["inputs", "layers", "widths", "weights", "biases", "activation", "values", "letters", "strengths", "arrows", "accents", "maps", "decimals"],
        ["network.maps"] = ["over", "from", "to"],
        ["layers"] = ["of", "biases", "labels"],
        ["graph"] = ["of", "show", "until", "derivatives", "operations", "backward", "paths", "accents", "labels", "rows", "groups", "decimals"],
        ["graph.groups"] = ["nodes", "label", "accent"],
        ["diagram"] = ["rows", "labels", "shapes", "arrows", "dashed", "accents", "groups", "show", "of", "decimals"],
        ["diagram.groups"] = ["nodes", "label", "accent"],
        ["plot"] = ["curves", "points", "arrows", "areas", "contours", "trails", "runs", "bars", "x", "y", "x-range", "y-range", "log", "equal"],
        ["plot.curves"] = ["of", "over", "from", "to", "for", "stairs", "height", "label", "dashed", "accent"],
        ["plot.points"] = ["at", "label", "mark", "accent"],
        ["plot.arrows"] = ["from", "to", "label", "dashed", "accent"],
        ["plot.areas"] = ["where", "of", "and", "over", "from", "to", "corners", "label", "accent"],
        ["plot.contours"] = ["of", "over", "levels", "label", "dashed", "accent"],
        ["plot.trails"] = ["through", "label", "dashed", "dots", "accent"],
        ["plot.runs"] = ["of", "over", "from", "by", "rate", "beta", "beta1", "beta2", "steps", "show", "label", "accent"],
        ["plot.bars"] = ["of", "names", "bins", "label", "accent"],
        ["grid"] = ["of", "size", "label", "rows", "columns", "figures", "paint", "padding", "accents", "windows", "decimals"],
        ["grid.windows"] = ["at", "size", "stride", "dilation", "dashed", "accent"],
    }.ToFrozenDictionary();
}
