using System.Collections.Immutable;
using System.Diagnostics;
using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>Prints formulas with no more brackets than they need. What it prints reads back to a formula with the same value; a product
/// of products loses its inner brackets, which change nothing.</summary>
internal sealed class Printer(NumberStyle style, PrintForm form, ImmutableHashSet<string> names, bool forAuthors = false)
{
    /// <summary>Binds tighter than a product but not as tightly as a power: a fraction with a bar, a function without brackets.</summary>
    private const int Term = 8;

    /// <param name="Binding">How tightly the outermost operator binds.</param>
    /// <param name="IsOpen">Would a letter or bracket that follows directly be taken in, as by ln p?</param>
    private readonly record struct Printed(string Text, int Binding, bool IsOpen = false);

    private bool IsLatex => form == PrintForm.Latex;

    private string Separator => style == NumberStyle.DecimalComma ? (IsLatex ? @";\ " : "; ") : IsLatex ? @",\ " : ", ";

    public string Print(Formula formula) => Go(formula).Text;

    private Printed Go(Formula formula) => formula switch
    {
        Formula.Number(var value) => Number(value),
        Formula.Name(var id) => new(NamePrinter.Print(id, form), Operators.Primary),
        Formula.Unary unary => Unary(unary),
        Formula.Binary binary => Binary(binary),
        Formula.Call call => Call(call),
        Formula.Vector { IsMatrix: true } matrix when IsLatex => new(@"\begin{pmatrix} " + string.Join(@" \\ ", matrix.Items.Select(row => string.Join(" & ", ((Formula.Vector)row).Items.Select(Print)))) + @" \end{pmatrix}", Operators.Primary),
        Formula.Vector { IsMatrix: true } matrix => new($"[{string.Join(Separator, matrix.Items.Select(row => $"[{Items(((Formula.Vector)row).Items)}]"))}]", Operators.Primary),
        Formula.Vector(var items) => new(Bracketed(Items(items)), Operators.Primary),
        Formula.Index index => Index(index),
        Formula.Iverson(var condition) => new($"[{Print(condition)}]", Operators.Primary),
        Formula.Where where => Where(where),
        _ => throw new UnreachableException(),
    };

    private string Items(ImmutableArray<Formula> items) => items is [var single] ? Print(single) + Separator.TrimEnd(' ', '\\') : string.Join(Separator, items.Select(Print));

    private Printed Number(Rational value) => new(
        Numbers.Format(value, style, null, form),
        value.Sign < 0 ? Operators.Sum : Numbers.IsDecimal(value) ? Operators.Primary : IsLatex ? Term : Operators.Product);

    private string Bracketed(string inner) =>
        IsLatex && (inner.Contains(@"\frac", StringComparison.Ordinal) || inner.Contains(@"\sum", StringComparison.Ordinal) || inner.Contains(@"\begin", StringComparison.Ordinal)) ? $@"\left({inner}\right)" : $"({inner})";

    /// <summary>The formula, in brackets if it binds less tightly than <paramref name="least"/>.</summary>
    private Printed Within(Formula formula, int least)
    {
        var printed = Go(formula);
        return printed.Binding >= least ? printed : new(Bracketed(printed.Text), Operators.Primary);
    }

    private Printed Unary(Formula.Unary unary) => unary.Sign switch
    {
        UnaryOperator.Negate => Within(unary.Operand, Operators.Product) is var operand ? new((IsLatex ? "-" : "−") + operand.Text, Operators.Sum, operand.IsOpen) : default,
        UnaryOperator.Not => new((IsLatex ? @"\lnot " : "not ") + Within(unary.Operand, Operators.Comparison).Text, Operators.Not),
        _ => new(Within(unary.Operand, Operators.Postfix).Text + (IsLatex ? @"^{\top}" : "ᵀ"), Operators.Postfix),
    };

    private Printed Binary(Formula.Binary binary)
    {
        var (op, left, right) = binary;
        var sign = op.Sign();
        switch (op)
        {
            case Operator.Multiply:
                return Product(left, right);
            case Operator.Divide when IsLatex:
                return new($@"\frac{{{Print(left)}}}{{{Print(right)}}}", Term);
            case Operator.Divide:
                return new(Quotient(left).Text + sign.Text + Within(right, Operators.Power).Text, Leads(left) ? Operators.Sum : Operators.Product);
            case Operator.Power:
                return Power(left, right);
            case Operator.MatrixMultiply when !forAuthors:
                return MatrixProduct(left, right);
            case Operator.MatrixMultiply or Operator.Hadamard:
                return new(Within(left, Operators.Product).Text + (IsLatex ? sign.Latex : sign.Text) + Within(right, Operators.Product + 1).Text, Operators.Product);
            case Operator.Add:
                return new(Within(left, Operators.Sum).Text + sign.Text + Addend(right).Text, Operators.Sum);
            case Operator.And or Operator.Or:
                return new(Within(left, sign.Binding).Text + (IsLatex ? sign.Latex : sign.Text) + Within(right, sign.Binding + 1).Text, sign.Binding);
            default:
                return new(Within(left, op == Operator.Subtract ? sign.Binding : sign.Binding + 1).Text + (IsLatex ? sign.Latex : sign.Text) + Within(right, sign.Binding + 1).Text, sign.Binding);
        }
    }

    /// <summary>On paper the product of matrices has no sign: X W₁.</summary>
    private Printed MatrixProduct(Formula left, Formula right)
    {
        var (first, second) = (Within(left, Operators.Product), Within(right, Operators.Product + 1));
        var touches = IsLatex && !first.IsOpen && !EndsAsFunction(left) && IsMatrixFactor(left) && IsMatrixFactor(right);
        return new(first.Text + (touches ? @"\," : IsLatex ? @" \cdot " : "·") + second.Text, Operators.Product, second.IsOpen);
    }

    private static bool IsMatrixFactor(Formula formula) => formula is Formula.Binary(Operator.MatrixMultiply, var left, var right) ? IsMatrixFactor(left) && IsMatrixFactor(right) : IsPlainFactor(formula) || formula is Formula.Call("inv", [Formula.Name]);

    /// <summary>a + (b + c) needs no brackets; a + (−b) does.</summary>
    private Printed Addend(Formula right)
    {
        var printed = Go(right);
        return printed.Binding >= Operators.Product || (printed.Binding == Operators.Sum && !Leads(right) && right is Formula.Binary) ? printed : new(Bracketed(printed.Text), Operators.Primary);
    }

    /// <summary>Does the printed formula begin with a minus?</summary>
    private static bool Leads(Formula formula) => formula switch
    {
        Formula.Number(var value) => value.Sign < 0,
        Formula.Unary(UnaryOperator.Negate, _) => true,
        Formula.Binary(Operator.Multiply or Operator.Divide or Operator.Add or Operator.Subtract, var left, _) => Leads(left),
        _ => false,
    };

    /// <summary>What stands on the left in a product: a minus there may lead the whole product.</summary>
    private Printed Quotient(Formula left)
    {
        var printed = Go(left);
        return printed.Binding >= Operators.Product || (Leads(left) && IsProductLike(left)) ? printed : new(Bracketed(printed.Text), Operators.Primary);
    }

    private static bool IsProductLike(Formula formula) => formula is Formula.Number or Formula.Unary or Formula.Binary(Operator.Multiply or Operator.Divide, _, _);

    private Printed Product(Formula left, Formula right)
    {
        var first = Quotient(left);
        var second = right is Formula.Binary(Operator.Multiply, _, _) && !Leads(right) && IsOfOneKind(right) ? Go(right) : Within(right, Operators.Product + 1);
        var sign = TouchesWell(left, first, right, second) ? (NeedsBlank(first.Text, second.Text) ? " " : "") : IsLatex ? @" \cdot " : "·";
        return new(first.Text + sign + second.Text, first.Binding == Operators.Sum && first.Text[0] is '-' or '−' && Leads(left) ? Operators.Sum : Operators.Product, second.IsOpen);
    }

    /// <summary>Is no ⊙ or @ among the factors? a·(b·c) needs no brackets, a·((b ⊙ c)·d) does.</summary>
    private static bool IsOfOneKind(Formula factors) => factors switch
    {
        Formula.Binary(Operator.Hadamard or Operator.MatrixMultiply, _, _) => false,
        Formula.Binary(Operator.Multiply or Operator.Divide, var left, var right) => IsOfOneKind(left) && (right is not Formula.Binary(Operator.Multiply, _, _) || IsOfOneKind(right)),
        _ => true,
    };

    /// <summary>May the factors touch, as in 2x? In text only behind a number; never where they would read as something else.</summary>
    private bool TouchesWell(Formula left, Printed first, Formula right, Printed second)
    {
        if (first.IsOpen) return false;
        var start = second.Text[0];
        var beginsWithFraction = second.Text.StartsWith(@"\frac", StringComparison.Ordinal) || second.Text.StartsWith(@"\left(", StringComparison.Ordinal) && false;
        var isLetter = char.IsLetter(start) || start is '\\' or '√' || Letters.NameOfGreek.ContainsKey(start);
        if (!isLetter && start != '(') return false;
        if (char.IsAsciiDigit(first.Text[^1]) || first.Text[^1] is '}' && left is Formula.Number)
        {
            if (left is not Formula.Number(var value) || !Numbers.IsDecimal(value)) return false;
            return IsLatex ? !beginsWithFraction && !second.Text.StartsWith(@"\mathrm", StringComparison.Ordinal) && !second.Text.StartsWith(@"\begin", StringComparison.Ordinal) : StartsWithShortWord(right);
        }

        if (!IsLatex || beginsWithFraction || second.Text.StartsWith(@"\begin", StringComparison.Ordinal)) return false;
        return !EndsAsFunction(left) && IsPlainFactor(left) && (start == '(' || second.Text.StartsWith(@"\left", StringComparison.Ordinal) || IsPlainFactor(right));
    }

    private static bool NeedsBlank(string first, string second) =>
        char.IsLetter(second[0]) && first.LastIndexOf('\\') is >= 0 and var slash && first.AsSpan(slash + 1).IndexOfAnyExceptInRange('A', 'z') < 0 || (second[0] == '\\' && char.IsLetter(first[^1]) && false);

    /// <summary>A factor that may touch others in LaTeX.</summary>
    private static bool IsPlainFactor(Formula formula) => formula switch
    {
        Formula.Name(var id) => NamePrinter.IsLetter(id),
        Formula.Binary(Operator.Power, var bottom, _) => IsPlainFactor(bottom) || bottom is Formula.Binary(Operator.Add or Operator.Subtract, _, _),
        Formula.Binary(Operator.Multiply, var left, var right) => (left is Formula.Number || IsPlainFactor(left)) && IsPlainFactor(right),
        Formula.Binary(Operator.Add or Operator.Subtract, _, _) => true,
        Formula.Unary(UnaryOperator.Negate or UnaryOperator.Transpose, var operand) => IsPlainFactor(operand),
        Formula.Call("exp" or "sqrt" or "sigma", _) => true,
        _ => false,
    };

    /// <summary>Does it end in a name that is also a function, so that a bracket behind it would read as a call?</summary>
    private static bool EndsAsFunction(Formula formula) => formula switch
    {
        Formula.Name(var id) => Function.Find(id) is not null || id is "f" or "g",
        Formula.Binary(Operator.Multiply or Operator.MatrixMultiply, _, var right) => EndsAsFunction(right),
        Formula.Unary(_, var operand) => EndsAsFunction(operand),
        _ => false,
    };

    private static bool StartsWithShortWord(Formula formula) => formula switch
    {
        Formula.Name(var id) => NamePrinter.IsLetter(id),
        Formula.Binary(Operator.Power or Operator.Multiply or Operator.Divide, var left, _) => StartsWithShortWord(left),
        Formula.Binary(Operator.Add or Operator.Subtract, _, _) => true,
        Formula.Call("exp" or "sqrt" or "sigma" or "ln", _) => true,
        _ => false,
    };

    private Printed Power(Formula bottom, Formula exponent)
    {
        var below = Within(bottom, Operators.Postfix).Text;
        if (bottom is Formula.Name("e") && !names.Contains("e")) below = Bracketed(below);
        var above = Go(exponent);
        if (IsLatex) return new($"{below}^{{{above.Text}}}", Operators.Power);
        var raised = exponent is Formula.Number { Value: { IsInteger: true, Sign: > 0 } value } && value <= 99 ? Letters.Raise(above.Text) : null;
        return new(below + (raised ?? "^" + Within(exponent, Operators.Power).Text), Operators.Power);
    }

    private Printed Index(Formula.Index index)
    {
        var of = Within(index.Of, Operators.Postfix).Text;
        if (!IsLatex) return new($"{of}[{Items2(index.At)}]", Operators.Postfix);
        return index.Of is Formula.Name(var id) && NamePrinter.IsLetter(id) && !id.Any(char.IsAsciiDigit) && index.At.All(at => at is Formula.Name or Formula.Number { Value.IsInteger: true })
            ? new($"{of}_{{{string.Join(",", index.At.Select(Print))}}}", Operators.Postfix)
            : new($"{of}[{Items2(index.At)}]", Operators.Postfix);
    }

    private string Items2(ImmutableArray<Formula> items) => string.Join(Separator, items.Select(Print));

    private Printed Where(Formula.Where where)
    {
        var bindings = string.Join(Separator, where.Bindings.Select(binding => $"{NamePrinter.Print(binding.Name, form)} = {Within(binding.Value, Operators.Sum).Text}"));
        return IsLatex
            ? new($@"\left.{Within(where.Body, Operators.Sum).Text}\right|_{{{bindings}}}", Operators.Where)
            : new($"{Within(where.Body, Operators.Or).Text} where {bindings}", Operators.Where);
    }

    private Printed Call(Formula.Call call)
    {
        var (function, arguments) = call;
        switch (function)
        {
            case "abs" when IsLatex:
                return new($@"\left|{Print(arguments[0])}\right|", Operators.Primary);
            case "abs" when !arguments[0].Parts().Any(part => part is Formula.Call("abs", _)):
                return new($"|{Print(arguments[0])}|", Operators.Primary);
            case "floor":
                return new(IsLatex ? $@"\lfloor {Print(arguments[0])} \rfloor" : $"⌊{Print(arguments[0])}⌋", Operators.Primary);
            case "ceil":
                return new(IsLatex ? $@"\lceil {Print(arguments[0])} \rceil" : $"⌈{Print(arguments[0])}⌉", Operators.Primary);
            case "sqrt" when IsLatex:
                return new($@"\sqrt{{{Print(arguments[0])}}}", Operators.Primary);
            case "sqrt":
                return new(arguments[0] is Formula.Name or Formula.Number { Value: { IsInteger: true, Sign: >= 0 } } ? $"√{Print(arguments[0])}" : $"√({Print(arguments[0])})", Operators.Postfix);
            case "root" when IsLatex:
                return new($@"\sqrt[{Print(arguments[1])}]{{{Print(arguments[0])}}}", Operators.Primary);
            case "exp" when names.Contains("e"):
                break;
            case "exp" when arguments[0] is Formula.Number { Value.IsOne: true }:
                return new("e", Operators.Primary);
            case "exp":
                return new(IsLatex ? $"e^{{{Print(arguments[0])}}}" : $"e^{Within(arguments[0], Operators.Power).Text}", Operators.Power);
            case "grad":
                return Derivative(arguments[0], arguments[1]);
            case "sum" when arguments.Length == 4 && IsLatex:
                return new($@"\sum_{{{Print(arguments[1])}={Print(arguments[2])}}}^{{{Print(arguments[3])}}} {Within(arguments[0], Operators.Product).Text}", Operators.Sum);
            case "cases" when IsLatex:
                return new(@"\begin{cases} " + string.Join(@" \\ ", arguments.Chunk(2).Select(pair => string.Join(" & ", pair.Select(Print)))) + @" \end{cases}", Operators.Primary);
            case "ln" when arguments is [Formula.Name or Formula.Number { Value: { IsInteger: true, Sign: >= 0 } }]:
                return new((IsLatex ? @"\ln " : "ln ") + Print(arguments[0]), Term, IsOpen: true);
            case "inv" when IsLatex && arguments[0] is Formula.Name:
                return new($"{Print(arguments[0])}^{{-1}}", Operators.Power);
        }

        return new(FunctionName(function) + Bracketed(Items2(arguments)), Operators.Primary);
    }

    private string FunctionName(string function)
    {
        var plain = function.TrimEnd('\'');
        var primes = function[plain.Length..];
        var row = Function.Find(plain);
        if (row is null) return NamePrinter.Print(function, form);
        return (IsLatex ? row.Latex ?? $@"\operatorname{{{plain}}}" : row.Text ?? plain) + primes;
    }

    private Printed Derivative(Formula of, Formula by)
    {
        var name = Print(by);
        if (IsLatex)
            return of is Formula.Name ? new($@"\frac{{\partial {Print(of)}}}{{\partial {name}}}", Term) : new($@"\frac{{\partial}}{{\partial {name}}}\left({Print(of)}\right)", Term);
        return new(of is Formula.Name ? $"∂{Print(of)}/∂{name}" : $"∂({Print(of)})/∂{name}", Operators.Product);
    }
}
