using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>A formula of numbers (no vectors, no derivatives) as a list of steps for a stack: compiled in microseconds, run without allocating.
/// It means what the graph of the formula means, except that of several cases only the one that holds is computed.</summary>
internal sealed class Program
{
    private const int LongestProgram = 6000;
    private const int DeepestDefinition = 30;

    internal enum Code : byte
    {
        Constant, Variable, Add, Subtract, Multiply, Divide, Negate, WholePower, Power, Exp, Log, LogBase, Sqrt, Sin, Cos, Tan, Sinh, Cosh, Tanh, Sigmoid, Softplus,
        Abs, Sign, Floor, Ceiling, Max, Min, Less, LessOrEqual, Greater, GreaterOrEqual, Same, Differ, Not, Jump, JumpUnless,
    }

    /// <param name="Argument">Which constant or variable, which power, or where to go on.</param>
    internal readonly record struct Step(Code Code, int Argument);

    private readonly Scope scope;
    private readonly List<Step> steps = new(16);
    private readonly List<Real> constants = [];
    private readonly List<string> variables = [];
    private int depth, deepest, definitions;

    private Program(Scope scope) => this.scope = scope;

    public ReadOnlySpan<Step> Steps => CollectionsMarshal.AsSpan(steps);
    public ReadOnlySpan<Real> Constants => CollectionsMarshal.AsSpan(constants);

    /// <summary>The free names, in the order in which they first occur.</summary>
    public IReadOnlyList<string> Variables => variables;

    public int StackSize => deepest;

    /// <summary>Is it built of + − · ÷ and whole powers only?</summary>
    public bool IsRational { get; private set; } = true;

    /// <summary>Has it jumps or bends?</summary>
    public bool IsOfPieces { get; private set; }

    /// <summary>The program of a formula, or null where only a graph can say what it means.</summary>
    public static Program? Of(Formula formula, Scope scope, IReadOnlyDictionary<string, Shape>? shapes)
    {
        if (shapes is { Count: > 0 }) return null;
        var program = new Program(scope);
        return program.Write(formula) && program.steps.Count <= LongestProgram ? program : null;
    }

    private void Put(Code code, int argument = 0, int pops = 0)
    {
        steps.Add(new(code, argument));
        depth += 1 - pops;
        deepest = Math.Max(deepest, depth);
        if (code >= Code.Power) IsRational = false;
        if (code >= Code.Abs) IsOfPieces = true;
    }

    private bool Constant(Real value)
    {
        var place = constants.IndexOf(value);
        if (place < 0)
        {
            place = constants.Count;
            constants.Add(value);
        }

        if (!value.IsExact) IsRational = false;
        Put(Code.Constant, place);
        return true;
    }

    private bool Write(Formula formula) => steps.Count <= LongestProgram && formula switch
    {
        Formula.Number(var value) => Constant(value),
        Formula.Name(var id) => Name(id),
        Formula.Unary(UnaryOperator.Negate, var operand) => Write(operand) && Then(Code.Negate, 1),
        Formula.Unary(UnaryOperator.Not, var operand) => Write(operand) && Then(Code.Not, 1),
        Formula.Binary(Operator.Power, var bottom, var exponent) => Write(bottom) && Power(exponent),
        Formula.Binary(Operator.MatrixMultiply or Operator.Hadamard, _, _) => false,
        Formula.Binary(var op, var left, var right) => Write(left) && Write(right) && Then(CodeOf(op), 2),
        Formula.Iverson(var condition) => Write(condition),
        Formula.Call(var function, var arguments) when !scope.Functions.ContainsKey(function) => Call(function, arguments),
        _ => false,
    };

    private bool Then(Code code, int pops)
    {
        Put(code, pops: pops);
        return true;
    }

    private bool Name(string id)
    {
        if (scope.Definitions.TryGetValue(id, out var definition))
        {
            if (++definitions > DeepestDefinition) return false;
            var written = Write(definition);
            definitions--;
            return written;
        }

        if (scope.Figures.TryGetValue(id, out var figure)) return figure.Shape.IsScalar && Constant(figure.Only);
        if (id is "e" or "pi") return Constant((Real)(id == "e" ? Math.E : Math.PI));
        var place = variables.IndexOf(id);
        if (place < 0)
        {
            place = variables.Count;
            variables.Add(id);
        }

        Put(Code.Variable, place);
        return true;
    }

    /// <summary>Powers beyond this are left to logarithms: x^(p−1) is 1 modulo p.</summary>
    private const int LargestWholePower = Residue.LargestPower;

    private bool Power(Formula exponent)
    {
        if (WholeNumber(exponent) is { } whole && BigInteger.Abs(whole) <= LargestWholePower)
        {
            Put(Code.WholePower, (int)whole, pops: 1);
            return true;
        }

        return Write(exponent) && Then(Code.Power, 2);
    }

    private static BigInteger? WholeNumber(Formula formula) => formula switch
    {
        Formula.Number { Value: { IsInteger: true, Numerator: var whole } } => whole,
        Formula.Unary(UnaryOperator.Negate, var operand) => -WholeNumber(operand),
        _ => null,
    };

    private static Code CodeOf(Operator op) => op switch
    {
        Operator.Add => Code.Add,
        Operator.Subtract => Code.Subtract,
        Operator.Multiply or Operator.And => Code.Multiply,
        Operator.Divide => Code.Divide,
        Operator.Equal => Code.Same,
        Operator.NotEqual => Code.Differ,
        Operator.Less => Code.Less,
        Operator.LessOrEqual => Code.LessOrEqual,
        Operator.Greater => Code.Greater,
        Operator.GreaterOrEqual => Code.GreaterOrEqual,
        _ => Code.Max,
    };

    private bool Call(string function, ImmutableArray<Formula> arguments)
    {
        if (function == "cases") return Cases(arguments);
        if (function is "max" or "min") return Write(arguments[0]) && arguments.Skip(1).All(argument => Write(argument) && Then(function == "max" ? Code.Max : Code.Min, 2));
        if (function == "root") return Write(arguments[0]) && Inverted(arguments[1]) && Then(Code.Power, 2);
        if (arguments.Length == 2) return function == "log" && Write(arguments[0]) && Write(arguments[1]) && Then(Code.LogBase, 2);
        if (arguments.Length != 1 || !Write(arguments[0])) return false;
        switch (function)
        {
            case "relu": return Constant(0) && Then(Code.Max, 2);
            case "step": return Constant(0) && Then(Code.Greater, 2);
            case "log2": return Constant(2) && Then(Code.LogBase, 2);
            case "lg": return Constant(10) && Then(Code.LogBase, 2);
        }

        return CodeOf(function) is { } code && Then(code, 1);
    }

    private bool Inverted(Formula degree) => degree is Formula.Number { Value: { IsZero: false } value } ? Constant(Rational.One / value) : Constant(1) && Write(degree) && Then(Code.Divide, 2);

    private static Code? CodeOf(string function) => function switch
    {
        "exp" => Code.Exp,
        "ln" or "log" => Code.Log,
        "sqrt" => Code.Sqrt,
        "sin" => Code.Sin,
        "cos" => Code.Cos,
        "tan" => Code.Tan,
        "sinh" => Code.Sinh,
        "cosh" => Code.Cosh,
        "tanh" => Code.Tanh,
        "sigma" => Code.Sigmoid,
        "softplus" => Code.Softplus,
        "abs" => Code.Abs,
        "sign" => Code.Sign,
        "floor" => Code.Floor,
        "ceil" => Code.Ceiling,
        _ => null,
    };

    // value, condition, value, condition, …, value otherwise (0 if it is not given)
    private bool Cases(ImmutableArray<Formula> arguments)
    {
        var ends = new List<int>();
        var before = depth;
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            if (!Write(arguments[i + 1])) return false;
            var unless = steps.Count;
            Put(Code.JumpUnless, pops: 2);
            if (!Write(arguments[i])) return false;
            ends.Add(steps.Count);
            Put(Code.Jump, pops: 1);
            steps[unless] = new(Code.JumpUnless, steps.Count);
            depth = before;
        }

        if (!(arguments.Length % 2 == 1 ? Write(arguments[^1]) : Constant(0))) return false;
        foreach (var end in ends) steps[end] = new(Code.Jump, steps.Count);
        return true;
    }
}
