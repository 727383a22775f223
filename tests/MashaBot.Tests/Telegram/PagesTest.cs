using System.Collections.Immutable;
using CsCheck;
using MashaBot.Conversation;
using MashaBot.Sheets;
using MashaBot.Telegram;
using Telegram.Bot.Extensions;

namespace MashaBot.Tests.Telegram;

public sealed class PagesTest
{
    private static readonly Block.Picture Picture = new(new(new(3, 1), VariantId.Book, "graph"), "the graph");

    [Theory]
    [InlineData("Верно!", MessageForm.Rich, false)]
    [InlineData("Верно: **1,6**\n\n- a\n- b", MessageForm.Rich, false)]
    [InlineData("Верно: $w=1$", MessageForm.Rich, true)]
    [InlineData("**Верно: $w=1$**", MessageForm.Rich, true)]
    [InlineData("- a\n- $b$", MessageForm.Rich, true)]
    [InlineData("> $b$", MessageForm.Rich, true)]
    [InlineData("$$\nw=1\n$$", MessageForm.Rich, true)]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |", MessageForm.Rich, true)]
    [InlineData("Верно: $w=1$", MessageForm.Plain, false)]
    public void A_message_is_rich_where_that_shows_more(string markdown, MessageForm form, bool isRich) =>
        Assert.Equal(isRich, Pages.IsRich(new(Prose.Parse(markdown)) { Form = form }));

    [Fact]
    public void A_long_text_without_mathematics_stays_one_message_where_rich_ones_are_shown() =>
        Assert.Single(Pages.Of(Said([.. Enumerable.Repeat(Paragraph(new('я', 900)), 10)], MessageForm.Rich)));

    [Fact]
    public void A_long_text_is_cut_between_its_blocks_and_a_heading_goes_with_what_it_heads()
    {
        var (first, heading, second) = (Paragraph(new('я', 3000)), new Block.Heading(2, [new Inline.Text("Второе")]), Paragraph(new('ю', 2000)));
        var pages = Plain([first, heading, second], buttons: true);
        Assert.Equal([1, 2], pages.Select(page => page.Body.Blocks.Length));
        Assert.Equal(heading, pages[1].Body.Blocks[0]);
        Assert.Equal([0, 1], pages.Select(page => page.Buttons.Length));
    }

    [Fact]
    public void A_plain_picture_is_a_message_of_its_own() =>
        Assert.Equal([1, 1, 1], Plain([Paragraph("before"), Picture, Paragraph("after")]).Select(page => page.Body.Blocks.Length));

    [Theory]
    [InlineData("Верно!", false)]
    [InlineData("Верно: $w=1$", true)]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |", true)]
    public void Where_no_formulas_are_shown_a_message_is_drawn_if_it_has_some(string markdown, bool isDrawn) =>
        Assert.Equal(isDrawn, Pages.IsDrawn(new(Prose.Parse(markdown)) { Form = MessageForm.Pictures }));

    [Fact]
    public void A_drawn_message_is_cut_into_screens_and_its_pictures_go_by_themselves()
    {
        var pages = Pages.Of(Said([Paragraph(new('я', 900)), new Block.Maths("x"), Paragraph(new('ю', 900)), Picture, new Block.Maths("y")], MessageForm.Pictures)).ToList();
        Assert.Equal([2, 1, 1, 1], pages.Select(page => page.Body.Blocks.Length));
        Assert.Equal([true, false, false, true], pages.Select(Pages.IsDrawn));
    }

    [Theory]
    [InlineData("**Задачка 1.2. Нейрон**\n\nПусть $x=1$.", "Задачка 1.2. Нейрон")]
    [InlineData("$$\n\\frac{1}{2}\n$$", "1/2")]
    public void A_drawn_message_is_found_again_by_its_caption(string markdown, string caption) =>
        Assert.Equal(caption, Pages.Caption(Prose.Parse(markdown)));

    [Fact]
    public void A_caption_is_short() => Assert.InRange(Pages.Caption(new Prose([Paragraph(new('я', 3000))])).Length, 100, 200);

    [Fact]
    public void Nothing_said_is_nothing_sent() => Assert.Empty(Pages.Of(new Message(Prose.Empty)));

    [Fact]
    public void Every_page_fits_and_together_they_say_all() => Gen.Int[0, 12_000].Array[1, 12].Sample(lengths =>
    {
        var blocks = lengths.Select((length, i) => i % 3 == 0 ? (Block)Code(length, i) : Words(length, i)).ToImmutableArray();
        foreach (var form in Enum.GetValues<MessageForm>())
        {
            var pages = Pages.Of(Said(blocks, form)).ToList();
            Assert.All(pages, page => Assert.True(form == MessageForm.Rich ? RichForm.Fits(page.Body.Blocks) : HtmlText.PlainLength(HtmlForm.Of(page.Body.Blocks)) <= HtmlForm.TextLimit));
            Assert.Equal(Letters(new(blocks)), string.Concat(pages.Select(page => Letters(page.Body))));
        }
    }, iter: 100);

    [Theory]
    [InlineData("one two three", 9, "one two|three")]
    [InlineData("First. Second one.", 12, "First.|Second one.")]
    [InlineData("abc\ndef ghi", 6, "abc|def|ghi")]
    [InlineData("abcdefgh", 3, "abc|def|gh")]
    [InlineData("aa😀😀", 3, "aa|😀|😀")]
    public void A_text_is_cut_at_a_line_a_sentence_a_word_and_never_in_a_character(string text, int length, string pieces) =>
        Assert.Equal(pieces.Split('|'), Pages.Pieces(text, length));

    private static string Letters(Prose prose) => string.Concat(prose.ToText().Where(c => !char.IsWhiteSpace(c)));

    private static Block.Paragraph Paragraph(string text) => new([new Inline.Text(text)]);

    private static Block.Paragraph Words(int length, int seed) => Paragraph(Filled(length, seed));

    private static Block.Code Code(int length, int seed) => new(Filled(length, seed), null);

    private static string Filled(int length, int seed)
    {
        var random = new Random(seed);
        return "x" + string.Concat(Enumerable.Range(0, length).Select(_ => random.Next(8) == 0 ? ' ' : "абв<&>.\""[random.Next(8)])) + "x";
    }

    private static Message Said(ImmutableArray<Block> blocks, MessageForm form) => new(new Prose(blocks)) { Form = form };

    private static List<Message> Plain(ImmutableArray<Block> blocks, bool buttons = false) =>
        [.. Pages.Of(Said(blocks, MessageForm.Plain) with { Buttons = buttons ? [[new("Ещё", "next")]] : [] })];
}
