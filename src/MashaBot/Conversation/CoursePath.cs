using MashaBot.Sheets;

namespace MashaBot.Conversation;

/// <summary>How the next problem is chosen.</summary>
public enum CourseOrder
{
    /// <summary>A sheet to its end, then the next.</summary>
    Sheets,

    /// <summary>Each problem from another sheet.</summary>
    Mixed,
}

/// <summary>In what order problems come, and with which figures: the book's on the first round, drawn ones on every later round.</summary>
internal sealed class CoursePath(Course course)
{
    /// <summary>The sitting after the last that was dealt, or the next problem that has not been worked through; when there is none, the first problem again in a new round.</summary>
    public (Dealt Dealt, bool IsNewRound) After(Learner learner)
    {
        if (learner.Dealt is not { } last) return (Begin(learner, course.First), false);
        if (course.Find(last.Problem) is { } problem && last.Sitting + 1 < problem.Sittings.Length)
            return (last with { Sitting = last.Sitting + 1 }, false);
        return Next(learner, last.Problem) is { } next
            ? (Begin(learner, next), false)
            : (Begin(learner with { Rounds = learner.Rounds + 1 }, course.First), true);
    }

    /// <summary>The problem after one that is left; null where it is the only one that is still to be done.</summary>
    public ProblemId? Next(Learner learner, ProblemId last)
    {
        if (learner.Rounds > 0) return course.After(last);
        var sheets = course.Sheets.SkipWhile(sheet => sheet.Number != last.Sheet).Concat(course.Sheets.TakeWhile(sheet => sheet.Number != last.Sheet)).ToList();
        var inOrder = learner.Order == CourseOrder.Mixed
            ? sheets.Skip(1).Append(sheets[0]).SelectMany(sheet => sheet.Problems)
            : sheets[0].Problems.SkipWhile(problem => problem.Id != last).Concat(sheets.Skip(1).SelectMany(sheet => sheet.Problems)).Concat(sheets[0].Problems);
        return inOrder.FirstOrDefault(problem => problem.Id != last && !IsThrough(learner, problem))?.Id;
    }

    /// <summary>A problem from where it was left, or from its beginning in other figures when it was worked through before.</summary>
    public Dealt Begin(Learner learner, ProblemId id)
    {
        var problem = course.Find(id)!;
        if (learner.Rounds > 0 || IsThrough(learner, problem)) return new(id, Draw.Of(learner, problem, [.. problem.Parts.Select(part => part.Number)], id.Sheet * 1000 + id.Number, Math.Max(learner.Rounds, 1)), 0);
        return new(id, VariantId.Book, problem.Sittings.Select((parts, i) => (parts, i)).First(sitting => sitting.parts.Any(part => !HasEnded(learner, id, part))).i);
    }

    /// <summary>The first part of a sitting that has not been asked in this round.</summary>
    public PartId First(Learner learner, Dealt dealt)
    {
        var sitting = course.Find(dealt.Problem)!.Sittings[dealt.Sitting];
        var isContinued = dealt.Variant == VariantId.Book && sitting.Any(part => !HasEnded(learner, dealt.Problem, part));
        return new(dealt.Problem, isContinued ? sitting.First(part => !HasEnded(learner, dealt.Problem, part)) : sitting[0]);
    }

    /// <summary>Every part has ended, in whatever way.</summary>
    public static bool IsThrough(Learner learner, Problem problem) => problem.Parts.All(part => learner.Parts.ContainsKey(part.Id));

    private static bool HasEnded(Learner learner, ProblemId problem, int part) => learner.Parts.ContainsKey(new(problem, part));
}
