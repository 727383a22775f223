using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace MashaBot.Tests.Deployment;

/// <summary>A compose file, its anchors merged in.</summary>
internal sealed partial class Compose
{
    public static readonly string[] Files = ["compose.yaml", "compose.postgres.yaml"];

    private readonly Dictionary<object, object?> file;

    private Compose(Dictionary<object, object?> file) => this.file = file;

    public static Compose Read(string name)
    {
        using var text = new StringReader(Repository.Read(name));
        return new(new DeserializerBuilder().Build().Deserialize<Dictionary<object, object?>>(new MergingParser(new Parser(text))));
    }

    public IReadOnlyDictionary<string, Service> Services => ((Dictionary<object, object?>)file["services"]!).ToDictionary(service => (string)service.Key, service => new Service((Dictionary<object, object?>)service.Value!));

    /// <summary>Those that are built here.</summary>
    public IEnumerable<Service> Bots => Services.Values.Where(service => service.IsBuiltHere);

    internal sealed class Service(Dictionary<object, object?> entries)
    {
        public bool IsBuiltHere => entries.ContainsKey("build");

        public string? this[string entry] => entries.GetValueOrDefault(entry) as string;

        public bool Has(string entry) => entries.ContainsKey(entry);

        public IReadOnlyList<string> List(string entry) => [.. ((IEnumerable<object>?)entries.GetValueOrDefault(entry) ?? []).Select(item => $"{item}")];

        public IReadOnlyDictionary<string, object?> Map(string entry) =>
            ((Dictionary<object, object?>?)entries.GetValueOrDefault(entry) ?? []).ToDictionary(item => (string)item.Key, item => item.Value);

        /// <summary>Its variables as compose fills them in from <c>.env</c>; those that stand nowhere are left away.</summary>
        public Dictionary<string, string> Environment(IReadOnlyDictionary<string, string> env) => Map("environment")
            .Where(variable => variable.Value is not null || env.ContainsKey(variable.Key))
            .ToDictionary(variable => variable.Key, variable => variable.Value is string text ? Reference.Replace(text, found => env[found.Groups["name"].Value]) : env[variable.Key]);
    }

    /// <summary><c>${NAME}</c>, <c>${NAME:?what to do when it is missing}</c>.</summary>
    [GeneratedRegex(@"\$\{(?<name>\w+)(:\?[^}]*)?\}")] public static partial Regex Reference { get; }
}
