using System.Globalization;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Pictures.Scenes;

/// <summary>Round figures on an axis: multiples of 1, 2 or 5 times a power of ten.</summary>
internal static class Ticks
{
    /// <param name="range">What the axis shows.</param>
    /// <param name="most">How many ticks the axis has room for.</param>
    public static IReadOnlyList<double> In(PlotRange range, int most)
    {
        var step = Step((range.To - range.From) / Math.Max(1, most));
        var ticks = new List<double>();
        for (var i = Math.Ceiling(range.From / step - 1e-9); i * step <= range.To + 1e-9 * step; i++) ticks.Add(Math.Round(i * step, 12) + 0.0);   // + 0: no negative zero
        return ticks;
    }

    /// <summary>Powers of ten, or some of them; where the range holds few, their doubles and fives too.</summary>
    public static IReadOnlyList<double> Logarithmic(PlotRange range, int most)
    {
        var (first, last) = ((int)Math.Floor(Math.Log10(range.From)), (int)Math.Ceiling(Math.Log10(range.To)));
        int[] multiples = last - first <= 2 ? [1, 2, 5] : [1];
        var every = (int)Math.Ceiling((last - first + 1.0) / Math.Max(1, most));
        return [.. Enumerable.Range(first, last - first + 1).Where(power => power % every == 0).SelectMany(power => multiples.Select(multiple => multiple * Math.Pow(10, power))).Where(tick => tick >= range.From * (1 - 1e-9) && tick <= range.To * (1 + 1e-9))];
    }

    /// <summary>A figure as a label: no more decimals than it has, a true minus, the learner's decimal mark.</summary>
    public static string Latex(double tick, char mark)
    {
        var text = Math.Abs(tick) is >= 1e6 or (> 0 and < 1e-4)
            ? Power(tick)
            : tick.ToString("0.######", CultureInfo.InvariantCulture);
        return text.Replace(".", mark == ',' ? "{,}" : ".", StringComparison.Ordinal);
    }

    private static string Power(double tick)
    {
        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(tick)) + 1e-9);
        var factor = (tick / Math.Pow(10, exponent)).ToString("0.###", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{factor switch { "1" => "", "-1" => "-", _ => $"{factor}\\cdot " }}10^{{{exponent}}}");
    }

    /// <summary>The least round step that is not below <paramref name="least"/>.</summary>
    private static double Step(double least)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return power * ((least / power) switch { <= 1.0001 => 1, <= 2.0001 => 2, <= 5.0001 => 5, _ => 10 });
    }
}
