using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace MashaBot.Sheets;

/// <summary>A piece of a line.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "i")]
[JsonDerivedType(typeof(Text), "t")]
[JsonDerivedType(typeof(Strong), "s")]
[JsonDerivedType(typeof(Emphasis), "e")]
[JsonDerivedType(typeof(Code), "c")]
[JsonDerivedType(typeof(Maths), "m")]
[JsonDerivedType(typeof(Link), "a")]
[JsonDerivedType(typeof(LineBreak), "n")]
public abstract record Inline
{
    private Inline() { }

    public sealed record Text(string Value) : Inline;

    public sealed record Strong(ImmutableArray<Inline> Inlines) : Inline;

    public sealed record Emphasis(ImmutableArray<Inline> Inlines) : Inline;

    public sealed record Code(string Value) : Inline;

    public sealed record Maths(string Latex) : Inline;

    public sealed record Link(string Url, ImmutableArray<Inline> Inlines) : Inline;

    public sealed record LineBreak : Inline;
}
