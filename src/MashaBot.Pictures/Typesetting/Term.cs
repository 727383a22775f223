using System.Collections.Immutable;

namespace MashaBot.Pictures.Typesetting;

/// <summary>A piece of mathematics as it is written.</summary>
internal abstract record Term
{
    private Term() { }

    /// <summary>Decides the space before and after it.</summary>
    public virtual TermClass Class => TermClass.Ordinary;

    /// <summary>One sign, or several that are set together as a word.</summary>
    public sealed record Sign(string Text, TermClass Kind, Face Face) : Term
    {
        public override TermClass Class => Kind;

        /// <summary>Whether scripts stand above and below it in display style, as with ∑ and max.</summary>
        public bool Limits { get; init; }

        /// <summary>∑, ∏, ∫: larger than the text about it.</summary>
        public bool Large { get; init; }
    }

    public sealed record Row(ImmutableArray<Term> Terms) : Term;

    public sealed record Scripted(Term Base, Term? Lower, Term? Upper) : Term
    {
        public override TermClass Class => Base.Class;
    }

    /// <summary>A level is asked for by <c>\dfrac</c> and <c>\tfrac</c>; null: what the place asks for.</summary>
    public sealed record Fraction(Term Over, Term Under, Level? Level, bool Bar) : Term
    {
        public override TermClass Class => TermClass.Inner;
    }

    public sealed record Root(Term Body, Term? Degree) : Term;

    public sealed record Accented(Term Body, Mark Mark) : Term;

    /// <summary>A label beside a brace above or below.</summary>
    public sealed record Braced(Term Body, bool Below) : Term
    {
        public override TermClass Class => TermClass.Operator;
    }

    /// <summary>In brackets that grow with the body; an empty string is no bracket.</summary>
    public sealed record Fenced(string Open, Term Body, string Close) : Term
    {
        public override TermClass Class => TermClass.Inner;
    }

    /// <summary>Rows and columns; of each column l, c or r, the last repeats, and <c>rl</c> alternates.</summary>
    public sealed record Grid(ImmutableArray<ImmutableArray<Term>> Rows, string Columns, Level Level) : Term;

    public sealed record Boxed(Term Body) : Term;

    /// <param name="Em">Width in em.</param>
    public sealed record Space(float Em) : Term;
}

internal enum TermClass
{
    Ordinary,
    Operator,
    Binary,
    Relation,
    Open,
    Close,
    Punctuation,
    Inner,
}

/// <summary>TeX's four styles.</summary>
internal enum Level
{
    Display,
    Text,
    Script,
    ScriptScript,
}

internal enum Mark
{
    Hat,
    Bar,
    Tilde,
    Vector,
    Dot,
    TwoDots,
    Underline,
}
