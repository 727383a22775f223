using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MashaBot.Formulas;
using MashaBot.Sheets;
using NodaTime;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MashaBot.Conversation;

/// <summary>Reads one language's file of phrases and collects everything that is wrong with it.</summary>
internal sealed partial class PhraseFile(string file, ImmutableArray<ContentFault>.Builder faults)
{
    public static Phrases? Read(string path, string file, Language language, ImmutableArray<ContentFault>.Builder faults)
    {
        var before = faults.Count;
        var yaml = new YamlStream();
        try
        {
            using var text = File.OpenText(path);
            yaml.Load(text);
        }
        catch (YamlException error)
        {
            faults.Add(new(file, (int)error.Start.Line, $"this is not YAML: {error.Message}", "look at the indents, quotes and colons of this line"));
            return null;
        }
        var reader = new PhraseFile(file, faults);
        if (yaml.Documents is not [{ RootNode: YamlMappingNode root }])
        {
            faults.Add(new(file, 1, "the file holds no keys", "begin it with `phrases:`"));
            return null;
        }
        var words = reader.ByCode<Phrase>(root, "phrases");
        var talk = reader.Heard<SmallTalk>(root, "small-talk");
        var marks = reader.Heard<SelfMark>(root, "self-marks");
        var zones = reader.Zones(root);
        var calendar = reader.CalendarOf(root);
        var problems = reader.ByCode<ParseProblem>(root, "problems").ToDictionary(entry => entry.Key, entry => entry.Value[0]);
        var expected = reader.ByCode<Expected>(root, "expected").ToDictionary(entry => entry.Key, entry => entry.Value[0]);
        foreach (var (key, _) in root.Children)
            if (Name(key) is not ("phrases" or "problems" or "expected" or "small-talk" or "self-marks" or "zones" or "calendar"))
                reader.Fault(key, $"unknown key `{Name(key)}`", "the keys are phrases, problems, expected, small-talk, self-marks, zones and calendar");
        return faults.Count == before ? new(language, words, problems, expected, talk, marks, zones, calendar) : null;
    }

    /// <summary>A section that has a text, or a list of texts, for each member of an enumeration, under its name in kebab case.</summary>
    private Dictionary<TCode, ImmutableArray<string>> ByCode<TCode>(YamlMappingNode root, string name) where TCode : struct, Enum
    {
        var words = new Dictionary<TCode, ImmutableArray<string>>();
        if (Section(root, name) is not { } section) return words;
        var codes = Enum.GetValues<TCode>().ToDictionary(Kebab);
        foreach (var (key, value) in section.Children)
            if (!codes.TryGetValue(Name(key), out var code))
                Fault(key, $"`{name}` has no `{Name(key)}`", "delete it, or mend its name");
            else if (Texts(value) is { Length: > 0 } texts && !texts.Any(string.IsNullOrWhiteSpace))
                words[code] = texts;
            else
                Fault(value, $"`{Name(key)}` says nothing", "give it a text, or a list of texts to choose from");
        foreach (var (missing, _) in codes.Where(code => !section.Children.ContainsKey(code.Key)))
            Fault(section, $"`{missing}` is missing", $"add it below `{name}:`");
        return words;
    }

    /// <summary>Whole messages of learners, by what they mean.</summary>
    private List<(string, TMeaning)> Heard<TMeaning>(YamlMappingNode root, string section) where TMeaning : struct, Enum
    {
        var heard = new List<(string, TMeaning)>();
        foreach (var (key, value) in Entries(root, section))
            if (Enum.TryParse<TMeaning>(Name(key), ignoreCase: true, out var meaning) && Texts(value) is { } texts)
                heard.AddRange(texts.Distinct().Select(text => (text, meaning)));
            else
                Fault(key, $"`{section}` has no `{Name(key)}`", $"the kinds are {string.Join(", ", Enum.GetNames<TMeaning>().Select(name => name.ToLowerInvariant()))}");
        return heard;
    }

    private ImmutableArray<(string, string)> Zones(YamlMappingNode root)
    {
        var zones = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var (key, value) in Entries(root, "zones"))
            if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(Name(key)) is null)
                Fault(key, $"`{Name(key)}` is no time zone", "write an IANA name such as Europe/Moscow");
            else
                zones.Add((Name(key), Name(value)));
        return zones.ToImmutable();
    }

    private Calendar CalendarOf(YamlMappingNode root)
    {
        if (Section(root, "calendar") is not { } section) return new("", [], []);
        return new(Of("date", 1)[0], Of("months", 12), Of("weekdays", 7));

        ImmutableArray<string> Of(string name, int count)
        {
            var texts = section.Children.TryGetValue(name, out var node) ? Texts(node) : [];
            if (texts.Length == count && !texts.Any(string.IsNullOrWhiteSpace)) return texts;
            Fault(section, $"`{name}` of the calendar has {texts.Length} texts", $"give it {count}");
            return [.. Enumerable.Repeat("", count)];
        }
    }

    private IEnumerable<KeyValuePair<YamlNode, YamlNode>> Entries(YamlMappingNode root, string name) => Section(root, name)?.Children.AsEnumerable() ?? [];

    private YamlMappingNode? Section(YamlMappingNode root, string name)
    {
        if (root.Children.TryGetValue(name, out var node) && node is YamlMappingNode section) return section;
        Fault(root, $"the section `{name}:` is missing", "add it at the top level");
        return null;
    }

    private void Fault(YamlNode node, string what, string remedy) => faults.Add(new(file, (int)node.Start.Line, what, remedy));

    private static string Name(YamlNode node) => node is YamlScalarNode { Value: { } value } ? value : "";

    private static ImmutableArray<string> Texts(YamlNode node) => node switch
    {
        YamlScalarNode { Value: { } text } => [text],
        YamlSequenceNode list => [.. list.Children.Select(Name)],
        _ => [],
    };

    private static string Kebab<TCode>(TCode code) where TCode : struct, Enum =>
        Capital.Replace($"{code}", match => (match.Index > 0 ? "-" : "") + match.Value.ToLowerInvariant());

    [GeneratedRegex("[A-Z]")] private static partial Regex Capital { get; }
}
