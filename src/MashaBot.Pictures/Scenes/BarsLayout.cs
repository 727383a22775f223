using System.Collections.Immutable;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Pictures.Scenes;

/// <summary>How wide the bars of a plot are, and which stand side by side.</summary>
internal sealed class BarsLayout(ImmutableArray<PlotBars> series)
{
    private const double Filled = 0.78;
    private const int MostFigures = 12;

    public bool IsEmpty => series.IsEmpty;

    /// <summary>Whether the heights are written: they are few, and there are no bins.</summary>
    public bool HasFigures => series.Sum(bars => bars.Heights.Length) <= MostFigures && series.All(bars => !bars.Touching);

    /// <summary>What the axes must show: the bars, from zero.</summary>
    public IEnumerable<PlotPoint> Corners => series.SelectMany((bars, i) => bars.Heights.SelectMany((height, bar) => Sides(i, bar) is var (from, to) ? new PlotPoint[] { new(from, 0), new(to, height) } : []));

    /// <summary>Where a bar starts and ends.</summary>
    public (double From, double To) Sides(int number, int bar)
    {
        var bars = series[number];
        if (bars.Touching) return (bars.At(bar) - bars.Step / 2, bars.At(bar) + bars.Step / 2);
        var beside = series.Index().Where(other => !other.Item.Touching && other.Item.First == bars.First && other.Item.Step == bars.Step).Select(other => other.Index).ToArray();
        var width = Filled * bars.Step / beside.Length;
        var from = bars.At(bar) - Filled * bars.Step / 2 + width * Array.IndexOf(beside, number);
        return (from, from + width);
    }
}
