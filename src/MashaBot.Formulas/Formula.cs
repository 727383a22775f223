using System.Collections.Immutable;
using System.Diagnostics;
using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>A formula as a person wrote it: nothing is simplified or reordered. Equality is equality of the trees; whether two formulas
/// mean the same is <see cref="Equality"/>'s business.</summary>
public abstract record Formula
{
    private Formula() { }

    /// <param name="Value">Exact: a decimal is a rational.</param>
    public sealed record Number(Rational Value) : Formula
    {
        /// <summary>How many digits stood after the decimal mark, if the number was typed as a decimal: no part of the value.</summary>
        public int? Decimals { get; init; }

        public bool Equals(Number? other) => other is not null && Value == other.Value;
        public override int GetHashCode() => Value.GetHashCode();
    }

    /// <param name="Id">Canonical: <c>w1</c>, <c>beta2</c>, <c>yhat</c>, see <see cref="Vocabulary"/>.</param>
    public sealed record Name(string Id) : Formula;

    public sealed record Unary(UnaryOperator Sign, Formula Operand) : Formula;

    public sealed record Binary(Operator Sign, Formula Left, Formula Right) : Formula;

    /// <param name="Function">Canonical name of a function of the language, or of one that the scope defines.</param>
    public sealed record Call(string Function, ImmutableArray<Formula> Arguments) : Formula
    {
        public bool Equals(Call? other) => other is not null && Function == other.Function && Arguments.SequenceEqual(other.Arguments);
        public override int GetHashCode() => Arguments.Aggregate(Function.GetHashCode(StringComparison.Ordinal), HashCode.Combine);
    }

    /// <summary><c>(a, b, c)</c>; a matrix is a vector of its rows.</summary>
    public sealed record Vector(ImmutableArray<Formula> Items) : Formula
    {
        /// <summary>Are all items vectors of one length?</summary>
        public bool IsMatrix => Items is [Vector { Items.Length: var columns }, ..] && Items.All(item => item is Vector row && row.Items.Length == columns);

        public bool Equals(Vector? other) => other is not null && Items.SequenceEqual(other.Items);
        public override int GetHashCode() => Items.Aggregate(17, HashCode.Combine);
    }

    /// <summary><c>v[1]</c>, <c>M[1,2]</c>: counted from one.</summary>
    public sealed record Index(Formula Of, ImmutableArray<Formula> At) : Formula
    {
        public bool Equals(Index? other) => other is not null && Of == other.Of && At.SequenceEqual(other.At);
        public override int GetHashCode() => At.Aggregate(Of.GetHashCode(), HashCode.Combine);
    }

    /// <summary><c>[x &gt; 0]</c>: 1 where the condition holds, else 0.</summary>
    public sealed record Iverson(Formula Condition) : Formula;

    /// <summary><c>f where x = 3, h1 = 0</c>: f with those figures or computed values replaced.</summary>
    public sealed record Where(Formula Body, ImmutableArray<Binding> Bindings) : Formula
    {
        public bool Equals(Where? other) => other is not null && Body == other.Body && Bindings.SequenceEqual(other.Bindings);
        public override int GetHashCode() => Bindings.Aggregate(Body.GetHashCode(), HashCode.Combine);
    }

    /// <summary>One <c>name = value</c> of a <see cref="Where"/>.</summary>
    public sealed record Binding(string Name, Formula Value);

    /// <summary>Reads a formula as a person types it: plain text, Unicode and LaTeX mixed freely. Never throws.</summary>
    /// <param name="text">At most 4096 characters.</param>
    /// <param name="names">What it may use.</param>
    /// <param name="style">Which mark stands in a decimal; with <see cref="NumberStyle.DecimalPoint"/> a comma always separates.</param>
    /// <param name="formula">The formula, if the text is one.</param>
    /// <param name="error">Otherwise where and why it is not.</param>
    public static bool TryParse(string? text, Vocabulary names, NumberStyle style, out Formula formula, out ParseError error) =>
        Parser.TryParse(text ?? "", names, new(style == NumberStyle.DecimalComma ? Comma.Decimal : Comma.Separator), out formula, out error);

    /// <summary>Reads a formula as an author writes it: decimal points, commas between items.</summary>
    public static bool TryParse(string? text, Vocabulary names, out Formula formula, out ParseError error) =>
        TryParse(text, names, NumberStyle.DecimalPoint, out formula, out error);

    /// <summary>For formulas written in code.</summary>
    /// <exception cref="FormatException">The text is no formula.</exception>
    public static Formula Parse(string text, Vocabulary? names = null) =>
        TryParse(text, names ?? Vocabulary.Open, out var formula, out var error) ? formula : throw new FormatException($"'{text}': {error}");

    public string ToLatex(NumberStyle style) => new Printer(style, PrintForm.Latex, Names()).Print(this);

    public string ToText(NumberStyle style) => new Printer(style, PrintForm.Text, Names()).Print(this);

    /// <summary>As an author would write it.</summary>
    public sealed override string ToString() => new Printer(NumberStyle.DecimalPoint, PrintForm.Text, Names(), forAuthors: true).Print(this);

    /// <summary>The formulas directly below this one, as written from left to right.</summary>
    public IEnumerable<Formula> Children() => this switch
    {
        Number or Name => [],
        Unary(_, var operand) => [operand],
        Binary(_, var left, var right) => [left, right],
        Call call => call.Arguments,
        Vector vector => vector.Items,
        Index index => [index.Of, .. index.At],
        Iverson(var condition) => [condition],
        Where where => [where.Body, .. where.Bindings.Select(binding => binding.Value)],
        _ => throw new UnreachableException(),
    };

    /// <summary>The names that occur, those that a <see cref="Where"/> binds included.</summary>
    public ImmutableHashSet<string> Names()
    {
        var names = ImmutableHashSet.CreateBuilder<string>();
        foreach (var part in Parts())
            if (part is Name name) names.Add(name.Id);
            else if (part is Where where) names.UnionWith(where.Bindings.Select(binding => binding.Name));
        return names.ToImmutable();
    }

    /// <summary>This formula and all below it, each before what stands below it.</summary>
    public IEnumerable<Formula> Parts()
    {
        var waiting = new Stack<Formula>([this]);
        while (waiting.TryPop(out var part))
        {
            yield return part;
            foreach (var child in part.Children().Reverse()) waiting.Push(child);
        }
    }

    /// <summary>The same formula with every part for which <paramref name="replacement"/> has an answer replaced; what is replaced is not looked into.</summary>
    public Formula Replace(Func<Formula, Formula?> replacement)
    {
        if (replacement(this) is { } other) return other;
        return this switch
        {
            Number or Name => this,
            Unary unary => unary with { Operand = unary.Operand.Replace(replacement) },
            Binary binary => binary with { Left = binary.Left.Replace(replacement), Right = binary.Right.Replace(replacement) },
            Call call => call with { Arguments = [.. call.Arguments.Select(argument => argument.Replace(replacement))] },
            Vector vector => new Vector([.. vector.Items.Select(item => item.Replace(replacement))]),
            Index index => new Index(index.Of.Replace(replacement), [.. index.At.Select(at => at.Replace(replacement))]),
            Iverson iverson => new Iverson(iverson.Condition.Replace(replacement)),
            Where where => new Where(where.Body.Replace(replacement), [.. where.Bindings.Select(binding => binding with { Value = binding.Value.Replace(replacement) })]),
            _ => throw new UnreachableException(),
        };
    }
}
