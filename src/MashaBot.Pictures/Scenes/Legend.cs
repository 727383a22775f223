using MashaBot.Pictures.Typesetting;
using SkiaSharp;

namespace MashaBot.Pictures.Scenes;

/// <summary>Rows beneath a plot: a sample of each thing and what it is called.</summary>
internal sealed class Legend(Scene scene, float right, float top)
{
    private const float Swatch = 26;
    private const float Space = 22;
    private const float Row = 26;

    private readonly float left = scene.Shapes.Min(shape => shape.Bounds.Left);
    private float x;
    private float y = top + Row / 2;

    /// <param name="latex">What it is called.</param>
    /// <param name="draw">Draws the sample, given the middle of its left side and its width.</param>
    public void Add(string latex, Action<SKPoint, float> draw)
    {
        var set = Typesetter.Label(latex, Theme.Text);
        if (x > 0 && left + x + Swatch + 8 + set.Width > right) (x, y) = (0, y + Row);
        draw(new(left + x, y), Swatch);
        scene.Put(latex, set, new(left + x + Swatch + 8, y + Signs.Axis * Theme.Text), Theme.Ink, Theme.Text);
        x += Swatch + 8 + set.Width + Space;
    }
}
