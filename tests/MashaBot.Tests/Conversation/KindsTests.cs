using MashaBot.Conversation;
using MashaBot.Sheets;

namespace MashaBot.Tests.Conversation;

/// <summary>How the chat goes for replies that are no plain answers: networks, orders, free words.</summary>
public sealed class KindsTests
{
    private static readonly Lazy<(Course Course, Phrasebook Phrasebook)> loaded = new(() => TinyCourse.Load(
        ("01-kinds/sheet.yaml", "presupposes: []\nproblems: [1, 2]"),
        ("01-kinds/ru.md", "# Разное\n\n> Эпиграф.\n\nВступление."),
        ("01-kinds/01-all/problem.yaml", """
            define:
              h1: "[a + x1 + x2 > 0]"
            parts:
              1:
                reply: weights
                names: [a, b, w1]
                inputs: [x1, x2]
                rows: bits
                output: "[b + w1*h1 > 0]"
                wanted: "[x1 = 1 and x2 = 1]"
                answer: (-1.5, -0.5, 1)
                mistakes: { or: "output = [x1 + x2 > 0]" }
                right: ["-1,5; -0,5; 1"]
                wrong: ["-0,5; -0,5; 1"]
              2: { reply: order, answer: "(2, 1, 3)" }
              3: { reply: self-check }
            """),
        ("01-kinds/01-all/ru.md", $"""
            # Разное

            Условие.

            ## 1
            Подбери веса.
            {hints}
            ### mistake or
            Похоже, это «или».
            ### solution
            Разбор весов.

            ## 2
            Расставь.
            ### options
            1. второе
            2. первое
            3. третье
            {hints}
            ### solution
            Разбор порядка.

            ## 3
            Докажи.
            {hints}
            ### model
            Образец доказательства.
            """),
        ("01-kinds/02-chain/problem.yaml", """
            given: { x: 2 }
            define: { h: 3*x, y: h + 1, z: y^2 }
            parts:
              1: { reply: number, answer: h }
              2: { reply: number, answer: y }
              3: { reply: number, answer: z }
            """),
        ("01-kinds/02-chain/ru.md", $"""
            # Цепочка

            Условие.

            ## 1
            Чему равно h?
            {hints}
            ### solution
            Разбор h.

            ## 2
            Чему равно y?
            {hints}
            ### solution
            Разбор y.

            ## 3
            Чему равно z?
            {hints}
            ### solution
            Разбор z.
            """)));

    private const string hints = """
        ### hint
        Раз.
        ### hint
        Два.
        ### hint
        Три.
        """;

    private static Chat Chat(params ReadOnlySpan<string> texts) => new Chat(loaded.Value.Course, loaded.Value.Phrasebook).Say("/next").Say(texts);

    [Fact]
    public void Of_a_network_that_does_not_work_a_row_is_shown_with_its_neurons()
    {
        var chat = Chat("-0,5; -0,5; 1");
        Assert.Contains("сошлось 2 из 4", chat.Said);
        Assert.Contains("x₁ = 0; x₂ = 1", chat.Said);
        Assert.Contains("h₁ = 1", chat.Said);
        Assert.Contains("Похоже, это «или»", chat.Said);
        Assert.Equal((1, "misfits", "or"), (chat.Learner.Asked!.Tries, chat.Attempts[0].Verdict, chat.Attempts[0].Mistake));
    }

    [Theory, InlineData("-2; -0,5; 1", true), InlineData("-3; -0,5; 1", false)]
    public void A_sum_exactly_at_the_threshold_is_told(string reply, bool isTold) => Assert.Equal(isTold, Chat(reply).Said.Contains("ровно на порог", StringComparison.Ordinal));

    [Fact]
    public void Of_an_order_the_right_beginning_is_told()
    {
        var chat = Chat("-1,5; -0,5; 1", "2 3 1");
        Assert.Contains("Начало верное", chat.Said);
        Assert.Contains("Докажи", chat.Say("2 1 3").Said);
    }

    [Theory]
    [InlineData(Phrase.ButtonSelfYes, Ending.Right), InlineData(Phrase.ButtonSelfPartly, Ending.Partly), InlineData(Phrase.ButtonSelfNo, Ending.Missed)]
    public void Free_words_are_met_with_the_model_answer_and_marked_by_a_tap(Phrase button, Ending ending)
    {
        var chat = Chat("-1,5; -0,5; 1", "2 1 3", "потому что потому");
        Assert.Contains("Образец доказательства", chat.Said);
        Assert.Null(chat.Learner.Parts.GetValueOrDefault(PartId.Parse("1.1.3")));
        chat.Press(button);
        Assert.Equal(ending, chat.Learner.Parts[PartId.Parse("1.1.3")].Ending);
        Assert.Equal(["right", "right", "self-check", "self-mark"], chat.Attempts.Select(attempt => attempt.Verdict));
    }

    [Theory, InlineData("Да!", Ending.Right), InlineData("частично", Ending.Partly), InlineData("нет", Ending.Missed)]
    public void The_mark_may_be_typed(string mark, Ending ending) =>
        Assert.Equal(ending, Chat("-1,5; -0,5; 1", "2 1 3", "потому", mark).Learner.Parts[PartId.Parse("1.1.3")].Ending);

    [Fact]
    public void A_mark_before_the_model_answer_has_been_shown_is_just_words()
    {
        var chat = Chat("-1,5; -0,5; 1", "2 1 3", "да");
        Assert.Contains("Образец доказательства", chat.Said);
        Assert.NotNull(chat.Learner.Asked);
        Assert.Contains("отработала", Chat("-1,5; -0,5; 1", "2 1 3").PressData("mark 1.1.3 Yes").Said);
    }

    [Fact]
    public void A_step_that_follows_from_a_wrong_answer_counts_and_so_does_the_next()
    {
        var chat = Chat("/next 1.2", "5", "/skip", "6");
        Assert.Contains("из-за пункта 1", chat.Said);
        Assert.Equal(Ending.Right, chat.Learner.Parts[PartId.Parse("1.2.2")].Ending);
        Assert.Contains("из-за пунктов 1, 2", chat.Say("36").Said);
        Assert.Equal(["wrong", "carried", "carried"], chat.Attempts.Select(attempt => attempt.Verdict));
    }

    [Theory, InlineData("/skip", "7", "right"), InlineData("6", "6", "wrong")]
    public void What_does_not_follow_from_a_wrong_answer_is_judged_as_ever(string after, string reply, string verdict) =>
        Assert.Equal(verdict, Chat("/next 1.2", "5", after, reply).Attempts[^1].Verdict);

    [Fact]
    public void The_learners_own_marks_count_in_the_progress()
    {
        var chat = Chat("-1,5; -0,5; 1", "2 1 3", "потому").Press(Phrase.ButtonSelfPartly).Say("/progress");
        Assert.Contains("Решено пунктов: 2 из 6", chat.Said);
        Assert.Contains("наполовину — 1", chat.Said);
    }
}
