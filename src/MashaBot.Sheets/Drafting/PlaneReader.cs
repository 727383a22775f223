using System.Collections.Immutable;
using MashaBot.Formulas;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Sheets.Drafting;

/// <summary>Reads what lies in the plane: lines of a level, areas where a condition holds.</summary>
internal static class PlaneReader
{
    private const int Samples = 121;

    internal static Func<Draft, Plane, IEnumerable<PlotCurve>> Contour(Entry entry)
    {
        if (!entry.Holds("{ of: x1 + x2, over: [x1, x2], levels: (1, 2) }", "of", "over", "levels") || !IsPair(entry)) return (_, _) => [];
        var over = entry.Names("over");
        entry = entry.Knowing(over);
        var (of, levels, label, dashed, accents) = (entry.Function("of", over), entry.Formula("levels"), entry.Label(), entry.Flag("dashed"), entry.Accent());
        return (draft, plane) =>
        {
            var (sampler, heights) = (draft.Sampler(of, over), draft.Numbers(levels));
            return heights.Index().Select(level => new PlotCurve(Isolines.Level((x, y) => sampler.At(x, y), level.Item, plane.Xs!.Value, plane.Ys!.Value))
            {
                Label = level.Index == 0 ? label?.In(draft) : null,
                Dashed = dashed,
                Accents = accents == Accents.None && heights.Length > 1 ? Accents.Pale : accents,      // a landscape, against a line
            });
        };
    }

    internal static Func<Draft, Plane, PlotArea> Area(Entry entry)
    {
        var (label, accents) = (entry.Label(), entry.Accent());
        var corners = Corners(entry);
        return (draft, plane) => new(corners(draft, plane)) { Label = label?.In(draft), Accents = accents };
    }

    private static Func<Draft, Plane, ImmutableArray<PlotPoint>> Corners(Entry entry)
    {
        if (entry.Has("corners"))
        {
            var corners = entry.Formula("corners");
            return (draft, _) => draft.Points(corners);
        }
        if (entry.Has("where"))
        {
            if (!entry.Holds("{ where: \"x1 + x2 > 1\", over: [x1, x2] }", "over") || !IsPair(entry)) return (_, _) => [];
            var over = entry.Names("over");
            var where = entry.Knowing(over).Formula("where");
            return (draft, plane) => draft.Sampler(where, over) is var sampler ? Isolines.Region((x, y) => sampler.At(x, y) > 0, plane.Xs!.Value, plane.Ys!.Value) : [];
        }
        return entry.Holds("{ where: \"x1 + x2 > 1\", over: [x1, x2] }`, `{ corners: [[0, 0], [1, 0], [0, 1]] }` or `{ of: f(x), over: x, from: 0, to: 1 }", "of", "over", "from", "to") ? Between(entry) : (_, _) => [];
    }

    /// <summary>Between a curve and another, or the axis.</summary>
    private static Func<Draft, Plane, ImmutableArray<PlotPoint>> Between(Entry entry)
    {
        var over = entry.Names("over")[0];
        entry = entry.Knowing(over);
        var (of, and, from, to) = (entry.Function("of", over), entry.Has("and") ? entry.Function("and", over) : new Formula.Number(0), entry.Formula("from"), entry.Formula("to"));
        return (draft, _) =>
        {
            var (upper, lower, range) = (draft.Sampler(of, over), draft.Sampler(and, over), draft.Range(new Formula.Vector([from, to]))!.Value);
            var places = Enumerable.Range(0, Samples).Select(i => range.From + (range.To - range.From) * i / (Samples - 1)).ToArray();
            return [.. places.Select(x => new PlotPoint(x, upper.At(x))), .. places.Reverse().Select(x => new PlotPoint(x, lower.At(x)))];
        };
    }

    private static bool IsPair(Entry entry)
    {
        if (entry.Names("over") is [_, _]) return true;
        entry["over"]!.Fault("a plane has two names", "Write `over: [x1, x2]`, the horizontal one first");
        return false;
    }
}
