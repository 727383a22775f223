using System.Collections.Immutable;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;
using MashaBot.Sheets.Rendering;

namespace MashaBot.Sheets.Judging;

/// <summary>Judges formulas by what they mean, never by how they are written.</summary>
internal sealed class FormulaJudge(Workings workings, PartSource source)
{
    private readonly ImmutableDictionary<string, Domain> domains =
        source.Domain.ToImmutableDictionary(range => range.Key, range => new Domain((double)range.Value.From, (double)range.Value.To));

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
        return new Verdict.Wrong(fitting is [var only] ? new Cause.Named(only.Key) : null);
    }

    internal Equality Compare(Formula formula) => Compare(source.Answer.Formula, formula);

    private Equality Compare(Formula left, Formula right) => Comparison.Compare(workings.Expanded(left), workings.Scope, workings.Expanded(right), workings.Scope, domains);
}
