using System.Text.Encodings.Web;
using System.Text.Json;

namespace MashaBot.Cli;

/// <summary>JSON lines: one object in, one object out, in order.</summary>
internal static class Lines
{
    /// <summary>People read these too: Cyrillic and mathematics stay as they are.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>1 if a line could not be used: its error stands in its place in the output.</returns>
    public static int Answer(TextReader input, TextWriter output, Func<JsonElement, object> answer)
    {
        var exit = 0;
        while (input.ReadLine() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            object answered;
            try
            {
                using var json = JsonDocument.Parse(line);
                answered = answer(json.RootElement);
            }
            catch (Exception error) when (error is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
            {
                (answered, exit) = (new { error = error.Message }, 1);
            }
            output.WriteLine(JsonSerializer.Serialize(answered, Options));
        }
        return exit;
    }

    public static string Required(this JsonElement line, string name) =>
        line.ValueKind == JsonValueKind.Object && line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new FormatException($"The line has no \"{name}\".");

    public static string? Optional(this JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
