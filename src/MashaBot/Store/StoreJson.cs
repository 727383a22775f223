using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MashaBot.Conversation;
using NodaTime;
using NodaTime.Text;

namespace MashaBot.Store;

/// <summary>How learners and messages are written down as JSON.</summary>
/// <remarks>
/// By reflection on purpose: a generated context sets every init property, also those that a document of an earlier version does not
/// have, to the default of its type instead of leaving what the record's initialiser says.
/// </remarks>
internal static class StoreJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,   // read by us alone: Cyrillic stays readable and short
        Converters =
        {
            new JsonStringEnumConverter(),
            new NumberJson<LearnerId>(number => new(number), id => id.Value),
            new NumberJson<ChatId>(number => new(number), id => id.Value),
            new PatternJson<Instant>(InstantPattern.ExtendedIso),
            new PatternJson<LocalDate>(LocalDatePattern.Iso),
            new PatternJson<LocalTime>(LocalTimePattern.ExtendedIso),
        },
    };

    private static readonly JsonSerializerOptions forPeople = new(Options) { WriteIndented = true };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Indented: for a file that its owner may want to read.</summary>
    public static string WriteForPeople<T>(T value) => JsonSerializer.Serialize(value, forPeople);

    public static T Read<T>(string json) where T : class => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"A {typeof(T).Name} is null.");

    private sealed class NumberJson<T>(Func<long, T> read, Func<T, long> write) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => read(reader.GetInt64());
        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteNumberValue(write(value));
    }

    private sealed class PatternJson<T>(IPattern<T> pattern) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            pattern.Parse(reader.GetString() ?? "") is { Success: true } result ? result.Value : throw new JsonException($"Not a {typeof(T).Name}.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(pattern.Format(value));
    }
}
