using System.Collections.Immutable;
using System.Numerics;

namespace MashaBot.Backprop;

/// <summary>The shape between two layers: places × features. Words have no features yet.</summary>
internal sealed record Extent(EquatableList<BigInteger> Places, BigInteger? Features)
{
    public int Axes => Places.Count;
    public BigInteger Width => Features ?? 1;
    public BigInteger PlaceCount => Places.Aggregate(BigInteger.One, (product, size) => product * size);
    public EquatableList<BigInteger> Sizes => Features is { } features ? [.. Places, features] : Places;

    public bool Equals(Extent? other) => other is not null && Places.Equals(other.Places) && Features == other.Features;
    public override int GetHashCode() => HashCode.Combine(Places, Features);
    public override string ToString() => string.Join('×', Sizes);
}

/// <summary>Places from <paramref name="First"/> to <paramref name="Last"/> along an axis; borders do not cut it.</summary>
internal readonly record struct Reach(BigInteger First, BigInteger Last)
{
    public BigInteger Length => Last - First + 1;

    public static Reach Whole(BigInteger size) => new(0, size - 1);
    public static Reach Hull(Reach a, Reach b) => new(BigInteger.Min(a.First, b.First), BigInteger.Max(a.Last, b.Last));
}

/// <summary>A parameter of a layer.</summary>
internal sealed record Weight(string Name, params EquatableList<BigInteger> Sizes)
{
    public BigInteger Count => Sizes.Aggregate(BigInteger.One, (product, size) => product * size);
}

/// <summary>What stands in the text for a layer: where, and which words.</summary>
internal sealed record Written(int Position, string Text, int Number, string Kind);

/// <summary>A layer whose input is known.</summary>
internal abstract class Stage(Written written, Stage? before, Extent output)
{
    public string Written => written.Text;
    public Stage? Before => before;
    public Extent Input => before!.Output;
    public Extent Output => output;

    /// <summary>How many different reaches neighbouring outputs may have: the factor by which the layer thins its steps.</summary>
    public virtual int Phases => 1;

    /// <summary>Its parameters: the one list for counting and for building.</summary>
    public virtual IEnumerable<Weight> Weights => [];

    public virtual BigInteger Parameters => Weights.Aggregate(BigInteger.Zero, (sum, weight) => sum + weight.Count);
    public virtual BigInteger MultiplyAdds => 0;

    /// <summary>Which input places some output places see, axis by axis.</summary>
    public virtual ImmutableArray<Reach> Sees(ImmutableArray<Reach> outputs) => outputs;

    /// <summary>Records the layer.</summary>
    /// <param name="x">The input, places × features.</param>
    /// <param name="w">A leaf for each of <see cref="Weights"/>.</param>
    public abstract Node Build(Node x, ImmutableArray<Node> w, Construction built);

    public EquatableList<BigInteger> Field
    {
        get
        {
            var phases = 1;
            for (var stage = this; stage.Before is not null; stage = stage.Before) phases = Math.Min(phases * stage.Phases, 64);
            BigInteger[]? widest = null;
            for (var phase = 0; phase < phases; phase++)
            {
                ImmutableArray<Reach> cell = [.. Output.Places.Select(size => new Reach(size - 1 - phase, size - 1 - phase))];
                var lengths = SeenFrom(cell, stop: null).Select(reach => reach.Length).ToArray();
                widest = widest is null ? lengths : [.. lengths.Zip(widest, BigInteger.Max)];
            }

            return [.. widest!];
        }
    }

    /// <summary>What some of its outputs see of the output of an earlier stage; of the input if that is null.</summary>
    public ImmutableArray<Reach> SeenFrom(ImmutableArray<Reach> cells, Stage? stop)
    {
        for (var stage = this; stage != stop && stage.Before is not null; stage = stage.Before) cells = stage.Sees(cells);
        return cells;
    }

    /// <summary>Records the chain from the input, or from behind an earlier stage, up to this layer.</summary>
    public Node BuildFrom(Node x, Construction built, Stage? after = null)
    {
        var chain = new Stack<Stage>();
        for (var stage = this; stage != after && stage.Before is not null; stage = stage.Before) chain.Push(stage);
        if (after is null) Inputs.Check(x, (Before is null ? this : chain.Peek().Before!).Output);
        foreach (var stage in chain) x = stage.Build(x, built.Leaves(stage.Label, stage.Weights), built);
        return x;
    }

    private string Label => written.Kind + written.Number;

    protected static ImmutableArray<Reach> Everything(Extent input) => [.. input.Places.Select(Reach.Whole)];
}

/// <summary>What comes in.</summary>
internal sealed class Inputs(Written written, Extent extent) : Stage(written, null, extent)
{
    public override Node Build(Node x, ImmutableArray<Node> w, Construction built) => x;

    public static void Check(Node x, Extent extent)
    {
        // Words come as one-hot rows, as wide as the table that looks them up.
        var fits = extent.Features is null ? x.Shape.Rank == 2 && x.Shape[0] == extent.Places[0] : extent.Sizes.SequenceEqual(x.Shape.Sizes.ToArray().Select(size => (BigInteger)size));
        if (!fits) throw new EngineException($"The architecture takes {extent}; {x.Label} has shape {x.Shape}.", x);
    }
}

/// <summary>An architecture while it becomes a graph.</summary>
internal sealed class Construction(Graph graph)
{
    private readonly ImmutableArray<Node>.Builder parameters = ImmutableArray.CreateBuilder<Node>();

    public Graph Graph => graph;
    public ImmutableArray<Node> Parameters => parameters.ToImmutable();

    public ImmutableArray<Node> Leaves(string label, IEnumerable<Weight> weights)
    {
        ImmutableArray<Node> leaves = [.. weights.Select(weight => graph.Leaf($"{label}.{weight.Name}", Shape.Of([.. weight.Sizes.Select(size => (int)size)])))];
        parameters.AddRange(leaves);
        return leaves;
    }
}
