using System.Collections.Immutable;
using System.Diagnostics;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Sheets.Rendering;

/// <summary>Pictures of the problem's file with a variant's figures in them.</summary>
internal sealed class Draftsman(Workings workings, ProblemSource problem, NumberStyle style)
{
    private readonly Passes passes = new(workings, problem);

    internal Drawing Draw(PictureSource picture) => picture switch
    {
        PictureSource.Network network => Network(network),
        PictureSource.Graph graph => Graph(graph),
        PictureSource.Plot plot => Plot(plot),
        PictureSource.Widths widths => new LayersDrawing([.. workings.Value(widths.Of).Values.ToArray().Select(width => (int)width.ToDouble())]),
        _ => throw new UnreachableException(),
    };

    private NetworkDrawing Network(PictureSource.Network network) => NetworkDrawing.Dense(
        [.. network.Inputs.Select(input => Neuron(input, network.ShowValues) with { Kind = NeuronKind.Input })],
        [.. network.Layers.Select((layer, depth) => new DenseLayer([.. layer.Select(neuron => Neuron(neuron, network.ShowValues) with { Activation = network.Activations[depth] })])
        {
            Weights = network.Weights is [] ? default : Table(network.Weights[depth], layer.Length),
            Biases = network.Biases is [] || network.Biases[depth] is not { } bias ? default : [.. Items(bias)],
        })]);

    private Neuron Neuron(Formula formula, bool showValue) => new(workings.Latex(formula, style)) { Value = showValue ? Figure(formula) : null };

    /// <summary>The labels of a layer's weights, rows from, columns to.</summary>
    private ImmutableArray<ImmutableArray<string?>> Table(Formula matrix, int columns) => [.. Items(matrix).Chunk(columns).Select(row => row.ToImmutableArray())];

    /// <summary>Figures row by row, or the letters of what has none.</summary>
    private IEnumerable<string?> Items(Formula formula) => formula switch
    {
        Formula.Vector(var items) => items.SelectMany(Items),
        _ when workings.TryValue(formula) is { } value => value.Values.ToArray().Select(Figure),
        _ => [workings.Latex(formula, style)],
    };

    private string Figure(Formula formula) => Written.Value(workings.Value(formula), style, PrintForm.Latex);

    private string Figure(Real value) => Numbers.Format(value, style, null, PrintForm.Latex);

    /// <summary>Given and defined names below the formula, an edge for each name that a definition uses.</summary>
    private GraphDrawing Graph(PictureSource.Graph graph)
    {
        var definitions = passes.Below(graph.Of);
        var names = definitions.SelectMany(definition => passes.Used(definition.Body)).Distinct().Where(name => definitions.All(definition => definition.Name != name)).Order(StringComparer.Ordinal)
            .Concat(definitions.Select(definition => definition.Name)).ToList();
        var nodes = names.Select(name => Node(name, definitions.FirstOrDefault(definition => definition.Name == name)));
        var edges = definitions.SelectMany(definition => passes.Used(definition.Body).Distinct().Select(name => new GraphEdge(names.IndexOf(name), names.IndexOf(definition.Name))
        {
            Derivative = graph.Show == GraphShow.Gradients ? Written.Value(passes.Local(definition.Body, new(name)), style, PrintForm.Latex) : null,
        }));
        return new([.. nodes], [.. edges]);

        GraphNode Node(string name, Definition? definition) => new(new Formula.Name(name).ToLatex(style))
        {
            Operation = definition?.Body.ToLatex(style),
            Value = graph.Show == GraphShow.Names ? null : Figure(new Formula.Name(name)),
            Gradient = graph.Show == GraphShow.Gradients ? Figure(new Formula.Call("grad", [graph.Of, new Formula.Name(name)])) : null,
        };
    }

    private PlotDrawing Plot(PictureSource.Plot plot) => new()
    {
        Curves = [.. plot.Curves.Select(Curve)],
        Points = [.. plot.Points.Select(point => new MarkedPoint(Point(point.At)) { Label = point.Label, Hollow = point.Hollow })],
        Arrows = [.. plot.Arrows.Select(arrow => new PlotArrow(Point(arrow.From), Point(arrow.To)) { Label = arrow.Label, Dashed = arrow.Dashed })],
        X = plot.X,
        Y = plot.Y,
        DecimalMark = style == NumberStyle.DecimalComma ? ',' : '.',
    };

    private PlotCurve Curve(CurveSource curve)
    {
        var (from, to) = (workings.Value(curve.From).Only.ToDouble(), workings.Value(curve.To).Only.ToDouble());
        return PlotCurve.Sampled(Sampler(curve), new(from, to)) with { Label = curve.Label, Dashed = curve.Dashed };
    }

    /// <summary>The curve as a function; not a number where it has no value: the line breaks there.</summary>
    private Func<double, double> Sampler(CurveSource curve)
    {
        var lowering = new Lowering(workings.Scope.Without(curve.Over));
        var node = lowering.NodeOf(curve.Of);
        var plan = new Plan<Float>(node);
        foreach (var (name, leaf) in lowering.Leaves)
            if (workings.Scope.Figures.TryGetValue(name, out var figure)) plan.Set(leaf, figure.As<Float>());
        return at =>
        {
            if (lowering.Leaves.TryGetValue(curve.Over, out var leaf)) plan.Set(leaf, new Float(at));
            try
            {
                plan.Run();
                return plan[node][0].Value;
            }
            catch (EngineException)
            {
                return double.NaN;
            }
        };
    }

    private PlotPoint Point(Formula pair) => workings.Value(pair) is { Count: 2 } value
        ? new(value[0].ToDouble(), value[1].ToDouble())
        : throw new EngineException($"{pair} is no pair.");
}
