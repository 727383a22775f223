using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace MashaBot.Sheets;

/// <summary>Text with mathematics, before anybody decides how it is shown: rich message, plain message, terminal, page.</summary>
[JsonConverter(typeof(ProseJson))]
public sealed record Prose(ImmutableArray<Block> Blocks)
{
    public static Prose Empty { get; } = new([]);

    /// <summary>Reads Markdown with $…$ and $$…$$ mathematics and pipe tables. Never fails: what is no Markdown is text.</summary>
    public static Prose Parse(string markdown) => MarkdownReader.Read(markdown);

    public static Prose operator +(Prose first, Prose second) => new(first.Blocks.AddRange(second.Blocks));

    /// <summary>The same prose with every text and every piece of code changed; formulas stay.</summary>
    public Prose Replace(Func<string, string> text) => new ProseMap(text, latex => latex).Of(this);

    /// <summary>Its pictures in reading order.</summary>
    public IEnumerable<PictureId> Pictures() => Blocks.SelectMany(block => block switch
    {
        Block.Picture picture => [picture.Id],
        Block.Bullets bullets => bullets.Items.SelectMany(item => new Prose(item).Pictures()),
        Block.Quotation quotation => new Prose(quotation.Blocks).Pictures(),
        _ => [],
    });

    /// <summary>Readable Unicode text, blocks parted by blank lines, tables aligned; lines are not wrapped.</summary>
    public string ToText() => ProseText.Of(this);
}
