using System.Collections.Immutable;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets;

namespace MashaBot.Conversation;

/// <summary>What a good reply to a part looks like: of the size and in the letters that are asked for, and with numbers that nobody takes for the answer.</summary>
internal static class ExampleReply
{
    private const int MostInFull = 9, MostNamed = 3, BeginningOf = 2;

    public static string Of(Expectation expected, Phrases phrases)
    {
        var style = phrases.Language.Numbers;
        return expected switch
        {
            Expectation.Integer => phrases.Line(Phrase.ExampleInteger),
            Expectation.Vector(var length) => phrases.Line(Phrase.ExampleVector, ("values", List(length, style))),
            Expectation.Tuple(var names) => phrases.Line(Phrase.ExampleTuple, ("values", List(names.Length, style)), ("named", Named(names, style))),
            Expectation.Matrix(var rows, var columns) => phrases.Line(Phrase.ExampleMatrix, ("values", Matrix(rows, columns))),
            Expectation.Shape(var rank) => phrases.Line(Phrase.ExampleShape, ("values", string.Join('x', Enumerable.Range(1, rank).Select(i => 11 * i)))),
            Expectation.Formula(var vocabulary) when Letters(vocabulary) is [var letter, ..] letters => phrases.Line(vocabulary.IsOfMatrices ? Phrase.ExampleMatrixFormula : Phrase.ExampleFormula,
                ("formula", vocabulary.IsOfMatrices ? $"{letter}^T({letters[^1]} - {letter})" : $"{Times(7, letter)}^3 - {(letters is [_, var other, ..] ? Times(5, other) : "5")}"),
                ("letters", string.Join(", ", letters.Select(name => new Formula.Name(name).ToText(style))))),
            Expectation.Order(var count) => phrases.Line(Phrase.ExampleOrder, ("count", count)),
            Expectation.Choice(var options) => phrases.Line(Phrase.ExampleChoice, ("count", options.Length)),
            Expectation.Choices(var options) => phrases.Line(Phrase.ExampleChoices, ("count", options.Length)),
            _ => phrases.Line(Phrase.ExampleNumber),
        };
    }

    private static ImmutableArray<string> Letters(Vocabulary vocabulary) => [.. vocabulary.Names.Order(StringComparer.Ordinal)];

    private static string Times(int number, string name) => name.Length == 1 ? $"{number}{name}" : $"{number}*{name}";

    /// <summary>11, 22.5, 33, 44: a fraction is among them, and a neuron with such weights is always on, which no question asks for.</summary>
    private static string Value(int place, NumberStyle style) => Numbers.Format(place == 1 ? Rational.Half * 45 : (Rational)(11 * (place + 1)), style);

    private static string List(int length, NumberStyle style) => length <= MostInFull
        ? string.Join("; ", Enumerable.Range(0, length).Select(place => Value(place, style)))
        : $"{List(BeginningOf + 1, style)}; …";

    private static string Named(ImmutableArray<string> names, NumberStyle style)
    {
        var shown = names.Length <= MostNamed ? names.Length : BeginningOf;
        return string.Join("; ", Enumerable.Range(0, shown).Select(place => $"{names[place]} = {Value(place, style)}")) + (shown < names.Length ? "; …" : "");
    }

    /// <summary>Each number tells its row and column.</summary>
    private static string Matrix(int rows, int columns) => rows <= MostInFull && columns <= MostInFull
        ? string.Join("; ", Enumerable.Range(1, rows).Select(row => string.Join(' ', Enumerable.Range(1, columns).Select(column => $"{row}{column}"))))
        : "11 12 …; 21 22 …; …";
}
