namespace MashaBot.Sheets;

/// <summary>A problem with figures. Parts are named by their numbers.</summary>
public sealed class Variant
{
    internal Variant(Problem problem, VariantId id) => (Problem, Id) = (problem, id);

    public VariantId Id { get; }

    public Problem Problem { get; }

    public IEnumerable<string> PictureNames { get; } = [];

    public Prose Statement(Language language) => throw new NotImplementedException();

    /// <summary>The question of a part, its options included.</summary>
    public Prose Question(int part, Language language) => throw new NotImplementedException();

    /// <param name="number">From 1.</param>
    public Prose Hint(int part, int number, Language language) => throw new NotImplementedException();

    public Prose Solution(int part, Language language) => throw new NotImplementedException();

    /// <summary>The right reply, in mathematics.</summary>
    public Prose Answer(int part, Language language) => throw new NotImplementedException();

    /// <summary>The words for a named mistake.</summary>
    public Prose MistakeWords(int part, string mistake, Language language) => throw new NotImplementedException();

    public Verdict Judge(int part, string reply) => throw new NotImplementedException();
}
