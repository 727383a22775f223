using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MashaBot.Backprop;
using MashaBot.Formulas;

namespace MashaBot.Cli;

/// <summary><c>compare</c>: whether two formulas have the same values, a JSON line each: <c>{"left":"(x+1)^2","right":"x^2+2x+1"}</c>.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var command = new Command("compare", "Decides equality: JSON lines {\"left\", \"right\", \"matrices\": {\"A\": [2,3], \"X\": [\"n\",\"m\"]}} in, {\"equal\": true|false|null, \"why\"} out.");
        command.SetAction(_ => Answer(Console.In, Console.Out));
        return command;
    }

    internal static int Answer(TextReader input, TextWriter output) => Lines.Answer(input, output, line => Compare(line.Required("left"), line.Required("right"), Matrices(line)));

    internal static object Compare(string left, string right, Sizes? matrices)
    {
        var names = matrices is null ? Vocabulary.Open : Vocabulary.Open.With(matrices.Names).OfMatrices();
        if (Readings(left, names, out var leftError) is not { IsEmpty: false } first) return Unread("left", leftError);
        if (Readings(right, names, out var rightError) is not { IsEmpty: false } second) return Unread("right", rightError);
        var decisions = first.SelectMany(one => second.Select(other => matrices is null ? Comparison.Decide(one, Scope.Empty, other, Scope.Empty) : matrices.Decide(one, other, Scope.Empty))).ToList();
        var decision = decisions.Find(decision => decision.Equality == Equality.Equal) ?? decisions[0];
        return new { equal = decision.Equality switch { Equality.Equal => true, Equality.Different => false, _ => (bool?)null }, why = Why(decision) };
    }

    /// <summary>As an author writes a formula; else as a learner types it, which may be meant in two ways.</summary>
    private static ImmutableArray<Formula> Readings(string text, Vocabulary names, out ParseError error)
    {
        if (Formula.TryParse(text, names, out var formula, out error)) return [formula];
        return Replies.Read(text, new Expectation.Formula(names)) is Reading.Formula(var readings, _) ? readings : [];
    }

    private static string Why(Decision decision) => decision switch
    {
        { Message: { } problem } => $"{(decision.IsAboutLeft ? "left" : "right")} has no value: {problem.Message}",
        { Shapes: var (own, other) } => $"the sizes differ: {Size(own)} and {Size(other)}",
        { Equality: Equality.Equal, Basis: Basis.Exact } => string.Create(CultureInfo.InvariantCulture, $"exact arithmetic: equal at {decision.Points} random points modulo 2^61-1, chance of error below {Math.Max(decision.Chance, 1e-300):0e0}"),
        { Equality: Equality.Equal } => string.Create(CultureInfo.InvariantCulture, $"the values agree within their error bounds at {decision.Points} points, to 30 digits and more at {Math.Min(decision.Points, Comparison.WantedPrecisely)} of them"),
        { Equality: Equality.Different, Values: var (own, other), At: var at } => $"the values differ{(at.IsEmpty ? "" : $" at {string.Join(", ", at.Select(place => $"{place.Name} = {Numbers(place.Values)}"))}")}: {Numbers(own)} and {Numbers(other)}",
        { Equality: Equality.Different, Basis: Basis.Shapes } => "the sizes differ",
        { Equality: Equality.Different } => "the values differ",
        _ => string.Create(CultureInfo.InvariantCulture, $"undecided: only {decision.Points} points where both have values that could tell"),
    };

    private static string Size(Shape shape) => shape.IsScalar ? "a number" : $"{shape}";

    private static string Numbers(ImmutableArray<double> values) => values is [var single] ? Number(single) : $"({string.Join(", ", values.Take(MostNumbers).Select(Number))}{(values.Length > MostNumbers ? ", …" : "")})";

    private static string Number(double value) => value.ToString("G10", CultureInfo.InvariantCulture);

    private const int MostNumbers = 6;

    private static object Unread(string side, ParseError error) =>
        new { equal = (bool?)null, why = $"{side} can't be read: {error.Problem} at {error.Position}{(error.Found.Length > 0 ? $" (`{error.Found}`)" : "")}{(error.Repair is { } repair ? $"; perhaps `{repair}`" : "")}" };

    private static Sizes? Matrices(JsonElement line)
    {
        if (!line.TryGetProperty("matrices", out var matrices) || matrices.ValueKind == JsonValueKind.Null) return null;
        if (matrices.ValueKind != JsonValueKind.Object) throw new FormatException("\"matrices\" is an object of sizes: {\"A\": [2,3]}.");
        return matrices.EnumerateObject().Any() ? Sizes.Of(matrices.EnumerateObject().Select(matrix => KeyValuePair.Create(matrix.Name, ImmutableArray.CreateRange(Extents(matrix))))) : null;
    }

    private static IEnumerable<string> Extents(JsonProperty matrix) => matrix.Value.ValueKind == JsonValueKind.Array
        ? matrix.Value.EnumerateArray().Select(size => size.ValueKind == JsonValueKind.String ? size.GetString()! : size.GetRawText())
        : throw new FormatException($"The sizes of {matrix.Name} are a list: [2,3].");
}
