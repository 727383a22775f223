using System.Collections.Immutable;

namespace MashaBot.Sheets.Drawings;

/// <summary>Layers of neurons from left to right, arrows between them, a label beside each arrow.</summary>
public sealed record NetworkDrawing : Drawing
{
    /// <exception cref="ArgumentException">There is no layer, a layer is empty, or an arrow does not lead from a neuron to one of a later layer.</exception>
    public NetworkDrawing(ImmutableArray<ImmutableArray<Neuron>> layers, ImmutableArray<Connection> connections)
    {
        if (layers.IsDefaultOrEmpty || layers.Any(layer => layer.IsDefaultOrEmpty))
            throw new ArgumentException("A network has at least one layer, and every layer at least one neuron.", nameof(layers));
        foreach (var connection in connections)
            if (!Has(layers, connection.From) || !Has(layers, connection.To) || connection.From.Layer >= connection.To.Layer)
                throw new ArgumentException($"{connection} does not lead from a neuron to one of a later layer.", nameof(connections));
        (Layers, Connections) = (layers, connections);
    }

    public ImmutableArray<ImmutableArray<Neuron>> Layers { get; }

    public ImmutableArray<Connection> Connections { get; }

    public Neuron this[NeuronAt at] => Layers[at.Layer][at.Index];

    /// <summary>A fully connected network. A layer with biases gets a constant neuron "1" at the end of the layer before it.</summary>
    /// <param name="inputs">The first layer; neurons of kind <see cref="NeuronKind.Input"/> as a rule.</param>
    /// <param name="layers">The layers after it.</param>
    /// <exception cref="ArgumentException">A layer's weights are not a row a neuron before it and a column a neuron of it, or its biases are not one a neuron.</exception>
    public static NetworkDrawing Dense(ImmutableArray<Neuron> inputs, params ImmutableArray<DenseLayer> layers)
    {
        var columns = layers.Select(layer => layer.Neurons).Prepend(inputs).ToArray();
        var connections = ImmutableArray.CreateBuilder<Connection>();
        foreach (var (depth, layer) in layers.Index())
        {
            var wide = columns[depth].Length;
            if (!layer.Weights.IsDefaultOrEmpty && (layer.Weights.Length != wide || layer.Weights.Any(row => row.Length != layer.Neurons.Length)))
                throw new ArgumentException($"The weights of layer {depth + 1} are not {wide}×{layer.Neurons.Length}.", nameof(layers));
            if (!layer.Biases.IsDefaultOrEmpty && layer.Biases.Length != layer.Neurons.Length)
                throw new ArgumentException($"{layer.Biases.Length} biases for the {layer.Neurons.Length} neurons of layer {depth + 1}.", nameof(layers));
            for (var from = 0; from < wide; from++)
                for (var to = 0; to < layer.Neurons.Length; to++)
                    connections.Add(new(new(depth, from), new(depth + 1, to)) { Label = layer.Weights.IsDefaultOrEmpty ? null : layer.Weights[from][to] });
            if (layer.Biases.IsDefaultOrEmpty) continue;
            columns[depth] = columns[depth].Add(Neuron.One);
            for (var to = 0; to < layer.Neurons.Length; to++)
                if (layer.Biases[to] is { } bias)
                    connections.Add(new(new(depth, wide), new(depth + 1, to)) { Label = bias });
        }
        return new([.. columns], connections.ToImmutable());
    }

    private protected override IEnumerable<string> Lines(Func<string, string> plain)
    {
        foreach (var connection in Connections)
            yield return $"{Name(connection.From)} →{(connection.Label is { } label ? $"({plain(label)})" : "")} {Name(connection.To)}";
        foreach (var neuron in Layers.SelectMany(layer => layer))
            if (neuron.Value is { } value && neuron.Kind != NeuronKind.Constant)
                yield return $"{plain(neuron.Label)} = {plain(value)}";

        string Name(NeuronAt at) => this[at] is var neuron && neuron.Activation is Activation.None ? plain(neuron.Label) : $"{plain(neuron.Label)} [{Sign(neuron.Activation)}]";
    }

    private static string Sign(Activation activation) => activation switch
    {
        Activation.Relu => "ReLU",
        Activation.Sigmoid => "σ",
        Activation.Tanh => "tanh",
        Activation.Step => "[h > 0]",
        _ => "f",
    };

    private static bool Has(ImmutableArray<ImmutableArray<Neuron>> layers, NeuronAt at) =>
        at.Layer >= 0 && at.Layer < layers.Length && at.Index >= 0 && at.Index < layers[at.Layer].Length;
}

/// <summary>A neuron's place: both counted from 0, the layer from the left, the neuron from the top.</summary>
public readonly record struct NeuronAt(int Layer, int Index);

/// <param name="Label">LaTeX: the neuron's name, or the constant's figure.</param>
public sealed record Neuron(string Label)
{
    /// <summary>The constant input whose arrows carry biases.</summary>
    public static Neuron One { get; } = new("1") { Kind = NeuronKind.Constant };

    public NeuronKind Kind { get; init; } = NeuronKind.Unit;

    public Activation Activation { get; init; }

    /// <summary>LaTeX: what the neuron gives out for the inputs at hand; null if the picture shows none.</summary>
    public string? Value { get; init; }

    /// <summary>What the neuron gives out over the plane of the inputs; null if the picture shows none.</summary>
    public HeatMap? Map { get; init; }

    public Accents Accents { get; init; }
}

/// <summary>Figures over a plane, row by row from the top, shown by colours: one for positive, another for negative ones.</summary>
public sealed record HeatMap
{
    /// <exception cref="ArgumentException">The figures are not whole rows.</exception>
    public HeatMap(int columns, ImmutableArray<double> figures)
    {
        if (columns < 1 || figures.IsDefaultOrEmpty || figures.Length % columns != 0) throw new ArgumentException($"{figures.Length} figures are no rows of {columns}.", nameof(figures));
        (Columns, Figures) = (columns, figures);
    }

    public int Columns { get; }

    public ImmutableArray<double> Figures { get; }
}

public enum NeuronKind
{
    /// <summary>Computes something.</summary>
    Unit,
    Input,
    Constant,
}

/// <summary>The mark on a neuron: a small graph of the function that it applies.</summary>
public enum Activation
{
    None,
    Relu,
    Sigmoid,
    Tanh,
    Step,

    /// <summary>Some function f that the problem does not name.</summary>
    Unknown,
}

/// <summary>An arrow from a neuron to one of a later layer.</summary>
public sealed record Connection(NeuronAt From, NeuronAt To)
{
    /// <summary>LaTeX: the weight as a figure or a letter; null for a bare arrow.</summary>
    public string? Label { get; init; }

    /// <summary>The weight, shown by the thickness and the colour of the arrow instead of the label; null for an ordinary arrow.</summary>
    public double? Strength { get; init; }

    public Accents Accents { get; init; }
}

/// <summary>A layer in which every neuron hears every neuron of the layer before; see <see cref="NetworkDrawing.Dense"/>.</summary>
public sealed record DenseLayer(ImmutableArray<Neuron> Neurons)
{
    /// <summary>Labels of the weights, rows from, columns to; default: bare arrows.</summary>
    public ImmutableArray<ImmutableArray<string?>> Weights { get; init; }

    /// <summary>Labels of the biases, one a neuron, null for a neuron without; default: the layer has none.</summary>
    public ImmutableArray<string?> Biases { get; init; }
}
