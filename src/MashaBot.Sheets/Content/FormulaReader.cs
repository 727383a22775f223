using MashaBot.Backprop;
using MashaBot.Formulas;

namespace MashaBot.Sheets.Content;

/// <summary>Reads authors' formulas and says where one can't be read.</summary>
internal sealed class FormulaReader(FaultList faults)
{
    internal Line? Read(Yaml node, Vocabulary names) => node.FormulaText() is { } text ? Read(text, names, node.Place) : null;

    internal Line? Read(string text, Vocabulary names, Place place)
    {
        if (Formula.TryParse(text, names, out var formula, out var error)) return new(text, formula, place);
        faults.Add(place, $"`{text}` can't be read: {Words(error, text)}", Remedy(error, names));
        return null;
    }

    /// <summary>The value of a formula without names.</summary>
    internal Tensor<Real>? Value(Yaml node)
    {
        if (Read(node, Vocabulary.Empty) is not { } line) return null;
        try
        {
            return Scope.Empty.Evaluate(line.Formula);
        }
        catch (EngineException error)
        {
            node.Fault($"`{line.Text}` has no value: {error.Message.TrimEnd('.')}", "Write a number, (a vector) or [[a matrix]]");
            return null;
        }
    }

    private static string Words(ParseError error, string text) => error.Problem switch
    {
        ParseProblem.UnknownName or ParseProblem.Word => $"`{error.Found}` is no name of this problem",
        var problem => $"{Spaced($"{problem}")} at {(error.Position < text.Length ? $"`{text[error.Position..]}`" : "its end")}",
    };

    private static string Remedy(ParseError error, Vocabulary names) => error switch
    {
        { Repair: { } repair } => $"Did you mean `{repair}`?",
        { Problem: ParseProblem.UnknownName or ParseProblem.Word } when Spelling.Nearest(error.Found, names.Names) is { } near => $"Did you mean `{near}`?",
        { Problem: ParseProblem.UnknownName or ParseProblem.Word } => $"Known here: {Spelling.List(names.Names.Order(StringComparer.Ordinal))}; a definition sees only what stands above it",
        { Expected: [] } => "Mend the formula",
        _ => $"Write {string.Join(" or ", error.Expected.Select(expected => Spaced($"{expected}")))} there",
    };

    /// <summary>"UnclosedBracket" → "unclosed bracket".</summary>
    private static string Spaced(string name) => string.Concat(name.Select((letter, i) => char.IsUpper(letter) ? $"{(i > 0 ? " " : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
