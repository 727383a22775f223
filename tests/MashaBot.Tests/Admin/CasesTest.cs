using MashaBot.Conversation;
using MashaBot.Playground;
using MashaBot.Tests.Conversation;

namespace MashaBot.Tests.Admin;

public sealed class CasesTest : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = await Office.Open();

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task A_case_is_opened_answered_in_the_learners_chat_and_closed()
    {
        var anna = await Complain("Anna", "7");
        Assert.Contains("Открытые случаи: 1", (await office.Hear("/cases")).Text);
        var shown = await office.PressData($"admin case {await Number()}");
        Assert.Contains("задачка 1.1, пункт 1, вариант book", shown.Text);
        Assert.Contains($"Ученик {anna.Id}", shown.Text);
        Assert.Contains("Чему равен", shown.Text);                       // the question as the learner had it
        Assert.Contains("7", shown.Text);
        Assert.Contains("wrong", shown.Text);
        Assert.DoesNotContain("Anna", shown.Text);

        Assert.Contains("Пиши ответ", (await office.Press(Phrase.ButtonAnswer)).Text);
        var before = office.Bot.Server.Messages(anna)[^1].Id;
        Assert.Contains("случай закрыт", (await office.Hear("Да, ты **прав**: $y = 6$.")).Text);
        var answer = await office.Bot.Hear(anna, after: before);
        Assert.Contains("Ответ на твоё «тут ошибка»", answer.Text);
        Assert.Contains("Чему равен", answer.Text);
        Assert.Contains("Твой ответ был 7", answer.Text);
        Assert.Contains("Да, ты прав", answer.Text);
        Assert.True(answer.Silent);
        Assert.Contains("Открытых случаев нет", (await office.Hear("/cases")).Text);
        Assert.Contains("уже закрыт", (await office.PressData(shown.Button(TinyCourse.Phrases.Line(Phrase.ButtonClose)).Data!, on: shown)).Text);
    }

    [Fact]
    public async Task The_next_text_is_an_answer_only_until_something_else_is_done()
    {
        var anna = await Complain("Anna", "7");
        await office.Hear("/cases");
        await office.PressData($"admin case {await Number()}");
        await office.Press(Phrase.ButtonAnswer);
        await office.Hear("/next", message => message.Text.Contains("Чему равен", StringComparison.Ordinal));
        Assert.Contains("✅", (await office.Hear("6")).Text);              // to the problem
        Assert.DoesNotContain(office.Bot.Heard(anna), text => text.Contains("Ответ на твоё", StringComparison.Ordinal));
        Assert.Single(await office.Bot.Store.Notes("complaint"));
    }

    [Fact]
    public async Task Cases_are_walked_through_and_closed_one_by_one()
    {
        await Complain("Anna", "7");
        await Complain("Boris", "8");
        await Complain("Clara", "9");
        Assert.Contains("Открытые случаи: 3", (await office.Hear("/cases")).Text);
        Assert.Contains("Случай 1 из 3", (await office.PressData($"admin case {await Number()}")).Text);
        Assert.Contains("Случай 2 из 3", (await office.Press(Phrase.ButtonLater)).Text);
        Assert.Contains("Случай 3 из 3", (await office.Press(Phrase.ButtonLater)).Text);
        Assert.Contains("Случай 2 из 3", (await office.Press(Phrase.ButtonEarlier)).Text);
        Assert.Contains("Ждут ещё: 2", (await office.Press(Phrase.ButtonClose)).Text);
        var next = await office.Press(Phrase.ButtonLater);
        Assert.Contains("Случай 2 из 2", next.Text);
        Assert.Contains("9", next.Text);
    }

    [Fact]
    public async Task A_learner_who_has_gone_cannot_be_answered_and_who_is_forgotten_takes_the_case_along()
    {
        var anna = await Complain("Anna", "7");
        await office.Hear("/cases");
        await office.PressData($"admin case {await Number()}");
        await office.Press(Phrase.ButtonAnswer);
        office.Bot.Server.Block(anna);
        await RunningBot.Eventually(async () => !(await office.Bot.Kept(anna))!.Reachable);
        Assert.Contains("больше не написать", (await office.Hear("Hello")).Text);
        Assert.Single(await office.Bot.Store.Notes("complaint"));

        Assert.Contains("\"Cases\": [\n    {", (await MashaBot.Delivery.Requests.Export(office.Bot.Store, new(anna.Id))).ReplaceLineEndings("\n"));
        office.Bot.Server.Unblock(anna);
        await office.Bot.Ask(anna, "/forget");
        office.Bot.Server.Press(anna, office.Bot.Server.Messages(anna)[^1], TinyCourse.Phrases.Line(Phrase.ButtonForgetSure));
        await RunningBot.Eventually(async () => (await office.Bot.Store.Notes("complaint")).Count == 0);
    }

    [Fact]
    public async Task New_cases_ring_once_an_hour_without_a_sound()
    {
        await Complain("Anna", "7");
        await Complain("Boris", "8");
        await Minutes(1);
        var rung = await office.Bot.Hear(office.Admin, message => message.Text.Contains("🔔", StringComparison.Ordinal));
        Assert.Contains("случа", rung.Text);
        Assert.True(rung.Silent);
        await Complain("Clara", "9");
        await Minutes(50);
        Assert.Equal(1, Rung());
        await Minutes(12);
        await RunningBot.Eventually(() => Rung() == 2);
        Assert.Contains("1 новый случай", office.Bot.Heard(office.Admin)[^1]);
        await Minutes(120);
        Assert.Equal(2, Rung());                                          // nothing new
    }

    private async Task Minutes(int count)
    {
        for (var i = 0; i < count; i++)
        {
            office.Bot.Clock.MoveOn(TimeSpan.FromMinutes(1));
            await office.Bot.Desk.Pulse();
        }
        await office.Bot.Quiet();
    }

    private int Rung() => office.Bot.Heard(office.Admin).Count(text => text.Contains("🔔", StringComparison.Ordinal));

    private async Task<Person> Complain(string name, string reply)
    {
        var person = await office.Learner(name);
        var verdict = await office.Bot.Ask(person, reply);
        office.Bot.Server.Press(person, verdict, TinyCourse.Phrases.Line(Phrase.ButtonComplain));
        await office.Bot.Hear(person, after: verdict.Id);
        await office.Bot.Quiet();
        return person;
    }

    /// <summary>Of the oldest case.</summary>
    private async Task<long> Number() => (await office.Bot.Store.Notes("complaint"))[0].Id;
}
