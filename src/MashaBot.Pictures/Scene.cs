using MashaBot.Pictures.Typesetting;
using MashaBot.Sheets.Drawings;
using SkiaSharp;

namespace MashaBot.Pictures;

/// <summary>A picture laid out: shapes with their places, in units of <see cref="Theme"/>, back to front.</summary>
internal sealed class Scene
{
    private readonly List<Shape> shapes = [];

    public IReadOnlyList<Shape> Shapes => shapes;

    public SKRect Frame { get; private set; }

    public void Add(Shape shape) => shapes.Add(shape);

    /// <summary>All of another scene, moved.</summary>
    public void Add(Scene other, SKPoint by) => shapes.AddRange(other.shapes.Select(shape => shape.Moved(by)));

    /// <summary>What the shapes take up.</summary>
    public SKRect Bounds => shapes.Select(shape => shape.Bounds).Aggregate(SKRect.Union);

    /// <summary>A label with the middle of its letters at <paramref name="middle"/>.</summary>
    public Shape.Label Centred(string latex, SKPoint middle, SKColor colour, float size = Theme.Text, Backing backing = Backing.None)
    {
        var outline = Typesetter.Label(latex, size);
        return Put(latex, outline, new(middle.X - outline.Width / 2, middle.Y + Signs.Axis * size), colour, size, backing);
    }

    public Shape.Label Put(string latex, Outline outline, SKPoint baseline, SKColor colour, float size, Backing backing = Backing.None)
    {
        var label = new Shape.Label(latex, outline, baseline, colour, size, backing);
        shapes.Add(label);
        return label;
    }

    public void AddMark(PointMark mark, SKPoint at, SKColor colour, float radius)
    {
        switch (mark)
        {
            case PointMark.Dot:
                Add(new Shape.Card(Square(radius), radius, colour, Theme.Paper) { IsNode = true, BorderWidth = 1.2f });
                break;
            case PointMark.Ring:
                Add(new Shape.Card(Square(radius), radius, Theme.Paper, colour) { IsNode = true, BorderWidth = 2.2f });
                break;
            case PointMark.Cross:
                var arm = 0.8f * radius;
                Add(new Shape.Stroke(new(at + new SKPoint(-arm, -arm), at + new SKPoint(arm, arm)), colour, 2.4f));
                Add(new Shape.Stroke(new(at + new SKPoint(-arm, arm), at + new SKPoint(arm, -arm)), colour, 2.4f));
                break;
        }

        SKRect Square(float half) => SKRect.Create(at.X - half, at.Y - half, 2 * half, 2 * half);
    }

    /// <summary>Takes for the frame all that is there and the padding; never narrower than a phone.</summary>
    public Scene Framed()
    {
        var all = Bounds;
        all.Inflate(Theme.Padding, Theme.Padding);
        if (all.Width < Theme.Width) all.Inflate((Theme.Width - all.Width) / 2, 0);
        Frame = all;
        return this;
    }

    public void Paint(SKCanvas canvas)
    {
        canvas.Translate(-Frame.Left, -Frame.Top);
        foreach (var shape in shapes) shape.Paint(canvas);
    }
}

/// <summary>What lies behind a label so that it can be read over lines.</summary>
internal enum Backing
{
    None,

    /// <summary>A plate: the line behind is interrupted.</summary>
    Plate,

    /// <summary>A bright seam about the letters.</summary>
    Halo,
}
