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

    /// <exception cref="FormatException">It is not given, or neither a text nor a number.</exception>
    public static string Required(this JsonElement line, string name) =>
        (line.ValueKind == JsonValueKind.Object ? line.Optional(name) : null) ?? throw new FormatException($"The line has no \"{name}\".");

    /// <summary>Null where it is not given. A number is taken as it is written: scripts send <c>"variant": 3</c> as often as <c>"3"</c>.</summary>
    /// <exception cref="FormatException">It is neither a text nor a number.</exception>
    public static string? Optional(this JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.Text(name) : null;

    /// <param name="name">Of the value, for the message.</param>
    /// <exception cref="FormatException">It is neither a text nor a number.</exception>
    public static string? Text(this JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Null => null,
        _ => throw new FormatException($"\"{name}\" is neither a text nor a number."),
    };
}
