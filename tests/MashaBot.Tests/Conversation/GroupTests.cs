using System.Collections.Immutable;
using MashaBot.Conversation;
using MashaBot.Sheets;
using NodaTime;

namespace MashaBot.Tests.Conversation;

/// <summary>A group of the tiny course: whoever writes in it, replies, presses.</summary>
public sealed class GroupTests
{
    private const int Class = -9;
    private static readonly DailyHour nine = new(new(9, 0), "Europe/Moscow");

    private readonly Dialogue dialogue = new(TinyCourse.Course, TinyCourse.Phrasebook);
    private readonly Dictionary<long, Learner> members = [];
    private Learner group = Dialogue.NewGroup(new(Class), nine, Language.Russian, isChannel: false);
    private Instant now = Chat.Morning;
    private int messages = 100;
    private ImmutableArray<Message> said = [];

    [Fact]
    public void Whoever_brings_the_bot_is_greeted_with_all_and_the_first_problem_comes_at_its_hour()
    {
        Take(5, new Incoming.Joined());
        Assert.Equal(now + Duration.FromDays(1), group.Due);
        Assert.Contains("/board", Said, StringComparison.Ordinal);
        now = group.Due!.Value;
        Day();
        Assert.Equal([new PartId(new(1, 1), 1), new PartId(new(1, 1), 2)], said.Select(message => message.About?.Part).OfType<PartId>());
        Assert.All(said, message => Assert.True(message.Unasked));
        Assert.Equal(now + Duration.FromDays(1), group.Due);
    }

    [Fact]
    public void The_figures_of_a_group_are_its_own()
    {
        Begin();
        Assert.NotEqual(VariantId.Book, group.Dealt!.Variant);
    }

    [Fact]
    public void A_right_reply_counts_for_its_author_and_on_the_board_and_only_the_first_is_cheered()
    {
        Begin();
        Reply(5, "Анна", 1, Answer(1));
        Assert.Contains(said, message => message.Reaction is { Emoji: "👍" or "👏" or "👌" });
        Assert.Contains(said, message => message is { Only: { Member.Value: 5 }, ReplyTo: not null });
        Assert.Contains(said, message => message.Only is null && message.Body.ToText().Contains("Анна", StringComparison.Ordinal));
        Assert.Equal(Ending.Right, members[5].Parts[new(new(1, 1), 1)].Ending);
        Assert.Equal(1, members[5].Streak.Days);

        Reply(5, "Анна", 1, Answer(1));
        Reply(6, "Борис", 1, Answer(1));
        Assert.DoesNotContain(said, message => message is { Only: null, Reaction: null });
        Assert.Equal([("Анна", 1), ("Борис", 1)], group.Club!.Board.OrderBy(score => score.Key).Select(score => (score.Value.Name, score.Value.Solved)));

        Say(6, "/board");
        Assert.Contains("1. Анна — 1 пункт", Said, StringComparison.Ordinal);
        Assert.Contains("1. Борис — 1 пункт", Said, StringComparison.Ordinal);      // who has solved as many shares the place
    }

    [Fact]
    public void A_wrong_reply_is_told_to_its_author_alone()
    {
        Begin();
        Reply(5, "Анна", 1, "12345");
        Assert.All(said, message => Assert.True(message.Reaction is not null || message.Only?.Member.Value == 5));
        Assert.DoesNotContain(said, message => message.Reaction is { Emoji: "👍" });
        Assert.Empty(group.Club!.Board);
        Assert.False(members[5].Parts.ContainsKey(new(new(1, 1), 1)));
    }

    [Fact]
    public void Who_has_never_written_to_the_bot_alone_gets_nothing_sent_there()
    {
        Begin();
        Reply(5, "Анна", 1, Answer(1));
        Assert.False(members[5].Reachable);
        Assert.Null(members[5].Tick);
    }

    [Fact]
    public void People_s_own_talk_is_left_alone()
    {
        Begin();
        Say(5, "ага", replyTo: 9999);
        Assert.Equal(5, Assert.Single(said).Only?.Member.Value);      // a reply to the bot, but to no question: it is told how, alone
        Say(5, "/weather");
        Assert.Empty(said);
        Say(5, "Маша, привет!");
        Assert.Contains("ответь на моё сообщение", Said, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_concerns_all_is_for_admins_to_change()
    {
        Begin();
        foreach (var words in new[] { "/time 19:00", "/stop", "/language", "/plain" })
        {
            Say(5, words);
            Assert.Equal(5, Assert.Single(said).Only?.Member.Value);
        }
        Take(5, new Incoming.Press("hour 20") { Id = "p" });
        Assert.Equal("p", Assert.Single(said).Only?.Press);
        Assert.Equal(nine, group.Daily);

        Say(5, "/time 19:00", mayManage: true);
        Assert.Equal(new(19, 0), group.Daily.Time);
        Take(5, new Incoming.Press("hour 20") { Id = "p" }, mayManage: true);
        Assert.Equal(new(20, 0), group.Daily.Time);
        Say(5, "/stop", mayManage: true);
        Assert.Null(group.Due);
        Say(5, "/start", mayManage: true);
        Assert.NotNull(group.Due);
    }

    [Fact]
    public void The_questions_are_asked_again_but_not_all_the_time()
    {
        Begin();
        Say(5, "/next");
        Assert.Equal(5, Assert.Single(said).Only?.Member.Value);
        now += Duration.FromMinutes(11);
        Say(5, "/next");
        Assert.Equal(2, said.Count(message => message.About is not null));
    }

    [Fact]
    public void Below_a_channels_post_what_is_no_answer_is_talk()
    {
        group = Dialogue.NewGroup(new(Class), nine, Language.Russian, isChannel: true);
        Begin();
        Take(5, new Incoming.Text("ничего себе задачка", ++messages, Question(1)), isChannel: true);
        Assert.Empty(said);
        Take(5, new Incoming.Text("12345", ++messages, Question(1)), isChannel: true);
        Assert.NotEmpty(said);
        Take(5, new Incoming.Text("и вам привет", ++messages, 9999), isChannel: true);
        Assert.Empty(said);
    }

    [Fact]
    public void A_hint_is_shown_to_whoever_presses_one_after_the_other()
    {
        Begin();
        var button = Assert.Single(said[^1].Buttons[0], button => !button.OpensChat);
        Take(5, new Incoming.Press(button.Data) { Id = "p1" });
        Assert.Equal(new Only(new(5), "p1"), said[0].Only);
        var second = said[0].Buttons[0][0].Data;
        Assert.NotEqual(button.Data, second);
        Take(5, new Incoming.Press(second) { Id = "p2" });
        Assert.Contains("Подсказка 2", Said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_solution_is_for_those_who_have_solved_it_and_from_the_next_day_for_all()
    {
        Begin();
        var question = Question(1);
        Say(5, "/solution", question);
        Assert.DoesNotContain("Разбор:", Said, StringComparison.Ordinal);
        Reply(5, "Анна", 1, Answer(1));
        Say(5, "/solution", question);
        Assert.Contains("Разбор:", Said, StringComparison.Ordinal);
        Day();
        Say(6, "/solution", question);
        Assert.Contains("Разбор:", Said, StringComparison.Ordinal);
    }

    [Fact]
    public void On_the_first_day_of_a_week_the_board_of_the_last_is_shown_and_cleared()
    {
        Begin();
        Reply(5, "Анна", 1, Answer(1));
        now = Instant.FromUtc(2026, 11, 30, 6, 0);       // a Monday
        Day();
        Assert.Contains("Доска прошлой недели", Said, StringComparison.Ordinal);
        Assert.Empty(group.Club!.Board);
        Say(5, "/board");
        Assert.Contains("чисто", Said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_that_answers_nothing_is_left_alone_in_the_end()
    {
        Begin();
        for (var day = 0; day < 20 && group.Due is { } due; day++)
        {
            now = due;
            Day();
        }
        Assert.Null(group.Due);
        Assert.Contains("/start", Said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_that_is_solved_alone_opens_from_the_group()
    {
        Begin();
        Assert.Contains(said.SelectMany(message => message.Buttons).SelectMany(row => row), button => button is { OpensChat: true, Data: "1-1" });
    }

    [Fact]
    public void A_group_that_moves_keeps_everything_under_its_new_number()
    {
        Begin();
        Reply(5, "Анна", 1, Answer(1));
        var moved = dialogue.On(group, new Incoming.Moved(new(-100)), now).Next;
        Assert.Equal(group with { Id = new(-100), Chat = new(-100) }, moved);
    }

    private string Said => string.Join("\n\n", said.Where(message => message.Reaction is null).Select(message => message.Body.ToText()));

    private void Begin()
    {
        Take(5, new Incoming.Joined());
        Day();
    }

    /// <summary>The day comes, and the bot learns under which numbers its questions stand.</summary>
    private void Day()
    {
        group = group with { Due = now };
        var outcome = dialogue.On(group, new Incoming.DayCame(), now);
        (group, said) = (outcome.Next, outcome.Send);
        foreach (var message in said)
        {
            messages++;
            if (message.About is { } about) group = dialogue.On(group, new Incoming.Asked(messages, about), now).Next;
        }
    }

    private int Question(int part) => group.Shown.Last(shown => shown.About.Part.Number == part).Message;

    private string Answer(int part) => TinyCourse.Course.Find(new(1, 1))!.Deal(group.Dealt!.Variant).Answer(part, Language.Russian).ToText();

    private void Reply(long member, string name, int part, string words) => Take(member, new Incoming.Text(words, ++messages, Question(part)), name);

    private void Say(long member, string words, int? replyTo = null, bool mayManage = false) => Take(member, new Incoming.Text(words, ++messages, replyTo), mayManage: mayManage);

    private void Take(long member, Incoming incoming, string name = "Анна", bool mayManage = false, bool isChannel = false)
    {
        var author = members.GetValueOrDefault(member) ?? Dialogue.Member(new(member), nine, "ru");
        var outcome = dialogue.InGroup(group, author, incoming, new(new(Class), name, mayManage, isChannel), now);
        (group, said) = (outcome.Group, outcome.Send);
        if (outcome.Author is { } changed) members[member] = changed;
    }
}
