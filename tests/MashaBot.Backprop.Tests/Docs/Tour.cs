using System.Globalization;

namespace MashaBot.Backprop.Tests;

/// <summary>The samples of <c>docs/engine.md</c>, word for word between the braces; what they print is compared with the page by <see cref="TourTests"/>.</summary>
internal sealed class Tour
{
    /// <summary>What the samples print.</summary>
    public Printer Console { get; } = new();

    public void Record_differentiate_evaluate()
    {
        var graph = new Graph();
        Node x = graph.Leaf("x"), y = graph.Leaf("y");
        var f = x.Squared() + x * y + (x + y).Squared();
        var slope = graph.Gradient(f, x);                       // a node: it can be differentiated again, printed, compiled
        Console.WriteLine(Notation.Text().Write(slope));        // → 2·(x + y) + y + 2·x
        Console.WriteLine(slope.Evaluate((x, Tensor.Scalar(3)), (y, Tensor.Scalar(-1))));       // → 9
        Console.WriteLine(graph.Gradient(slope, y).Evaluate());                                 // → 3
        Console.WriteLine(graph.CountPaths(x, f));                                              // → 3
    }

    public void Fractions_stay_fractions()
    {
        var graph = new Graph();
        Node w = graph.Leaf("w"), x = graph.Leaf("x");
        var loss = Loss.LogLoss((w * x).Sigmoid(), graph.Constant(1));
        Console.WriteLine(graph.Gradient(loss, w).Evaluate((w, Tensor.Scalar(0)), (x, Tensor.Scalar(new Rational(1, 3)))));     // → -1/6
    }

    public void Tensors_of_any_rank()
    {
        var graph = new Graph();
        Node a = graph.Leaf("A", Shape.Of(2, 2)), x = graph.Leaf("x", Shape.Of(2));
        var form = x.Dot(a.MatMul(x));
        var matrix = Tensor.Matrix<Real>([1, 2], [5, 3]);
        Console.WriteLine(graph.Hessian(form, x).Evaluate((a, matrix), (x, Tensor.Vector(7, -4))));                  // → ((2, 7), (7, 6))
        Console.WriteLine(graph.Gradient(graph.Apply(Ops.Determinant, a), a).Evaluate((a, matrix)));                 // → ((3, -5), (-2, 1))
    }

    public void Write_it_down()
    {
        var graph = new Graph();
        Node x = graph.Leaf("x"), y = graph.Leaf("y");
        var c = graph.Named("c", x + y);
        var f = graph.Named("f", x.Squared() + c.Squared());
        var trace = new Trace(f, [x, y], [(x, Tensor.Scalar(3)), (y, Tensor.Scalar(-1))]);
        foreach (var row in trace.BackwardCells(Notation.Text())) Console.WriteLine($"{row[0]} = {row[1]} = {row[3]} = {row[4]}");
        // → ∂f/∂f =  =  = 1
        // → ∂f/∂c = 2·c = 1·4 = 4
        // → ∂f/∂x = 2·x + ∂f/∂c·∂c/∂x = 1·6 + 4·1 = 10
        // → ∂f/∂y = ∂f/∂c·∂c/∂y = 4·1 = 4
        Console.WriteLine(trace.ForwardCells(Notation.Latex()).ToMarkdown(["node", "made of", "value"], "$").Split('\n')[4]);       // → | $c$ | $x + y$ | $2$ |
    }

    public void Train()
    {
        var graph = new Graph();
        var w = graph.Leaf("w");
        var loss = graph.Named("L", (w - 3).Squared());
        var training = new Training<Real>(loss, [w], new Momentum(graph.Constant(new Rational(1, 10)), graph.Constant(Rational.Half)));
        training.Set(w, Tensor.Scalar(1));
        var steps = training.TracedStep().Concat(training.TracedStep()).ToArray();
        Console.WriteLine(steps.StepCells(Notation.Text()).ToText(steps.StepHeaders(loss, Notation.Text())));
        // → t  w    ∂L/∂w  v      Δw     w′
        // → ─  ───  ─────  ─────  ─────  ─────
        // → 1  1    −4     −4     2/5    7/5
        // → 2  7/5  −16/5  −26/5  13/25  48/25
    }

    public void Layers_and_architectures()
    {
        var net = Architecture.Parse("input 28x28x1; conv 5x5 6; relu; pool 2; conv 5x5 16; relu; pool 2; flatten; dense 120; relu; dense 84; relu; dense 10");
        Console.WriteLine($"{net.Parameters} parameters, {net.MultiplyAdds} products");         // → 44426 parameters, 281640 products
        Console.WriteLine(string.Join('×', net.Layers[6].Sizes));                               // → 4×4×16
        Console.WriteLine(string.Join('×', net.Layers[6].Field));                               // → 16×16
        var built = net.Build(new Graph().Leaf("x", Shape.Of(28, 28, 1)));
        Console.WriteLine($"{built.Output.Shape}: {built.Parameters.Length} tensors");          // → 10: 10 tensors
        if (!Architecture.TryParse("input 9x9x1; conv 5x5 4 stride=2; pool 2; pool 2", out _, out var fault)) Console.WriteLine(fault!.Message);
        // → Layer 3, character 43, input 1×1×4: a window of 2 does not fit on 1.
    }

    public void Compile_once_run_many()
    {
        var graph = new Graph();
        Node x = graph.Leaf("x", Shape.Of(3)), t = graph.Leaf("t", Shape.Of(3));
        var loss = Loss.CrossEntropyFromLogits(x, t);
        var slope = graph.Gradient(loss, x);
        var plan = new Plan<Float>(loss, slope);                // equal nodes once, one array of memory, one kernel for each node
        plan.Set(t, Tensor.Vector<Float>(0, 1, 0));
        for (var i = 0; i < 3; i++)
        {
            plan.Set(x, Tensor.Vector<Float>(i, 0, 0));
            plan.Run();                                         // allocates nothing
            Console.WriteLine($"{plan[loss][0].Value:F3} {plan[slope][1].Value:F3}");
        }
        // → 1.099 -0.667
        // → 1.551 -0.788
        // → 2.240 -0.893
    }

    public void When_it_cannot_be_computed()
    {
        var graph = new Graph();
        Node x = graph.Leaf("x"), c = graph.Named("c", (x - 1).Log());
        var error = Assert.Throws<EngineException>(() => c.Evaluate((x, Tensor.Scalar(0))));
        Console.WriteLine(error.Message);                       // → c = ln(#2) has no value: ln -1: only a positive number has a logarithm (shape scalar; #2 = -1).
    }

    /// <summary>Stands where the samples say Console.</summary>
    internal sealed class Printer
    {
        public List<string> Lines { get; } = [];

        public void WriteLine(object? value) => Lines.AddRange(Convert.ToString(value, CultureInfo.InvariantCulture)!.TrimEnd('\n').Split('\n'));
    }
}
