using LiteDB;

namespace MashaBot.Store.Lite;

internal static class AttemptDocument
{
    public static BsonDocument Write(long id, Kept.OfAttempt attempt)
    {
        var document = new BsonDocument
        {
            ["_id"] = id,
            ["learner"] = attempt.Learner,
            ["part"] = attempt.Part,
            ["variant"] = attempt.Variant,
            ["reply"] = attempt.Reply,
            ["verdict"] = attempt.Verdict,
            ["at"] = attempt.At,
        };
        if (attempt.Mistake is { } mistake) document["mistake"] = mistake;
        return document;
    }

    public static Kept.OfAttempt Read(BsonDocument document) => new(
        document["learner"].AsInt64,
        document["part"].AsString,
        document["variant"].AsString,
        document["reply"].AsString,
        document["verdict"].AsString,
        document["at"].AsInt64,
        document["mistake"] is { IsString: true } mistake ? mistake.AsString : null);
}
