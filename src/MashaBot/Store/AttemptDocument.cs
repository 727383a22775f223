using LiteDB;
using MashaBot.Conversation;
using MashaBot.Sheets;
using NodaTime;

namespace MashaBot.Store;

internal static class AttemptDocument
{
    public static BsonDocument Write(long id, Attempt attempt)
    {
        var document = new BsonDocument
        {
            ["_id"] = id,
            ["learner"] = attempt.Learner.Value,
            ["part"] = $"{attempt.Part}",
            ["variant"] = $"{attempt.Variant}",
            ["reply"] = attempt.Reply,
            ["verdict"] = attempt.Verdict,
            ["at"] = attempt.At.ToUnixTimeMilliseconds(),
        };
        if (attempt.Mistake is { } mistake) document["mistake"] = mistake;
        return document;
    }

    public static Attempt Read(BsonDocument document) => new(
        new(document["learner"].AsInt64),
        PartId.Parse(document["part"].AsString),
        VariantId.Parse(document["variant"].AsString),
        document["reply"].AsString,
        document["verdict"].AsString,
        document["mistake"] is { IsString: true } mistake ? mistake.AsString : null,
        Instant.FromUnixTimeMilliseconds(document["at"].AsInt64));
}
