using MashaBot.Conversation;
using MashaBot.Sheets;
using NodaTime;

namespace MashaBot.Store;

/// <summary>Attempts and messages as they lie in a store, and back.</summary>
internal static class Keeping
{
    public static Kept.OfAttempt Keep(this Attempt attempt) => new(
        attempt.Learner.Value, $"{attempt.Part}", $"{attempt.Variant}", attempt.Reply, attempt.Verdict, attempt.At.ToUnixTimeMilliseconds(), attempt.Mistake);

    public static Attempt Read(this Kept.OfAttempt kept) => new(
        new(kept.Learner), PartId.Parse(kept.Part), VariantId.Parse(kept.Variant), kept.Reply, kept.Verdict, kept.Mistake, Instant.FromUnixTimeMilliseconds(kept.At));

    public static Kept.OfMessage Keep(this Outgoing message) => new(message.Learner.Value, message.Chat.Value, message.Message.Unasked, StoreJson.Write(message.Message));

    public static Outgoing Read(this Kept.OfMessage kept, long id) => new(id, new(kept.Learner), new(kept.Chat), StoreJson.Read<Message>(kept.Body));
}
