using System.Security.Cryptography;

namespace MashaBot.Playground;

/// <summary>How a playground is set up; every setting has a working default.</summary>
public sealed record PlaygroundOptions
{
    /// <summary>The loopback port to listen on; 0 takes a free one.</summary>
    public int Port
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 65535);
            field = value;
        }
    }

    /// <summary>The token the bot must use: digits, a colon, anything. The digits are the bot's user id. By default a fresh one that no other page can guess.</summary>
    public string Token
    {
        get;
        init
        {
            var colon = value.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || !long.TryParse(value.AsSpan(0, colon), out var id) || id <= 0 || value.Any(c => c is '/' or ' '))
                throw new ArgumentException("A token is the bot's id, a colon and a secret, as in 123:abc.", nameof(value));
            field = value;
        }
    } = $"7000000001:{RandomNumberGenerator.GetHexString(32, lowercase: true)}";

    /// <summary>The bot's name as the chat shows it.</summary>
    public string BotName { get; init; } = "MashaBot";

    /// <summary>The bot's user name, without @.</summary>
    public string BotUsername { get; init; } = "MashaPlaygroundBot";

    /// <summary>Dates messages and ages updates. With a <see cref="PlaygroundClock"/> the page can move time on.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where people, chats and the clock are kept from one start to the next; null keeps nothing.</summary>
    public string? Folder { get; init; }

    /// <summary>How many of the latest requests <see cref="PlaygroundServer.Calls"/> remembers.</summary>
    public int CallsKept { get; init; } = 20_000;
}
