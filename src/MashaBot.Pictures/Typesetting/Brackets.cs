using System.Globalization;
using SkiaSharp;

namespace MashaBot.Pictures.Typesetting;

/// <summary>Brackets and root signs as tall as what they hold.</summary>
internal static class Brackets
{
    /// <summary>The bracket's own glyph where that is tall enough, else strokes of the needed height, about the axis.</summary>
    public static Outline Around(string sign, float height, float size)
    {
        if (sign.Length == 0) return Outline.Blank(0.12f * size);
        var glyph = Glyphs.Set(sign, Face.Upright, size);
        if (glyph.Height >= 0.92f * height) return OnAxis(glyph, size);
        var (h, axis) = (height / size * 1000, Signs.Axis * 1000);
        var (top, bottom) = (-axis - h / 2, -axis + h / 2);
        var (width, strokes) = sign switch
        {
            "(" => (400f, $"M350,{N(top)} C60,{N(top + h * 0.26f)} 60,{N(bottom - h * 0.26f)} 350,{N(bottom)}"),
            ")" => (400f, $"M50,{N(top)} C340,{N(top + h * 0.26f)} 340,{N(bottom - h * 0.26f)} 50,{N(bottom)}"),
            "[" => (380f, $"M330,{N(top)} L120,{N(top)} L120,{N(bottom)} L330,{N(bottom)}"),
            "]" => (380f, $"M50,{N(top)} L260,{N(top)} L260,{N(bottom)} L50,{N(bottom)}"),
            "{" => (460f, $"M420,{N(top)} Q240,{N(top)} 240,{N(top + 200)} L240,{N(-axis - 160)} Q240,{N(-axis)} 80,{N(-axis)} Q240,{N(-axis)} 240,{N(-axis + 160)} L240,{N(bottom - 200)} Q240,{N(bottom)} 420,{N(bottom)}"),
            "}" => (460f, $"M40,{N(top)} Q220,{N(top)} 220,{N(top + 200)} L220,{N(-axis - 160)} Q220,{N(-axis)} 380,{N(-axis)} Q220,{N(-axis)} 220,{N(-axis + 160)} L220,{N(bottom - 200)} Q220,{N(bottom)} 40,{N(bottom)}"),
            "|" => (300f, $"M150,{N(top)} L150,{N(bottom)}"),
            "∥" => (440f, $"M130,{N(top)} L130,{N(bottom)} M310,{N(top)} L310,{N(bottom)}"),
            "⟨" => (400f, $"M340,{N(top)} L110,{N(-axis)} L340,{N(bottom)}"),
            "⟩" => (400f, $"M60,{N(top)} L290,{N(-axis)} L60,{N(bottom)}"),
            "⌊" => (400f, $"M130,{N(top)} L130,{N(bottom)} L340,{N(bottom)}"),
            "⌋" => (400f, $"M270,{N(top)} L270,{N(bottom)} L60,{N(bottom)}"),
            "⌈" => (400f, $"M130,{N(bottom)} L130,{N(top)} L340,{N(top)}"),
            "⌉" => (400f, $"M270,{N(bottom)} L270,{N(top)} L60,{N(top)}"),
            _ => (0, ""),
        };
        return strokes.Length == 0 ? OnAxis(glyph, size) : Drawn(strokes, width, -top, bottom, size);
    }

    /// <summary>The root sign, its bar running over <paramref name="body"/>; the body belongs at (<c>Lead</c>, 0).</summary>
    public static (Outline Sign, float Lead) Root(Outline body, float size)
    {
        const float Lead = 0.62f;
        var em = 1000 / size;
        var (top, bottom) = (-body.Ascent * em - 150, Math.Max(body.Descent * em, 60));
        var hook = bottom - Math.Min(340, 0.5f * (bottom - top));
        var strokes = $"M60,{N(hook + 40)} L170,{N(hook)} L330,{N(bottom)} L{N(Lead * 1000 - 60)},{N(top)} L{N(Lead * 1000 + (body.Width + body.Overhang) * em + 60)},{N(top)}";
        return (Drawn(strokes, Lead * 1000 + body.Width * em + 60, -top + 40, bottom, size), Lead * size);
    }

    public static Outline Brace(float width, bool below, float size)
    {
        var w = width / size * 1000;
        var strokes = $"M20,{(below ? 0 : 260)} Q20,130 {N(Math.Min(140, w / 5))},130 L{N(w / 2 - Math.Min(110, w / 5))},130 Q{N(w / 2)},130 {N(w / 2)},{(below ? 260 : 0)} Q{N(w / 2)},130 {N(w / 2 + Math.Min(110, w / 5))},130 L{N(w - Math.Min(140, w / 5))},130 Q{N(w - 20)},130 {N(w - 20)},{(below ? 0 : 260)}";
        return Drawn(strokes, w, 20, 280, size);
    }

    public static Outline Drawn(string strokes, float width, float ascent, float descent, float size)
    {
        using var unit = Signs.Inked(strokes);
        var path = new SKPath();
        unit.Transform(SKMatrix.CreateScale(size, size), path);
        return new(path, width * size / 1000, ascent * size / 1000, descent * size / 1000);
    }

    private static Outline OnAxis(Outline glyph, float size)
    {
        var line = new OutlineBuilder();
        line.Place(glyph, 0, (glyph.Ascent - glyph.Descent) / 2 - Signs.Axis * size);
        return line.Build();
    }

    private static string N(float figure) => figure.ToString("0.#", CultureInfo.InvariantCulture);
}
