using System.Text.Json.Nodes;

namespace MashaBot.Playground.Api;

/// <summary>An answer with <c>ok: false</c>. Descriptions are worded as Telegram does, as clients match on their beginnings.</summary>
internal sealed class ApiException(int code, string description, JsonObject? parameters = null) : Exception(description)
{
    public int Code => code;
    public JsonObject? Parameters => parameters;

    public static ApiException BadRequest(string why) => new(400, $"Bad Request: {why}");
    public static ApiException Forbidden(string why) => new(403, $"Forbidden: {why}");
    public static ApiException Conflict(string why) => new(409, $"Conflict: {why}");
    public static ApiException NotFound(string why = "") => new(404, why.Length == 0 ? "Not Found" : $"Not Found: {why}");
    public static ApiException Unauthorized() => new(401, "Unauthorized");
}
