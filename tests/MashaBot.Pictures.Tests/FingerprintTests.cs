using MashaBot.Sheets;
using MashaBot.Sheets.Drawings;

namespace MashaBot.Pictures.Tests;

public class FingerprintTests
{
    [Fact]
    public void The_same_data_have_the_same_fingerprint() => Assert.Equal(Fingerprint.Of(Samples.Forecast(values: true)), Fingerprint.Of(Samples.Forecast(values: true)));

    [Fact]
    public void Every_picture_has_its_own() => Assert.Equal(Gallery.All.Count, Gallery.All.Values.Select(Fingerprint.Of).Distinct().Count());

    public static TheoryData<string, string> Changes => new()
    {
        { Print(Samples.Descent), Print(Samples.Descent with { Points = Samples.Descent.Points.SetItem(0, Samples.Descent.Points[0] with { Label = "u" }) }) },
        { Print(Samples.Descent), Print(Samples.Descent with { Points = Samples.Descent.Points.SetItem(0, Samples.Descent.Points[0] with { At = new(0, 6.500001) }) }) },
        { Print(Samples.Descent), Print(Samples.Descent with { DecimalMark = '.' }) },
        { Print(Samples.Descent), Print(Samples.Descent with { Arrows = [] , XScale = PlotScale.Logarithmic }) },
        { Print(new LayersDrawing([2, 1])), Print(new LayersDrawing([2, 1]) { Biases = true }) },
        { Print(new LayersDrawing([2, 1])), Print(new LayersDrawing([2, 1, 1])) },
        { Print(new PanelsDrawing([new(new LayersDrawing([2, 1]))])), Print(new PanelsDrawing([new(new LayersDrawing([2, 3]))])) },
    };

    [Theory, MemberData(nameof(Changes))]
    public void Whatever_is_changed_changes_it(string before, string after) => Assert.NotEqual(before, after);

    [Fact]
    public void Messages_differ_by_their_words() => Assert.NotEqual(Fingerprint.Of(Prose.Parse("Пусть $x = 1$.")), Fingerprint.Of(Prose.Parse("Пусть $x = 2$.")));

    private static string Print(Drawing drawing) => Fingerprint.Of(drawing);
}
