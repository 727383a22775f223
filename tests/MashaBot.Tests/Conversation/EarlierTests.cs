using System.Collections.Immutable;
using MashaBot.Conversation;
using MashaBot.Sheets;
using NodaTime;

namespace MashaBot.Tests.Conversation;

/// <summary>Part 3 of the tiny course's first problem, its second sitting, builds on parts 1 and 2.</summary>
public sealed class EarlierTests
{
    private const string Known = "Вот что уже известно";
    private static readonly PartId third = new(new(1, 1), 3);
    private static readonly (Course Course, Phrasebook Phrasebook) tiny = TinyCourse.Changed("reply: choice", "reply: choice\n    after: [1, 2]");

    [Fact]
    public void On_another_day_the_answers_of_earlier_sittings_are_told_before_the_question()
    {
        var chat = Begun().Say("/next", "6", "9x^2");
        Assert.DoesNotContain(Known, chat.Said);
        chat.Say("/next");
        var said = chat.Said;
        Assert.Contains($"{Known}:\n\nПункт 1\n\nЧему равен y?\n\nОтвет:\n\n6\n\nПункт 2", said);
        Assert.True(said.IndexOf("Пункт 2", StringComparison.Ordinal) < said.IndexOf("Что растёт быстрее?", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_skipped_is_not_told()
    {
        var chat = Begun().Say("/next", "/skip", "9x^2", "/next");
        Assert.Contains("Пункт 2\n\nЗапиши", chat.Said);
        Assert.DoesNotContain("Чему равен y?", chat.Said);
        Assert.DoesNotContain(Known, Begun().Say("/next", "/skip", "/skip", "/next").Said);
    }

    [Fact]
    public void A_review_tells_all_that_its_part_builds_on_in_its_own_figures()
    {
        var chat = Begun().Say("/next", "/skip", "9x^2", "/next", "2").PressData(new Pressed.Again(third).Data);
        var variant = tiny.Course.Find(third.Problem)!.Deal(chat.Learner.Review!.Dealt.Variant);
        Assert.Contains($"Пункт 1\n\nЧему равен y?\n\nОтвет:\n\n{variant.Answer(1, Language.Russian).ToText()}", chat.Said);
        Assert.Contains("Пункт 2\n\nЗапиши", chat.Said);
    }

    [Fact]
    public void Within_a_sitting_nothing_is_told_twice()
    {
        var (course, phrasebook) = TinyCourse.Changed("reply: formula", "reply: formula\n    after: [1]");
        Assert.DoesNotContain(Known, new Chat(course, phrasebook).Say("/start", "/next", "6").Said);
    }

    [Fact]
    public void A_group_is_told_what_its_days_questions_build_on()
    {
        var dialogue = new Dialogue(tiny.Course, tiny.Phrasebook);
        var group = Dialogue.NewGroup(new(-9), new DailyHour(new(9, 0), "Europe/Moscow"), Language.Russian, isChannel: false);
        var (now, said) = (Chat.Morning, ImmutableArray<string>.Empty);
        for (var day = 0; day < 2; day++)
        {
            now += Duration.FromDays(1);
            var outcome = dialogue.On(group with { Due = now }, new Incoming.DayCame(), now);
            (group, said) = (outcome.Next, [.. outcome.Send.Select(message => message.Body.ToText())]);
            Assert.Equal(day == 1, said.Any(message => message.Contains(Known, StringComparison.Ordinal)));
        }
        Assert.Contains(said, message => message.Contains("Пункт 1\n\nЧему равен y?", StringComparison.Ordinal) && message.Contains("Пункт 2\n\n", StringComparison.Ordinal));
    }

    private static Chat Begun() => new Chat(tiny.Course, tiny.Phrasebook).Say("/start");
}
