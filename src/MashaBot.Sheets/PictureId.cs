namespace MashaBot.Sheets;

/// <summary>Names a picture; it is drawn (again) when somebody looks at it, so it is never stored.</summary>
/// <param name="Problem">Whose `pictures`.</param>
/// <param name="Variant">With which figures.</param>
/// <param name="Name">The key under `pictures`.</param>
public readonly record struct PictureId(ProblemId Problem, VariantId Variant, string Name)
{
    public override string ToString() => $"{Problem}/{Variant}/{Name}";
}
