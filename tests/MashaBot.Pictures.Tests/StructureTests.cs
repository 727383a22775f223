using MashaBot.Pictures.Scenes;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Pictures.Tests;

/// <summary>The pictures of the course's first problems hold what their statements say, where one expects it.</summary>
public class StructureTests
{
    [Fact]
    public void The_forecast_net_has_nine_numbers_on_nine_arrows()
    {
        var layout = Painter.Layout(Samples.Forecast(values: false));
        Assert.Equal(9, Count(layout, PlaceKind.Edge));
        Assert.Equal(7, Count(layout, PlaceKind.Node));
        Assert.Equal(["-2", "-60", "-80", "0{,}2", "0{,}5", "1", "1", "2", "4", "5", @"\hat y", "h_1", "h_2", "x_1", "x_2", "x_3"], Labels(layout).Order(StringComparer.Ordinal));
        Assert.True(Label(layout, "x_1").Right < Label(layout, "h_1").Left && Label(layout, "h_1").Right < Label(layout, @"\hat y").Left);
        Assert.True(Label(layout, "x_1").Bottom < Label(layout, "x_2").Top && Label(layout, "x_2").Bottom < Label(layout, "x_3").Top);
    }

    [Fact]
    public void Values_stand_below_the_names_of_their_neurons()
    {
        var layout = Painter.Layout(Samples.Forecast(values: true));
        foreach (var (name, value) in new[] { ("h_1", "100{,}5"), (@"\hat y", "104{,}5"), ("x_1", "20") })
        {
            Assert.True(Label(layout, name).Bottom < Label(layout, value).Top);
            Assert.Equal(Middle(Label(layout, name)), Middle(Label(layout, value)), 3f);
        }
    }

    [Fact]
    public void Each_weight_lies_between_the_neurons_that_its_arrow_joins()
    {
        var layout = Painter.Layout(Samples.Forecast(values: false));
        Assert.InRange(Middle(Label(layout, "-60")), Label(layout, "x_2").Right, Label(layout, "h_1").Left);
        Assert.InRange(Middle(Label(layout, "0{,}2")), Label(layout, "h_2").Right, Label(layout, @"\hat y").Left);
    }

    [Fact]
    public void Widths_stand_in_a_row_in_the_order_of_the_layers()
    {
        var layout = Painter.Layout(Samples.Widths);
        var widths = layout.Places.Where(place => place.Latex is "12" or "300" or "200" or "100" || (place.Latex == "1" && place.Size > 18)).OrderBy(place => place.Left).ToArray();
        Assert.Equal(["12", "300", "200", "100", "1"], widths.Select(width => width.Latex));
        Assert.All(widths, width => Assert.Equal(widths[0].Bottom, width.Bottom, 2f));
    }

    [Fact]
    public void Points_of_the_descent_go_down_to_the_right_with_their_names_beside_them()
    {
        var layout = Painter.Layout(Samples.Descent);
        var points = layout.Places.Where(place => place.Kind == PlaceKind.Node).OrderBy(place => place.Left).ToArray();
        Assert.Equal(4, points.Length);
        Assert.Equal(points, points.OrderBy(point => point.Top));
        Assert.All(points.Index(), point => Assert.True(Distance(point.Item, Label(layout, $"w_{point.Index}")) < 40));
        Assert.Contains("2{,}5w^2 - 8w + 6{,}5", Labels(layout));
    }

    [Fact]
    public void Three_steps_of_different_lengths_start_at_one_point()
    {
        var layout = Painter.Layout(Samples.ThreeSteps);
        Assert.Equal(3, Count(layout, PlaceKind.Edge));
        Assert.Subset(Labels(layout).ToHashSet(), new HashSet<string> { @"\eta = 0{,}1", @"\eta = 0{,}2", @"\eta = 0{,}35", "x_0" });
    }

    [Fact]
    public void A_graph_flows_down_from_the_leaves_to_the_result()
    {
        var layout = Painter.Layout(Samples.Paths(values: true, gradients: true));
        Assert.Equal(8, Count(layout, PlaceKind.Node));
        Assert.Equal(10, Count(layout, PlaceKind.Edge));
        string[][] ranks = [["x", "y"], ["a = x^2", "b = x y", "c = x + y"], ["d = a + b", "e = c^2"], ["f = d + e"]];
        foreach (var (upper, lower) in ranks.Zip(ranks.Skip(1)))
            Assert.True(upper.Max(name => Label(layout, name).Bottom) < lower.Min(name => Label(layout, name).Top));
    }

    [Fact]
    public void A_graph_shows_figures_only_when_it_is_told_to()
    {
        Assert.DoesNotContain("10", Labels(Painter.Layout(Samples.Paths(values: false, gradients: false))));
        Assert.Contains("10", Labels(Painter.Layout(Samples.Paths(values: true, gradients: false))));
        Assert.DoesNotContain("2c", Labels(Painter.Layout(Samples.Paths(values: true, gradients: false))));
        Assert.Contains("2c", Labels(Painter.Layout(Samples.Paths(values: true, gradients: true))));
    }

    [Fact]
    public void Two_paths_over_one_edge_make_two_strands() =>
        Assert.Equal(11, Count(Painter.Layout(Samples.Paths(true, true, accents: true)), PlaceKind.Edge));

    [Fact]
    public void A_short_chain_runs_from_left_to_right_where_a_phone_has_room_for_it()
    {
        var layout = Painter.Layout(new GraphDrawing([new("x"), new("h") { Operation = "w x" }, new("L") { Operation = "h^2" }], [new(0, 1), new(1, 2)]));
        Assert.True(Label(layout, "x").Right < Label(layout, "h = w x").Left);
        Assert.Equal(Label(layout, "x").Bottom, Label(layout, "h = w x").Bottom, 8f);
    }

    [Theory, InlineData(0, 3.2, 6, "0|1|2|3"), InlineData(-5, 5, 6, "-4|-2|0|2|4"), InlineData(0, 0.1, 5, "0|0{,}02|0{,}04|0{,}06|0{,}08|0{,}1"), InlineData(1e-7, 9e-7, 4, @"2\cdot 10^{-7}|4\cdot 10^{-7}|6\cdot 10^{-7}|8\cdot 10^{-7}")]
    public void Ticks_are_round(double from, double to, int most, string expected) =>
        Assert.Equal(expected, string.Join('|', Ticks.In(new(from, to), most).Select(tick => Ticks.Latex(tick, ','))));

    private static int Count(Layout layout, PlaceKind kind) => layout.Places.Count(place => place.Kind == kind);

    private static IEnumerable<string> Labels(Layout layout) => layout.Places.Where(place => place.Kind == PlaceKind.Label).Select(place => place.Latex);

    private static Place Label(Layout layout, string latex) => layout.Places.First(place => place.Kind == PlaceKind.Label && place.Latex == latex);

    private static float Middle(Place place) => (place.Left + place.Right) / 2;

    private static float Distance(Place a, Place b) => MathF.Max(MathF.Abs(Middle(a) - Middle(b)), MathF.Abs((a.Top + a.Bottom - b.Top - b.Bottom) / 2));
}
