using System.Collections.Frozen;
using System.Text;
using SkiaSharp;

namespace MashaBot.Pictures.Typesetting;

/// <summary>Signs that Inter lacks, of our own design: strokes in thousandths of an em, y down from the baseline, to match Inter's weight.</summary>
internal static class Signs
{
    /// <summary>Inter draws minus, plus and equals about this height, in em.</summary>
    public const float Axis = 0.364f;

    /// <summary>Thickness of the strokes and of bars, in em.</summary>
    public const float Stroke = 0.078f;

    private const string Circle = "M60,-364 a300,300 0 1 0 600,0 a300,300 0 1 0 -600,0 Z ";

    private static readonly FrozenDictionary<Rune, (float Advance, SKPath Path)> Drawn = new (string Sign, int Advance, string Strokes)[]
    {
        ("∇", 740, "M70,-690 L670,-690 L370,-40 Z"),
        ("∈", 660, "M570,-620 L360,-620 A256,256 0 0 0 360,-108 L570,-108 M104,-364 L530,-364"),
        ("∉", 660, "M570,-620 L360,-620 A256,256 0 0 0 360,-108 L570,-108 M104,-364 L530,-364 M190,0 L480,-728"),
        ("∋", 660, "M90,-620 L300,-620 A256,256 0 0 1 300,-108 L90,-108 M556,-364 L130,-364"),
        ("⊙", 720, Circle + "M325,-364 a35,35 0 1 0 70,0 a35,35 0 1 0 -70,0 Z"),
        ("⊕", 720, Circle + "M60,-364 L660,-364 M360,-664 L360,-64"),
        ("⊗", 720, Circle + "M148,-576 L572,-152 M572,-576 L148,-152"),
        ("∘", 440, "M80,-364 a140,140 0 1 0 280,0 a140,140 0 1 0 -280,0 Z"),
        ("∗", 500, "M250,-564 L250,-164 M77,-464 L423,-264 M423,-464 L77,-264"),
        ("⋆", 520, "M260,-540 L260,-364 M260,-364 L427,-418 M260,-364 L363,-222 M260,-364 L157,-222 M260,-364 L93,-418"),
        ("∓", 690, "M80,-640 L610,-640 M80,-300 L610,-300 M345,-565 L345,-35"),
        ("≡", 690, "M80,-554 L610,-554 M80,-364 L610,-364 M80,-174 L610,-174"),
        ("∼", 690, "M80,-300 C130,-440 240,-460 345,-364 C450,-268 560,-288 610,-428"),
        ("∝", 740, "M660,-200 C520,-200 420,-528 260,-528 C150,-528 90,-450 90,-364 C90,-278 150,-200 260,-200 C420,-200 520,-528 660,-528"),
        ("↦", 940, "M90,-514 L90,-214 M90,-364 L840,-364 M650,-554 L840,-364 L650,-174"),
        ("≪", 980, "M500,-624 L110,-364 L500,-104 M860,-624 L470,-364 L860,-104"),
        ("≫", 980, "M120,-624 L510,-364 L120,-104 M480,-624 L870,-364 L480,-104"),
        ("∥", 420, "M120,60 L120,-788 M300,60 L300,-788"),
        ("⊥", 700, "M70,-39 L630,-39 M350,-39 L350,-720"),
        ("⊤", 700, "M70,-688 L630,-688 M350,-688 L350,0"),
        ("⊂", 690, "M610,-620 L360,-620 A256,256 0 0 0 360,-108 L610,-108"),
        ("⊃", 690, "M80,-620 L330,-620 A256,256 0 0 1 330,-108 L80,-108"),
        ("⊆", 690, "M610,-660 L320,-660 A213,213 0 0 0 320,-234 L610,-234 M100,-50 L610,-50"),
        ("⊇", 690, "M80,-660 L370,-660 A213,213 0 0 1 370,-234 L80,-234 M80,-50 L590,-50"),
        ("∪", 700, "M100,-660 L100,-270 A250,250 0 0 0 600,-270 L600,-660"),
        ("∩", 700, "M100,0 L100,-410 A250,250 0 0 1 600,-410 L600,0"),
        ("∖", 500, "M90,-740 L410,30"),
        ("∧", 680, "M70,0 L340,-640 L610,0"),
        ("∨", 680, "M70,-640 L340,0 L610,-640"),
        ("∀", 680, "M50,-727 L340,-20 L630,-727 M155,-450 L525,-450"),
        ("∃", 600, "M90,-688 L500,-688 L500,-39 L90,-39 M140,-364 L500,-364"),
        ("⋯", 880, "M160,-364 l1,0 M440,-364 l1,0 M720,-364 l1,0"),
        ("⋮", 320, "M160,-644 l1,0 M160,-364 l1,0 M160,-84 l1,0"),
        ("⋱", 880, "M160,-644 l1,0 M440,-364 l1,0 M720,-84 l1,0"),
        ("□", 740, "M90,-690 L650,-690 L650,-39 L90,-39 Z"),
        ("⟨", 380, "M300,-780 L110,-332 L300,116"),
        ("⟩", 380, "M80,-780 L270,-332 L80,116"),
        ("⌊", 400, "M130,-780 L130,90 L340,90"),
        ("⌋", 400, "M270,-780 L270,90 L60,90"),
        ("⌈", 400, "M130,90 L130,-780 L340,-780"),
        ("⌉", 400, "M270,90 L270,-780 L60,-780"),
    }.ToFrozenDictionary(row => row.Sign.EnumerateRunes().Single(), row => (row.Advance / 1000f, Inked(row.Strokes, dots: row.Sign is "⋯" or "⋮" or "⋱")));

    public static bool TryGet(Rune sign, out float advance, out SKPath path)
    {
        var found = Drawn.TryGetValue(sign, out var drawn);
        (advance, path) = drawn;
        return found;
    }

    public static IEnumerable<Rune> All => Drawn.Keys;

    /// <summary>The area that a pen covers along <paramref name="strokes"/> (SVG path data in thousandths of an em), in em.</summary>
    public static SKPath Inked(string strokes, bool dots = false)
    {
        using var line = SKPath.ParseSvgPathData(strokes);
        using var scaled = new SKPath();
        line.Transform(SKMatrix.CreateScale(0.001f, 0.001f), scaled);
        using var pen = new SKPaint
        {
            Style = SKPaintStyle.Stroke,
            StrokeWidth = dots ? 1.5f * Stroke : Stroke,
            StrokeCap = dots ? SKStrokeCap.Round : SKStrokeCap.Butt,
            StrokeJoin = SKStrokeJoin.Miter,
            StrokeMiter = 6,
        };
        // Skia approximates curves to the device's pixels: at a hundred times the em the curves come out smooth.
        return pen.GetFillPath(scaled, SKMatrix.CreateScale(100, 100)) ?? new SKPath();
    }
}
