using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>A formula made ready to be computed at many points.</summary>
internal abstract class Evaluator<T> where T : struct, IScalar<T>
{
    /// <summary>Computes at a point; false where the formula has no value there.</summary>
    /// <param name="point">The variables' values, in the places that this was made with.</param>
    /// <param name="values">The formula's values, in row-major order; overwritten by the next run.</param>
    /// <exception cref="NotRationalException">It has none in this kind of number anywhere.</exception>
    public abstract bool TryRun(ReadOnlySpan<T> point, out ReadOnlySpan<T> values);
}

/// <summary>Runs a <see cref="Program"/>.</summary>
/// <param name="places">Where the point holds each of the program's variables.</param>
internal sealed class ProgramEvaluator<T>(Program program, int[] places) : Evaluator<T> where T : struct, IScalar<T>
{
    private readonly T[] constants = ConstantsOf(program);
    private readonly T[] stack = new T[program.StackSize + 1];

    private static T[] ConstantsOf(Program program)
    {
        var constants = new T[program.Constants.Length];
        for (var i = 0; i < constants.Length; i++) constants[i] = T.From(program.Constants[i]);
        return constants;
    }

    public override bool TryRun(ReadOnlySpan<T> point, out ReadOnlySpan<T> values)
    {
        values = stack.AsSpan(0, 1);
        try
        {
            Run(point);
            return true;
        }
        catch (ArithmeticException error) when (error is not NotRationalException)
        {
            return false;
        }
    }

    private void Run(ReadOnlySpan<T> point)
    {
        var top = -1;
        var steps = program.Steps;
        for (var i = 0; i < steps.Length; i++)
        {
            var (code, argument) = steps[i];
            switch (code)
            {
                case Program.Code.Constant: stack[++top] = constants[argument]; break;
                case Program.Code.Variable: stack[++top] = point[places[argument]]; break;
                case Program.Code.Jump: i = argument - 1; break;
                case Program.Code.JumpUnless: if (T.Compare(stack[top--], T.Zero) == 0) i = argument - 1; break;
                case Program.Code.WholePower: stack[top] = WholePower(stack[top], argument); break;
                case Program.Code.Add: top--; stack[top] += stack[top + 1]; break;
                case Program.Code.Subtract: top--; stack[top] -= stack[top + 1]; break;
                case Program.Code.Multiply: top--; stack[top] *= stack[top + 1]; break;
                case Program.Code.Divide: top--; stack[top] /= stack[top + 1]; break;
                case Program.Code.Negate: stack[top] = -stack[top]; break;
                default:
                    if (IsOfOne(code)) stack[top] = OfOne(code, stack[top]);
                    else
                    {
                        top--;
                        stack[top] = OfTwo(code, stack[top], stack[top + 1]);
                    }

                    break;
            }
        }
    }

    private static bool IsOfOne(Program.Code code) => code is not (Program.Code.Power or Program.Code.LogBase or >= Program.Code.Max and <= Program.Code.Differ);

    private static T OfOne(Program.Code code, T x) => code switch
    {
        Program.Code.Exp => T.Exp(x),
        Program.Code.Log => T.Log(x),
        Program.Code.Sqrt => T.Sqrt(x),
        Program.Code.Sin => T.Sin(x),
        Program.Code.Cos => T.Cos(x),
        Program.Code.Tan => T.Sin(x) / T.Cos(x),
        Program.Code.Sinh => (T.Exp(x) - T.Exp(-x)) / (T.One + T.One),
        Program.Code.Cosh => (T.Exp(x) + T.Exp(-x)) / (T.One + T.One),
        Program.Code.Tanh => T.Tanh(x),
        Program.Code.Sigmoid => T.Sigmoid(x),
        Program.Code.Softplus => Larger(x, T.Zero) + T.Log(T.One + T.Exp(-T.Abs(x))),
        Program.Code.Abs => T.Abs(x),
        Program.Code.Sign => T.Sign(x),
        Program.Code.Floor => T.Floor(x),
        Program.Code.Ceiling => -T.Floor(-x),
        _ => T.One - x,
    };

    private static T OfTwo(Program.Code code, T x, T y) => code switch
    {
        Program.Code.Power => T.Pow(x, y),
        Program.Code.LogBase => T.Log(x, y),
        Program.Code.Max => Larger(x, y),
        Program.Code.Min => -Larger(-x, -y),
        Program.Code.Less => Indicator(T.Compare(x, y) < 0),
        Program.Code.LessOrEqual => Indicator(T.Compare(x, y) <= 0),
        Program.Code.Greater => Indicator(T.Compare(x, y) > 0),
        Program.Code.GreaterOrEqual => Indicator(T.Compare(x, y) >= 0),
        Program.Code.Same => Indicator(T.Compare(x, y) == 0),
        _ => Indicator(T.Compare(x, y) != 0),
    };

    private static T Indicator(bool holds) => holds ? T.One : T.Zero;

    /// <summary>Where it is not certain which is larger, they are so close that their mean with half their distance is as good as either.</summary>
    private static T Larger(T x, T y)
    {
        var uncertain = Doubt.IsUncertain;
        Doubt.IsUncertain = false;
        var order = T.Compare(x, y);
        var close = Doubt.IsUncertain;
        Doubt.IsUncertain = uncertain;
        return close ? (x + y + T.Abs(x - y)) / (T.One + T.One) : order < 0 ? y : x;
    }

    private static T WholePower(T x, int power)
    {
        if (power is 0 or 1 or 2) return power == 2 ? x * x : power == 1 ? x : T.Pow(x, T.FromRational(0));
        return T.Pow(x, T.FromRational(power));
    }
}

/// <summary>Runs the graph of a formula.</summary>
/// <param name="places">The leaves of the free variables and where the point holds their values.</param>
internal sealed class GraphEvaluator<T>(Node node, IEnumerable<(Node Leaf, Tensor<Real> Figure)> figures, (Node Leaf, int Start, int Count)[] places) : Evaluator<T> where T : struct, IScalar<T>
{
    private readonly Plan<T> plan = Made(node, figures);

    private static Plan<T> Made(Node node, IEnumerable<(Node Leaf, Tensor<Real> Figure)> figures)
    {
        var plan = new Plan<T>(node);
        foreach (var (leaf, figure) in figures) plan.Set(leaf, figure.As<T>());
        return plan;
    }

    public override bool TryRun(ReadOnlySpan<T> point, out ReadOnlySpan<T> values)
    {
        values = default;
        foreach (var (leaf, start, count) in places) plan.Set(leaf, point.Slice(start, count));
        try
        {
            plan.Run();
            values = plan[node];
            return true;
        }
        catch (EngineException error) when (error.InnerException is not NotRationalException)
        {
            return false;
        }
        catch (EngineException error)
        {
            throw error.InnerException!;
        }
    }
}
