using Microsoft.Playwright;

namespace MashaBot.EndToEnd.Tests;

/// <summary>The playground's page as a learner uses it: typing, pressing, reading.</summary>
internal sealed class ChatPage(IPage page)
{
    private ILocator FromBot => page.Locator("[data-testid=message][data-from=bot]");

    public async Task Open(Uri address) => await page.GotoAsync(address.ToString());

    /// <summary>The one button of an empty chat: it says <c>/start</c>.</summary>
    public async Task Begin()
    {
        await Start();
        await Reads("Машин лёрнинг");
    }

    public async Task Start() => await page.GetByTestId("start-button").ClickAsync();

    public async Task Say(string text)
    {
        await page.GetByTestId("input").FillAsync(text);
        await page.GetByTestId("input").PressAsync("Enter");
    }

    /// <summary>Presses the newest button with this label.</summary>
    public async Task Press(string label) => await page.GetByTestId("inline-button").Filter(new() { HasText = label }).Last.ClickAsync();

    /// <summary>Waits until the newest messages of the bot hold this text.</summary>
    public async Task Reads(string text) => await Assertions.Expect(FromBot.Filter(new() { HasText = text }).Last).ToBeVisibleAsync(new() { Timeout = 20_000 });

    /// <summary>Replies to the newest message of the bot with this text.</summary>
    public async Task ReplyTo(string text, string reply)
    {
        await FromBot.Filter(new() { HasText = text }).Last.GetByTestId("message-actions").ClickAsync();
        await page.GetByTestId("action-reply").ClickAsync();
        await Say(reply);
    }

    public async Task Found()
    {
        await page.GetByTestId("learner-switcher").ClickAsync();
        await page.GetByTestId("group-add").ClickAsync();
        await Assertions.Expect(page.GetByTestId("bot-name")).Not.ToHaveTextAsync("MashaBot", new() { Timeout = 20_000 });
    }

    public async Task Meet(string name)
    {
        await page.GetByTestId("learner-switcher").ClickAsync();
        await page.GetByTestId("learner-add").ClickAsync();
        await page.GetByTestId("person-name").FillAsync(name);
        await page.GetByTestId("person-ok").ClickAsync();
        await Assertions.Expect(page.GetByTestId("learner-switcher")).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex($": {name}"), new() { Timeout = 20_000 });
    }

    /// <summary>In a group: somebody else speaks from now on.</summary>
    public async Task SpeakAs(string name)
    {
        await page.GetByTestId("learner-switcher").ClickAsync();
        await page.GetByTestId("speaker-option").Filter(new() { HasText = name }).ClickAsync();
    }

    public async Task<int> Whispers() => await page.GetByTestId("whisper").CountAsync();

    /// <summary>Types a query to the bot and sends its first result.</summary>
    public async Task SendInline(string query)
    {
        await page.GetByTestId("input").PressSequentiallyAsync(query);
        await page.GetByTestId("inline-result").First.ClickAsync();
    }

    public async Task Shows(string text) => await Assertions.Expect(page.GetByTestId("message").Filter(new() { HasText = text }).Last).ToBeVisibleAsync(new() { Timeout = 20_000 });

    public async Task<int> Formulas() => await page.Locator("[data-testid=message][data-from=bot] .maths").CountAsync();

    /// <summary>Waits until more messages of the bot than that hold this text.</summary>
    public async Task HasMore(string text, int than)
    {
        await Assertions.Expect(FromBot.Filter(new() { HasText = text }).Nth(than)).ToBeAttachedAsync(new() { Timeout = 20_000 });
    }

    public async Task<int> Count(string text) => await FromBot.Filter(new() { HasText = text }).CountAsync();

    /// <summary>Moves the clock; done when it shows its new time.</summary>
    public async Task PressClock(string testId)
    {
        var before = await Clock();
        await page.GetByTestId(testId).ClickAsync();
        await Assertions.Expect(page.GetByTestId(testId)).Not.ToHaveAttributeAsync("aria-busy", "true", new() { Timeout = 20_000 });
        await Assertions.Expect(page.GetByTestId("clock")).Not.ToHaveTextAsync(before);
    }

    public async Task<string> Clock() => await page.GetByTestId("clock").InnerTextAsync();

    public async Task Screenshot(string name)
    {
        await page.WaitForTimeoutAsync(400);      // the last bubble's entrance
        await page.ScreenshotAsync(new() { Path = Path.Combine(Screens, $"{name}.png") });
    }

    /// <summary>Nothing on the page may be wider than a phone.</summary>
    public async Task FitsTheScreen() => Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));

    private static string Screens { get; } = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screens")).FullName;
}
