using System.Numerics;

namespace MashaBot.Backprop;

public static partial class Ops
{
    public static readonly Op Alias = new Alias();

    public static readonly Op Add = new Zip<Sum>("+", "d(a + b) = da + db");
    public static readonly Op Subtract = new Zip<Difference>("−", "d(a − b) = da − db");
    public static readonly Op Multiply = new Zip<Product>("·", "d(a·b) = b·da + a·db");
    public static readonly Op Divide = new Zip<Quotient>("÷", "d(a/b) = da/b − a/b²·db");
    public static readonly Op Negate = new Map<Negation>("−", "d(−a) = −da");

    /// <summary>a^b. With a constant exponent the only edge that matters is the one from a: x² has one edge from x.</summary>
    public static readonly Op Power = new Zip<Powering>("^", "d(aᵇ) = b·aᵇ⁻¹·da + aᵇ·ln a·db");

    private readonly struct Sum : IBinary
    {
        public static T Value<T>(T a, T b) where T : struct, IScalar<T> => a + b;
        public static Node Partial(int input, Node a, Node b, Node y) => y.Graph.Number(1);
        public static bool Exposes(int input) => true;
        public static bool IsVectorized => true;
        public static Vector<double> Values(Vector<double> a, Vector<double> b) => a + b;
    }

    private readonly struct Difference : IBinary
    {
        public static T Value<T>(T a, T b) where T : struct, IScalar<T> => a - b;
        public static Node Partial(int input, Node a, Node b, Node y) => y.Graph.Number(input == 0 ? 1 : -1);
        public static bool Exposes(int input) => true;
        public static bool IsVectorized => true;
        public static Vector<double> Values(Vector<double> a, Vector<double> b) => a - b;
    }

    private readonly struct Product : IBinary
    {
        public static T Value<T>(T a, T b) where T : struct, IScalar<T> => a * b;
        public static Node Partial(int input, Node a, Node b, Node y) => input == 0 ? b : a;
        public static bool Exposes(int input) => true;
        public static bool IsVectorized => true;
        public static Vector<double> Values(Vector<double> a, Vector<double> b) => a * b;
    }

    private readonly struct Quotient : IBinary
    {
        public static T Value<T>(T a, T b) where T : struct, IScalar<T> => a / b;
        public static Node Partial(int input, Node a, Node b, Node y) => input == 0 ? 1 / b : -(a / Simplified.Power(b, y.Graph.Number(2)));
        public static bool Exposes(int input) => input == 0;
        public static bool IsVectorized => true;
        public static Vector<double> Values(Vector<double> a, Vector<double> b) => a / b;
    }

    private readonly struct Negation : IUnary
    {
        public static T Value<T>(T a) where T : struct, IScalar<T> => -a;
        public static Node Partial(Node a, Node y) => y.Graph.Number(-1);
        public static bool Exposes => true;
        public static bool IsVectorized => true;
        public static Vector<double> Values(Vector<double> a) => -a;
    }

    private readonly struct Powering : IBinary
    {
        public static T Value<T>(T a, T b) where T : struct, IScalar<T> => T.Pow(a, b);
        public static Node Partial(int input, Node a, Node b, Node y) => input == 0 ? b * Simplified.Power(a, b - 1) : y * a.Log();
        public static bool IsVectorized => true;

        public static Vector<double> Values(Vector<double> a, Vector<double> b)
        {
            if (Vector.EqualsAll(b, new Vector<double>(2.0))) return a * a;
            Span<double> powers = stackalloc double[Vector<double>.Count];
            for (var i = 0; i < powers.Length; i++) powers[i] = Math.Pow(a[i], b[i]);
            return new(powers);
        }
    }
}
