using MashaBot.Pictures.Typesetting;
using MashaBot.Sheets.Drawings;
using SkiaSharp;

namespace MashaBot.Pictures.Scenes;

/// <summary>Arranges a computation graph: from left to right where that fits a phone, else from top to bottom.</summary>
internal static class GraphScene
{
    private const float ValueSize = 17;
    private const float ValueRow = 28;
    private const int Attempts = 30;
    public static Scene Of(GraphDrawing graph)
    {
        var faces = graph.Nodes.Select(node => new Face(node)).ToArray();
        var across = Arranged(graph, faces, Direction.Right);
        if (across.Width <= Theme.Width - 2 * Theme.Padding) return Drawn(graph, faces, across);
        var down = Arranged(graph, faces, Direction.Down);
        return Drawn(graph, faces, down.Width < across.Width ? down : across);
    }

    private enum Direction
    {
        Right,
        Down,
    }

    /// <summary>What is written in a node, set.</summary>
    private sealed class Face(GraphNode node)
    {
        public GraphNode Node { get; } = node;

        public string Title { get; } = (node.Name, node.Operation) switch
        {
            ("", var operation) => operation ?? "",
            (var name, null or "") => name,
            var (name, operation) => $"{name} = {operation}",
        };

        public Outline Set => field ??= Typesetter.Label(Title, Theme.Text);

        public Outline? Value { get; } = node.Value is { } latex ? Typesetter.Label(latex, ValueSize) : null;

        public Outline? Gradient { get; } = node.Gradient is { } latex ? Typesetter.Label(latex, ValueSize) : null;

        public bool HasRow => Value is not null || Gradient is not null;

        public float Cell => Math.Max(34, Math.Max(Value?.Width ?? 0, Gradient?.Width ?? 0) + 18);

        public SKSize Size => new(
            Math.Max(Math.Max(44, Set.Width + Set.Overhang + 26), Value is not null && Gradient is not null ? 2 * Cell : HasRow ? Cell : 0),
            Math.Max(36, Set.Height + 18) + (HasRow ? Math.Max(ValueRow, Math.Max(Value?.Height ?? 0, Gradient?.Height ?? 0) + 12) : 0));
    }

    private sealed record Arrangement(SKRect[] Nodes, Polyline[] Lines, Inscription[] Inscriptions, EdgeLabels.Result Labels, SKPoint Side)
    {
        public float Width => Nodes.Select(node => node.Right).Concat(Lines.Select(line => line.Bounds.Right)).Max() - Nodes.Select(node => node.Left).Concat(Lines.Select(line => line.Bounds.Left)).Min();
    }

    private static Arrangement Arranged(GraphDrawing graph, Face[] faces, Direction direction)
    {
        var inscriptions = Inscriptions(graph).ToArray();
        var requests = inscriptions.Select(inscription => new EdgeLabels.Request(inscription.Line, inscription.Size)).ToArray();
        var down = direction == Direction.Down;
        var longest = requests.Select(request => down ? request.Size.Height : request.Size.Width).DefaultIfEmpty(0).Max();
        var (gap, apart) = (longest + 44, requests.Length == 0 ? 24f : 30);
        // An arrow that leads back is laid out as one more edge beside the first, and turned round.
        var edges = graph.Edges.Concat(graph.Edges.Where(edge => edge.Back)).Select(edge => (edge.From, edge.To)).ToArray();
        var layers = LayeredGraph.Ordered(faces.Length, edges);
        Arrangement? best = null;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var placed = layers.Placed([.. faces.Select(face => down ? face.Size : new(face.Size.Height, face.Size.Width))], gap, apart);
            var nodes = placed.Nodes.Select(rect => down ? rect : Turned(rect)).ToArray();
            var lines = placed.Edges.Select(edge => down ? edge : new([.. edge.Points.Select(Turned)])).ToArray();
            lines = [.. lines.Index().Select(line => line.Index < graph.Edges.Length ? line.Item : line.Item.Reversed())];
            var labels = EdgeLabels.Place(requests, lines, nodes);
            if (best is null || (labels.Covered, labels.Crossed).CompareTo((best.Labels.Covered, best.Labels.Crossed)) < 0) best = new(nodes, lines, inscriptions, labels, down ? new(1, 0) : new(0, 1));
            if (labels is { Covered: 0, Crossed: 0 } || (labels.Covered == 0 && attempt > Attempts / 2)) break;
            (gap, apart) = (gap + 8, apart + 5);
        }
        return best!;
    }

    private static SKPoint Turned(SKPoint point) => new(point.Y, point.X);

    private static SKRect Turned(SKRect rect) => new(rect.Top, rect.Left, rect.Bottom, rect.Right);

    private static Scene Drawn(GraphDrawing graph, Face[] faces, Arrangement arrangement)
    {
        var scene = new Scene();
        foreach (var (edge, line) in graph.Edges.Zip(arrangement.Lines)) Strands.Add(scene, line, edge.Accents, side: arrangement.Side);
        foreach (var back in arrangement.Lines[graph.Edges.Length..]) scene.Add(new Shape.Stroke(back, Theme.Gradient, Theme.Line) { Head = true, Dashed = true });
        foreach (var (face, rect) in faces.Zip(arrangement.Nodes)) AddNode(scene, face, rect);
        foreach (var (inscription, middle) in arrangement.Inscriptions.Zip(arrangement.Labels.Middles)) EdgeLabels.Add(scene, inscription.Latex, middle, inscription.Colour);
        return scene;
    }

    /// <summary>What stands on a line: the edges come first among the lines, then the arrows that lead back.</summary>
    private readonly record struct Inscription(int Line, string Latex, SKSize Size, SKColor Colour);

    private static IEnumerable<Inscription> Inscriptions(GraphDrawing graph)
    {
        var back = graph.Edges.Length;
        foreach (var (i, edge) in graph.Edges.Index())
        {
            var line = edge.Back ? back++ : i;
            if (edge.Label is { } label) yield return Set(i, label, Theme.OfLabel(edge.Accents));
            if (edge.Derivative is { } derivative) yield return Set(line, derivative, edge.Back ? Theme.Gradient : Theme.OfLabel(edge.Accents));
        }

        static Inscription Set(int line, string latex, SKColor colour)
        {
            var set = Typesetter.Label(latex, Theme.Text);
            return new(line, latex, new(set.Width + set.Overhang, set.Height), colour);
        }
    }

    private static void AddNode(Scene scene, Face face, SKRect rect)
    {
        var accents = face.Node.Accents;
        var leaf = face.Node.Operation is null;
        var fill = Theme.Of(accents) is [var colour, ..] ? Theme.Tint(colour) : leaf ? Theme.Constant : Theme.Paper;
        scene.Add(new Shape.Card(rect, leaf ? Math.Min(20, rect.Height / 2) : 10, fill, Theme.One(accents, leaf ? Theme.Edge : Theme.Ink))
        {
            IsNode = true,
            BorderWidth = Theme.Of(accents).Count > 0 ? 2.6f : Theme.Line,
        });
        var row = face.HasRow ? Math.Max(ValueRow, Math.Max(face.Value?.Height ?? 0, face.Gradient?.Height ?? 0) + 12) : 0;
        var ink = accents.HasFlag(Accents.Pale) ? Theme.Pale : Theme.Ink;
        var title = new SKPoint(rect.MidX, rect.Top + (rect.Height - row) / 2);
        scene.Put(face.Title, face.Set, new(title.X - (face.Set.Width + face.Set.Overhang) / 2, title.Y + (face.HasRow ? 3 : 0) + (face.Set.Height > 24 ? (face.Set.Ascent - face.Set.Descent) / 2 : Signs.Axis * Theme.Text)), ink, Theme.Text);
        if (!face.HasRow) return;

        var y = rect.Bottom - row / 2 - 1;
        var both = face.Value is not null && face.Gradient is not null;
        if (face.Node.Value is { } value) AddFigure(scene, value, SKRect.Create(rect.Left + 5, y - row / 2 + 1, (both ? rect.Width / 2 : rect.Width) - (both ? 7 : 10), row - 4), Theme.Value, Theme.ValueTint);
        if (face.Node.Gradient is { } gradient) AddFigure(scene, gradient, SKRect.Create(both ? rect.MidX + 2 : rect.Left + 5, y - row / 2 + 1, (both ? rect.Width / 2 : rect.Width) - (both ? 7 : 10), row - 4), Theme.Gradient, Theme.GradientTint);
    }

    private static void AddFigure(Scene scene, string latex, SKRect cell, SKColor colour, SKColor tint)
    {
        scene.Add(new Shape.Card(cell, 6, tint, tint) { BorderWidth = 0 });
        scene.Centred(latex, new(cell.MidX, cell.MidY), colour, ValueSize);
    }
}
