using MashaBot.Backprop;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Sheets.Drafting;

/// <summary>Reads bars: given heights, or how many of some figures fall into each of equal bins.</summary>
internal static class BarReader
{
    internal static Func<Draft, PlotBars> Read(Entry entry)
    {
        entry.Holds("{ of: (0.1, 0.2, 0.7), names: [\"a\", \"b\", \"c\"] }", "of");
        var (of, bins, label, accents) = (entry.Formula("of"), entry.Optional("bins"), entry.Label(), entry.Accent());
        return draft => (bins is { } count ? Histogram(draft.Numbers(of), draft.Integer(count)) : new([.. draft.Numbers(of)])) with { Label = label?.In(draft), Accents = accents };
    }

    /// <summary>A figure on the border of two bins falls into the upper one; the largest of all into the last.</summary>
    private static PlotBars Histogram(double[] figures, int bins)
    {
        var (least, most) = (figures.Min(), figures.Max());
        if (bins < 1 || least == most) throw new EngineException($"{figures.Length} figures from {least} to {most} can't be put into {bins} bins.");
        var width = (most - least) / bins;
        var heights = new double[bins];
        foreach (var figure in figures) heights[Math.Min(bins - 1, (int)((figure - least) / width))]++;
        return new([.. heights]) { First = least + width / 2, Step = width, Touching = true };
    }
}
