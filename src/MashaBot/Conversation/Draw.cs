using MashaBot.Sheets;

namespace MashaBot.Conversation;

/// <summary>Which figures somebody gets: the same for the same learner, subject and occasion, others for others; and such as show where a hand slips.</summary>
internal static class Draw
{
    /// <summary>Seeds that <c>lint</c> has tried for every problem: only such are dealt.</summary>
    private const int Tried = 200;

    /// <summary>One of so many is taken, so that choosing never takes long.</summary>
    private const int Candidates = 12;

    /// <param name="parts">Numbers of the parts that will be asked for.</param>
    /// <param name="about">A number of what is asked.</param>
    /// <param name="occasion">A number of the round or the day.</param>
    /// <param name="next">How many draws further.</param>
    public static VariantId Of(Learner learner, Problem problem, IReadOnlyCollection<int> parts, int about, int occasion, int next = 0)
    {
        var mixed = unchecked((ulong)learner.Id.Value * 6364136223846793005UL + (ulong)about * 1442695040888963407UL + (ulong)occasion * 2862933555777941757UL);
        var first = (int)((mixed >> 33) % Tried) + next * Candidates;
        return problem.Choose(Enumerable.Range(first, Candidates).Select(seed => new VariantId(1 + seed % Tried)), parts);
    }
}
