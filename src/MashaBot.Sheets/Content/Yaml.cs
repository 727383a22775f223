using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MashaBot.Backprop;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MashaBot.Sheets.Content;

/// <summary>A node of a YAML file that remembers its place. Reading it as something that it is not leaves a fault and gives null or nothing.</summary>
internal sealed class Yaml
{
    private readonly string file;
    private readonly string name;
    private readonly YamlNode node;
    private readonly FaultList faults;

    private Yaml(string file, string name, YamlNode node, FaultList faults) => (this.file, this.name, this.node, this.faults) = (file, name, node, faults);

    internal Place Place => new(file, (int)Math.Max(1, node.Start.Line));

    /// <summary>The key it stands under.</summary>
    internal string Name => name;

    internal bool IsMapping => node is YamlMappingNode;

    /// <summary>The text, where it is one; no fault otherwise.</summary>
    internal string? PlainText => (node as YamlScalarNode)?.Value;

    /// <summary>Is it left out on purpose?</summary>
    internal bool IsNone => PlainText is "none";

    internal bool IsSequence => node is YamlSequenceNode;

    /// <summary>Null, and a fault, if the text is no YAML.</summary>
    internal static Yaml? Parse(string file, string text, FaultList faults)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents is [{ RootNode: var root }, ..]) return new(file, "the file", root, faults);
            faults.Add(new(file, 1), "the file is empty", "Write its keys");
        }
        catch (YamlException error)
        {
            faults.Add(new(file, (int)Math.Max(1, error.Start.Line)), $"this is no YAML: {error.Message.TrimEnd('.')}",
                "Check the indentation, put texts that hold `: `, `#` or start with `[`, `{`, `*` or `!` in quotes");
        }
        return null;
    }

    internal void Fault(string what, string remedy) => faults.Add(Place, what, remedy);

    /// <summary>The values under the known keys; any other key is a fault.</summary>
    internal IReadOnlyDictionary<string, Yaml> Keys(params string[] known)
    {
        var values = new Dictionary<string, Yaml>();
        foreach (var entry in Entries())
            if (known.Contains(entry.Name)) values[entry.Name] = entry;
            else if (entry.PlainText is "" && entry.Name.EndsWith(')')) entry.Fault($"`{entry.Name}` is cut off from what stands before the comma", "Inside `{…}` and `[…]` put a formula with commas in quotes");
            else entry.Fault($"`{entry.Name}` is not a key of {name}", Spelling.Nearest(entry.Name, known) is { } near ? $"Did you mean `{near}`?" : $"The keys are {Spelling.List(known)}");
        return values;
    }

    /// <summary>The entries of a mapping with any keys, in the order of the file.</summary>
    internal IEnumerable<Yaml> Entries()
    {
        if (node is YamlMappingNode mapping)
            return mapping.Children.Select(child => new Yaml(file, $"{child.Key}", child.Value, faults) { KeyPlace = new(file, (int)child.Key.Start.Line) });
        Fault($"{name} must hold keys with values", "Write one `key: value` a line, indented");
        return [];
    }

    /// <summary>Where the key stands; a long value may start lines below.</summary>
    internal Place KeyPlace { get; private init; }

    internal IEnumerable<Yaml> Items()
    {
        if (node is YamlSequenceNode sequence) return sequence.Children.Select(child => new Yaml(file, name, child, faults));
        Fault($"{name} must be a list", "Write `[first, second]` or one `- item` a line");
        return [];
    }

    internal string? Text()
    {
        if (node is YamlScalarNode { Value: { } value }) return value;
        Fault($"{name} must be a text", "Put the text in quotes");
        return null;
    }

    /// <summary>The text of a formula. A YAML list is a vector, a list of lists a matrix: `[[1, 2], [3, 4]]` needs no quotes.</summary>
    internal string? FormulaText()
    {
        switch (node)
        {
            case YamlScalarNode { Value.Length: > 0 } scalar: return scalar.Value;
            case YamlSequenceNode { Children: [YamlSequenceNode, ..] } rows: return $"[{string.Join(", ", rows.Select(row => $"[{Inside(row)}]"))}]";
            case YamlSequenceNode { Children.Count: > 0 } row: return $"({Inside(row)})";
        }
        Fault($"{name} must be a formula", "Write a formula, in quotes if it holds `: ` or `#` or starts with `[`, `{`, `*` or `!`");
        return null;

        static string Inside(YamlNode row) => row is YamlSequenceNode sequence ? string.Join(", ", sequence.Select(item => $"{item}")) : $"{row}";
    }

    internal int? Integer()
    {
        if (node is YamlScalarNode scalar && int.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) return value;
        Fault($"{name} must be an integer", "Write digits only");
        return null;
    }

    internal Rational? Number()
    {
        if (node is YamlScalarNode { Value: { } text } && Rational.TryParse(text, out var value)) return value;
        Fault($"{name} must be a number", "Write it as 3, -0.5 or 2/3");
        return null;
    }

    internal bool Flag()
    {
        if (PlainText is "true" or "false") return PlainText == "true";
        Fault($"{name} must be true or false", "Write true or false");
        return false;
    }

    /// <summary>One of the rows' names.</summary>
    internal bool OneOf<T>(IReadOnlyDictionary<string, T> rows, [MaybeNullWhen(false)] out T value)
    {
        var text = PlainText ?? "";
        if (rows.TryGetValue(text, out value)) return true;
        Fault($"{name} can't be `{text}`", Spelling.Nearest(text, rows.Keys) is { } near ? $"Did you mean `{near}`?" : $"It is one of {Spelling.List(rows.Keys)}");
        return false;
    }
}
