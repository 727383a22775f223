using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;
using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>What the operators and functions of the language record in the graph.</summary>
internal static class Intrinsics
{
    private static readonly Op Softplus = new Map<SoftplusFunction>("softplus", "d(softplus a) = σ(a)·da");
    internal static readonly Op Same = new Zip<SameFunction>("=", "d[a = b] = 0");

    private static readonly FrozenDictionary<string, Func<Node, Node>> OfOne = new Dictionary<string, Func<Node, Node>>
    {
        ["sum"] = x => x.Shape.IsScalar ? x : x.Graph.Apply(Ops.Total, x),
        ["mean"] = x => x.Graph.Apply(Ops.Mean, x),
        ["norm"] = x => x.Shape.IsScalar ? x.Graph.Apply(Ops.Abs, x) : x.Graph.Apply(Ops.Sqrt, x.Graph.Apply(Ops.Total, x.Graph.Apply(Ops.Multiply, x, x))),
        ["len"] = x => x.Shape.IsScalar ? throw new FormulaException("A single number has no length.") : x.Graph.Constant(x.Shape[0]),
        ["abs"] = x => x.Graph.Apply(Ops.Abs, x),
        ["sign"] = x => x.Graph.Apply(Ops.Sign, x),
        ["exp"] = x => x.Graph.Apply(Ops.Exp, x),
        ["ln"] = x => x.Graph.Apply(Ops.Log, x),
        ["log"] = x => x.Graph.Apply(Ops.Log, x),
        ["log2"] = x => x.Graph.Apply(Ops.LogBase, x, x.Graph.Constant(2)),
        ["lg"] = x => x.Graph.Apply(Ops.LogBase, x, x.Graph.Constant(10)),
        ["sqrt"] = x => x.Graph.Apply(Ops.Sqrt, x),
        ["sin"] = x => x.Graph.Apply(Ops.Sin, x),
        ["cos"] = x => x.Graph.Apply(Ops.Cos, x),
        ["tan"] = x => x.Graph.Apply(Ops.Divide, x.Graph.Apply(Ops.Sin, x), x.Graph.Apply(Ops.Cos, x)),
        ["sinh"] = x => x.Graph.Apply(Ops.Divide, x.Graph.Apply(Ops.Subtract, x.Exp(), x.Graph.Apply(Ops.Exp, -x)), x.Graph.Constant(2)),
        ["cosh"] = x => x.Graph.Apply(Ops.Divide, x.Graph.Apply(Ops.Add, x.Exp(), x.Graph.Apply(Ops.Exp, -x)), x.Graph.Constant(2)),
        ["tanh"] = x => x.Graph.Apply(Ops.Tanh, x),
        ["sigma"] = x => x.Graph.Apply(Ops.Sigmoid, x),
        ["relu"] = x => x.Graph.Apply(Ops.Relu, x),
        ["step"] = x => x.Graph.Apply(Ops.Step, x),
        ["softplus"] = x => x.Graph.Apply(Softplus, x),
        ["softmax"] = x => x.Exp() is var e ? x.Graph.Apply(Ops.Divide, e, x.Graph.Apply(Ops.Total, e)) : x,
        ["floor"] = x => x.Graph.Apply(Ops.Floor, x),
        ["ceil"] = x => x.Graph.Apply(Ops.Negate, x.Graph.Apply(Ops.Floor, x.Graph.Apply(Ops.Negate, x))),
        ["decimals"] = x => x.Graph.Apply(Ops.Decimals, x),
        ["tr"] = x => x.Graph.Apply(Ops.Total, x.Graph.Apply(Ops.Multiply, x, Identity(x.Graph, SideOf(x)))),
        ["diag"] = x => x.Shape is { Rank: 2 } column && column[1] == 1 && column[0] > 1 ? x.Graph.Apply(Ops.Multiply, Identity(x.Graph, column[0]), x.Graph.Apply(new Reshape(Shape.Of(column[0])), x))
            : x.Shape.Rank == 1 ? x.Graph.Apply(Ops.Multiply, Identity(x.Graph, x.Shape[0]), x) : DiagonalOf(x),
        ["vec"] = x => x.Graph.Apply(Ops.Reshape(Shape.Of(x.Shape.Count)), Transpose(x)),
        ["factorial"] = Factorial,
        ["transpose"] = Transpose,
        ["det"] = Determinant,
        ["inv"] = Inverse,
    }.ToFrozenDictionary();

    public static Node Call(string function, ImmutableArray<Node> inputs)
    {
        var graph = inputs[0].Graph;
        return (function, inputs.Length) switch
        {
            ("max" or "min", 1) when !inputs[0].Shape.IsScalar => Fold(function, [.. Enumerable.Range(0, inputs[0].Shape[0]).Select(i => graph.Apply(Ops.Index(i), inputs[0]))]),
            ("max" or "min", _) => Fold(function, inputs),
            ("dot", 2) => inputs[0].Shape.IsScalar ? graph.Apply(Ops.Multiply, inputs[0], inputs[1])
                : inputs[0].Shape.Rank == 1 || inputs[0].Shape != inputs[1].Shape ? graph.Apply(Ops.Dot, inputs[0], inputs[1])
                : graph.Apply(Ops.Total, graph.Apply(Ops.Multiply, inputs[0], inputs[1])),
            ("log", 2) => graph.Apply(Ops.LogBase, inputs[0], inputs[1]),
            ("root", 2) => graph.Apply(Ops.Power, inputs[0], inputs[1].Number is { } degree ? graph.Constant(1 / degree) : graph.Apply(Ops.Divide, graph.Constant(1), inputs[1])),
            ("round", 1) => graph.Apply(Ops.Round, inputs[0], graph.Constant(0)),
            ("round", 2) => graph.Apply(Ops.Round, inputs[0], inputs[1]),
            ("cases", _) => Cases(inputs),
            (_, 1) when OfOne.TryGetValue(function, out var build) => build(inputs[0]),
            _ => throw new FormulaException($"There is no function {function} of {inputs.Length} arguments."),
        };
    }

    private const int LargestFactorial = 1000;

    /// <summary>Of a whole number that stands in the formula.</summary>
    private static Node Factorial(Node x)
    {
        if (x.Number is not { IsExact: true, Exact: { IsInteger: true, Sign: >= 0, Numerator: var whole } } || whole > LargestFactorial) throw new FormulaException("Only whole numbers from 0 to 1000 have a factorial here.");
        var product = BigInteger.One;
        for (var i = 2; i <= whole; i++) product *= i;
        return x.Graph.Constant((Rational)product);
    }

    private static Node Fold(string function, ImmutableArray<Node> inputs)
    {
        var result = inputs[0];
        for (var i = 1; i < inputs.Length; i++) result = result.Graph.Apply(function == "max" ? Ops.Max : Ops.Min, result, inputs[i]);
        return result;
    }

    // value, condition, value, condition, …, value otherwise (0 if it is not given)
    private static Node Cases(ImmutableArray<Node> inputs)
    {
        var graph = inputs[0].Graph;
        var result = inputs.Length % 2 == 1 ? inputs[^1] : graph.Constant(0);
        for (var i = inputs.Length / 2 * 2 - 2; i >= 0; i -= 2)
            result = graph.Apply(Ops.Add,
                graph.Apply(Ops.Multiply, inputs[i], inputs[i + 1]),
                graph.Apply(Ops.Multiply, result, graph.Apply(Ops.Subtract, graph.Constant(1), inputs[i + 1])));
        return result;
    }

    public static Node Apply(Operator op, Node left, Node right, Products products)
    {
        var graph = left.Graph;
        return op switch
        {
            Operator.Add => OfOneSize(Ops.Add, left, right, products),
            Operator.Subtract => OfOneSize(Ops.Subtract, left, right, products),
            Operator.Multiply when products == Products.Matrix => Product(left, right),
            Operator.Multiply => graph.Apply(Ops.Multiply, left, right),
            Operator.Hadamard => left.Shape == right.Shape || left.Shape.IsScalar || right.Shape.IsScalar ? graph.Apply(Ops.Multiply, left, right) : throw new EngineException($"⊙ takes two of one shape, not {left.Shape} and {right.Shape}."),
            Operator.MatrixMultiply when products == Products.Matrix => Product(left, right),
            Operator.MatrixMultiply => graph.Apply(left.Shape.IsScalar || right.Shape.IsScalar ? Ops.Multiply : Ops.MatrixProduct, left, right),
            Operator.Divide when products == Products.Matrix && !right.Shape.IsScalar && right.Shape.Count > 1 => throw new EngineException($"Nothing can be divided by a {right.Shape} matrix."),
            Operator.Divide => graph.Apply(Ops.Divide, left, right),
            Operator.Power => Power(left, right, products),
            Operator.Equal => graph.Apply(Same, left, right),
            Operator.NotEqual => graph.Apply(Ops.Subtract, graph.Constant(1), graph.Apply(Same, left, right)),
            Operator.Less => graph.Apply(Ops.Less, left, right),
            Operator.LessOrEqual => graph.Apply(Ops.LessOrEqual, left, right),
            Operator.Greater => graph.Apply(Ops.Greater, left, right),
            Operator.GreaterOrEqual => graph.Apply(Ops.GreaterOrEqual, left, right),
            Operator.And => graph.Apply(Ops.Multiply, left, right),
            _ => graph.Apply(Ops.Max, left, right),
        };
    }

    private static Node Power(Node bottom, Node exponent, Products products)
    {
        if (bottom.Shape.Rank != 2 || exponent.Number is not { IsExact: true, Exact: { IsInteger: true, Numerator: var whole } }) return bottom.Graph.Apply(Ops.Power, bottom, exponent);
        if (whole == -1) return Inverse(bottom);
        if (products == Products.Elementwise || whole.IsZero || BigInteger.Abs(whole) > LargestMatrixPower) return bottom.Graph.Apply(Ops.Power, bottom, exponent);
        var one = whole.Sign < 0 ? Inverse(bottom) : bottom;
        var result = one;
        for (var i = BigInteger.Abs(whole); i > 1; i--) result = Product(result, one);
        return result;
    }

    private const int LargestMatrixPower = 8;

    /// <summary>A product of one row and one column is a number.</summary>
    private static Node Product(Node left, Node right) => Number(left.Graph.Apply(left.Shape.IsScalar || right.Shape.IsScalar ? Ops.Multiply : Ops.MatrixProduct, left, right));

    /// <summary>A matrix of one place as the number that it holds.</summary>
    public static Node Number(Node node) => node.Shape is { Rank: 2, Count: 1 } ? node.Graph.Apply(new Reshape(Shape.Scalar), node) : node;

    /// <summary>Sums on paper are of two of one size, or of a number with each place; numpy's repetition of rows and columns would hide a missing transpose.</summary>
    private static Node OfOneSize(Op op, Node left, Node right, Products products)
    {
        if (products == Products.Matrix)
        {
            (left, right) = (AsColumn(left, right), AsColumn(right, left));
            if (left.Shape != right.Shape && !left.Shape.IsScalar && !right.Shape.IsScalar) throw new EngineException($"{left.Shape} and {right.Shape} cannot be added.");
        }

        return left.Graph.Apply(op, left, right);
    }

    private static Node AsColumn(Node node, Node other) =>
        node.Shape.Rank == 1 && other.Shape.Rank == 2 && other.Shape[1] == 1 ? node.Graph.Apply(new Reshape(Shape.Of(node.Shape[0], 1)), node) : node;

    /// <summary>A vector or a number is its own transpose: rows and columns are told apart by matrices only.</summary>
    public static Node Transpose(Node node) => node.Shape.Rank < 2 ? node : node.Graph.Apply(Ops.Transpose, node);

    private static int SideOf(Node matrix) => matrix.Shape.Rank == 2 && matrix.Shape[0] == matrix.Shape[1] ? matrix.Shape[0] : throw new EngineException($"A square matrix is needed, not shape {matrix.Shape}.", matrix);

    public static Node Identity(Graph graph, int side)
    {
        var values = new Real[side * side];
        for (var i = 0; i < side; i++) values[i * side + i] = 1;
        return graph.Constant(new Tensor<Real>(Shape.Of(side, side), values));
    }

    private static Node DiagonalOf(Node matrix)
    {
        var graph = matrix.Graph;
        return graph.Apply(Ops.Stack, [.. Enumerable.Range(0, SideOf(matrix)).Select(i => Element(matrix, i, i))]);
    }

    private static Node Element(Node matrix, int row, int column) => matrix.Graph.Apply(Ops.Index(column), matrix.Graph.Apply(Ops.Index(row), matrix));

    private const int LargestDeterminant = 5;

    private static Node Determinant(Node matrix)
    {
        var side = SideOf(matrix);
        if (side > LargestDeterminant) throw new FormulaException($"A determinant of {side} rows is more than a person computes.");
        return Minor(matrix, [.. Enumerable.Range(0, side)], [.. Enumerable.Range(0, side)]);
    }

    /// <summary>The determinant of the chosen rows and columns, by Laplace's expansion along the first row.</summary>
    private static Node Minor(Node matrix, ImmutableArray<int> rows, ImmutableArray<int> columns)
    {
        if (rows.IsEmpty) return matrix.Graph.Constant(1);
        if (rows.Length == 1) return Element(matrix, rows[0], columns[0]);
        Node? sum = null;
        for (var i = 0; i < columns.Length; i++)
        {
            var term = matrix.Graph.Apply(Ops.Multiply, Element(matrix, rows[0], columns[i]), Minor(matrix, rows.RemoveAt(0), columns.RemoveAt(i)));
            sum = sum is null ? term : matrix.Graph.Apply(i % 2 == 0 ? Ops.Add : Ops.Subtract, sum, term);
        }

        return sum!;
    }

    /// <summary>The inverse by cofactors.</summary>
    private static Node Inverse(Node matrix)
    {
        if (matrix.Shape.IsScalar) return matrix.Graph.Apply(Ops.Divide, matrix.Graph.Constant(1), matrix);
        var (graph, determinant, side) = (matrix.Graph, Determinant(matrix), SideOf(matrix));
        var all = Enumerable.Range(0, side).ToImmutableArray();
        var rows = all.Select(i => graph.Apply(Ops.Stack, [.. all.Select(j =>
        {
            var minor = Minor(matrix, all.Remove(j), all.Remove(i));
            return (i + j) % 2 == 0 ? minor : graph.Apply(Ops.Negate, minor);
        })]));
        return graph.Apply(Ops.Divide, graph.Apply(Ops.Stack, [.. rows]), determinant);
    }

    private readonly struct SoftplusFunction : IUnary
    {
        /// <summary>max(a, 0) + ln(1 + e^−|a|): nothing overflows.</summary>
        public static T Value<T>(T a) where T : struct, IScalar<T>
        {
            var tail = T.Log(T.One + T.Exp(-T.Abs(a)));
            return T.Compare(a, T.Zero) > 0 ? a + tail : tail;
        }

        public static Node Partial(Node a, Node y) => a.Graph.Apply(Ops.Sigmoid, a);
    }

    /// <summary>Equal as numbers, whether exact or rounded.</summary>
    private readonly struct SameFunction : IBinary
    {
        public static T Value<T>(T a, T b) where T : struct, IScalar<T> => T.Compare(a, b) == 0 ? T.One : T.Zero;
        public static Node? Partial(int input, Node a, Node b, Node y) => null;
    }
}
