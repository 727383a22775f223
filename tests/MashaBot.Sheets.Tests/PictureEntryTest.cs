using MashaBot.Sheets.Drawings;

namespace MashaBot.Sheets.Tests;

/// <summary>What the keys of a picture's entry do to its drawing.</summary>
public class PictureEntryTest
{
    private const string Figures = """
        given: { x: 3, y: -1, k: 2, D: [1, 2, 2, 4, 9], P: [[0, 1], [2, 3]] }
        define:
          a: x^2
          b: x*y
          c: x + y
          d: a + b
          e: c^2
          f: d + e
          h1: max(0, x)
          h2: max(0, y)
          out: h1 + k*h2
          loss(w): (w - 2)^2
        """;

    private static T Drawn<T>(string entry) where T : Drawing => Assert.IsType<T>(Some.Problem($"{Figures}\npictures:\n  it: {{ {entry} }}\nparts:\n  1: {{ reply: number, answer: f }}").Deal(VariantId.Book).Picture("it"));

    private static string[] Faults(string entry) => [.. Some.Course($"{Figures}\npictures:\n  it: {{ {entry} }}\nparts:\n  1: {{ reply: number, answer: f }}").Faults.Select(fault => fault.What)];

    private static GraphNode Node(GraphDrawing graph, string name) => graph.Nodes.Single(node => node.Name == name);

    private static GraphEdge Edge(GraphDrawing graph, string from, string to) => graph.Edges.Single(edge => graph.Nodes[edge.From].Name == from && graph.Nodes[edge.To].Name == to);

    [Fact]
    public void Half_way_back_only_the_last_nodes_have_gradients()
    {
        var graph = Drawn<GraphDrawing>("graph: { of: f, show: gradients, until: c }");
        Assert.Equal(["c", "d", "e", "f"], graph.Nodes.Where(node => node.Gradient is not null).Select(node => node.Name));
        Assert.Equal(("4", null), (Edge(graph, "c", "e").Derivative, Edge(graph, "x", "c").Derivative));
    }

    [Fact]
    public void Local_derivatives_may_be_formulas()
    {
        var graph = Drawn<GraphDrawing>("graph: { of: f, derivatives: formulas }");
        Assert.Equal(("2c", "y", "1"), (Edge(graph, "c", "e").Derivative, Edge(graph, "x", "b").Derivative, Edge(graph, "d", "f").Derivative));
        Assert.All(graph.Nodes, node => Assert.Null(node.Value));
    }

    [Fact]
    public void Each_path_has_a_colour_and_an_edge_of_two_paths_has_both()
    {
        var graph = Drawn<GraphDrawing>("graph: { of: f, paths: x }");
        Assert.Equal(3, new[] { "a", "b", "c" }.Select(to => Edge(graph, "x", to).Accents).Distinct().Count());
        Assert.Equal(Edge(graph, "x", "a").Accents | Edge(graph, "x", "b").Accents, Edge(graph, "d", "f").Accents);
        Assert.Equal(Accents.None, Edge(graph, "y", "b").Accents);
    }

    [Fact]
    public void Nodes_and_chains_take_the_colours_that_are_named()
    {
        var graph = Drawn<GraphDrawing>("graph: { of: f, accents: { c: orange, \"x -> c -> e\": blue, \"c -> e\": green }, operations: false, backward: true, labels: { \"c -> e\": \"k = {{k}}\" } }");
        Assert.Equal((Accents.Orange, ""), (Node(graph, "c").Accents, Node(graph, "c").Operation));
        Assert.Equal((Accents.Blue, Accents.Blue | Accents.Green), (Edge(graph, "x", "c").Accents, Edge(graph, "c", "e").Accents));
        Assert.Equal(("k = 2", true), (Edge(graph, "c", "e").Label, Edge(graph, "c", "e").Back));
    }

    [Fact]
    public void A_network_may_lose_and_win_arrows()
    {
        var network = Drawn<NetworkDrawing>("network: { inputs: [x, y], layers: [[h1, h2], [out]], weights: [\"[[1, 2], [3, 4]]\", \"[[5], [6]]\"], biases: [\"(7, 8)\", none], arrows: { \"x -> h2\": none, \"x -> out\": \"v_{{k}}\", \"1 -> h1\": none }, accents: { \"x -> h1 -> out\": green, h1: pale } }");
        Assert.Equal(["1", "3", "4", "5", "6", "8", "v_2"], network.Connections.Select(connection => connection.Label!).Order(StringComparer.Ordinal));
        Assert.Equal(2, network.Connections.Count(connection => connection.Accents == Accents.Green));
        Assert.Equal(Accents.Pale, network.Layers[1][0].Accents);
    }

    [Fact]
    public void A_variant_may_have_fewer_neurons()
    {
        var network = Drawn<NetworkDrawing>("network: { inputs: [x, y], layers: [[h1, h2, a], [out, e]], widths: \"(2, 1)\", weights: [\"[[1, 2, 3], [4, 5, 6]]\", \"[[7, 8], [9, 10], [11, 12]]\"], biases: [\"(13, 14, 15)\", none], strengths: true }");
        Assert.Equal([3, 2, 1], network.Layers.Select(layer => layer.Length));
        Assert.Equal(["1", "13", "14", "2", "4", "5", "7", "9"], network.Connections.Select(connection => connection.Label!).Order(StringComparer.Ordinal));
        Assert.All(network.Connections, connection => Assert.Equal(connection.Label, $"{connection.Strength}"));
    }

    [Fact]
    public void A_schematic_may_have_constants_and_labels()
    {
        var layers = Drawn<LayersDrawing>("layers: { of: \"(12, 300, 1)\", biases: true, labels: [\"\", \"{{13*300}}\", \"301\"] }");
        Assert.True(layers.Biases);
        Assert.Equal(["", "3900", "301"], layers.Labels);
    }

    [Fact]
    public void A_network_may_show_strengths_and_maps()
    {
        var network = Drawn<NetworkDrawing>("network: { inputs: [x, y], layers: [[h1, h2], [out]], weights: [\"[[1, -2], [3, 4]]\", none], strengths: true, maps: { over: [x, y], from: -1, to: 1 } }");
        Assert.Equal([1, -2, 3, 4, null, null], network.Connections.Select(connection => connection.Strength));
        var map = network.Layers[0][1].Map!;
        Assert.True(map.Figures[0] > 0.9 && map.Figures[^1] < -0.9, "the second input grows upwards");
    }

    [Fact]
    public void A_family_has_a_curve_for_each_value()
    {
        var plot = Drawn<PlotDrawing>("plot: { curves: [ { of: m*t, over: t, from: 0, to: 1, for: { m: [1, 3] } }, { of: \"(t, 2*t)\", over: t, from: 0, to: 2, label: \"{{k}}t\" } ] }");
        Assert.Equal(["m = 1", "m = 3", "2t"], plot.Curves.Select(curve => curve.Label));
        Assert.Equal([1, 3, 4], plot.Curves.Select(curve => curve.Points[^1].Y));
    }

    [Fact]
    public void Stairs_have_the_curves_height_in_their_middle()
    {
        var plot = Drawn<PlotDrawing>("plot: { curves: [ { of: t^2, over: t, from: 0, to: 4, stairs: 2 }, { of: t^2, over: t, from: 0, to: 4, stairs: 2, height: left } ] }");
        Assert.Equal([new(0, 1), new(2, 1), new(2, 9), new(4, 9)], plot.Curves[0].Points);
        Assert.Equal([0, 0, 4, 4], plot.Curves[1].Points.Select(point => point.Y));
    }

    [Fact]
    public void An_area_is_bordered_where_its_condition_turns()
    {
        var plot = Drawn<PlotDrawing>("plot: { areas: [ { where: \"u^2 + v^2 < 1\", over: [u, v] }, { where: u > 0.25, over: [u, v] } ], x-range: [-2, 2], y-range: [-2, 2] }");
        Assert.All(plot.Areas[0].Corners, corner => Assert.Equal(1, Math.Sqrt(corner.X * corner.X + corner.Y * corner.Y), 1e-3));
        Assert.Equal((0.25, 2, -2, 2), (Math.Round(plot.Areas[1].Corners.Min(corner => corner.X), 3), plot.Areas[1].Corners.Max(corner => corner.X), plot.Areas[1].Corners.Min(corner => corner.Y), plot.Areas[1].Corners.Max(corner => corner.Y)));
    }

    [Fact]
    public void A_contour_runs_along_its_level()
    {
        var plot = Drawn<PlotDrawing>("plot: { contours: [ { of: u + v, over: [u, v], levels: 1, dashed: true }, { of: u*v, over: [u, v], levels: [1, 2] } ], x-range: [-2, 2], y-range: [-2, 2] }");
        Assert.All(plot.Curves[0].Points, point => Assert.Equal(1, point.X + point.Y, 1e-6));
        Assert.Equal(3, plot.Curves.Length);
        Assert.Single(plot.Curves[1].Points, point => !point.IsFinite);     // a hyperbola has two branches
    }

    [Fact]
    public void A_run_makes_the_optimizers_steps()
    {
        var plot = Drawn<PlotDrawing>("plot: { runs: [ { of: loss, over: w, from: 0, by: gd, rate: 0.25, steps: 2, show: path }, { of: [\"(w - 1)^2\", \"(w - 3)^2\"], over: w, from: 0, by: gd, rate: 0.5, steps: 3 }, { of: u^2 + v^2, over: [u, v], from: [1, 2], by: momentum, rate: 0.5, steps: 1 } ] }");
        Assert.Equal([new(0, 4), new(1, 1), new(1.5, 0.25)], plot.Curves[0].Points);
        Assert.Equal([5, 2, 2, 2], plot.Curves[1].Points.Select(point => point.Y));    // to 1, to 3, to 1: each loss in its turn
        Assert.Equal([new(1, 2), new(0, 0)], plot.Curves[2].Points);
    }

    [Fact]
    public void Nesterovs_path_is_that_of_the_parameter()
    {
        // h₁ = η·g(1) = 0.2, w₁ = 0.8; h₂ = 0.9·0.2 + 0.1·g(0.8 − 0.18) = 0.304, w₂ = 0.496 for g(w) = 2w.
        var plot = Drawn<PlotDrawing>("plot: { runs: [ { of: w^2, over: w, from: 1, by: nesterov, rate: 0.1, beta: 0.9, steps: 2, show: path } ] }");
        Assert.Equal([1, 0.8, 0.496], plot.Curves[0].Points.Select(point => Math.Round(point.X, 9)));
    }

    [Fact]
    public void Bars_and_bins()
    {
        var plot = Drawn<PlotDrawing>("plot: { bars: [ { of: [1, 2], names: [\"A\", \"B_{{k}}\"] } ] }");
        Assert.Equal(["A", "B_2"], plot.Categories);
        Assert.Equal("", plot.X);
        var bins = Drawn<PlotDrawing>("plot: { bars: [ { of: D, bins: 4 } ] }").Bars[0];
        Assert.Equal([3, 1, 0, 1], bins.Heights);
        Assert.Equal((2, 2, true), (bins.First, bins.Step, bins.Touching));
    }

    [Fact]
    public void A_matrix_is_many_points()
    {
        var plot = Drawn<PlotDrawing>("plot: { points: [ { at: P, mark: cross, label: \"A\" }, { at: [1, 1], mark: none, label: \"B\" } ], trails: [ { through: P }, { through: D } ], log: y, equal: true }");
        Assert.Equal([new(0, 1), new(2, 3)], plot.Clouds[0].Points);
        Assert.Equal((PointMark.Cross, PointMark.None), (plot.Clouds[0].Mark, plot.Points[0].Mark));
        Assert.Equal((new PlotPoint(4, 9), true), (plot.Curves[1].Points[^1], plot.Curves[0].Dots));
        Assert.Equal((PlotScale.Linear, PlotScale.Logarithmic, true), (plot.XScale, plot.YScale, plot.EqualUnits));
    }

    [Fact]
    public void A_grid_shows_figures_letters_and_colours()
    {
        var grid = Drawn<GridDrawing>("grid: [ { of: P, label: \"P\", accents: { row 1: blue, \"1, 2\": green }, rows: [\"a\", \"b\"] }, \"=\", { of: D, paint: signs, decimals: 1 }, { of: P, paint: lit } ]");
        var matrix = Assert.IsType<GridItem.Grid>(grid.Items[0]);
        Assert.Equal(["0", "1", "2", "3"], matrix.Cells.Select(cell => cell.Latex!));
        Assert.Equal([Accents.Blue, Accents.Blue | Accents.Green, Accents.None, Accents.None], matrix.Cells.Select(cell => cell.Accents));
        Assert.Equal("=", Assert.IsType<GridItem.Sign>(grid.Items[1]).Latex);
        Assert.Equal([1 / 9.0, 2 / 9.0, 2 / 9.0, 4 / 9.0, 1], Assert.IsType<GridItem.Grid>(grid.Items[2]).Cells.Select(cell => cell.Shade!.Value));
        Assert.Equal([0, 1, 1, 1], Assert.IsType<GridItem.Grid>(grid.Items[3]).Cells.Select(cell => cell.Shade!.Value));
    }

    [Fact]
    public void Padding_and_windows()
    {
        var grid = Assert.IsType<GridItem.Grid>(Drawn<GridDrawing>("grid: { of: P, padding: 1, windows: [ { at: [0, 0], size: 2, accent: green }, { size: [2, 2], stride: 2 } ] }").Items[0]);
        Assert.Equal((4, 4, "0"), (grid.Rows, grid.Columns, grid[0, 0].Latex));
        Assert.Equal(new GridWindow(0, 0, 2, 2) { Accents = Accents.Green }, grid.Windows[0]);
        Assert.Equal([(0, 0), (0, 2), (2, 0), (2, 2)], grid.Windows.Skip(1).Select(window => (window.Row, window.Column)));
    }

    [Fact]
    public void Panels_hold_pictures()
    {
        var panels = Drawn<PanelsDrawing>("panels: [ { label: \"k = {{k}}\", graph: f, show: values }, { grid: { of: P } } ], columns: 1");
        Assert.Equal(("k = 2", 1), (panels.Panels[0].Label, panels.Columns));
        Assert.Equal("10", Node(Assert.IsType<GraphDrawing>(panels.Panels[0].Drawing), "f").Value);
        Assert.IsType<GridDrawing>(panels.Panels[1].Drawing);
    }

    [Fact]
    public void A_diagram_has_boxes_of_its_own_and_the_problems_figures()
    {
        var diagram = Drawn<GraphDrawing>("diagram: { rows: [[c, none], [x, mul]], labels: { mul: \"\\\\odot\" }, shapes: { mul: circle }, arrows: { \"x -> mul -> c\": \"w\", \"mul -> mul\": \"\" }, dashed: [\"mul -> c\"], show: gradients, of: f, groups: [ { nodes: [x, mul], label: \"t\" } ] }");
        Assert.Equal([[0, null], [1, 2]], diagram.Rows.Select(row => row.ToArray()));
        Assert.Equal(("\\odot", GraphShape.Circle, null), (diagram.Nodes[2].Name, diagram.Nodes[2].Shape, diagram.Nodes[2].Value));
        Assert.Equal(("2", "4"), (diagram.Nodes[0].Value, diagram.Nodes[0].Gradient));
        Assert.Equal([(1, 2, "w", false), (2, 0, "w", true), (2, 2, null, false)], diagram.Edges.Select(edge => (edge.From, edge.To, edge.Label, edge.Dashed)));
        Assert.Equal([1, 2], diagram.Groups[0].Nodes);
    }

    [Fact]
    public void A_graph_in_rows_leaves_out_what_does_not_stand_there()
    {
        var graph = Drawn<GraphDrawing>("graph: { of: f, show: values, rows: [[f], [d, e], [none, c]], decimals: 1 }");
        Assert.Equal(["c", "d", "e", "f"], graph.Nodes.Select(node => node.Name));
        Assert.Equal(3, graph.Edges.Length);
        Assert.Equal([[3], [1, 2], [null, 0]], graph.Rows.Select(row => row.ToArray()));
    }

    [Theory]
    [InlineData("grid: { size: [2, 2], of: P }", "either `of`")]
    [InlineData("grid: { of: P, accents: { line 1: blue } }", "`line 1` is no place of a grid")]
    [InlineData("grid: { of: P, windows: [ { size: 2 } ] }", "either `at`")]
    [InlineData("diagram: { rows: [[a, b], [a]] }", "`a` stands in several places")]
    [InlineData("diagram: { rows: [[a, b]], arrows: { \"a -> c\": \"\" } }", "`c` is not in the picture")]
    [InlineData("diagram: { rows: [[x]], show: gradients }", "gradients are derivatives of something")]
    [InlineData("graph: { of: f, rows: [[f, zz]] }", "`zz` is no node")]
    [InlineData("panels: [ { label: \"A\" } ]", "must be one of")]
    [InlineData("graph: { of: f, until: z }", "`z` is no node")]
    [InlineData("graph: { of: f, accents: { \"x -> f\": red } }", "x -> f can't be `red`")]
    [InlineData("graph: { of: f, accents: { \"x -> x\": blue } }", "there is no arrow from `x` to `x`")]
    [InlineData("graph: { show: names }", "`of` is missing in graph")]
    [InlineData("network: { inputs: [x], layers: [[h1]], accents: { h7: blue } }", "`h7` is not in the picture")]
    [InlineData("network: { inputs: [x], layers: [[h1]], arrows: { \"h1 -> x\": \"w\" } }", "there is no arrow from `h1` to `x`")]
    [InlineData("network: { inputs: [x], layers: [[h1]], weights: [\"[[1]]\", \"[[2]]\"] }", "there are 1 layers but 2 `weights`")]
    [InlineData("plot: { curves: [ { of: t, over: t, from: 0 } ] }", "`to` is missing in curves")]
    [InlineData("plot: { areas: [ { where: u > 0, over: [u, v] } ] }", "how far the plane goes")]
    [InlineData("plot: { areas: [ { where: u > 0, over: u } ], x-range: [0, 1], y-range: [0, 1] }", "a plane has two names")]
    [InlineData("plot: { runs: [ { of: loss, over: w, from: 0, by: magic, steps: 1 } ] }", "by can't be `magic`")]
    [InlineData("plot: { points: [ { at: [1, 2], label: \"{{steps: a}}\" } ] }", "is no value")]
    [InlineData("plot: { log: z }", "`log` is not `x`, `y` or `[x, y]`")]
    [InlineData("plot: {}, show: names", "only a graph has `show`")]
    public void A_slip_is_told(string entry, string expected) => Assert.Contains(Faults(entry), fault => fault.Contains(expected, StringComparison.Ordinal));
}
