using System.Collections.Concurrent;
using System.Text;
using SkiaSharp;

namespace MashaBot.Pictures.Typesetting;

/// <summary>Characters as outlines: from Inter, or of our own design where Inter has none.</summary>
internal static class Glyphs
{
    private const float Slant = 0.2f;
    private const float Em = 1000;

    private static readonly ConcurrentDictionary<(Rune, Face), Outline?> Known = new();

    public static bool Has(Rune character) => Unit(character, Face.Upright) is not null;

    /// <exception cref="LatexException">There is no such glyph: nothing is ever left out in silence.</exception>
    public static Outline Set(string text, Face face, float size)
    {
        var line = new OutlineBuilder();
        var x = 0f;
        foreach (var character in text.EnumerateRunes())
        {
            var glyph = Scaled(character, face, size) ?? throw new LatexException($"No glyph for “{character}” (U+{character.Value:X4}).");
            line.Place(glyph, x);
            x += glyph.Width;
        }
        line.Width = x;
        return line.Build();
    }

    private static Outline? Scaled(Rune character, Face face, float size)
    {
        if (Unit(character, face) is not { } unit) return null;
        var path = new SKPath();
        unit.Path.Transform(SKMatrix.CreateScale(size, size), path);
        return new(path, unit.Width * size, unit.Ascent * size, unit.Descent * size);
    }

    // The keys are the characters of two faces of one font and a table, so the dictionary stays small; misses are rare and kept too.
    private static Outline? Unit(Rune character, Face face) => Known.GetOrAdd((character, face), static key => Drawn(key.Item1, key.Item2));

    private static Outline? Drawn(Rune character, Face face)
    {
        if (Doubled(character) is { } letter) return Unit(letter, Face.Hollow);
        using var font = new SKFont(face is Face.Upright or Face.Slanted ? Inter.Regular : Inter.SemiBold, Em) { Hinting = SKFontHinting.None, LinearMetrics = true, Subpixel = true };
        if (font.GetGlyph(character.Value) is not 0 and var glyph)
        {
            using var outline = font.GetGlyphPath(glyph) ?? new SKPath();
            var path = new SKPath();
            outline.Transform(Matrix(face).PostConcat(SKMatrix.CreateScale(1 / Em, 1 / Em)), path);
            return Measured(face is Face.Hollow ? Hollowed(path) : path, font.GetGlyphWidths([glyph])[0] / Em);
        }
        return Signs.TryGet(character, out var advance, out var own) ? Measured(own, advance) : null;
    }

    /// <summary>Slanted about the middle of the small letters, so that a letter stays where it was.</summary>
    private static SKMatrix Matrix(Face face) => face is Face.Slanted or Face.BoldSlanted
        ? SKMatrix.CreateSkew(-Slant, 0).PostConcat(SKMatrix.CreateTranslation(-Slant * 0.27f * Em, 0))
        : SKMatrix.Identity;

    /// <summary>The plain letter of ℝ, 𝔼 and their like.</summary>
    private static Rune? Doubled(Rune character) => character.Value switch
    {
        'ℂ' => new Rune('C'),
        'ℍ' => new Rune('H'),
        'ℕ' => new Rune('N'),
        'ℙ' => new Rune('P'),
        'ℚ' => new Rune('Q'),
        'ℝ' => new Rune('R'),
        'ℤ' => new Rune('Z'),
        >= 0x1D538 and <= 0x1D551 and var capital => new Rune('A' + capital - 0x1D538),
        >= 0x1D7D8 and <= 0x1D7E1 and var digit => new Rune('0' + digit - 0x1D7D8),
        _ => null,
    };

    private static SKPath Hollowed(SKPath letter)
    {
        using var pen = new SKPaint { Style = SKPaintStyle.Stroke, StrokeWidth = 0.045f };
        using var single = letter.Simplify() ?? letter;   // strokes that overlap inside the letter would show
        return pen.GetFillPath(single, SKMatrix.CreateScale(100, 100)) ?? letter;
    }

    private static Outline Measured(SKPath path, float advance)
    {
        var bounds = path.IsEmpty ? SKRect.Empty : path.ComputeTightBounds();
        return new(path, advance, -bounds.Top, bounds.Bottom);
    }
}
