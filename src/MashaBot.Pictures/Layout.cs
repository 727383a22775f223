using System.Collections.Immutable;

namespace MashaBot.Pictures;

/// <summary>Where everything stands in a picture, in units of which 400 make a phone's width; the frame's corner is (0, 0).</summary>
public sealed record Layout(float Width, float Height, ImmutableArray<Place> Places);

public enum PlaceKind
{
    Node,
    Label,
    Edge,
}

/// <summary>A node, a label or an edge, with the rectangle that it takes up; the text and the letters' em are a label's, else empty and 0.</summary>
public readonly record struct Place(PlaceKind Kind, string Latex, float Size, float Left, float Top, float Right, float Bottom)
{
    public bool Overlaps(Place other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
}
