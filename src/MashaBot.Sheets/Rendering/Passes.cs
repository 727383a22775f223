using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;

namespace MashaBot.Sheets.Rendering;

/// <summary>The forward and the backward pass over the problem's own nodes, in the order in which a person writes them.</summary>
internal sealed partial class Passes(Workings workings, ProblemSource problem)
{
    /// <summary>One line a node: its name, its definition with figures, its value.</summary>
    internal Block.Table Forward(Formula of, NumberStyle style)
    {
        var rows = Below(of).Select(node => Row(new Formula.Name(node.Name), node.Body));
        if (of is not Formula.Name) rows = rows.Append(Row(null, of));
        return new([Cell("v"), Cell(@"v = \ldots")], [.. rows]);

        ImmutableArray<ImmutableArray<Inline>> Row(Formula? name, Formula body) =>
            [name is null ? [] : Cell(workings.Latex(name, style)), Cell(Chain(style, workings.Value(body), body, workings.PutIn(body)))];
    }

    /// <summary>One line a node, the last first: the nodes that use it, what comes back from each, and the sum.</summary>
    internal Block.Table Backward(Formula of, ImmutableArray<string> by, NumberStyle style)
    {
        var nodes = Below(of).Where(node => by.Any(name => Reaches(name, node.Name))).ToList();
        var rows = nodes.AsEnumerable().Reverse().Select(node => Row(node.Name)).Concat(by.Except(nodes.Select(node => node.Name)).Select(Row));
        return new([Cell("v"), Cell(@"v \to"), Cell($@"\frac{{\partial {workings.Latex(of, style)}}}{{\partial v}}")], [.. rows]);

        ImmutableArray<ImmutableArray<Inline>> Row(string name)
        {
            var node = new Formula.Name(name);
            var value = workings.Value(Gradient(of, node));
            var uses = Uses(of, nodes, name).ToList();
            var cell = value.Shape.IsScalar && uses is not [] && uses.All(use => IsScalar(use.Name))
                ? Chain(style, value, Sum(uses.Select(use => Product(Literal.Of(workings.Value(Gradient(of, use.Name))), Literal.Of(Local(use.Body, node))))))
                : Written.Value(value, style, PrintForm.Latex);
            return [Cell(workings.Latex(node, style)), uses is [] ? [] : Cell(string.Join(",\\ ", uses.Select(use => workings.Latex(use.Name, style)))), Cell(cell)];
        }
    }

    /// <summary>The local derivative: the other names of the use keep their values.</summary>
    internal Tensor<Real> Local(Formula use, Formula.Name by)
    {
        var scope = workings.Scope;
        foreach (var name in Used(use))
            if (workings.IsKnown(name)) scope = scope.With(name, workings.Value(new Formula.Name(name)));
        return scope.Evaluate(Gradient(use, by));
    }

    /// <summary>The local derivative as a formula of the names that the use knows; null where one of them is no number.</summary>
    internal string? LocalFormula(Formula use, string by, Func<string, string> name, Func<Real, string> number)
    {
        var scope = workings.Scope;
        foreach (var other in Used(use))
            if (workings.TryValue(new Formula.Name(other)) is { Shape.IsScalar: true } value) scope = scope.With(other, value);
            else return null;
        var lowering = new Lowering(scope);
        var node = lowering.NodeOf(use);
        return Juxtaposed.Replace(Notation.Latex(number, name).Write(lowering.Graph.Gradients(node, [lowering.Leaves[by]])[0]), "");
    }

    /// <summary>Between a number and a letter: 2 · x is 2x.</summary>
    [GeneratedRegex(@"(?<=\d) \\cdot (?=[A-Za-z\\])")]
    private static partial Regex Juxtaposed { get; }

    /// <summary>The defined nodes that a formula needs, in the order of computation.</summary>
    internal ImmutableArray<Definition> Below(Formula of)
    {
        var needed = new HashSet<string>();
        var open = new Stack<Formula>([of]);
        while (open.TryPop(out var formula))
            foreach (var name in Used(formula))
                if (needed.Add(name) && workings.Definition(name) is { } definition) open.Push(definition.Body);
        return [.. problem.Definitions.Where(definition => !definition.IsFunction && needed.Contains(definition.Name))];
    }

    /// <summary>Names that a formula uses, as they come, those inside the functions it calls included.</summary>
    internal IEnumerable<string> Used(Formula formula) => formula.Parts().SelectMany(part => part switch
    {
        Formula.Name(var id) => [id],
        Formula.Call(var name, _) when workings.Definition(name) is { } function => Used(function.Body).Except(function.Parameters),
        _ => [],
    }).Distinct();

    private bool Reaches(string from, string to) => from == to || (workings.Definition(to) is { } definition && Used(definition.Body).Any(name => Reaches(from, name)));

    private IEnumerable<(Formula.Name Name, Formula Body)> Uses(Formula of, List<Definition> nodes, string name) =>
        of is Formula.Name(var top) && top == name ? [] : nodes.Where(node => Used(node.Body).Contains(name)).Select(node => (new Formula.Name(node.Name), node.Body));

    private bool IsScalar(Formula formula) => workings.Value(formula).Shape.IsScalar;

    /// <summary>Each step only if it differs from the one before, and the value.</summary>
    private string Chain(NumberStyle style, Tensor<Real> value, params IEnumerable<Formula> steps)
    {
        var last = Written.Value(value, style, PrintForm.Latex);
        var equals = Written.IsExactly(value, null) ? " = " : @" \approx ";
        var start = string.Join(" = ", steps.Select(step => workings.Latex(step, style)).Distinct().Where(text => text != last));
        return start == "" ? last : start + equals + last;
    }

    private static Formula.Call Gradient(Formula of, Formula by) => new Formula.Call("grad", [of, by]);

    private static Formula.Binary Product(Formula left, Formula right) => new Formula.Binary(Operator.Multiply, left, right);

    private static Formula Sum(IEnumerable<Formula> terms) => terms.Aggregate((left, right) => new Formula.Binary(Operator.Add, left, right));

    private static ImmutableArray<Inline> Cell(string latex) => [new Inline.Maths(latex)];
}
