using System.Collections.Immutable;
using MashaBot.Sheets;

namespace MashaBot.Conversation;

/// <content>Hints, solutions, skipping: what helps on and what leaves a question behind.</content>
internal sealed partial class Lesson
{
    /// <param name="part">The part whose button was pressed; null for the command, which means the open question.</param>
    public Turn Hint(Turn turn, PartId? part = null)
    {
        if (OpenQuestion(turn.Learner) is not { } open) return turn.Say(turn.Phrases[Phrase.NothingAsked], OnwardButtons(turn));
        if (part is { } pressed && pressed != open.Part.Id) return turn.Say(turn.Phrases[Phrase.AlreadyFinished], OnwardButtons(turn));
        if (open.Asked.Hints >= open.Part.Hints) return turn.Say(turn.Phrases[Phrase.HintsOver], [SolutionButton(turn, open.Part.Id, open.Variant.Id)]);

        var hint = open.Asked.Hints + 1;
        var title = turn.Phrases[Phrase.HintTitle, ("n", hint), ("all", open.Part.Hints)];
        turn = turn.Become(open.Updated(turn.Learner, open.Asked with { Hints = hint }));
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
            return Finish(turn, open, Ending.Shown, WorkedSolution(turn, open.Variant, part), AgainButton(turn, part));
        }
        // A part that has ended may be looked at again; one that has not been asked yet may not be looked up.
        if (turn.Learner.Parts.ContainsKey(part) && reviews.Knows(part) && course.Find(part.Problem)!.TryDeal(variant, out var dealt, out _))
            return turn.Say(WorkedSolution(turn, dealt, part), OnwardButtons(turn));
        return turn.Say(turn.Phrases[Phrase.StaleButton], OnwardButtons(turn));
    }

    public Turn Skip(Turn turn, PartId? part = null)
    {
        if (OpenQuestion(turn.Learner) is not { } open) return turn.Say(turn.Phrases[Phrase.NothingAsked], OnwardButtons(turn));
        if (part is { } pressed && pressed != open.Part.Id) return turn.Say(turn.Phrases[Phrase.AlreadyFinished], OnwardButtons(turn));
        var solution = SolutionButton(turn, open.Part.Id, open.Variant.Id);
        // A review that is put off says nothing of how easy the part is: it was solved or shown before.
        return Finish(turn, open, Ending.Skipped, turn.Phrases[Phrase.Skipped], open.IsReview
            ? [solution]
            : [solution, new(turn.Phrases.Line(Phrase.ButtonTooEasy), new Pressed.TooEasy(open.Part.Id).Data), new(turn.Phrases.Line(Phrase.ButtonTooHard), new Pressed.TooHard(open.Part.Id).Data)]);
    }

    /// <summary>A part that was skipped as too easy need not come again soon.</summary>
    public Turn TooEasy(Turn turn, PartId part) => Graded(turn, part, Recall.Easy) is { } graded
        ? graded.Say(turn.Phrases[Phrase.TooEasy], OnwardButtons(turn))
        : turn.Say(turn.Phrases[Phrase.StaleButton], OnwardButtons(turn));

    /// <summary>A part that was skipped as too hard comes again, and its problem may be left for another.</summary>
    public Turn TooHard(Turn turn, PartId part)
    {
        if (Graded(turn, part, Recall.Again) is not { } graded) return turn.Say(turn.Phrases[Phrase.StaleButton], OnwardButtons(turn));
        ImmutableArray<Button> leave = turn.Learner.Asked?.Part.Problem == part.Problem
            ? [new(turn.Phrases.Line(Phrase.ButtonLeave), new Pressed.Leave(part.Problem).Data)]
            : [];
        return graded.Say(turn.Phrases[Phrase.TooHard], [.. OnwardButtons(turn), .. leave]);
    }

    /// <summary>Leaves the rest of a problem for the next one.</summary>
    public Turn Leave(Turn turn, ProblemId problem) => turn.Learner.Dealt?.Problem == problem && path.Next(turn.Learner, problem) is { } next
        ? Begin(turn, next)
        : Next(turn);

    /// <summary>What helps with the open question: a hint while there are any, and the solution.</summary>
    public ImmutableArray<Button> HelpButtons(Turn turn) => OpenQuestion(turn.Learner) is { } open
        ? open.Asked.Hints < open.Part.Hints
            ? [HintButton(turn, open), SolutionButton(turn, open.Part.Id, open.Variant.Id)]
            : [SolutionButton(turn, open.Part.Id, open.Variant.Id)]
        : [];

    /// <summary>How a part that has ended sits, as the learner says of it afterwards.</summary>
    private static Turn? Graded(Turn turn, PartId part, Recall recall) => turn.Learner.Parts.TryGetValue(part, out var finished) && finished.Ending == Ending.Skipped
        ? turn.Become(turn.Learner with { Parts = turn.Learner.Parts.SetItem(part, finished with { Memory = Memory.First(recall, turn.Learner.Daily.Day(turn.Now)) }) })
        : null;

    private static Prose WorkedSolution(Turn turn, Variant variant, PartId part) =>
        turn.Phrases[Phrase.SolutionTitle, ("id", part.Problem), ("part", part.Number)] + variant.Solution(part.Number, turn.Learner.Language);

    private static Button HintButton(Turn turn, Open open) =>
        new(turn.Phrases.Line(open.Asked.Hints == 0 ? Phrase.ButtonHint : Phrase.ButtonHintMore), new Pressed.Hint(open.Part.Id).Data);

    private static Button SolutionButton(Turn turn, PartId part, VariantId variant) =>
        new(turn.Phrases.Line(Phrase.ButtonSolution), new Pressed.Solution(part, variant, false).Data);
}
