using System.Collections.Immutable;
using System.Globalization;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Conversation;

/// <summary>Somebody's own expression at a point: cut into single operations v1, v2, … and passed through forwards and backwards.</summary>
internal sealed class Expression
{
    private static readonly ImmutableHashSet<string> indivisible = ["grad", "paths", "sum"];      // calls whose arguments are no values by themselves

    private static readonly Notation text = Notation.Text(number => Number(number, PrintForm.Text), name => new Formula.Name(name).ToText(NumberStyle.DecimalPoint));
    private static readonly Notation latex = Notation.Latex(number => Number(number, PrintForm.Latex));

    private readonly OrderedDictionary<Formula, string> names = [];
    private readonly OrderedDictionary<string, Formula> operations = [];
    private readonly ImmutableHashSet<string> taken;
    private readonly Formula whole;
    private readonly Trace trace;
    private readonly string result;

    /// <param name="formula">In the names of the point.</param>
    /// <exception cref="EngineException">Shapes do not fit, the result is no scalar, or there is no value at this point.</exception>
    /// <exception cref="FormulaException">The formula means nothing at this point.</exception>
    public Expression(Formula formula, ImmutableSortedDictionary<string, Tensor<Real>> at)
    {
        At = at;
        taken = [.. at.Keys];
        whole = formula;
        var named = Named(formula);
        result = named is Formula.Name(var name) ? name : Define(formula, formula);
        var scope = at.Aggregate(Scope.Empty, (all, figure) => all.With(figure.Key, figure.Value));
        scope = operations.Aggregate(scope, (all, operation) => all.With(operation.Key, operation.Value));
        var lowering = new Lowering(scope);
        foreach (var operation in operations.Keys) lowering.NodeOf(new Formula.Name(operation));
        var top = lowering.NodeOf(new Formula.Name(result));
        var leaves = at.Keys.Where(lowering.Leaves.ContainsKey).ToArray();
        trace = new(top, [.. leaves.Select(leaf => lowering.Leaves[leaf])], leaves.Select(leaf => (lowering.Leaves[leaf], at[leaf])));
    }

    public ImmutableSortedDictionary<string, Tensor<Real>> At { get; }

    /// <summary>How many operations it is made of.</summary>
    public int Operations => operations.Count;

    public Tensor<Real> Value => trace.Forward.Single(row => row.Node.Name == result).Value;

    /// <summary>The derivative by each given name; zeros by those that do not occur.</summary>
    public ImmutableSortedDictionary<string, Tensor<Real>> Gradient => At.ToImmutableSortedDictionary(
        figure => figure.Key,
        figure => trace.Backward.FirstOrDefault(row => row.Node.Name == figure.Key)?.Value ?? Zeros(figure.Value.Shape));

    /// <summary>Both passes as tables for a terminal.</summary>
    public string ToText()
    {
        var forward = trace.ForwardCells(text).Select(row => new[] { row[0], row[1], row[2] });
        // The partial derivative; the chain rule in symbols; in figures; the sum. The local derivatives as formulas stand in the forward pass already.
        var backward = trace.BackwardCells(text).Select(row => new[] { row[0], row[1], row[3], row[4] });
        return $"forward\n{Table(forward)}\nbackward\n{Table(backward)}";
    }

    /// <summary>Node, what it is made of, value: a table in LaTeX.</summary>
    public Block.Table Forward(NumberStyle style) => Rows(["v", @"v = \ldots", "="], trace.ForwardCells(In(style)).Select(row => new[] { row[0], row[1], row[2] }));

    /// <summary>The partial derivative, the chain rule in figures, the sum: a table in LaTeX, the result first.</summary>
    public Block.Table Backward(NumberStyle style) => Rows([@"\frac{\partial f}{\partial v}", @"\leftarrow", "="], trace.BackwardCells(In(style)).Select(row => new[] { row[0], row[3], row[4] }));

    /// <summary>The graph with its values, gradients and local derivatives.</summary>
    public GraphDrawing ToDrawing()
    {
        var rows = trace.Forward;
        var places = rows.Select((row, place) => (row.Node.Name!, place)).ToDictionary();
        var nodes = rows.Select(row => new GraphNode(Latex(new Formula.Name(row.Node.Name!)))
        {
            Operation = operations.TryGetValue(row.Node.Name!, out var operation) ? Latex(operation) : null,
            Value = Latex(row.Value),
            Gradient = trace.Backward.FirstOrDefault(back => back.Node == row.Node) is { } passed ? Latex(passed.Value) : null,
        });
        var edges =
            from back in trace.Backward
            from use in back.Uses
            select new GraphEdge(places[back.Node.Name!], places[use.User.Name!]) { Derivative = use.LocalValue is { } local ? Latex(local) : null };
        return new([.. nodes], [.. edges]);
    }

    /// <summary>A part by its name: names and numbers stand for themselves, every operation gets a name, equal ones the same.</summary>
    private Formula Named(Formula part) => part switch
    {
        Formula.Number or Formula.Name => part,
        _ when part.Names().IsEmpty => part,
        _ when names.TryGetValue(part, out var known) => new Formula.Name(known),
        Formula.Where or Formula.Iverson => new Formula.Name(Define(part, part)),
        Formula.Call(var function, _) when indivisible.Contains(function) => new Formula.Name(Define(part, part)),
        _ => new Formula.Name(Define(part, part.Replace(inner => ReferenceEquals(inner, part) ? null : Named(inner)))),
    };

    private string Define(Formula part, Formula operation)
    {
        if (ReferenceEquals(part, whole) && !taken.Contains("f"))
        {
            operations.Add("f", operation);
            return "f";
        }
        var number = operations.Count + 1;
        while (taken.Contains($"v{number}")) number++;
        var name = string.Create(CultureInfo.InvariantCulture, $"v{number}");
        names[part] = name;
        operations.Add(name, operation);
        return name;
    }

    private static Tensor<Real> Zeros(Shape shape) => new(shape, new Real[shape.Count]);

    private static string Latex(Formula formula) => formula.ToLatex(NumberStyle.DecimalPoint);

    private static string Latex(Tensor<Real> value) => latex.Write(value);

    private static string Number(Real value, PrintForm form) => Numbers.Format(value, NumberStyle.DecimalPoint, form: form);

    private static Notation In(NumberStyle style) => Notation.Latex(number => Numbers.Format(number, style, form: PrintForm.Latex));

    private static Block.Table Rows(string[] header, IEnumerable<string[]> rows)
    {
        return new(Cells(header), [.. rows.Select(Cells)]);

        static ImmutableArray<ImmutableArray<Inline>> Cells(string[] row) => [.. row.Select(cell => cell.Length == 0 ? [] : (ImmutableArray<Inline>)[new Inline.Maths(cell)])];
    }

    /// <summary>Columns under each other, with "=" between those that say something.</summary>
    private static string Table(IEnumerable<string[]> rows)
    {
        var cells = rows.ToArray();
        var widths = Enumerable.Range(0, cells[0].Length).Select(column => cells.Max(row => row[column].Length)).ToArray();
        return string.Concat(cells.Select(row => "  " + string.Concat(row.Select((cell, column) => (column == 0 ? "" : cell.Length > 0 ? "  = " : "    ") + cell.PadRight(widths[column]))).TrimEnd() + "\n"));
    }
}
