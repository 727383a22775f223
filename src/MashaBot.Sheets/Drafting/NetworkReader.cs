using System.Collections.Immutable;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Sheets.Drafting;

/// <summary>Reads `network`: a dense network, arrows taken out or added.</summary>
internal static class NetworkReader
{
    private const int MapSide = 24;

    private static readonly ImmutableSortedDictionary<string, Activation> Activations = Entry.Rows(
        ("none", Activation.None), ("relu", Activation.Relu), ("sigma", Activation.Sigmoid), ("tanh", Activation.Tanh), ("step", Activation.Step), ("unknown", Activation.Unknown));

    /// <summary>What the file says of the network.</summary>
    private sealed record Source
    {
        public required ImmutableArray<Formula> Inputs { get; init; }
        public required ImmutableArray<ImmutableArray<Formula>> Layers { get; init; }

        /// <summary>How many of each layer's neurons there are in a variant, the first ones; null: all.</summary>
        public Formula? Widths { get; init; }

        /// <summary>One a layer, null for bare arrows; empty for bare arrows everywhere.</summary>
        public ImmutableArray<Formula?> Weights { get; init; }

        /// <summary>One a layer, null for a layer without; empty for none at all.</summary>
        public ImmutableArray<Formula?> Biases { get; init; }
        public ImmutableArray<Activation> Activations { get; init; }

        /// <summary>Write into each neuron what it gives out.</summary>
        public bool Values { get; init; }
        public int? Decimals { get; init; }

        /// <summary>Write weights as their letters, whatever figures they have.</summary>
        public bool Letters { get; init; }

        /// <summary>Show weights by the arrows' thickness and colour.</summary>
        public bool Strengths { get; init; }

        /// <summary>Arrows that are added, relabelled or, with null, taken out.</summary>
        public required ImmutableArray<(string From, string To, Label? Label)> Arrows { get; init; }
        public required ImmutableArray<(ImmutableArray<string> Chain, Accents Accents)> Accents { get; init; }
        public (string[] Over, Formula From, Formula To)? Maps { get; init; }
    }

    internal static Func<Draft, Drawing> Read(Entry entry)
    {
        if (!entry.Holds("inputs: [x1, x2], layers: [[h1, h2], [y]]", "inputs", "layers")) return Nothing;
        ImmutableArray<Formula> inputs = [.. entry.Nodes("inputs").Select(entry.Formula)];
        ImmutableArray<ImmutableArray<Formula>> layers = [.. entry.Nodes("layers").Select(layer => layer.Items().Select(entry.Formula).ToImmutableArray())];
        if (inputs is [] || layers is [] || layers.Any(layer => layer is [])) entry.Node.Fault("a layer of the network is empty", "Name its neurons");
        var source = new Source
        {
            Inputs = inputs,
            Layers = layers,
            Widths = entry.Optional("widths"),
            Weights = PerLayer("weights", node => node.IsNone ? null : entry.Formula(node)),
            Biases = PerLayer("biases", node => node.IsNone ? null : entry.Formula(node)),
            Activations = entry["activation"] is { IsSequence: false } one ? [.. layers.Select(_ => Mark(one))] : PerLayer("activation", Mark),
            Values = entry.Flag("values"),
            Decimals = entry.Decimals,
            Letters = entry.Flag("letters"),
            Strengths = entry.Flag("strengths"),
            Arrows = [.. (entry["arrows"]?.Entries() ?? []).SelectMany(Arrow)],
            Accents = Links.Accents(entry),
            Maps = entry.Has("maps") ? Maps(entry.Inner("maps")) : null,
        };
        Check(entry, source);
        return draft => new Drafter(source, draft).Draw();

        ImmutableArray<T> PerLayer<T>(string key, Func<Yaml, T> read)
        {
            if (entry[key] is not { } list) return [];
            var items = list.Items().ToArray();
            if (items.Length != layers.Length) list.Fault($"there are {layers.Length} layers but {items.Length} `{key}`", "Write one a layer");
            return [.. items.Select(read)];
        }

        IEnumerable<(string, string, Label?)> Arrow(Yaml item) => Links.Chain(item.Name) is [var from, var to] ? [(from, to, item.IsNone ? null : entry.LabelOf(item))] : [];
    }

    private static Func<Draft, Drawing> Nothing => _ => throw new InvalidOperationException("There is no network to draw.");

    private static Activation Mark(Yaml node) => node.OneOf(Activations, out var activation) ? activation : default;

    private static (string[], Formula, Formula)? Maps(Entry entry)
    {
        if (!entry.Holds("maps: { over: [x1, x2], from: -2, to: 2 }", "over", "from", "to")) return null;
        if (entry.Names("over") is not [_, _] over)
        {
            entry["over"]!.Fault("a map has two names", "Write `over: [x1, x2]`");
            return null;
        }
        return (over, entry.Formula("from"), entry.Formula("to"));
    }

    private static void Check(Entry entry, Source source)
    {
        var depths = source.Layers.Insert(0, source.Inputs).Select((layer, depth) => layer.OfType<Formula.Name>().Select(name => (name.Id, depth))).SelectMany(pairs => pairs).ToLookup(pair => pair.Id, pair => pair.depth);
        var arrows = entry["arrows"];
        Links.Check(arrows, IsThere, (from, to) => from == "1" || (depths[from].FirstOrDefault() < depths[to].FirstOrDefault()));
        foreach (var item in arrows?.Entries() ?? [])
            if (Links.Chain(item.Name).Length != 2) item.Fault($"`{item.Name}` is no arrow", "Write `\"x1 -> y\": \"w\"`, or `none` to take the arrow out");
        Links.Check(entry["accents"], IsThere, (from, to) => from == "1" || depths[from].FirstOrDefault() < depths[to].FirstOrDefault());

        bool IsThere(string name) => name == "1" || depths.Contains(name);
    }

    /// <summary>Draws it with a variant's figures.</summary>
    private sealed class Drafter(Source source, Draft draft)
    {
        private readonly ImmutableArray<ImmutableArray<Formula>> layers = Shown(source, draft);

        /// <summary>The neurons of each layer that this variant has.</summary>
        private static ImmutableArray<ImmutableArray<Formula>> Shown(Source source, Draft draft)
        {
            if (source.Widths is not { } formula) return source.Layers;
            var widths = draft.Numbers(formula);
            if (widths.Length != source.Layers.Length || widths.Zip(source.Layers).Any(pair => pair.First < 1 || pair.First > pair.Second.Length))
                throw new EngineException($"The layers are {string.Join(", ", source.Layers.Select(layer => layer.Length))} wide at most, and not {string.Join(", ", widths)}.");
            return [.. source.Layers.Zip(widths, (layer, width) => layer[..(int)width])];
        }

        public NetworkDrawing Draw()
        {
            var dense = NetworkDrawing.Dense(
                [.. source.Inputs.Select(input => Neuron(input, 0) with { Kind = NeuronKind.Input })],
                [.. layers.Select((layer, depth) => new DenseLayer([.. layer.Select(neuron => Neuron(neuron, depth + 1) with { Activation = source.Activations is [] ? default : source.Activations[depth] })])
                {
                    Weights = source.Weights is [] || source.Weights[depth] is not { } matrix ? default : [.. Items(matrix).Chunk(source.Layers[depth].Length).Take(Layer(depth).Length).Select(row => ImmutableArray.Create(row, 0, layer.Length))],
                    Biases = source.Biases is [] || source.Biases[depth] is not { } bias ? default : [.. Items(bias).Take(layer.Length)],
                })]);
            var connections = dense.Connections.ToList();
            foreach (var (from, to, label) in source.Arrows)
            {
                var (start, end) = (Place(dense, from, to), Place(dense, to, null));
                var old = connections.FindIndex(connection => connection.From == start && connection.To == end);
                if (old >= 0) connections.RemoveAt(old);
                if (label is not null) connections.Insert(old < 0 ? connections.Count : old, new(start, end) { Label = label.In(draft) });
            }
            return new(dense.Layers, [.. connections.Select(connection => connection with
            {
                Accents = source.Accents.Of(Name(dense, connection.From), Name(dense, connection.To)),
                Strength = source.Strengths ? Strength(connection) : null,
            })]);
        }

        private Neuron Neuron(Formula formula, int depth) => new(draft.Latex(formula))
        {
            Value = source.Values ? draft.Figure(formula, source.Decimals) : null,
            Accents = formula is Formula.Name(var name) ? source.Accents.Of(name) : default,
            Map = source.Maps is var (over, from, to) ? Map(draft.Sampler(formula, over), draft.Number(from), draft.Number(to)) : null,
        };

        /// <summary>Figures row by row, or the letters of what has none.</summary>
        private IEnumerable<string?> Items(Formula formula) => formula switch
        {
            Formula.Vector(var items) => items.SelectMany(Items),
            _ when source.Letters => [draft.Latex(formula)],
            _ when draft.Workings.TryValue(formula) is { } value => value.Values.ToArray().Select(weight => draft.Figure(Tensor.Scalar(weight), source.Decimals)),
            _ => [draft.Latex(formula)],
        };

        private double? Strength(Connection connection)
        {
            var depth = connection.To.Layer - 1;
            if (connection.From.Layer != depth) return null;
            var isBias = connection.From.Index == Layer(depth).Length;
            if ((isBias ? source.Biases : source.Weights) is not { Length: > 0 } rows || rows[depth] is not { } formula) return null;
            return draft.Numbers(formula)[isBias ? connection.To.Index : connection.From.Index * source.Layers[depth].Length + connection.To.Index];
        }

        private ImmutableArray<Formula> Layer(int depth) => depth == 0 ? source.Inputs : layers[depth - 1];

        private string Name(NetworkDrawing network, NeuronAt at) =>
            network[at].Kind == NeuronKind.Constant ? "1" : Layer(at.Layer)[at.Index] is Formula.Name(var name) ? name : "";

        /// <summary>Where a neuron of that name stands; the constant is the one in the layer before the arrow's end.</summary>
        private NeuronAt Place(NetworkDrawing network, string name, string? end)
        {
            var layers = end is null || name != "1" ? Enumerable.Range(0, network.Layers.Length) : [Place(network, end, null).Layer - 1];
            foreach (var layer in layers)
                for (var index = 0; index < network.Layers[layer].Length; index++)
                    if (Name(network, new(layer, index)) == name) return new(layer, index);
            throw new EngineException($"There is no neuron {name}.");
        }

        private static HeatMap Map(Sampler sampler, double from, double to)
        {
            return new(MapSide, [.. Enumerable.Range(0, MapSide * MapSide).Select(cell => sampler.At(At(cell % MapSide), At(MapSide - 1 - cell / MapSide)))]);

            double At(int place) => from + (to - from) * (place + 0.5) / MapSide;
        }
    }
}
