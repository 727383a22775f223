using NodaTime;

namespace MashaBot.Conversation;

/// <summary>What comes unasked: the day's problem, and in the evening a reminder for those who want one.</summary>
internal sealed class Morning(Lesson lesson, GroupLesson groups, ProgressReport progress)
{
    private const int PatientFor = 5;       // unanswered days after which a problem comes once a week only
    private const int Goodbye = 9;          // unanswered problems after which nothing comes any more

    /// <summary>A tick that comes twice, too early, or after a stop changes nothing; after a long absence one tick stands for all that were missed.</summary>
    public Turn On(Turn turn)
    {
        if (turn.Learner is not { Reachable: true, Tick: { } tick } || tick > turn.Now) return turn;
        turn = turn with { Unasked = true };
        var isProblemDue = turn.Learner.Due <= turn.Now;
        if (turn.Learner.ReminderDue <= turn.Now)
        {
            var reminded = turn.Become(turn.Learner with { ReminderDue = Timetable.NextReminder(turn.Learner, turn.Now) });
            turn = isProblemDue || !IsWorthReminding(turn) ? reminded : reminded.Say(turn.Phrases.Say(Phrase.Reminder, turn.Luck), lesson.OnwardButtons(turn));
        }
        return isProblemDue ? Deliver(turn) : turn;
    }

    /// <summary>One helping a day. Who does not come for it gets it once a week, and then no more, until they are back.</summary>
    private Turn Deliver(Turn turn)
    {
        var unanswered = turn.Learner.Unanswered + 1;
        if (unanswered > Goodbye)
            return turn.Become(turn.Learner with { Due = null, ReminderDue = null }).Say(turn.Learner.Club is null ? Phrase.Goodbye : Phrase.GroupStopped);
        var next = Timetable.NextDaily(turn.Learner, turn.Now);
        if (unanswered > PatientFor) next = turn.Learner.Daily.On(turn.Learner.Daily.Date(next).PlusDays(6));
        turn = turn.Become(turn.Learner with { Due = next, Unanswered = unanswered });
        turn = WithWeek(turn);
        if (turn.Learner.Club is not null) return groups.Day(unanswered == PatientFor + 1 ? turn.Say(Phrase.OnceAWeek) : turn);
        if (unanswered == PatientFor + 1) turn = turn.Say(Phrase.OnceAWeek);
        return lesson.IsAsking(turn.Learner)
            ? lesson.Question(turn.Say(Phrase.DayStillOpen))
            : lesson.Next(turn.Say(Phrase.DayCame));
    }

    /// <summary>In a new week, what the last one was like: in a group its board; of a week without work nothing is said.</summary>
    private Turn WithWeek(Turn turn)
    {
        var today = turn.Learner.Daily.Day(turn.Now);
        if (turn.Learner.Club is { } club)
        {
            var begun = club.On(today);
            var board = begun == club ? null : GroupLesson.Board(turn, Phrase.GroupWeek);
            turn = turn.Become(turn.Learner with { Club = begun });
            return board is null ? turn : turn.Say(board);
        }
        if (today.DayOfWeek != IsoDayOfWeek.Monday || turn.Learner.Diary.WeekBefore(today) is not { Days: > 0 } week) return turn;
        return turn.Say(turn.Phrases.Say(Phrase.Week, turn.Luck, ("days", week.Days), ("solved", week.Solved)) + progress.Card(turn));
    }

    private bool IsWorthReminding(Turn turn)
    {
        var today = turn.Learner.Daily.Day(turn.Now);
        return !turn.Learner.IsFree(today) && turn.Learner.Diary.On(today).Replies == 0 && lesson.IsAsking(turn.Learner);
    }
}
