using System.Text.Json.Serialization;

namespace MashaBot.Store;

/// <summary>One thing that is kept, as it lies there: so it is copied from store to store and exported, be it readable or not.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(OfLearner), "learner"), JsonDerivedType(typeof(OfAttempt), "attempt"), JsonDerivedType(typeof(OfMessage), "message"), JsonDerivedType(typeof(OfNote), "note")]
internal abstract record Kept
{
    private Kept() { }

    /// <param name="Form">The version of how the body is written.</param>
    /// <param name="Due">Unix milliseconds.</param>
    public sealed record OfLearner(long Id, int Form, [property: JsonConverter(typeof(KeptJson.Body))] string Body, long? Due = null) : Kept;

    public sealed record OfAttempt(long Learner, string Part, string Variant, string Reply, string Verdict, long At, string? Mistake = null) : Kept;

    public sealed record OfMessage(long Learner, long Chat, bool Unasked, [property: JsonConverter(typeof(KeptJson.Body))] string Body) : Kept;

    public sealed record OfNote(string Kind, long Id, [property: JsonConverter(typeof(KeptJson.Body))] string Body) : Kept;
}
