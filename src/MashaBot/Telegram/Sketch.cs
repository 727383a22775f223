namespace MashaBot.Telegram;

/// <summary>A picture before it is drawn.</summary>
/// <param name="Hash">Of all that decides how it looks: equal hashes, equal pictures.</param>
/// <param name="Draw">Gives a PNG file.</param>
internal sealed record Sketch(string Hash, Func<byte[]> Draw);
