using MashaBot.Pictures.Typesetting;
using MashaBot.Sheets.Drawings;
using SkiaSharp;

namespace MashaBot.Pictures.Tests;

public class GlyphTests
{
    private const string Alphabets =
        "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя" +
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" +
        "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ" +
        "∂∇∑∏∫√∞±∓·×÷−+=≠<>≤≥≈≡∼∝∈∉⊂⊆∪∩∧∨¬∀∃∅→←⇒⇔↦⊙⊕⊗∘∗′…⋯⋮⋱⟨⟩⌊⌋⌈⌉∥ℝ𝔼ℕ" +
        "()[]{}|/.,:;!?%№«»—–“”'\"@#&°½²³₁₂ŷ";

    public static TheoryData<string> Commands => [.. LatexCommands.Names];

    [Fact]
    public void Every_character_of_our_texts_has_a_glyph() => Assert.All(Alphabets.EnumerateRunes(), character => Assert.True(Glyphs.Has(character), $"{character} U+{character.Value:X4}"));

    [Theory, MemberData(nameof(Commands))]
    public void Every_command_can_be_set(string command) => Assert.True(Typesetter.Label($"a \\{command} b", 18).Width > 0);

    [Fact]
    public void Our_own_signs_have_ink_where_they_stand() => Assert.All(Signs.All, sign =>
    {
        var set = Glyphs.Set(sign.ToString(), Face.Upright, 100);
        Assert.InRange(set.Path.Bounds.Left, 0, set.Width);
        Assert.InRange(set.Path.Bounds.Right, set.Path.Bounds.Left + 5, set.Width);
        Assert.InRange(set.Path.Bounds.Top, -95, 0);
        Assert.InRange(set.Path.Bounds.Bottom, -95, 25);
    });

    [Fact]
    public void A_sign_without_a_glyph_is_an_error_and_not_a_gap() =>
        Assert.Contains("U+4E2D", Assert.Throws<LatexException>(() => Painter.Png(new GraphDrawing([new("中")], []))).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_label_leaves_dark_pixels()
    {
        foreach (var (name, drawing) in Samples.All.Concat(Gallery.All.Select(picture => (picture.Key, picture.Value))).Append(("progress", Gallery.Progress)))
        {
            using var picture = SKBitmap.Decode(Painter.Png(drawing));
            var layout = Painter.Layout(drawing);
            var scale = picture.Width / layout.Width;
            foreach (var label in layout.Places.Where(place => place.Kind == PlaceKind.Label))
                Assert.True(Darkest(picture, label, scale) < 215, $"{name}: nothing is drawn at “{label.Latex}”");      // pale letters are 198, the card is 252
        }
    }

    private static int Darkest(SKBitmap picture, Place label, float scale)
    {
        var pixels = picture.GetPixelSpan();
        var darkest = 255;
        for (var x = (int)(label.Left * scale); x < label.Right * scale; x++)
            for (var y = (int)(label.Top * scale); y < label.Bottom * scale; y++)
                foreach (var part in pixels.Slice(y * picture.RowBytes + 4 * x, 3)) darkest = Math.Min(darkest, part);
        return darkest;
    }
}
