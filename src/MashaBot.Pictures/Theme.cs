using MashaBot.Sheets.Drawings;
using SkiaSharp;

namespace MashaBot.Pictures;

/// <summary>Colours and sizes of all pictures: a light card of its own, whatever the client's background.</summary>
/// <remarks>Lengths are in units of which <see cref="Width"/> make a phone's width, about 350 pixels there: 18 units of text are 16 pixels.</remarks>
internal static class Theme
{
    public const float Width = 400;
    public const float Padding = 18;
    public const float Text = 18;
    public const float SmallText = 15;
    public const float Line = 1.6f;

    public static readonly SKColor Card = new(0xFC, 0xFC, 0xFD);
    public static readonly SKColor Paper = SKColors.White;
    public static readonly SKColor Ink = new(0x1B, 0x20, 0x2C);
    public static readonly SKColor Edge = new(0x6B, 0x73, 0x82);
    public static readonly SKColor Pale = new(0xC6, 0xCB, 0xD4);
    public static readonly SKColor Grid = new(0xE6, 0xE9, 0xEE);
    public static readonly SKColor Constant = new(0xF1, 0xF3, 0xF6);
    public static readonly SKColor Value = new(0x1A, 0x5F, 0xC4);
    public static readonly SKColor ValueTint = new(0xE8, 0xF0, 0xFC);
    public static readonly SKColor Gradient = new(0xC0, 0x26, 0x4B);
    public static readonly SKColor GradientTint = new(0xFC, 0xE9, 0xEE);

    /// <summary>Four colours that stay apart for colour-blind people too.</summary>
    private static readonly SKColor[] Colours = [new(0x1F, 0x6F, 0xD6), new(0xD9, 0x5F, 0x0E), new(0x2B, 0x8A, 0x3E), new(0x8E, 0x3B, 0xA6)];

    public static SKColor Colour(int number) => Colours[number % Colours.Length];

    /// <summary>The colours that a thing is accented with, none for a plain one.</summary>
    public static IReadOnlyList<SKColor> Of(Accents accents) =>
        [.. Enumerable.Range(0, Colours.Length).Where(i => accents.HasFlag((Accents)(1 << i))).Select(Colour)];

    public static SKColor One(Accents accents, SKColor plain) =>
        accents.HasFlag(Accents.Pale) ? Pale : Of(accents) is [var first, ..] ? first : plain;

    /// <summary>The colour of a label on an accented edge: the edge's own, if it has one.</summary>
    public static SKColor OfLabel(Accents accents) => accents.HasFlag(Accents.Pale) ? Pale : Of(accents) is [var only] ? only : Ink;

    public static SKColor Tint(SKColor colour) => Mixed(colour, Paper, 0.88f);

    /// <summary>What an accented cell is filled with.</summary>
    public static SKColor Cell(SKColor colour) => Mixed(colour, Paper, 0.76f);

    /// <summary>What a bar is filled with.</summary>
    public static SKColor Filled(SKColor colour) => Mixed(colour, Paper, 0.3f);

    /// <summary>Blue for 1, orange for −1, white for 0.</summary>
    public static SKColor Heat(double figure) => double.IsNaN(figure) ? Constant : Mixed(Paper, Colour(figure > 0 ? 0 : 1), (float)Math.Min(1, Math.Abs(figure)) * 0.85f);

    /// <param name="part">How much of the second.</param>
    public static SKColor Mixed(SKColor a, SKColor b, float part) =>
        new(Mix(a.Red, b.Red, part), Mix(a.Green, b.Green, part), Mix(a.Blue, b.Blue, part));

    private static byte Mix(byte a, byte b, float part) => (byte)MathF.Round(a + (b - a) * part);
}
