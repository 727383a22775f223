namespace MashaBot.Sheets;

/// <summary>A slip of the content's author: where it is and what mends it.</summary>
/// <param name="Line">From 1.</param>
public sealed record ContentFault(string File, int Line, string What, string Remedy)
{
    public override string ToString() => $"{File}:{Line}: {What}. {Remedy}";
}
