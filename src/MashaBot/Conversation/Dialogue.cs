using MashaBot.Sheets;
using NodaTime;

namespace MashaBot.Conversation;

/// <summary>
/// The conversation as a pure function: a learner, what came in and the time give the learner afterwards and what is said.
/// No clock, no network, no store: the same arguments always give the same outcome.
/// </summary>
public sealed class Dialogue
{
    private const int LongestReply = 1000;      // an answer to a pencil problem; Telegram lets people send 4,096

    private readonly Phrasebook phrasebook;
    private readonly Lesson lesson;
    private readonly ProgressReport progress;

    public Dialogue(Course course, Phrasebook phrasebook)
    {
        this.phrasebook = phrasebook;
        lesson = new(course);
        progress = new(course);
    }

    /// <summary>Somebody who has never written before.</summary>
    public static Learner Newcomer(LearnerId id, ChatId chat, DailyHour daily, Language language = Language.Russian) =>
        new() { Id = id, Chat = chat, Daily = daily, Language = language };

    public Outcome On(Learner learner, Incoming incoming, Instant now)
    {
        var turn = new Turn(learner, phrasebook[learner.Language], now);
        return (incoming switch
        {
            Incoming.Text(var words, var id) => OnText(turn, words, id),
            Incoming.Edited(var words, var id) => OnEdited(turn, words, id),
            Incoming.Press(var data) => OnPress(turn, data),
            Incoming.Media(var kind) => OnMedia(turn, kind),
            Incoming.InGroup => turn.Say(Phrase.InGroup),
            Incoming.Blocked => turn.Become(learner with { Reachable = false, Due = null }),
            Incoming.Unblocked => turn.Become(learner with { Reachable = true }),
            Incoming.DayCame => OnDayCame(turn),
            _ => throw new System.Diagnostics.UnreachableException(),
        }).End();
    }

    /// <summary>What is said when something of ours broke on the way.</summary>
    public Message Trouble(Learner learner) => new(phrasebook[learner.Language][Phrase.Trouble]) { Form = learner.Form };

    private Turn OnText(Turn turn, string words, int id)
    {
        turn = turn.Become(turn.Learner with { Reachable = true });           // whoever writes can be written to
        if (Typed.In(words) is { } typed)
            return OnCommand(turn.Become(turn.Learner with { Expecting = Expecting.Reply }), typed);
        return turn.Learner.Expecting switch
        {
            Expecting.Hour => Timetable.OnHour(turn, words),
            Expecting.LocalTime => Timetable.OnLocalTime(turn, words),
            _ => OnReply(turn, words, id),
        };
    }

    private Turn OnReply(Turn turn, string words, int id)
    {
        if (turn.Phrases.HeardAs(words) is { } talk) return OnSmallTalk(turn, talk);
        if (words.Length > LongestReply) return turn.Say(Phrase.TooLong);
        return lesson.Reply(turn, words, id);
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
        Command.Progress => progress.Tell(turn),
        Command.Time => Timetable.Ask(turn, typed.Argument),
        Command.Plain => turn.Become(turn.Learner with { Form = MessageForm.Plain }).Say(Phrase.FormPlain),
        Command.Rich => turn.Become(turn.Learner with { Form = MessageForm.Rich }).Say(Phrase.FormRich),
        Command.Help => turn.Say(turn.Phrases[Phrase.Help], lesson.OnwardButtons(turn)),
        Command.Stop => turn.Become(turn.Learner with { Due = null }).Say(Phrase.Stopped),
        _ => turn.Say(turn.Phrases[Phrase.UnknownCommand, ("command", $"/{typed.Name}")]),
    };

    private Turn OnStart(Turn turn, string argument)
    {
        var (before, due) = (turn.Learner, turn.Learner.Daily.NextAfter(turn.Now));
        turn = turn.Become(before with { Due = due });
        if (argument.Length > 0 && lesson.Knows(argument)) return lesson.Next(turn, argument);       // t.me/bot?start=3.1
        var when = ("due", (object)Timetable.When(turn, due));
        if (before.Dealt is not null) return turn.Say(turn.Phrases[Phrase.WelcomeBack, when], lesson.OnwardButtons(turn));
        return turn.Say(turn.Phrases[Phrase.Greeting, when], [new Button(turn.Phrases.Line(Phrase.ButtonFirst), new Pressed.Next().Data)]);
    }

    private Turn OnPress(Turn turn, string data)
    {
        turn = turn.Become(turn.Learner with { Reachable = true, Expecting = Expecting.Reply });
        return Pressed.Read(data) switch
        {
            Pressed.Next => lesson.Next(turn),
            Pressed.Question => lesson.Question(turn),
            Pressed.Hint(var part) => lesson.Hint(turn, part),
            Pressed.Solution(var part, var variant, var sure) => lesson.Solution(turn, part, variant, sure),
            Pressed.Skip(var part) => lesson.Skip(turn, part),
            Pressed.Repair(var part) => lesson.Repair(turn, part),
            Pressed.Mark(var part, var mark) => lesson.Mark(turn, part, mark),
            Pressed.Hour(var hour) => Timetable.Set(turn, new(hour, 0)),
            Pressed.AskZone => Timetable.AskZone(turn),
            Pressed.Zone(var name) => Timetable.OnZone(turn, name),
            _ => turn.Say(turn.Phrases[Phrase.StaleButton], lesson.OnwardButtons(turn)),
        };
    }

    private Turn OnEdited(Turn turn, string words, int id) =>
        Typed.In(words) is null && lesson.IsAsking(turn.Learner) && turn.Learner.Asked?.LastReply == id
            ? OnReply(turn, words, id)
            : turn.Say(turn.Phrases[Phrase.EditedLate], lesson.OnwardButtons(turn));

    private static Turn OnMedia(Turn turn, MediaKind kind) => turn.Become(turn.Learner with { Reachable = true }).Say(kind switch
    {
        MediaKind.Photo or MediaKind.Document => Phrase.MediaPhoto,
        MediaKind.Sticker => Phrase.MediaSticker,
        MediaKind.Voice or MediaKind.Video => Phrase.MediaVoice,
        _ => Phrase.MediaOther,
    });

    /// <summary>A tick that comes twice, too early, or after a stop changes nothing; after a long absence one tick stands for all that were missed.</summary>
    private Turn OnDayCame(Turn turn)
    {
        if (turn.Learner is not { Reachable: true, Due: { } due } || due > turn.Now) return turn;
        turn = turn.Become(turn.Learner with { Due = turn.Learner.Daily.NextAfter(turn.Now) }) with { Unasked = true };
        return lesson.IsAsking(turn.Learner)
            ? lesson.Question(turn.Say(Phrase.DayStillOpen))
            : lesson.Next(turn.Say(Phrase.DayCame));
    }
}
