using MashaBot.Sheets;
using NodaTime;

namespace MashaBot.Conversation;

/// <summary>The open question: what was asked, of which problem, with which figures.</summary>
internal sealed record Open(Variant Variant, Part Part, Dealt Dealt, Asked Asked, bool IsReview)
{
    public Problem Problem => Variant.Problem;

    /// <summary>What the learner got wrong in earlier parts, with the same figures.</summary>
    public Dictionary<int, string> EarlierWrong(Learner learner) => Problem.Parts
        .Where(part => part.Number < Part.Number && learner.Parts.TryGetValue(part.Id, out var finished) && finished.Wrong is not null && finished.Variant == Variant.Id)
        .ToDictionary(part => part.Number, part => learner.Parts[part.Id].Wrong!);

    /// <summary>
    /// Parts that this one builds on and whose answers are not at hand: in a review all of them, for it has figures of its own;
    /// on a later day those that ended in earlier sittings, told once a sitting. What was skipped may still be solved, so it is not told.
    /// </summary>
    public int[] Elsewhere(Learner learner)
    {
        if (IsReview) return [.. Part.After];
        var sitting = Problem.Sittings[Dealt.Sitting];
        var told = sitting.TakeWhile(number => number != Part.Number).SelectMany(number => Problem.Part(number).After);
        return [.. Part.After.Except(sitting).Except(told).Where(number =>
            learner.Parts.TryGetValue(new(Problem.Id, number), out var finished) && finished.Variant == Variant.Id && finished.Ending != Ending.Skipped)];
    }

    /// <summary>The learner once this question stands as <paramref name="asked"/> says.</summary>
    public Learner Updated(Learner learner, Asked asked) => IsReview
        ? learner with { Review = new(Dealt, asked) }
        : learner with { Asked = asked };

    /// <param name="before">How the part had ended earlier.</param>
    public Finished Ended(Finished? before, Ending ending, LocalDate day)
    {
        var recall = (ending, Asked) switch
        {
            (Ending.Right, { Hints: 0, Tries: 0 }) => Recall.Good,
            (Ending.Right, { Hints: <= 1, Tries: <= 2 }) or (Ending.Partly, _) => Recall.Hard,
            _ => Recall.Again,
        };
        // A review that is put off leaves everything as it was: it says nothing about what is remembered.
        if (IsReview && before is not null && ending == Ending.Skipped) return before;
        var memory = before?.Memory?.After(recall, day) ?? Memory.First(recall, day);
        // What was solved once stays solved, whatever comes of a review.
        return IsReview && before is { Ending: Ending.Right } ? before with { Memory = memory } : new(ending, Variant.Id, Asked.Hints, Asked.Tries, memory, Asked.Wrong);
    }
}
