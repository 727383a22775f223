using MashaBot.Sheets;

namespace MashaBot.Conversation;

/// <summary>What a learner has done so far, sheet by sheet.</summary>
internal sealed class ProgressReport(Course course)
{
    private const int BarLength = 10;
    private readonly Reviews reviews = new(course);

    public Turn Tell(Turn turn)
    {
        var (learner, phrases) = (turn.Learner, turn.Phrases);
        if (learner.Parts.IsEmpty)
            return turn.Say(phrases[Phrase.ProgressNone], [new Button(phrases.Line(Phrase.ButtonFirst), new Pressed.Next().Data)]);

        var report = phrases[Phrase.ProgressTitle];
        foreach (var sheet in course.Sheets)
        {
            var parts = sheet.Problems.SelectMany(problem => problem.Parts).ToArray();
            var right = parts.Count(part => learner.Has(part.Id, Ending.Right));
            report += phrases[Phrase.ProgressSheet, ("sheet", sheet.Number), ("title", sheet.Title(learner.Language)),
                ("bar", Bar(right, parts.Length)), ("right", right), ("all", parts.Length)];
        }
        var all = course.Sheets.Sum(sheet => sheet.Problems.Sum(problem => problem.Parts.Count));
        report += phrases[Phrase.ProgressTotal, ("all", all), ("right", Count(learner, ended => ended.Ending == Ending.Right)),
            ("clean", Count(learner, ended => ended is { Ending: Ending.Right, Hints: 0 })),
            ("first", Count(learner, ended => ended is { Ending: Ending.Right, Tries: 0 })), ("hints", learner.Parts.Values.Sum(ended => ended.Hints))];
        var (shown, skipped) = (Count(learner, ended => ended.Ending == Ending.Shown), Count(learner, ended => ended.Ending == Ending.Skipped));
        if (shown + skipped > 0) report += phrases[Phrase.ProgressShown, ("shown", shown), ("skipped", skipped)];
        var (partly, missed) = (Count(learner, ended => ended.Ending == Ending.Partly), Count(learner, ended => ended.Ending == Ending.Missed));
        if (partly + missed > 0) report += phrases[Phrase.ProgressMarked, ("partly", partly), ("missed", missed)];
        var days = Days(turn);
        if (days > 1)
            report += phrases[Phrase.ProgressStreak, ("days", days), ("best", learner.Streak.Best), ("freezes", learner.Streak.Freezes)];
        if (reviews.CountDue(learner, turn.Now) is > 0 and var due) report += phrases[Phrase.ProgressReview, ("due", due)];
        return turn.Say(report + Card(turn));
    }

    /// <summary>The card of all that was done so far.</summary>
    public Prose Card(Turn turn) =>
        new([new Block.Picture(ProgressCard.Of(turn.Learner, course, turn.Learner.Daily.Day(turn.Now), Days(turn)), turn.Phrases.Line(Phrase.ProgressCardAlt))]);

    /// <summary>Days in a row; none where the learner does not want them counted.</summary>
    private static int Days(Turn turn) => turn.Learner.CountsDays ? turn.Learner.Streak.Alive(turn.Learner.Daily.Day(turn.Now), turn.Now, turn.Learner.IsFree) : 0;

    // Progress in problems that the course no longer has is kept, but not counted.
    private int Count(Learner learner, Func<Finished, bool> counts) =>
        learner.Parts.Count(part => course.Find(part.Key.Problem) is not null && counts(part.Value));

    private static string Bar(int done, int all)
    {
        var lit = all == 0 ? 0 : done == all ? BarLength : Math.Min(BarLength - 1, (done * BarLength + all - 1) / all);
        return new string('▰', lit) + new string('▱', BarLength - lit);
    }
}
