using MashaBot.Conversation;
using MashaBot.Sheets;

namespace MashaBot.Tests.Conversation;

public sealed class LanguageTests
{
    [Theory, InlineData("ru", Language.Russian), InlineData("en", Language.English), InlineData("en-GB", Language.English), InlineData("de", Language.English), InlineData(null, Language.Russian)]
    public void A_newcomer_is_greeted_in_the_language_of_their_Telegram(string? code, Language language) =>
        Assert.Equal(language, Dialogue.Newcomer(new(1), new(1), new(new(9, 0), "UTC"), code).Language);

    [Fact]
    public void The_language_can_be_changed_at_any_time_and_nothing_is_lost()
    {
        var chat = new Chat().Say("/start", "/next", "6", "/language");
        chat.PressData(chat.Buttons.Single(button => button.Label == "English").Data);
        Assert.Contains("English it is", chat.Said);
        Assert.Equal("1.1.2", chat.Learner.Asked!.Part.ToString());
        Assert.Contains("doesn't count", chat.Say("9*").Said);
        Assert.Contains("Hint 1 of 3", chat.Say("/hint").Said);
        chat.Say("9x^2");
        Assert.StartsWith("✅", chat.Said);
        Assert.Contains("tomorrow at 09:00", chat.Say("/time").PressData("hour 9").Said);
        chat.Say("/language").PressData("language ru");
        Assert.Contains("по-русски", chat.Said);
    }

    [Fact]
    public void A_problem_that_is_not_translated_says_so()
    {
        var chat = new Chat().Say("/start").PressData("language en").Say("/next");
        Assert.Contains("only in Russian", chat.Said);
        Assert.Contains("Чему равен y?", chat.Said);
        Assert.DoesNotContain("only in Russian", new Chat().Say("/start", "/next").Said);
    }

    [Fact]
    public void Small_talk_is_heard_in_the_learners_language() =>
        Assert.Contains("hint", new Chat().Say("/start").PressData("language en").Say("/next", "I don't know").Said, StringComparison.OrdinalIgnoreCase);
}
