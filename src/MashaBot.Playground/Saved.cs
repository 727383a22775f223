using System.Text.Json;
using System.Text.Json.Nodes;

namespace MashaBot.Playground;

/// <summary>Reading what was kept: what is missing is a fault of the file.</summary>
internal static class Saved
{
    public static JsonNode Need(this JsonObject saved, string name) => saved[name] ?? throw new JsonException($"\"{name}\" is missing.");

    public static string Text(this JsonObject saved, string name) => saved.Need(name).ToString();
}
