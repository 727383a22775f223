namespace MashaBot.Sheets;

/// <summary>What a part asks for.</summary>
public enum ReplyKind
{
    Number,
    Integer,
    Vector,
    Matrix,

    /// <summary>Several named values.</summary>
    Tuple,
    Formula,

    /// <summary>One of the options.</summary>
    Choice,

    /// <summary>Some of the options: right as an exact set.</summary>
    Choices,
}

public static class ReplyKinds
{
    extension(ReplyKind kind)
    {
        /// <summary>Is the reply picked from options?</summary>
        public bool IsChoice => kind is ReplyKind.Choice or ReplyKind.Choices;
    }
}
