using System.Collections.Immutable;
using MashaBot.Sheets;

namespace MashaBot.Conversation;

/// <summary>Problems dealt, questions asked, replies judged, help given.</summary>
internal sealed class Lesson(Course course)
{
    private readonly CoursePath path = new(course);

    public bool Knows(string problem) => ProblemId.TryParse(problem, null, out var id) && course.Find(id) is not null;

    public bool IsAsking(Learner learner) => OpenQuestion(learner) is not null;

    /// <summary>The open question again, or the next sitting; <paramref name="wanted"/> may name a problem to go to.</summary>
    public Turn Next(Turn turn, string wanted = "")
    {
        if (wanted.Length > 0)
        {
            if (Knows(wanted)) return Deal(turn, CoursePath.Begin(turn.Learner, ProblemId.Parse(wanted, null)));
            var known = string.Join(", ", course.Sheets.SelectMany(sheet => sheet.Problems).Select(problem => $"{problem.Id}"));
            return turn.Say(turn.Phrases[Phrase.UnknownProblem, ("id", wanted), ("known", known)], OnwardButtons(turn));
        }
        if (IsAsking(turn.Learner)) return Question(turn);
        var (dealt, isNewRound) = path.After(turn.Learner);
        return isNewRound
            ? Deal(turn.Say(Phrase.CourseDone).Become(turn.Learner with { Rounds = turn.Learner.Rounds + 1 }), dealt)
            : Deal(turn, dealt);
    }

    /// <summary>Statement and open question once more.</summary>
    public Turn Question(Turn turn) => OpenQuestion(turn.Learner) is { } open
        ? Ask(turn.Say(Statement(turn, open.Problem, open.Dealt)))
        : turn.Say(turn.Phrases[Phrase.NothingAsked], OnwardButtons(turn));

    public Turn Reply(Turn turn, string reply, int message)
    {
        if (OpenQuestion(turn.Learner) is not { } open) return turn.Say(turn.Phrases[Phrase.NothingAsked], OnwardButtons(turn));
        if (open.Asked.IsMarking && turn.Phrases.MarkedAs(reply) is { } mark) return Mark(turn, open.Part.Id, mark);
        var verdict = open.Variant.Judge(open.Part.Id.Number, reply);
        var asked = open.Asked with
        {
            LastReply = message,
            Tries = open.Asked.Tries + (verdict is Verdict.Wrong or Verdict.Partly or Verdict.Misfits ? 1 : 0),
            IsMarking = verdict is Verdict.SelfCheck,
            Suggested = (verdict as Verdict.Unreadable)?.Error.Repair,
        };
        var learner = turn.Learner with
        {
            Asked = asked,
            Streak = verdict.IsRead ? turn.Learner.Streak.After(turn.Learner.Daily.Today(turn.Now)) : turn.Learner.Streak,
        };
        turn = turn.Become(learner) with
        {
            Attempts = turn.Attempts.Add(new(learner.Id, open.Part.Id, open.Variant.Id, reply, verdict.Code, verdict.RecognisedMistake, turn.Now)),
        };
        var said = VerdictWords.Say(verdict, open.Variant, open.Part, reply, asked.Tries, turn.Phrases, turn.Luck);
        return verdict is Verdict.Right
            ? Finish(turn, open, Ending.Right, said, [SolutionButton(turn, open.Part.Id, open.Variant.Id)])
            : turn.Say(said, verdict switch
            {
                Verdict.Unreadable { Error.Repair: not null } => [new(turn.Phrases.Line(Phrase.ButtonRepair), new Pressed.Repair(open.Part.Id).Data)],
                Verdict.Wrong or Verdict.Partly or Verdict.Misfits => HelpButtons(turn),
                Verdict.SelfCheck => MarkButtons(turn, open.Part.Id),
                _ => [],
            });
    }

    /// <summary>Judges the readable form that was offered for an unreadable reply.</summary>
    public Turn Repair(Turn turn, PartId part) => turn.Learner.Asked is { Suggested: { } suggested } asked && asked.Part == part
        ? Reply(turn, suggested, asked.LastReply ?? 0)
        : turn.Say(turn.Phrases[Phrase.StaleButton], OnwardButtons(turn));

    /// <summary>The learner has compared their words with the model answer.</summary>
    public Turn Mark(Turn turn, PartId part, SelfMark mark)
    {
        if (OpenQuestion(turn.Learner) is not { Asked.IsMarking: true } open || open.Part.Id != part) return turn.Say(turn.Phrases[Phrase.StaleButton], OnwardButtons(turn));
        turn = turn with { Attempts = turn.Attempts.Add(new(turn.Learner.Id, part, open.Variant.Id, $"{mark}", "self-mark", null, turn.Now)) };
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

    /// <param name="part">The part whose button was pressed; null for the command, which means the open question.</param>
    public Turn Hint(Turn turn, PartId? part = null)
    {
        if (OpenQuestion(turn.Learner) is not { } open) return turn.Say(turn.Phrases[Phrase.NothingAsked], OnwardButtons(turn));
        if (part is { } pressed && pressed != open.Part.Id) return turn.Say(turn.Phrases[Phrase.AlreadyFinished], OnwardButtons(turn));
        if (open.Asked.Hints >= open.Part.Hints) return turn.Say(turn.Phrases[Phrase.HintsOver], [SolutionButton(turn, open.Part.Id, open.Variant.Id)]);

        var hint = open.Asked.Hints + 1;
        var title = turn.Phrases[Phrase.HintTitle, ("n", hint), ("all", open.Part.Hints)];
        turn = turn.Become(turn.Learner with { Asked = open.Asked with { Hints = hint } });
        return turn.Say(title + open.Variant.Hint(open.Part.Id.Number, hint, turn.Learner.Language), HelpButtons(turn));
    }

    /// <summary><c>/solution</c>: of the open question. It is asked once more where nothing has been tried yet.</summary>
    public Turn Solution(Turn turn) => OpenQuestion(turn.Learner) is { } open
        ? Solution(turn, open.Part.Id, open.Variant.Id, sure: false)
        : turn.Say(turn.Phrases[Phrase.NothingAsked], OnwardButtons(turn));

    public Turn Solution(Turn turn, PartId part, VariantId variant, bool sure)
    {
        if (OpenQuestion(turn.Learner) is { } open && open.Part.Id == part && open.Variant.Id == variant)
        {
            if (!sure && open.Asked is { Tries: 0, Hints: 0 })
                return turn.Say(turn.Phrases[Phrase.SolutionSure],
                    [HintButton(turn, open), new(turn.Phrases.Line(Phrase.ButtonShowAnyway), new Pressed.Solution(part, variant, true).Data)]);
            return Finish(turn, open, Ending.Shown, WorkedSolution(turn, open.Variant, part), []);
        }
        // A part that has ended may be looked at again; one that has not been asked yet may not be looked up.
        if (turn.Learner.Parts.TryGetValue(part, out var finished) && finished.Variant == variant && course.Find(part.Problem) is { } problem && Has(problem, part))
            return turn.Say(WorkedSolution(turn, problem.Deal(variant), part), OnwardButtons(turn));
        return turn.Say(turn.Phrases[Phrase.StaleButton], OnwardButtons(turn));
    }

    public Turn Skip(Turn turn, PartId? part = null)
    {
        if (OpenQuestion(turn.Learner) is not { } open) return turn.Say(turn.Phrases[Phrase.NothingAsked], OnwardButtons(turn));
        if (part is { } pressed && pressed != open.Part.Id) return turn.Say(turn.Phrases[Phrase.AlreadyFinished], OnwardButtons(turn));
        return Finish(turn, open, Ending.Skipped, turn.Phrases[Phrase.Skipped], [SolutionButton(turn, open.Part.Id, open.Variant.Id)]);
    }

    /// <summary>What helps with the open question: a hint while there are any, and the solution.</summary>
    public ImmutableArray<Button> HelpButtons(Turn turn) => OpenQuestion(turn.Learner) is { } open
        ? open.Asked.Hints < open.Part.Hints
            ? [HintButton(turn, open), SolutionButton(turn, open.Part.Id, open.Variant.Id)]
            : [SolutionButton(turn, open.Part.Id, open.Variant.Id)]
        : [];

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
        var first = problem.Sittings[dealt.Sitting][0];
        turn = turn.Become(turn.Learner with { Dealt = dealt, Asked = new(new(problem.Id, first)) });
        turn = turn.Say(Statement(turn, problem, dealt));
        return Ask(isFirstEver ? turn.Say(Phrase.FormulasUnseen) : turn);      // told where it shows, in words that every client shows
    }

    private Turn Ask(Turn turn)
    {
        var open = OpenQuestion(turn.Learner)!;
        var title = open.Problem.Parts.Count == 1
            ? turn.Phrases[Phrase.QuestionTitleOnly]
            : turn.Phrases[Phrase.QuestionTitle, ("part", open.Part.Id.Number), ("parts", open.Problem.Parts.Count)];
        ImmutableArray<Button> skip = [new(turn.Phrases.Line(Phrase.ButtonSkip), new Pressed.Skip(open.Part.Id).Data)];
        return turn.Say(title + open.Variant.Question(open.Part.Id.Number, turn.Learner.Language), HelpButtons(turn), skip);
    }

    private Turn Finish(Turn turn, Open open, Ending ending, Prose said, ImmutableArray<Button> buttons)
    {
        var finished = new Finished(ending, open.Variant.Id, open.Asked.Hints, open.Asked.Tries);
        var sitting = open.Problem.Sittings[open.Dealt.Sitting];
        var next = sitting.IndexOf(open.Part.Id.Number) + 1;
        // Said before the question changes, so that a wording is picked by the question it is about.
        turn = turn.Say(said, buttons);
        var learner = turn.Learner with { Parts = turn.Learner.Parts.SetItem(open.Part.Id, finished), Asked = null };
        return next < sitting.Length
            ? Ask(turn.Become(learner with { Asked = new(new(open.Problem.Id, sitting[next])) }))
            : CloseSitting(turn.Become(learner), open);
    }

    private Turn CloseSitting(Turn turn, Open open)
    {
        var isLast = open.Dealt.Sitting == open.Problem.Sittings.Length - 1;
        var closing = isLast ? Closing(turn, open.Problem) : turn.Phrases.Say(Phrase.SittingDone, turn.Luck);
        closing += turn.Learner.Due is { } due
            ? turn.Phrases[Phrase.ComeTomorrow, ("due", Timetable.When(turn, due))]
            : turn.Phrases[Phrase.ComeWhenAsked];
        return turn.Say(closing, OnwardButtons(turn));
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

    private static Prose WorkedSolution(Turn turn, Variant variant, PartId part) =>
        turn.Phrases[Phrase.SolutionTitle, ("id", part.Problem), ("part", part.Number)] + variant.Solution(part.Number, turn.Learner.Language);

    private static Button HintButton(Turn turn, Open open) =>
        new(turn.Phrases.Line(open.Asked.Hints == 0 ? Phrase.ButtonHint : Phrase.ButtonHintMore), new Pressed.Hint(open.Part.Id).Data);

    private static Button SolutionButton(Turn turn, PartId part, VariantId variant) =>
        new(turn.Phrases.Line(Phrase.ButtonSolution), new Pressed.Solution(part, variant, false).Data);

    private static bool Has(Problem problem, PartId part) => problem.Parts.Any(known => known.Id == part);

    /// <summary>The open question with all that belongs to it; null where none is open, or the course no longer has it.</summary>
    private Open? OpenQuestion(Learner learner) =>
        learner is { Asked: { } asked, Dealt: { } dealt }
        && asked.Part.Problem == dealt.Problem
        && course.Find(dealt.Problem) is { } problem
        && dealt.Sitting < problem.Sittings.Length && problem.Sittings[dealt.Sitting].Contains(asked.Part.Number)
        && problem.Parts.FirstOrDefault(part => part.Id == asked.Part) is { } part
            ? new(problem, part, dealt, asked)
            : null;
}

/// <summary>The open question: what was asked, of which problem, with which figures.</summary>
internal sealed record Open(Problem Problem, Part Part, Dealt Dealt, Asked Asked)
{
    public Variant Variant => field ??= Problem.Deal(Dealt.Variant);
}
