using System.Collections.Immutable;

namespace MashaBot.Backprop;

/// <summary>W·x + U·h + b, what a gate feeds to its activation; x and h are vectors or rows of examples.</summary>
/// <param name="W">Hidden × input.</param>
/// <param name="U">Hidden × hidden.</param>
/// <param name="B">Hidden, or null for none.</param>
public sealed record Gate(Node W, Node U, Node? B)
{
    public Node Of(Node x, Node h) => Layer.Dense(x, W, B) + Layer.Dense(h, U, null);
}

/// <summary>h′ = tanh(W·x + U·h + b).</summary>
/// <remarks>Elman, <i>Finding Structure in Time</i> (1990).</remarks>
public sealed record RnnCell(Gate Gate)
{
    public Node Next(Node x, Node h) => Gate.Of(x, h).Tanh();

    /// <summary>The states after each input.</summary>
    public ImmutableArray<Node> Unrolled(IEnumerable<Node> inputs, Node h) => [.. inputs.Select(x => h = Next(x, h))];
}

/// <summary>How the gates of an LSTM see the cell: a weight for each unit, or a square matrix.</summary>
/// <remarks>Gers and Schmidhuber, <i>Recurrent Nets that Time and Count</i> (2000), with a weight for each unit.</remarks>
public sealed record Peepholes(Node Input, Node Forget, Node Output);

/// <summary>The two states of an LSTM.</summary>
public sealed record LstmState(Node H, Node C);

/// <summary>
/// i = σ(…), f = σ(…), g = tanh(…), o = σ(…); c′ = f·c + i·g; h′ = o·tanh(c′). With peepholes i and f see c, o sees c′.
/// </summary>
/// <remarks>Hochreiter and Schmidhuber, <i>Long Short-Term Memory</i> (1997), with the forget gate of Gers et al. (2000).</remarks>
public sealed record LstmCell(Gate Input, Gate Forget, Gate Candidate, Gate Output, Peepholes? Peepholes = null)
{
    public LstmState Next(Node x, LstmState state)
    {
        var (h, c) = (state.H, state.C);
        var i = Peep(Input.Of(x, h), Peepholes?.Input, c).Sigmoid();
        var f = Peep(Forget.Of(x, h), Peepholes?.Forget, c).Sigmoid();
        var next = f * c + i * Candidate.Of(x, h).Tanh();
        var o = Peep(Output.Of(x, h), Peepholes?.Output, next).Sigmoid();
        return new(o * next.Tanh(), next);
    }

    /// <summary>The states after each input.</summary>
    public ImmutableArray<LstmState> Unrolled(IEnumerable<Node> inputs, LstmState state) => [.. inputs.Select(x => state = Next(x, state))];

    private static Node Peep(Node gate, Node? weights, Node cell) => weights switch
    {
        null => gate,
        { Shape.Rank: 2 } => gate + Layer.Dense(cell, weights, null),
        _ => gate + weights * cell,
    };
}

/// <summary>Where the reset gate of a GRU acts.</summary>
public enum Reset
{
    /// <summary>On the state before it is multiplied: W·x + U·(r·h) + b, as in Cho et al.</summary>
    Before,

    /// <summary>On the product: W·x + b + r·(U·h), as in cuDNN and PyTorch (there U·h has a bias of its own).</summary>
    After,
}

/// <summary>r = σ(…), z = σ(…); n = tanh(…) with the reset gate; h′ = (1 − z)·n + z·h.</summary>
/// <remarks>Cho et al., <i>Learning Phrase Representations using RNN Encoder–Decoder</i> (2014).</remarks>
public sealed record GruCell(Gate ResetGate, Gate Update, Gate Candidate, Reset Reset = Reset.Before)
{
    public Node Next(Node x, Node h)
    {
        Node r = ResetGate.Of(x, h).Sigmoid(), z = Update.Of(x, h).Sigmoid();
        var n = Reset == Reset.Before
            ? Candidate.Of(x, r * h).Tanh()
            : (Layer.Dense(x, Candidate.W, Candidate.B) + r * Layer.Dense(h, Candidate.U, null)).Tanh();
        return (1 - z) * n + z * h;
    }

    /// <summary>The states after each input.</summary>
    public ImmutableArray<Node> Unrolled(IEnumerable<Node> inputs, Node h) => [.. inputs.Select(x => h = Next(x, h))];
}
