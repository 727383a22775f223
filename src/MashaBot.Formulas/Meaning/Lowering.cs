using System.Collections.Immutable;
using System.Diagnostics;
using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>Turns the formulas of a scope into nodes of one graph. Each figure is a leaf, each defined name is one node of that name, whoever
/// uses it; a parameter of a function is an alias of its argument.</summary>
public sealed class Lowering
{
    private const int DeepestCall = 60;
    private const int LongestSum = 1000;
    private const int LargestGraph = 10_000;

    private readonly Scope scope;
    private readonly Dictionary<string, Node> leaves = [];
    private readonly Func<string, Shape> shapeOfFree;
    private readonly Frame top;
    private readonly HashSet<Node> identities = [];
    private int calls;

    /// <param name="scope">What the names stand for.</param>
    /// <param name="shapes">The shapes of the free variables that are no scalars.</param>
    /// <param name="graph">Where the nodes are recorded; a graph of its own if there is none.</param>
    public Lowering(Scope scope, IReadOnlyDictionary<string, Shape>? shapes = null, Graph? graph = null)
    {
        this.scope = scope;
        Graph = graph ?? new();
        shapeOfFree = name => shapes is not null && shapes.TryGetValue(name, out var shape) ? shape : Shape.Scalar;
        top = new(null);
    }

    /// <summary>Names as one place of the formula sees them. Definitions are kept in the frame below which nothing of theirs is replaced.</summary>
    private sealed class Frame(Frame? outer)
    {
        public Frame? Outer { get; } = outer;
        public Dictionary<string, Node> Nodes { get; } = [];
        public HashSet<string> InProgress { get; } = [];

        /// <summary>Do definitions have to be computed anew in this frame, because a name below them is replaced?</summary>
        public bool Replaces { get; init; }
    }

    public Graph Graph { get; }

    /// <summary>The leaves so far: figures and free variables.</summary>
    public IReadOnlyDictionary<string, Node> Leaves => leaves;

    /// <summary>The defined names that have a node so far.</summary>
    public IReadOnlyDictionary<string, Node> Defined => top.Nodes;

    /// <summary>The node of a formula, recorded after all that it needs.</summary>
    /// <exception cref="FormulaException">An index is out of range, a definition needs itself.</exception>
    /// <exception cref="EngineException">Shapes do not fit.</exception>
    public Node NodeOf(Formula formula) => Go(formula, top);

    /// <summary>The value of a formula at the scope's figures.</summary>
    /// <exception cref="FormulaException">A free variable has no value.</exception>
    /// <exception cref="EngineException">There is no value.</exception>
    public Tensor<Real> Evaluate(Formula formula) => Evaluate(NodeOf(formula));

    /// <inheritdoc cref="Evaluate(Formula)"/>
    public Tensor<Real> Evaluate(Node node)
    {
        var plan = new Plan<Real>(node);
        var needed = NeededLeaves(node);
        foreach (var (name, leaf) in leaves)
            if (scope.Figures.TryGetValue(name, out var figure)) plan.Set(leaf, figure);
            else if (needed.Contains(leaf)) throw new FormulaException($"{name} has no value here.");
        plan.Run();
        return plan.Value(node);
    }

    private static HashSet<Node> NeededLeaves(Node node)
    {
        var seen = new HashSet<Node>([node]);
        var waiting = new Stack<Node>([node]);
        while (waiting.TryPop(out var next))
            foreach (var input in next.Inputs)
                if (seen.Add(input)) waiting.Push(input);
        return seen;
    }

    private Node Go(Formula formula, Frame frame) => formula switch
    {
        Formula.Number(var value) => Graph.Constant(value),
        Formula.Name(var id) => Named(id, frame),
        Formula.Unary(UnaryOperator.Negate, var operand) => Go(operand, frame) is var node && identities.Contains(node) ? Identity(Graph.Apply(Ops.Negate, node)) : Graph.Apply(Ops.Negate, node),
        Formula.Unary(UnaryOperator.Not, var operand) => Graph.Apply(Ops.Subtract, Graph.Constant(1), Go(operand, frame)),
        Formula.Unary(_, var operand) => Go(operand, frame) is var node && identities.Contains(node) ? node : Intrinsics.Transpose(node),
        Formula.Binary binary => Joined(binary, frame),
        Formula.Iverson(var condition) => Go(condition, frame),
        Formula.Vector(var items) => Graph.Apply(Ops.Stack, [.. items.Select(item => Go(item, frame))]),
        Formula.Index index => Indexed(index, frame),
        Formula.Where where => Replaced(where, frame),
        Formula.Call call => Called(call, frame),
        _ => throw new UnreachableException(),
    };

    private Node Joined(Formula.Binary binary, Frame frame)
    {
        var (op, left, right) = (binary.Sign, Go(binary.Left, frame), Go(binary.Right, frame));
        if (scope.Products != Products.Matrix) return Intrinsics.Apply(op, left, right, scope.Products);
        try
        {
            return identities.Count > 0 && (identities.Contains(left) || identities.Contains(right)) ? JoinedWithIdentity(op, left, right) : Intrinsics.Apply(op, left, right, scope.Products);
        }
        catch (EngineException error)
        {
            throw new SizeException(binary, left.Shape, right.Shape, error);
        }
    }

    // ---- the identity: a number that stands for its multiple, until it meets a matrix that tells its size

    /// <summary>Is the node's number to be multiplied by an identity whose size nothing tells?</summary>
    internal bool IsIdentity(Node node) => identities.Contains(node);

    /// <summary>The multiple of the identity as a matrix.</summary>
    internal Node WithSize(Node identity, int side) => Graph.Apply(Ops.Multiply, identity, Intrinsics.Identity(Graph, side));

    private Node Identity(Node factor)
    {
        identities.Add(factor);
        return factor;
    }

    private Node? IdentityNamed(string name)
    {
        if (scope.Products != Products.Matrix || !Vocabulary.IsIdentity(name)) return null;
        var size = name[1..].TrimStart('_');
        if (int.TryParse(size, System.Globalization.CultureInfo.InvariantCulture, out var side) && side is > 0 and <= LargestIdentity) return Intrinsics.Identity(Graph, side);
        if (size.Length > 0 && scope.Figures.TryGetValue(size, out var figure) && figure is { Count: 1, Only: { IsExact: true, Exact: { IsInteger: true, Numerator: var letter } } } && letter > 0 && letter <= LargestIdentity)
            return Intrinsics.Identity(Graph, (int)letter);
        return Identity(Graph.Constant(1));
    }

    private const int LargestIdentity = 64;

    private Node JoinedWithIdentity(Operator op, Node left, Node right)
    {
        var (both, isLeft) = (identities.Contains(left) && identities.Contains(right), identities.Contains(left));
        var other = isLeft ? right : left;
        switch (op)
        {
            case Operator.Multiply or Operator.MatrixMultiply:
                var product = Graph.Apply(Ops.Multiply, left, right);
                return both || other.Shape.IsScalar ? Identity(product) : product;
            case Operator.Add or Operator.Subtract or Operator.Hadamard when both:
                return Identity(Intrinsics.Apply(op, left, right, Products.Elementwise));
            case Operator.Divide when isLeft && right.Shape.IsScalar && !both:
            case Operator.Power when isLeft && right.Shape.IsScalar && !both:
                return Identity(Intrinsics.Apply(op, left, right, Products.Elementwise));
            case Operator.Add or Operator.Subtract or Operator.Hadamard when other.Shape.Rank == 2 && other.Shape[0] == other.Shape[1]:
                var whole = WithSize(isLeft ? left : right, other.Shape[0]);
                return Intrinsics.Apply(op, isLeft ? whole : left, isLeft ? right : whole, scope.Products);
            default:
                throw new EngineException($"The identity meets shape {other.Shape}: a square matrix is needed.");
        }
    }

    private Node Named(string name, Frame frame)
    {
        for (var place = frame; ; place = place.Outer!)
        {
            if (place.Nodes.TryGetValue(name, out var node)) return node;
            if (place.Outer is null || place.Replaces) return Found(name, place);
        }
    }

    /// <summary>The node of a name that no parameter and no replacement hides.</summary>
    private Node Found(string name, Frame frame)
    {
        if (scope.Definitions.TryGetValue(name, out var definition)) return Define(name, definition, frame);
        if (frame.Outer is not null) return Named(name, frame.Outer);
        if (!scope.Figures.TryGetValue(name, out var figure) && name is "e" or "pi")
            return Graph.Constant((Real)(name == "e" ? Math.E : Math.PI));
        if (leaves.TryGetValue(name, out var leaf)) return AsNumber(leaf);
        var shape = figure?.Shape ?? shapeOfFree(name);
        if (figure is null && shape.IsScalar && IdentityNamed(name) is { } identity) return identity;
        return AsNumber(leaves[name] = Graph.Leaf(name, shape));
    }

    /// <summary>On paper a 1×1 matrix is a number.</summary>
    private Node AsNumber(Node leaf) => scope.Products == Products.Matrix ? Intrinsics.Number(leaf) : leaf;

    private Node Define(string name, Formula definition, Frame frame)
    {
        if (!frame.InProgress.Add(name)) throw new FormulaException($"The definition of {name} needs {name} itself.");
        var node = Go(definition, frame);
        frame.InProgress.Remove(name);
        return frame.Nodes[name] = frame.Outer is null ? Graph.Named(name, node) : node.Op is Leaf or Constant ? Graph.Alias(name, node) : node;
    }

    private Node Replaced(Formula.Where where, Frame frame)
    {
        var inner = new Frame(frame) { Replaces = true };
        foreach (var (name, value) in where.Bindings) inner.Nodes[name] = Graph.Alias(name, Go(value, frame));
        return Go(where.Body, inner);
    }

    private Node Called(Formula.Call call, Frame frame)
    {
        var (name, arguments) = call;
        var plain = name.TrimEnd('\'');
        if (scope.Functions.TryGetValue(name, out var function)) return CallOf(function, [.. arguments.Select(argument => Go(argument, frame))], frame);
        switch (name)
        {
            case "grad":
                return GradientOf(arguments, frame);
            case "paths":
                var to = Go(arguments[0], frame);
                return Graph.Constant((Rational)Graph.CountPaths(Go(arguments[1], frame), to));
            case "sum" when arguments.Length == 4:
                return SumOver(arguments, frame);
        }

        var inputs = arguments.Select(argument => Go(argument, frame)).ToImmutableArray();
        if (scope.Products == Products.Matrix)
        {
            if (name == "abs" && inputs[0].Shape.Rank == 2) return Intrinsics.Call("det", inputs);      // |X|
            if (inputs.Any(identities.Contains)) return name == "inv" ? Identity(Graph.Apply(Ops.Divide, Graph.Constant(1), inputs[0])) : throw new FormulaException($"Nothing tells the size of the identity in {call}.");
        }

        return plain == name ? Intrinsics.Call(name, inputs) : Derivative(plain, name.Length - plain.Length, inputs[0], frame);
    }

    /// <summary>The body sees its parameters and the scope's names as they are where it is called from: with what a <c>where</c> there replaces.</summary>
    private Node CallOf(FunctionDefinition function, ImmutableArray<Node> arguments, Frame from)
    {
        if (arguments.Length != function.Parameters.Length) throw new FormulaException($"{function.Name} takes {function.Parameters.Length} arguments, not {arguments.Length}.");
        if (++calls > DeepestCall) throw new FormulaException($"{function.Name} calls itself without end.");
        while (from.Outer is not null && !from.Replaces) from = from.Outer;
        var inner = new Frame(from);
        foreach (var (parameter, argument) in function.Parameters.Zip(arguments)) inner.Nodes[parameter] = Graph.Alias(parameter, argument);
        var node = Go(function.Body, inner);
        calls--;
        return node;
    }

    private Node GradientOf(ImmutableArray<Formula> arguments, Frame frame)
    {
        var by = Go(arguments[1], frame);
        return Graph.Gradient(Go(arguments[0], frame), by);
    }

    /// <summary>f′(x) for a function of one number, place by place.</summary>
    private Node Derivative(string function, int order, Node argument, Frame frame)
    {
        var x = Graph.Alias("x", argument);
        var y = scope.Functions.TryGetValue(function, out var own) ? CallOf(own, [x], frame) : Intrinsics.Call(function, [x]);
        for (; order > 0; order--) y = Graph.Gradient(y.Shape.IsScalar ? y : Graph.Apply(Ops.Total, y), x);
        return y;
    }

    private Node SumOver(ImmutableArray<Formula> arguments, Frame frame)
    {
        var (from, to) = (Integer(arguments[2], frame), Integer(arguments[3], frame));
        if (to - from > LongestSum) throw new FormulaException($"A sum of {to - from + 1} terms is too long.");
        Node? sum = null;
        for (var i = from; i <= to; i++)
        {
            if (Graph.Count > LargestGraph) throw new FormulaException("The sums have too many terms.");
            var inner = new Frame(frame) { Nodes = { [((Formula.Name)arguments[1]).Id] = Graph.Constant(i) } };
            var term = Go(arguments[0], inner);
            sum = sum is null ? term : Graph.Apply(Ops.Add, sum, term);
        }

        return sum ?? Graph.Constant(0);
    }

    private Node Indexed(Formula.Index index, Frame frame)
    {
        var node = Go(index.Of, frame);
        foreach (var at in index.At)
        {
            var place = Integer(at, frame);
            if (node.Shape.IsScalar || place < 1 || place > node.Shape[0])
                throw new FormulaException(node.Shape.IsScalar ? $"{index.Of} is one number: it has no element {place}." : $"{index.Of} has {node.Shape[0]} elements: there is no element {place}.");
            node = Graph.Apply(Ops.Index(place - 1), node);
        }

        return node;
    }

    /// <summary>An index has to be known while the graph is built.</summary>
    private int Integer(Formula formula, Frame frame)
    {
        var value = Evaluate(Go(formula, frame));
        return value is { Count: 1, Only: { IsExact: true, Exact: { IsInteger: true, Numerator: var whole } } } && whole >= -1_000_000 && whole <= 1_000_000
            ? (int)whole
            : throw new FormulaException($"{formula} is no index: it has to be a whole number.");
    }
}
