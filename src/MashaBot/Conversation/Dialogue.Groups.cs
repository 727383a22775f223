using MashaBot.Sheets;
using NodaTime;

namespace MashaBot.Conversation;

/// <content>What is said in groups: as pure as the rest, over two records at once, the group's and the author's.</content>
public sealed partial class Dialogue
{
    /// <summary>A group into which the bot has come. Its hour and language are those of whoever brought it, where that person is known.</summary>
    public static Learner NewGroup(LearnerId id, DailyHour daily, Language language, bool isChannel) => new()
    {
        Id = id,
        Chat = new(id.Value),
        Daily = daily,
        Language = language,
        Rounds = 1,                     // figures of its own
        CountsDays = false,
        HasChosenForm = true,
        HasChosenHour = true,
        Club = new() { IsChannel = isChannel },
    };

    /// <summary>Somebody who has never written to the bot alone: what they solve is kept, nothing is sent to them.</summary>
    public static Learner Member(LearnerId id, DailyHour daily, string? language) => Newcomer(id, new(id.Value), daily, language) with { Reachable = false };

    public GroupOutcome InGroup(Learner group, Learner author, Incoming incoming, Place place, Instant now)
    {
        var turn = new Turn(group, phrasebook[group.Language], now);
        var (said, by) = incoming switch
        {
            Incoming.Joined => (Welcome(turn), null),
            Incoming.Blocked => (turn.Become(group with { Reachable = false }), null),
            Incoming.Unblocked => (turn.Become(Timetable.Back(group, now)), null),
            Incoming.Text(var words, var id, var replyTo) => OnGroupText(turn, new(author, phrasebook[group.Language], now), words, id, replyTo, place),
            Incoming.Press(var data) { Id: var press } => (OnGroupPress(turn, author.Id, data, press ?? "", place), (Turn?)null),
            _ => (turn, null),
        };
        return new(said.Learner, by?.Learner, said.Said, by?.Attempts ?? []);
    }

    private static Turn Welcome(Turn turn)
    {
        var due = Timetable.NextDaily(turn.Learner, turn.Now);
        turn = turn.Become(turn.Learner with { Due = due, Reachable = true, Unanswered = 0 });
        return turn.Say(turn.Phrases[turn.Learner.Club is { IsChannel: true } ? Phrase.ChannelGreeting : Phrase.GroupGreeting, ("due", Timetable.When(turn, due))]);
    }

    private (Turn Group, Turn? Author) OnGroupText(Turn group, Turn author, string words, int id, int? replyTo, Place place)
    {
        group = group.Become(Timetable.Back(group.Learner, group.Now));
        if (Typed.In(words) is { } typed) return (OnGroupCommand(group, author.Learner.Id, typed, id, replyTo, place), null);
        if (words.Length > LongestReply) return (group.Whisper(author.Learner.Id, id, group.Phrases[Phrase.TooLong]), null);
        if (replyTo is { } question && groups.Reply(group, author, words, id, question, place.Name) is var (said, by)) return (said, by);
        if (place.IsChannel) return (group, null);                                          // a talk below some other post
        // Who calls the bot by its name is told what it can; who replies to another message of its than a question, what to reply to.
        return (replyTo is null ? group.Say(Phrase.GroupHow) : group.Whisper(author.Learner.Id, id, group.Phrases[Phrase.GroupHow]), null);
    }

    private Turn OnGroupCommand(Turn turn, LearnerId member, Typed typed, int message, int? replyTo, Place place)
    {
        switch (typed.Known)
        {
            case Command.Next: return groups.Again(turn, member, message);
            case Command.Board: return GroupLesson.Board(turn.Become(Today(turn)), Phrase.GroupBoard) is { } board ? turn.Say(board) : turn.Say(Phrase.GroupBoardEmpty);
            case Command.Solution: return groups.Solution(turn, member, message, replyTo);
            case Command.Backprop: return turn.Say(Calculator.Answer(typed.Argument, turn.Phrases));
            case Command.Help or Command.Hint: return turn.Say(Phrase.GroupHow);
            case Command.Start when turn.Learner.Due is not null: return turn.Say(Phrase.GroupHow);
            case { } when !place.MayManage && IsManaging(typed):
                return turn.Whisper(member, message, turn.Phrases[Phrase.GroupOnlyAdmins]);
            case Command.Start: return Welcome(turn);
            case Command.Time: return Timetable.Ask(turn, typed.Argument);
            case Command.Language: return Manner.AskLanguage(turn, phrasebook);
            case Command.Plain: return Manner.SetForm(turn, MessageForm.Plain);
            case Command.Pictures: return Manner.SetForm(turn, MessageForm.Pictures);
            case Command.Rich: return Manner.SetForm(turn, MessageForm.Rich);
            case Command.Stop: return turn.Become(turn.Learner with { Due = null }).Say(Phrase.GroupStopped);
            case null: return turn;                                                       // another bot's
            default: return turn.Whisper(member, message, turn.Phrases[Phrase.GroupAlone]);
        }
    }

    private Turn OnGroupPress(Turn turn, LearnerId member, string data, string press, Place place) => Pressed.Read(data) switch
    {
        Pressed.GroupHint(var part, var variant, var number) => groups.Hint(turn, member, part, variant, number, press),
        _ when IsManaging(new Incoming.Press(data)) && !place.MayManage => turn.Whisper(member, null, turn.Phrases[Phrase.GroupOnlyAdmins], press),
        Pressed.Hour(var hour) => Timetable.Set(turn, new(hour, 0)),
        Pressed.AskZone => Timetable.AskZone(turn),
        Pressed.Clock(var minutes) => Timetable.OnOffset(turn, minutes),
        Pressed.Zone(var name) => Timetable.OnZone(turn, name),
        Pressed.Speak(var language) => Manner.Speak(turn, language, phrasebook),
        _ => turn,                                                          // a private chat's button has nothing to say here
    };

    /// <summary>Whether in a group it is for admins to say.</summary>
    public static bool IsManaging(Incoming incoming) => incoming switch
    {
        Incoming.Text(var words, _, _) => Typed.In(words) is { } typed && IsManaging(typed),
        Incoming.Press(var data) => Pressed.Read(data) is Pressed.Hour or Pressed.AskZone or Pressed.Clock or Pressed.Zone or Pressed.Speak,
        _ => false,
    };

    private static bool IsManaging(Typed typed) =>
        typed.Known is Command.Start or Command.Time or Command.Language or Command.Stop or Command.Plain or Command.Pictures or Command.Rich;

    private static Learner Today(Turn turn) => turn.Learner with { Club = turn.Learner.Club?.On(turn.Learner.Daily.Day(turn.Now)) };
}
