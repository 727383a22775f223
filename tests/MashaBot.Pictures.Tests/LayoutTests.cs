using System.Collections.Immutable;
using CsCheck;
using MashaBot.Sheets.Drawings;
using SkiaSharp;

namespace MashaBot.Pictures.Tests;

public class LayoutTests
{
    public static TheoryData<string> Names => [.. Samples.All.Select(sample => sample.Name), .. Gallery.All.Keys.Order(StringComparer.Ordinal), "progress"];

    private static readonly string[] Weights = ["1", "-2", "0{,}5", "-60", "w_{12}", "100{,}5"];

    private static readonly Gen<NetworkDrawing> Networks =
        from widths in Gen.Int[1, 4].Array[2, 4]
        from seed in Gen.Int[0, 1000]
        select Network(widths, new Random(seed));

    private static readonly Gen<GraphDrawing> Graphs =
        from count in Gen.Int[2, 12]
        from seed in Gen.Int[0, 1000]
        select Graph(count, new Random(seed));

    private static readonly Gen<GraphDrawing> Diagrams =
        from rows in Gen.Int[1, 4]
        from columns in Gen.Int[1, 4]
        from seed in Gen.Int[0, 1000]
        select Diagram(rows, columns, new Random(seed));

    private static readonly Gen<GridDrawing> Grids =
        from sizes in Gen.Select(Gen.Int[1, 6], Gen.Int[1, 6]).Array[1, 3]
        from seed in Gen.Int[0, 1000]
        select Grid(sizes, new Random(seed));

    /// <summary>Layers of a cell, unrolled: forward, and back too if it reads both ways; an input may jump over a layer, and each step has its frame.</summary>
    private static readonly Gen<GraphDrawing> Recurrent =
        from steps in Gen.Int[1, 5]
        from layers in Gen.Int[1, 3]
        from seed in Gen.Int[0, 1000]
        select Unrolled(steps, layers, new Random(seed));

    private static readonly Gen<PlotDrawing> Plots =
        from points in Gen.Int[0, 8]
        from curves in Gen.Int[0, 4]
        from seed in Gen.Int[0, 1000]
        select Plot(points, curves, new Random(seed));

    private static readonly Gen<PanelsDrawing> Panels =
        from kinds in Gen.Int[0, 3].Array[1, 4]
        from seed in Gen.Int[0, 1000]
        select new PanelsDrawing([.. kinds.Select((kind, i) => new Panel(Part(kind, new Random(seed + i))) { Label = kind == 0 ? null : $"\\mathrm{{P}}_{i}" })]);

    [Theory, MemberData(nameof(Names))]
    public void Everything_lies_within_the_frame_and_nothing_over_anything(string name) => AssertTidy(Sample(name));

    [Theory, MemberData(nameof(Names))]
    public void Text_is_readable_at_a_phones_width(string name) => AssertReadable(Sample(name));

    internal static void AssertReadable(Drawing drawing)
    {
        var layout = Painter.Layout(drawing);
        Assert.All(layout.Places.Where(place => place.Kind == PlaceKind.Label), label => Assert.True(label.Size * 350 / layout.Width >= 11, $"“{label.Latex}” is {label.Size * 350 / layout.Width:0.0} pixels tall"));
    }

    [Fact]
    public void Random_networks_are_tidy() => Networks.Sample(AssertTidy, iter: 60, threads: 1);

    [Fact]
    public void Random_graphs_are_tidy() => Graphs.Sample(AssertTidy, iter: 60, threads: 1);

    [Fact]
    public void Random_diagrams_are_tidy() => Diagrams.Sample(AssertTidy, iter: 60, threads: 1);

    [Fact]
    public void Random_grids_are_tidy() => Grids.Sample(AssertTidy, iter: 60, threads: 1);

    [Fact]
    public void Random_cells_over_time_are_tidy() => Recurrent.Sample(AssertTidy, iter: 40, threads: 1);

    [Fact]
    public void Random_plots_are_tidy() => Plots.Sample(AssertTidy, iter: 60, threads: 1);

    [Fact]
    public void Random_panels_are_tidy() => Panels.Sample(AssertTidy, iter: 30, threads: 1);

    /// <summary>A point in the upper left corner of a small plot, whose label would lie over the name of the axis.</summary>
    [Fact]
    public void A_label_does_not_lie_over_the_axis_name() => Panels.Sample(AssertTidy, seed: "6iNyMeosNRK1", iter: 1, threads: 1);

    [Fact]
    public void The_same_drawing_gives_the_same_layout() =>
        Assert.Equal(Painter.Layout(Samples.FourFourFourTwo).Places.ToArray(), Painter.Layout(Samples.FourFourFourTwo).Places.ToArray());

    private static Drawing Sample(string name) => name == "progress" ? Gallery.Progress : Gallery.All.TryGetValue(name, out var drawing) ? drawing : Samples.All.First(sample => sample.Name == name).Drawing;

    internal static void AssertTidy(Drawing drawing)
    {
        if (drawing is NetworkDrawing or GraphDrawing) AssertNoArrowThroughForeignNodes(drawing);
        var layout = Painter.Layout(drawing);
        Assert.All(layout.Places, place => Assert.True(place.Left >= 0 && place.Top >= 0 && place.Right <= layout.Width && place.Bottom <= layout.Height, $"{place} is cut off at {layout.Width}×{layout.Height}"));
        // Where the points of a plot lie is said by the data: only their labels can give way. The discs of a card lie on its figure.
        var free = drawing is PlotDrawing or ProgressDrawing || drawing is PanelsDrawing { Panels: var panels } && panels.Any(panel => panel.Drawing is PlotDrawing);
        var solid = layout.Places.Where(place => place.Kind == PlaceKind.Label || (place.Kind == PlaceKind.Node && !free)).ToArray();
        for (var i = 0; i < solid.Length; i++)
            for (var j = 0; j < i; j++)
                if (solid[i].Kind == solid[j].Kind) Assert.False(solid[i].Overlaps(solid[j]), $"{solid[i]} lies over {solid[j]}");
                else Assert.False(solid[i].Overlaps(solid[j]) && !IsInside(solid[i], solid[j]) && !IsInside(solid[j], solid[i]), $"{solid[i]} lies half over {solid[j]}");
    }

    private static void AssertNoArrowThroughForeignNodes(Drawing drawing)
    {
        var shapes = Painter.Arranged(drawing).Shapes;
        var nodes = shapes.OfType<Shape.Card>().Where(card => card.IsNode).Select(card => card.Rect).ToArray();
        foreach (var arrow in shapes.OfType<Shape.Stroke>().Where(stroke => stroke.Head))
            Assert.DoesNotContain(nodes, node => !Holds(node, arrow.Along.Points[0]) && !Holds(node, arrow.Along.Points[^1]) && arrow.Along.Touches(SKRect.Inflate(node, -1, -1)));

        static bool Holds(SKRect node, SKPoint point) => SKRect.Inflate(node, 3, 3).Contains(point);
    }

    private static bool IsInside(Place a, Place b) => a.Left >= b.Left && a.Right <= b.Right && a.Top >= b.Top && a.Bottom <= b.Bottom;

    private static NetworkDrawing Network(int[] widths, Random random)
    {
        var layers = widths.Skip(1).Select((width, i) => new DenseLayer([.. Enumerable.Range(1, width).Select(n => new Neuron($"h_{n}") { Activation = (Activation)random.Next(6), Value = random.Next(2) == 0 ? "0{,}25" : null })])
        {
            Weights = random.Next(4) == 0 ? default : [.. Enumerable.Range(0, widths[i]).Select(_ => Enumerable.Range(0, width).Select(string? (_) => Label(random)).ToImmutableArray())],
            Biases = random.Next(2) == 0 ? default : [.. Enumerable.Range(0, width).Select(string? (_) => Label(random))],
        });
        var dense = NetworkDrawing.Dense([.. Enumerable.Range(1, widths[0]).Select(n => new Neuron($"x_{n}") { Kind = NeuronKind.Input })], [.. layers]);
        var skipping = new Connection(new(0, random.Next(widths[0])), new(widths.Length - 1, random.Next(widths[^1]))) { Label = random.Next(2) == 0 ? null : Label(random) };
        return random.Next(3) == 0 && widths.Length > 2 ? new(dense.Layers, dense.Connections.Add(skipping)) : dense;
    }

    private static GraphDrawing Graph(int count, Random random)
    {
        var edges = Enumerable.Range(1, count - 1).SelectMany(to => Enumerable.Range(0, random.Next(3)).Select(_ => new GraphEdge(random.Next(to), to) { Derivative = random.Next(3) == 0 ? null : Label(random) })).ToImmutableArray();
        return new([.. Enumerable.Range(0, count).Select(i => new GraphNode($"n_{{{i}}}")
        {
            Operation = edges.Any(edge => edge.To == i) ? "a + b" : null,
            Value = random.Next(2) == 0 ? null : Label(random),
            Gradient = random.Next(2) == 0 ? null : Label(random),
        })], edges);
    }

    private static GraphDrawing Diagram(int rows, int columns, Random random)
    {
        var count = rows * columns;
        var edges = Enumerable.Range(0, count).Select(_ => (From: random.Next(count), To: random.Next(count))).DistinctBy(edge => (Math.Min(edge.From, edge.To), Math.Max(edge.From, edge.To)))
            .Select(edge => new GraphEdge(edge.From, edge.To) { Label = edge.From == edge.To || random.Next(3) == 0 ? null : Label(random) });
        return new(
            [.. Enumerable.Range(0, count).Select(i => new GraphNode($"n_{{{i}}}") { Value = random.Next(3) == 0 ? Label(random) : null, Shape = (GraphShape)random.Next(2) })],
            [.. edges],
            [.. Enumerable.Range(0, rows).Select(row => Enumerable.Range(0, columns).Select(column => (int?)(row * columns + column)).ToImmutableArray())]);
    }

    private static GraphDrawing Unrolled(int steps, int layers, Random random)
    {
        var (backwards, groups) = (random.Next(2) == 0, random.Next(2) == 0);
        List<GraphEdge> edges = [];
        for (var step = 0; step < steps; step++)
        {
            for (var layer = 0; layer <= layers; layer++) edges.Add(new(At(step, layer), At(step, layer + 1)) { Label = random.Next(2) == 0 ? null : Label(random) });
            for (var layer = 1; layer <= layers && step + 1 < steps; layer++)
                edges.Add((backwards && layer == layers ? new GraphEdge(At(step + 1, layer), At(step, layer)) : new GraphEdge(At(step, layer), At(step + 1, layer))) with { Label = random.Next(2) == 0 ? null : Label(random) });
            if (layers > 1 && random.Next(3) == 0) edges.Add(new(At(step, 0), At(step, layers)));
        }
        return new(
            [.. Enumerable.Range(0, steps * (layers + 2)).Select(i => new GraphNode(i % (layers + 2) == 0 ? $"x_{i / (layers + 2)}" : $"h_{{{i}}}") { Value = random.Next(4) == 0 ? Label(random) : null, Shape = i % (layers + 2) == 0 ? GraphShape.Plain : (GraphShape)random.Next(2) })],
            [.. edges],
            [.. Enumerable.Range(0, layers + 2).Reverse().Select(layer => Enumerable.Range(0, steps).Select(step => (int?)At(step, layer)).ToImmutableArray())])
        { Groups = groups ? [.. Enumerable.Range(0, steps).Select(step => new GraphGroup([.. Enumerable.Range(1, layers).Select(layer => At(step, layer))]) { Label = random.Next(2) == 0 ? null : $"t = {step}" })] : [] };

        int At(int step, int layer) => step * (layers + 2) + layer;
    }

    private static PlotDrawing Plot(int points, int curves, Random random) => new()
    {
        Points = [.. Enumerable.Range(0, points).Select(i => new MarkedPoint(new(random.Next(-4, 5), 3 * random.NextDouble())) { Label = $"w_{{{i}}}", Mark = (PointMark)random.Next(3) })],
        Curves = [.. Enumerable.Range(0, curves).Select(i => PlotCurve.Sampled(x => Math.Sin(x + i) + i, new(-4, 4)) with { Label = random.Next(3) == 0 ? null : $"f_{i}(x) = \\sin(x + {i})", Dashed = random.Next(2) == 0 })],
        Arrows = points > 5 ? [new(new(-1, 1), new(2, 2)) { Label = "g" }] : [],
        X = "x",
        Y = random.Next(2) == 0 ? "" : "y",
    };

    private static Drawing Part(int kind, Random random) => kind switch
    {
        0 => Network([2, 2, 1], random),
        1 => Graph(4, random),
        2 => Grid([(2, 3)], random),
        _ => Plot(2, 2, random),
    };

    private static GridDrawing Grid((int Rows, int Columns)[] sizes, Random random) => new([.. sizes.SelectMany(size => new GridItem[]
    {
        new GridItem.Sign("="),
        new GridItem.Grid(size.Columns, [.. Enumerable.Range(0, size.Rows * size.Columns).Select(_ => new GridCell(random.Next(4) == 0 ? null : Label(random)) { Shade = random.Next(2) == 0 ? null : random.NextDouble() })])
        {
            Label = random.Next(2) == 0 ? null : "X",
            RowNames = random.Next(2) == 0 ? default : [.. Enumerable.Range(1, size.Rows).Select(row => $"r_{row}")],
            ColumnNames = random.Next(2) == 0 ? default : [.. Enumerable.Range(1, size.Columns).Select(column => $"c_{column}")],
            Windows = [new(0, 0, size.Rows, size.Columns)],
        },
    })]);

    private static string Label(Random random) => Weights[random.Next(Weights.Length)];
}
