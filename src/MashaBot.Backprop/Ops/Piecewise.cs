using System.Numerics;

namespace MashaBot.Backprop;

/// <summary>
/// Functions with kinks and steps. At a kink the engine takes the subgradient that textbooks and frameworks take: ReLU′(0) = 0, |·|′(0) = 0;
/// where max or min has two equal largest inputs each gets ½, but next to a number (max(0, a)) the input gets 0, as ReLU does.
/// </summary>
public static partial class Ops
{
    public static readonly Op Abs = new Map<Absolute>("abs", "d|a| = sign a·da");
    public static readonly Op Sign = new Map<Signum>("sign", "d(sign a) = 0");
    public static readonly Op Relu = new Map<Rectifier>("ReLU", "d(ReLU(a)) = [a > 0]·da");

    /// <summary>[a > 0].</summary>
    public static readonly Op Step = new Map<Heaviside>("step", "d[a > 0] = 0");
    public static readonly Op Max = new Zip<Maximum>("max", "d(max(a, b)) = da if a > b, db if b > a");
    public static readonly Op Min = new Zip<Minimum>("min", "d(min(a, b)) = da if a < b, db if b < a");

    /// <summary>½a² if |a| ≤ δ, else δ·(|a| − ½δ): Huber's function of a residual.</summary>
    /// <remarks>Huber, <i>Robust Estimation of a Location Parameter</i> (1964).</remarks>
    public static readonly Op Huber = new Zip<HuberFunction>("Huber", "d = min(max(a, −δ), δ)·da + [|a| > δ]·(|a| − δ)·dδ");

    public static readonly Op Floor = new Map<Whole>("floor", "d⌊a⌋ = 0");

    /// <summary>round(a, decimals): the nearest decimal with that many digits, halves up.</summary>
    public static readonly Op Round = new Zip<Rounding>("round", "d(round a) = 0");

    /// <summary>Digits after the point of the finite decimal that the value is; 99 if it is none or is not exact.</summary>
    public static readonly Op Decimals = new Map<DecimalPlaces>("decimals", "d(decimals a) = 0");

    /// <summary>Indicators: 1 where the comparison holds, else 0; their derivative is 0.</summary>
    public static readonly Op Less = new Zip<IsLess>("<", "d[a < b] = 0");
    public static readonly Op LessOrEqual = new Zip<IsLessOrEqual>("≤", "d[a ≤ b] = 0");
    public static readonly Op Greater = new Zip<IsGreater>(">", "d[a > b] = 0");
    public static readonly Op GreaterOrEqual = new Zip<IsGreaterOrEqual>("≥", "d[a ≥ b] = 0");
    public static readonly Op Equal = new Zip<IsEqual>("=", "d[a = b] = 0");
    public static readonly Op NotEqual = new Zip<IsNotEqual>("≠", "d[a ≠ b] = 0");

    private static T Indicator<T>(bool holds) where T : struct, IScalar<T> => holds ? T.One : T.Zero;

    private readonly struct Absolute : IUnary
    {
        public static T Value<T>(T a) where T : struct, IScalar<T> => T.Abs(a);
        public static Node Partial(Node a, Node y) => a.Graph.Apply(Sign, a);
        public static bool IsVectorized => true;
        public static Vector<double> Values(Vector<double> a) => Vector.Abs(a);
    }

    private readonly struct Signum : IUnary
    {
        public static T Value<T>(T a) where T : struct, IScalar<T> => T.Sign(a);
        public static Node? Partial(Node a, Node y) => null;
    }

    private readonly struct Rectifier : IUnary
    {
        public static T Value<T>(T a) where T : struct, IScalar<T> => T.Compare(a, T.Zero) < 0 ? T.Zero : a;
        public static Node Partial(Node a, Node y) => a.Graph.Apply(Step, a);
        public static bool IsVectorized => true;
        public static Vector<double> Values(Vector<double> a) => Vector.Max(a, Vector<double>.Zero);
    }

    private readonly struct Heaviside : IUnary
    {
        public static T Value<T>(T a) where T : struct, IScalar<T> => Indicator<T>(T.Compare(a, T.Zero) > 0);
        public static Node? Partial(Node a, Node y) => null;
        public static bool IsVectorized => true;
        public static Vector<double> Values(Vector<double> a) => Vector.ConditionalSelect(Vector.GreaterThan(a, Vector<double>.Zero), Vector<double>.One, Vector<double>.Zero);
    }

    private readonly struct Maximum : IBinary
    {
        public static T Value<T>(T a, T b) where T : struct, IScalar<T> => T.Compare(a, b) < 0 ? b : a;
        public static Node Partial(int input, Node a, Node b, Node y) => Wins(Greater, input, a, b);
        public static bool IsVectorized => true;
        public static Vector<double> Values(Vector<double> a, Vector<double> b) => Vector.Max(a, b);
    }

    private readonly struct Minimum : IBinary
    {
        public static T Value<T>(T a, T b) where T : struct, IScalar<T> => T.Compare(b, a) < 0 ? b : a;
        public static Node Partial(int input, Node a, Node b, Node y) => Wins(Less, input, a, b);
        public static bool IsVectorized => true;
        public static Vector<double> Values(Vector<double> a, Vector<double> b) => Vector.Min(a, b);
    }

    private readonly struct HuberFunction : IBinary
    {
        public static T Value<T>(T a, T delta) where T : struct, IScalar<T>
        {
            var (size, half) = (T.Abs(a), T.FromRational(Rational.Half));
            return T.Compare(size, delta) <= 0 ? half * a * a : delta * (size - half * delta);
        }

        public static Node Partial(int input, Node a, Node delta, Node y) =>
            input == 0 ? a.Max(-delta).Min(delta) : (a.Abs() - delta).Relu();
    }

    private static Node Wins(Op order, int input, Node a, Node b)
    {
        var (own, other) = input == 0 ? (a, b) : (b, a);
        var wins = a.Graph.Apply(order, own, other);
        return other.Number is not null ? wins : wins + a.Graph.Apply(Equal, own, other) * Real.Half;
    }

    private readonly struct Whole : IUnary
    {
        public static T Value<T>(T a) where T : struct, IScalar<T> => T.Floor(a);
        public static Node? Partial(Node a, Node y) => null;
    }

    private readonly struct Rounding : IBinary
    {
        public static T Value<T>(T a, T b) where T : struct, IScalar<T>
        {
            var scale = T.Pow(T.FromRational(10), b);
            return T.Floor(a * scale + T.FromRational(Rational.Half)) / scale;
        }

        public static Node? Partial(int input, Node a, Node b, Node y) => null;
    }

    private readonly struct DecimalPlaces : IUnary
    {
        public static T Value<T>(T a) where T : struct, IScalar<T> =>
            T.FromRational(T.ToReal(a) is { IsExact: true, Exact.Decimals: { } decimals } ? Math.Min(decimals, 99) : 99);

        public static Node? Partial(Node a, Node y) => null;
    }

    private readonly struct IsLess : IBinary
    {
        public static T Value<T>(T a, T b) where T : struct, IScalar<T> => Indicator<T>(T.Compare(a, b) < 0);
        public static Node? Partial(int input, Node a, Node b, Node y) => null;
    }

    private readonly struct IsLessOrEqual : IBinary
    {
        public static T Value<T>(T a, T b) where T : struct, IScalar<T> => Indicator<T>(T.Compare(a, b) <= 0);
        public static Node? Partial(int input, Node a, Node b, Node y) => null;
    }

    private readonly struct IsGreater : IBinary
    {
        public static T Value<T>(T a, T b) where T : struct, IScalar<T> => Indicator<T>(T.Compare(a, b) > 0);
        public static Node? Partial(int input, Node a, Node b, Node y) => null;
    }

    private readonly struct IsGreaterOrEqual : IBinary
    {
        public static T Value<T>(T a, T b) where T : struct, IScalar<T> => Indicator<T>(T.Compare(a, b) >= 0);
        public static Node? Partial(int input, Node a, Node b, Node y) => null;
    }

    private readonly struct IsEqual : IBinary
    {
        public static T Value<T>(T a, T b) where T : struct, IScalar<T> => Indicator<T>(T.AreEqual(a, b));
        public static Node? Partial(int input, Node a, Node b, Node y) => null;
    }

    private readonly struct IsNotEqual : IBinary
    {
        public static T Value<T>(T a, T b) where T : struct, IScalar<T> => Indicator<T>(!T.AreEqual(a, b));
        public static Node? Partial(int input, Node a, Node b, Node y) => null;
    }
}
