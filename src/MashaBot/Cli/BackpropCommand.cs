using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using MashaBot.Backprop;
using MashaBot.Conversation;
using MashaBot.Formulas;
using MashaBot.Pictures;

namespace MashaBot.Cli;

/// <summary><c>backprop "x^2+x*y" --at x=1,y=2</c>: forward and backward pass of somebody's own expression.</summary>
internal static class BackpropCommand
{
    public static System.CommandLine.Command Create()
    {
        var formula = new Argument<string?>("formula") { Description = "An expression with a single number as its value.", Arity = ArgumentArity.ZeroOrOne };
        var at = new Option<string>("--at") { Description = "The point: x=1,y=8/5,v=(1,2).", DefaultValueFactory = _ => "" };
        var json = new Option<bool>("--json") { Description = "Prints {\"value\":…,\"gradient\":{…}}." };
        var lines = new Option<bool>("--jsonl") { Description = "Reads lines {\"formula\":\"…\",\"at\":{…}} and answers each with such an object." };
        var png = new Option<FileInfo?>("--png") { Description = "Writes the drawn graph there." };
        var command = new System.CommandLine.Command("backprop", "Forward and backward pass of an expression.") { formula, at, json, lines, png };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(lines)) return Lines.Answer(Console.In, Console.Out, line => Answer(line.Required("formula"), PointOf(line)));
            if (parsed.GetValue(formula) is not { } text) return Wrong("Which expression? For example: backprop \"x^2+x*y\" --at x=1,y=2");
            try
            {
                var expression = Read(text, Point.Read(parsed.GetValue(at)!));
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
            return Answer(Read(formula, at));
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

    private static ImmutableSortedDictionary<string, Tensor<Real>> PointOf(JsonElement line)
    {
        var point = ImmutableSortedDictionary.CreateBuilder<string, Tensor<Real>>(StringComparer.Ordinal);
        if (line.TryGetProperty("at", out var at))
            foreach (var entry in at.EnumerateObject())
                point[Vocabulary.Canonical(entry.Name)] = Point.Figure(entry.Name, entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString()! : entry.Value.GetRawText());
        return point.ToImmutable();
    }

    internal static Expression Read(string text, ImmutableSortedDictionary<string, Tensor<Real>> at) => Formula.TryParse(text, Vocabulary.Of(at.Keys), out var formula, out var error)
        ? new(formula, at)
        : throw new FormatException(Told(text, error, at));

    private static string Told(string text, ParseError error, ImmutableSortedDictionary<string, Tensor<Real>> at) =>
        $"{text}\n{new string(' ', error.Position)}^ {error.Problem}{(error.Expected is [] ? "" : $", expected {string.Join(" or ", error.Expected)}")}"
        + (error.Problem == ParseProblem.UnknownName ? $"; the names given by --at are {(at.IsEmpty ? "none" : string.Join(", ", at.Keys))}" : "");

    private static int Wrong(string why)
    {
        Console.Error.WriteLine(why);
        return 2;
    }
}
