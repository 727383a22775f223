using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace MashaBot.Sheets;

/// <summary>Keeps `{{…}}` as text, so that `*`, `_` and `|` in it are not Markdown.</summary>
internal sealed class SlotParser : InlineParser
{
    public SlotParser() => OpeningCharacters = ['{'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (slice.PeekChar() != '{' || Slots.Closing(slice.Text, slice.Start) is not { } end || end > slice.End) return false;
        processor.Inline = new LiteralInline(new StringSlice(slice.Text, slice.Start, end))
        {
            Line = processor.LineIndex,
            Span = new(processor.GetSourcePosition(slice.Start), processor.GetSourcePosition(end)),
        };
        slice.Start = end + 1;
        return true;
    }
}
