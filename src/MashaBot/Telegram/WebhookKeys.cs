using System.Security.Cryptography;
using System.Text;
using MashaBot.Logging;
using Microsoft.AspNetCore.Http;

namespace MashaBot.Telegram;

/// <summary>What only Telegram and we know: the path and the secret of the webhook. Both follow from the token, so every process of a bot has the same.</summary>
internal sealed class WebhookKeys
{
    private readonly string name;
    private readonly byte[] path, secret;

    public WebhookKeys(TelegramOptions options)
    {
        name = Derived("path");
        var own = $"/telegram/{name}";
        Secret = options.Webhook.Secret is { Length: > 0 } chosen ? chosen : Derived("secret");
        Url = options.Webhook.Url?.TrimEnd('/') + own;
        (path, secret) = (Digest(own), Digest(Secret));

        string Derived(string what) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.Token), Encoding.UTF8.GetBytes($"MashaBot webhook {what}")))[..40];
    }

    /// <summary>The whole address that Telegram calls.</summary>
    public string Url { get; }

    public string Secret { get; }

    /// <summary>Neither is to be in a log.</summary>
    public void Hide(Secrets secrets)
    {
        secrets.Add(name);
        secrets.Add(Secret);
    }

    /// <summary>A proxy may have left its own part of the path away or not: the end counts.</summary>
    public bool IsPath(PathString called) => called.Value is { } value && value.LastIndexOf("/telegram/", StringComparison.Ordinal) is >= 0 and var start && IsSame(value[start..], path);

    public bool IsSecret(string? given) => IsSame(given ?? "", secret);

    /// <summary>In a time that tells neither length nor likeness.</summary>
    private static bool IsSame(string given, byte[] expected) => CryptographicOperations.FixedTimeEquals(Digest(given), expected);

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
