using LiteDB;

namespace MashaBot.Store.Lite;

internal static class NoteDocument
{
    public static string Key(string kind, long id) => $"{kind}/{id}";

    public static BsonDocument Write(Note note) => new() { ["_id"] = Key(note.Kind, note.Id), ["body"] = note.Body };

    public static Note Read(BsonDocument document) => document["_id"].AsString.Split('/') is [var kind, var id]
        ? new(kind, long.Parse(id, System.Globalization.CultureInfo.InvariantCulture), document["body"].AsString)
        : throw new InvalidDataException($"{document["_id"]} is no note's key.");
}
