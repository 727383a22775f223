using SkiaSharp;

namespace MashaBot.Pictures.Typesetting;

/// <summary>Set text: one outline to be filled, with its origin at the left end of the baseline, y down, and the room that it takes.</summary>
internal sealed record Outline(SKPath Path, float Width, float Ascent, float Descent)
{
    public static Outline Blank(float width) => new(new SKPath(), width, 0, 0);

    public float Height => Ascent + Descent;

    /// <summary>How far the ink leans out to the right of the width, as slanted letters do.</summary>
    public float Overhang => Path.IsEmpty ? 0 : Math.Max(0, Path.Bounds.Right - Width);
}

/// <summary>Puts outlines and bars together into one.</summary>
internal sealed class OutlineBuilder
{
    private readonly List<(Outline Part, SKPoint At)> parts = [];
    private readonly List<SKRect> bars = [];
    private float ascent = float.NegativeInfinity;
    private float descent = float.NegativeInfinity;

    public float Width { get; set; }

    public void Place(Outline part, float x, float y = 0)
    {
        parts.Add((part, new(x, y)));
        Include(part.Ascent - y, part.Descent + y, x + part.Width);
    }

    public void Bar(float x, float y, float width, float thickness)
    {
        bars.Add(new(x, y - thickness / 2, x + width, y + thickness / 2));
        Include(-y + thickness / 2, y + thickness / 2, x + width);
    }

    public Outline Build()
    {
        if (parts.Count + bars.Count == 0) return Outline.Blank(Width);
        using var path = new SKPathBuilder();
        foreach (var (part, at) in parts) path.AddPath(part.Path, at.X, at.Y);
        foreach (var bar in bars) path.AddRect(bar);
        return new(path.Detach(), Width, ascent, descent);
    }

    private void Include(float up, float down, float right) =>
        (ascent, descent, Width) = (Math.Max(ascent, up), Math.Max(descent, down), Math.Max(Width, right));
}
