using System.Collections.Immutable;
using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>A function that an author defines: <c>slope(w, i): grad((y[i] - w*x[i])^2, w)</c>. Its body sees its parameters and the scope's names.</summary>
public sealed record FunctionDefinition(string Name, ImmutableArray<string> Parameters, Formula Body);

/// <summary>What the names in a formula stand for: figures, definitions and functions. A name that has no meaning here is a free variable.
/// A later definition of a name replaces an earlier one.</summary>
public sealed class Scope
{
    private Scope(ImmutableDictionary<string, Tensor<Real>> figures, ImmutableDictionary<string, Formula> definitions, ImmutableDictionary<string, FunctionDefinition> functions, Products products) =>
        (Figures, Definitions, Functions, Products) = (figures, definitions, functions, products);

    public static Scope Empty { get; } = new(ImmutableDictionary<string, Tensor<Real>>.Empty, ImmutableDictionary<string, Formula>.Empty, ImmutableDictionary<string, FunctionDefinition>.Empty, Products.Elementwise);

    public ImmutableDictionary<string, Tensor<Real>> Figures { get; }

    public ImmutableDictionary<string, Formula> Definitions { get; }

    public ImmutableDictionary<string, FunctionDefinition> Functions { get; }

    /// <summary>What <c>A·B</c> and <c>AB</c> mean for vectors and matrices.</summary>
    public Products Products { get; }

    /// <summary>The names and functions that a formula may use here, defined ones included.</summary>
    public Vocabulary Vocabulary => Functions.Values.Aggregate(
        Vocabulary.Of(Figures.Keys.Concat(Definitions.Keys)),
        (vocabulary, function) => vocabulary.WithFunction(function.Name, function.Parameters.Length));

    public Scope With(string name, Tensor<Real> figure) => new(Figures.SetItem(Vocabulary.Canonical(name), figure), Definitions.Remove(Vocabulary.Canonical(name)), Functions, Products);

    public Scope With(string name, Real figure) => With(name, Tensor.Scalar(figure));

    public Scope With(string name, Formula definition) => new(Figures.Remove(Vocabulary.Canonical(name)), Definitions.SetItem(Vocabulary.Canonical(name), definition), Functions, Products);

    public Scope With(FunctionDefinition function) => new(Figures, Definitions, Functions.SetItem(function.Name, function), Products);

    public Scope With(Products products) => new(Figures, Definitions, Functions, products);

    /// <summary>The scope in which these names are free variables.</summary>
    public Scope Without(params IEnumerable<string> names)
    {
        var canonical = names.Select(Vocabulary.Canonical).ToList();
        return new(Figures.RemoveRange(canonical), Definitions.RemoveRange(canonical), Functions, Products);
    }

    public bool Binds(string name) => Figures.ContainsKey(name) || Definitions.ContainsKey(name);

    /// <summary>The formula's value, exact where the figures and the operations are.</summary>
    /// <exception cref="FormulaException">A name has no value here, an index is out of range.</exception>
    /// <exception cref="EngineException">Shapes do not fit, or there is no value: ÷0, ln of a negative.</exception>
    public Tensor<Real> Evaluate(Formula formula) => new Lowering(this).Evaluate(formula);

    /// <summary>The value, or null where there is none.</summary>
    public Tensor<Real>? TryEvaluate(Formula formula)
    {
        try
        {
            return Evaluate(formula);
        }
        catch (Exception error) when (error is FormulaException or EngineException or ArithmeticException)
        {
            return null;
        }
    }

    /// <summary>The names without a meaning here on which the formula depends, through definitions too.</summary>
    public ImmutableSortedSet<string> FreeNames(Formula formula)
    {
        var free = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>();
        var waiting = new Stack<(Formula Formula, ImmutableHashSet<string> Bound)>([(formula, [])]);
        while (waiting.TryPop(out var next))
            switch (next.Formula)
            {
                case Formula.Name("e" or "pi") constant when !Binds(constant.Id):
                    break;
                case Formula.Name(var id) when next.Bound.Contains(id) || Figures.ContainsKey(id):
                    break;
                case Formula.Name(var id):
                    if (!Definitions.TryGetValue(id, out var definition)) free.Add(id);
                    else if (next.Bound.Count > 0 || seen.Add(id)) if (!Cyclic(id, seen, next.Bound)) waiting.Push((definition, next.Bound));
                    break;
                case Formula.Where where:
                    waiting.Push((where.Body, next.Bound.Union(where.Bindings.Select(binding => binding.Name))));
                    foreach (var binding in where.Bindings) waiting.Push((binding.Value, next.Bound));
                    break;
                case Formula.Call { Function: "sum", Arguments: [var body, Formula.Name index, var from, var to] }:
                    waiting.Push((body, next.Bound.Add(index.Id)));
                    waiting.Push((from, next.Bound));
                    waiting.Push((to, next.Bound));
                    break;
                default:
                    if (next.Formula is Formula.Call(var name, _) && Functions.TryGetValue(name.TrimEnd('\''), out var function) && seen.Add(name + "()"))
                        waiting.Push((function.Body, next.Bound.Union(function.Parameters)));
                    foreach (var child in next.Formula.Children()) waiting.Push((child, next.Bound));
                    break;
            }

        return free.ToImmutable();
    }

    /// <summary>Under bindings a definition is looked into once per set of bound names, so that a definition that needs itself ends.</summary>
    private static bool Cyclic(string id, HashSet<string> seen, ImmutableHashSet<string> bound) => bound.Count > 0 && !seen.Add($"{id} where {string.Join(' ', bound.Order(StringComparer.Ordinal))}");
}

/// <summary>What a product of vectors or matrices is.</summary>
public enum Products
{
    /// <summary>Place by place, as numpy's <c>*</c>.</summary>
    Elementwise,
    /// <summary>The matrix product, as on paper; place by place is <c>⊙</c>.</summary>
    Matrix,
}
