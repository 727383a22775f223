using MashaBot.Conversation;
using MashaBot.Sheets;

namespace MashaBot.Tests.Telegram;

/// <summary>What people type comes back to Telegram as what it is, text, in whatever form and at the first try.</summary>
public sealed class HostileWordsTest
{
    public static TheoryData<string> Words =>
    [
        "<b>bold</b> & <script>alert(1)</script> </i> &amp; <a href=\"tg://user?id=1\">x</a>",
        "**a** _b_ [x](https://evil.example) `c` ||d|| ~~e~~ > f",
        "$\\frac{1}{$ \\input{/etc/passwd} {{2+2}} ${x} %s {0}",
        "\u202eabc\u0301\u0301\u0301 👩🏽‍🔬 \u200b\ufeffz",
        "'; drop table learners; -- \" \\",
    ];

    [Theory, MemberData(nameof(Words))]
    public async Task They_are_shown_and_not_carried_out(string words)
    {
        await using var bot = await RunningBot.Start();
        var anna = bot.Server.Meet("<b>Anna</b>");
        bot.On = (learner, incoming, _) => new(learner,
        [
            RunningBot.Says(words) with { Buttons = [[new(words[..5], "data")]] },
            new(new Prose([new Block.Paragraph([new Inline.Text(words)]), .. Prose.Parse("$x^2$").Blocks])) { Form = MessageForm.Rich },
            new(new Prose([new Block.Paragraph([new Inline.Strong([new Inline.Text(words)])])])),
        ], []);
        bot.Server.Say(anna, words);
        await bot.Quiet();
        var heard = bot.Server.Messages(anna).Where(message => message.FromBot).ToList();
        Assert.Equal(3, heard.Count);
        Assert.All(heard, message => Assert.StartsWith(words, message.Text, StringComparison.Ordinal));
        Assert.DoesNotContain(bot.Log.Events, entry => entry.Level > Serilog.Events.LogEventLevel.Information);
    }
}
