using MashaBot.Sheets;

namespace MashaBot.Conversation;

/// <summary>In what order problems come, and with which figures: the book's on the first round, drawn ones on every later round.</summary>
internal sealed class CoursePath(Course course)
{
    /// <summary>Variants that <c>lint</c> has tried for every problem: only such are dealt.</summary>
    private const int TriedSeeds = 50;

    /// <summary>The sitting after the last that was dealt; when the course is through, its first problem again in a new round.</summary>
    public (Dealt Dealt, bool IsNewRound) After(Learner learner)
    {
        if (learner.Dealt is not { } last) return (Begin(learner, course.First), false);
        if (course.Find(last.Problem) is { } problem && last.Sitting + 1 < problem.Sittings.Length)
            return (last with { Sitting = last.Sitting + 1 }, false);
        return course.After(last.Problem) is { } next
            ? (Begin(learner, next), false)
            : (Begin(learner with { Rounds = learner.Rounds + 1 }, course.First), true);
    }

    public static Dealt Begin(Learner learner, ProblemId problem) => new(problem, Variant(learner, problem), 0);

    /// <summary>Figures for a problem: the same for the same learner and round, others for another learner.</summary>
    private static VariantId Variant(Learner learner, ProblemId problem)
    {
        var round = HasSolved(learner, problem) ? Math.Max(learner.Rounds, 1) : learner.Rounds;
        if (round == 0) return VariantId.Book;
        var mixed = unchecked((ulong)learner.Id.Value * 6364136223846793005UL + (ulong)(problem.Sheet * 1000 + problem.Number) * 1442695040888963407UL + (ulong)round * 2862933555777941757UL);
        return new(1 + (int)((mixed >> 33) % TriedSeeds));
    }

    // Who goes back to a problem by choice should not find the figures they know.
    private static bool HasSolved(Learner learner, ProblemId problem) => learner.Parts.Keys.Any(part => part.Problem == problem);
}
