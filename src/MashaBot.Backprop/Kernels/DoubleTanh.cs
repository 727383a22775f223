using System.Numerics;

namespace MashaBot.Backprop;

/// <summary>tanh of several doubles at once.</summary>
internal static class DoubleTanh
{
    // The Maclaurin series: tanh x = x − x³/3 + 2x⁵/15 − … (DLMF 4.33.3), below 1/8 exact to the last digits.
    private static readonly Vector<double>[] Series =
        [.. new[] { -929569.0 / 638512875, 21844.0 / 6081075, -1382.0 / 155925, 62.0 / 2835, -17.0 / 315, 2.0 / 15, -1.0 / 3, 1.0 }.Select(c => new Vector<double>(c))];

    private static readonly Vector<double> Small = new(0.125), Two = new(2.0);

    /// <summary>By its series near 0, where 1 − 2/(e²ˣ + 1) would lose digits; by that elsewhere: it tends to ±1 without overflow.</summary>
    public static Vector<double> Of(Vector<double> x)
    {
        Vector<double> square = x * x, sum = Series[0];
        for (var i = 1; i < Series.Length; i++) sum = Vector.FusedMultiplyAdd(sum, square, Series[i]);
        var far = Vector<double>.One - Two / (Vector.Exp(x + x) + Vector<double>.One);
        return Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(x), Small), x * sum, far);
    }
}
