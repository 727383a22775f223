using System.Collections.Immutable;
using MashaBot.Formulas;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Sheets.Content;

/// <summary>Reads `pictures`.</summary>
internal sealed class PictureReader(FormulaReader formulas, ProblemSource problem)
{
    internal static readonly string[] PictureKeys = ["network", "graph", "show", "plot", "layers"];

    /// <summary>The keys inside a picture, by where they stand.</summary>
    internal static readonly ImmutableDictionary<string, string[]> KeysOf = new Dictionary<string, string[]>
    {
        ["network"] = ["inputs", "layers", "weights", "biases", "activation", "values"],
        ["plot"] = ["curves", "points", "arrows", "x", "y"],
        ["plot.curves"] = ["of", "over", "from", "to", "label", "dashed"],
        ["plot.points"] = ["at", "label", "hollow"],
        ["plot.arrows"] = ["from", "to", "label", "dashed"],
    }.ToImmutableDictionary();

    private static readonly ImmutableSortedDictionary<string, Activation> Activations = new Dictionary<string, Activation>
    {
        ["none"] = Activation.None,
        ["relu"] = Activation.Relu,
        ["sigma"] = Activation.Sigmoid,
        ["tanh"] = Activation.Tanh,
        ["step"] = Activation.Step,
        ["unknown"] = Activation.Unknown,
    }.ToImmutableSortedDictionary();

    private static readonly ImmutableSortedDictionary<string, GraphShow> Shows = new Dictionary<string, GraphShow>
    {
        ["names"] = GraphShow.Names,
        ["values"] = GraphShow.Values,
        ["gradients"] = GraphShow.Gradients,
    }.ToImmutableSortedDictionary();

    internal ImmutableSortedDictionary<string, PictureSource> Read(Yaml node)
    {
        var pictures = ImmutableSortedDictionary.CreateBuilder<string, PictureSource>(StringComparer.Ordinal);
        foreach (var entry in node.Entries())
            if (Picture(entry) is { } picture) pictures[entry.Name] = picture;
        return pictures.ToImmutable();
    }

    private PictureSource? Picture(Yaml entry)
    {
        var keys = entry.Keys(PictureKeys);
        if (keys.TryGetValue("show", out var show) && !keys.ContainsKey("graph")) show.Fault("only a graph has `show`", "Remove it");
        var kinds = keys.Keys.Where(key => key != "show").ToList();
        if (kinds is not [var kind])
        {
            entry.Fault($"the picture `{entry.Name}` must be one of `network`, `graph`, `plot`, `layers`", "Write one of them, with its data");
            return null;
        }
        return kind switch
        {
            "network" => Network(keys[kind]),
            "graph" => Graph(keys[kind], show),
            "plot" => Plot(keys[kind]),
            _ => Formula(keys[kind]) is { } widths ? new PictureSource.Widths(entry.KeyPlace, widths) : null,
        };
    }

    private PictureSource.Graph? Graph(Yaml node, Yaml? show)
    {
        var shown = GraphShow.Names;
        return Formula(node) is { } of && (show is null || show.OneOf(Shows, out shown)) ? new(node.KeyPlace, of, shown) : null;
    }

    private PictureSource.Network? Network(Yaml node)
    {
        var keys = node.Keys(KeysOf["network"]);
        if (!keys.TryGetValue("inputs", out var inputsNode) || !keys.TryGetValue("layers", out var layersNode))
        {
            node.Fault("a network has `inputs` and `layers`", "Write `inputs: [x1, x2], layers: [[h1, h2], [y]]`");
            return null;
        }
        var inputs = Formulas(inputsNode);
        ImmutableArray<ImmutableArray<Formula>> layers = [.. layersNode.Items().Select(layer => Formulas(layer))];
        var weights = keys.TryGetValue("weights", out var weightsNode) ? Formulas(weightsNode) : [];
        ImmutableArray<Formula?> biases = keys.TryGetValue("biases", out var biasesNode)
            ? [.. biasesNode.Items().Select(bias => bias.IsNone ? null : Formula(bias))]
            : [];
        ImmutableArray<Activation> activations = keys.TryGetValue("activation", out var activation)
            ? activation.IsSequence ? [.. activation.Items().Select(Mark)] : [.. layers.Select(_ => Mark(activation))]
            : [.. layers.Select(_ => Activation.None)];
        var isWhole = PerLayer(weightsNode, weights.Length) & PerLayer(biasesNode, biases.Length) & PerLayer(activation, activations.Length);
        return isWhole && inputs is not [] && layers.All(layer => layer is not [])
            ? new(node.KeyPlace, inputs, layers, weights, biases, activations, keys.TryGetValue("values", out var values) && values.Flag())
            : null;

        bool PerLayer(Yaml? list, int count)
        {
            if (list is null || count == layers.Length) return true;
            list.Fault($"there are {layers.Length} layers but {count} `{list.Name}`", "Write one a layer");
            return false;
        }
    }

    private static Activation Mark(Yaml node) => node.OneOf(Activations, out var activation) ? activation : default;

    private PictureSource.Plot Plot(Yaml node)
    {
        var keys = node.Keys(KeysOf["plot"]);
        return new(
            node.KeyPlace,
            [.. Items(keys, "curves").Select(Curve).OfType<CurveSource>()],
            [.. Items(keys, "points").Select(Point).OfType<PointSource>()],
            [.. Items(keys, "arrows").Select(Arrow).OfType<ArrowSource>()],
            keys.GetValueOrDefault("x")?.Text() ?? "x",
            keys.GetValueOrDefault("y")?.Text() ?? "y");
    }

    private static IEnumerable<Yaml> Items(IReadOnlyDictionary<string, Yaml> keys, string key) => keys.TryGetValue(key, out var node) ? node.Items() : [];

    private CurveSource? Curve(Yaml node)
    {
        var keys = node.Keys(KeysOf["plot.curves"]);
        if (!keys.TryGetValue("of", out var of) || !keys.TryGetValue("over", out var over) || !keys.TryGetValue("from", out var from) || !keys.TryGetValue("to", out var to))
        {
            node.Fault("a curve has `of`, `over`, `from` and `to`", "Write `{ of: loss(w), over: w, from: 0, to: 2 }`");
            return null;
        }
        var name = Vocabulary.Canonical(over.Text() ?? "");
        var definition = problem.Definitions.FirstOrDefault(definition => definition is { Parameters.Length: 1 } && definition.Name == of.PlainText);
        Formula? curve = definition is null
            ? formulas.Read(of, problem.Vocabulary.With(name))?.Formula
            : new Formula.Call(definition.Name, [new Formula.Name(name)]);
        return curve is not null && Formula(from) is { } start && Formula(to) is { } end ? new(curve, name, start, end, Label(keys), Flag(keys, "dashed")) : null;
    }

    private PointSource? Point(Yaml node)
    {
        var keys = node.Keys(KeysOf["plot.points"]);
        if (keys.TryGetValue("at", out var at)) return Formula(at) is { } pair ? new(pair, Label(keys), Flag(keys, "hollow")) : null;
        node.Fault("a point has no place", "Write `{ at: \"(x, y)\" }`");
        return null;
    }

    private ArrowSource? Arrow(Yaml node)
    {
        var keys = node.Keys(KeysOf["plot.arrows"]);
        if (keys.TryGetValue("from", out var from) && keys.TryGetValue("to", out var to))
            return Formula(from) is { } start && Formula(to) is { } end ? new(start, end, Label(keys), Flag(keys, "dashed")) : null;
        node.Fault("an arrow has no ends", "Write `{ from: \"(0, 0)\", to: \"(1, 2)\" }`");
        return null;
    }

    private static string? Label(IReadOnlyDictionary<string, Yaml> keys) => keys.GetValueOrDefault("label")?.Text();

    private static bool Flag(IReadOnlyDictionary<string, Yaml> keys, string key) => keys.TryGetValue(key, out var node) && node.Flag();

    private Formula? Formula(Yaml node) => formulas.Read(node, problem.Vocabulary)?.Formula;

    private ImmutableArray<Formula> Formulas(Yaml node) => [.. node.Items().Select(Formula).OfType<Formula>()];
}
