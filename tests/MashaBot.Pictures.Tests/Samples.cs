using System.Collections.Immutable;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Pictures.Tests;

/// <summary>Pictures of the course's first problems, as the content files will ask for them.</summary>
internal static class Samples
{
    /// <summary>Problem 1.2: forecast from temperature, event, who is at the counter.</summary>
    public static NetworkDrawing Forecast(bool values) => NetworkDrawing.Dense(
        [Input("x_1", values ? "20" : null), Input("x_2", values ? "0" : null), Input("x_3", values ? "1" : null)],
        new DenseLayer([Unit("h_1", values ? "100{,}5" : null), Unit("h_2", values ? "0" : null)]) { Weights = [["5", "-2"], ["-60", "-80"], ["0{,}5", "2"]] },
        new DenseLayer([Unit(@"\hat y", values ? "104{,}5" : null)]) { Weights = [["1"], ["0{,}2"]], Biases = ["4"] });

    /// <summary>Problem 1.1: letters on the arrows, a constant input, no activations.</summary>
    public static NetworkDrawing TwoLinearLayers { get; } = NetworkDrawing.Dense(
        [new("x") { Kind = NeuronKind.Input }],
        new DenseLayer([new("h_1"), new("h_2")]) { Weights = [["w_{21}", "w_{22}"]], Biases = ["w_{11}", "w_{12}"] },
        new DenseLayer([new("y")]) { Weights = [["w_1"], ["w_2"]] });

    /// <summary>As large as the course's networks get.</summary>
    public static NetworkDrawing FourFourFourTwo { get; } = NetworkDrawing.Dense(
        [.. Enumerable.Range(1, 4).Select(i => Input($"x_{i}", null))],
        Wide(4, 4, "h", "0{,}"), Wide(4, 4, "g", "-1{,}"), Wide(4, 2, "y", ""));

    /// <summary>Problem 1.10.</summary>
    public static LayersDrawing Widths { get; } = new([12, 300, 200, 100, 1]) { Biases = true };

    /// <summary>Problem 2.1: MSE = 2.5w² − 8w + 6.5 with three steps of gradient descent from 0, η = 0.1.</summary>
    public static PlotDrawing Descent { get; } = Parabola([(0, 0.8, Accents.None, null), (0.8, 1.2, Accents.None, null), (1.2, 1.4, Accents.None, null)]) with
    {
        Points = [.. new[] { 0, 0.8, 1.2, 1.4 }.Select((w, i) => new MarkedPoint(new(w, Mse(w))) { Label = $"w_{i}" })],
    };

    /// <summary>Problem 2.4: one step with three step lengths.</summary>
    public static PlotDrawing ThreeSteps { get; } = Parabola(
        [(0.2, 0.9, Accents.Blue, @"\eta = 0{,}1"), (0.2, 1.6, Accents.Green, @"\eta = 0{,}2"), (0.2, 2.65, Accents.Orange, @"\eta = 0{,}35")]) with
    {
        Points = [new(new(0.2, Mse(0.2))) { Label = "x_0" }, .. new[] { 0.9, 1.6, 2.65 }.Select((w, i) => new MarkedPoint(new(w, Mse(w))) { Accents = new[] { Accents.Blue, Accents.Green, Accents.Orange }[i] })],
        X = "x",
        Y = "f(x)",
    };

    /// <summary>Problem 3.1: f = x² + xy + (x + y)² at (3, −1).</summary>
    public static GraphDrawing Paths(bool values, bool gradients, bool accents = false)
    {
        string[] names = ["x", "y", "a", "b", "c", "d", "e", "f"];
        string?[] operations = [null, null, "x^2", "x y", "x + y", "a + b", "c^2", "d + e"];
        string[] value = ["3", "-1", "9", "-3", "2", "6", "4", "10"], gradient = ["9", "7", "1", "1", "4", "1", "1", "1"];
        (int, int, string, Accents)[] edges =
        [
            (0, 2, "2x", Accents.Blue), (0, 3, "y", Accents.Orange), (1, 3, "x", Accents.None), (0, 4, "1", Accents.Green), (1, 4, "1", Accents.None),
            (2, 5, "1", Accents.Blue), (3, 5, "1", Accents.Orange), (4, 6, "2c", Accents.Green), (5, 7, "1", Accents.Blue | Accents.Orange), (6, 7, "1", Accents.Green),
        ];
        return new(
            [.. names.Select((name, i) => new GraphNode(name) { Operation = operations[i], Value = values ? value[i] : null, Gradient = gradients ? gradient[i] : null })],
            [.. edges.Select(edge => new GraphEdge(edge.Item1, edge.Item2) { Derivative = gradients ? edge.Item3 : null, Accents = accents ? edge.Item4 : Accents.None })]);
    }

    /// <summary>Problem 3.2: a chain with its weights.</summary>
    public static GraphDrawing Chain { get; } = new(
        [new("x"), new("w_1"), new("h_1") { Operation = @"w_1 x" }, new("o_1") { Operation = "f(h_1)" }, new("w_2"), new("h_2") { Operation = "w_2 o_1" }, new("o_2") { Operation = "f(h_2)" }, new("w_3"),
         new(@"\hat y") { Operation = "w_3 o_2" }, new("y"), new("L") { Operation = @"\tfrac{1}{2}(y - \hat y)^2" }],
        [new(0, 2) { Derivative = "w_1" }, new(1, 2) { Derivative = "x" }, new(2, 3) { Derivative = "f'(h_1)" }, new(3, 5) { Derivative = "w_2" }, new(4, 5) { Derivative = "o_1" }, new(5, 6) { Derivative = "f'(h_2)" },
         new(6, 8) { Derivative = "w_3" }, new(7, 8) { Derivative = "o_2" }, new(8, 10) { Derivative = @"\hat y - y" }, new(9, 10)]);

    /// <summary>Problem 1.4: two lines cut the plane; the top sector is class 1.</summary>
    public static PlotDrawing Sectors { get; } = new()
    {
        XRange = new(-2, 4),
        YRange = new(-3, 3),
        EqualUnits = true,
        X = "x_1",
        Y = "x_2",
        DecimalMark = ',',
        Areas = [new([new(1, 0), new(4, 3), new(-2, 3)]) { Label = "1" }],
        Curves = [new([new(-2, 3), new(4, -3)]) { Dashed = true, Label = "x_1 + x_2 = 1" }, new([new(-2, -3), new(4, 3)]) { Dashed = true, Label = "x_1 - x_2 = 1" }],
        Points = [new(new(1, 2)) { Label = "(1,0)" }, new(new(0, 0)) { Mark = PointMark.Ring, Label = "0" }],
    };

    public static PlotDrawing Activations { get; } = new()
    {
        Curves = [PlotCurve.Sampled(x => 1 / (1 + Math.Exp(-x)), new(-5, 5)) with { Label = @"\sigma(x)" }, PlotCurve.Sampled(Math.Tanh, new(-5, 5)) with { Label = @"\tanh x" }, PlotCurve.Sampled(x => Math.Max(0, x), new(-5, 5)) with { Label = @"\mathrm{ReLU}(x)" }],
        YRange = new(-1.2, 2.2),
    };

    /// <summary>Problem 2.1: where eight methods have come to; the points crowd at the bottom.</summary>
    public static PlotDrawing Finish { get; } = Parabola([]) with
    {
        Points = [.. new[] { ("SGD", 1.29), ("Nesterov", 1.34), ("momentum", 1.64), ("RMSprop", 0.6), ("Adam", 0.19), ("w_9", 1.47) }.Select(method => new MarkedPoint(new(method.Item2, Mse(method.Item2))) { Label = method.Item1 })],
    };

    public static IEnumerable<(string Name, Drawing Drawing)> All =>
    [
        ("1.2-bare", Forecast(values: false)), ("1.2-values", Forecast(values: true)), ("1.1", TwoLinearLayers), ("4-4-4-2", FourFourFourTwo), ("1.10", Widths),
        ("2.1", Descent), ("2.1-finish", Finish), ("2.4", ThreeSteps), ("3.1-names", Paths(false, false)), ("3.1-values", Paths(true, false)), ("3.1-gradients", Paths(true, true)), ("3.1-paths", Paths(true, true, true)),
        ("3.2", Chain), ("1.4", Sectors), ("activations", Activations),
    ];

    private static double Mse(double w) => 2.5 * w * w - 8 * w + 6.5;

    private static PlotDrawing Parabola((double From, double To, Accents Accents, string? Label)[] steps) => new()
    {
        Curves = [PlotCurve.Sampled(Mse, new(-0.2, 3.2)) with { Label = "2{,}5w^2 - 8w + 6{,}5" }],
        Arrows = [.. steps.Select(step => new PlotArrow(new(step.From, Mse(step.From)), new(step.To, Mse(step.To))) { Accents = step.Accents, Label = step.Label })],
        X = "w",
        Y = "MSE",
    };

    private static Neuron Input(string label, string? value) => new(label) { Kind = NeuronKind.Input, Value = value };

    private static Neuron Unit(string label, string? value) => new(label) { Activation = Activation.Relu, Value = value };

    private static DenseLayer Wide(int from, int to, string letter, string start) => new([.. Enumerable.Range(1, to).Select(i => Unit($"{letter}_{i}", null))])
    {
        Weights = [.. Enumerable.Range(1, from).Select(i => Enumerable.Range(1, to).Select(string? (j) => $"{start}{i}{j}").ToImmutableArray())],
        Biases = [.. Enumerable.Range(1, to).Select(string? (i) => $"{i}")],
    };
}
