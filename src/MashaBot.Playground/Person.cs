namespace MashaBot.Playground;

/// <summary>Somebody who chats with the bot. Their private chat has the same id.</summary>
/// <param name="Id">The Telegram user id, positive.</param>
/// <param name="Name">The first name.</param>
/// <param name="LanguageCode">What their app reports (IETF), or null as apps may report nothing.</param>
/// <param name="TimeZone">IANA name of the zone they live in. Telegram tells it to nobody; only the page's "next morning" uses it.</param>
public sealed record Person(long Id, string Name, string? LanguageCode = null, string TimeZone = "UTC");
