namespace MashaBot.Logging;

/// <summary>Words that must never be in a log.</summary>
internal sealed class Secrets
{
    private volatile string[] words = [];

    public void Add(string? word)
    {
        if (word is not { Length: > 0 }) return;
        // The part behind the colon is what is secret, and what an address may hold in another encoding of the colon.
        string[] found = word.Split(':') is [_, { Length: >= 8 } key] ? [word, key] : [word];
        words = [.. words, .. found];
    }

    public bool IsIn(string? text) => text is not null && Array.Exists(words, word => text.Contains(word, StringComparison.Ordinal));

    public string Remove(string text) => words.Aggregate(text, (left, word) => left.Replace(word, "***", StringComparison.Ordinal));
}
