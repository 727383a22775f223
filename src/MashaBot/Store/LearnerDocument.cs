using LiteDB;
using MashaBot.Conversation;

namespace MashaBot.Store;

/// <summary>A learner as it lies in the file: the id, when it is due (unindexed), and all else as JSON.</summary>
internal static class LearnerDocument
{
    private const int Version = 1;

    public static BsonDocument Write(Learner learner)
    {
        ArgumentOutOfRangeException.ThrowIfZero(learner.Id.Value);   // LiteDB would give it a number of its own
        var document = new BsonDocument { ["_id"] = learner.Id.Value, ["v"] = Version, ["body"] = StoreJson.Write(learner) };
        if (learner.Tick is { } due) document["due"] = due.ToUnixTimeMilliseconds();
        return document;
    }

    public static Learner Read(BsonDocument document) => document["v"].AsInt32 switch
    {
        1 => StoreJson.Read<Learner>(document["body"].AsString),
        var other => throw new InvalidDataException($"Learner {document["_id"]} is written in form {other}; this program knows {Version}."),
    };
}
