namespace MashaBot.Sheets;

/// <summary>What one slip of the hand is, the most common first: where several fit as well, the first is meant.</summary>
public enum SlipKind
{
    /// <summary>A sign is wrong: a minus lost, or one too many.</summary>
    FlippedSign,

    /// <summary>The constant of a sum was left out.</summary>
    DroppedBias,

    /// <summary>A term of a sum was left out.</summary>
    DroppedTerm,

    /// <summary>An activation, or another function, was not applied.</summary>
    MissedActivation,

    /// <summary>On the way back through ReLU or a maximum, what it stops was let through.</summary>
    MissedMask,

    /// <summary>On the way back a local derivative was not multiplied in.</summary>
    MissedLocal,

    /// <summary>On the way back only a local derivative was taken: what came from above was not multiplied in.</summary>
    MissedIncoming,

    /// <summary>On the way back one of the uses of a node was not counted.</summary>
    MissedPath,

    /// <summary>The sum in place of the mean: not divided by n.</summary>
    SumForMean,

    /// <summary>Divided by n once too often.</summary>
    MeanForSum,

    /// <summary>A factor of a product was left out.</summary>
    DroppedFactor,

    /// <summary>Not divided by what it should be divided by.</summary>
    DroppedDivisor,

    /// <summary>A square or a root was not taken.</summary>
    DroppedPower,

    /// <summary>A quotient upside down.</summary>
    Inverted,

    /// <summary>A matrix was taken transposed.</summary>
    Transposed,

    /// <summary>An old value where the new one is due.</summary>
    OldValue,

    /// <summary>One step too few.</summary>
    StepMissing,

    /// <summary>One step too many.</summary>
    StepExtra,

    /// <summary>The figures of another observation.</summary>
    OtherObservation,

    /// <summary>Two figures were mixed up.</summary>
    SwappedInputs,

    /// <summary>Another function in its place.</summary>
    WrongActivation,

    /// <summary>A 2 too many.</summary>
    Doubled,

    /// <summary>A 2 was lost.</summary>
    Halved,

    /// <summary>Several slips fit, all at one node.</summary>
    Somewhere,
}

public static class SlipKinds
{
    private static readonly string[] Codes = [.. Enum.GetNames<SlipKind>().Select(Kebab)];

    extension(SlipKind kind)
    {
        /// <summary>Stable, for `grade` and the phrases: <c>dropped-bias</c>.</summary>
        public string Code => Codes[(int)kind];
    }

    private static string Kebab(string name) =>
        string.Concat(name.Select((letter, i) => char.IsUpper(letter) ? $"{(i > 0 ? "-" : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
