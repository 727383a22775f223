using LiteDB;
using MashaBot.Conversation;

namespace MashaBot.Store.Lite;

/// <summary>A learner as it lies in the file: the id, when it is due (unindexed), and all else as packed JSON.</summary>
internal static class LearnerDocument
{
    public static BsonDocument Write(Learner learner)
    {
        ArgumentOutOfRangeException.ThrowIfZero(learner.Id.Value);   // LiteDB would give it a number of its own
        return Write(new Kept.OfLearner(learner.Id.Value, LearnerForm.Current, StoreJson.Write(learner), learner.Tick?.ToUnixTimeMilliseconds()));
    }

    public static BsonDocument Write(Kept.OfLearner learner)
    {
        var document = new BsonDocument { ["_id"] = learner.Id, ["v"] = learner.Form };
        Packed.Write(document, learner.Body);
        if (learner.Due is { } due) document["due"] = due;
        return document;
    }

    public static Learner Read(BsonDocument document) => LearnerForm.Read(document["_id"].AsInt64, document["v"].AsInt32, Packed.Read(document));

    public static long? Due(BsonDocument document) => document["due"] is { IsInt64: true } due ? due.AsInt64 : null;

    public static Kept.OfLearner Keep(BsonDocument document) => new(document["_id"].AsInt64, document["v"].AsInt32, Packed.Read(document), Due(document));
}
