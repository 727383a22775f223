using System.Globalization;

namespace MashaBot.Backprop;

/// <summary>
/// Writes a node as a formula of named nodes, leaves and numbers, with no more brackets than it needs: as plain text or as LaTeX, with the
/// caller's way to write numbers and names.
/// </summary>
public sealed class Notation
{
    private const int Deepest = 64;         // beyond, an ellipsis: nobody reads further

    private readonly bool isLatex;
    private readonly Func<Real, string> number;
    private readonly Func<string, string> name;

    private Notation(bool isLatex, Func<Real, string>? number, Func<string, string>? name) =>
        (this.isLatex, this.number, this.name) = (isLatex, number ?? (isLatex ? InLatex : InText), name ?? (text => text));

    public static Notation Text(Func<Real, string>? number = null, Func<string, string>? name = null) => new(false, number, name);
    public static Notation Latex(Func<Real, string>? number = null, Func<string, string>? name = null) => new(true, number, name);

    /// <summary>The node's name, or its formula if it has none.</summary>
    public string Write(Node node) => Formula(node, Binding.Sum, 0);

    /// <summary>The formula that made the node, its inputs by name: <c>x·y</c> for a node that is named b.</summary>
    public string Definition(Node node) => Made(node, Binding.Sum, 0);

    /// <summary>A value: a number, a vector (1; 2), a matrix by rows.</summary>
    public string Write(Tensor<Real> value)
    {
        var at = 0;
        return Rows(0);

        string Rows(int axis) => axis == value.Shape.Rank
            ? number(value[at++])
            : $"({string.Join(isLatex ? ";\\ " : "; ", Enumerable.Range(0, value.Shape[axis]).Select(_ => Rows(axis + 1)))})";
    }

    /// <summary>∂f/∂x.</summary>
    public string Partial(Node of, Node by) => isLatex
        ? $@"\frac{{\partial {Write(of)}}}{{\partial {Write(by)}}}"
        : $"∂{Write(of)}/∂{Write(by)}";

    /// <summary>A factor of a product: in brackets if it is a sum or has a sign.</summary>
    internal string Factor(Node node) => Formula(node, Binding.Product, 0);

    /// <inheritdoc cref="Factor(Node)"/>
    internal string Factor(Tensor<Real> value) => value.Count == 1 && value.Only < 0 ? $"({Write(value)})" : Write(value);

    /// <summary>A rule's own quantity: m̂, λ, Δ.</summary>
    internal string Symbol(string text) => !isLatex ? text : text
        .Replace("m̂", @"\hat m", StringComparison.Ordinal).Replace("v̂", @"\hat v", StringComparison.Ordinal).Replace("ŝ", @"\hat s", StringComparison.Ordinal)
        .Replace("λ", @"\lambda ", StringComparison.Ordinal).Replace("Δ", @"\Delta ", StringComparison.Ordinal).Replace("′", "'", StringComparison.Ordinal);

    internal string Times => isLatex ? @" \cdot " : "·";

    private string Formula(Node node, Binding least, int depth) => node.Name is { } own ? name(own) : Made(node, least, depth);

    private string Made(Node node, Binding least, int depth)
    {
        if (depth > Deepest) return "…";
        var op = node.Op;
        if (op is Leaf) return node.Name is { } own ? name(own) : "?";
        if (op is Constant constant) return constant.Value.Count == 1 && constant.Value.Only < 0 && least > Binding.Sum ? $"({Write(constant.Value)})" : Write(constant.Value);
        var x = node.Inputs;
        if (op is BroadcastTo or Reshape or Alias) return Formula(x[0], least, depth + 1);
        if (op == Ops.Add && x[1].Op == Ops.Negate && x[1].Name is null) return Bracketed(Binding.Sum, $"{In(0)} {Minus} {Formula(x[1].Inputs[0], Binding.Product, depth + 1)}");
        if (op == Ops.Add) return Bracketed(Binding.Sum, $"{In(0)} + {In(1)}");
        if (op == Ops.Subtract) return Bracketed(Binding.Sum, $"{In(0)} {Minus} {In(1, Binding.Product)}");
        if (op == Ops.Negate) return Bracketed(Binding.Sum, $"{Minus}{In(0, Binding.Product)}");
        if (op == Ops.Multiply) return Bracketed(Binding.Product, $"{In(0, Binding.Product)}{Times}{In(1, Binding.Product)}");
        if (op == Ops.MatrixProduct) return Bracketed(Binding.Product, $"{In(0, Binding.Product)}{(isLatex ? @"\, " : "·")}{In(1, Binding.Product)}");
        if (op == Ops.Divide) return isLatex ? $@"\frac{{{In(0)}}}{{{In(1)}}}" : Bracketed(Binding.Product, $"{In(0, Binding.Product)}/{In(1, Binding.Power)}");
        if (op == Ops.Power) return Bracketed(Binding.Power, isLatex ? $"{In(0, Binding.Atom)}^{{{In(1)}}}" : $"{In(0, Binding.Atom)}^{In(1, Binding.Atom)}");
        if (op == Ops.Sqrt) return isLatex ? $@"\sqrt{{{In(0)}}}" : $"√{In(0, Binding.Atom)}";
        if (op == Ops.Abs) return $"|{In(0)}|";
        if (op == Ops.Norm) return isLatex ? $@"\lVert {In(0)} \rVert" : $"‖{In(0)}‖";
        if (op == Ops.Step) return $"[{In(0)} > 0]";
        if (op == Ops.Less || op == Ops.LessOrEqual || op == Ops.Greater || op == Ops.GreaterOrEqual || op == Ops.Equal || op == Ops.NotEqual) return $"[{In(0)} {op.Name} {In(1)}]";
        if (op == Ops.Transpose) return Bracketed(Binding.Power, isLatex ? $@"{In(0, Binding.Atom)}^{{\top}}" : $"{In(0, Binding.Atom)}ᵀ");
        if (op == Ops.Inverse) return Bracketed(Binding.Power, isLatex ? $"{In(0, Binding.Atom)}^{{-1}}" : $"{In(0, Binding.Atom)}⁻¹");
        if (op is ElementAt(var position)) return isLatex ? $"{{{In(0, Binding.Atom)}}}_{{{position + 1}}}" : $"{In(0, Binding.Atom)}[{position + 1}]";
        if (op is StackRows) return $"({Arguments()})";
        return $"{(isLatex ? Function(op.Name) : op.Name)}({Arguments()})";

        string In(int k, Binding binding = Binding.Sum) => Formula(x[k], binding, depth + 1);
        string Bracketed(Binding own, string text) => own >= least ? text : $"({text})";
        string Arguments() => string.Join(isLatex ? ",\\ " : ", ", x.Select(input => Formula(input, Binding.Sum, depth + 1)));
    }

    private string Minus => isLatex ? "-" : "−";

    private static string Function(string name) => name switch
    {
        "exp" or "ln" or "log" or "sin" or "cos" or "tanh" or "max" or "min" or "det" => $@"\{name}",
        "σ" => @"\sigma",
        "Σ" => @"\sum",
        _ => $@"\operatorname{{{name}}}",
    };

    private static string InText(Real value) => Written(value).Replace('-', '−');

    private static string InLatex(Real value) => value is { IsExact: true, Exact: { IsInteger: false } fraction }
        ? $@"{(fraction.Sign < 0 ? "-" : "")}\frac{{{Rational.Abs(fraction).Numerator}}}{{{fraction.Denominator}}}"
        : Written(value);

    private static string Written(Real value) => value.IsExact ? value.ToString() : value.ToDouble().ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>How tightly a formula holds together.</summary>
    private enum Binding
    {
        Sum,
        Product,
        Power,
        Atom,
    }
}
