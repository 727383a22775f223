using System.Collections.Frozen;

namespace MashaBot.Sheets.Drafting;

/// <summary>The keys that may stand in a picture's entry, by where they stand: docs/schema/picture.schema.json has the same.</summary>
internal static class PictureKeys
{
    internal static readonly FrozenDictionary<string, string[]> Of = new Dictionary<string, string[]>
    {
        ["picture"] = ["network", "graph", "show", "plot", "layers"],
        ["network"] = ["inputs", "layers", "weights", "biases", "activation", "values", "letters", "strengths", "arrows", "accents", "maps"],
        ["network.maps"] = ["over", "from", "to"],
        ["graph"] = ["of", "show", "until", "derivatives", "operations", "backward", "paths", "accents", "labels"],
        ["plot"] = ["curves", "points", "arrows", "areas", "contours", "trails", "runs", "bars", "x", "y", "x-range", "y-range", "log", "equal"],
        ["plot.curves"] = ["of", "over", "from", "to", "for", "stairs", "height", "label", "dashed", "accent"],
        ["plot.points"] = ["at", "label", "mark", "accent"],
        ["plot.arrows"] = ["from", "to", "label", "dashed", "accent"],
        ["plot.areas"] = ["where", "of", "and", "over", "from", "to", "corners", "label", "accent"],
        ["plot.contours"] = ["of", "over", "levels", "label", "dashed", "accent"],
        ["plot.trails"] = ["through", "label", "dashed", "dots", "accent"],
        ["plot.runs"] = ["of", "over", "from", "by", "rate", "beta", "beta1", "beta2", "steps", "show", "label", "accent"],
        ["plot.bars"] = ["of", "names", "bins", "label", "accent"],
    }.ToFrozenDictionary();
}
