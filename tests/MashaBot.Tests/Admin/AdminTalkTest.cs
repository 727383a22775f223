using MashaBot.Admin;
using MashaBot.Conversation;
using MashaBot.Tests.Conversation;

namespace MashaBot.Tests.Admin;

public sealed class AdminTalkTest
{
    private static readonly string[] stolen = ["admin stats", "admin cases 0", "admin case 5", "admin answer 5", "admin close 5", "admin broadcasts", "admin send 5", "admin halt 5"];

    [Theory, InlineData("/stats"), InlineData("/cases"), InlineData("/broadcast hi"), InlineData("/reload")]
    public void For_others_the_commands_are_unknown_as_any_other(string command)
    {
        var chat = new Chat().Say("/start", command);
        Assert.Empty(chat.Requests);
        Assert.Equal(new Chat().Say("/start", "/nonsense").Said.Replace("/nonsense", command.Split(' ')[0], StringComparison.Ordinal), chat.Said);
    }

    [Fact]
    public void For_others_stolen_buttons_do_nothing()
    {
        foreach (var data in stolen)
        {
            Assert.NotNull(AdminTask.Read(data));
            var chat = new Chat().Say("/start");
            var before = chat.Learner;
            chat.PressData(data);
            Assert.Empty(chat.Requests);
            Assert.Contains("своё уже отработала", chat.Said);
            Assert.Equal((before.Expecting, before.Answering), (chat.Learner.Expecting, chat.Learner.Answering));
        }
    }

    [Theory]
    [InlineData("/stats", "Stats"), InlineData("/STATS", "Stats"), InlineData("/stats@MashaBot", "Stats"), InlineData("/cases", "Cases")]
    [InlineData("/broadcast", "Broadcasts"), InlineData("/broadcast hello", "Draft"), InlineData("/reload", "Reload")]
    public void An_admins_command_is_handed_on(string command, string task) =>
        Assert.Equal(task, Task(new Chat(new LearnerId(7)).Say(command)).GetType().Name);

    [Fact]
    public void Each_button_comes_back_as_what_it_was() =>
        Assert.All(stolen, data => Assert.Equal(data, AdminTask.Read(data)!.Data));

    [Theory, InlineData("admin"), InlineData("admin case"), InlineData("admin case x"), InlineData("admin case -1"), InlineData("admin case 99999999999999999999"), InlineData("admin cases 99999999999"), InlineData("admin reload now")]
    public void What_is_no_button_is_nobodys_task(string data) => Assert.Null(AdminTask.Read(data));

    [Fact]
    public void The_text_behind_the_command_keeps_its_lines() =>
        Assert.Equal("One\n\n$x^2$", Assert.IsType<AdminTask.Draft>(Task(new Chat(new LearnerId(7)).Say("/broadcast One\n\n$x^2$"))).Text);

    [Fact]
    public void Whoever_is_no_admin_any_more_answers_no_case()
    {
        var chat = new Chat(new LearnerId(7)).Say("/start", "/next").PressData("admin answer 5");
        Assert.Equal((Expecting.CaseAnswer, 5L), (chat.Learner.Expecting, chat.Learner.Answering));
        Assert.Equal(new AdminTask.AnswerCase(5, "words"), Task(new Chat(new LearnerId(7)).From(chat.Learner).Say("words")));
        var demoted = new Chat().From(chat.Learner).Say("6");
        Assert.Empty(demoted.Requests);
        Assert.Contains("✅", demoted.Said);
    }

    [Fact]
    public void An_admin_learns_like_anybody() => Assert.Contains("✅", new Chat(new LearnerId(7)).Say("/start", "/next", "6").Said);

    private static AdminTask Task(Chat chat)
    {
        Assert.Empty(chat.Answer);
        return Assert.IsType<Request.Administer>(Assert.Single(chat.Requests)).Task;
    }
}
