using System.Collections.Immutable;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Sheets.Drafting;

/// <summary>Reads curves of formulas, families and step approximations among them, and lines through given points.</summary>
internal static class CurveReader
{
    private const int Samples = 241;

    /// <summary>Where in its stair a stair has the height of the curve.</summary>
    private static readonly ImmutableSortedDictionary<string, double> Heights = Entry.Rows(("left", 0d), ("middle", 0.5), ("right", 1));

    internal static Func<Draft, IEnumerable<PlotCurve>> Curve(Entry entry, PlotScale scale)
    {
        if (!entry.Holds("{ of: loss(w), over: w, from: 0, to: 2 }", "of", "over", "from", "to")) return _ => [];
        var over = entry.Names("over")[0];
        var family = Family(entry);
        entry = entry.Knowing([over, .. family is { } known ? [known.Name] : Array.Empty<string>()]);
        var (of, from, to, label) = (entry.Function("of", over), entry.Formula("from"), entry.Formula("to"), entry.Label());
        var (stairs, height) = (entry.Optional("stairs"), entry.OneOf("height", Heights, 0.5));
        var (dashed, accents) = (entry.Flag("dashed"), entry.Accent());
        return draft => family is { } parameter
            ? draft.Value(parameter.Values).Values.ToArray().Select(value => One(draft.With(parameter.Name, Tensor.Scalar(value)), $"{draft.Latex(parameter.Name)} = {draft.Figure(value)}"))
            : [One(draft, null)];

        PlotCurve One(Draft draft, string? name)
        {
            var (sampler, range) = (draft.Sampler(of, over), draft.Range(new Formula.Vector([from, to]))!.Value);
            var points = stairs is { } count ? Stairs(sampler, range, draft.Integer(count), height) : Places(range, scale).Select(place => sampler.Count == 2 ? sampler.PairAt(place) : new(place, sampler.At(place)));
            return new([.. points]) { Label = label?.In(draft) ?? name, Dashed = dashed, Accents = accents };
        }
    }

    internal static Func<Draft, IEnumerable<PlotCurve>> Trail(Entry entry)
    {
        if (!entry.Holds("{ through: [[0, 1], [2, 3]] }", "through")) return _ => [];
        var (through, label, dashed, accents) = (entry.Formula("through"), entry.Label(), entry.Flag("dashed"), entry.Accent());
        var dots = !entry.Has("dots") || entry.Flag("dots");
        return draft => [new(draft.Points(through)) { Label = label?.In(draft), Dashed = dashed, Dots = dots, Accents = accents }];
    }

    /// <summary>The parameter of a family and the vector of its values.</summary>
    private static (string Name, Formula Values)? Family(Entry entry)
    {
        if (entry["for"] is not { } node) return null;
        if (node.IsMapping && node.Entries().ToArray() is [var parameter]) return (Vocabulary.Canonical(parameter.Name), entry.Formula(parameter));
        node.Fault("a family of curves has one parameter", "Write `for: { k: [0.5, 1, 2] }`");
        return null;
    }

    private static IEnumerable<double> Places(PlotRange range, PlotScale scale) => Enumerable.Range(0, Samples).Select(i => (double)i / (Samples - 1)).Select(part => scale == PlotScale.Logarithmic && range.From > 0
        ? range.From * Math.Pow(range.To / range.From, part)
        : range.From + (range.To - range.From) * part);

    private static IEnumerable<PlotPoint> Stairs(Sampler sampler, PlotRange range, int count, double height)
    {
        var width = (range.To - range.From) / count;
        for (var stair = 0; stair < count; stair++)
        {
            var (left, y) = (range.From + stair * width, sampler.At(range.From + (stair + height) * width));
            yield return new(left, y);
            yield return new(left + width, y);
        }
    }
}
