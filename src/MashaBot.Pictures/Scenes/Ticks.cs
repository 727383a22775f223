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
        return string.Create(CultureInfo.InvariantCulture, $"{tick / Math.Pow(10, exponent):0.###}\\cdot 10^{{{exponent}}}");
    }

    /// <summary>The least round step that is not below <paramref name="least"/>.</summary>
    private static double Step(double least)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return power * ((least / power) switch { <= 1.0001 => 1, <= 2.0001 => 2, <= 5.0001 => 5, _ => 10 });
    }
}
