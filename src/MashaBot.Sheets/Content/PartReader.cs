using System.Collections.Immutable;
using System.Globalization;
using MashaBot.Backprop;
using MashaBot.Formulas;

namespace MashaBot.Sheets.Content;

/// <summary>Reads an entry of `parts`.</summary>
internal sealed class PartReader(FormulaReader formulas, Vocabulary vocabulary, FaultList faults)
{
    internal static readonly string[] PartKeys = ["reply", "answer", "form", "mistakes", "names", "in", "domain", "aliases", "suffix", "within", "digits", "right", "wrong", "unreadable", "sizes", "symbols", "uses", "through", "after", .. WeightsReader.Keys];

    internal static readonly ImmutableSortedDictionary<string, ReplyKind> Kinds = new Dictionary<string, ReplyKind>
    {
        ["number"] = ReplyKind.Number,
        ["integer"] = ReplyKind.Integer,
        ["vector"] = ReplyKind.Vector,
        ["matrix"] = ReplyKind.Matrix,
        ["tuple"] = ReplyKind.Tuple,
        ["formula"] = ReplyKind.Formula,
        ["matrix-formula"] = ReplyKind.MatrixFormula,
        ["choice"] = ReplyKind.Choice,
        ["choices"] = ReplyKind.Choices,
        ["weights"] = ReplyKind.Weights,
        ["order"] = ReplyKind.Order,
        ["shape"] = ReplyKind.Shape,
        ["self-check"] = ReplyKind.SelfCheck,
    }.ToImmutableSortedDictionary();

    /// <summary>Keys that only some kinds of reply have.</summary>
    private static readonly (string Key, ReplyKind[] Kinds)[] Special =
    [
        .. new[] { "answer", "form", "mistakes", "suffix", "right", "wrong", "unreadable" }.Select(key => (key, Enum.GetValues<ReplyKind>().Where(kind => kind != ReplyKind.SelfCheck).ToArray())),
        .. WeightsReader.Keys.Select(key => (key, new[] { ReplyKind.Weights })),
        ("names", [ReplyKind.Tuple, ReplyKind.Vector, ReplyKind.Weights]),
        .. new[] { "in", "domain", "aliases", "symbols", "uses", "through" }.Select(key => (key, new[] { ReplyKind.Formula, ReplyKind.MatrixFormula })),
        ("sizes", [ReplyKind.MatrixFormula]),
        ("within", [ReplyKind.Number, ReplyKind.Vector, ReplyKind.Matrix, ReplyKind.Tuple, ReplyKind.Weights]),
        ("digits", [ReplyKind.Number, ReplyKind.Vector, ReplyKind.Matrix, ReplyKind.Tuple]),
    ];

    internal PartSource? Read(Yaml entry, int expected)
    {
        var keys = entry.Keys(PartKeys);
        if (entry.Name != $"{expected}") faults.Add(entry.KeyPlace, $"part `{entry.Name}` stands where part {expected} should", "Number the parts 1, 2, 3 … in order");
        var kind = ReplyKind.Number;
        var isKnown = keys.TryGetValue("reply", out var reply) && reply.OneOf(Kinds, out kind);
        if (reply is null) faults.Add(entry.KeyPlace, $"part {entry.Name} does not say what its reply is", $"Add `reply:` with one of {Spelling.List(Kinds.Keys)}");
        if (isKnown)
            foreach (var (key, kinds) in Special)
                if (keys.TryGetValue(key, out var node) && !kinds.Contains(kind))
                    faults.Add(node.KeyPlace, $"a part whose reply is `{reply!.Text()}` has no `{key}`", "Remove it or change `reply`");

        ImmutableArray<string> names = [.. Texts(keys, "names")];
        if (kind == ReplyKind.Tuple && names.Length < 2) faults.Add(entry.KeyPlace, $"the tuple of part {entry.Name} has no names", "Add `names: [a, b]`, one a component");
        if (kind == ReplyKind.Weights && names is []) faults.Add(entry.KeyPlace, $"the weights of part {entry.Name} have no names", "Add `names: [b, w1, w2]` in the order asked for");
        ImmutableArray<string> free = [.. FreeNames(entry).Select(Vocabulary.Canonical).Distinct()];
        if (!keys.TryGetValue("answer", out var answerNode) && kind != ReplyKind.SelfCheck)
            faults.Add(entry.KeyPlace, $"part {entry.Name} has no answer", "Add `answer:` with a formula");
        var answer = answerNode is null ? null : formulas.Read(answerNode, vocabulary);
        var form = keys.TryGetValue("form", out var formNode) ? formulas.Read(formNode, vocabulary) : null;
        var weights = isKnown && kind == ReplyKind.Weights ? new WeightsReader(formulas, vocabulary, faults).Read(entry, keys) : null;
        var withAnswer = kind == ReplyKind.Weights ? vocabulary.With(NetworkSource.OutputName, NetworkSource.WantedName) : vocabulary.With(ProblemSource.Answer);
        var mistakes = keys.TryGetValue("mistakes", out var mistakesNode)
            ? mistakesNode.Entries().Select(mistake => formulas.Read(mistake, withAnswer) is { } value ? new Mistake(mistake.Name, value) : null).OfType<Mistake>().ToImmutableArray()
            : [];
        if (!isKnown || (answer is null && kind != ReplyKind.SelfCheck) || (weights is null && kind == ReplyKind.Weights)) return null;
        return new()
        {
            Place = entry.KeyPlace,
            Number = expected,
            Kind = kind,
            Answer = answer!,
            Weights = weights,
            Form = form,
            Mistakes = mistakes,
            Names = names,
            In = free,
            Domain = keys.TryGetValue("domain", out var domain) ? Domain(domain, free) : ImmutableDictionary<string, (Rational, Rational)>.Empty,
            Sizes = keys.TryGetValue("sizes", out var sizes) ? Sizes(sizes) : ImmutableDictionary<string, ImmutableArray<string>>.Empty,
            Symbols = [.. Symbols(entry)],
            Uses = keys.TryGetValue("uses", out var uses) ? Uses(uses) : [],
            Through = keys.TryGetValue("through", out var through) ? Through(through) : null,
            After = keys.TryGetValue("after", out var after) ? Earlier(after, expected) : [],
            Suffix = keys.TryGetValue("suffix", out var suffix) ? suffix.Text() ?? "" : "",
            Aliases = keys.TryGetValue("aliases", out var aliases) ? Aliases(aliases) : ImmutableDictionary<string, string>.Empty,
            Within = keys.TryGetValue("within", out var within) ? Positive(within) : null,
            Digits = keys.TryGetValue("digits", out var digits) ? digits.Integer() : null,
            RightExamples = Examples(keys, "right"),
            WrongExamples = Examples(keys, "wrong"),
            UnreadableExamples = Examples(keys, "unreadable"),
        };
    }

    /// <summary>Names that are letters in a part's formulas.</summary>
    internal static IEnumerable<string> FreeNames(Yaml part)
    {
        if (!part.IsMapping) return [];
        var isWeights = part.Entries().Any(entry => entry is { Name: "reply", PlainText: "weights" });
        var listed = part.Entries().Where(entry => entry.IsSequence && (entry.Name is "in" || (isWeights && entry.Name is "names" or "inputs"))).SelectMany(entry => entry.Items()).Select(item => item.PlainText).OfType<string>();
        return listed.Concat(part.Entries().Where(entry => entry is { Name: "sizes", IsMapping: true }).SelectMany(entry => entry.Entries()).Select(entry => entry.Name));
    }

    /// <summary>Functions that stay unknown in a part.</summary>
    internal static IEnumerable<string> Symbols(Yaml part) => part.IsMapping
        ? part.Entries().Where(entry => entry is { Name: "symbols", IsSequence: true }).SelectMany(entry => entry.Items()).Select(item => item.PlainText).OfType<string>().Select(Vocabulary.Canonical)
        : [];

    /// <summary>A letter or a number for the rows, one for the columns; nothing for a plain number.</summary>
    private static ImmutableDictionary<string, ImmutableArray<string>> Sizes(Yaml node)
    {
        var sizes = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>();
        foreach (var entry in node.Entries())
            if (entry.Items().Select(item => item.PlainText ?? "").ToImmutableArray() is ([] or [_, _]) and var size && size.All(IsSize)) sizes[Vocabulary.Canonical(entry.Name)] = size;
            else entry.Fault($"the size of `{entry.Name}` is not told by rows and columns", "Write `[n, 2]`: a letter or a number each; `[]` for a plain number");
        return sizes.ToImmutable();
    }

    private static bool IsSize(string size) => size.Length > 0 && ((char.IsAsciiLetter(size[0]) && size.All(char.IsAsciiLetterOrDigit)) || (int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0));

    private ImmutableArray<string> Uses(Yaml node)
    {
        var uses = ImmutableArray.CreateBuilder<string>();
        foreach (var item in node.Items())
            if (item.PlainText is { } text && vocabulary.IsName(Vocabulary.Canonical(text))) uses.Add(Vocabulary.Canonical(text));
            else item.Fault($"`{item.PlainText}` is no name of this problem", "List names under `define`, with what they mean; letters stand in `in`");
        return uses.ToImmutable();
    }

    private ImmutableHashSet<string> Through(Yaml node)
    {
        var through = ImmutableHashSet.CreateBuilder<string>();
        foreach (var item in node.Items())
            if (item.PlainText is { } text && FormulaForm.Canonical(Vocabulary.Canonical(text)) is { } function) through.Add(function);
            else if (item.PlainText is { } own && vocabulary.IsFunction(Vocabulary.Canonical(own))) through.Add(Vocabulary.Canonical(own));
            else item.Fault($"`{item.PlainText}` is no function", "Write the name of a function: `through: [sigma]`; names stand in `in`");
        return through.ToImmutable();
    }

    private static ImmutableArray<int> Earlier(Yaml node, int part)
    {
        var earlier = ImmutableArray.CreateBuilder<int>();
        foreach (var item in node.Items())
            if (item.Integer() is not { } number) continue;
            else if (number >= 1 && number < part && !earlier.Contains(number)) earlier.Add(number);
            else item.Fault($"part {part} can't build on part {number}", "List earlier parts, each once: `after: [1, 2]`");
        return earlier.ToImmutable();
    }

    private static IEnumerable<string> Texts(IReadOnlyDictionary<string, Yaml> keys, string key) =>
        keys.TryGetValue(key, out var node) ? node.Items().Select(item => item.Text()).OfType<string>() : [];

    private static ImmutableArray<Example> Examples(IReadOnlyDictionary<string, Yaml> keys, string key) => keys.TryGetValue(key, out var node)
        ? [.. node.Items().Select(item => item.Text() is { } text ? new Example(text, item.Place) : null).OfType<Example>()]
        : [];

    private static ImmutableDictionary<string, (Rational, Rational)> Domain(Yaml node, ImmutableArray<string> free)
    {
        var domain = ImmutableDictionary.CreateBuilder<string, (Rational, Rational)>();
        foreach (var entry in node.Entries())
        {
            if (!free.Contains(Vocabulary.Canonical(entry.Name)))
                entry.Fault($"`{entry.Name}` has a domain but the reply may not use it", "Add it to `in` or remove it here");
            else if (entry.Items().Select(item => item.Number()).ToList() is [{ } from, { } to] && from < to)
                domain[Vocabulary.Canonical(entry.Name)] = (from, to);
            else
                entry.Fault($"the domain of `{entry.Name}` is no range", "Write `[-3, 3]`, the lower end first");
        }
        return domain.ToImmutable();
    }

    private ImmutableDictionary<string, string> Aliases(Yaml node)
    {
        var aliases = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var entry in node.Entries())
            if (entry.Text() is { } function && vocabulary.IsFunction(function)) aliases[entry.Name] = function;
            else entry.Fault($"`{entry.Name}` stands for no function", "Write the name of a function: `f: relu`");
        return aliases.ToImmutable();
    }

    private static Rational? Positive(Yaml node)
    {
        var value = node.Number();
        if (value is { Sign: <= 0 }) node.Fault("a tolerance is positive", "Write it as 0.001");
        return value;
    }
}
