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

    private readonly ImmutableArray<World> worlds = World.Of(workings.Scope, source);
    private readonly SizeCheck sizes = new(World.Of(workings.Scope, source)[0]);

    private bool IsOfMatrices => source.Kind is ReplyKind.MatrixFormula;

    /// <summary>What a reply may use: the names that the part allows, its symbols, and the problem's own functions.</summary>
    internal static Vocabulary Vocabulary(ProblemSource problem, PartSource part)
    {
        var vocabulary = problem.Definitions.Where(definition => definition.IsFunction)
            .Aggregate(MashaBot.Formulas.Vocabulary.Of([.. part.In, .. part.Uses]), (names, function) => names.WithFunction(function.Name, function.Parameters.Length));
        vocabulary = part.Symbols.Aggregate(vocabulary, (names, symbol) => names.WithFunction(symbol, 1));
        vocabulary = part.Aliases.Aggregate(vocabulary, (names, alias) => names.WithAlias(alias.Key, alias.Value));
        return part.Kind is ReplyKind.MatrixFormula ? vocabulary.OfMatrices() : vocabulary;      // d^T and d' are transposes there
    }

    internal Verdict Of(Reading.Formula reply)
    {
        var equalities = reply.Readings.Select(Equals).ToList();
        var right = equalities.IndexOf(Equality.Equal);
        if (right >= 0 && source.Through is { } through && new FormulaForm(null, through).StrangersIn(reply.Readings[right]) is { IsEmpty: false } strangers)
            return new Verdict.OtherForm([.. strangers.Select(FormulaForm.Shown)], [.. through.Select(FormulaForm.Shown).Order(StringComparer.Ordinal)]);
        if (right >= 0) return new Verdict.Right(reply.Readings.Length > 1 ? reply.Readings[right].ToText(NumberStyle.DecimalComma) : null);
        var sized = IsOfMatrices && !IsOfNumbers(reply.Value);
        if (sized && sizes.Clash(reply.Value) is { } clash) return new Verdict.Wrong(clash);
        var fitting = source.Mistakes.Where(mistake => IsLearners(mistake.Value.Formula, reply.Value) && CompareOwn(mistake.Value.Formula) is Equality.Different).ToList();
        if (fitting is [var only]) return new Verdict.Wrong(new Cause.Named(only.Key));
        if (sized && Equals(new Formula.Unary(UnaryOperator.Transpose, reply.Value)) is Equality.Equal) return new Verdict.Wrong(new Cause.Transposed());
        if (sized && sizes.Misfit(reply.Value, Meant(source.Answer.Formula)) is { } misfit) return new Verdict.Wrong(misfit);
        return equalities.Contains(Equality.Undecided) ? new Verdict.Undecided() : new Verdict.Wrong(fitting is [] ? Related(reply.Value) : null);
    }

    /// <summary>Are there only numbers in it, and letters in the answer?</summary>
    private bool IsOfNumbers(Formula reply) => worlds[0].Learner.FreeNames(reply).IsEmpty && !worlds[0].Author.FreeNames(Meant(source.Answer.Formula)).IsEmpty;

    /// <summary>What the learner's formula has to do with the answer as a person would write it; null if nothing, or more than one thing.</summary>
    private Cause? Related(Formula reply)
    {
        var (world, right) = (worlds[0], Meant((source.Form ?? source.Answer).Formula));
        return Comparison.Relate(reply, world.Learner, right, world.Author, domains, world.Shapes) switch
        {
            Relation.Sign => new Cause.Related(FormulaSlip.Sign),
            Relation.Factor => new Cause.Related(FormulaSlip.Factor),
            Relation.Offset => new Cause.Related(FormulaSlip.Offset),
            Relation.Reciprocal => new Cause.Related(FormulaSlip.Reciprocal),
            Relation.Transposed => new Cause.Transposed(),
            Relation.Swapped(var first, var second) => new Cause.Related(FormulaSlip.Swapped) { Names = (NodeChecks.Pretty(first), NodeChecks.Pretty(second)) },
            Relation.Term(_, { Sign: 0 }) => new Cause.Related(FormulaSlip.MissingTerm),
            Relation.Term(_, { Sign: < 0 }) => new Cause.Related(FormulaSlip.SignOfTerm),
            Relation.Term => new Cause.Related(FormulaSlip.CountOfTerm),
            Relation.ExtraTerm => new Cause.Related(FormulaSlip.ExtraTerm),
            Relation.MissingFactor => new Cause.Related(FormulaSlip.MissingFactor),
            Relation.ExtraFactor => new Cause.Related(FormulaSlip.ExtraFactor),
            _ when IsOfNumbers(reply) => new Cause.Related(FormulaSlip.NoLetters),
            _ => null,
        };
    }

    /// <summary>Is a formula of the author's the answer too?</summary>
    internal Equality CompareOwn(Formula formula) => CompareOwn(source.Answer.Formula, formula);

    /// <summary>Are two formulas of the author's the same?</summary>
    internal Equality CompareOwn(Formula first, Formula second) => InAll(world => Comparison.Compare(Meant(first), world.Author, Meant(second), world.Author, domains, world.Shapes));

    /// <summary>Do the sizes in a formula of the author's fit?</summary>
    internal bool HasSizes(Formula formula) => sizes.ShapeOf(Meant(formula), worlds[0].Author) is not null;

    /// <summary>Is the learner's formula the answer?</summary>
    private Equality Equals(Formula formula) => InAll(world => Compare(source.Answer.Formula, formula, world));

    /// <summary>Is the learner's formula this one of the author's?</summary>
    private bool IsLearners(Formula author, Formula learner) => InAll(world => Compare(author, learner, world)) is Equality.Equal;

    private Equality Compare(Formula author, Formula learner, World world) => Comparison.Compare(Meant(author), world.Author, learner, world.Learner, domains, world.Shapes);

    private Formula Meant(Formula author) => workings.Expanded(author);

    /// <summary>What agrees in one world and differs in none is equal: a formula may have no value where there are more columns than rows.</summary>
    private Equality InAll(Func<World, Equality> compare)
    {
        var decided = Equality.Undecided;
        foreach (var world in worlds)
            switch (compare(world))
            {
                case Equality.Different: return Equality.Different;
                case Equality.Equal: decided = Equality.Equal; break;
            }
        return decided;
    }
}
