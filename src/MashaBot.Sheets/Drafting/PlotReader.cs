using System.Collections.Immutable;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Sheets.Drafting;

/// <summary>Reads `plot`.</summary>
internal static class PlotReader
{
    internal static Func<Draft, Drawing> Read(Entry entry)
    {
        var (xRange, yRange) = (entry.Optional("x-range"), entry.Optional("y-range"));
        if ((entry.Has("contours") || entry.Items("areas").Any(area => area.Has("where"))) && (xRange is null || yRange is null))
            entry.Node.Fault("lines and areas of the plane need to know how far the plane goes", "Write `x-range: (-1, 3), y-range: (-1, 3)`");
        var logarithmic = entry.Names("log");
        if (logarithmic.Except(["x", "y"]).Any()) entry.Node.Fault("`log` is not `x`, `y` or `[x, y]`", "Name the axes with a logarithmic scale");
        var (x, y) = (entry.Label("x"), entry.Label("y"));
        var equal = entry.Flag("equal");
        var scale = logarithmic.Contains("x") ? PlotScale.Logarithmic : PlotScale.Linear;
        var curves = entry.Items("curves").Select(item => CurveReader.Curve(item, scale)).Concat(entry.Items("trails").Select(CurveReader.Trail)).Concat(entry.Items("runs").Select(RunReader.Read)).ToArray();
        var contours = entry.Items("contours").Select(PlaneReader.Contour).ToArray();
        var areas = entry.Items("areas").Select(PlaneReader.Area).ToArray();
        var points = entry.Items("points").Select(PointReader.Point).ToArray();
        var arrows = entry.Items("arrows").Select(PointReader.Arrow).ToArray();
        var bars = entry.Items("bars").Select(BarReader.Read).ToArray();
        var categories = entry.Items("bars").Select(item => item.Nodes("names").Select(item.LabelOf).ToArray()).FirstOrDefault(names => names is not []) ?? [];
        return draft =>
        {
            var plane = new Plane(draft.Range(xRange), draft.Range(yRange));
            var marks = points.Select(point => point(draft)).ToArray();
            return new PlotDrawing
            {
                Areas = [.. areas.Select(area => area(draft, plane))],
                Curves = [.. contours.SelectMany(contour => contour(draft, plane)), .. curves.SelectMany(curve => curve(draft))],
                Clouds = [.. marks.Select(mark => mark.Cloud).OfType<PointCloud>()],
                Points = [.. marks.Select(mark => mark.Point).OfType<MarkedPoint>()],
                Arrows = [.. arrows.Select(arrow => arrow(draft))],
                Bars = [.. bars.Select(series => series(draft))],
                Categories = [.. categories.Select(name => name.In(draft))],
                X = x?.In(draft) ?? (bars is [] ? "x" : ""),
                Y = y?.In(draft) ?? (bars is [] ? "y" : ""),
                XRange = plane.Xs,
                YRange = plane.Ys,
                XScale = scale,
                YScale = logarithmic.Contains("y") ? PlotScale.Logarithmic : PlotScale.Linear,
                EqualUnits = equal,
                DecimalMark = draft.DecimalMark,
            };
        };
    }
}

/// <summary>What the axes show, as far as it is said.</summary>
internal sealed record Plane(PlotRange? Xs, PlotRange? Ys);
