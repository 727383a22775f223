using System.ComponentModel.DataAnnotations;

namespace MashaBot.Telegram;

/// <summary>The section <c>Telegram</c> of the settings.</summary>
internal sealed class TelegramOptions : IValidatableObject
{
    /// <summary>From @BotFather. Empty: the playground is started instead.</summary>
    public string Token { get; set; } = "";

    /// <summary>Another Bot API server than Telegram's.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>How long a request for updates waits for one, in seconds. Telegram waits 50 at most.</summary>
    [Range(0, 50)] public int PollSeconds { get; set; } = 50;

    /// <summary>Unasked messages a second, over all chats. More than 30 only with Telegram's paid broadcasts.</summary>
    [Range(1, 1000)] public int BulkPerSecond { get; set; } = 30;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Token.Length > 0 && (Token.Split(':') is not [var id, { Length: > 0 }] || !long.TryParse(id, out _) || Token.Any(char.IsWhiteSpace)))
            yield return new("must look like 123456:ABC…, as @BotFather gives it", [nameof(Token)]);
        if (BaseUrl is { Length: > 0 } && !(Uri.TryCreate(BaseUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            yield return new("must be an http or https address", [nameof(BaseUrl)]);
    }
}
