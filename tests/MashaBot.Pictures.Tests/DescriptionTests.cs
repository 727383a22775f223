namespace MashaBot.Pictures.Tests;

public class DescriptionTests
{
    [Fact]
    public void The_authors_words_come_first_then_every_arrow_with_its_weight()
    {
        var lines = (Samples.Forecast(values: true) with { Alt = "Сеть кофейни" }).Description.Split('\n');
        Assert.Equal("Сеть кофейни", lines[0]);
        Assert.Contains("x₁ →(5) h₁ [ReLU]", lines);
        Assert.Contains("1 →(4) ŷ [ReLU]", lines);
        Assert.Contains("h₁ = 100,5", lines);
    }

    [Fact]
    public void A_graph_is_told_node_by_node_and_edge_by_edge()
    {
        var lines = Samples.Paths(values: true, gradients: true).Description.Split('\n');
        Assert.Contains("c = x + y = 2 | 4", lines);
        Assert.Contains("c →(2c) e", lines);
    }

    [Fact]
    public void A_plot_is_told_by_its_points() => Assert.Contains("w₁ (0,8; 1,7)", Samples.Descent.Description.Split('\n'));

    [Fact]
    public void A_schematic_is_told_by_its_widths() => Assert.Equal("12 (+1) → 300 (+1) → 200 (+1) → 100 (+1) → 1", Samples.Widths.Description);

    [Fact]
    public void A_grid_is_told_row_by_row()
    {
        var lines = Gallery.All["grid-convolution"].Description.Split('\n');
        Assert.Contains("1  0  2  1", lines);
        Assert.Contains("□ (2; 3) 2×2", lines);
        Assert.Contains("=", lines);
    }

    [Fact]
    public void Bars_are_told_by_their_names_and_heights() => Assert.Contains("T = 1: кот = 0,659; пёс = 0,242; лис = 0,099", Gallery.All["bars-two"].Description.Split('\n'));

    [Fact]
    public void A_run_is_told_step_by_step() => Assert.Contains(Gallery.All["run-parabola"].Description.Split('\n'), line => line.StartsWith("η = 0,1: (0; 6,5) → (0,8; 1,7) → ", StringComparison.Ordinal));

    [Fact]
    public void Panels_are_told_one_after_another()
    {
        var lines = Gallery.All["panels-planes"].Description.Split('\n');
        Assert.True(Array.IndexOf(lines, "OR") < Array.IndexOf(lines, "XOR"));
    }

    [Fact]
    public void Progress_is_told_sheet_by_sheet() => Assert.Contains("1. Просто функция: 62/62 ●", Gallery.Progress.Description.Split('\n'));

    [Fact]
    public void Every_picture_can_be_told() => Assert.All(Gallery.All, picture => Assert.NotEmpty(picture.Value.Description));
}
