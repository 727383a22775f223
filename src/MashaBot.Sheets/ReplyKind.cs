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

    /// <summary>A formula of matrices, written as on paper.</summary>
    MatrixFormula,

    /// <summary>One of the options.</summary>
    Choice,

    /// <summary>Some of the options: right as an exact set.</summary>
    Choices,

    /// <summary>Any numbers with which a network does what is asked for.</summary>
    Weights,

    /// <summary>Options in their right order.</summary>
    Order,

    /// <summary>The sizes of a tensor.</summary>
    Shape,

    /// <summary>Free words: the learner compares them with a model answer and marks them.</summary>
    SelfCheck,
}

public static class ReplyKinds
{
    extension(ReplyKind kind)
    {
        /// <summary>Is the reply picked from options?</summary>
        public bool IsChoice => kind is ReplyKind.Choice or ReplyKind.Choices;

        public bool IsFormula => kind is ReplyKind.Formula or ReplyKind.MatrixFormula;

        /// <summary>Does the part show a numbered list of options?</summary>
        public bool HasOptions => kind.IsChoice || kind is ReplyKind.Order;

        /// <summary>Is it compared with an answer number by number?</summary>
        public bool IsNumbers => kind is ReplyKind.Number or ReplyKind.Integer or ReplyKind.Vector or ReplyKind.Matrix or ReplyKind.Tuple or ReplyKind.Shape;
    }
}
