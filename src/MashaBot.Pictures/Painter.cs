using System.Diagnostics;
using MashaBot.Pictures.Scenes;
using MashaBot.Sheets;
using MashaBot.Sheets.Drawings;
using SkiaSharp;

namespace MashaBot.Pictures;

/// <summary>Draws pictures. Safe for many threads at once; the same drawing always gives the same pixels.</summary>
public static class Painter
{
    /// <summary>Two to three pixels a unit: a picture is 1200 pixels wide where it can be, and a tall one less, as time goes with its area.</summary>
    private const float Pixels = 1200, RootOfArea = 1300;

    /// <returns>A PNG file.</returns>
    /// <exception cref="Typesetting.LatexException">A label cannot be read, or has a sign without a glyph.</exception>
    public static byte[] Png(Drawing drawing) => Png(Arranged(drawing));

    /// <summary>A small file, for a page that shows many: it takes longer to write.</summary>
    /// <param name="drawing">What is shown.</param>
    /// <param name="scale">Pixels a unit, of which 400 make a phone's width.</param>
    /// <returns>A PNG file.</returns>
    /// <exception cref="Typesetting.LatexException">A label cannot be read, or has a sign without a glyph.</exception>
    public static byte[] SmallPng(Drawing drawing, float scale) => Png(Arranged(drawing), scale, new SKPngEncoderOptions(SKPngEncoderFilterFlags.None, 9));

    /// <summary>A whole message as a picture, for clients that show no formulas; of the pictures in it the descriptions.</summary>
    /// <returns>A PNG file.</returns>
    /// <exception cref="Typesetting.LatexException">A formula cannot be read.</exception>
    public static byte[] Png(Prose prose) => Png(PageScene.Of(prose).Framed());

    // Flat areas pack well without filters; a higher level doubles the time for a sixth of the size.
    private static byte[] Png(Scene scene) =>
        Png(scene, Math.Clamp(Math.Min(Pixels / scene.Frame.Width, RootOfArea / MathF.Sqrt(scene.Frame.Width * scene.Frame.Height)), 2, 3), new(SKPngEncoderFilterFlags.None, 2));

    private static byte[] Png(Scene scene, float scale, SKPngEncoderOptions options)
    {
        var size = new SKImageInfo((int)MathF.Ceiling(scene.Frame.Width * scale), (int)MathF.Ceiling(scene.Frame.Height * scale), SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var surface = SKSurface.Create(size);
        surface.Canvas.Clear(Theme.Card);
        surface.Canvas.Scale(scale);
        scene.Paint(surface.Canvas);
        using var image = surface.Snapshot();
        using var pixels = image.PeekPixels();
        using var png = pixels.Encode(options) ?? throw new InvalidOperationException($"Skia wrote no PNG of {size.Width}×{size.Height} pixels.");
        return png.ToArray();
    }

    /// <summary>Where everything stands in the picture that <see cref="Png(Drawing)"/> draws.</summary>
    /// <exception cref="Typesetting.LatexException">A label cannot be read, or has a sign without a glyph.</exception>
    public static Layout Layout(Drawing drawing)
    {
        var scene = Arranged(drawing);
        return new(scene.Frame.Width, scene.Frame.Height, [.. scene.Shapes.SelectMany(shape => shape switch
        {
            Shape.Card { IsNode: true } => Place(PlaceKind.Node, shape.Bounds),
            Shape.Label label => Place(PlaceKind.Label, label.Bounds, label.Latex, label.Size),
            Shape.Stroke { Head: true } => Place(PlaceKind.Edge, shape.Bounds),
            _ => [],
        })]);

        IEnumerable<Place> Place(PlaceKind kind, SKRect bounds, string latex = "", float size = 0) =>
            [new(kind, latex, size, bounds.Left - scene.Frame.Left, bounds.Top - scene.Frame.Top, bounds.Right - scene.Frame.Left, bounds.Bottom - scene.Frame.Top)];
    }

    internal static Scene Arranged(Drawing drawing) => SceneOf(drawing, Theme.Width - 2 * Theme.Padding).Framed();

    /// <param name="drawing">What is shown.</param>
    /// <param name="width">How wide it may be, where that can be chosen.</param>
    internal static Scene SceneOf(Drawing drawing, float width) => drawing switch
    {
        NetworkDrawing network => NetworkScene.Of(network),
        GraphDrawing graph => GraphScene.Of(graph),
        PlotDrawing plot => PlotScene.Of(plot, width),
        GridDrawing grid => GridScene.Of(grid, width),
        LayersDrawing layers => LayersScene.Of(layers),
        ProgressDrawing progress => ProgressScene.Of(progress),
        PanelsDrawing panels => PanelsScene.Of(panels, width),
        _ => throw new UnreachableException(),
    };
}
