using System.Collections.Frozen;
using System.Numerics;

namespace MashaBot.Backprop;

/// <summary>What each word of the notation makes.</summary>
internal static class LayerReader
{
    private static readonly FrozenDictionary<string, Func<LayerWords, Stage>> Kinds = new Dictionary<string, Func<LayerWords, Stage>>
    {
        ["dense"] = Dense,
        ["linear"] = Dense,
        ["flatten"] = w => new ReshapeStage(w.Written, WithFeatures(w), new([], WithFeatures(w).Output.PlaceCount * WithFeatures(w).Output.Width)),
        ["reshape"] = Reshape,
        ["embedding"] = Embedding,
        ["positions"] = Positions,
        ["conv"] = w => Convolution(w, depthwise: false),
        ["depthwise"] = w => Convolution(w, depthwise: true),
        ["deconv"] = Transposed,
        ["pool"] = w => Pooling(w, max: true),
        ["maxpool"] = w => Pooling(w, max: true),
        ["avgpool"] = w => Pooling(w, max: false),
        ["globalpool"] = w => new GlobalPoolingStage(w.Written, WithPlaces(w), max: true),
        ["globalmaxpool"] = w => new GlobalPoolingStage(w.Written, WithPlaces(w), max: true),
        ["globalavgpool"] = w => new GlobalPoolingStage(w.Written, WithPlaces(w), max: false),
        ["upsample"] = w => new UpsamplingStage(w.Written, WithPlaces(w), w.Small(w.One("upsample takes a number of times: upsample 2"))),
        ["rnn"] = w => Cell(w, CellKind.Rnn),
        ["lstm"] = w => Cell(w, CellKind.Lstm),
        ["gru"] = w => Cell(w, CellKind.Gru),
        ["attention"] = SelfAttention,
        ["batchnorm"] = w => new NormStage(w.Written, WithFeatures(w), NormKind.Batch),
        ["layernorm"] = w => new NormStage(w.Written, WithFeatures(w), NormKind.Layer),
        ["rmsnorm"] = w => new NormStage(w.Written, WithFeatures(w), NormKind.RootMeanSquare),
        ["dropout"] = Dropout,
        ["identity"] = Function(x => x),
        ["relu"] = Function(x => x.Relu()),
        ["leakyrelu"] = Function(x => x.Graph.Apply(Ops.LeakyRelu, x, x.Graph.Constant(new Rational(1, 100)))),
        ["elu"] = Function(x => x.Graph.Apply(Ops.Elu, x, x.Graph.Constant(1))),
        ["selu"] = Function(x => x.Graph.Apply(Ops.Selu, x)),
        ["gelu"] = Function(x => x.Graph.Apply(Ops.Gelu, x)),
        ["swish"] = Function(x => x.Graph.Apply(Ops.Swish, x, x.Graph.Constant(1))),
        ["mish"] = Function(x => x.Graph.Apply(Ops.Mish, x)),
        ["softplus"] = Function(x => x.Softplus()),
        ["sigmoid"] = Function(x => x.Sigmoid()),
        ["tanh"] = Function(x => x.Tanh()),
        ["softmax"] = Function(x => x.Softmax()),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <exception cref="ArchitectureException">The words make no layer, or the layer does not fit behind the last.</exception>
    public static Stage Read(LayerWords words)
    {
        if (words.Kind is "input" or "tokens") return Input(words);
        if (!Kinds.TryGetValue(words.Kind, out var make))
            throw words.Fault(ArchitectureProblem.Unknown, $"`{words.Kind}` is no layer; there are {string.Join(", ", Kinds.Keys.Order(StringComparer.Ordinal))}");
        if (words.Before is null) throw words.Fault(ArchitectureProblem.Input, "it must begin with its input: input 28x28x1, or tokens 10");
        return Whole(words, make(words));
    }

    private static Stage Input(LayerWords words)
    {
        if (words.Before is not null) throw words.Fault(ArchitectureProblem.Input, "an input stands at the beginning");
        var sizes = words.Sizes() ?? throw words.Fault(ArchitectureProblem.Number, "it takes sizes: input 28x28x1");
        var extent = words.Kind == "tokens" ? new Extent([.. sizes], null) : new Extent([.. sizes[..^1]], sizes[^1]);
        return Whole(words, new Inputs(words.Written, extent));
    }

    private static Stage Whole(LayerWords words, Stage stage)
    {
        words.NothingElse();
        return stage;
    }

    private static Func<LayerWords, Stage> Function(Func<Node, Node> function) => words => new FunctionStage(words.Written, WithFeatures(words), function);

    private static FunctionStage Dropout(LayerWords words)
    {
        words.Decimal();
        return new(words.Written, WithFeatures(words), x => x);
    }

    private static DenseStage Dense(LayerWords words)
    {
        var tied = words.Flag("tied");
        return new(words.Written, WithFeatures(words), words.One("dense takes a number of units: dense 10"), Bias(words, tied ? 0 : 1), tied);
    }

    private static ReshapeStage Reshape(LayerWords words)
    {
        var (before, sizes) = (WithFeatures(words), words.Sizes() ?? throw words.Fault(ArchitectureProblem.Number, "reshape takes sizes: reshape 7x7x16"));
        var extent = new Extent([.. sizes[..^1]], sizes[^1]);
        if (extent.PlaceCount * extent.Width != before.Output.PlaceCount * before.Output.Width)
            throw words.Fault(ArchitectureProblem.Mismatch, $"{before.Output} has other values than {extent}");
        return new(words.Written, before, extent);
    }

    private static EmbeddingStage Embedding(LayerWords words)
    {
        if (words.Before!.Output.Features is not null) throw words.Fault(ArchitectureProblem.Axes, "an embedding looks up words: begin with tokens 10");
        return new(words.Written, words.Before, words.One("embedding takes words and width: embedding 1000 64"), words.One("embedding takes words and width: embedding 1000 64"));
    }

    private static PositionsStage Positions(LayerWords words)
    {
        var (before, rows) = (Sequence(words), words.One("positions takes a number of places: positions 128"));
        return rows >= before.Output.Places[0] ? new(words.Written, before, rows) : throw words.Fault(ArchitectureProblem.TooLarge, $"{before.Output.Places[0]} places, and rows for {rows}");
    }

    private static ConvolutionStage Convolution(LayerWords words, bool depthwise)
    {
        var before = WithPlaces(words);
        var usage = depthwise ? "depthwise takes a kernel: depthwise 3x3" : "conv takes a kernel and a number of filters: conv 3x3 16";
        var kernel = words.Sizes() ?? throw words.Fault(ArchitectureProblem.Number, usage);
        var filters = depthwise ? before.Output.Width * words.Whole("multiplier", 1) : words.One(usage);
        var groups = depthwise ? words.Small(before.Output.Width) : words.Whole("groups", 1);
        if (!(before.Output.Width % groups).IsZero || !(filters % groups).IsZero)
            throw words.Fault(ArchitectureProblem.Division, $"{before.Output.Width} channels and {filters} filters cannot be cut into {groups} groups");
        return new(words.Written, before, Windows(words, before, kernel, stride: null), filters, groups, Bias(words, 1));
    }

    private static PoolingStage Pooling(LayerWords words, bool max)
    {
        var (before, kernel) = (WithPlaces(words), words.Sizes() ?? throw words.Fault(ArchitectureProblem.Number, "a pooling takes a window: pool 2"));
        var along = Windows(words, before, kernel, stride: kernel);
        if (along.Any(window => Math.Max(window.Padding, window.Padding + window.MoreAfter) > window.Span / 2))
            throw words.Fault(ArchitectureProblem.Number, "the padding of a pooling is at most half of its window");
        return new(words.Written, before, along, max);
    }

    private static TransposedStage Transposed(LayerWords words)
    {
        const string usage = "deconv takes a kernel and a number of filters: deconv 3x3 16";
        var before = WithPlaces(words);
        var kernel = words.Along(words.Sizes() ?? throw words.Fault(ArchitectureProblem.Number, usage), before.Output.Axes);
        var (filters, stride, dilation, padding, more) = (words.One(usage), words.Whole("stride", 1), words.Whole("dilation", 1), words.Whole("pad", 0, least: 0), words.Whole("more", 0, least: 0));
        EquatableList<Window> along = [.. kernel.Select(size => new Window(size, stride, padding, dilation))];
        BigInteger[] places = [.. before.Output.Places.Select((size, axis) => (size - 1) * stride - 2 * padding + along[axis].Span + more)];
        if (more >= stride) throw words.Fault(ArchitectureProblem.Number, $"more={more} must be below the stride {stride}");
        if (places.Any(size => size < 1)) throw words.Fault(ArchitectureProblem.NothingLeft, "the padding takes away all that the kernel gives");
        return new(words.Written, before, along, new([.. places], filters), Bias(words, 1));
    }

    private static RecurrentStage Cell(LayerWords words, CellKind kind)
    {
        var before = Sequence(words);
        var peepholes = words.Option("peepholes") switch
        {
            null or "none" => PeepholeKind.None,
            "diagonal" when kind == CellKind.Lstm => PeepholeKind.Diagonal,
            "full" when kind == CellKind.Lstm => PeepholeKind.Full,
            _ => throw words.Fault(ArchitectureProblem.Unknown, "peepholes=diagonal and peepholes=full belong to an lstm"),
        };
        var biases = words.Whole("bias", 1, least: 0);
        if (biases > 2) throw words.Fault(ArchitectureProblem.Number, $"bias={biases} should be 0, 1 or 2");
        return new(words.Written, before, new(kind, words.One("a recurrent layer takes the length of its state: lstm 32"), biases, words.Flag("last"), words.Flag("twoway"), peepholes));
    }

    private static AttentionStage SelfAttention(LayerWords words)
    {
        var before = Sequence(words);
        var heads = words.Whole("heads", 1);
        var keyHeads = words.Whole("kv", heads);
        if (!(before.Output.Width % heads).IsZero || heads % keyHeads != 0)
            throw words.Fault(ArchitectureProblem.Division, $"{before.Output.Width} features cannot be cut into {heads} heads with {keyHeads} of keys and values");
        return new(words.Written, before, heads, keyHeads, Bias(words, 1), words.Flag("causal"));
    }

    private static bool Bias(LayerWords words, int otherwise) => words.Whole("bias", otherwise, least: 0) switch
    {
        0 => false,
        1 => true,
        var many => throw words.Fault(ArchitectureProblem.Number, $"bias={many} should be 0 or 1"),
    };

    /// <summary>Windows that fit, each axis with its padding.</summary>
    private static EquatableList<Window> Windows(LayerWords words, Stage before, BigInteger[] kernelSizes, BigInteger[]? stride)
    {
        var axes = before.Output.Axes;
        var kernel = words.Along(kernelSizes, axes);
        var steps = words.Option("stride") is { } own ? Numbers(own, 1) : stride is null ? [.. Enumerable.Repeat(1, axes)] : words.Along(stride, axes);
        var dilation = words.Option("dilation") is { } far ? Numbers(far, 1) : [.. Enumerable.Repeat(1, axes)];
        var padding = words.Option("pad") ?? "0";
        Window[] along = [.. Enumerable.Range(0, axes).Select(Along)];
        for (var axis = 0; axis < axes; axis++)
            if (Sliding.Outputs(along[axis], before.Output.Places[axis]) < 1)
                throw words.Fault(ArchitectureProblem.NothingLeft, $"a window of {along[axis].Span} does not fit on {before.Output.Places[axis]}{(along[axis].Padding + along[axis].MoreAfter > 0 ? " with its padding" : "")}");
        return [.. along];

        Window Along(int axis)
        {
            var window = new Window(kernel[axis], steps[axis], 0, dilation[axis]);
            if (padding == "valid") return window;
            if (padding == "causal") return window with { Padding = window.Span - 1, MoreAfter = 1 - window.Span };
            if (padding != "same") return window with { Padding = Numbers(padding, 0)[axis] };
            var size = before.Output.Places[axis];
            var all = (int)BigInteger.Max(0, ((size - 1) / window.Stride) * window.Stride + window.Span - size);     // as many windows as size/stride, rounded up
            return window with { Padding = all / 2, MoreAfter = all % 2 };
        }

        int[] Numbers(string written, int least)
        {
            var parts = written.Split('x', '×');
            if (parts.Length != 1 && parts.Length != axes) throw words.Fault(ArchitectureProblem.Axes, $"`{written}` has {parts.Length} numbers for {axes} axes");
            return [.. Enumerable.Range(0, axes).Select(axis => int.TryParse(parts[parts.Length == 1 ? 0 : axis], out var n) && n >= least && n < 1_000_000 ? n : throw words.Fault(ArchitectureProblem.Number, $"`{written}` should be a whole number from {least}"))];
        }
    }

    private static Stage WithFeatures(LayerWords words) => words.Before!.Output.Features is null
        ? throw words.Fault(ArchitectureProblem.Axes, $"{words.Kind} needs numbers: tokens need an embedding first")
        : words.Before;

    private static Stage WithPlaces(LayerWords words) => WithFeatures(words).Output.Axes > 0
        ? words.Before!
        : throw words.Fault(ArchitectureProblem.Axes, $"{words.Kind} slides over places, and a vector has none");

    private static Stage Sequence(LayerWords words) => WithFeatures(words).Output.Axes == 1
        ? words.Before!
        : throw words.Fault(ArchitectureProblem.Axes, $"{words.Kind} goes along a sequence: steps × features");
}
