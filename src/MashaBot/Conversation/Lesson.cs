using System.Collections.Immutable;
using MashaBot.Sheets;

namespace MashaBot.Conversation;

/// <summary>Problems dealt, questions asked, replies judged, help given.</summary>
internal sealed partial class Lesson(Course course)
{
    private readonly CoursePath path = new(course);
    private readonly Reviews reviews = new(course);

    /// <summary>The problem that a learner or a link names: 3.7, in links 3-7 or 3_7; or one whose part is named, 3.7.2.</summary>
    public ProblemId? Find(string name)
    {
        name = name.Replace('-', '.').Replace('_', '.');
        if (ProblemId.TryParse(name, null, out var id)) return course.Find(id) is null ? null : id;
        return PartId.TryParse(name, null, out var part) && course.Find(part.Problem)?.Parts.Any(known => known.Id == part) == true ? part.Problem : null;
    }

    public bool IsAsking(Learner learner) => OpenQuestion(learner) is not null;

    /// <summary>The message that held the last reply to the open question.</summary>
    public int? LastReply(Learner learner) => OpenQuestion(learner)?.Asked.LastReply;

    /// <summary>The open question again, or the next sitting; <paramref name="wanted"/> may name a problem to go to.</summary>
    public Turn Next(Turn turn, string wanted = "")
    {
        if (wanted.Length > 0)
        {
            if (Find(wanted) is { } found) return Begin(turn, found);
            var known = string.Join(", ", course.Sheets.SelectMany(sheet => sheet.Problems).Select(problem => $"{problem.Id}"));
            return turn.Say(turn.Phrases[Phrase.UnknownProblem, ("id", wanted), ("known", known)], OnwardButtons(turn));
        }
        if (IsAsking(turn.Learner)) return Question(turn);
        var (dealt, isNewRound) = path.After(turn.Learner);
        return isNewRound
            ? Deal(turn.Say(Phrase.CourseDone).Become(turn.Learner with { Rounds = turn.Learner.Rounds + 1 }), dealt)
            : Deal(turn, dealt);
    }

    public Turn Begin(Turn turn, ProblemId problem) => course.Find(problem) is null
        ? turn.Say(turn.Phrases[Phrase.StaleButton], OnwardButtons(turn))
        : Deal(turn.Become(turn.Learner with { Review = null }), path.Begin(turn.Learner, problem));

    /// <summary>Statement and open question once more.</summary>
    public Turn Question(Turn turn) => OpenQuestion(turn.Learner) is { } open
        ? Ask(turn.Say(Statement(turn, open.Problem, open.Dealt)))
        : turn.Say(turn.Phrases[Phrase.NothingAsked], OnwardButtons(turn));

    public Turn Reply(Turn turn, string reply, int message)
    {
        if (OpenQuestion(turn.Learner) is not { } open) return turn.Say(turn.Phrases[Phrase.NothingAsked], OnwardButtons(turn));
        if (open.Asked.IsMarking && turn.Phrases.MarkedAs(reply) is { } mark) return Mark(turn, open.Part.Id, mark);
        if (open.Asked.IsMarking && open.Asked.LastReply != message) return turn.Say(turn.Phrases[Phrase.SelfCheckAsk], MarkButtons(turn, open.Part.Id));
        var verdict = open.Variant.Judge(open.Part.Id.Number, reply, open.EarlierWrong(turn.Learner));
        var asked = open.Asked with
        {
            LastReply = message,
            Tries = open.Asked.Tries + (verdict is Verdict.Wrong or Verdict.Partly or Verdict.Misfits ? 1 : 0),
            IsMarking = verdict is Verdict.SelfCheck,
            Wrong = verdict switch
            {
                Verdict.Right => null,
                Verdict.Wrong or Verdict.Partly or Verdict.Carried => reply,
                _ => open.Asked.Wrong,
            },
            Suggested = (verdict as Verdict.Unreadable)?.Error.Repair,
        };
        var learner = open.Updated(turn.Learner, asked) with { LastJudged = new(open.Part.Id, open.Variant.Id, reply, verdict.Code) };
        if (verdict.IsRead) learner = Counted(learner, turn.Now);
        if (verdict.RecognisedCause is { } cause) learner = Notebook.Add(learner, open, cause, learner.Daily.Day(turn.Now));
        turn = turn.Become(learner).Note(open.Part.Id, open.Variant.Id, reply, verdict.Code, verdict.RecognisedMistake);
        var said = VerdictWords.Say(verdict, open.Variant, open.Part, reply, asked.Tries, turn.Phrases, turn.Luck);
        return verdict is Verdict.Right or Verdict.Carried
            ? Finish(turn.React(message, asked is { Tries: 0, Hints: 0 } ? Phrase.ReactionClean : Phrase.ReactionRight), open with { Asked = asked }, Ending.Right, said, [SolutionButton(turn, open.Part.Id, open.Variant.Id), Privacy.ComplainButton(turn, open.Part.Id, open.Variant.Id)])
            : turn.Say(said, verdict switch
            {
                Verdict.Unreadable { Error.Repair: not null } => [new(turn.Phrases.Line(Phrase.ButtonRepair), new Pressed.Repair(open.Part.Id).Data)],
                Verdict.Wrong or Verdict.Partly or Verdict.Misfits => HelpButtons(turn),
                Verdict.SelfCheck => MarkButtons(turn, open.Part.Id),
                _ => [],
            }, [Privacy.ComplainButton(turn, open.Part.Id, open.Variant.Id)]);
    }

    /// <summary>Judges the readable form that was offered for an unreadable reply.</summary>
    public Turn Repair(Turn turn, PartId part) => OpenQuestion(turn.Learner) is { Asked: { Suggested: { } suggested } asked } && asked.Part == part
        ? Reply(turn, suggested, asked.LastReply ?? 0)
        : turn.Say(turn.Phrases[Phrase.StaleButton], OnwardButtons(turn));

    /// <summary>The learner has compared their words with the model answer.</summary>
    public Turn Mark(Turn turn, PartId part, SelfMark mark)
    {
        if (OpenQuestion(turn.Learner) is not { Asked.IsMarking: true } open || open.Part.Id != part) return turn.Say(turn.Phrases[Phrase.StaleButton], OnwardButtons(turn));
        turn = turn.Note(part, open.Variant.Id, $"{mark}", "self-mark", mistake: null);
        var (ending, phrase) = mark switch
        {
            SelfMark.Yes => (Ending.Right, Phrase.SelfCheckYes),
            SelfMark.Partly => (Ending.Partly, Phrase.SelfCheckPartly),
            _ => (Ending.Missed, Phrase.SelfCheckNo),
        };
        return Finish(turn, open, ending, turn.Phrases.Say(phrase, turn.Luck), []);
    }

    private static ImmutableArray<Button> MarkButtons(Turn turn, PartId part) =>
    [
        new(turn.Phrases.Line(Phrase.ButtonSelfYes), new Pressed.Mark(part, SelfMark.Yes).Data),
        new(turn.Phrases.Line(Phrase.ButtonSelfPartly), new Pressed.Mark(part, SelfMark.Partly).Data),
        new(turn.Phrases.Line(Phrase.ButtonSelfNo), new Pressed.Mark(part, SelfMark.No).Data),
    ];

    /// <summary>The way on: to the open question, or to the next problem.</summary>
    public ImmutableArray<Button> OnwardButtons(Turn turn) => IsAsking(turn.Learner)
        ? [new(turn.Phrases.Line(Phrase.ButtonQuestion), new Pressed.Question().Data)]
        : [new(turn.Phrases.Line(Phrase.ButtonNext), new Pressed.Next().Data)];

    private Turn Deal(Turn turn, Dealt dealt)
    {
        var problem = course.Find(dealt.Problem)!;
        var sheet = course.Sheets.First(sheet => sheet.Number == dealt.Problem.Sheet);
        var isFirstOfSheet = dealt.Sitting == 0 && problem.Id == sheet.Problems[0].Id && turn.Learner.Dealt?.Problem.Sheet != sheet.Number;
        if (isFirstOfSheet && sheet.Introduction(turn.Learner.Language) is { Blocks.Length: > 0 } introduction)
            turn = turn.Say(turn.Phrases[Phrase.SheetTitle, ("sheet", sheet.Number), ("title", sheet.Title(turn.Learner.Language))] + introduction);
        var isFirstEver = turn.Learner.Dealt is null;
        turn = turn.Become(turn.Learner with { Dealt = dealt, Asked = new(path.First(turn.Learner, dealt)) });
        if (!problem.Languages.Contains(turn.Learner.Language)) turn = turn.Say(Phrase.NotTranslated);
        turn = turn.Say(Statement(turn, problem, dealt));
        return Ask(isFirstEver && !turn.Learner.HasChosenForm ? turn.Say(Phrase.FormulasUnseen) : turn);      // told where it shows, in words that every client shows
    }

    private Turn Ask(Turn turn)
    {
        turn = turn.Become(turn.Learner with { Expecting = Expecting.Reply });     // whatever was asked before, this is asked now
        var open = OpenQuestion(turn.Learner)!;
        turn = turn.SayKnown(open.Variant, open.Elsewhere(turn.Learner));
        var title = open.Problem.Parts.Count == 1
            ? turn.Phrases[Phrase.QuestionTitleOnly]
            : turn.Phrases[Phrase.QuestionTitle, ("part", open.Part.Id.Number), ("parts", open.Problem.Parts.Count)];
        ImmutableArray<Button> aside = [new(turn.Phrases.Line(Phrase.ButtonSkip), new Pressed.Skip(open.Part.Id).Data), Privacy.ComplainButton(turn, open.Part.Id, open.Variant.Id)];
        return turn.Say(title + open.Variant.Question(open.Part.Id.Number, turn.Learner.Language), HelpButtons(turn), aside).About(open);
    }

    private Turn Finish(Turn turn, Open open, Ending ending, Prose said, ImmutableArray<Button> buttons)
    {
        // Said before the question changes, so that a wording is picked by the question it is about.
        turn = turn.Say(said, buttons);
        var day = turn.Learner.Daily.Day(turn.Now);
        var before = turn.Learner.Parts.GetValueOrDefault(open.Part.Id);
        var learner = turn.Learner with
        {
            Parts = turn.Learner.Parts.SetItem(open.Part.Id, open.Ended(before, ending, day)),
            Diary = turn.Learner.Diary.Add(day, solved: ending == Ending.Right ? 1 : 0, replies: 0),
        };
        if (before?.Ending is not Ending.Right && Mastered(learner, open.Problem.Id.Sheet) is { } sheet)
            turn = turn.Say(Phrase.ChakraLit, ("sheet", sheet.Number), ("title", sheet.Title(learner.Language)));
        if (open.IsReview)
        {
            turn = turn.Become(learner with { Review = null });
            return turn.Say(turn.Phrases[ending == Ending.Right ? Phrase.ReviewDone : Phrase.ReviewLater], OnwardButtons(turn));
        }
        var sitting = open.Problem.Sittings[open.Dealt.Sitting];
        var next = sitting.IndexOf(open.Part.Id.Number) + 1;
        turn = turn.Become(learner with { Asked = null });
        return next < sitting.Length
            ? Ask(turn.Become(turn.Learner with { Asked = new(new(open.Problem.Id, sitting[next])) }))
            : CloseSitting(turn, open);
    }

    /// <summary>The end of a day's helping; one part of earlier days may follow it.</summary>
    private Turn CloseSitting(Turn turn, Open open)
    {
        var isLast = open.Dealt.Sitting == open.Problem.Sittings.Length - 1;
        var closing = isLast ? Closing(turn, open.Problem) + Afterword(turn, open.Problem.Id) : turn.Phrases.Say(Phrase.SittingDone, turn.Luck);
        if (reviews.ForToday(turn.Learner, turn.Now) is { } due)
            return Review(turn.Say(closing), reviews.Begin(turn.Learner, due, turn.Now), Phrase.ReviewForDessert);
        // The hour is asked for once the learner knows what it is for.
        if (!turn.Learner.HasChosenHour && turn.Learner.Due is not null)
            return Timetable.Ask(turn.Say(closing, OnwardButtons(turn)), "");
        closing += turn.Learner.Due is { } daily
            ? turn.Phrases[Phrase.ComeTomorrow, ("due", Timetable.When(turn, daily))]
            : turn.Phrases[Phrase.ComeWhenAsked];
        return turn.Say(closing, OnwardButtons(turn));
    }

    /// <summary>What a sheet says behind its last problem.</summary>
    private Prose Afterword(Turn turn, ProblemId problem) =>
        course.Sheets.First(sheet => sheet.Number == problem.Sheet) is var sheet && sheet.Problems[^1].Id == problem ? sheet.Afterword(turn.Learner.Language) : Prose.Empty;

    /// <summary>The sheet, if every part of it is solved.</summary>
    private Sheet? Mastered(Learner learner, int number) =>
        course.Sheets.First(sheet => sheet.Number == number) is var sheet && sheet.Problems.All(problem => problem.Parts.All(part => learner.Has(part.Id, Ending.Right))) ? sheet : null;

    /// <summary>A reply that was read makes the day count.</summary>
    internal static Learner Counted(Learner learner, NodaTime.Instant now)
    {
        var day = learner.Daily.Day(now);
        return learner with
        {
            Streak = learner.Streak.After(day, now, learner.IsFree),
            Diary = learner.Diary.Add(day, solved: 0, replies: 1),
        };
    }

    private static Prose Closing(Turn turn, Problem problem)
    {
        var ended = problem.Parts.Select(part => turn.Learner.Parts.GetValueOrDefault(part.Id)).ToArray();
        var (right, hints) = (ended.Count(end => end?.Ending == Ending.Right), ended.Sum(end => end?.Hints ?? 0));
        var phrase = right == ended.Length && hints == 0 ? Phrase.ProblemDoneClean : Phrase.ProblemDone;
        return turn.Phrases[phrase, ("id", problem.Id), ("right", right), ("parts", ended.Length), ("hints", hints)];
    }

    private static Prose Statement(Turn turn, Problem problem, Dealt dealt)
    {
        var (language, sittings) = (turn.Learner.Language, problem.Sittings.Length);
        var title = turn.Phrases[sittings == 1 ? Phrase.ProblemTitle : Phrase.ProblemTitleSitting,
            ("id", problem.Id), ("title", problem.Title(language)), ("sitting", dealt.Sitting + 1), ("sittings", sittings)];
        return title + problem.Deal(dealt.Variant).Statement(language);
    }

    /// <summary>The open question with all that belongs to it, a review before anything else; null where none is open, or the course no longer has it.</summary>
    private Open? OpenQuestion(Learner learner) =>
        (learner.Review is { } review ? Open(review.Dealt, review.Asked, isReview: true) : null)
        ?? (learner is { Asked: { } asked, Dealt: { } dealt } ? Open(dealt, asked, isReview: false) : null);

    private Open? Open(Dealt dealt, Asked asked, bool isReview) =>
        asked.Part.Problem == dealt.Problem
        && course.Find(dealt.Problem) is { } problem
        && dealt.Sitting < problem.Sittings.Length && problem.Sittings[dealt.Sitting].Contains(asked.Part.Number)
        && problem.Parts.FirstOrDefault(part => part.Id == asked.Part) is { } part
        && problem.TryDeal(dealt.Variant, out var variant, out _)
            ? new(variant, part, dealt, asked, isReview)
            : null;
}
