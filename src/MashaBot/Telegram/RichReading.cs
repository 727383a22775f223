using Telegram.Bot.Types;

namespace MashaBot.Telegram;

/// <summary>A rich message as the line of text that the same person would have typed; formulas as their LaTeX.</summary>
internal static class RichReading
{
    public static string Text(RichMessage message) => string.Join('\n', message.Blocks.SelectMany(Lines)).Trim();

    private static IEnumerable<string> Lines(RichBlock block) => block switch
    {
        RichBlockParagraph paragraph => [Text(paragraph.Text)],
        RichBlockSectionHeading heading => [Text(heading.Text)],
        RichBlockMathematicalExpression maths => [maths.Expression],
        RichBlockPreformatted code => [Text(code.Text)],
        RichBlockFooter footer => [Text(footer.Text)],
        RichBlockList list => list.Items.SelectMany(item => item.Blocks.SelectMany(Lines)),
        RichBlockBlockQuotation quotation => quotation.Blocks.SelectMany(Lines),
        RichBlockExpandableBlockQuotation quotation => [Text(quotation.Text)],
        RichBlockPullQuotation quotation => [Text(quotation.Text)],
        RichBlockDetails details => [Text(details.Summary), .. details.Blocks.SelectMany(Lines)],
        RichBlockTable table => table.Cells.Select(row => string.Join("; ", row.Select(cell => Text(cell.Text)))),
        _ => [],
    };

    private static string Text(RichText? text) => text switch
    {
        null => "",
        RichTextText plain => plain.Text,
        RichTextArray array => string.Concat(array.Array.Select(Text)),
        RichTextMathematicalExpression maths => maths.Expression,
        RichTextSuperscript raised => $"^{{{Text(raised.Text)}}}",
        RichTextSubscript lowered => $"_{{{Text(lowered.Text)}}}",
        RichTextBold bold => Text(bold.Text),
        RichTextItalic italic => Text(italic.Text),
        RichTextUnderline underline => Text(underline.Text),
        RichTextStrikethrough struck => Text(struck.Text),
        RichTextSpoiler spoiler => Text(spoiler.Text),
        RichTextCode code => Text(code.Text),
        RichTextMarked marked => Text(marked.Text),
        RichTextUrl link => Text(link.Text),
        RichTextPhoneNumber number => Text(number.Text),         // what Telegram takes for one is more likely an answer
        RichTextBankCardNumber number => Text(number.Text),
        RichTextEmailAddress address => Text(address.Text),
        RichTextMention mention => Text(mention.Text),
        RichTextTextMention mention => Text(mention.Text),
        RichTextHashtag tag => Text(tag.Text),
        RichTextCashtag tag => Text(tag.Text),
        RichTextBotCommand command => Text(command.Text),
        RichTextDateTime date => Text(date.Text),
        RichTextCustomEmoji emoji => emoji.AlternativeText,
        RichTextAnchorLink link => Text(link.Text),
        RichTextReference reference => Text(reference.Text),
        RichTextReferenceLink link => Text(link.Text),
        _ => "",
    };
}
