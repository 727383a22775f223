namespace MashaBot.Sheets;

/// <summary>What a part asks for.</summary>
public enum ReplyKind
{
    Number,
    Integer,
    Vector,
    Tuple,
    Formula,
    Choice,
    Choices,
}
