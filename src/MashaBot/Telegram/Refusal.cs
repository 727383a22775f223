using Telegram.Bot.Exceptions;

namespace MashaBot.Telegram;

/// <summary>What Telegram's "no" means for us.</summary>
internal enum Refusal
{
    /// <summary>Too fast: wait as long as it says.</summary>
    Pace,

    /// <summary>Nobody there: the person blocked the bot, deleted the account, or never wrote to it.</summary>
    Nobody,

    /// <summary>A group or channel that is there and lets the bot say nothing, in whatever form; for an hour or for ever, it does not tell.</summary>
    Muted,

    /// <summary>The chat has another number now.</summary>
    Moved,

    /// <summary>This message will never be taken in this form.</summary>
    Content,

    /// <summary>The token is not (or no longer) one of a bot.</summary>
    Token,

    /// <summary>Another program fetches this bot's updates.</summary>
    Conflict,

    /// <summary>The network, or Telegram itself: try again.</summary>
    Passing,

    /// <summary>It was not Telegram at all: something of ours broke.</summary>
    Ours,
}

internal static class Refusals
{
    extension(Exception error)
    {
        public Refusal Refusal => error switch
        {
            ApiRequestException api => Of(api),
            RequestException or HttpRequestException or TimeoutException or TaskCanceledException => Telegram.Refusal.Passing,
            _ => Telegram.Refusal.Ours,
        };

        /// <summary>How long Telegram wants us to wait; one second when it does not say.</summary>
        public TimeSpan RetryAfter => TimeSpan.FromSeconds(Math.Max(1, (error as ApiRequestException)?.Parameters?.RetryAfter ?? 1));
    }

    // Rights that are missing for photos alone are no silence: the message goes as text.
    private static readonly string[] silences = ["not enough rights to send text", "have no rights to send a message", "no write access", "need administrator rights", "CHAT_WRITE_FORBIDDEN", "CHAT_SEND_PLAIN_FORBIDDEN", "CHAT_RESTRICTED", "TOPIC_CLOSED"];

    private static Refusal Of(ApiRequestException error) => error.ErrorCode switch
    {
        429 => Refusal.Pace,
        403 => Refusal.Nobody,
        400 when error.Parameters?.MigrateToChatId is not null => Refusal.Moved,
        400 when Says(error, "chat not found") || Says(error, "PEER_ID_INVALID") => Refusal.Nobody,
        400 when silences.Any(words => Says(error, words)) => Refusal.Muted,
        400 or 413 => Refusal.Content,
        404 when Says(error, "method") => Refusal.Content,   // a server of one's own that is older than the method
        401 or 404 => Refusal.Token,
        409 => Refusal.Conflict,
        _ => Refusal.Passing,
    };

    private static bool Says(ApiRequestException error, string words) => error.Message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
