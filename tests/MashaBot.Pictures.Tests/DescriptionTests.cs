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
}
