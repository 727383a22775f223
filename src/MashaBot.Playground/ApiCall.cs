using System.Text.Json.Nodes;

namespace MashaBot.Playground;

/// <summary>One request of the bot and what it was answered.</summary>
/// <param name="At">When it came, by the playground's clock.</param>
/// <param name="Method">As in the reference, for example <c>sendMessage</c>.</param>
/// <param name="Parameters">What the bot passed; objects sent as form fields are parsed.</param>
/// <param name="Files">Names of the uploaded form files.</param>
/// <param name="Status">HTTP status of the answer; 0 when the connection was cut.</param>
/// <param name="Fault">The injected fault that met this call, if any.</param>
public sealed record ApiCall(DateTimeOffset At, string Method, JsonObject Parameters, IReadOnlyList<string> Files, int Status, Fault? Fault)
{
    /// <summary>The chat the call was about, if it named one by number.</summary>
    public long? Chat => Parameters["chat_id"] is JsonValue value && (value.TryGetValue(out long id) || (value.TryGetValue(out string? text) && long.TryParse(text, out id))) ? id : null;
}
