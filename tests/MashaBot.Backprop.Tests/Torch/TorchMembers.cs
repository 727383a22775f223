using System.Reflection;

namespace MashaBot.Backprop.Tests;

/// <summary>How the engine builds what a case of the table asks for.</summary>
internal static class TorchMembers
{
    public static Node Build(TorchCase line, Graph graph, Node[] x) => Special.TryGetValue(line.Member, out var build)
        ? build(line, graph, x)
        : line.Member.Split('.') is ["Ops", var field]
            ? graph.Apply((Op)typeof(Ops).GetField(field)!.GetValue(null)!, x)
            : throw new InvalidOperationException($"{line.Member} is not known here.");

    private static readonly Dictionary<string, Func<TorchCase, Graph, Node[], Node>> Special = new()
    {
        ["Ops.Round"] = (c, g, x) => g.Apply(Ops.Round, x[0], g.Constant(c.Whole("decimals"))),
        ["Building.Softmax"] = (c, g, x) => x[0].Softmax(x[1]),
        ["ElementAt"] = (c, g, x) => g.Apply(new ElementAt(c.Whole("at")), x),
        ["Place"] = (c, g, x) => g.Apply(new Place(c.Whole("at"), c.Whole("rows")), x),
        ["Reshape"] = (c, g, x) => g.Apply(new Reshape(Shape.Of(c.Wholes("sizes"))), x),
        ["Slice"] = (c, g, x) => g.Apply(new Slice(c.Whole("axis"), c.Whole("start"), c.Whole("count"), c.Whole("step")), x),
        ["Permute"] = (c, g, x) => x[0].Permuted(c.Wholes("axes")),
        ["Gather"] = (c, g, x) => x[0].Gathered(c.Wholes("rows")),
        ["Concatenate"] = (c, g, x) => g.Apply(new Concatenate(c.Whole("axis")), x),
        ["BroadcastTo"] = (c, g, x) => g.Apply(new BroadcastTo(Shape.Of(c.Wholes("sizes"))), x),
        ["SumTo"] = (c, g, x) => g.Apply(new SumTo(Shape.Of(c.Wholes("sizes"))), x),
        ["LargestAlong"] = (c, g, x) => g.Apply(new LargestAlong(c.Whole("axis")), x),
        ["IsLargestAlong"] = (c, g, x) => g.Apply(new IsLargestAlong(c.Whole("axis")), x),
        ["Scatter"] = (c, g, x) => g.Apply(new Scatter(new Gather([.. c.Wholes("rows")]), Shape.Of(c.Wholes("sizes"))), x),
        ["Convolve"] = (c, g, x) => g.Apply(new Convolve(Along(c), c.Whole("groups")), x),
        ["ConvolveBack"] = (c, g, x) => g.Apply(new ConvolveBack(Along(c), c.Whole("groups"), [.. c.Wholes("sizes")]), x),
        ["ConvolveKernel"] = (c, g, x) => g.Apply(new ConvolveKernel(Along(c), c.Whole("groups")), x),
        ["PickLargest"] = (c, g, x) => g.Apply(new PickLargest(Along(c)), x),
        ["PlaceLargest"] = (c, g, x) => g.Apply(new PlaceLargest(Along(c)), x),

        ["Convolution.Convolved"] = (c, g, x) => x[0].Convolved(x[1], c.Whole("stride"), c.Whole("padding"), c.Whole("dilation"), c.Whole("groups")),
        ["Convolution.TransposedConvolved"] = (c, g, x) =>
        {
            EquatableList<Window> along = [.. Kernel(x[1]).Select(size => new Window(size, c.Whole("stride"), c.Whole("padding"), c.Whole("dilation")))];
            return x[0].TransposedConvolved(x[1], along, c.Value.Shape.Without(0).Without(0));
        },
        ["Convolution.PlusChannels"] = (c, g, x) => x[0].PlusChannels(x[1]),
        ["Convolution.MaxPooled"] = (c, g, x) => x[0].MaxPooled(Square(c, x[0])),
        ["Convolution.AveragePooled"] = (c, g, x) => x[0].AveragePooled(Square(c, x[0])),

        ["Layer.Dense"] = (c, g, x) => Layer.Dense(x[0], x[1], x.ElementAtOrDefault(2)),
        ["Layer.Embedding"] = (c, g, x) => Layer.Embedding(x[0], c.Wholes("words")),
        ["Layer.Dropout"] = (c, g, x) => Layer.Dropout(x[0], g.Constant(Tensor.Vector(c.Reals("mask")))),
        ["Layer.InvertedDropout"] = (c, g, x) => Layer.InvertedDropout(x[0], g.Constant(Tensor.Vector(c.Reals("mask"))), x[1]),
        ["Layer.LayerNorm"] = (c, g, x) => Layer.LayerNorm(x[0], x[1], x[2], x.ElementAtOrDefault(3) ?? g.Constant(c.Number("epsilon"))),
        ["Layer.RmsNorm"] = (c, g, x) => Layer.RmsNorm(x[0], x[1], x[2]),
        ["Layer.BatchNorm"] = (c, g, x) => x is [var a, var gamma, var beta]
            ? Layer.BatchNorm(a, gamma, beta, g.Constant(c.Number("epsilon")))
            : Layer.BatchNorm(x[0], x[1], x[2], x[3], x[4], g.Constant(c.Number("epsilon"))),
        ["Layer.ChannelMean"] = (c, g, x) => Layer.ChannelMean(x[0]),
        ["Layer.ChannelVariance"] = (c, g, x) => Layer.ChannelVariance(x[0]),
        ["Layer.Running"] = (c, g, x) => Layer.Running(x[0], x[1], x[2]),
        ["Attention.Weights"] = (c, g, x) => Attention.Weights(x[0], x[1]),
        ["Attention.Of"] = (c, g, x) => Attention.Of(x[0], x[1], x[2], Mask(c, x[0])),
        ["Attention.MultiHead"] = (c, g, x) => Attention.MultiHead(x[0], x[1], x[2], c.Whole("heads"), Mask(c, x[0])),
        ["Attention.CausalMask"] = (c, g, x) => Attention.CausalMask(g, c.Whole("n")),

        ["Gate"] = (c, g, x) => new Gate(x[2], x[3], x[4]).Of(x[0], x[1]),
        ["RnnCell"] = (c, g, x) => g.Apply(Ops.Stack, [.. new RnnCell(Gates(x, 1)[0]).Unrolled(Steps(x[0]), x[1].At(0))]),
        ["GruCell"] = (c, g, x) =>
        {
            var gates = Gates(x, 3);
            return g.Apply(Ops.Stack, [.. new GruCell(gates[0], gates[1], gates[2], Enum.Parse<Reset>(c.Word("reset"))).Unrolled(Steps(x[0]), x[1].At(0))]);
        },
        ["LstmCell"] = (c, g, x) =>
        {
            var gates = Gates(x, 4);
            var peepholes = x.Length > 6 ? new Peepholes(x[6].At(0), x[6].At(1), x[6].At(2)) : null;
            var states = new LstmCell(gates[0], gates[1], gates[2], gates[3], peepholes).Unrolled(Steps(x[0]), new(x[1].At(0), x[5].At(0)));
            return g.Apply(Ops.Stack, [.. states.Select(state => state.H), states[^1].C]);
        },

        ["Loss.SquaredError"] = (c, g, x) => c.Word("reduce") switch
        {
            "mean" => Loss.SquaredError(x[0], x[1]).Mean(),
            "half sum" => Loss.SquaredError(x[0], x[1]).Sum() * Real.Half,
            _ => Loss.SquaredError(x[0], x[1]),
        },
        ["Loss.AbsoluteError"] = (c, g, x) => Loss.AbsoluteError(x[0], x[1]),
        ["Loss.Huber"] = (c, g, x) => Loss.Huber(x[0], x[1], g.Constant(c.Number("delta"))),
        ["Loss.LogLoss"] = (c, g, x) => Loss.LogLoss(x[0], x[1]),
        ["Loss.LogLossFromLogits"] = (c, g, x) => Loss.LogLossFromLogits(x[0], x[1]),
        ["Loss.CrossEntropy"] = (c, g, x) => Loss.CrossEntropy(x[0], x[1]),
        ["Loss.CrossEntropyFromLogits"] = (c, g, x) => Loss.CrossEntropyFromLogits(x[0], c.Has("smoothing") ? Loss.Smoothed(Target(c, x[0]), g.Constant(c.Number("smoothing"))) : x[1]),
        ["Loss.WeightedCrossEntropyFromLogits"] = (c, g, x) => Loss.WeightedCrossEntropyFromLogits(x[0], x[1], x[2]),
        ["Loss.Smoothed"] = (c, g, x) => Loss.Smoothed(x[0], x[1]),
        ["Loss.Focal"] = (c, g, x) => Loss.Focal(x[0], Target(c, x[0]), x[1]),
        ["Loss.Hinge"] = (c, g, x) => Loss.Hinge(x[0], Target(c, x[0])),
        ["Loss.Triplet"] = (c, g, x) => Loss.Triplet(x[0], x[1], x[2], g.Constant(c.Number("margin"))),
        ["Loss.TripletOfSquares"] = (c, g, x) => Loss.TripletOfSquares(x[0], x[1], x[2], g.Constant(c.Number("margin"))),
        ["Loss.Contrastive"] = (c, g, x) => Loss.Contrastive(x[0], x[1], g.Constant(c.Whole("same")), g.Constant(c.Number("margin"))),
        ["Loss.Divergence"] = (c, g, x) => Loss.Divergence(x[0], x[1]),
    };

    public static Optimizer Rule(TorchCase line, Graph graph)
    {
        Node rate = Number(0.1), epsilon = Number(1e-3);
        var place = line.Word("place") is { Length: > 0 } word ? Enum.Parse<EpsilonPlace>(word) : EpsilonPlace.BesideRoot;
        var bias = line.Word("bias") is { Length: > 0 } kind ? Enum.Parse<BiasCorrection>(kind) : BiasCorrection.Corrected;
        var adam = new Adam(rate, Number(0.9), Number(0.99), epsilon, bias, place);
        var momentum = new Momentum(rate, Number(0.75), line.Word("form") is { Length: > 0 } form ? Enum.Parse<MomentumForm>(form) : MomentumForm.Sum);
        return line.Member switch
        {
            nameof(GradientDescent) => new GradientDescent(rate),
            nameof(Momentum) => momentum,
            nameof(Nesterov) => new Nesterov(rate, Number(0.75)),
            nameof(NesterovAhead) => new NesterovAhead(rate, Number(0.75)),
            nameof(Adagrad) => new Adagrad(rate, epsilon, place),
            nameof(RmsProp) => new RmsProp(rate, Number(0.9), epsilon, place),
            nameof(Adam) => adam,
            nameof(AdamW) => new AdamW(adam, Number(0.5)),
            nameof(AdaBelief) => new AdaBelief(rate, Number(0.9), Number(0.99), epsilon),
            _ => new WithL2(line.Word("rule") == nameof(Adam) ? adam : momentum, Number(0.5)),
        };

        Node Number(double value) => graph.Constant(Rational.FromBits(value));
    }

    /// <summary>The schedule by its name, its parameters by theirs.</summary>
    public static Node Rate(TorchCase line, Graph graph, Node t)
    {
        var method = typeof(Schedule).GetMethod(line.Member.Split('.')[1], BindingFlags.Public | BindingFlags.Static)!;
        return (Node)method.Invoke(null, [.. method.GetParameters().Select(parameter => parameter.Name switch
        {
            "rate" => graph.Constant(new Rational(4, 5)),
            "t" => t,
            var name => graph.Constant(line.Number(name!)),
        })])!;
    }

    private static EquatableList<Window> Along(TorchCase c) => [.. c.Wholes("kernel").Select(size => new Window(size, c.Whole("stride"), c.Whole("padding"), c.Whole("dilation")))];
    private static EquatableList<Window> Square(TorchCase c, Node x) => [.. Enumerable.Repeat(new Window(c.Whole("size"), c.Whole("stride"), c.Whole("padding")), x.Shape.Rank - 2)];
    private static int[] Kernel(Node w) => w.Shape.Sizes[2..].ToArray();
    private static Node? Mask(TorchCase c, Node q) => c.Is("causal") ? Attention.CausalMask(q.Graph, q.Shape[q.Shape.Rank - 2]) : null;
    private static Node Target(TorchCase c, Node like) => like.Graph.Constant(new Tensor<Real>(like.Shape, c.Reals("target")));
    private static IEnumerable<Node> Steps(Node x) => Enumerable.Range(0, x.Shape[0]).Select(x.At);

    /// <summary>Torch stacks the gates' matrices.</summary>
    private static Gate[] Gates(Node[] x, int count)
    {
        var hidden = x[2].Shape[0] / count;
        return [.. Enumerable.Range(0, count).Select(i => new Gate(x[2].Slice(0, i * hidden, hidden), x[3].Slice(0, i * hidden, hidden), x[4].Slice(0, i * hidden, hidden)))];
    }
}
