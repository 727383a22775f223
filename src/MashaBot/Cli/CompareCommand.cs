using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using MashaBot.Backprop;
using MashaBot.Formulas;

namespace MashaBot.Cli;

/// <summary><c>compare</c>: whether two formulas have the same values, a JSON line each: <c>{"left":"(x+1)^2","right":"x^2+2x+1"}</c>.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var command = new Command("compare", "Decides equality: JSON lines {\"left\", \"right\", \"matrices\": {\"A\": [2,3]}} in, {\"equal\": true|false|null, \"why\"} out.");
        command.SetAction(_ => Lines.Answer(Console.In, Console.Out, line => Compare(line.Required("left"), line.Required("right"), Matrices(line))));
        return command;
    }

    internal static object Compare(string left, string right, ImmutableDictionary<string, Shape> matrices)
    {
        var names = Vocabulary.Open.With(matrices.Keys);
        if (!Formula.TryParse(left, names, out var first, out var leftError)) return Unread("left", leftError);
        if (!Formula.TryParse(right, names, out var second, out var rightError)) return Unread("right", rightError);
        var scope = Scope.Empty.With(matrices.IsEmpty ? Products.Elementwise : Products.Matrix);
        return Comparison.Compare(first, scope, second, scope, shapes: matrices) switch
        {
            Equality.Equal => new { equal = (bool?)true, why = "the values agree" },
            Equality.Different => new { equal = (bool?)false, why = "the values differ" },
            _ => new { equal = (bool?)null, why = "undecided: their values could not tell" },
        };
    }

    private static object Unread(string side, ParseError error) =>
        new { equal = (bool?)null, why = $"{side} can't be read: {error.Problem} at {error.Position}{(error.Found.Length > 0 ? $" (`{error.Found}`)" : "")}" };

    private static ImmutableDictionary<string, Shape> Matrices(JsonElement line)
    {
        if (!line.TryGetProperty("matrices", out var matrices) || matrices.ValueKind == JsonValueKind.Null) return ImmutableDictionary<string, Shape>.Empty;
        if (matrices.ValueKind != JsonValueKind.Object) throw new FormatException("\"matrices\" is an object of sizes: {\"A\": [2,3]}.");
        return matrices.EnumerateObject().ToImmutableDictionary(
            matrix => Vocabulary.Canonical(matrix.Name),
            matrix => Shape.Of([.. matrix.Value.EnumerateArray().Select(size => size.TryGetInt32(out var number) && number > 0 ? number : throw new FormatException($"The sizes of {matrix.Name} are positive whole numbers."))]));
    }
}
