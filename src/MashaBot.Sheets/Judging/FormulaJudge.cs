using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;
using MashaBot.Sheets.Rendering;

namespace MashaBot.Sheets.Judging;

/// <summary>Judges formulas by what they mean, never by how they are written.</summary>
internal sealed class FormulaJudge(Workings workings, PartSource source)
{
    /// <summary>What a reply may use: the names that the part allows, and the problem's own functions.</summary>
    internal static Vocabulary Vocabulary(ProblemSource problem, PartSource part)
    {
        var vocabulary = problem.Definitions.Where(definition => definition.IsFunction)
            .Aggregate(MashaBot.Formulas.Vocabulary.Of(part.In), (names, function) => names.WithFunction(function.Name, function.Parameters.Length));
        return part.Aliases.Aggregate(vocabulary, (names, alias) => names.WithAlias(alias.Key, alias.Value));
    }

    internal Verdict Of(Reading.Formula reply)
    {
        var equalities = reply.Readings.Select(Compare).ToList();
        var right = equalities.IndexOf(Equality.Equal);
        if (right >= 0) return new Verdict.Right(reply.Readings.Length > 1 ? reply.Readings[right].ToText(NumberStyle.DecimalComma) : null);
        if (equalities.Contains(Equality.Undecided)) return new Verdict.Undecided();
        var fitting = source.Mistakes.Where(mistake => Compare(mistake.Value.Formula, reply.Value) is Equality.Equal && Compare(mistake.Value.Formula) is Equality.Different).ToList();
        return new Verdict.Wrong(fitting is [var only] ? only.Key : null);
    }

    internal Equality Compare(Formula formula) => Compare(source.Answer.Formula, formula);

    private Equality Compare(Formula left, Formula right)
    {
        var random = new Random(1);
        var decided = 0;
        for (var point = 0; point < 24 && decided < 8; point++)
        {
            var scope = source.In.Aggregate(workings.Scope, (scope, name) => scope.With(name, (Real)Draw(random, name)));
            if (scope.TryEvaluate(left) is not { Shape.IsScalar: true } a || scope.TryEvaluate(right) is not { Shape.IsScalar: true } b) continue;
            if (!Precision.Same(a.Only, b.Only)) return Equality.Different;
            decided++;
        }
        return decided >= 4 ? Equality.Equal : Equality.Undecided;
    }

    private Rational Draw(Random random, string name)
    {
        var (from, to) = source.Domain.TryGetValue(name, out var range) ? range : (new Rational(1, 2), new Rational(3, 1));
        return from + (to - from) * new Rational(random.Next(1, 997), 997);
    }
}
