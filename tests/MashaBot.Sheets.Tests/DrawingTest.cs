using MashaBot.Sheets.Drawings;

namespace MashaBot.Sheets.Tests;

/// <summary>Pictures of the files become drawings with the variant's figures.</summary>
public class DrawingTest
{
    private static readonly Variant Variant = Some.Problem("""
        given: { x1: 20, x2: 1, W: [[5, -2], [0.5, 2]], v1: 1, v2: 0.2, b: 4, w0: 0, a: 2 }
        define:
          h1: max(0, W[1,1]*x1 + W[2,1]*x2)
          h2: max(0, W[1,2]*x1 + W[2,2]*x2)
          y: v1*h1 + v2*h2 + b
          s: a^2
          p: a*x2
          q: s + p
          loss(w): (w - a)^2
        pictures:
          bare: { network: { inputs: [x1, x2], layers: [[h1, h2], [y]] } }
          net:
            network:
              inputs: [x1, x2]
              layers: [[h1, h2], [y]]
              weights: [W, "[[v1], [v2]]"]
              biases: [none, b]
              activation: [relu, none]
              values: true
          letters: { network: { inputs: [x1], layers: [[h1]], weights: ["[[k]]"] } }
          names: { graph: q }
          values: { graph: q, show: values }
          gradients: { graph: q, show: gradients }
          plot:
            plot:
              curves: [ { of: loss, over: w, from: 0, to: a + 2, label: "MSE" }, { of: 1/w, over: w, from: -1, to: 1, dashed: true } ]
              points: [ { at: "(w0, loss(w0))", label: "w_0", mark: ring } ]
              arrows: [ { from: "(0, 0)", to: "(1, a)" } ]
              x: w
              y: MSE
          widths: { layers: "(12, 300, 1)" }
        parts:
          1: { reply: number, answer: y }
          2: { reply: formula, in: [k], answer: k }
        """).Deal(VariantId.Book);

    private static string Lines(string name) => Variant.Picture(name).Describe(latex => latex);

    [Fact]
    public void A_network_shows_weights_biases_and_values() => Assert.Equal(
        """
        x_{1} →(5) h_{1} [ReLU]
        x_{1} →(-2) h_{2} [ReLU]
        x_{2} →(0{,}5) h_{1} [ReLU]
        x_{2} →(2) h_{2} [ReLU]
        h_{1} [ReLU] →(1) y
        h_{2} [ReLU] →(0{,}2) y
        1 →(4) y
        x_{1} = 20
        x_{2} = 1
        h_{1} = 100{,}5
        h_{2} = 0
        y = 104{,}5
        """, Lines("net"));

    [Fact]
    public void Weights_without_figures_are_letters() => Assert.Equal("x_{1} →(k) h_{1}", Lines("letters"));

    [Fact]
    public void A_bare_network_has_arrows_only() => Assert.DoesNotContain("(", Lines("bare"), StringComparison.Ordinal);

    [Fact]
    public void A_graph_has_the_defined_nodes_and_an_edge_for_each_name() => Assert.Equal(
        """
        a
        x_{2}
        s = a^{2}
        p = ax_{2}
        q = s + p
        a → s
        a → p
        x_{2} → p
        s → q
        p → q
        """, Lines("names"));

    [Fact]
    public void A_graph_may_show_values_or_gradients_and_local_derivatives()
    {
        Assert.Contains("q = s + p = 6", Lines("values"), StringComparison.Ordinal);
        Assert.Contains("a = 2 | 5", Lines("gradients"), StringComparison.Ordinal);
        Assert.Contains("a →(4) s", Lines("gradients"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plot_samples_its_curves_and_breaks_where_there_is_no_value()
    {
        var plot = Assert.IsType<PlotDrawing>(Variant.Picture("plot"));
        Assert.Equal((new PlotPoint(0, 4), new PlotPoint(4, 4)), (plot.Curves[0].Points[0], plot.Curves[0].Points[^1]));
        Assert.Contains(plot.Curves[1].Points, point => !point.IsFinite);
        Assert.Equal((new PlotPoint(0, 4), PointMark.Ring, "w_0"), (plot.Points[0].At, plot.Points[0].Mark, plot.Points[0].Label));
        Assert.Equal((new PlotPoint(1, 2), "w", "MSE"), (plot.Arrows[0].To, plot.X, plot.Y));
    }

    [Fact]
    public void Layers_have_widths() => Assert.Equal([12, 300, 1], Assert.IsType<LayersDrawing>(Variant.Picture("widths")).Widths);

    [Fact]
    public void A_picture_that_is_not_there_is_refused() => Assert.Throws<ArgumentException>(() => Variant.Picture("nothing"));
}
