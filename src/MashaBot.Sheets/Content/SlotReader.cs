using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using MashaBot.Formulas;

namespace MashaBot.Sheets.Content;

/// <summary>Reads what stands in a problem's slots, each different one once.</summary>
internal sealed partial class SlotReader(ProblemSource source, FaultList faults)
{
    private readonly Dictionary<string, Slot> read = [];
    private readonly FormulaReader formulas = new(faults);
    private readonly Vocabulary vocabulary = source.Vocabulary.With(ProblemSource.Answer);

    /// <summary>The slots without faults, by their inside.</summary>
    internal IReadOnlyDictionary<string, Slot> Read => read;

    /// <summary>Null, and a fault, if it can't be read.</summary>
    internal Slot? Find(SlotSource slot)
    {
        if (!read.ContainsKey(slot.Inside) && Parse(slot) is { } parsed) read[slot.Inside] = parsed;
        return read.GetValueOrDefault(slot.Inside);
    }

    private Slot? Parse(SlotSource slot)
    {
        var match = Shape.Match(slot.Inside);
        var (kind, body) = (match.Groups["kind"].Value, match.Groups["body"].Value);
        int? decimals = match.Groups["decimals"] is { Success: true, Value: var digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : null;
        if (decimals is not null && kind is not ("" or "steps"))
        {
            faults.Add(slot.Place, $"`{{{{{slot.Inside}}}}}`: a `{kind}` is not rounded", "Take `~` out");
            return null;
        }
        ImmutableArray<string> by = [];
        if (kind == "backward")
        {
            var ends = body.Split(" by ", 2);
            if (ends is not [_, var names])
            {
                faults.Add(slot.Place, $"`{{{{{slot.Inside}}}}}` does not say by what", "Write `{{backward: f by x, y}}`");
                return null;
            }
            body = ends[0];
            by = [.. names.Split(',', StringSplitOptions.TrimEntries).Select(Vocabulary.Canonical)];
            foreach (var unknown in by.Where(name => !vocabulary.IsName(name)))
            {
                faults.Add(slot.Place, $"`{unknown}` is no name of this problem", $"Known here: {Spelling.List(vocabulary.Names.Order(StringComparer.Ordinal))}");
                return null;
            }
        }
        if (formulas.Read(body, vocabulary, slot.Place) is not { Formula: var formula }) return null;
        if (kind == "backward" && formula is not Formula.Name)
        {
            faults.Add(slot.Place, $"`{{{{{slot.Inside}}}}}`: a backward pass starts at a named value", "Give the formula a name under `define`");
            return null;
        }
        return kind switch
        {
            "form" => new Slot.Form(formula),
            "steps" => new Slot.Steps(formula, decimals),
            "forward" => new Slot.Forward(formula),
            "backward" => new Slot.Backward(formula, by),
            _ => new Slot.Value(formula, decimals),
        };
    }

    [GeneratedRegex(@"^((?<kind>form|steps|forward|backward)\s*:)?\s*(?<body>.*?)\s*(~\s*(?<decimals>\d{1,2}))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Shape { get; }
}
