using System.Collections.Immutable;
using MashaBot.Sheets;
using NodaTime;

namespace MashaBot.Conversation;

/// <summary>The problem of the day for a group: asked of everybody, answered by replies, judged for each alone.</summary>
internal sealed class GroupLesson(Course course)
{
    private const int BoardLines = 10;
    private static readonly Duration pause = Duration.FromMinutes(10);      // before the same questions are asked once more

    private readonly CoursePath path = new(course);

    /// <summary>
    /// The day's questions. Figures are the group's own, not the book's: whoever has solved the problem alone still has something to do.
    /// </summary>
    public Turn Day(Turn turn)
    {
        var group = turn.Learner;
        var (dealt, isNewRound) = path.After(group);
        if (isNewRound) turn = turn.Say(Phrase.CourseDone);
        var club = (group.Club ?? new()) with { Solvers = ImmutableDictionary<PartId, ImmutableArray<long>>.Empty };
        turn = turn.Become(group with { Dealt = dealt, Club = club, Rounds = Math.Max(1, group.Rounds) + (isNewRound ? 1 : 0) });
        return Ask(turn.Say(Phrase.GroupDay));
    }

    /// <summary>The questions of the day once more, for a member; not so often that they drown everything else.</summary>
    public Turn Again(Turn turn, LearnerId member, int message)
    {
        if (Dealt(turn.Learner) is null) return Day(turn);
        return turn.Learner.Club?.Asked is { } asked && turn.Now - asked < pause ? turn.Whisper(member, message, turn.Phrases[Phrase.GroupJustAsked]) : Ask(turn);
    }

    /// <summary>The statement and every question of the sitting, each in a message of its own to reply to.</summary>
    private Turn Ask(Turn turn)
    {
        var (problem, variant, sitting) = Dealt(turn.Learner)!.Value;
        turn = turn.Become(turn.Learner with { Club = turn.Learner.Club! with { Asked = turn.Now } });
        var language = turn.Learner.Language;
        if (!problem.Languages.Contains(language)) turn = turn.Say(Phrase.NotTranslated);
        turn = turn.Say(turn.Phrases[Phrase.ProblemTitle, ("id", problem.Id), ("title", problem.Title(language))] + variant.Statement(language));
        turn = turn.SayKnown(variant, [.. sitting.SelectMany(number => problem.Part(number).After).Distinct().Except(sitting)]);
        foreach (var number in sitting)
        {
            var part = problem.Part(number);
            ImmutableArray<Button> hint = part.Hints > 0 && turn.Learner.Club is { IsChannel: false }
                ? [new(turn.Phrases.Line(Phrase.ButtonHint), new Pressed.GroupHint(part.Id, variant.Id, 1).Data)]
                : [];
            ImmutableArray<Button> alone = [new(turn.Phrases.Line(Phrase.ButtonAlone), $"{problem.Id.Sheet}-{problem.Id.Number}") { OpensChat = true }];
            turn = turn.Say(turn.Phrases[Phrase.QuestionTitle, ("part", number), ("parts", problem.Parts.Count)] + variant.Question(number, language), [.. hint, .. alone]);
            turn = turn.About(new Asking(part.Id, variant.Id));
        }
        return turn;
    }

    /// <summary>Judges a reply to one of the questions; null where it is a reply to anything else.</summary>
    public (Turn Group, Turn Author)? Reply(Turn group, Turn author, string reply, int message, int replyTo, string name)
    {
        if (group.Learner.Shown.LastOrDefault(shown => shown.Message == replyTo)?.About is not { } about) return null;
        if (Known(about.Part, about.Variant) is not var (part, variant)) return null;
        var problem = variant.Problem;
        var verdict = variant.Judge(part.Number, reply);
        if (verdict is Verdict.Unreadable && group.Learner.Club is { IsChannel: true }) return (group, author);      // below a post people talk to each other too
        // What others have replied can be read by everybody, so one right reply is no proof of a good memory: it counts as one after a try.
        var open = new Open(variant, part, new(problem.Id, variant.Id, 0), new(part.Id, Tries: 1), IsReview: false);
        author = Remembered(author, open, verdict).Note(part.Id, variant.Id, reply, verdict.Code, verdict.RecognisedMistake);

        var club = (group.Learner.Club ?? new()).On(group.Learner.Daily.Day(group.Now));
        var isFirst = verdict is Verdict.Right && club.Solvers.GetValueOrDefault(part.Id, []).IsEmpty && IsOfToday(group.Learner, about);
        if (verdict is Verdict.Right && IsOfToday(group.Learner, about)) club = club.With(part.Id, author.Learner.Id, name);
        group = group.Become(group.Learner with { Club = club, Unanswered = verdict.IsRead ? 0 : group.Learner.Unanswered });
        group = group.React(message, verdict is Verdict.Right ? Phrase.ReactionRight : Phrase.GroupReaction);
        group = group.Whisper(author.Learner.Id, message, VerdictWords.Say(verdict, variant, part, reply, tries: verdict is Verdict.Right ? 0 : 1, group.Phrases, author.Luck));
        if (isFirst) group = group.Say(Phrase.GroupFirst, ("name", name), ("part", part.Number));
        return (group, author);
    }

    /// <param name="press">The button's press, which lets the answer be shown to who pressed it alone.</param>
    public Turn Hint(Turn turn, LearnerId member, PartId id, VariantId variant, int number, string press)
    {
        if (Known(id, variant) is not var (part, dealt)) return turn;
        var all = part.Hints;
        if (number > all) return turn;
        var hint = turn.Phrases[Phrase.HintTitle, ("n", number), ("all", all)] + dealt.Hint(id.Number, number, turn.Learner.Language);
        ImmutableArray<Button> more = number < all ? [new(turn.Phrases.Line(Phrase.ButtonHintMore), new Pressed.GroupHint(id, variant, number + 1).Data)] : [];
        return turn.Whisper(member, null, hint, press, more);
    }

    /// <summary>The worked solution of a question, for a member who has solved it, or for all once its day is over.</summary>
    public Turn Solution(Turn turn, LearnerId member, int message, int? replyTo)
    {
        if (turn.Learner.Shown.LastOrDefault(shown => shown.Message == replyTo)?.About is not { } about || Known(about.Part, about.Variant) is not var (_, variant))
            return turn.Whisper(member, message, turn.Phrases[Phrase.GroupWhich]);
        if (IsOfToday(turn.Learner, about) && turn.Learner.Club?.HasSolved(about.Part, member) is not true) return turn.Whisper(member, message, turn.Phrases[Phrase.GroupSolutionLater]);
        return turn.Whisper(member, message, turn.Phrases[Phrase.SolutionTitle, ("id", about.Part.Problem), ("part", about.Part.Number)] + variant.Solution(about.Part.Number, turn.Learner.Language));
    }

    /// <summary>Who solved how many this week; null of a week in which nobody did.</summary>
    public static Prose? Board(Turn turn, Phrase title)
    {
        if (turn.Learner.Club is not { Board.IsEmpty: false } club) return null;
        // Who has solved as many shares the place.
        var lines = club.Board.Values.OrderByDescending(score => score.Solved).ThenBy(score => score.Name, StringComparer.Ordinal).Take(BoardLines)
            .Select(score => turn.Phrases[Phrase.GroupBoardLine, ("place", 1 + club.Board.Values.Count(other => other.Solved > score.Solved)), ("name", score.Name), ("solved", score.Solved)]);
        return lines.Aggregate(turn.Phrases[title], (all, line) => all + line);
    }

    /// <summary>A part in the figures that were dealt; null where the course no longer has it.</summary>
    private (Part Part, Variant Variant)? Known(PartId id, VariantId variant) =>
        course.Find(id.Problem) is { } problem && problem.Parts.FirstOrDefault(part => part.Id == id) is { } part && problem.TryDeal(variant, out var dealt, out _) ? (part, dealt) : null;

    /// <summary>One of the questions that are open until the next day.</summary>
    private bool IsOfToday(Learner group, Asking about) =>
        Dealt(group) is var (problem, variant, sitting) && problem.Id == about.Part.Problem && variant.Id == about.Variant && sitting.Contains(about.Part.Number);

    private (Problem Problem, Variant Variant, ImmutableArray<int> Sitting)? Dealt(Learner group) =>
        group.Dealt is { } dealt && course.Find(dealt.Problem) is { } problem && dealt.Sitting < problem.Sittings.Length && problem.TryDeal(dealt.Variant, out var variant, out _)
            ? (problem, variant, problem.Sittings[dealt.Sitting])
            : null;

    /// <summary>The author's own record: what is solved in a group is solved.</summary>
    private static Turn Remembered(Turn author, Open open, Verdict verdict)
    {
        if (!verdict.IsRead) return author;
        var day = author.Learner.Daily.Day(author.Now);
        var learner = Lesson.Counted(author.Learner, author.Now);
        if (verdict.RecognisedCause is { } cause) learner = Notebook.Add(learner, open, cause, day);
        var before = learner.Parts.GetValueOrDefault(open.Part.Id);
        if (verdict is Verdict.Right && before is null or { Ending: Ending.Skipped })
            learner = learner with
            {
                Parts = learner.Parts.SetItem(open.Part.Id, open.Ended(before, Ending.Right, day)),
                Diary = learner.Diary.Add(day, solved: 1, replies: 0),
            };
        return author.Become(learner);
    }
}
