using System.Globalization;

namespace MashaBot.Sheets.Tests.Diagnosing;

/// <summary>
/// A problem made up from a seed: figures without any pattern, a chain of definitions of one operation each, and its last one asked for, or
/// its derivative. It can also be written with a slip in one definition.
/// </summary>
internal sealed class RandomProblem
{
    private static readonly string[] Names = ["p", "q", "r", "s", "t", "u"];

    private static readonly Form[] Forms =
    [
        new("{0} + {1}", ["{0} - {1}"]), new("{0} - {1}", ["{0} + {1}"]), new("{0} * {1}", ["{0}", "{1}"]), new("{0} / {1}", ["{0}", "{0} * {1}", "{1} / {0}"]),
        new("tanh({0})", ["{0}", "sigma({0})"]), new("sigma({0})", ["{0}", "tanh({0})"]), new("{0}^2", ["{0}", "{0} * 2"]),
    ];

    private readonly List<(string Name, double Value)> figures = [];
    private readonly List<(string Name, Form Form, string First, string Second)> definitions = [];
    private readonly Random random;
    private readonly string answer;

    /// <param name="Slips">What a person may write instead.</param>
    private sealed record Form(string Text, string[] Slips);

    internal RandomProblem(int seed, bool ofDerivative = false)
    {
        random = new(seed);
        foreach (var name in new[] { "x", "y", "z" }) figures.Add((name, Math.Round(random.NextDouble() * 2 + 0.5, 3)));
        var known = figures.Select(figure => figure.Name).ToList();
        foreach (var name in Names[..random.Next(2, Names.Length + 1)])
        {
            var first = known[^1];
            definitions.Add((name, Forms[random.Next(Forms.Length)], first, known.Where(other => other != first).ElementAt(random.Next(known.Count - 1))));
            known.Add(name);
        }
        answer = ofDerivative ? $"grad({known[^1]}, z)" : known[^1];
    }

    internal IEnumerable<(string Name, double Value)> Figures => figures;

    internal Problem Problem => Some.Problem(Yaml(null, ""));

    /// <summary>The value that comes out with one slip somewhere, made by writing the definition otherwise; null where there is none.</summary>
    internal double? WithSlip()
    {
        var place = random.Next(definitions.Count);
        var slips = definitions[place].Form.Slips;
        var problem = Some.Problem(Yaml(place, slips[random.Next(slips.Length)]));
        return problem.Deal(VariantId.Book).ValuesOf(problem.Part(1).Source).TryValue(problem.Part(1).Source.Answer.Formula)?.Only.ToDouble();
    }

    /// <summary>The value that a person gets who writes every step down to so many places.</summary>
    internal double Rounded(int places)
    {
        var values = figures.ToDictionary(figure => figure.Name, figure => figure.Value);
        foreach (var (name, form, first, second) in definitions)
            values[name] = Math.Round(Compute(form.Text, values[first], values[second]), places);
        return values[definitions[^1].Name];
    }

    private static double Compute(string form, double a, double b) => form switch
    {
        "{0} + {1}" => a + b,
        "{0} - {1}" => a - b,
        "{0} * {1}" => a * b,
        "{0} / {1}" => a / b,
        "tanh({0})" => Math.Tanh(a),
        "sigma({0})" => 1 / (1 + Math.Exp(-a)),
        _ => a * a,
    };

    private string Yaml(int? place, string slip) => string.Create(CultureInfo.InvariantCulture, $$"""
        given: { {{string.Join(", ", figures.Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Name}: {figure.Value}")))}} }
        define:
        {{string.Join('\n', definitions.Select((definition, i) => $"  {definition.Name}: \"{string.Format(CultureInfo.InvariantCulture, i == place ? slip : definition.Form.Text, definition.First, definition.Second)}\""))}}
        parts: { 1: { reply: number, digits: 9, answer: "{{answer}}" } }
        """);
}
