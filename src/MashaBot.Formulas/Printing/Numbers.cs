using System.Globalization;
using System.Numerics;
using MashaBot.Backprop;

namespace MashaBot.Formulas;

/// <summary>Numbers as people read them.</summary>
public static class Numbers
{
    private const int SignificantDigits = 4;

    /// <summary>Finite decimals up to so many digits are written as decimals, others as fractions.</summary>
    private const int LongestDecimal = 6;

    /// <summary>An exact number in full: as an integer, a short decimal (100.5) or a fraction (8/3). A rounded one with four significant digits.</summary>
    /// <param name="decimals">Round to so many digits behind the mark instead; a value that is exact with fewer is written with fewer.</param>
    public static string Format(Real value, NumberStyle style, int? decimals = null, PrintForm form = PrintForm.Text)
    {
        if (decimals is null && value.IsExact) return Exact(value.Exact, style, form);
        var rational = value.IsExact ? value.Exact : Rational.FromBits(value.ToDouble());
        if (decimals is { } digits) return value.IsExact && rational.Decimals <= digits ? Decimal(rational, rational.Decimals.Value, style, form) : Decimal(rational, digits, style, form);
        if (rational.IsZero) return "0";
        var magnitude = (int)Math.Floor(Math.Log10(Math.Abs(value.ToDouble())));
        return magnitude is < -4 or >= 9 ? Scientific(rational, magnitude, style, form) : Decimal(rational, Math.Max(0, SignificantDigits - 1 - magnitude), style, form);
    }

    /// <summary>Is the number written without a fraction bar?</summary>
    internal static bool IsDecimal(Rational value) => value.Decimals <= LongestDecimal;

    private static string Exact(Rational value, NumberStyle style, PrintForm form)
    {
        if (IsDecimal(value)) return Decimal(value, value.Decimals!.Value, style, form);
        var minus = value.Sign < 0 ? Minus(form) : "";
        var above = BigInteger.Abs(value.Numerator).ToString(CultureInfo.InvariantCulture);
        var beneath = value.Denominator.ToString(CultureInfo.InvariantCulture);
        return form == PrintForm.Latex ? $@"{minus}\frac{{{above}}}{{{beneath}}}" : $"{minus}{above}/{beneath}";
    }

    private static string Minus(PrintForm form) => form == PrintForm.Latex ? "-" : "−";

    private static string Mark(NumberStyle style, PrintForm form) => (style, form) switch
    {
        (NumberStyle.DecimalPoint, _) => ".",
        (_, PrintForm.Latex) => "{,}",
        _ => ",",
    };

    /// <summary>Rounded half away from zero to <paramref name="digits"/> digits behind the mark.</summary>
    private static string Decimal(Rational value, int digits, NumberStyle style, PrintForm form)
    {
        var scaled = Round(Rational.Abs(value), digits).ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        var minus = value.Sign < 0 && scaled.Any(digit => digit != '0') ? Minus(form) : "";
        return digits == 0 ? minus + scaled : minus + scaled[..^digits] + Mark(style, form) + scaled[^digits..];
    }

    /// <summary>value·10^digits, rounded half up.</summary>
    private static BigInteger Round(Rational value, int digits) => Rational.Floor(value * Rational.Pow(10, digits) + Rational.Half);

    private static string Scientific(Rational value, int magnitude, NumberStyle style, PrintForm form)
    {
        var mantissa = Decimal(value / Rational.Pow(10, magnitude), SignificantDigits - 1, style, form);
        return form == PrintForm.Latex ? $@"{mantissa} \cdot 10^{{{magnitude}}}" : $"{mantissa}·10{Letters.Raise(magnitude.ToString(CultureInfo.InvariantCulture))}";
    }
}
