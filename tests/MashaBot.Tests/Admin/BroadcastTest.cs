using System.Collections.Immutable;
using MashaBot.Admin;
using MashaBot.Conversation;
using MashaBot.Playground;
using MashaBot.Store;
using MashaBot.Tests.Conversation;
using MashaBot.Tests.Store;

namespace MashaBot.Tests.Admin;

public sealed class BroadcastTest
{
    private const string Text = "**Новость.** Теперь есть $x^2$.";

    [Fact]
    public void A_page_reaches_those_who_expect_messages_and_an_empty_one_is_the_end()
    {
        var learners = new[]
        {
            SomeLearner.Of(1, Chat.Morning), SomeLearner.Of(2), SomeLearner.Of(3, Chat.Morning) with { Reachable = false }, SomeLearner.Of(4, Chat.Morning) with { Pause = new(new(2026, 11, 20), new(2026, 12, 20)) },
            SomeLearner.Of(5, Chat.Morning) with { Chat = new(-100) },
        };
        var (next, reached) = new Broadcast(7, new(9), Text, Of: 2, BroadcastState.Sending).Over([.. learners.Select(learner => learner.Id), new(6)], id => learners.FirstOrDefault(learner => learner.Id == id));
        Assert.Equal([1L, 4L], reached.Select(learner => learner.Id.Value));       // a holiday is no reason not to know
        Assert.Equal((new LearnerId(6), 2, BroadcastState.Sending), (next.After, next.Sent, next.State));
        Assert.Equal(next with { State = BroadcastState.Done }, next.Over([], _ => null).Next);
    }

    [Fact]
    public async Task It_is_shown_before_it_is_sent_and_comes_silently_in_each_learners_form()
    {
        await using var office = await Office.Open();
        var (anna, boris, clara) = (await office.Learner("Anna"), await office.Learner("Boris"), await office.Learner("Clara"));
        await office.Bot.Ask(boris, "/plain");
        await office.Bot.Ask(clara, "/stop");
        var before = office.Bot.Heard(anna).Length;
        var ask = await office.Hear($"/broadcast {Text}", message => message.Buttons.Length > 0);
        var preview = office.Bot.Server.Messages(office.Admin)[^2];
        Assert.Equal(before, office.Bot.Heard(anna).Length);                       // nothing yet
        Assert.Contains("3 человека это получат", ask.Text);
        await office.PressData(ask.Buttons[0][0].Data!, message => message.Text.Contains("Поехало", StringComparison.Ordinal));
        var heard = await office.Bot.Hear(anna, message => message.Text == preview.Text);
        Assert.True(heard.Silent);
        Assert.Equal(MessageKind.Rich, heard.Kind);
        Assert.Contains("x²", (await office.Bot.Hear(boris, message => message.Text.StartsWith("Новость", StringComparison.Ordinal))).Text);
        await office.Bot.Hear(office.Admin, message => message.Text.Contains("Рассылка закончена. Получателей: 3", StringComparison.Ordinal));
        Assert.DoesNotContain(office.Bot.Heard(clara), text => text.StartsWith("Новость", StringComparison.Ordinal));
        Assert.Contains("Получателей: 3", (await office.Hear("/broadcast")).Text);
        Assert.Contains("уже позади", (await office.PressData(ask.Buttons[0][0].Data!, on: ask)).Text);      // pressed once more
        await office.Bot.Quiet();
        Assert.Equal(1, Got(office, anna));
    }

    [Fact]
    public async Task Who_blocks_the_bot_gets_nothing_more_and_the_others_all()
    {
        await using var office = await Office.Open();
        var people = new List<Person>();
        for (var i = 0; i < 25; i++) people.Add(await office.Learner($"Person {i}"));       // more than a page
        await office.Bot.Quiet();
        var blocking = new[] { people[3], people[22] };
        foreach (var person in blocking) office.Bot.Server.Inject(null, new Fault.Blocked(), times: 1_000, chat: person.Id);
        office.Bot.Server.ForgetCalls();
        for (var i = 1; i <= 2; i++)
        {
            var ask = await office.Hear($"/broadcast Новость {i}", message => message.Buttons.Length > 0);
            await office.PressData(ask.Buttons[0][0].Data!, message => message.Text.Contains("Поехало", StringComparison.Ordinal));
            await office.Bot.Soon(() => office.Bot.Heard(office.Admin).Count(text => text.Contains("Рассылка закончена", StringComparison.Ordinal)) == i);
            await office.Bot.Quiet();
        }
        office.Bot.Clock.MoveOn(TimeSpan.FromDays(1));
        await office.Bot.Soon(() => office.Bot.Heard(people[^1]).Contains("Новость 2") && office.Bot.Server.Calls.Count(call => call.Chat == people[^1].Id) > 2);
        await office.Bot.Quiet();

        foreach (var person in blocking)
        {
            Assert.Single(office.Bot.Server.Calls, call => call.Chat == person.Id);
            Assert.False((await office.Bot.Kept(person))!.Reachable);
        }
        foreach (var person in people.Except(blocking)) Assert.Equal((1, 1), (office.Bot.Heard(person).Count(text => text == "Новость 1"), office.Bot.Heard(person).Count(text => text == "Новость 2")));
    }

    [Fact]
    public async Task A_draft_is_thrown_away_and_what_cannot_be_shown_is_refused()
    {
        await using var office = await Office.Open();
        var ask = await office.Hear($"/broadcast {Text}", message => message.Buttons.Length > 0);
        Assert.Contains("Черновик выброшен", (await office.Press(Phrase.ButtonCancel)).Text);
        Assert.Contains("уже позади", (await office.PressData(ask.Buttons[0][0].Data!, on: ask)).Text);
        Assert.Contains("Так не отправить", (await office.Hear(@"/broadcast Look: $\nosuchcommand{x}$")).Text);
        Assert.Contains("Так не отправить", (await office.Hear("/broadcast [graph](picture:graph)")).Text);
        Assert.Contains("прямо за командой", (await office.Hear("/broadcast")).Text);
        Assert.Empty(await office.Bot.Store.Notes(Broadcast.Kind));
    }

    [Fact]
    public async Task After_a_restart_it_goes_on_where_it_was_and_reaches_each_once()
    {
        await using var office = await Office.Open(bot => bot.Telegram.BulkPerSecond = 1);
        var people = await Crowd(office, 45);
        var ask = await office.Hear($"/broadcast {Text}", message => message.Buttons.Length > 0);
        await office.PressData(ask.Buttons[0][0].Data!);
        await RunningBot.Eventually(async () => (await Kept(office)).Sent >= 20);
        Assert.Equal(BroadcastState.Sending, (await Kept(office)).State);
        await office.Hear("/broadcast", message => message.Text.Contains("Рассылка идёт: ", StringComparison.Ordinal));
        await office.Bot.Restart();
        await Finished(office);
        await office.Bot.Quiet();
        Assert.All(people, person => Assert.Equal(1, Got(office, person)));
        Assert.Equal((BroadcastState.Done, 46), ((await Kept(office)).State, (await Kept(office)).Sent));
    }

    [Fact]
    public async Task It_can_be_stopped()
    {
        await using var office = await Office.Open(bot => bot.Telegram.BulkPerSecond = 1);
        var people = await Crowd(office, 45);
        var ask = await office.Hear($"/broadcast {Text}", message => message.Buttons.Length > 0);
        await office.PressData(ask.Buttons[0][0].Data!);
        await RunningBot.Eventually(async () => (await Kept(office)).Sent >= 20);
        await office.Hear("/broadcast", message => message.Text.Contains("Рассылка идёт", StringComparison.Ordinal));
        Assert.Contains("Рассылка остановлена", (await office.Press(Phrase.ButtonHalt)).Text);
        var sent = (await Kept(office)).Sent;
        await office.Bot.Restart();
        await office.Bot.Quiet();
        Assert.Equal((BroadcastState.Stopped, sent), ((await Kept(office)).State, (await Kept(office)).Sent));
        Assert.InRange(people.Append(office.Admin).Count(person => Got(office, person) > 0), sent - 1, sent);     // the admin saw the preview too
    }

    private static async Task<ImmutableArray<Person>> Crowd(Office office, int count)
    {
        ImmutableArray<Person> people = [.. Enumerable.Range(0, count).Select(i => office.Bot.Server.Meet($"P{i}", "ru"))];
        foreach (var person in people) office.Bot.Server.Say(person, "/start");
        await office.Bot.Quiet();
        return people;
    }

    private static Task Finished(Office office) => office.Bot.Soon(() => Kept(office).GetAwaiter().GetResult().State == BroadcastState.Done);

    private static async Task<Broadcast> Kept(Office office) => StoreJson.Read<Broadcast>((await office.Bot.Store.Notes(Broadcast.Kind))[^1].Body);

    private static int Got(Office office, Person person) => office.Bot.Heard(person).Count(text => text.StartsWith("Новость", StringComparison.Ordinal));
}
