using MashaBot.Pictures.Typesetting;
using MashaBot.Sheets.Drawings;
using SkiaSharp;

namespace MashaBot.Pictures.Scenes;

/// <summary>Arranges a network: a column a layer, neurons evenly spaced, room enough that every label lies on its own arrow only.</summary>
internal static class NetworkScene
{
    private const float SmallestRadius = 24;
    private const float ConstantRadius = 17;
    private const float ValueSize = 17;
    private const float MapSide = 46;
    private const float MapMargin = 5;

    /// <summary>A network with maps is wide, and a phone shows it small.</summary>
    private const float MapTextSize = 20;
    private const int Attempts = 30;

    /// <summary>So many attempts after the best one without a better: more room does not help any more.</summary>
    private const int Patience = 3;

    /// <summary>A network that is wider goes from top to bottom.</summary>
    private const float WidestSideways = 450;

    public static Scene Of(NetworkDrawing network)
    {
        var labels = network.Connections.Select(connection => connection is { Label: { } latex, Strength: null } ? Typesetter.Label(latex, Theme.Text) : null).ToArray();
        return Drawn(network, Arranged(network, labels, down: Sideways(network, labels) is var width && width > WidestSideways && Downwards(network, labels) < width));
    }

    private static float Sideways(NetworkDrawing network, Outline?[] labels) => Start(network, labels, down: false).Width;

    private static float Downwards(NetworkDrawing network, Outline?[] labels) => Start(network, labels, down: true).Width;

    private static Arrangement Start(NetworkDrawing network, Outline?[] labels, bool down)
    {
        var columns = Columns(network, down);
        var (rows, gap) = Room(network, columns, [.. Requests(labels)], down);
        return Arrange(network, columns, rows, gap, down);
    }

    /// <summary>The distances to start from: between the neurons of a layer, and between layers.</summary>
    private static (float Rows, float Gap) Room(NetworkDrawing network, Column[] columns, EdgeLabels.Request[] requests, bool down)
    {
        var widest = requests.Select(request => request.Size.Width).DefaultIfEmpty(0).Max();
        return (requests.Length == 0 ? 24 : requests.Length < 4 || down ? 38 : 46,
            down ? Math.Max(90, 26f * network.Layers.Max(layer => layer.Length)) : Math.Max(widest * 1.2f + 44, Spare(columns)));
    }

    private static Arrangement Arranged(NetworkDrawing network, Outline?[] labels, bool down)
    {
        var columns = Columns(network, down);
        var requests = Requests(labels).ToArray();
        var (rows, gap) = Room(network, columns, requests, down);
        Arrangement? best = null;
        var (least, found) = (float.PositiveInfinity, 0);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var arrangement = Arrange(network, columns, rows, gap, down);
            arrangement = arrangement with { Requests = requests, Labels = EdgeLabels.Place(requests, arrangement.Arrows, arrangement.Obstacles) };
            // Room helps against crossings, but makes everything smaller on a phone, most of all sideways; labels that cover something are no choice.
            var (struck, covered) = (Struck(network, arrangement), arrangement.Labels.Covered);
            var cost = 1000 * (struck + covered) + 15 * arrangement.Labels.Crossed + 10 * attempt;
            if (cost < least) (best, least, found) = (arrangement, cost, attempt);
            if (least <= 10 * (attempt + 1) || (least < 1000 && attempt - found >= Patience)) break;
            if (down) (gap, rows) = (gap + 14, rows + (covered > 0 && attempt % 2 == 1 ? 8 : 0));
            else (rows, gap) = (rows + (struck > 0 ? 0 : 10), gap + (struck > 0 || (covered > 0 && attempt % 2 == 1) ? 12 : 0));
        }
        return best!;
    }

    /// <summary>How many arrows run through a neuron that they do not join.</summary>
    private static int Struck(NetworkDrawing network, Arrangement arrangement) => network.Connections.Zip(arrangement.Arrows).Count(pair =>
        arrangement.Cards.Any(card => card.Key != pair.First.From && card.Key != pair.First.To && pair.Second.Touches(card.Value.Rect)));

    private static IEnumerable<EdgeLabels.Request> Requests(Outline?[] labels) =>
        labels.Index().Where(label => label.Item is not null).Select(label => new EdgeLabels.Request(label.Index, new(label.Item!.Width + label.Item.Overhang, label.Item.Height)));

    /// <summary>What a layer holds in its order: neurons, and gaps through which arrows run on to a later layer.</summary>
    private sealed record Column(List<Slot> Slots)
    {
        public float Thickness => Slots.Max(slot => slot.Thickness);
    }

    /// <summary>Its length is measured along the layer, its thickness across; the size is what the neuron itself takes up.</summary>
    private sealed record Slot(NeuronAt? Neuron, int? Connection, float Length, float Thickness, SKSize Size);

    private sealed record Arrangement(Dictionary<NeuronAt, Shape.Card> Cards, IReadOnlyList<Polyline> Arrows, IReadOnlyList<SKRect> Obstacles, bool Down)
    {
        public EdgeLabels.Request[] Requests { get; init; } = [];

        public EdgeLabels.Result Labels { get; init; } = new([], 0, 0);

        public float Width => Obstacles.Max(rect => rect.Right) - Obstacles.Min(rect => rect.Left) + 2 * Theme.Padding;
    }

    private static Column[] Columns(NetworkDrawing network, bool down)
    {
        var size = NeuronSize(network);
        var columns = network.Layers.Select((layer, depth) => new Column([.. layer.Select((neuron, index) =>
        {
            var own = neuron.Kind == NeuronKind.Constant ? new SKSize(2 * ConstantRadius, 2 * ConstantRadius) : size;
            return new Slot(new(depth, index), null, down ? size.Width : size.Height, down ? own.Height : own.Width, own);
        })])).ToArray();
        foreach (var (i, connection) in network.Connections.Index())
            for (var depth = connection.From.Layer + 1; depth < connection.To.Layer; depth++)
            {
                var gap = new Slot(null, i, 10, 0, default);
                if (Relative(connection.From) + Relative(connection.To) < 1) columns[depth].Slots.Insert(0, gap);
                else columns[depth].Slots.Add(gap);
            }
        return columns;

        float Relative(NeuronAt at) => (at.Index + 0.5f) / network.Layers[at.Layer].Length;
    }

    private static SKSize NeuronSize(NetworkDrawing network)
    {
        var neurons = network.Layers.SelectMany(layer => layer).Where(neuron => neuron.Kind != NeuronKind.Constant).ToArray();
        if (neurons.Length == 0) return new(2 * SmallestRadius, 2 * SmallestRadius);
        var widest = neurons.Max(neuron => Typesetter.Label(neuron.Label, Theme.Text).Width);
        if (neurons.Any(neuron => neuron.Map is not null)) return new(MapSide + 2 * MapMargin, MapSide + 2 * MapMargin + 23);
        if (neurons.All(neuron => neuron.Value is null))
            return new(2 * Math.Max(SmallestRadius, widest / 2 + 9), 2 * Math.Max(SmallestRadius, widest / 2 + 9));
        var value = neurons.Max(neuron => neuron.Value is { } latex ? Typesetter.Label(latex, ValueSize).Width : 0);
        return new(Math.Max(56, Math.Max(widest, value) + 20), neurons.Any(neuron => neuron.Activation != Activation.None) ? 70 : 60);
    }

    /// <summary>The gap at which the columns fill a phone's width.</summary>
    private static float Spare(Column[] columns) =>
        columns.Length < 2 ? 0 : Math.Min(150, (Theme.Width - 2 * Theme.Padding - columns.Sum(column => column.Thickness)) / (columns.Length - 1));

    private static Arrangement Arrange(NetworkDrawing network, Column[] columns, float rows, float gap, bool down)
    {
        var cards = new Dictionary<NeuronAt, Shape.Card>();
        var turns = new Dictionary<(int Connection, int Layer), SKPoint[]>();
        var obstacles = new List<SKRect>();
        var start = 0f;
        foreach (var (depth, column) in columns.Index())
        {
            var across = -(column.Slots.Sum(slot => slot.Length) + rows * (column.Slots.Count - 1)) / 2;
            foreach (var slot in column.Slots)
            {
                var (along, side) = (start + column.Thickness / 2, across + slot.Length / 2);
                var middle = down ? new SKPoint(side, along) : new SKPoint(along, side);
                if (slot.Connection is { } connection) turns[(connection, depth)] = [Turn(start), Turn(start + column.Thickness)];
                if (slot.Neuron is { } at)
                {
                    var card = cards[at] = CardOf(network[at], SKRect.Create(middle.X - slot.Size.Width / 2, middle.Y - slot.Size.Height / 2, slot.Size.Width, slot.Size.Height));
                    obstacles.Add(card.Bounds);
                    if (network[at].Activation != Activation.None) obstacles.Add(Badge(card.Rect, down));
                }
                across += slot.Length + rows;

                SKPoint Turn(float at) => down ? new(side, at) : new(at, side);
            }
            start += column.Thickness + gap;
        }
        var arrows = network.Connections.Select((connection, i) => Arrow(cards[connection.From], cards[connection.To],
            [.. Enumerable.Range(connection.From.Layer + 1, connection.To.Layer - connection.From.Layer - 1).SelectMany(layer => turns[(i, layer)])])).ToArray();
        return new(cards, arrows, obstacles, down);
    }

    private static Shape.Card CardOf(Neuron neuron, SKRect rect)
    {
        var round = neuron.Kind == NeuronKind.Constant || Math.Abs(rect.Width - rect.Height) < 0.5f;
        var border = Theme.One(neuron.Accents, neuron.Kind == NeuronKind.Unit ? Theme.Ink : Theme.Edge);
        var fill = Theme.Of(neuron.Accents) is [var colour, ..] ? Theme.Tint(colour) : neuron.Kind == NeuronKind.Unit ? Theme.Paper : Theme.Constant;
        return new(rect, round ? rect.Height / 2 : 12, fill, border)
        {
            IsNode = true,
            Dashed = neuron.Kind == NeuronKind.Constant,
            BorderWidth = Theme.Of(neuron.Accents).Count > 0 ? 2.6f : Theme.Line,
        };
    }

    private static Polyline Arrow(Shape.Card from, Shape.Card to, SKPoint[] turns)
    {
        var (start, end) = (Middle(from.Rect), Middle(to.Rect));
        return new([Border(from, start, turns is [var next, ..] ? next : end), .. turns, Border(to, end, turns is [.., var last] ? last : start)]);
    }

    /// <summary>Where the line from the middle of <paramref name="card"/> towards <paramref name="target"/> leaves it.</summary>
    private static SKPoint Border(Shape.Card card, SKPoint middle, SKPoint target)
    {
        var along = target - middle;
        var (half, round) = (card.Rect.Width / 2 + 1, card.Radius * 2 >= card.Rect.Height - 0.5f && Math.Abs(card.Rect.Width - card.Rect.Height) < 0.5f);
        var part = round ? half / along.Length : Math.Min(half / Math.Max(1e-3f, Math.Abs(along.X)), (card.Rect.Height / 2 + 1) / Math.Max(1e-3f, Math.Abs(along.Y)));
        return new(middle.X + along.X * part, middle.Y + along.Y * part);
    }

    /// <summary>From a pale thread to a thick arrow: blue for positive, orange for negative weights.</summary>
    private static void AddStrength(Scene scene, Polyline arrow, double strength) =>
        scene.Add(new Shape.Stroke(arrow, Theme.Mixed(Theme.Pale, Theme.Colour(strength >= 0 ? 0 : 1), (float)Math.Sqrt(Math.Abs(strength))), 1 + 5 * (float)Math.Abs(strength)) { Head = true });

    private static SKPoint Middle(SKRect rect) => new(rect.MidX, rect.MidY);

    /// <summary>On the side where no arrow comes or goes.</summary>
    private static SKRect Badge(SKRect neuron, bool down) => down
        ? SKRect.Create(neuron.Right - 8, neuron.MidY - 10, 28, 20)
        : SKRect.Create(neuron.MidX - 14, neuron.Top - 13, 28, 20);

    private static Scene Drawn(NetworkDrawing network, Arrangement arrangement)
    {
        var scene = new Scene();
        var strongest = network.Connections.Max(connection => (double?)Math.Abs(connection.Strength ?? 0)) ?? 0;
        foreach (var (connection, arrow) in network.Connections.Zip(arrangement.Arrows))
            if (connection.Strength is { } strength) AddStrength(scene, arrow, strongest > 0 ? strength / strongest : 0);
            else Strands.Add(scene, arrow, connection.Accents);
        foreach (var (at, card) in arrangement.Cards)
        {
            var neuron = network[at];
            scene.Add(card);
            if (neuron.Activation != Activation.None) ActivationBadge.Add(scene, neuron.Activation, Badge(card.Rect, arrangement.Down), card.Border);
            var ink = neuron.Accents.HasFlag(Accents.Pale) ? Theme.Pale : Theme.Ink;
            var middle = Middle(card.Rect) + (neuron.Activation == Activation.None ? default : arrangement.Down ? new SKPoint(-3, 0) : new SKPoint(0, 4));
            if (neuron.Map is { } map)
            {
                var side = card.Rect.Width - 2 * MapMargin;
                scene.Add(new Shape.Pixels(map, SKRect.Create(card.Rect.Left + MapMargin, card.Rect.Top + MapMargin, side, side)));
                scene.Centred(neuron.Label, new(card.Rect.MidX, (card.Rect.Top + side + MapMargin + card.Rect.Bottom) / 2), ink, MapTextSize);
            }
            else if (neuron.Value is { } value && neuron.Kind != NeuronKind.Constant)
            {
                scene.Centred(neuron.Label, middle + new SKPoint(0, -12), ink);
                scene.Centred(value, middle + new SKPoint(0, 14), Theme.Value, ValueSize);
            }
            else scene.Centred(neuron.Label, middle, neuron.Kind == NeuronKind.Constant ? Theme.Edge : ink);
        }
        foreach (var (request, middle) in arrangement.Requests.Zip(arrangement.Labels.Middles))
        {
            var connection = network.Connections[request.Edge];
            EdgeLabels.Add(scene, connection.Label!, middle, Theme.OfLabel(connection.Accents));
        }
        return scene;
    }
}
