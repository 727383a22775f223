using System.Text.Json;
using System.Text.Json.Serialization;

namespace MashaBot.Sheets;

/// <summary>Writes an id as its text, also where it is the key of a dictionary.</summary>
public sealed class ParsableJson<T> : JsonConverter<T> where T : IParsable<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName($"{value}");

    private static T Parse(string? text) => T.TryParse(text, null, out var id)
        ? id
        : throw new JsonException($"`{text}` is not a {typeof(T).Name}.");
}
