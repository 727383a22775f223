using System.Collections.Immutable;
using NodaTime;

namespace MashaBot.Conversation;

/// <summary>How a part was recalled: the four grades of FSRS.</summary>
public enum Recall { Again = 1, Hard, Good, Easy }

/// <summary>How well a part sits in somebody's memory, by the FSRS-6 model with its published default parameters.</summary>
/// <param name="Stability">Days after which it is still recalled with a probability of 90 %.</param>
/// <param name="Difficulty">From 1 to 10.</param>
/// <param name="Last">The day of the last recall.</param>
/// <remarks>
/// Free Spaced Repetition Scheduler, version 6: https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm. Between reviews
/// lie whole days, so the model's rule for several reviews on one day is not needed: what comes again on the same day changes nothing.
/// </remarks>
public sealed record Memory(double Stability, double Difficulty, LocalDate Last)
{
    /// <summary>w₀ … w₂₀: the defaults that FSRS-6 was published with.</summary>
    private static readonly ImmutableArray<double> w =
    [
        0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
    ];

    private const double LeastStability = 0.001;
    private const int LongestInterval = 365;        // days; a course is not a language: what sits for a year need not wait for longer

    private static readonly double decay = -w[20];
    private static readonly double factor = Math.Pow(0.9, 1 / decay) - 1;

    /// <summary>The day on which the probability of recall falls to 90 %: the time to ask again, the next day at the earliest.</summary>
    public LocalDate Due => Last.PlusDays(Math.Clamp((int)Math.Round(Stability), 1, LongestInterval));

    public static Memory First(Recall recall, LocalDate day) => new(w[(int)recall - 1], FirstDifficulty(recall), day);

    /// <summary>The probability of recall on <paramref name="day"/>.</summary>
    public double Retrievability(LocalDate day) => Math.Pow(1 + factor * Math.Max(0, Period.DaysBetween(Last, day)) / Stability, decay);

    public Memory After(Recall recall, LocalDate day)
    {
        if (day <= Last) return this;
        var retrievability = Retrievability(day);
        var stability = recall == Recall.Again ? Forgotten(retrievability) : Recalled(recall, retrievability);
        return new(Math.Max(stability, LeastStability), Next(recall), day);
    }

    private double Recalled(Recall recall, double retrievability) => Stability * (1
        + Math.Exp(w[8]) * (11 - Difficulty) * Math.Pow(Stability, -w[9]) * (Math.Exp(w[10] * (1 - retrievability)) - 1)
        * (recall == Recall.Hard ? w[15] : 1) * (recall == Recall.Easy ? w[16] : 1));

    private double Forgotten(double retrievability) => Math.Min(Stability,
        w[11] * Math.Pow(Difficulty, -w[12]) * (Math.Pow(Stability + 1, w[13]) - 1) * Math.Exp(w[14] * (1 - retrievability)));

    /// <summary>Moves less the nearer it is to 10, and is drawn a little towards what an easy part begins with.</summary>
    private double Next(Recall recall)
    {
        var moved = Difficulty - w[6] * ((int)recall - 3) * (10 - Difficulty) / 9;
        return Math.Clamp(w[7] * RawFirstDifficulty(Recall.Easy) + (1 - w[7]) * moved, 1, 10);
    }

    private static double FirstDifficulty(Recall recall) => Math.Clamp(RawFirstDifficulty(recall), 1, 10);

    private static double RawFirstDifficulty(Recall recall) => w[4] - Math.Exp(w[5] * ((int)recall - 1)) + 1;
}
