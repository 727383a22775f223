using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MashaBot.Store;

/// <summary>What is kept as JSON: a body that is an object stands there as one, whatever else it is as a string.</summary>
internal static class KeptJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectRequiredConstructorParameters = true,
    };

    internal sealed class Body : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String) return reader.GetString()!;
            using var body = JsonDocument.ParseValue(ref reader);
            return body.RootElement.GetRawText();
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
        {
            if (IsObject(value)) writer.WriteRawValue(value);
            else writer.WriteStringValue(value);
        }

        private static bool IsObject(string value)
        {
            if (!value.StartsWith('{') || value.AsSpan().IndexOfAny('\n', '\r') >= 0) return false;   // a line is one line
            try
            {
                using var _ = JsonDocument.Parse(value);
                return true;
            }
            catch (JsonException) { return false; }
        }
    }
}
