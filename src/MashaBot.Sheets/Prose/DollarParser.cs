using Markdig.Extensions.Mathematics;
using Markdig.Helpers;
using Markdig.Parsers;

namespace MashaBot.Sheets;

/// <summary>
/// $…$ and $$…$$. The formula touches its dollars and no digit follows the closing one, so "$5 and $6" stays money;
/// a letter may follow: Russian endings do ("$n$й").
/// </summary>
internal sealed class DollarParser : InlineParser
{
    public DollarParser() => OpeningCharacters = ['$'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var count = slice.PeekChar() == '$' ? 2 : 1;
        var start = slice.Start + count;
        var end = Closing(slice, start, count);
        if (end < 0) return false;

        var position = processor.GetSourcePosition(slice.Start, out var line, out var column);
        processor.Inline = new MathInline
        {
            Delimiter = '$',
            DelimiterCount = count,
            Content = new(slice.Text, start, end - 1),
            Line = line,
            Column = column,
            Span = new(position, processor.GetSourcePosition(end + count - 1)),
        };
        slice.Start = end + count;
        return true;
    }

    private static int Closing(StringSlice slice, int start, int count)
    {
        if (start > slice.End || (count == 1 && char.IsWhiteSpace(slice.Text[start]))) return -1;
        for (var i = start; i <= slice.End; i++)
            switch (slice.Text[i])
            {
                case '\\': i++; break;
                case '$' when count == 2 && i > start && i < slice.End && slice.Text[i + 1] == '$': return i;
                case '$' when count == 1: return i > start && !char.IsWhiteSpace(slice.Text[i - 1]) && !(i < slice.End && char.IsAsciiDigit(slice.Text[i + 1])) ? i : -1;
            }
        return -1;
    }
}
