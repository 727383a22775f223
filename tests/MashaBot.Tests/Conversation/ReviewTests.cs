using MashaBot.Conversation;
using NodaTime;

namespace MashaBot.Tests.Conversation;

public sealed class ReviewTests
{
    private static readonly Duration day = Duration.FromDays(1);

    [Fact]
    public void What_was_solved_at_once_comes_again_in_two_days_in_other_figures()
    {
        var chat = new Chat().Say("/start", "/next", "6");
        Assert.Equal(new LocalDate(2026, 11, 26), chat.Learner.Parts[new(new(1, 1), 1)].Memory!.Due);
        chat.Now += 2 * day;
        chat.Say("/review");
        Assert.Contains("Повторение", chat.Said);
        Assert.Contains("Чему равен y?", chat.Said);
        Assert.DoesNotContain("x = 2.", chat.Said);
    }

    [Fact]
    public void Nothing_is_due_on_the_day_it_was_solved()
    {
        var chat = new Chat().Say("/start", "/review");
        Assert.Contains("сначала надо что-нибудь решить", chat.Said);
        chat.Say("/next", "6", "/review");
        Assert.Contains("26 ноября", chat.Said);
    }

    [Fact]
    public void A_review_leaves_the_open_question_open()
    {
        var chat = new Chat().Say("/start", "/next", "6");
        chat.Now += 2 * day;
        chat.Say("/review");
        var x = chat.Learner.Review!.Dealt.Variant;
        chat.Say($"{TinyCourse.Course.Find(new(1, 1))!.Deal(x).Answer(1, MashaBot.Sheets.Language.Russian).ToText()}");
        Assert.StartsWith("✅", chat.Said);
        Assert.Null(chat.Learner.Review);
        Assert.Equal("1.1.2", chat.Learner.Asked!.Part.ToString());
        Assert.Equal(Ending.Right, chat.Learner.Parts[new(new(1, 1), 1)].Ending);
        chat.Press(Phrase.ButtonQuestion);
        Assert.Contains("через x", chat.Said);
    }

    [Fact]
    public void A_solved_part_stays_solved_whatever_comes_of_its_review()
    {
        var chat = new Chat().Say("/start", "/next", "6");
        chat.Now += 2 * day;
        chat.Say("/review", "/hint", "/solution");
        Assert.Equal(Ending.Right, chat.Learner.Parts[new(new(1, 1), 1)].Ending);
        Assert.Equal(new LocalDate(2026, 11, 27), chat.Learner.Parts[new(new(1, 1), 1)].Memory!.Due);     // but it comes again tomorrow
    }

    [Fact]
    public void A_review_that_is_put_off_says_nothing_about_what_is_remembered()
    {
        var chat = new Chat().Say("/start", "/next", "6");
        var memory = chat.Learner.Parts[new(new(1, 1), 1)].Memory;
        chat.Now += 2 * day;
        chat.Say("/review", "/skip");
        Assert.Equal(memory, chat.Learner.Parts[new(new(1, 1), 1)].Memory);
        Assert.Null(chat.Learner.Review);
    }

    [Fact]
    public void One_review_a_day_follows_the_days_helping_by_itself()
    {
        var chat = new Chat().Say("/start", "/next", "6");
        chat.Now += 2 * day;
        chat.Say("9x^2");                                              // closes the sitting
        Assert.NotNull(chat.Learner.Review);
        Assert.Contains("Чему равен y?", chat.Said);
        chat.Say("/skip").Say("/next", "2");                           // the next sitting, on the same day
        Assert.Null(chat.Learner.Review);
    }

    [Fact]
    public void Hints_bring_a_part_back_sooner()
    {
        LocalDate Due(params string[] said) => new Chat().Say(["/start", "/next", .. said]).Learner.Parts[new(new(1, 1), 1)].Memory!.Due;
        Assert.True(Due("/hint", "6") < Due("6"));
        Assert.True(Due("/hint", "/hint", "5", "7", "8", "6") <= Due("/hint", "6"));
    }

    [Fact]
    public void After_a_solution_the_same_is_offered_in_other_figures()
    {
        var chat = new Chat().Say("/start", "/next", "/hint", "/solution");
        Assert.Equal(Ending.Shown, chat.Learner.Parts[new(new(1, 1), 1)].Ending);
        chat.Press(Phrase.ButtonAgain);
        Assert.Contains("Чему равен y?", chat.Said);
        var answer = TinyCourse.Course.Find(new(1, 1))!.Deal(chat.Learner.Review!.Dealt.Variant).Answer(1, MashaBot.Sheets.Language.Russian).ToText();
        chat.Say(answer);
        Assert.Equal(Ending.Right, chat.Learner.Parts[new(new(1, 1), 1)].Ending);                         // made good
    }

    [Fact]
    public void What_was_skipped_as_too_easy_rests_and_as_too_hard_comes_soon()
    {
        Chat Skipped() => new Chat().Say("/start", "/next", "/skip");
        var (easy, hard) = (Skipped().Press(Phrase.ButtonTooEasy).Learner, Skipped().Press(Phrase.ButtonTooHard).Learner);
        Assert.Equal(new LocalDate(2026, 12, 2), easy.Parts[new(new(1, 1), 1)].Memory!.Due);
        Assert.Equal(new LocalDate(2026, 11, 25), hard.Parts[new(new(1, 1), 1)].Memory!.Due);
    }

    [Fact]
    public void A_problem_that_is_left_is_come_back_to_where_it_was_left()
    {
        var chat = new Chat().Say("/start", "/next", "6", "/skip").Press(Phrase.ButtonTooHard);
        chat = new Chat().Say("/start", "/next", "6").Say("/next 1.2", "4; 5");
        Assert.Equal("1.2", chat.Learner.Dealt!.Problem.ToString());
        chat.Say("/next");
        Assert.Equal("1.1.2", chat.Learner.Asked!.Part.ToString());
    }

    [Fact]
    public void A_recognised_mistake_stands_in_the_notebook()
    {
        var chat = new Chat().Say("/start", "/mistakes");
        Assert.Contains("пуста", chat.Said);
        chat.Say("/next", "2", "2", "/mistakes");
        Assert.Contains("2 раза", chat.Said);
        Assert.Contains("множитель потерялся", chat.Said);
    }

    [Fact]
    public void A_review_that_is_put_off_offers_no_buttons_that_would_do_nothing()
    {
        var chat = new Chat().Say("/start", "/next", "6");
        chat.Now += 2 * day;
        chat.Say("/review", "/skip");
        Assert.Contains("вернусь к этому пункту позже", chat.Said);
        Assert.DoesNotContain("засчитано", chat.Said);
        Assert.DoesNotContain(chat.Buttons, button => button.Data.StartsWith("easy ", StringComparison.Ordinal) || button.Data.StartsWith("hard ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_notebook_trains_only_what_has_ended()
    {
        var chat = new Chat().Say("/start", "/next", "2", "/mistakes");
        Assert.Empty(chat.Buttons);
        chat.Say("6", "/mistakes").Press(Phrase.ButtonAgainMistake);
        Assert.NotNull(chat.Learner.Review);
    }

    [Theory, InlineData("dropped-term"), InlineData("formula-sign"), InlineData("transposed-answer")]
    public void A_slip_without_a_name_of_its_own_stands_in_the_notebook_by_its_kind(string code)
    {
        var chat = new Chat().Say("/start", "/next", "6");
        var noted = chat.Learner with { Slips = chat.Learner.Slips.Add(code, new(3, new(2026, 11, 24), new(new(1, 1), 1), MashaBot.Sheets.VariantId.Book, null)) };
        var said = new Dialogue(TinyCourse.Course, TinyCourse.Phrasebook).On(noted, new Incoming.Text("/mistakes"), chat.Now).Send;
        Assert.Contains(VerdictWords.OfKind(code, TinyCourse.Phrases)!.ToText(), said[0].Body.ToText());
    }

    [Theory, InlineData("sizes"), InlineData("result-size"), InlineData("formula-swapped"), InlineData("named"), InlineData("")]
    public void A_cause_that_says_nothing_without_its_reply_has_no_words(string code) => Assert.Null(VerdictWords.OfKind(code, TinyCourse.Phrases));

    [Fact]
    public void Every_kind_of_slip_has_words() =>
        Assert.All(Enum.GetValues<MashaBot.Sheets.SlipKind>(), kind => Assert.NotNull(VerdictWords.OfKind(new MashaBot.Sheets.Cause.Slip(kind, new(null, MashaBot.Sheets.SlipPass.Forward, null)).Code, TinyCourse.Phrases)));
}
