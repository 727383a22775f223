using MashaBot.Formulas;

namespace MashaBot.Sheets.Drawings;

/// <summary>What a picture shows: plain data with every figure already computed. A painter turns it into pixels, <see cref="Describe"/> into text.</summary>
/// <remarks>
/// Labels are small LaTeX formulas without dollar signs: <c>x_1</c>, <c>\hat y</c>, <c>100{,}5</c>. A run of three or more letters is a word, set upright (<c>MSE</c>).
/// </remarks>
public abstract record Drawing
{
    private protected Drawing() { }

    /// <summary>What the picture shows in the author's words, plain text in the learner's language.</summary>
    public string Alt { get; init; } = "";

    /// <summary>The picture for people who do not see it: the author's words, then the data, one item a line, in signs that need no language.</summary>
    public string Description => Describe(Latex.ToText);

    /// <summary>The same with the labels made readable in another way.</summary>
    /// <param name="plain">Turns a label from LaTeX into readable text.</param>
    public string Describe(Func<string, string> plain) => string.Join('\n', Lines(plain).Prepend(Alt).Where(line => line.Length > 0));

    private protected abstract IEnumerable<string> Lines(Func<string, string> plain);

    private protected static string Joined(string separator, params IEnumerable<string?> parts) =>
        string.Join(separator, parts.Where(part => !string.IsNullOrEmpty(part)));
}
