namespace MashaBot.Telegram;

/// <summary>Who the bot is on Telegram, from the moment it has been told.</summary>
internal sealed class Ourselves
{
    /// <summary>Without the @.</summary>
    public string? Username { get; set; }

    /// <summary>The address that opens the private chat with us; null while we do not know our name.</summary>
    /// <param name="start">What <c>/start</c> is given there.</param>
    public string? Link(string start) => Username is { } name ? $"https://t.me/{name}?start={start}" : null;
}
