using MashaBot.Conversation;
using MashaBot.Sheets;

namespace MashaBot.Tests.Conversation;

public sealed class LessonTests
{
    [Fact]
    public void Two_taps_lead_from_the_start_to_the_first_question()
    {
        var chat = new Chat().Say("/start");
        Assert.Contains("Машин лёрнинг", chat.Said);
        chat.Press(Phrase.ButtonFormFirst);
        Assert.Contains("Вступление первого листочка", chat.Said);
        Assert.Contains("x = 2", chat.Said);
        Assert.Contains("Чему равен y?", chat.Said);
    }

    [Fact]
    public void The_first_problem_tells_what_to_do_where_formulas_cannot_be_seen_and_no_later_one_does()
    {
        var chat = new Chat().Say("/next");
        Assert.Contains("/plain", chat.Said);
        Assert.DoesNotContain("/plain", chat.Say("6", "9x^2", "/next").Said);
    }

    [Fact]
    public void Behind_the_last_problem_of_a_sheet_it_says_where_to_read_on()
    {
        Assert.Contains("Что почитать после первого", new Chat().Say("/next 1.2", "4; 5").Said);
        Assert.DoesNotContain("Что почитать", new Chat().Say("/next", "6", "9x^2", "/next", "2").Said);
    }

    [Fact]
    public void A_right_reply_leads_to_the_next_part_and_is_remembered()
    {
        var chat = new Chat().Say("/next", "6");
        Assert.StartsWith("✅", chat.Said);
        Assert.Contains("через x", chat.Said);
        Assert.Equal(Ending.Right, chat.Learner.Parts[PartId.Parse("1.1.1")].Ending);
        Assert.Equal(["right"], chat.Attempts.Select(attempt => attempt.Verdict));
    }

    [Fact]
    public void A_wrong_reply_is_met_with_the_mistake_behind_it_and_the_question_stays_open()
    {
        var chat = new Chat().Say("/next", "2");
        Assert.Contains("множитель потерялся", chat.Said);
        Assert.Equal(("wrong", "factor-lost"), (chat.Attempts[0].Verdict, chat.Attempts[0].Mistake));
        Assert.Equal(1, chat.Learner.Asked!.Tries);
        chat.Say("6");
        Assert.StartsWith("✅", chat.Said);
    }

    [Theory, InlineData("что-то"), InlineData("6*"), InlineData("(6"), InlineData("@")]
    public void An_unreadable_reply_costs_nothing_and_is_never_called_wrong(string reply)
    {
        var chat = new Chat().Say("/next", reply);
        Assert.Contains("не считаю", chat.Said);
        Assert.Equal(0, chat.Learner.Asked!.Tries);
        Assert.Equal("unreadable", chat.Attempts[0].Verdict);
        Assert.Equal(0, chat.Learner.Streak.Days);
    }

    [Fact]
    public void A_reply_that_one_small_repair_makes_readable_is_judged_by_one_tap()
    {
        var chat = new Chat().Say("/next", "(4+2");
        Assert.Contains("(4+2)", chat.Said);
        chat.Press(Phrase.ButtonRepair);
        Assert.StartsWith("✅", chat.Said);
    }

    [Fact]
    public void Hints_come_one_at_a_time_and_end()
    {
        var chat = new Chat().Say("/next", "/hint");
        Assert.Contains("Первая подсказка пункта один", chat.Said);
        chat.Press(Phrase.ButtonHintMore);
        Assert.Contains("Вторая подсказка пункта один", chat.Said);
        chat.Say("/hint");
        Assert.Contains("Третья подсказка пункта один", chat.Said);
        chat.Say("/hint");
        Assert.DoesNotContain("Подсказка 4", chat.Said);
        Assert.Contains(chat.Buttons, button => button.Data.StartsWith("solution", StringComparison.Ordinal));
        chat.Say("6");
        Assert.Equal(3, chat.Learner.Parts[PartId.Parse("1.1.1")].Hints);
    }

    [Fact]
    public void The_solution_is_not_given_away_before_anything_was_tried_without_asking()
    {
        var chat = new Chat().Say("/next", "/solution");
        Assert.DoesNotContain("Разбор пункта один", chat.Said);
        chat.Press(Phrase.ButtonShowAnyway);
        Assert.Contains("Разбор пункта один", chat.Said);
        Assert.Contains("через x", chat.Said);
        Assert.Equal(Ending.Shown, chat.Learner.Parts[PartId.Parse("1.1.1")].Ending);
    }

    [Fact]
    public void After_a_try_the_solution_comes_at_once_and_the_next_question_follows() =>
        Assert.Contains("Разбор пункта один", new Chat().Say("/next", "7", "/solution").Said);

    [Fact]
    public void A_solution_of_a_part_that_was_not_asked_yet_cannot_be_looked_up()
    {
        var chat = new Chat().Say("/next").PressData("show 1.1.3 book");
        Assert.DoesNotContain("Разбор пункта три", chat.Said);
        Assert.Equal(PartId.Parse("1.1.1"), chat.Learner.Asked!.Part);
    }

    [Fact]
    public void A_solution_can_be_looked_at_again_after_the_part_has_ended()
    {
        var chat = new Chat().Say("/next", "6").Press(Phrase.ButtonSolution);
        Assert.Contains("через x", new Chat().Say("/next", "6").Said);
        Assert.True(chat.Said.Contains("Разбор пункта один", StringComparison.Ordinal) || chat.Said.Contains("Показать разбор сразу", StringComparison.Ordinal));
        chat.PressData("solution 1.1.1 book");
        Assert.Contains("Разбор пункта один", chat.Said);
        Assert.Equal(Ending.Right, chat.Learner.Parts[PartId.Parse("1.1.1")].Ending);
    }

    [Fact]
    public void A_skipped_part_leads_on_and_is_counted_as_skipped()
    {
        var chat = new Chat().Say("/next", "/skip");
        Assert.Contains("через x", chat.Said);
        Assert.Equal(Ending.Skipped, chat.Learner.Parts[PartId.Parse("1.1.1")].Ending);
    }

    [Fact]
    public void A_sitting_ends_and_the_next_one_goes_on_in_the_same_problem()
    {
        var chat = new Chat().Say("/next", "6", "9x^2");
        Assert.Null(chat.Learner.Asked);
        Assert.DoesNotContain("Что растёт быстрее", chat.Said);
        chat.Press(Phrase.ButtonNext);
        Assert.Contains("Что растёт быстрее", chat.Said);
        Assert.Contains("x = 2", chat.Said);
    }

    [Fact]
    public void A_problem_taken_without_help_is_praised() =>
        Assert.Contains("взята чисто", new Chat().Say("/next", "6", "9x^2", "/next", "2").Said);

    [Fact]
    public void When_the_course_is_through_a_new_round_begins_with_other_figures()
    {
        var chat = new Chat().Say("/next", "6", "9x^2", "/next", "2", "/next", "4; 5");
        Assert.Contains("1.2", chat.Said);
        chat.Say("/next");
        Assert.Contains("новый круг", chat.Said);
        Assert.Contains("Втрое больше", chat.Said);
        Assert.DoesNotContain("x = 2\n", chat.Said + "\n");
        Assert.False(chat.Learner.Dealt!.Variant.IsBook);
    }

    [Fact]
    public void Partly_right_says_which()
    {
        var chat = new Chat().Say("/next 1.2", "4; 6");
        Assert.Contains("верно 1 из 2", chat.Said);
        Assert.Contains("b", chat.Said);
        Assert.Equal(1, chat.Learner.Asked!.Tries);
    }

    [Fact]
    public void Named_values_may_come_in_any_order() =>
        Assert.StartsWith("✅", new Chat().Say("/next 1.2", "b=5, a=4").Said);

    [Theory, InlineData("/start 1.2"), InlineData("/next 1.2"), InlineData("/next 1.2.1")]
    public void A_problem_can_be_named(string command) => Assert.Contains("Пара", new Chat().Say(command).Said);

    [Theory, InlineData("9.9"), InlineData("9.9.1"), InlineData("1.2.99")]
    public void A_problem_that_does_not_exist_is_answered_with_those_that_do(string name)
    {
        var chat = new Chat().Say($"/next {name}");
        Assert.Contains(name, chat.Said);
        Assert.Contains("1.1, 1.2", chat.Said);
    }

    [Fact]
    public void An_edit_of_the_last_reply_is_a_new_reply_and_an_edit_of_an_older_one_is_not()
    {
        var chat = new Chat().Say("/next", "7").Edit("6");
        Assert.StartsWith("✅", chat.Said);
        chat.Edit("5");
        Assert.DoesNotContain("✅", chat.Said);
        Assert.Equal(2, chat.Attempts.Length);
    }

    [Fact]
    public void Next_asks_an_open_question_again_and_loses_nothing()
    {
        var chat = new Chat().Say("/next", "/hint", "7", "/next");
        Assert.Contains("Чему равен y?", chat.Said);
        Assert.Equal((1, 1), (chat.Learner.Asked!.Hints, chat.Learner.Asked!.Tries));
    }

    [Fact]
    public void A_question_that_the_course_no_longer_has_is_left_behind()
    {
        var chat = new Chat().Say("/next");
        chat.Take(new Incoming.Unblocked());
        var lost = chat.Learner with { Dealt = new(ProblemId.Parse("1.9"), VariantId.Book, 0), Asked = new(PartId.Parse("1.9.1")) };
        var outcome = new Dialogue(TinyCourse.Course, TinyCourse.Phrasebook).On(lost, new Incoming.Text("/next"), Chat.Morning);
        Assert.NotNull(outcome.Next.Asked);
        Assert.Equal(1, outcome.Next.Asked!.Part.Problem.Number);
    }

    [Fact]
    public void A_right_answer_is_reacted_to_and_a_clean_one_with_fire()
    {
        var clean = new Chat().Say("/start", "/next", "6").Answer.Single(message => message.Reaction is not null).Reaction!;
        var late = new Chat().Say("/start", "/next", "7", "6").Answer.Single(message => message.Reaction is not null).Reaction!;
        Assert.Equal((3, 4), (clean.Message, late.Message));
        Assert.NotEqual(clean.Emoji, late.Emoji);
        Assert.DoesNotContain(new Chat().Say("/start", "/next", "7").Answer, message => message.Reaction is not null);
    }

    [Fact]
    public void A_reply_to_an_earlier_question_is_judged_by_it()
    {
        var chat = new Chat().Say("/start", "/next");
        var about = chat.Answer.Single(message => message.About is not null).About!;
        chat.Take(new Incoming.Asked(100, about)).Say("/skip");
        chat.ReplyTo(100, "7");
        Assert.Contains("К задачке 1.1, пункт 1", chat.Said);
        Assert.Equal(Ending.Skipped, chat.Learner.Parts[about.Part].Ending);
        Assert.Contains("✅", chat.ReplyTo(100, "6").Said);
        Assert.Equal(Ending.Right, chat.Learner.Parts[about.Part].Ending);
        Assert.Equal("1.1.2", chat.Learner.Asked!.Part.ToString());
        Assert.StartsWith("✅", chat.ReplyTo(5, "9x^2").Said);                  // a message that asked nothing: the open question
    }

    [Fact]
    public void A_reply_to_the_open_questions_message_is_a_reply_like_any_other()
    {
        var chat = new Chat().Say("/start", "/next");
        chat.Take(new Incoming.Asked(100, chat.Answer.Single(message => message.About is not null).About!));
        Assert.StartsWith("✅", chat.ReplyTo(100, "6").Said);
        Assert.Equal("1.1.2", chat.Learner.Asked!.Part.ToString());
    }
}
