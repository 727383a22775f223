namespace MashaBot.Sheets.Diagnosing;

/// <summary>What a variant's figures lack in some parts: fewer are better, first those of the first kind.</summary>
/// <param name="TooLittle">Parts in which they show slips too little.</param>
/// <param name="Contested">Named mistakes that give the same as some slip, and only with these figures.</param>
internal readonly record struct Flaws(int TooLittle, int Contested) : IComparable<Flaws>
{
    public int CompareTo(Flaws other) => (TooLittle, Contested).CompareTo((other.TooLittle, other.Contested));

    public static Flaws operator +(Flaws first, Flaws second) => new(first.TooLittle + second.TooLittle, first.Contested + second.Contested);
}
