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

    /// <summary>What is wider would be tiny on a phone.</summary>
    private const float Widest = 1.25f * Theme.Width;

    /// <summary>So many attempts after the best one without a better: more room does not help any more.</summary>
    private const int Patience = 5;
    public static Scene Of(GraphDrawing graph)
    {
        var faces = graph.Nodes.Select(node => new Face(node)).ToArray();
        if (graph.Rows is not [])
        {
            var beside = InRows(graph, faces);
            if (beside.Width <= Theme.Width) return Drawn(graph, faces, beside);
            faces = [.. graph.Nodes.Select(node => new Face(node) { Stacked = true })];
            return Drawn(graph, faces, InRows(graph, faces));
        }
        var across = InLayers(graph, faces, Direction.Right);
        if (across.Width <= Theme.Width - 2 * Theme.Padding) return Drawn(graph, faces, across);
        var down = InLayers(graph, faces, Direction.Down);
        if (down.Width > Widest)   // matrices: the gradient goes beneath the value
        {
            var stacked = graph.Nodes.Select(node => new Face(node) { Stacked = true }).ToArray();
            var narrow = InLayers(graph, stacked, Direction.Down);
            if (narrow.Width < Math.Min(down.Width, across.Width)) return Drawn(graph, stacked, narrow);
        }
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

        /// <summary>The gradient beneath the value, not beside it.</summary>
        public bool Stacked { get; init; }

        public bool HasBoth => Value is not null && Gradient is not null;

        /// <summary>The height of the figures under the title.</summary>
        public float Row => !HasRow ? 0 : Math.Max(ValueRow, Math.Max(Value?.Height ?? 0, Gradient?.Height ?? 0) + 12);

        public float Rows => Stacked && HasBoth ? 2 * Row - 2 : Row;

        public bool HasRow => Value is not null || Gradient is not null;

        public float Cell => Math.Max(34, Math.Max(Value?.Width ?? 0, Gradient?.Width ?? 0) + 18);

        public SKSize Size => Node.Shape switch
        {
            GraphShape.Circle => Math.Max(34, Math.Max(Set.Width + Set.Overhang, Set.Height) + 16) is var side ? new(side, side) : default,
            GraphShape.Plain => new(Set.Width + Set.Overhang + 8, Set.Height + 8),
            _ => Box,
        };

        private SKSize Box => new(
            Math.Max(Math.Max(44, Set.Width + Set.Overhang + 26), HasBoth && !Stacked ? 2 * Cell : HasRow ? Cell : 0),
            Math.Max(36, Set.Height + 18) + Rows);
    }

    private sealed record Arrangement(SKRect[] Nodes, Polyline[] Lines, Inscription[] Inscriptions, EdgeLabels.Result Labels, SKPoint? Side)
    {
        public float Width => Nodes.Select(node => node.Right).Concat(Lines.Select(line => line.Bounds.Right)).Max() - Nodes.Select(node => node.Left).Concat(Lines.Select(line => line.Bounds.Left)).Min();
    }

    private static Arrangement InLayers(GraphDrawing graph, Face[] faces, Direction direction)
    {
        var down = direction == Direction.Down;
        // An arrow that leads back is laid out as one more edge beside the first, and turned round.
        var layers = LayeredGraph.Ordered(faces.Length, [.. graph.Edges.Concat(graph.Edges.Where(edge => edge.Back)).Select(edge => (edge.From, edge.To))]);
        var inscriptions = Inscriptions(graph).ToArray();
        var longest = inscriptions.Select(inscription => down ? inscription.Size.Height : inscription.Size.Width).DefaultIfEmpty(0).Max();
        return Arranged(inscriptions, longest + 44, inscriptions.Length == 0 ? 24 : 30, down ? new(1, 0) : new(0, 1), (gap, apart) =>
        {
            var placed = layers.Placed([.. faces.Select(face => down ? face.Size : new(face.Size.Height, face.Size.Width))], gap, apart);
            var lines = placed.Edges.Select(edge => down ? edge : new([.. edge.Points.Select(Turned)]));
            return ([.. placed.Nodes.Select(rect => down ? rect : Turned(rect))], [.. lines.Index().Select(line => line.Index < graph.Edges.Length ? line.Item : line.Item.Reversed())]);
        });
    }

    private static Arrangement InRows(GraphDrawing graph, Face[] faces)
    {
        var inscriptions = Inscriptions(graph).ToArray();
        var rows = new RowsGraph(graph, [.. faces.Select(face => face.Size)]);
        var (wide, tall) = (inscriptions.Select(inscription => inscription.Size.Width).DefaultIfEmpty(0).Max(), inscriptions.Length > 0 ? 12f : 0);
        return Arranged(inscriptions, 34 + tall, 26 + (inscriptions.Length > 0 ? wide : 0), null, rows.Placed, nodes => graph.Groups.Where(group => group.Label is not null).Select(group => GroupLabel(group, nodes).Rect));
    }

    /// <summary>More room step by step, until every label has a place.</summary>
    /// <param name="place">Nodes and lines, given the gap between layers and that within them.</param>
    /// <param name="taken">What else no label may lie on, given the nodes.</param>
    private static Arrangement Arranged(Inscription[] inscriptions, float gap, float apart, SKPoint? side, Func<float, float, (SKRect[] Nodes, Polyline[] Lines)> place, Func<SKRect[], IEnumerable<SKRect>>? taken = null)
    {
        var requests = inscriptions.Select(inscription => new EdgeLabels.Request(inscription.Line, inscription.Size)).ToArray();
        Arrangement? best = null;
        var found = 0;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (nodes, lines) = place(gap, apart);
            var labels = EdgeLabels.Place(requests, lines, taken is null ? nodes : [.. nodes, .. taken(nodes)]);
            if (best is null || (labels.Covered, labels.Crossed).CompareTo((best.Labels.Covered, best.Labels.Crossed)) < 0) (best, found) = (new(nodes, lines, inscriptions, labels, side), attempt);
            if (best.Labels is { Covered: 0, Crossed: 0 } || (best.Labels.Covered == 0 && attempt - found >= Patience)) break;
            (gap, apart) = (gap + 8, apart + 5);
        }
        return best!;
    }

    private static SKPoint Turned(SKPoint point) => new(point.Y, point.X);

    private static SKRect Turned(SKRect rect) => new(rect.Top, rect.Left, rect.Bottom, rect.Right);

    private static Scene Drawn(GraphDrawing graph, Face[] faces, Arrangement arrangement)
    {
        var scene = new Scene();
        foreach (var group in graph.Groups) AddGroup(scene, group, arrangement.Nodes);
        foreach (var (edge, line) in graph.Edges.Zip(arrangement.Lines)) Strands.Add(scene, line, edge.Accents, edge.Dashed, arrangement.Side);
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

    private static void AddGroup(Scene scene, GraphGroup group, SKRect[] nodes)
    {
        var frame = RowsGraph.Frame(group, nodes);
        var colour = Theme.One(group.Accents, Theme.Edge);
        scene.Add(new Shape.Card(frame, 14, Theme.Tint(colour), Theme.Mixed(colour, Theme.Paper, 0.5f)) { Dashed = true, BorderWidth = 1.2f });
        if (group.Label is not { } label) return;
        scene.Put(label, Typesetter.Label(label, Theme.SmallText), GroupLabel(group, nodes).Baseline, colour, Theme.SmallText);
    }

    /// <summary>In the frame's upper left corner.</summary>
    private static (SKPoint Baseline, SKRect Rect) GroupLabel(GraphGroup group, SKRect[] nodes)
    {
        var (frame, set) = (RowsGraph.Frame(group, nodes), Typesetter.Label(group.Label!, Theme.SmallText));
        var at = new SKPoint(frame.Left + 10, frame.Top + 22);
        return (at, SKRect.Create(at.X, at.Y - set.Ascent, set.Width + set.Overhang, set.Height));
    }

    private static void AddNode(Scene scene, Face face, SKRect rect)
    {
        if (face.Node.Shape != GraphShape.Box)
        {
            AddMark(scene, face, rect);
            return;
        }
        var accents = face.Node.Accents;
        var leaf = face.Node.Operation is null;
        var fill = Theme.Of(accents) is [var colour, ..] ? Theme.Tint(colour) : leaf ? Theme.Constant : Theme.Paper;
        scene.Add(new Shape.Card(rect, leaf ? Math.Min(20, rect.Height / 2) : 10, fill, Theme.One(accents, leaf ? Theme.Edge : Theme.Ink))
        {
            IsNode = true,
            BorderWidth = Theme.Of(accents).Count > 0 ? 2.6f : Theme.Line,
        });
        var ink = accents.HasFlag(Accents.Pale) ? Theme.Pale : Theme.Ink;
        var title = new SKPoint(rect.MidX, rect.Top + (rect.Height - face.Rows) / 2);
        scene.Put(face.Title, face.Set, new(title.X - (face.Set.Width + face.Set.Overhang) / 2, title.Y + (face.HasRow ? 3 : 0) + (face.Set.Height > 24 ? (face.Set.Ascent - face.Set.Descent) / 2 : Signs.Axis * Theme.Text)), ink, Theme.Text);
        if (!face.HasRow) return;

        var (top, height) = (rect.Bottom - face.Rows, face.Row - 4);
        var halves = face.HasBoth && !face.Stacked;
        var width = (halves ? rect.Width / 2 : rect.Width) - (halves ? 7 : 10);
        if (face.Node.Value is { } value) AddFigure(scene, value, SKRect.Create(rect.Left + 5, top, width, height), Theme.Value, Theme.ValueTint);
        if (face.Node.Gradient is { } gradient) AddFigure(scene, gradient, SKRect.Create(halves ? rect.MidX + 2 : rect.Left + 5, face.Stacked && face.HasBoth ? top + face.Row - 2 : top, width, height), Theme.Gradient, Theme.GradientTint);
    }

    /// <summary>A circle with its sign, or the sign alone.</summary>
    private static void AddMark(Scene scene, Face face, SKRect rect)
    {
        var accents = face.Node.Accents;
        var fill = Theme.Of(accents) is [var colour, ..] ? Theme.Tint(colour) : Theme.Paper;
        if (face.Node.Shape == GraphShape.Circle) scene.Add(new Shape.Card(rect, rect.Height / 2, fill, Theme.One(accents, Theme.Ink)) { IsNode = true, BorderWidth = Theme.Of(accents).Count > 0 ? 2.6f : Theme.Line });
        scene.Centred(face.Title, new(rect.MidX, rect.MidY), accents == Accents.None ? Theme.Ink : Theme.OfLabel(accents));
    }

    private static void AddFigure(Scene scene, string latex, SKRect cell, SKColor colour, SKColor tint)
    {
        scene.Add(new Shape.Card(cell, 6, tint, tint) { BorderWidth = 0 });
        scene.Centred(latex, new(cell.MidX, cell.MidY), colour, ValueSize);
    }
}
