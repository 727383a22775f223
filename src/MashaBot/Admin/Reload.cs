using System.Text.Json;
using MashaBot.Store;
using NodaTime;

namespace MashaBot.Admin;

/// <summary>The last content that was taken on an admin's word, for all processes of the bot.</summary>
/// <param name="Digest">Of its files.</param>
internal sealed record Reload(string Digest, Instant At)
{
    public const string Kind = "reload";

    private const long Only = 1;

    public Note ToNote() => new(Kind, Only, StoreJson.Write(this));

    /// <returns>Null where it cannot be read: then a process keeps what it has.</returns>
    public static Reload? Read(Note note)
    {
        try { return StoreJson.Read<Reload>(note.Body); }
        catch (JsonException) { return null; }
    }
}
