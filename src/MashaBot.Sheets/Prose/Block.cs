using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace MashaBot.Sheets;

/// <summary>A piece of prose that stands on lines of its own.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "b")]
[JsonDerivedType(typeof(Paragraph), "p")]
[JsonDerivedType(typeof(Heading), "h")]
[JsonDerivedType(typeof(Maths), "m")]
[JsonDerivedType(typeof(Bullets), "l")]
[JsonDerivedType(typeof(Table), "t")]
[JsonDerivedType(typeof(Quotation), "q")]
[JsonDerivedType(typeof(Code), "c")]
[JsonDerivedType(typeof(Picture), "i")]
public abstract record Block
{
    private Block() { }

    public sealed record Paragraph(ImmutableArray<Inline> Inlines) : Block;

    /// <param name="Level">1 to 6.</param>
    /// <param name="Inlines">What it says.</param>
    public sealed record Heading(int Level, ImmutableArray<Inline> Inlines) : Block;

    public sealed record Maths(string Latex) : Block;

    /// <param name="Ordered">Numbered from 1.</param>
    /// <param name="Items">What each item holds.</param>
    public sealed record Bullets(bool Ordered, ImmutableArray<ImmutableArray<Block>> Items) : Block;

    /// <param name="Header">One cell a column.</param>
    /// <param name="Rows">Each as long as the header.</param>
    public sealed record Table(ImmutableArray<ImmutableArray<Inline>> Header, ImmutableArray<ImmutableArray<ImmutableArray<Inline>>> Rows) : Block;

    public sealed record Quotation(ImmutableArray<Block> Blocks) : Block;

    /// <param name="Text">Kept as it is.</param>
    /// <param name="Language">Of the code, if it was said.</param>
    public sealed record Code(string Text, string? Language) : Block;

    /// <param name="Id">Which picture.</param>
    /// <param name="Alt">What it shows, for those who do not see it.</param>
    public sealed record Picture(PictureId Id, string Alt) : Block;
}
