using System.Collections.Immutable;
using System.Numerics;

namespace MashaBot.Backprop;

internal enum CellKind
{
    Rnn,
    Lstm,
    Gru,
}

internal enum PeepholeKind
{
    None,
    Diagonal,
    Full,
}

/// <summary>What a recurrent layer is made of.</summary>
/// <param name="Units">Length of the state.</param>
/// <param name="Biases">Vectors added in each gate: 2 where a library keeps one for the input and one for the state.</param>
/// <param name="OnlyLast">Whether only the last state goes on.</param>
internal sealed record CellOptions(CellKind Kind, BigInteger Units, int Biases, bool OnlyLast, bool TwoWay, PeepholeKind Peepholes);

/// <summary><c>rnn</c>, <c>lstm</c> and <c>gru</c> from a state of zeros.</summary>
internal sealed class RecurrentStage(Written written, Stage before, CellOptions cell)
    : Stage(written, before, new(cell.OnlyLast ? [] : before.Output.Places, cell.TwoWay ? 2 * cell.Units : cell.Units))
{
    private readonly string[] gates = cell.Kind switch { CellKind.Rnn => [""], CellKind.Lstm => ["i", "f", "g", "o"], _ => ["r", "z", "n"] };
    private int Ways => cell.TwoWay ? 2 : 1;

    public override IEnumerable<Weight> Weights => Enumerable.Range(0, Ways).SelectMany(_ => OneWay());

    private IEnumerable<Weight> OneWay()
    {
        foreach (var gate in gates)
        {
            yield return new($"W{gate}", cell.Units, Input.Width);
            yield return new($"U{gate}", cell.Units, cell.Units);
            for (var i = 0; i < cell.Biases; i++) yield return new($"b{gate}{(i == 0 ? "" : "h")}", cell.Units);
        }

        if (cell.Peepholes != PeepholeKind.None)
            foreach (var gate in (string[])["i", "f", "o"])
                yield return cell.Peepholes == PeepholeKind.Diagonal ? new($"p{gate}", cell.Units) : new($"p{gate}", cell.Units, cell.Units);
    }

    public override BigInteger MultiplyAdds => Input.Places[0] * Ways *
        (gates.Length * cell.Units * (Input.Width + cell.Units) + (cell.Peepholes == PeepholeKind.Full ? 3 * cell.Units * cell.Units : 0));

    /// <summary>A state sees all steps before it.</summary>
    public override ImmutableArray<Reach> Sees(ImmutableArray<Reach> outputs) =>
        cell.OnlyLast || cell.TwoWay ? Everything(Input) : [Reach.Hull(new(0, 0), outputs[0])];

    public override Node Build(Node x, ImmutableArray<Node> w, Construction built)
    {
        var steps = Enumerable.Range(0, x.Shape[0]).Select(x.At).ToArray();
        var forward = Run(steps, w[..(w.Length / Ways)]);
        if (cell.TwoWay)
        {
            var backward = Run([.. steps.Reverse()], w[(w.Length / Ways)..]).Reverse().ToArray();
            if (cell.OnlyLast) return built.Graph.Apply(new Concatenate(0), forward[^1], backward[0]);
            forward = [.. forward.Zip(backward, (a, b) => built.Graph.Apply(new Concatenate(0), a, b))];
        }

        return cell.OnlyLast ? forward[^1] : built.Graph.Apply(Ops.Stack, forward);
    }

    private Node[] Run(Node[] steps, ImmutableArray<Node> w)
    {
        var each = 2 + cell.Biases;
        var maps = gates.Select((_, i) => new Gate(w[i * each], w[i * each + 1], cell.Biases switch { 0 => null, 1 => w[i * each + 2], _ => w[i * each + 2] + w[i * each + 3] })).ToArray();
        var peepholes = cell.Peepholes == PeepholeKind.None ? null : new Peepholes(w[^3], w[^2], w[^1]);
        var zeros = w[0].Graph.Zeros(Shape.Of((int)cell.Units));
        return cell.Kind switch
        {
            CellKind.Rnn => [.. new RnnCell(maps[0]).Unrolled(steps, zeros)],
            CellKind.Lstm => [.. new LstmCell(maps[0], maps[1], maps[2], maps[3], peepholes).Unrolled(steps, new(zeros, zeros)).Select(state => state.H)],
            _ => [.. new GruCell(maps[0], maps[1], maps[2]).Unrolled(steps, zeros)],
        };
    }
}

/// <summary><c>attention</c>: maps for queries, keys, values and the result around attention in several heads.</summary>
internal sealed class AttentionStage(Written written, Stage before, int heads, int keyHeads, bool bias, bool causal) : Stage(written, before, before.Output)
{
    private BigInteger Shared => Input.Width / heads * keyHeads;

    public override IEnumerable<Weight> Weights
    {
        get
        {
            foreach (var (name, rows) in new[] { ("q", Input.Width), ("k", Shared), ("v", Shared), ("o", Input.Width) })
            {
                yield return new($"W{name}", rows, Input.Width);
                if (bias) yield return new($"b{name}", rows);
            }
        }
    }

    /// <summary>Four maps of the rows, and two products of each head's table.</summary>
    public override BigInteger MultiplyAdds =>
        2 * Input.Places[0] * Input.Width * (Input.Width + Shared) + 2 * Input.Places[0] * Input.Places[0] * Input.Width;

    public override ImmutableArray<Reach> Sees(ImmutableArray<Reach> outputs) => causal ? [Reach.Hull(new(0, 0), outputs[0])] : Everything(Input);

    public override Node Build(Node x, ImmutableArray<Node> w, Construction built)
    {
        var step = bias ? 2 : 1;
        var mask = causal ? Attention.CausalMask(built.Graph, x.Shape[0]) : null;
        return Map(Attention.MultiHead(Map(x, 0), Repeated(Map(x, 1)), Repeated(Map(x, 2)), heads, mask), 3);

        Node Map(Node rows, int i) => Layer.Dense(rows, w[i * step], bias ? w[i * step + 1] : null);

        // Each head of keys and values serves several heads of queries.
        Node Repeated(Node rows)
        {
            if (keyHeads == heads) return rows;
            var apart = Shape.Of(rows.Shape[0], keyHeads, 1, (int)(Input.Width / heads));
            return rows.Reshaped(apart).RepeatedTo(apart.With(2, heads / keyHeads)).Reshaped(rows.Shape[0], (int)Input.Width);
        }
    }
}

/// <summary><c>skip</c> adds what went into a branch to what comes out; <c>concat</c> sets the two side by side.</summary>
internal sealed class BranchStage(Written written, Stage before, Stage inner, bool adds)
    : Stage(written, before, adds ? before.Output : new(before.Output.Places, before.Output.Width + inner.Output.Width))
{
    public override ImmutableArray<Reach> Sees(ImmutableArray<Reach> outputs) => [.. inner.SeenFrom(outputs, Before).Zip(outputs, Reach.Hull)];

    public override Node Build(Node x, ImmutableArray<Node> w, Construction built)
    {
        var y = inner.BuildFrom(x, built, Before);
        return adds ? x + y : built.Graph.Apply(new Concatenate(x.Shape.Rank - 1), x, y);
    }
}
