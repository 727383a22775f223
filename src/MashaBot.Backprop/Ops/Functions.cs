using System.Numerics;

namespace MashaBot.Backprop;

public static partial class Ops
{
    public static readonly Op Exp = new Map<Exponential>("exp", "d(eᵃ) = eᵃ·da");
    public static readonly Op Log = new Map<Logarithm>("ln", "d(ln a) = da/a");
    public static readonly Op LogBase = new Zip<LogarithmToBase>("log", "d(log_b a) = da/(a·ln b) − ln a/(b·ln² b)·db");
    public static readonly Op Sqrt = new Map<SquareRoot>("√", "d(√a) = da/(2·√a)");
    public static readonly Op Sin = new Map<Sine>("sin", "d(sin a) = cos a·da");
    public static readonly Op Cos = new Map<Cosine>("cos", "d(cos a) = −sin a·da");
    public static readonly Op Tanh = new Map<HyperbolicTangent>("tanh", "d(tanh a) = (1 − tanh² a)·da");
    public static readonly Op Sigmoid = new Map<Logistic>("σ", "d(σ(a)) = σ(a)·(1 − σ(a))·da");

    /// <summary>a·ln b, and 0 where a is 0 whatever b is: the term of entropies, cross-entropies and divergences.</summary>
    public static readonly Op TimesLog = new Zip<ProductWithLogarithm>("·ln", "d(a·ln b) = ln b·da + a/b·db");

    private readonly struct Exponential : IUnary
    {
        public static T Value<T>(T a) where T : struct, IScalar<T> => T.Exp(a);
        public static Node Partial(Node a, Node y) => y;
        public static bool IsVectorized => true;
        public static Vector<double> Values(Vector<double> a) => Vector.Exp(a);
    }

    private readonly struct Logarithm : IUnary
    {
        public static T Value<T>(T a) where T : struct, IScalar<T> => T.Log(a);
        public static Node Partial(Node a, Node y) => 1 / a;
    }

    private readonly struct LogarithmToBase : IBinary
    {
        public static T Value<T>(T a, T b) where T : struct, IScalar<T> => T.Log(a, b);
        public static Node Partial(int input, Node a, Node b, Node y) => input == 0 ? 1 / (a * b.Log()) : -(y / (b * b.Log()));
    }

    private readonly struct SquareRoot : IUnary
    {
        public static T Value<T>(T a) where T : struct, IScalar<T> => T.Sqrt(a);
        public static Node Partial(Node a, Node y) => 1 / (2 * y);
        public static bool IsVectorized => true;
        public static Vector<double> Values(Vector<double> a) => Vector.SquareRoot(a);
    }

    private readonly struct Sine : IUnary
    {
        public static T Value<T>(T a) where T : struct, IScalar<T> => T.Sin(a);
        public static Node Partial(Node a, Node y) => a.Cos();
    }

    private readonly struct Cosine : IUnary
    {
        public static T Value<T>(T a) where T : struct, IScalar<T> => T.Cos(a);
        public static Node Partial(Node a, Node y) => -a.Sin();
    }

    private readonly struct HyperbolicTangent : IUnary
    {
        public static T Value<T>(T a) where T : struct, IScalar<T> => T.Tanh(a);
        public static Node Partial(Node a, Node y) => 1 - y.Squared();
        public static bool IsVectorized => true;
        public static Vector<double> Values(Vector<double> a) => DoubleTanh.Of(a);
    }

    private readonly struct Logistic : IUnary
    {
        public static T Value<T>(T a) where T : struct, IScalar<T> => T.Sigmoid(a);
        public static Node Partial(Node a, Node y) => y * (1 - y);
        public static bool IsVectorized => true;
        public static Vector<double> Values(Vector<double> a) => Vector<double>.One / (Vector<double>.One + Vector.Exp(-a));
    }

    private readonly struct ProductWithLogarithm : IBinary
    {
        public static T Value<T>(T a, T b) where T : struct, IScalar<T> => a.Equals(T.Zero) ? T.Zero : a * T.Log(b);
        public static Node Partial(int input, Node a, Node b, Node y) => input == 0 ? b.Log() : a / b;
    }
}
