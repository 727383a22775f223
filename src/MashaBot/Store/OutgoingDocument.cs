using LiteDB;
using MashaBot.Conversation;

namespace MashaBot.Store;

internal static class OutgoingDocument
{
    public static BsonDocument Write(Outgoing message) => new()
    {
        ["_id"] = message.Id,
        ["learner"] = message.Learner.Value,
        ["chat"] = message.Chat.Value,
        ["body"] = StoreJson.Write(message.Message),
    };

    public static Outgoing Read(BsonDocument document) => new(
        document["_id"].AsInt64,
        new(document["learner"].AsInt64),
        new(document["chat"].AsInt64),
        StoreJson.Read<Message>(document["body"].AsString));
}
