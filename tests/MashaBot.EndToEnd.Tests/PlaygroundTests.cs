namespace MashaBot.EndToEnd.Tests;

/// <summary>What a newcomer does in the first ten minutes, in a real browser against the running program.</summary>
public sealed class PlaygroundTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("masha-e2e-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task A_problem_is_solved_by_typing_and_by_buttons()
    {
        await using var bot = await RunningBot.Start(data);
        var page = await browser.Phone();
        await page.Open(bot.Address);
        await page.Begin();
        await page.Screenshot("1-greeting");
        await page.Press("давай задачку");
        await page.Reads("Пункт 1 из");
        await page.Say("/next 1.2");
        await page.Reads("От картинки к прогнозу");
        await page.Reads("Пункт 1 из 5");
        await page.Screenshot("2-problem");
        await page.Say("примерно столько");
        await page.Reads("не считаю");
        await page.Say("100");
        await page.Reads("за прилавок встал");
        await page.Press("Подсказка");
        await page.Reads("Подсказка 1 из 3");
        await page.Screenshot("3-wrong-and-hint");
        await page.Say("100,5");
        await page.Reads("Пункт 2 из 5");
        await page.Press("Разбор");
        await page.Screenshot("4-right");
        await page.FitsTheScreen();
    }

    [Fact]
    public async Task What_was_solved_is_there_after_the_process_was_killed()
    {
        await using (var bot = await RunningBot.Start(data))
        {
            var page = await browser.Phone();
            await page.Open(bot.Address);
            await page.Begin();
            await page.Say("/next 3.1");
            await page.Reads("Пункт 1 из 8");
            await page.Say("3");
            await page.Reads("Пункт 2 из 8");
            await bot.Kill();
        }
        await using var again = await RunningBot.Start(data);
        var reopened = await browser.Phone();
        await reopened.Open(again.Address);
        await reopened.Say("/progress");
        await reopened.Reads("1 из 8");
        await reopened.Say("/next");
        await reopened.Reads("Пункт 2 из 8");
    }

    [Fact]
    public async Task The_next_morning_brings_one_problem()
    {
        await using var bot = await RunningBot.Start(data);
        var page = await browser.Phone();
        await page.Open(bot.Address);
        await page.Begin();
        await page.PressClock("clock-morning");
        await page.Reads("Пункт 1 из");
        await page.PressClock("clock-hour");
        await page.Say("/help");
        await page.Reads("Как отвечать");
        Assert.Equal(1, await page.Count("Пункт 1 из"));
        await page.Screenshot("5-morning");
    }
}
