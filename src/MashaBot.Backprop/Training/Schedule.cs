namespace MashaBot.Backprop;

/// <summary>Learning rates as functions of the step t = 1, 2, …; the first step has the rate η₀.</summary>
public static class Schedule
{
    /// <summary>η₀·γ^⌊(t − 1)/n⌋: a drop every n steps.</summary>
    public static Node Steps(Node rate, Node factor, Node every, Node t) => rate * factor.Power(t.Graph.Apply(Ops.Floor, (t - 1) / every));

    /// <summary>η₀·γ^(t − 1).</summary>
    public static Node Exponential(Node rate, Node factor, Node t) => rate * factor.Power(t - 1);

    /// <summary>η₀/(1 + k·(t − 1)).</summary>
    public static Node InverseTime(Node rate, Node decay, Node t) => rate / (1 + decay * (t - 1));

    /// <summary>η₁ + ½·(η₀ − η₁)·(1 + cos(π·(t − 1)/n)): from η₀ to η₁ in n steps.</summary>
    /// <remarks>Loshchilov and Hutter, <i>SGDR</i> (2017), without restarts.</remarks>
    public static Node Cosine(Node rate, Node least, Node steps, Node t) =>
        least + (rate - least) * (1 + ((t - 1) / steps * (Real)Math.PI).Cos()) * Real.Half;

    /// <summary>η₀ + (η₁ − η₀)·min(1, (t − 1)/n): a straight line from η₀ to η₁ in n steps.</summary>
    public static Node Linear(Node rate, Node last, Node steps, Node t) => rate + (last - rate) * ((t - 1) / steps).Min(t.Graph.Number(1));

    /// <summary>η₀·min(t^(−½), t·n^(−3/2)): up for n steps, then down as 1/√t.</summary>
    /// <remarks>Vaswani et al., <i>Attention Is All You Need</i> (2017), §5.3; there η₀ = d^(−½).</remarks>
    public static Node InverseRoot(Node rate, Node warmup, Node t) => rate * (1 / t.Sqrt()).Min(t / (warmup * warmup.Sqrt()));

    /// <summary>η₀·min(1, t/n): n steps of warming up.</summary>
    public static Node Warmup(Node rate, Node steps, Node t) => rate * (t / steps).Min(t.Graph.Number(1));
}
