namespace MashaBot.Sheets;

/// <summary>Names a picture; it is drawn (again) when somebody looks at it, so it is never stored.</summary>
/// <param name="Problem">Whose `pictures`.</param>
/// <param name="Variant">With which figures.</param>
/// <param name="Name">The key under `pictures`.</param>
public readonly record struct PictureId(ProblemId Problem, VariantId Variant, string Name)
{
    /// <summary>A picture that belongs to no problem: what is to be drawn stands in <paramref name="what"/>.</summary>
    public static PictureId Of(string what) => new(default, default, what);

    /// <summary>Does it belong to a problem?</summary>
    public bool IsProblems => Problem != default;

    public override string ToString() => $"{Problem}/{Variant}/{Name}";
}
