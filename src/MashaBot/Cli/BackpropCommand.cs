using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Pictures;

namespace MashaBot.Cli;

/// <summary><c>backprop "x^2+x*y" --at x=1,y=2</c>: forward and backward pass of somebody's own expression.</summary>
internal static partial class BackpropCommand
{
    public static Command Create()
    {
        var formula = new Argument<string?>("formula") { Description = "An expression with a single number as its value.", Arity = ArgumentArity.ZeroOrOne };
        var at = new Option<string>("--at") { Description = "The point: x=1,y=8/5,v=(1,2).", DefaultValueFactory = _ => "" };
        var json = new Option<bool>("--json") { Description = "Prints {\"value\":…,\"gradient\":{…}}." };
        var lines = new Option<bool>("--jsonl") { Description = "Reads lines {\"formula\":\"…\",\"at\":{…}} and answers each with such an object." };
        var png = new Option<FileInfo?>("--png") { Description = "Writes the drawn graph there." };
        var command = new Command("backprop", "Forward and backward pass of an expression.") { formula, at, json, lines, png };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(lines)) return Lines.Answer(Console.In, Console.Out, line => Answer(line.Required("formula"), Point(line)));
            if (parsed.GetValue(formula) is not { } text) return Wrong("Which expression? For example: backprop \"x^2+x*y\" --at x=1,y=2");
            try
            {
                var expression = new Expression(text, Point(parsed.GetValue(at)!));
                Console.Out.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(Answer(expression), Lines.Options) : expression.ToText().TrimEnd());
                if (parsed.GetValue(png) is { } file) File.WriteAllBytes(file.FullName, Painter.Png(expression.ToDrawing()));
                return 0;
            }
            catch (Exception error) when (error is FormatException or FormulaException)
            {
                return Wrong(error.Message);
            }
            catch (EngineException error)
            {
                Console.Error.WriteLine(error.Message);
                return 1;
            }
        });
        return command;
    }

    internal static object Answer(string formula, ImmutableSortedDictionary<string, Tensor<Real>> at)
    {
        try
        {
            return Answer(new Expression(formula, at));
        }
        catch (Exception error) when (error is EngineException or FormulaException)
        {
            throw new FormatException(error.Message, error);
        }
    }

    private static object Answer(Expression expression) => new
    {
        value = Plain(expression.Value),
        gradient = expression.Gradient.ToDictionary(entry => entry.Key, entry => Plain(entry.Value)),
    };

    /// <summary>A number, or lists of numbers as deep as the shape.</summary>
    private static object Plain(Tensor<Real> value)
    {
        var numbers = value.Values.ToArray().Select(number => (object)number.ToDouble());
        foreach (var size in value.Shape.Sizes.ToArray().Reverse()) numbers = numbers.Chunk(size);
        return numbers.Single();
    }

    /// <summary><c>x=1, y=8/5, v=(1,2)</c>.</summary>
    internal static ImmutableSortedDictionary<string, Tensor<Real>> Point(string text)
    {
        var point = ImmutableSortedDictionary.CreateBuilder<string, Tensor<Real>>(StringComparer.Ordinal);
        foreach (var entry in BetweenNames.Split(text).Where(entry => entry.Trim().Length > 0))
        {
            if (entry.Split('=', 2) is not [var name, var value]) throw new FormatException($"`{entry.Trim()}` is no point: write --at x=1,y=2.");
            point[Vocabulary.Canonical(name.Trim())] = Figure(name.Trim(), value);
        }
        return point.ToImmutable();
    }

    private static ImmutableSortedDictionary<string, Tensor<Real>> Point(JsonElement line)
    {
        var point = ImmutableSortedDictionary.CreateBuilder<string, Tensor<Real>>(StringComparer.Ordinal);
        if (line.TryGetProperty("at", out var at))
            foreach (var entry in at.EnumerateObject())
                point[Vocabulary.Canonical(entry.Name)] = Figure(entry.Name, entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString()! : entry.Value.GetRawText());
        return point.ToImmutable();
    }

    private static Tensor<Real> Figure(string name, string value) =>
        Formula.TryParse(value, Vocabulary.Empty, out var formula, out _) && Scope.Empty.TryEvaluate(formula) is { } figure
            ? figure
            : throw new FormatException($"`{value.Trim()}` is no value for {name}: write a number, or a list such as (1,2).");

    private static int Wrong(string why)
    {
        Console.Error.WriteLine(why);
        return 2;
    }

    // A comma parts two entries where a name and "=" follow; other commas belong to a list.
    [GeneratedRegex(@"[,;]\s*(?=[^,;=()\[\]]+=)")] private static partial Regex BetweenNames { get; }
}
