using MashaBot.Backprop;

namespace MashaBot.Bench;

/// <summary>The workloads on the engine: each is compiled once; a step is forward and backward (W7: ten steps of training).</summary>
internal static class EngineWorkloads
{
    public static Dictionary<string, Action> All() => new()
    {
        ["W1"] = Scalar(),
        ["W2"] = Sigmoids(out _).Run,
        ["W3"] = Digits(),
        ["W4 batch 1"] = LeNet(1),
        ["W4 batch 16"] = LeNet(16),
        ["W5"] = Lstm(),
        ["W6"] = Transformer(),
        ["W7"] = TenAdamSteps(),
    };

    /// <summary>W8: a chain of n scalar nodes; the cost of one of them must not depend on n.</summary>
    public static Action Chain(int n)
    {
        var graph = new Graph();
        var x = graph.Leaf("x");
        var y = x;
        for (var i = 0; i < n; i++) y = graph.Apply(i % 2 == 0 ? Ops.Tanh : Ops.Negate, y);
        return Compiled(y, [x], []);
    }

    private static Action Scalar()
    {
        var graph = new Graph();
        Node x = graph.Leaf("x"), y = graph.Leaf("y");
        return Compiled(x * x + x * y + (x + y) * (x + y), [x, y], []);
    }

    /// <summary>2-2-2-1 with σ everywhere, (ŷ − y)² of one example.</summary>
    private static Plan<Float> Sigmoids(out (Node Loss, Node[] Parameters, Node[] Data) net)
    {
        var graph = new Graph();
        Node x = graph.Leaf("x", Shape.Of(2)), y = graph.Leaf("y", Shape.Of(1));
        Node[] w = [.. new[] { (2, 2), (2, 2), (1, 2) }.SelectMany(size => (Node[])[graph.Leaf("w", Shape.Of(size.Item1, size.Item2)), graph.Leaf("b", Shape.Of(size.Item1))])];
        var h = x;
        for (var i = 0; i < w.Length; i += 2) h = Layer.Dense(h, w[i], w[i + 1]).Sigmoid();
        net = (Loss.SquaredError(h, y).Mean(), w, [x, y]);
        return PlanOf(net.Loss, w, [x, y]);
    }

    private static Action Digits()
    {
        var graph = new Graph();
        Node x = graph.Leaf("x", Shape.Of(32, 784)), y = OneHot(graph, 32);
        Node[] w = [graph.Leaf("W1", Shape.Of(128, 784)), graph.Leaf("b1", Shape.Of(128)), graph.Leaf("W2", Shape.Of(10, 128)), graph.Leaf("b2", Shape.Of(10))];
        var logits = Layer.Dense(Layer.Dense(x, w[0], w[1]).Relu(), w[2], w[3]);
        return Compiled(Loss.CrossEntropyFromLogits(logits, y).Mean(), w, [x]);
    }

    private static Action LeNet(int batch)
    {
        var graph = new Graph();
        Node x = graph.Leaf("x", Shape.Of(batch, 1, 28, 28)), y = OneHot(graph, batch);
        Node[] w =
        [
            graph.Leaf("C1", Shape.Of(6, 1, 5, 5)), graph.Leaf("c1", Shape.Of(6)), graph.Leaf("C2", Shape.Of(16, 6, 5, 5)), graph.Leaf("c2", Shape.Of(16)),
            graph.Leaf("W1", Shape.Of(120, 400)), graph.Leaf("b1", Shape.Of(120)), graph.Leaf("W2", Shape.Of(84, 120)), graph.Leaf("b2", Shape.Of(84)), graph.Leaf("W3", Shape.Of(10, 84)), graph.Leaf("b3", Shape.Of(10)),
        ];
        var two = new Window(2, 2);
        var h = x.Convolved(w[0], padding: 2).PlusChannels(w[1]).Relu().MaxPooled([two, two]);
        h = h.Convolved(w[2]).PlusChannels(w[3]).Relu().MaxPooled([two, two]).Reshaped(batch, 400);
        h = Layer.Dense(h, w[4], w[5]).Relu();
        h = Layer.Dense(h, w[6], w[7]).Relu();
        return Compiled(Loss.CrossEntropyFromLogits(Layer.Dense(h, w[8], w[9]), y).Mean(), w, [x]);
    }

    /// <summary>20 steps, batch 8, 16 inputs, 32 units; the loss is the mean square of all states.</summary>
    private static Action Lstm()
    {
        var graph = new Graph();
        var x = graph.Leaf("x", Shape.Of(20, 8, 16));
        var zeros = graph.Constant(Tensor.Filled(Shape.Of(8, 32), (Real)0));
        Node[] w = [graph.Leaf("W", Shape.Of(128, 16)), graph.Leaf("U", Shape.Of(128, 32)), graph.Leaf("b", Shape.Of(128))];
        Gate[] gates = [.. Enumerable.Range(0, 4).Select(i => new Gate(w[0].Slice(0, 32 * i, 32), w[1].Slice(0, 32 * i, 32), w[2].Slice(0, 32 * i, 32)))];
        var states = new LstmCell(gates[0], gates[1], gates[2], gates[3]).Unrolled(Enumerable.Range(0, 20).Select(x.At), new(zeros, zeros));
        var all = graph.Apply(Ops.Stack, [.. states.Select(state => state.H)]);
        return Compiled(all.Squared().Mean(), w, [x]);
    }

    /// <summary>32 tokens of width 64: four heads between four maps, the bypass, layer norm.</summary>
    private static Action Transformer()
    {
        var graph = new Graph();
        var x = graph.Leaf("x", Shape.Of(32, 64));
        Node[] w = [.. Enumerable.Range(0, 4).SelectMany(_ => (Node[])[graph.Leaf("W", Shape.Of(64, 64)), graph.Leaf("b", Shape.Of(64))]), graph.Leaf("gamma", Shape.Of(64)), graph.Leaf("beta", Shape.Of(64))];
        var attention = Attention.MultiHead(Layer.Dense(x, w[0], w[1]), Layer.Dense(x, w[2], w[3]), Layer.Dense(x, w[4], w[5]), heads: 4);
        var y = Layer.LayerNorm(x + Layer.Dense(attention, w[6], w[7]), w[8], w[9], graph.Constant(new Rational(1, 100_000)));
        return Compiled(y.Squared().Mean(), w, [x]);
    }

    private static Action TenAdamSteps()
    {
        Sigmoids(out var net);
        var graph = net.Loss.Graph;
        Node Number(int numerator, int denominator) => graph.Constant(new Rational(numerator, denominator));
        var training = new Training<Float>(net.Loss, net.Parameters, new Adam(Number(1, 1000), Number(9, 10), Number(999, 1000), Number(1, 100_000_000)));
        var random = new Random(1);
        foreach (var leaf in net.Parameters.Concat(net.Data)) training.Set(leaf, Values(leaf, random));
        return () =>
        {
            for (var i = 0; i < 10; i++) training.Step();
        };
    }

    private static Node OneHot(Graph graph, int batch)
    {
        var values = new Real[batch * 10];
        for (var i = 0; i < batch; i++) values[i * 10 + i % 10] = 1;
        return graph.Constant(new Tensor<Real>(Shape.Of(batch, 10), values));
    }

    private static Action Compiled(Node loss, Node[] parameters, Node[] data) => PlanOf(loss, parameters, data).Run;

    private static Plan<Float> PlanOf(Node loss, Node[] parameters, Node[] data)
    {
        var plan = new Plan<Float>([loss, .. loss.Graph.Gradients(loss, parameters)]);
        var random = new Random(1);
        foreach (var leaf in parameters.Concat(data)) plan.Set(leaf, Values(leaf, random));
        return plan;
    }

    private static Tensor<Float> Values(Node leaf, Random random)
    {
        var scale = 1 / Math.Sqrt(leaf.Shape.Rank > 1 ? leaf.Shape.Count / leaf.Shape[0] : 1);
        return new(leaf.Shape, [.. Enumerable.Range(0, leaf.Shape.Count).Select(_ => (Float)((random.NextDouble() * 2 - 1) * scale))]);
    }
}
