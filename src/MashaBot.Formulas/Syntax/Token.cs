using MashaBot.Backprop;

namespace MashaBot.Formulas;

internal enum TokenKind
{
    Number, Name, Function, Plus, Minus, Times, Slash, Power, At, Hadamard, Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, Approximately,
    And, Or, Not, Where, OpenParenthesis, CloseParenthesis, OpenBracket, CloseBracket, OpenBrace, CloseBrace, Bar, OpenBar, CloseBar, DoubleBar, OpenAngle, CloseAngle, OpenFloor, CloseFloor, OpenCeiling, CloseCeiling, Factorial, Comma, Semicolon,
    Fraction, Over, Binomial, Root, Percent, Prime, Transpose, Partial, Cell, Row, BeginMatrix, EndMatrix, BeginCases, EndCases, Subscript, Sum, EvaluatedAt, Bad, End,
}

/// <summary>A piece of the text. Small, because a reply may hold four thousand.</summary>
/// <param name="kind">What it is.</param>
/// <param name="start">Where it stands in the text as it was given.</param>
/// <param name="length">How many characters of the text it takes.</param>
/// <param name="spaced">Did a blank stand before it?</param>
/// <param name="content">A word or a number.</param>
internal readonly struct Token(TokenKind kind, int start, int length, bool spaced, object? content = null)
{
    private const short NoDecimals = short.MinValue;

    private readonly object? content = content;
    private readonly short decimals = NoDecimals;
    private readonly byte kind = (byte)kind, problem;

    public Token(int start, int length, bool spaced, Rational value, int? decimals)
        : this(TokenKind.Number, start, length, spaced, value) => this.decimals = (short)(decimals ?? NoDecimals);

    public Token(int start, int length, bool spaced, ParseProblem problem)
        : this(TokenKind.Bad, start, length, spaced) => this.problem = (byte)problem;

    public TokenKind Kind { get => (TokenKind)kind; init => kind = (byte)value; }

    public int Start { get; init; } = start;

    public int Length { get; init; } = length;

    public bool Spaced { get; init; } = spaced;

    /// <summary>A name or function in canonical spelling.</summary>
    public string Text { get => content as string ?? ""; init => content = value; }

    public Rational Value { get => content is Rational value ? value : default; init => content = value; }

    /// <summary>Digits behind the mark of a number that has one.</summary>
    public int? Decimals => decimals == NoDecimals ? null : decimals;

    /// <summary>Why a <see cref="TokenKind.Bad"/> token is bad.</summary>
    public ParseProblem Problem => (ParseProblem)problem;

    /// <summary>May an operand begin with it?</summary>
    public bool StartsOperand => Kind is TokenKind.Number or TokenKind.Name or TokenKind.Function or TokenKind.OpenParenthesis or TokenKind.OpenBracket or TokenKind.OpenBrace
        or TokenKind.OpenBar or TokenKind.OpenAngle or TokenKind.OpenFloor or TokenKind.OpenCeiling or TokenKind.Fraction or TokenKind.Binomial or TokenKind.Root or TokenKind.Partial or TokenKind.BeginMatrix or TokenKind.BeginCases or TokenKind.Sum;
}

/// <summary>What a comma between two digits is.</summary>
internal enum Comma { Decimal, Separator }

/// <summary>How a text is to be read.</summary>
/// <param name="Comma">What a comma between two digits is.</param>
internal sealed record ReadingStyle(Comma Comma)
{
    /// <summary>Positions of commas that separate although <see cref="Comma"/> says decimal.</summary>
    public IReadOnlySet<int> Separators { get; init; } = new HashSet<int>();

    /// <summary>Are <c>42 426</c> and <c>1 3/5</c> one number each?</summary>
    public bool Groups { get; init; }

    /// <summary>May the text be a list without brackets?</summary>
    public bool BareList { get; init; }

    /// <summary>Does a line break separate items (rows of a matrix)?</summary>
    public bool LinesSeparate { get; init; }

    /// <summary>Does what stands directly behind a divisor belong to it: is <c>1/2x</c> 1/(2x)?</summary>
    public bool Tight { get; init; }

    public bool SeparatesAt(int position) => Comma == Comma.Separator || Separators.Contains(position);
}
