using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace MashaBot.Playground.Tests;

public sealed class RichMessageTests : IAsyncLifetime
{
    private Room room = null!;

    public async ValueTask InitializeAsync() => room = await Room.Open();
    public ValueTask DisposeAsync() => room.DisposeAsync();

    private Task<Message> Send(params InputRichBlock[] blocks) => room.Bot.SendRichMessage(room.Chat, new InputRichMessage { Blocks = blocks, SkipEntityDetection = true });

    private async Task Refused(string why, Func<Task> call) =>
        Assert.Equal((400, $"Bad Request: {why}"), await Assert.ThrowsAsync<ApiRequestException>(call) is { } error ? (error.ErrorCode, error.Message) : default);

    private static InputRichBlockParagraph Paragraph(RichText text) => new() { Text = text };

    private static RichBlockTableCell Cell(RichText text, bool head = false) => new() { Text = text, IsHeader = head, Align = RichBlockTableCellAlign.Center, Valign = RichBlockTableCellValign.Middle };

    [Fact]
    public async Task Every_kind_of_block_a_lesson_needs_comes_back_as_it_was_sent()
    {
        var sent = await Send(
            new InputRichBlockSectionHeading { Text = "Day 12", Size = 3 },
            Paragraph(new RichTextArray { Array = ["Find ", new RichTextMathematicalExpression { Expression = @"\sigma'(0)" }, new RichTextBold { Text = " now" }] }),
            new InputRichBlockMathematicalExpression { Expression = @"\sigma(x)=\frac{1}{1+e^{-x}}" },
            new InputRichBlockTable { IsBordered = true, Cells = [[Cell("x", true), Cell("w", true)], [Cell("2"), Cell(new RichTextMathematicalExpression { Expression = "-1" })]] },
            new InputRichBlockPhoto { Photo = new InputMediaPhoto(Some.Picture()), Caption = new RichBlockCaption { Text = "The unit" } },
            new InputRichBlockList { Items = [new() { Blocks = [Paragraph("a")], Value = 3, Type = "a" }, new() { Blocks = [Paragraph("b")], Type = "a" }] },
            new InputRichBlockBlockQuotation { Blocks = [Paragraph("q")], Credit = "me" },
            new InputRichBlockDetails { Summary = "more", Blocks = [Paragraph("inside")] },
            new InputRichBlockPreformatted { Text = "x = 1", Language = "python" },
            new InputRichBlockDivider(),
            new InputRichBlockButtons { Buttons = [new RichMessageButton("Hint") { CallbackData = "h:1" }, new RichMessageButton("Skip") { CallbackData = "s:1", Style = RichMessageButtonStyle.Link }] });

        Assert.Equal(MessageType.RichMessage, sent.Type);
        Assert.Null(sent.Text);
        var blocks = sent.RichMessage!.Blocks;
        Assert.Equal([RichBlockType.Heading, RichBlockType.Paragraph, RichBlockType.MathematicalExpression, RichBlockType.Table, RichBlockType.Photo, RichBlockType.List,
            RichBlockType.Blockquote, RichBlockType.Details, RichBlockType.Pre, RichBlockType.Divider, RichBlockType.Buttons], blocks.Select(block => block.Type));
        Assert.Equal(@"\sigma(x)=\frac{1}{1+e^{-x}}", Assert.IsType<RichBlockMathematicalExpression>(blocks[2]).Expression);
        Assert.Equal(40, Assert.IsType<RichBlockPhoto>(blocks[4]).Photo[^1].Width);
        Assert.Equal(["c.", "d."], Assert.IsType<RichBlockList>(blocks[5]).Items.Select(item => item.Label));
        Assert.Equal("h:1", Assert.IsType<RichBlockButtons>(blocks[10]).Buttons[0].CallbackData);
        Assert.Equal("Day 12\nFind \\sigma'(0) now\n\\sigma(x)=\\frac{1}{1+e^{-x}}\nx | w\n2 | -1\nThe unit\nc. a\nd. b\nq\nme\nmore\ninside\nx = 1", room.Last.Text);
    }

    [Fact]
    public async Task A_picture_inside_is_sent_again_by_its_id()
    {
        var first = await Send(new InputRichBlockPhoto { Photo = new InputMediaPhoto(Some.Picture()) });
        var id = Assert.IsType<RichBlockPhoto>(first.RichMessage!.Blocks[0]).Photo[^1].FileId;
        await Send(new InputRichBlockPhoto { Photo = new InputMediaPhoto(InputFile.FromFileId(id)) });
        await Refused("wrong file identifier/HTTP URL specified", () => Send(new InputRichBlockPhoto { Photo = new InputMediaPhoto(InputFile.FromFileId("nosuch")) }));
    }

    [Fact]
    public async Task A_button_inside_can_be_pressed()
    {
        await Send(Paragraph("?"), new InputRichBlockButtons { Buttons = [new RichMessageButton("Hint") { CallbackData = "h:1" }] });
        var press = room.Server.Press(room.Anna, room.Last, "Hint");
        await room.Bot.AnswerCallbackQuery(press);
        Assert.Null((await room.Server.WaitForAnswer(press)).Text);
    }

    [Fact]
    public async Task Html_is_read_into_the_same_blocks()
    {
        var sent = await room.Bot.SendRichMessage(room.Chat, new InputRichMessage
        {
            Html = """
                <h3>Day 12</h3>
                <p>Find <tg-math>a &lt; \sigma'(0)</tg-math>,
                   <b>now</b>.</p>
                <tg-math-block>\frac{1}{2}</tg-math-block>
                <table bordered><tr><th>x</th></tr><tr><td align="center">2</td></tr></table>
                <figure><img src="tg://photo?id=unit"/><figcaption>The unit</figcaption></figure>
                <ol><li>one</li><li>two</li></ol>
                <details><summary>more</summary><p>inside</p></details>
                <tg-button-row><tg-button type="callback_data" data="h:1">Hint</tg-button></tg-button-row>
                """,
            Media = [new InputRichMessageMedia { Id = "unit", Media = new InputMediaPhoto(Some.Picture()) }],
        });
        Assert.Equal("Day 12\nFind a < \\sigma'(0), now.\n\\frac{1}{2}\nx\n2\nThe unit\n1. one\n2. two\nmore\ninside", room.Last.Text);
        Assert.Equal("h:1", room.Last.Button("Hint").Data);
        Assert.Equal(RichBlockTableCellAlign.Center, Assert.IsType<RichBlockTable>(sent.RichMessage!.Blocks[3]).Cells[1][0].Align);
    }

    [Theory]
    [InlineData("<p>a", "can't parse rich message HTML: can't find end tag corresponding to start tag \"p\"")]
    [InlineData("<p>a<b</p>", "can't parse rich message HTML: stray \"<\"")]
    [InlineData("<p><font>a</font></p>", "can't parse rich message HTML: unsupported tag \"font\"")]
    [InlineData("<p>a</p></p>", "can't parse rich message HTML: unexpected end tag \"</p>\"")]
    [InlineData("<p> </p>", "RICH_MESSAGE_CONTENT_REQUIRED")]
    [InlineData(" ", "RICH_MESSAGE_CONTENT_REQUIRED")]
    public Task Broken_html_is_refused(string html, string why) => Refused(why, () => room.Bot.SendRichMessage(room.Chat, html));

    [Fact]
    public async Task A_text_becomes_rich_and_plain_again_by_editing()
    {
        var sent = await room.Bot.SendMessage(room.Chat, "a");
        var rich = await room.Bot.EditMessageText(room.Chat, sent.Id, null!, richMessage: "<p>b</p>");
        Assert.Equal((MessageType.RichMessage, null), (rich.Type, rich.Text));
        await Refused("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
            () => room.Bot.EditMessageText(room.Chat, sent.Id, null!, richMessage: "<p>b</p>"));
        Assert.Null((await room.Bot.EditMessageText(room.Chat, sent.Id, "c")).RichMessage);
    }

    public static TheoryData<string, InputRichBlock[]> Empty => new()
    {
        { "no block", [] },
        { "paragraph", [Paragraph("")] },
        { "heading", [Paragraph("a"), new InputRichBlockSectionHeading { Text = "", Size = 1 }] },
        { "pre", [new InputRichBlockPreformatted { Text = "" }] },
        { "formula", [new InputRichBlockMathematicalExpression { Expression = "" }] },
        { "inline formula", [Paragraph(new RichTextArray { Array = ["a", new RichTextMathematicalExpression { Expression = " " }] })] },
        { "list", [new InputRichBlockList { Items = [] }] },
        { "list item", [new InputRichBlockList { Items = [new() { Blocks = [] }] }] },
        { "quotation", [new InputRichBlockBlockQuotation { Blocks = [] }] },
        { "table", [new InputRichBlockTable { Cells = [] }] },
        { "details", [new InputRichBlockDetails { Summary = "a", Blocks = [] }] },
        { "summary", [new InputRichBlockDetails { Summary = "", Blocks = [Paragraph("a")] }] },
        { "buttons", [new InputRichBlockButtons { Buttons = [] }] },
    };

    [Theory, MemberData(nameof(Empty))]
    public Task One_empty_block_rejects_all(string what, InputRichBlock[] blocks)
    {
        Assert.NotEmpty(what);
        return Refused("RICH_MESSAGE_CONTENT_REQUIRED", () => Send(blocks));
    }

    [Fact]
    public async Task A_message_has_at_most_32768_characters_with_its_formulas()
    {
        var formula = new InputRichBlockMathematicalExpression { Expression = new string('x', 768) };
        await Send(Paragraph(new string('ы', 32_000)), formula);
        await Refused("rich message is too long: more than 32768 characters", () => Send(Paragraph(new string('ы', 32_001)), formula));
    }

    [Fact]
    public async Task A_message_has_at_most_500_blocks_with_rows_and_items()
    {
        static InputRichBlock[] Blocks(int paragraphs) =>
        [
            .. Enumerable.Repeat(Paragraph("a"), paragraphs),
            new InputRichBlockTable { Cells = [[Cell("a")], [Cell("b")]] },              // 3
            new InputRichBlockList { Items = [new() { Blocks = [Paragraph("a")] }] },    // 3
        ];
        await Send(Blocks(494));
        await Refused("rich message has more than 500 blocks", () => Send(Blocks(495)));
    }

    [Fact]
    public async Task Nesting_is_at_most_16_deep()
    {
        static InputRichBlock Quoted(int depth)
        {
            InputRichBlock block = new InputRichBlockDivider();
            for (var i = 1; i < depth; i++) block = new InputRichBlockBlockQuotation { Blocks = [block] };
            return block;
        }
        await Send(Quoted(16));
        await Refused("rich message is nested more than 16 deep", () => Send(Quoted(17)));
    }

    [Fact]
    public async Task A_table_has_at_most_20_columns()
    {
        await Send(new InputRichBlockTable { Cells = [[.. Enumerable.Repeat(Cell("a"), 20)]] });
        await Refused("table has more than 20 columns", () => Send(new InputRichBlockTable { Cells = [[.. Enumerable.Repeat(Cell("a"), 21)]] }));
    }

    [Fact]
    public async Task A_message_has_at_most_50_pictures()
    {
        var sent = await Send(new InputRichBlockPhoto { Photo = new InputMediaPhoto(Some.Picture()) });
        var photo = new InputRichBlockPhoto { Photo = new InputMediaPhoto(InputFile.FromFileId(Assert.IsType<RichBlockPhoto>(sent.RichMessage!.Blocks[0]).Photo[^1].FileId)) };
        await Send([.. Enumerable.Repeat(photo, 50)]);
        await Refused("rich message has more than 50 media", () => Send([.. Enumerable.Repeat(photo, 51)]));
    }

    [Fact]
    public async Task A_row_has_at_most_8_buttons_and_each_at_most_64_bytes_of_data()
    {
        static InputRichBlockButtons Row(int count, int bytes = 1) => new() { Buttons = Enumerable.Repeat(new RichMessageButton("a") { CallbackData = new string('x', bytes) }, count) };
        await Send(Row(8, 64));
        await Refused("a row has more than 8 buttons", () => Send(Row(9)));
        await Refused("BUTTON_DATA_INVALID", () => Send(Row(1, 65)));
    }

    [Fact]
    public Task Items_are_all_ordered_or_none() => Refused("either all items of a list must be ordered or none",
        () => Send(new InputRichBlockList { Items = [new() { Blocks = [Paragraph("a")], Value = 1 }, new() { Blocks = [Paragraph("b")] }] }));

    [Fact]
    public Task Headings_have_six_sizes() => Refused("heading size must be from 1 to 6", () => Send(new InputRichBlockSectionHeading { Text = "a", Size = 7 }));

    [Fact]
    public Task Only_one_form_may_be_given() => Refused("exactly one of the fields html, markdown and blocks must be specified in the rich message",
        () => room.Bot.SendRichMessage(room.Chat, new InputRichMessage { Html = "a", Blocks = [Paragraph("a")] }));
}
