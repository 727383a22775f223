using MashaBot.Conversation;
using MashaBot.Playground;
using MashaBot.Sheets;

namespace MashaBot.Tests.Telegram;

/// <summary>What a person sees of prose, rich and plain: through the real client and a server that checks as Telegram does.</summary>
public sealed class FormsTest : IAsyncLifetime
{
    // A pixel.
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private static readonly Block Picture = new Block.Picture(new(new(3, 1), VariantId.Book, "graph"), "Граф: a < b");

    private const string Markdown = """
        # Задача 3.1

        Пусть $x < 3$ и **жирно, и *курсив***, `код < 1`, [ссылка](https://example.org/?a=1&b=2).
        вторая строка

        $$
        \sigma(x)=\frac{1}{1+e^{-x}}
        $$

        1. раз
        2. два $w_1$

        - пункт
          - внутри

        | $x$ | y |
        |---|---|
        | 1 |  |

        > цитата
        >
        > > внутри

        ```python
        print(a < b)
        ```
        """;

    private RunningBot bot = null!;
    private Person anna = null!;
    private int drawn;

    public async ValueTask InitializeAsync()
    {
        bot = await RunningBot.Start(bot => bot.Draw = _ => { drawn++; return Png; });
        anna = bot.Server.Meet("Anna");
    }

    public ValueTask DisposeAsync() => bot.DisposeAsync();

    [Fact]
    public async Task Rich_prose_has_native_formulas_tables_and_lists()
    {
        var message = await Say(Prose.Parse(Markdown), MessageForm.Rich);
        Assert.Equal(MessageKind.Rich, message.Kind);
        var json = message.Json.ToJsonString();
        string[] parts = ["\"heading\"", "\"mathematical_expression\"", "\"table\"", "\"list\"", "\"blockquote\"", "\"pre\"", "\"url\"", "\"bold\"", "\"italic\"", "\"code\""];
        Assert.All(parts, part => Assert.Contains(part, json, StringComparison.Ordinal));
        Assert.Contains(@"\sigma(x)=\frac{1}{1+e^{-x}}", message.Text, StringComparison.Ordinal);
        Assert.Contains("вторая строка", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_prose_says_the_same_in_Unicode()
    {
        var message = await Say(Prose.Parse(Markdown), MessageForm.Plain);
        Assert.Equal(MessageKind.Text, message.Kind);
        string[] parts = ["Задача 3.1", "x < 3", "код < 1", "1. раз", "2. два w₁", "• пункт", "цитата", "print(a < b)", "σ(x)"];
        Assert.All(parts, part => Assert.Contains(part, message.Text, StringComparison.Ordinal));
        Assert.DoesNotContain('\\', message.Text);
    }

    [Fact]
    public async Task A_picture_stands_in_a_rich_message_and_is_drawn_and_uploaded_once()
    {
        for (var i = 0; i < 2; i++)
        {
            var message = await Say(new([new Block.Paragraph([new Inline.Text("Смотри:")]), Picture]), MessageForm.Rich);
            Assert.Equal(MessageKind.Rich, message.Kind);
            Assert.Contains("\"photo\"", message.Json.ToJsonString(), StringComparison.Ordinal);
        }
        Assert.Equal(1, drawn);
        Assert.Equal([1, 0], bot.Server.Calls.Where(call => call.Method == "sendRichMessage").Select(call => call.Files.Count));
    }

    [Fact]
    public async Task A_plain_picture_is_a_photo_with_a_caption_and_known_again()
    {
        for (var i = 0; i < 2; i++)
        {
            var message = await Say(new([Picture]), MessageForm.Plain);
            Assert.Equal((MessageKind.Photo, "Граф: a < b"), (message.Kind, message.Text));
        }
        Assert.Equal(1, drawn);
    }

    [Fact]
    public async Task A_picture_is_not_uploaded_again_after_a_restart()
    {
        await Say(new([Picture]), MessageForm.Plain);
        await bot.Restart();
        await Say(new([Picture]), MessageForm.Plain);
        Assert.Equal([1, 0], await Uploads("sendPhoto"));
        Assert.Equal(1, drawn);
    }

    [Fact]
    public async Task A_picture_that_looks_otherwise_now_is_uploaded()
    {
        await Say(new([Picture]), MessageForm.Plain);
        bot.Edition = '2';
        await Say(new([Picture]), MessageForm.Plain);
        Assert.Equal([1, 1], await Uploads("sendPhoto"));
    }

    [Theory, InlineData(MessageForm.Rich, "sendRichMessage"), InlineData(MessageForm.Plain, "sendPhoto")]
    public async Task A_picture_that_Telegram_does_not_know_any_more_is_uploaded_in_the_same_message(MessageForm form, string method)
    {
        var before = await Say(new([Picture]), form);
        await bot.End();
        var ids = Directory.GetFiles(bot.Folder, "file-ids-*").Single();
        await File.WriteAllTextAsync(ids, (await File.ReadAllTextAsync(ids, TestContext.Current.CancellationToken)).Replace("photo-", "lost-", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await bot.Begin();
        Assert.Equal(before.Kind, (await Say(new([Picture]), form)).Kind);
        Assert.Equal([1, 0, 1], await Uploads(method));   // the second was refused
        Assert.True(bot.Log.Has("uploaded again"));
        Assert.False(bot.Log.Has("simpler"));
    }

    [Fact]
    public async Task A_message_with_formulas_is_drawn_where_they_are_not_shown_and_known_again()
    {
        for (var i = 0; i < 2; i++)
        {
            var message = await Say(Prose.Parse("**Задачка 1.2**\n\nПусть $x = \\frac{1}{2}$."), MessageForm.Pictures);
            Assert.Equal((MessageKind.Photo, "Задачка 1.2"), (message.Kind, message.Text));
        }
        Assert.Equal([1, 0], await Uploads("sendPhoto"));
    }

    [Fact]
    public async Task A_formula_that_cannot_be_drawn_is_written_as_text()
    {
        var message = await Say(new([new Block.Maths(@"x + \nosuchcommand{2}")]), MessageForm.Pictures);
        Assert.Equal(MessageKind.Text, message.Kind);
        Assert.Contains("x +", message.Text, StringComparison.Ordinal);
    }

    [Theory, InlineData(MessageForm.Rich), InlineData(MessageForm.Plain)]
    public async Task A_picture_that_cannot_be_drawn_is_described(MessageForm form)
    {
        bot.Draw = _ => throw new InvalidOperationException("no ink");
        Assert.Contains("Граф: a < b", (await Say(new([Picture]), form)).Text, StringComparison.Ordinal);
        Assert.True(bot.Log.Has("cannot be drawn"));
    }

    [Fact]
    public async Task An_empty_list_item_heading_or_quotation_does_not_make_a_rich_message_refused()
    {
        var prose = new Prose([new Block.Heading(1, []), new Block.Quotation([]), new Block.Bullets(true, [[], [new Block.Maths("x")]]), new Block.Code("", null), new Block.Paragraph([new Inline.LineBreak()])]);
        Assert.Equal(MessageKind.Rich, (await Say(prose, MessageForm.Rich)).Kind);
        Assert.False(bot.Log.Has("simpler"));
    }

    [Fact]
    public async Task A_wide_table_is_shown_as_text()
    {
        var row = Enumerable.Range(0, 25).Select(System.Collections.Immutable.ImmutableArray<Inline> (i) => [new Inline.Text($"{i}")]).ToArray();
        Assert.Equal(MessageKind.Rich, (await Say(new([new Block.Table([.. row], [[.. row]])]), MessageForm.Rich)).Kind);
        Assert.False(bot.Log.Has("simpler"));
    }

    [Theory, InlineData(MessageForm.Rich, 1), InlineData(MessageForm.Plain, 3)]
    public async Task A_long_solution_arrives_whole_with_its_buttons_below(MessageForm form, int messages)
    {
        var prose = new Prose([.. Enumerable.Range(0, 9).Select(i => new Block.Paragraph([new Inline.Text($"{i}" + new string('я', 1000))]))]);
        bot.On = (learner, _, _) => new(learner, [new(prose) { Form = form, Buttons = [[new("Дальше", "next")]] }], []);
        bot.Server.Say(anna, "go");
        await bot.Quiet();
        var heard = bot.Server.Messages(anna).Where(message => message.FromBot).ToList();
        Assert.Equal(messages, heard.Count);
        Assert.Equal([.. Enumerable.Repeat(0, messages - 1), 1], heard.Select(message => message.Buttons.Length));
    }

    /// <summary>How many files came with each call.</summary>
    private async Task<IEnumerable<int>> Uploads(string method)
    {
        await bot.Quiet();      // a call is noted when it is answered, a little after its message is heard
        return bot.Server.Calls.Where(call => call.Method == method).Select(call => call.Files.Count);
    }

    private async Task<PlaygroundMessage> Say(Prose prose, MessageForm form)
    {
        bot.On = (learner, _, _) => new(learner, [new(prose) { Form = form }], []);
        return await bot.Ask(anna, "go");
    }
}
