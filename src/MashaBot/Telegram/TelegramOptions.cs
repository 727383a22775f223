using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using MashaBot.Conversation;

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

    /// <summary>How long Telegram may take for an answer, in seconds; to a request for updates, beyond <see cref="PollSeconds"/>.</summary>
    [Range(1, 300)] public int CallSeconds { get; set; } = 25;

    /// <summary>Unasked messages a second, over all chats. More than 30 only with Telegram's paid broadcasts.</summary>
    [Range(1, 1000)] public int BulkPerSecond { get; set; } = 30;

    /// <summary>User ids of those who look after the bot: they alone have the admin's commands.</summary>
    public IList<string> Admins { get; } = [];

    public ImmutableHashSet<LearnerId> AdminIds => [.. Admins.Select(id => new LearnerId(long.Parse(id, NumberStyles.None, CultureInfo.InvariantCulture)))];

    /// <summary>Lets Telegram call us instead of our asking it.</summary>
    public WebhookOptions Webhook { get; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Token.Length > 0 && (Token.Split(':') is not [var id, { Length: > 0 }] || !long.TryParse(id, out _) || Token.Any(char.IsWhiteSpace)))
            yield return new("must look like 123456:ABC…, as @BotFather gives it", [nameof(Token)]);
        if (BaseUrl is { Length: > 0 } && !(Uri.TryCreate(BaseUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            yield return new("must be an http or https address", [nameof(BaseUrl)]);
        foreach (var admin in Admins.Where(admin => !long.TryParse(admin, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id == 0))
            yield return new($"must be a list of Telegram user ids such as 123456789; `{admin}` is none", [nameof(Admins)]);
        // http is for the playground, which is on this machine.
        if (Webhook.IsWanted && !(Uri.TryCreate(Webhook.Url, UriKind.Absolute, out var called) && (called.Scheme == "https" || called is { Scheme: "http", IsLoopback: true })))
            yield return new("must be an https address that Telegram can reach", ["Webhook:Url"]);
        if (Webhook.Secret is { Length: > 0 } secret && (secret.Length is < 16 or > 256 || !secret.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')))
            yield return new("must be 16 to 256 letters, digits, _ or -", ["Webhook:Secret"]);
        if (Webhook.Connections is < 1 or > 100) yield return new("must be between 1 and 100", ["Webhook:Connections"]);
    }
}

internal sealed class WebhookOptions
{
    /// <summary>The public address under which Telegram reaches us, without the path that we add. Empty: updates are fetched.</summary>
    public string? Url { get; set; }

    /// <summary>What Telegram must send along; by default it follows from the token.</summary>
    public string? Secret { get; set; }

    /// <summary>Calls at the same time.</summary>
    public int Connections { get; set; } = 40;

    public bool IsWanted => Url is { Length: > 0 };
}
