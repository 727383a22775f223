using System.Collections.Immutable;

namespace MashaBot.Formulas;

/// <summary>Why a text can't be read. The words are content's, by code.</summary>
public enum ParseProblem
{
    /// <summary>There is nothing to read.</summary>
    Empty,
    TooLong,
    /// <summary>Brackets or powers are nested too deeply.</summary>
    TooDeep,
    /// <summary>A number too large to compute with, such as 9^9^9.</summary>
    TooLarge,
    UnexpectedCharacter,
    /// <summary>Something that may stand in a formula, but not here.</summary>
    Unexpected,
    /// <summary>The formula stops in the middle.</summary>
    UnexpectedEnd,
    UnclosedBracket,
    UnmatchedBracket,
    UnknownName,
    /// <summary>A word of ordinary language.</summary>
    Word,
    /// <summary>A function with too few or too many arguments.</summary>
    WrongArgumentCount,
    /// <summary>Two values side by side where one is expected.</summary>
    MissingOperator,
    /// <summary>A list with too few or too many items.</summary>
    WrongCount,
    /// <summary>A formula with names where a number is expected.</summary>
    NotANumber,
    /// <summary>A list where one value is expected.</summary>
    NotAScalar,
    /// <summary>No value: ÷0, ln of a negative.</summary>
    Undefined,
    NoSuchOption,
    /// <summary>It can be read in two ways.</summary>
    Ambiguous,
    /// <summary>The rows of a matrix differ in length.</summary>
    RaggedRows,
}

/// <summary>What could stand at the place of an error.</summary>
public enum Expected { Number, Name, Formula, Operator, OpeningBracket, ClosingBracket, Separator, Equals, End, List, Matrix, Option, Permutation }

/// <param name="Position">Index into the text as it was given; its length if the text ends too early.</param>
/// <param name="Found">The piece of text at the position; empty at the end.</param>
/// <param name="Repair">The text with one small change, which can be read ("did you mean …?").</param>
/// <param name="Count">How many were expected, where the problem is a count.</param>
public sealed record ParseError(int Position, ParseProblem Problem, string Found, ImmutableArray<Expected> Expected, string? Repair = null, int? Count = null)
{
    /// <summary>How many there were, where the problem is a count.</summary>
    public int? Given { get; init; }

    /// <summary>The row of a matrix that is meant, counted from 1.</summary>
    public int? Row { get; init; }

    public override string ToString() => $"{Problem} at {Position} '{Found}'{(Expected is [] ? "" : $", expected {string.Join(" or ", Expected)}")}{(Repair is null ? "" : $"; perhaps '{Repair}'")}";
}
