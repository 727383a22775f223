using LiteDB;

namespace MashaBot.Store.Lite;

internal static class OutgoingDocument
{
    public static BsonDocument Write(long id, Kept.OfMessage message) => new()
    {
        ["_id"] = id,
        ["learner"] = message.Learner,
        ["chat"] = message.Chat,
        ["unasked"] = message.Unasked,
        ["body"] = message.Body,
    };

    public static Kept.OfMessage Read(BsonDocument document) => new(
        document["learner"].AsInt64,
        document["chat"].AsInt64,
        document["unasked"] is { IsBoolean: true } unasked && unasked.AsBoolean,
        document["body"].AsString);
}
