using MashaBot.Sheets;

namespace MashaBot.Conversation;

/// <summary>Which figures somebody gets: the same for the same learner, subject and occasion, others for others.</summary>
internal static class Draw
{
    /// <summary>Seeds that <c>lint</c> has tried for every problem: only such are dealt.</summary>
    private const int Tried = 50;

    /// <param name="about">A number of what is asked.</param>
    /// <param name="occasion">A number of the round or the day.</param>
    /// <param name="next">How many seeds further.</param>
    public static VariantId Of(Learner learner, int about, int occasion, int next = 0)
    {
        var mixed = unchecked((ulong)learner.Id.Value * 6364136223846793005UL + (ulong)about * 1442695040888963407UL + (ulong)occasion * 2862933555777941757UL);
        return new(1 + ((int)((mixed >> 33) % Tried) + next) % Tried);
    }
}
