namespace MashaBot.Playground;

/// <summary>How the bot answered the press of a button; no text means that the button just stops waiting.</summary>
public sealed record PressAnswer(string? Text, bool Alert, string? Url);
