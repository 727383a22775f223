using MashaBot.Formulas;
using MashaBot.Sheets.Content;

namespace MashaBot.Grader.Bench;

/// <summary>One slip written into the problem's own formulas: made without the grader, to see whether the grader finds it.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Where">The definition that was changed; `answer` for the part's own formula.</param>
/// <param name="Problem">The problem with the slip in it.</param>
/// <param name="Answer">The part's formula, with the slip if it is in there.</param>
internal sealed record Mutant(string Kind, string Where, ProblemSource Problem, Formula Answer);

internal static class Mutants
{
    internal static IEnumerable<Mutant> Of(ProblemSource problem, PartSource part)
    {
        var answer = part.Answer.Formula;
        foreach (var (kind, other) in Rewritten(answer)) yield return new(kind, "answer", problem, other);
        foreach (var (kind, other) in Values(answer)) yield return new(kind, "answer", problem, other);
        var needed = Needed(problem, answer);
        for (var i = 0; i < problem.Definitions.Length; i++)
        {
            var definition = problem.Definitions[i];
            if (!needed.Contains(definition.Name)) continue;
            foreach (var (kind, body) in Rewritten(definition.Body).Concat(Renamed(definition.Body, problem)))
                yield return new(kind, definition.Name, problem with { Definitions = problem.Definitions.SetItem(i, definition with { Body = body }) }, answer);
        }
    }

    /// <summary>Does one definition use another, or itself through others?</summary>
    internal static bool Needs(this ProblemSource problem, string name, string other) => Needed(problem, new Formula.Name(name)).Contains(other);

    private static HashSet<string> Needed(ProblemSource problem, Formula answer)
    {
        var (needed, open) = (new HashSet<string>(), new Stack<Formula>([answer]));
        while (open.TryPop(out var formula))
            foreach (var name in formula.Parts().Select(part => part switch { Formula.Name(var id) => id, Formula.Call(var function, _) => function, _ => null }).OfType<string>())
                if (problem.Definitions.FirstOrDefault(definition => definition.Name == name) is { } definition && needed.Add(name)) open.Push(definition.Body);
        return needed;
    }

    /// <summary>The formula with one slip, at each place in turn.</summary>
    private static IEnumerable<(string Kind, Formula Formula)> Rewritten(Formula formula)
    {
        foreach (var at in formula.Parts().Distinct(ReferenceEqualityComparer.Instance).Cast<Formula>())
            foreach (var (kind, other) in Slips(at))
                yield return (kind, formula.Replace(part => ReferenceEquals(part, at) ? other : null));
    }

    private static IEnumerable<(string Kind, Formula Other)> Slips(Formula at)
    {
        switch (at)
        {
            case Formula.Binary(Operator.Add, var left, var right):
                if (left is not Formula.Binary(Operator.Add or Operator.Subtract, _, _)) yield return ("dropped-term", right);
                yield return ("dropped-term", left);
                yield return ("flipped-sign", new Formula.Binary(Operator.Subtract, left, right));
                break;
            case Formula.Binary(Operator.Subtract, var left, var right):
                yield return ("dropped-term", left);
                yield return ("flipped-sign", new Formula.Binary(Operator.Add, left, right));
                yield return ("flipped-sign", new Formula.Binary(Operator.Subtract, right, left));
                break;
            case Formula.Binary(Operator.Multiply, var left, var right):
                yield return ("dropped-factor", left);
                yield return ("dropped-factor", right);
                break;
            case Formula.Binary(Operator.Divide, var left, var right):
                yield return ("dropped-divisor", left);
                yield return ("inverted", new Formula.Binary(Operator.Divide, right, left));
                break;
            case Formula.Binary(Operator.Power, var left, var right):
                yield return ("dropped-power", left);
                yield return ("power-as-product", new Formula.Binary(Operator.Multiply, left, right));
                break;
            case Formula.Unary(UnaryOperator.Negate, var inner):
                yield return ("flipped-sign", inner);
                break;
            case Formula.Call("mean", [var of]):
                yield return ("sum-for-mean", new Formula.Call("sum", [of]));
                break;
            case Formula.Call("sum", [var of]):
                yield return ("mean-for-sum", new Formula.Call("mean", [of]));
                break;
            case Formula.Call("sqrt" or "relu" or "sigma" or "tanh" or "exp" or "ln" or "abs", [var of]) call:
                yield return ("missed-function", of);
                if (call.Function == "sigma") yield return ("wrong-function", new Formula.Call("tanh", [of]));
                if (call.Function == "tanh") yield return ("wrong-function", new Formula.Call("sigma", [of]));
                if (call.Function == "relu") yield return ("wrong-function", new Formula.Call("abs", [of]));
                break;
            case Formula.Call("max", [Formula.Number, var of]):
                yield return ("missed-function", of);
                yield return ("wrong-function", new Formula.Call("abs", [of]));
                break;
        }
    }

    /// <summary>The answer off by a sign or a 2.</summary>
    private static IEnumerable<(string Kind, Formula Formula)> Values(Formula answer) =>
    [
        ("flipped-sign", new Formula.Unary(UnaryOperator.Negate, answer)),
        ("doubled", new Formula.Binary(Operator.Multiply, new Formula.Number(2), answer)),
        ("halved", new Formula.Binary(Operator.Divide, answer, new Formula.Number(2))),
    ];

    /// <summary>One name in place of another of the same letter, at one place: w1 for w2, x1 for x2.</summary>
    private static IEnumerable<(string Kind, Formula Formula)> Renamed(Formula formula, ProblemSource problem)
    {
        foreach (var name in formula.Parts().OfType<Formula.Name>().Select(name => name.Id).Distinct())
            if (MashaBot.Sheets.Diagnosing.Steps.Neighbour(name, -1, problem) is { } other && problem.Definitions.Any(definition => definition.Name == name))
                yield return ("old-value", formula.Replace(part => part is Formula.Name(var id) && id == name ? new Formula.Name(other) : null));
    }
}
