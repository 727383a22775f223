namespace MashaBot.EndToEnd.Tests;

/// <summary>Longer walks through the product in a real browser: a week, a group, plain mode, English.</summary>
public sealed class WalkTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("masha-e2e-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task A_week_of_mornings_brings_a_helping_each_and_the_week_is_summed_up()
    {
        await using var bot = await RunningBot.Start(data);
        var page = await browser.Phone();
        await page.Open(bot.Address);
        await page.Begin();
        await page.Press("давай задачку");
        await page.Reads("Пункт 1 из");
        await page.Say("12345");
        await page.Shows("12345");
        for (var day = 1; day <= 7; day++)
        {
            var questions = await page.Count("Пункт");
            await page.PressClock("clock-morning");
            await page.HasMore("Пункт", questions);
            await page.Say("/skip");
            await page.HasMore("Пропускаем", day - 1);
        }
        await page.Reads("недел");
        await page.Say("/progress");
        await page.Reads("Подсказок взято");
        await page.Screenshot("week-progress");
        await page.Say("/sheets");
        await page.Reads("1.");
        await page.Screenshot("week-sheets");
        await page.FitsTheScreen();
    }

    [Fact]
    public async Task A_group_solves_together_and_each_hears_their_own_verdict()
    {
        await using var bot = await RunningBot.Start(data);
        var page = await browser.Phone();
        await page.Open(bot.Address);
        await page.Meet("Борис");
        await page.Found();
        await page.Reads("Всем привет");
        await page.Screenshot("group-greeting");
        await page.Say("/next");
        await page.Reads("Пункт 1 из");
        await page.Screenshot("group-question");
        await page.ReplyTo("Пункт 1 из", "12345");
        await page.Shows("12345");
        await page.Reads("видно только вам");
        Assert.Equal(1, await page.Whispers());
        await page.Screenshot("group-verdict");
        await page.SpeakAs("Ученик");
        Assert.Equal(0, await page.Whispers());
        await page.Press("Подсказка");
        await page.Reads("Подсказка 1 из");
        await page.Say("/board");
        await page.Reads("чисто");
        await page.Screenshot("group-hint");
        await page.FitsTheScreen();
    }

    [Fact]
    public async Task In_plain_mode_nothing_needs_a_client_that_shows_formulas()
    {
        await using var bot = await RunningBot.Start(data);
        var page = await browser.Phone();
        await page.Open(bot.Address);
        await page.Begin();
        await page.Say("/plain");
        await page.Reads("обычным текстом");
        var before = await page.Formulas();
        await page.Say("/next 3.1");
        await page.Reads("Пункт 1 из 8");
        await page.Say("3");
        await page.Reads("Пункт 2 из 8");
        await page.Say("/solution");
        await page.Screenshot("plain");
        Assert.Equal(before, await page.Formulas());
        await page.FitsTheScreen();
    }

    [Fact]
    public async Task In_English_all_but_the_problems_is_English()
    {
        await using var bot = await RunningBot.Start(data);
        var page = await browser.Phone("en-GB");
        await page.Open(bot.Address);
        await page.Start();
        await page.Reads("I'm Masha");
        await page.Say("/next 3.1");
        await page.Reads("Question 1 of 8");
        await page.Say("3");
        await page.Reads("Question 2 of 8");
        await page.Say("/language");
        await page.Press("Русский");
        await page.Reads("говорю по-русски");
        await page.Say("/next");
        await page.Reads("Пункт 2 из 8");
        await page.Screenshot("english");
        await page.FitsTheScreen();
    }

    [Fact]
    public async Task An_expression_is_worked_out_while_it_is_typed_and_sent_by_a_tap()
    {
        await using var bot = await RunningBot.Start(data);
        var page = await browser.Phone();
        await page.Open(bot.Address);
        await page.Begin();
        await page.SendInline("@MashaPlaygroundBot x^2+xy при x=1, y=2");
        await page.Shows("x²");
        await page.Screenshot("inline");
    }
}
