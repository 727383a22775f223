using System.Collections.Immutable;

namespace MashaBot.Sheets;

/// <summary>How well the figures of one variant show what goes wrong in a part. What shows with no figures at all does not count.</summary>
/// <param name="Shown">How many single slips change the answer at the digits asked for.</param>
/// <param name="Hidden">Those that do not, though with other figures they do: <c>missed-activation h2</c>.</param>
/// <param name="Twins">Named mistakes that give the same as another, as the answer, or as a wrong sign elsewhere, though with other figures they do not: <c>sign = swapped</c>.</param>
public sealed record MutationScore(PartId Part, int Shown, ImmutableArray<string> Hidden, ImmutableArray<string> Twins)
{
    /// <summary>Figures that show less are not dealt out.</summary>
    public const double Least = 0.9;

    /// <summary>From 0 to 1.</summary>
    public double Share => Shown + Hidden.Length == 0 ? 1 : (double)Shown / (Shown + Hidden.Length);

    /// <summary>Named mistakes that give the same as another or as the answer with any figures: neither can ever be told.</summary>
    public ImmutableArray<string> Inseparable { get; init; } = [];

    /// <summary>How many named mistakes give the same as some slip elsewhere, and only with these figures.</summary>
    public int Contested { get; init; }

    public bool IsEnough => Share >= Least && Twins is [];
}
