using System.Collections.Immutable;
using MashaBot.Admin;
using MashaBot.Sheets;
using NodaTime;

namespace MashaBot.Conversation;

/// <summary>
/// The conversation as a pure function: a learner, what came in and the time give the learner afterwards and what is said.
/// No clock, no network, no store: the same arguments always give the same outcome.
/// </summary>
public sealed partial class Dialogue
{
    private const int LongestReply = 1000;      // an answer to a pencil problem; Telegram lets people send 4,096

    private readonly Phrasebook phrasebook;
    private readonly Lesson lesson;
    private readonly GroupLesson groups;
    private readonly Morning morning;
    private readonly Notebook notebook;
    private readonly SheetMap map;
    private readonly ProgressReport progress;
    private readonly ImmutableHashSet<LearnerId> admins;

    /// <param name="admins">Only they have an admin's commands and buttons.</param>
    public Dialogue(Course course, Phrasebook phrasebook, params IEnumerable<LearnerId> admins)
    {
        this.admins = [.. admins];
        this.phrasebook = phrasebook;
        lesson = new(course);
        groups = new(course);
        notebook = new(course);
        map = new(course);
        progress = new(course);
        morning = new(lesson, groups, progress);
    }

    /// <summary>Somebody who has never written before.</summary>
    /// <param name="language">As their Telegram says: "ru", "en-GB"; of another language, English, which more people read.</param>
    public static Learner Newcomer(LearnerId id, ChatId chat, DailyHour daily, string? language = null) =>
        new() { Id = id, Chat = chat, Daily = daily, Language = LanguageOf(language) };

    /// <param name="code">As Telegram gives it; null where it does not.</param>
    public static Language LanguageOf(string? code) => code is null ? Language.Russian : Languages.Find(code) ?? Language.English;

    public Outcome On(Learner learner, Incoming incoming, Instant now)
    {
        var turn = new Turn(learner, phrasebook[learner.Language], now);
        if (admins.Contains(learner.Id) && AdminTalk.On(turn, incoming) is { } office) return office.End();
        return (incoming switch
        {
            Incoming.Text(var words, var id, var replyTo) => OnText(turn, words, id, replyTo),
            Incoming.Edited(var words, var id) => OnEdited(turn, words, id),
            Incoming.Press(var data) => OnPress(turn, data),
            Incoming.Moved(var to) => turn.Become(learner with { Id = new(to.Value), Chat = to }),
            Incoming.Media(var kind) => OnMedia(turn, kind),
            Incoming.Asked(var message, var about) => Lesson.Asked(turn, message, about),
            Incoming.Blocked => turn.Become(learner with { Reachable = false }),
            Incoming.Unblocked => turn.Become(Timetable.Back(learner, now)),
            Incoming.DayCame => morning.On(turn),
            _ => throw new System.Diagnostics.UnreachableException(),
        }).End();
    }

    /// <summary>What is said when something of ours broke on the way.</summary>
    public Message Trouble(Learner learner) => new(phrasebook[learner.Language][Phrase.Trouble]) { Form = learner.Form };

    /// <summary>What is said, once, to somebody who writes faster than anybody can solve.</summary>
    public Message SlowDown(Learner learner) => new(phrasebook[learner.Language][Phrase.SlowDown]) { Form = learner.Form };

    private Turn OnText(Turn turn, string words, int id, int? replyTo)
    {
        turn = turn.Become(Timetable.Back(turn.Learner, turn.Now) with { Unanswered = 0 });           // whoever writes can be written to
        if (Typed.In(words) is { } typed)
            return OnCommand(turn.Become(turn.Learner with { Expecting = Expecting.Reply }), typed);
        return turn.Learner.Expecting switch
        {
            Expecting.Hour => Timetable.OnHour(turn, words),
            Expecting.LocalTime => Timetable.OnLocalTime(turn, words),
            _ => OnReply(turn, words, id, replyTo),
        };
    }

    private Turn OnReply(Turn turn, string words, int id, int? replyTo = null)
    {
        if (turn.Phrases.HeardAs(words) is { } talk) return OnSmallTalk(turn, talk);
        if (words.Length > LongestReply) return turn.Say(Phrase.TooLong);
        return replyTo is { } older && lesson.ReplyToOlder(turn, words, older) is { } answered ? answered : lesson.Reply(turn, words, id);
    }

    private Turn OnSmallTalk(Turn turn, SmallTalk talk) => talk switch
    {
        SmallTalk.Dunno when lesson.IsAsking(turn.Learner) => turn.Say(turn.Phrases.Say(Phrase.Dunno, turn.Luck), lesson.HelpButtons(turn)),
        SmallTalk.Thanks => turn.Say(Phrase.Thanks),
        SmallTalk.Hello => turn.Say(turn.Phrases.Say(Phrase.Hello, turn.Luck), lesson.OnwardButtons(turn)),
        _ => turn.Say(turn.Phrases[Phrase.NothingAsked], lesson.OnwardButtons(turn)),
    };

    private Turn OnCommand(Turn turn, Typed typed) => typed.Known switch
    {
        Command.Start => OnStart(turn, typed.Argument),
        Command.Next => lesson.Next(turn, typed.Argument),
        Command.Hint => lesson.Hint(turn),
        Command.Solution => lesson.Solution(turn),
        Command.Skip => lesson.Skip(turn),
        Command.Review => lesson.Review(turn),
        Command.Mistakes => notebook.Tell(turn),
        Command.Progress => progress.Tell(turn),
        Command.Sheets => map.Tell(turn),
        Command.Board => turn.Say(turn.Phrases[Phrase.BoardInGroups], lesson.OnwardButtons(turn)),
        Command.Backprop => turn.Say(Calculator.Answer(typed.Argument, turn.Phrases)),
        Command.Settings => Habits.Settings(turn),
        Command.Time => Timetable.Ask(turn, typed.Argument),
        Command.Pause => Habits.Pause(turn, typed.Argument),
        Command.Language => Manner.AskLanguage(turn, phrasebook),
        Command.Plain => Manner.SetForm(turn, MessageForm.Plain),
        Command.Pictures => Manner.SetForm(turn, MessageForm.Pictures),
        Command.Rich => Manner.SetForm(turn, MessageForm.Rich),
        Command.Privacy => Privacy.Tell(turn),
        Command.Export => Privacy.Export(turn),
        Command.Forget => Privacy.AskForget(turn),
        Command.Help => turn.Say(turn.Phrases[Phrase.Help], lesson.OnwardButtons(turn)),
        Command.Stop => turn.Become(turn.Learner with { Due = null, ReminderDue = null }).Say(Phrase.Stopped),
        _ => turn.Say(turn.Phrases[Phrase.UnknownCommand, ("command", $"/{typed.Name}")]),
    };

    private Turn OnStart(Turn turn, string link)
    {
        var (before, due) = (turn.Learner, Timetable.NextDaily(turn.Learner, turn.Now));
        turn = turn.Become(before with { Due = due, ReminderDue = Timetable.NextReminder(before, turn.Now), Unanswered = 0 });
        if (lesson.Find(link) is { } problem) return lesson.Begin(turn, problem);       // t.me/bot?start=3-7
        if (map.Find(link) is { } sheet) return map.Open(turn, sheet);                  // t.me/bot?start=sheet3
        var when = ("due", (object)Timetable.When(turn, due));
        if (before.Dealt is not null) return turn.Say(turn.Phrases[Phrase.WelcomeBack, when], lesson.OnwardButtons(turn));
        return Manner.AskForm(turn.Say(turn.Phrases[Phrase.Greeting, when]), Phrase.FormFirst);
    }

    private Turn OnPress(Turn turn, string data)
    {
        turn = turn.Become(Timetable.Back(turn.Learner, turn.Now) with { Expecting = Expecting.Reply, Unanswered = 0 });
        return Pressed.Read(data) switch
        {
            Pressed.Next => lesson.Next(turn),
            Pressed.Question => lesson.Question(turn),
            Pressed.Hint(var part) => lesson.Hint(turn, part),
            Pressed.Solution(var part, var variant, var sure) => lesson.Solution(turn, part, variant, sure),
            Pressed.Skip(var part) => lesson.Skip(turn, part),
            Pressed.TooEasy(var part) => lesson.TooEasy(turn, part),
            Pressed.TooHard(var part) => lesson.TooHard(turn, part),
            Pressed.Leave(var problem) => lesson.Leave(turn, problem),
            Pressed.Repair(var part) => lesson.Repair(turn, part),
            Pressed.Mark(var part, var mark) => lesson.Mark(turn, part, mark),
            Pressed.Review => lesson.Review(turn),
            Pressed.Again(var part) => lesson.Again(turn, part),
            Pressed.Sheets => map.Tell(turn),
            Pressed.OpenSheet(var number) => map.Open(turn, number),
            Pressed.OpenProblem(var problem) => lesson.Begin(turn, problem),
            Pressed.Hour(var hour) => Timetable.Set(turn, new(hour, 0)),
            Pressed.AskHour => Timetable.Ask(turn, ""),
            Pressed.AskZone => Timetable.AskZone(turn),
            Pressed.Clock(var minutes) => Timetable.OnOffset(turn, minutes),
            Pressed.Zone(var name) => Timetable.OnZone(turn, name),
            Pressed.AskReminder => Habits.AskReminder(turn),
            Pressed.Reminder(var hour) => Habits.SetReminder(turn, hour),
            Pressed.AskRest => Habits.AskRest(turn),
            Pressed.Rest(var day) => Habits.ToggleRest(turn, day),
            Pressed.CountDays(var counts) => Habits.CountDays(turn, counts),
            Pressed.Order(var order) => Habits.SetOrder(turn, order),
            Pressed.Pause(var days) => Habits.SetPause(turn, days),
            Pressed.AskForm => Manner.AskForm(turn, Phrase.FormAsk),
            Pressed.Form(var form) => OnForm(turn, form),
            Pressed.AskLanguage => Manner.AskLanguage(turn, phrasebook),
            Pressed.Speak(var language) => Manner.Speak(turn, language, phrasebook),
            Pressed.Export => Privacy.Export(turn),
            Pressed.AskForget => Privacy.AskForget(turn),
            Pressed.Forget => Privacy.Forget(turn),
            Pressed.Complain(var part, var variant) => Privacy.Complain(turn, part, variant),
            _ => turn.Say(turn.Phrases[Phrase.StaleButton], lesson.OnwardButtons(turn)),
        };
    }

    // The first tap says how formulas are seen and asks for the first problem at once.
    private Turn OnForm(Turn turn, MessageForm form) => turn.Learner.Dealt is null
        ? lesson.Next(turn.Become(turn.Learner with { Form = form, HasChosenForm = true }))
        : Manner.SetForm(turn, form);

    private Turn OnEdited(Turn turn, string words, int id) =>
        Typed.In(words) is null && lesson.LastReply(turn.Learner) == id
            ? OnReply(turn, words, id)
            : turn.Say(turn.Phrases[Phrase.EditedLate], lesson.OnwardButtons(turn));

    private static Turn OnMedia(Turn turn, MediaKind kind) => turn.Become(Timetable.Back(turn.Learner, turn.Now)).Say(kind switch
    {
        MediaKind.Photo or MediaKind.Document => Phrase.MediaPhoto,
        MediaKind.Sticker => Phrase.MediaSticker,
        MediaKind.Voice or MediaKind.Video => Phrase.MediaVoice,
        _ => Phrase.MediaOther,
    });
}
