namespace MashaBot.Conversation;

/// <summary>Who learns: a Telegram user's id. Progress belongs to it, wherever the person writes from.</summary>
public readonly record struct LearnerId(long Value)
{
    public override string ToString() => $"{Value}";
}

/// <summary>Where to write: a Telegram chat's id (negative for groups).</summary>
public readonly record struct ChatId(long Value)
{
    public override string ToString() => $"{Value}";
}
