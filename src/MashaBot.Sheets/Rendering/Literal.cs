using MashaBot.Backprop;
using MashaBot.Formulas;

namespace MashaBot.Sheets.Rendering;

/// <summary>Values as formulas: what a person would write for them.</summary>
internal static class Literal
{
    private const int SignificantDigits = 4;

    /// <summary>A rounded value becomes the decimal that is shown for it.</summary>
    internal static Formula Of(Tensor<Real> value, int? decimals = null) => value.Shape.Rank switch
    {
        0 => Of(value.Only, decimals),
        1 => new Formula.Vector([.. Enumerable.Range(0, value.Count).Select(i => Of(value[i], decimals))]),
        2 => new Formula.Vector([.. Enumerable.Range(0, value.Shape[0]).Select(row =>
            (Formula)new Formula.Vector([.. Enumerable.Range(0, value.Shape[1]).Select(column => Of(value[row, column], decimals))]))]),
        _ => throw new ArgumentException($"Nobody writes down a tensor of shape {value.Shape}.", nameof(value)),
    };

    /// <param name="decimals">Rounded to so many; null: exact as it is, rounded to four significant digits.</param>
    internal static Formula Of(Real value, int? decimals = null)
    {
        var written = decimals is { } asked ? Rounded(value, asked) : value.IsExact ? value.Exact : Rounded(value, DecimalsShown(value));
        return written.Sign < 0 ? new Formula.Unary(UnaryOperator.Negate, Positive(-written)) : Positive(written);
    }

    private static Formula.Number Positive(Rational value) => new Formula.Number(value);

    private static int DecimalsShown(Real value)
    {
        var size = Math.Abs(value.ToDouble());
        return size == 0 ? 0 : Math.Max(0, SignificantDigits - 1 - (int)Math.Floor(Math.Log10(size)));
    }

    /// <summary>Half away from zero.</summary>
    private static Rational Rounded(Real value, int decimals)
    {
        var exact = value.IsExact ? value.Exact : Rational.FromBits(value.ToDouble());
        var scale = Rational.Pow(10, decimals);
        var whole = (Rational)Rational.Floor(Rational.Abs(exact) * scale + Rational.Half);
        return (exact.Sign < 0 ? -whole : whole) / scale;
    }
}
