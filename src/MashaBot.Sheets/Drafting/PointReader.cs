using System.Collections.Immutable;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Sheets.Drafting;

/// <summary>Reads points, many at once too, and arrows.</summary>
internal static class PointReader
{
    private static readonly ImmutableSortedDictionary<string, PointMark> Marks = Entry.Rows(("dot", PointMark.Dot), ("ring", PointMark.Ring), ("cross", PointMark.Cross), ("none", PointMark.None));

    internal static Func<Draft, (MarkedPoint? Point, PointCloud? Cloud)> Point(Entry entry)
    {
        if (!entry.Holds("{ at: \"(x, y)\" }", "at")) return _ => default;
        var (at, label, mark, accents) = (entry.Formula("at"), entry.Label(), entry.OneOf("mark", Marks, PointMark.Dot), entry.Accent());
        return draft => draft.Value(at).Shape.Rank == 2
            ? (null, new(draft.Points(at)) { Label = label?.In(draft), Mark = mark, Accents = accents })
            : (new(draft.Pair(at)) { Label = label?.In(draft), Mark = mark, Accents = accents }, null);
    }

    internal static Func<Draft, PlotArrow> Arrow(Entry entry)
    {
        entry.Holds("{ from: \"(0, 0)\", to: \"(1, 2)\" }", "from", "to");
        var (from, to, label, dashed, accents) = (entry.Formula("from"), entry.Formula("to"), entry.Label(), entry.Flag("dashed"), entry.Accent());
        return draft => new(draft.Pair(from), draft.Pair(to)) { Label = label?.In(draft), Dashed = dashed, Accents = accents };
    }
}
