using System.Numerics;

namespace MashaBot.Backprop;

/// <summary>tanh of several doubles at once.</summary>
internal static class DoubleTanh
{
    /// <summary>1 − 2/(e²ˣ + 1), which tends to ±1 without overflow; near 0, where that would lose digits, by the series.</summary>
    public static Vector<double> Of(Vector<double> x)
    {
        var far = Vector<double>.One - new Vector<double>(2.0) / (Vector.Exp(x + x) + Vector<double>.One);
        var isNear = Vector.LessThan(Vector.Abs(x), new Vector<double>(0.125));
        return isNear == Vector<long>.Zero ? far : Vector.ConditionalSelect(isNear, Series(x), far);
    }

    /// <summary>tanh x = x − x³/3 + 2x⁵/15 − … (DLMF 4.33.3): below 1/8 eight terms are exact to the last digits.</summary>
    private static Vector<double> Series(Vector<double> x)
    {
        var square = x * x;
        var sum = new Vector<double>(-929569.0 / 638512875);
        sum = Vector.FusedMultiplyAdd(sum, square, new(21844.0 / 6081075));
        sum = Vector.FusedMultiplyAdd(sum, square, new(-1382.0 / 155925));
        sum = Vector.FusedMultiplyAdd(sum, square, new(62.0 / 2835));
        sum = Vector.FusedMultiplyAdd(sum, square, new(-17.0 / 315));
        sum = Vector.FusedMultiplyAdd(sum, square, new(2.0 / 15));
        sum = Vector.FusedMultiplyAdd(sum, square, new(-1.0 / 3));
        return x * Vector.FusedMultiplyAdd(sum, square, Vector<double>.One);
    }
}
