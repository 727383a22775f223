using MashaBot.Pictures.Typesetting;
using MashaBot.Sheets.Drawings;
using SkiaSharp;

namespace MashaBot.Pictures.Scenes;

/// <summary>The mark on a neuron's upper rim: a small graph of its activation.</summary>
internal static class ActivationBadge
{
    public static void Add(Scene scene, Activation activation, SKRect at, SKColor colour)
    {
        scene.Add(new Shape.Card(at, 7, Theme.Paper, colour) { BorderWidth = 1.2f });
        if (activation == Activation.Unknown)
        {
            scene.Add(new Shape.Sign(Typesetter.Label("f", 15), new(at.MidX, at.MidY), colour));
            return;
        }
        var inside = SKRect.Inflate(at, -5, -4.5f);
        var points = Graph(activation).Select(point => new SKPoint(inside.Left + point.X * inside.Width, inside.Bottom - point.Y * inside.Height)).ToArray();
        scene.Add(new Shape.Stroke(new(points), colour, 1.8f) { Exact = true });
    }

    /// <summary>In the unit square, y up.</summary>
    private static IEnumerable<SKPoint> Graph(Activation activation) => activation switch
    {
        Activation.Relu => [new(0, 0.1f), new(0.5f, 0.1f), new(1, 1)],
        Activation.Step => [new(0, 0.05f), new(0.5f, 0.05f), new(0.5f, 0.95f), new(1, 0.95f)],
        Activation.Tanh => Curve(x => 0.5 + 0.5 * Math.Tanh(8 * (x - 0.5))),
        _ => Curve(x => 1 / (1 + Math.Exp(-9 * (x - 0.5)))),
    };

    private static IEnumerable<SKPoint> Curve(Func<double, double> of) => Enumerable.Range(0, 25).Select(i => new SKPoint(i / 24f, (float)of(i / 24.0)));
}
