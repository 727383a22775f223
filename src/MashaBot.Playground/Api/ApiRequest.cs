using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MashaBot.Playground.Api;

internal sealed record Upload(string FileName, byte[] Content);

/// <summary>A method's parameters, whichever way they came: query, form, multipart form or JSON.</summary>
internal sealed class ApiRequest(string method, JsonObject parameters, IReadOnlyDictionary<string, Upload> files)
{
    public string Method => method;
    public JsonObject Parameters => parameters;
    public IReadOnlyDictionary<string, Upload> Files => files;

    public static async Task<ApiRequest> Read(string method, HttpRequest http, CancellationToken cancellationToken)
    {
        var parameters = new JsonObject();
        var files = new Dictionary<string, Upload>();
        foreach (var (name, value) in http.Query) parameters[name] = Field(value.ToString());
        if (http.HasFormContentType)
        {
            var form = await http.ReadFormAsync(cancellationToken);
            foreach (var (name, value) in form) parameters[name] = Field(value.ToString());
            foreach (var file in form.Files)
            {
                using var content = new MemoryStream();
                await file.CopyToAsync(content, cancellationToken);
                files[file.Name] = new(file.FileName, content.ToArray());
            }
        }
        else if (http.HasJsonContentType())
        {
            try
            {
                if (await JsonNode.ParseAsync(http.Body, cancellationToken: cancellationToken) is not JsonObject body) throw new JsonException();
                foreach (var (name, value) in body) parameters[name] = value?.DeepClone();
            }
            catch (JsonException)
            {
                throw ApiException.BadRequest("can't parse the request body as a JSON object");
            }
        }
        return new(method, parameters, files);
    }

    // Form fields hold objects as JSON text.
    private static JsonNode? Field(string text)
    {
        if (text is not ['{' or '[', ..]) return JsonValue.Create(text);
        try { return JsonNode.Parse(text); }
        catch (JsonException) { return JsonValue.Create(text); }
    }

    public bool Has(string name) => parameters[name] is not null;

    public string? Text(string name) => parameters[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) => text,
        var other => other.ToJsonString(),   // a text that looks like JSON in a form
    };

    public long? Number(string name) => parameters[name] switch
    {
        JsonValue value when value.TryGetValue(out long number) => number,
        JsonValue value when value.TryGetValue(out string? text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        null => null,
        _ => throw ApiException.BadRequest($"invalid {name} specified"),
    };

    public bool Flag(string name) => parameters[name] switch
    {
        JsonValue value when value.TryGetValue(out bool flag) => flag,
        JsonValue value when value.TryGetValue(out string? text) => text is "true" or "True" or "1",
        _ => false,
    };

    public JsonObject? Object(string name) => parameters[name] switch
    {
        null => null,
        JsonObject value => value,
        _ => throw ApiException.BadRequest($"can't parse {name}: object expected"),
    };

    public JsonArray? Array(string name) => parameters[name] switch
    {
        null => null,
        JsonArray value => value,
        _ => throw ApiException.BadRequest($"can't parse {name}: array expected"),
    };
}
