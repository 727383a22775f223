namespace MashaBot.Backprop;

/// <summary>Activation functions beyond σ, tanh and ReLU. A trainable shape (α, β) is a second input.</summary>
public static partial class Ops
{
    /// <summary>a if a &gt; 0, else α·a; the slope at 0 is α.</summary>
    /// <remarks>Maas, Hannun and Ng, <i>Rectifier Nonlinearities Improve Neural Network Acoustic Models</i> (2013).</remarks>
    public static readonly Op LeakyRelu = new Zip<LeakyRectifier>("leaky ReLU", "d = [a > 0]·da + α·[a ≤ 0]·da + min(a, 0)·dα");

    /// <summary>a if a &gt; 0, else α·(eᵃ − 1); the slope at 0 is α.</summary>
    /// <remarks>Clevert, Unterthiner and Hochreiter, <i>Fast and Accurate Deep Network Learning by ELUs</i> (2016).</remarks>
    public static readonly Op Elu = new Zip<ExponentialLinear>("ELU", "d = [a > 0]·da + α·eᵃ·[a ≤ 0]·da + (eᵃ − 1)·[a ≤ 0]·dα");

    /// <summary>λ·ELU(a, α) with the λ and α that keep mean 0 and variance 1.</summary>
    /// <remarks>Klambauer, Unterthiner, Mayr and Hochreiter, <i>Self-Normalizing Neural Networks</i> (2017).</remarks>
    public static readonly Op Selu = new Map<ScaledExponentialLinear>("SELU", "d(SELU(a)) = λ·([a > 0] + α·eᵃ·[a ≤ 0])·da");

    /// <summary>a·σ(β·a); with β = 1 it is SiLU.</summary>
    /// <remarks>Ramachandran, Zoph and Le, <i>Searching for Activation Functions</i> (2017).</remarks>
    public static readonly Op Swish = new Zip<SelfGated>("swish", "d = (s + β·a·s·(1 − s))·da + a²·s·(1 − s)·dβ, s = σ(β·a)");

    /// <summary>a·tanh(softplus(a)).</summary>
    /// <remarks>Misra, <i>Mish: A Self Regularized Non-Monotonic Activation Function</i> (2019).</remarks>
    public static readonly Op Mish = new Map<TanhOfSoftplus>("Mish", "d = (t + a·(1 − t²)·σ(a))·da, t = tanh(softplus(a))");

    /// <summary>a·Φ(a), Φ the normal distribution function.</summary>
    /// <remarks>Hendrycks and Gimpel, <i>Gaussian Error Linear Units</i> (2016); the exact form.</remarks>
    public static readonly Op Gelu = new Map<GaussianLinear>("GELU", "d(GELU(a)) = (Φ(a) + a·φ(a))·da");

    /// <summary>½·a·(1 + tanh(√(2/π)·(a + 0.044715·a³))): the approximate form of <see cref="Gelu"/> that GPT-2 and BERT use.</summary>
    public static readonly Op GeluByTanh = new Map<GaussianLinearByTanh>("GELU_tanh", "d = ½·(1 + t)·da + ½·a·(1 − t²)·√(2/π)·(1 + 0.134145·a²)·da");

    /// <summary>ln(1 + eᵃ), without overflow.</summary>
    public static readonly Op Softplus = new Map<SmoothRectifier>("softplus", "d(softplus(a)) = σ(a)·da");

    public static readonly Op Erf = new Map<ErrorFunction>("erf", "d(erf a) = 2/√π·e^(−a²)·da");

    private static readonly Real SeluAlpha = (Real)1.6732632423543772848, SeluScale = (Real)1.0507009873554804934;
    private static readonly Real RootHalf = (Real)Math.Sqrt(0.5), PerRootPi = (Real)(1 / Math.Sqrt(Math.PI)), RootTwoPerPi = (Real)Math.Sqrt(2 / Math.PI);
    private static readonly Rational Cubic = new(44715, 1_000_000);

    private static Node IsPositive(Node a) => a.Graph.Apply(Step, a);
    private static Node NegativePart(Node a) => a.Graph.Apply(Min, a, a.Graph.Number(0));

    private readonly struct LeakyRectifier : IBinary
    {
        public static T Value<T>(T a, T alpha) where T : struct, IScalar<T> => T.Compare(a, T.Zero) > 0 ? a : alpha * a;
        public static Node Partial(int input, Node a, Node alpha, Node y) => input == 0 ? IsPositive(a) + alpha * (1 - IsPositive(a)) : NegativePart(a);
    }

    private readonly struct ExponentialLinear : IBinary
    {
        public static T Value<T>(T a, T alpha) where T : struct, IScalar<T> => T.Compare(a, T.Zero) > 0 ? a : alpha * (T.Exp(a) - T.One);

        public static Node Partial(int input, Node a, Node alpha, Node y) => input == 0
            ? IsPositive(a) + alpha * NegativePart(a).Exp() * (1 - IsPositive(a))       // of the negative part: eᵃ cannot overflow
            : NegativePart(a).Exp() - 1;
    }

    private readonly struct ScaledExponentialLinear : IUnary
    {
        public static T Value<T>(T a) where T : struct, IScalar<T> => T.From(SeluScale) * ExponentialLinear.Value(a, T.From(SeluAlpha));
        public static Node Partial(Node a, Node y) => SeluScale * ExponentialLinear.Partial(0, a, a.Graph.Number(SeluAlpha), y);
    }

    private readonly struct SelfGated : IBinary
    {
        public static T Value<T>(T a, T beta) where T : struct, IScalar<T> => a * T.Sigmoid(beta * a);

        public static Node Partial(int input, Node a, Node beta, Node y)
        {
            var gate = (beta * a).Sigmoid();
            var slope = gate * (1 - gate);
            return input == 0 ? gate + beta * a * slope : a.Squared() * slope;
        }
    }

    private readonly struct TanhOfSoftplus : IUnary
    {
        public static T Value<T>(T a) where T : struct, IScalar<T> => a * T.Tanh(SmoothRectifier.Value(a));

        public static Node Partial(Node a, Node y)
        {
            var gate = a.Softplus().Tanh();
            return gate + a * (1 - gate.Squared()) * a.Sigmoid();
        }
    }

    private readonly struct GaussianLinear : IUnary
    {
        public static T Value<T>(T a) where T : struct, IScalar<T> => a * T.FromRational(Rational.Half) * (T.One + T.Erf(a * T.From(RootHalf)));

        public static Node Partial(Node a, Node y)
        {
            var distribution = (1 + a.Graph.Apply(Erf, a * RootHalf)) * Real.Half;
            var density = (-a.Squared() * Real.Half).Exp() * (PerRootPi * RootHalf);
            return distribution + a * density;
        }
    }

    private readonly struct GaussianLinearByTanh : IUnary
    {
        public static T Value<T>(T a) where T : struct, IScalar<T> =>
            a * T.FromRational(Rational.Half) * (T.One + T.Tanh(T.From(RootTwoPerPi) * (a + T.FromRational(Cubic) * a * a * a)));

        public static Node Partial(Node a, Node y)
        {
            var t = ((a + a.Power(3) * Cubic) * RootTwoPerPi).Tanh();
            return (1 + t + a * (1 - t.Squared()) * (RootTwoPerPi * (1 + a.Squared() * (3 * Cubic)))) * Real.Half;
        }
    }

    private readonly struct SmoothRectifier : IUnary
    {
        public static T Value<T>(T a) where T : struct, IScalar<T>
        {
            var small = T.Exp(-T.Abs(a));
            var near = T.One + small;
            var log = near.Equals(T.One) ? small : T.Log(near) * small / (near - T.One);        // ln(1 + small) to the last digit (Kahan)
            return T.Compare(a, T.Zero) > 0 ? a + log : log;
        }

        public static Node Partial(Node a, Node y) => a.Sigmoid();
    }

    private readonly struct ErrorFunction : IUnary
    {
        public static T Value<T>(T a) where T : struct, IScalar<T> => T.Erf(a);
        public static Node Partial(Node a, Node y) => (-a.Squared()).Exp() * (2 * PerRootPi);
    }
}
