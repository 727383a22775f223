using System.Collections.Immutable;

namespace MashaBot.Backprop;

/// <summary>
/// A rule by which a parameter moves, as nodes: so a step is exact where its figures are, can be printed, differentiated and compiled.
/// In the equations w is the parameter, g its gradient, t = 1, 2, … the number of the step; what a rule remembers starts at 0. Rates are
/// nodes: constants, leaves, or a <see cref="Schedule"/> of t.
/// </summary>
public abstract record Optimizer
{
    /// <summary>The names of what it remembers, each of the parameter's shape.</summary>
    public abstract ImmutableArray<string> Memory { get; }

    /// <summary>Where the gradient is taken: at the parameter itself, unless a rule looks ahead.</summary>
    public virtual Node GradientPoint(Node w, ImmutableArray<Node> memory) => w;

    /// <summary>The parameter and the memory after a step.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">The gradient at <see cref="GradientPoint"/>.</param>
    /// <param name="memory">As many as <see cref="Memory"/> names.</param>
    /// <param name="t">The number of this step, from 1.</param>
    public abstract OptimizerStep Step(Node w, Node g, ImmutableArray<Node> memory, Node t);
}

/// <summary>What a step leaves.</summary>
/// <param name="Parameter">The new parameter.</param>
/// <param name="Memory">The new memory.</param>
/// <param name="Workings">What a person writes down on the way besides, in order: corrected averages, the gradient with its penalty.</param>
public sealed record OptimizerStep(Node Parameter, ImmutableArray<Node> Memory, params ImmutableArray<(string Name, Node Value)> Workings);

/// <summary>w ← w − η·g. Full batch, mini-batch or one example at a time: as the loss is.</summary>
public sealed record GradientDescent(Node Rate) : Optimizer
{
    public override ImmutableArray<string> Memory => [];
    public override OptimizerStep Step(Node w, Node g, ImmutableArray<Node> memory, Node t) => new(w - Rate * g, []);
}

/// <summary>What a momentum collects.</summary>
public enum MomentumForm
{
    /// <summary>v ← β·v + g; w ← w − η·v. Gradients are added (Sutskever et al., PyTorch).</summary>
    Sum,

    /// <summary>v ← β·v + (1 − β)·g; w ← w − η·v. Gradients are averaged, as in Adam's first moment.</summary>
    Average,

    /// <summary>v ← β·v − η·g; w ← w + v. The velocity holds the rate (Goodfellow et al., algorithm 8.2).</summary>
    Velocity,

    /// <summary>h ← β·h + η·g; w ← w − h. The same with the other sign, as the briefs have it.</summary>
    Step,
}

/// <summary>Heavy-ball momentum in one of four conventions; with a constant rate Sum, Velocity and Step make the same steps.</summary>
/// <remarks>Polyak, <i>Some methods of speeding up the convergence of iteration methods</i> (1964).</remarks>
public sealed record Momentum(Node Rate, Node Beta, MomentumForm Form = MomentumForm.Sum) : Optimizer
{
    public override ImmutableArray<string> Memory => [Form == MomentumForm.Step ? "h" : "v"];

    public override OptimizerStep Step(Node w, Node g, ImmutableArray<Node> memory, Node t)
    {
        var v = memory[0];
        switch (Form)
        {
            case MomentumForm.Step:
                v = Beta * v + Rate * g;
                return new(w - v, [v]);
            case MomentumForm.Velocity:
                v = Beta * v - Rate * g;
                return new(w + v, [v]);
            case MomentumForm.Average:
                v = Beta * v + (1 - Beta) * g;
                break;
            default:
                v = Beta * v + g;
                break;
        }

        return new(w - Rate * v, [v]);
    }
}

/// <summary>
/// v ← β·v + g; w ← w − η·(g + β·v): Nesterov's momentum with the gradient taken at w, as in PyTorch. <see cref="NesterovAhead"/> takes it
/// ahead; its look-ahead points make these steps.
/// </summary>
/// <remarks>Nesterov (1983); Sutskever, Martens, Dahl and Hinton, <i>On the importance of initialization and momentum</i> (2013).</remarks>
public sealed record Nesterov(Node Rate, Node Beta) : Optimizer
{
    public override ImmutableArray<string> Memory => ["v"];

    public override OptimizerStep Step(Node w, Node g, ImmutableArray<Node> memory, Node t)
    {
        var v = Beta * memory[0] + g;
        return new(w - Rate * (g + Beta * v), [v]);
    }
}

/// <summary>h ← β·h + η·g(w − β·h); w ← w − h: Nesterov's momentum in its first form, the gradient taken where the old step would lead.</summary>
/// <remarks>Nesterov, <i>A method of solving a convex programming problem with convergence rate O(1/k²)</i> (1983).</remarks>
public sealed record NesterovAhead(Node Rate, Node Beta) : Optimizer
{
    public override ImmutableArray<string> Memory => ["h"];
    public override Node GradientPoint(Node w, ImmutableArray<Node> memory) => w - Beta * memory[0];

    public override OptimizerStep Step(Node w, Node g, ImmutableArray<Node> memory, Node t)
    {
        var h = Beta * memory[0] + Rate * g;
        return new(w - h, [h]);
    }
}

/// <summary>Where ε keeps a division from failing.</summary>
public enum EpsilonPlace
{
    /// <summary>√s + ε, as in the papers on Adam and in PyTorch.</summary>
    BesideRoot,

    /// <summary>√(s + ε), as in many lecture notes.</summary>
    UnderRoot,
}

/// <summary>G ← G + g²; w ← w − η·g/(√G + ε), place by place.</summary>
/// <remarks>Duchi, Hazan and Singer, <i>Adaptive Subgradient Methods</i> (2011).</remarks>
public sealed record Adagrad(Node Rate, Node Epsilon, EpsilonPlace Place = EpsilonPlace.BesideRoot) : Optimizer
{
    public override ImmutableArray<string> Memory => ["G"];

    public override OptimizerStep Step(Node w, Node g, ImmutableArray<Node> memory, Node t)
    {
        var sum = memory[0] + g.Squared();
        return new(w - Rate * g / Place.Root(sum, Epsilon), [sum]);
    }
}

/// <summary>s ← ρ·s + (1 − ρ)·g²; w ← w − η·g/(√s + ε), place by place.</summary>
/// <remarks>Tieleman and Hinton, <i>Lecture 6.5 — RMSProp</i> (2012).</remarks>
public sealed record RmsProp(Node Rate, Node Rho, Node Epsilon, EpsilonPlace Place = EpsilonPlace.BesideRoot) : Optimizer
{
    public override ImmutableArray<string> Memory => ["s"];

    public override OptimizerStep Step(Node w, Node g, ImmutableArray<Node> memory, Node t)
    {
        var s = Rho * memory[0] + (1 - Rho) * g.Squared();
        return new(w - Rate * g / Place.Root(s, Epsilon), [s]);
    }
}

/// <summary>Whether averages that started at 0 are divided by 1 − βᵗ.</summary>
public enum BiasCorrection
{
    Corrected,

    /// <summary>The short form of some briefs: w ← w − η·m/(√v + ε).</summary>
    None,
}

/// <summary>
/// m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²; m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ); w ← w − η·m̂/(√v̂ + ε), place by place.
/// </summary>
/// <remarks>Kingma and Ba, <i>Adam: A Method for Stochastic Optimization</i> (2015), algorithm 1.</remarks>
public sealed record Adam(
    Node Rate, Node Beta1, Node Beta2, Node Epsilon,
    BiasCorrection Bias = BiasCorrection.Corrected, EpsilonPlace Place = EpsilonPlace.BesideRoot) : Optimizer
{
    public override ImmutableArray<string> Memory => ["m", "v"];

    public override OptimizerStep Step(Node w, Node g, ImmutableArray<Node> memory, Node t)
    {
        var m = Beta1 * memory[0] + (1 - Beta1) * g;
        var v = Beta2 * memory[1] + (1 - Beta2) * g.Squared();
        if (Bias == BiasCorrection.None) return new(w - Rate * m / Place.Root(v, Epsilon), [m, v]);
        Node mHat = m / (1 - Beta1.Power(t)), vHat = v / (1 - Beta2.Power(t));
        return new(w - Rate * mHat / Place.Root(vHat, Epsilon), [m, v], ("m̂", mHat), ("v̂", vHat));
    }
}

/// <summary>Adam beside a decay that does not pass through its averages: w ← (1 − η·λ)·w, then Adam's step.</summary>
/// <remarks>Loshchilov and Hutter, <i>Decoupled Weight Decay Regularization</i> (2019), with the decay times the rate, as in PyTorch.</remarks>
public sealed record AdamW(Adam Adam, Node Decay) : Optimizer
{
    public override ImmutableArray<string> Memory => Adam.Memory;
    public override OptimizerStep Step(Node w, Node g, ImmutableArray<Node> memory, Node t) => Adam.Step(w - Adam.Rate * Decay * w, g, memory, t);
}

/// <summary>Weight decay as an L2 term ½·λ·‖w‖² in the loss: any rule with g + λ·w in place of g.</summary>
public sealed record WithL2(Optimizer Rule, Node Lambda) : Optimizer
{
    public override ImmutableArray<string> Memory => Rule.Memory;
    public override Node GradientPoint(Node w, ImmutableArray<Node> memory) => Rule.GradientPoint(w, memory);

    public override OptimizerStep Step(Node w, Node g, ImmutableArray<Node> memory, Node t)
    {
        var penalized = g + Lambda * Rule.GradientPoint(w, memory);
        var step = Rule.Step(w, penalized, memory, t);
        return step with { Workings = [("g + λw", penalized), .. step.Workings] };
    }
}

/// <summary>
/// m as in Adam; s ← β₂·s + (1 − β₂)·(g − m)² + ε; w ← w − η·m̂/(√ŝ + ε): long steps where the gradient is what was expected.
/// </summary>
/// <remarks>Zhuang et al., <i>AdaBelief Optimizer</i> (2020), algorithm 2.</remarks>
public sealed record AdaBelief(Node Rate, Node Beta1, Node Beta2, Node Epsilon) : Optimizer
{
    public override ImmutableArray<string> Memory => ["m", "s"];

    public override OptimizerStep Step(Node w, Node g, ImmutableArray<Node> memory, Node t)
    {
        var m = Beta1 * memory[0] + (1 - Beta1) * g;
        var s = Beta2 * memory[1] + (1 - Beta2) * (g - m).Squared() + Epsilon;
        Node mHat = m / (1 - Beta1.Power(t)), sHat = s / (1 - Beta2.Power(t));
        return new(w - Rate * mHat / (sHat.Sqrt() + Epsilon), [m, s], ("m̂", mHat), ("ŝ", sHat));
    }
}

/// <summary>What the conventions say.</summary>
internal static class Conventions
{
    public static Node Root(this EpsilonPlace place, Node squares, Node epsilon) =>
        place == EpsilonPlace.UnderRoot ? (squares + epsilon).Sqrt() : squares.Sqrt() + epsilon;
}
