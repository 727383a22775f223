using System.Collections.Immutable;
using System.Diagnostics;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;
using MashaBot.Sheets.Diagnosing;
using MashaBot.Sheets.Rendering;

namespace MashaBot.Sheets.Judging;

/// <summary>Judges replies to one part of one variant.</summary>
/// <param name="nodes">Of values that the learner names on the way.</param>
/// <param name="wrong">What the learner got wrong in earlier parts: a reply that follows from it is told so.</param>
/// <param name="faulty">What single slips give.</param>
/// <param name="options">The texts of a choice.</param>
internal sealed class Judge(ProblemSource problem, Part part, Workings workings, NodeChecks nodes, ImmutableArray<FollowThrough.Carried> wrong, Func<FaultyValues?> faulty, ImmutableArray<string> options)
{
    private readonly PartSource source = part.Source;
    private readonly Precision precision = new(part.Source.Within, part.Source.Digits);

    /// <summary>A reply that is no answer may tell values on the way to it.</summary>
    internal Verdict Of(string reply)
    {
        if (part.Kind is ReplyKind.SelfCheck) return new Verdict.SelfCheck();
        var verdict = OfAnswer(reply);
        var mayBeOnTheWay = verdict is Verdict.Unreadable or Verdict.Undecided || (verdict is not (Verdict.Right or Verdict.Named) && part.Kind is not (ReplyKind.Number or ReplyKind.Integer));
        return mayBeOnTheWay && nodes.Of(reply, Names is [] && Asked is { } asked ? [asked] : Names) is { } checks ? new Verdict.Named(checks, Asked is null ? null : NodeChecks.Pretty(Asked)) : verdict;
    }

    private Verdict OfAnswer(string reply)
    {
        var expectation = Expectation;
        return Replies.Read(reply, expectation) switch
        {
            Reading.Unreadable when IsTurned(reply) => new Verdict.Wrong(new Cause.Transposed()),
            Reading.Unreadable(var error) => new Verdict.Unreadable(error, expectation),
            Reading.Number({ IsBound: true }, var label) when label is null || !workings.Scope.Binds(label) =>      // n > 5 bounds nothing that the problem knows
                new Verdict.Unreadable(new(0, ParseProblem.NotANumber, reply.Trim(), [Expected.Number]), expectation),
            Reading.Number(var value, var label) => Number(value, label),
            Reading.Vector(var values, var labels) when part.Kind is ReplyKind.Weights => new WeightsJudge(workings, source).Of([.. InOrder(values, labels).Select(value => value.Value)]),
            Reading.Vector(var values, var labels) => Numbers(InOrder(values, labels)),
            Reading.Matrix(var rows) => Numbers([.. rows.SelectMany(row => row)]),
            Reading.Formula formula => new FormulaJudge(workings, source).Of(formula),
            Reading.Choice({ Count: not 1 }) when part.Kind is ReplyKind.Choice =>
                new Verdict.Unreadable(new(0, ParseProblem.WrongCount, reply.Trim(), [Expected.Option], Count: 1), expectation),
            Reading.Choice(var chosen) => Choice(chosen),
            Reading.Order(var items) => Order(items),
            Reading.Named(var values) => Named(values),
            var other => throw new UnreachableException($"{part.Id} expects {expectation}, it was read as {other}."),
        };
    }

    /// <summary>The matrix that is asked for with rows and columns exchanged, where that gives it another shape. Other numbers in a wrong shape are not read, and cost nothing.</summary>
    private bool IsTurned(string reply) => part.Kind is ReplyKind.Matrix && Answer is var answer && answer.Shape[0] != answer.Shape[1]
        && Replies.Read(reply, new Expectation.Matrix(answer.Shape[1], answer.Shape[0])) is Reading.Matrix(var rows)
        && rows.Index().All(row => row.Item.Index().All(place => precision.Compare(place.Item, answer[place.Index, row.Index]) == Fit.Right));

    /// <summary>What is wrong in a reply of numbers: a wrong value for each component that has a name or a formula of its own.</summary>
    internal IEnumerable<FollowThrough.Carried> WrongIn(string reply)
    {
        if (!part.Kind.IsNumbers || ValuesOf(reply) is not { } values || Answer is not { } answer || values.Length != answer.Count) return [];
        if (values.Index().All(pair => precision.Compare(pair.Item, answer.Values[pair.Index]) != Fit.Wrong)) return [];
        return source.Answer.Formula is Formula.Vector { IsMatrix: false, Items: var items } && items.Length == values.Length
            ? items.Zip(values).Where((pair, i) => precision.Compare(pair.Second, answer.Values[i]) == Fit.Wrong).Select(pair => new FollowThrough.Carried(part.Number, pair.First, Tensor.Scalar(pair.Second.Value)))
            : [new(part.Number, source.Answer.Formula, new(answer.Shape, values.Select(value => value.Value).ToArray()))];
    }

    /// <summary>Null where the reply is not numbers.</summary>
    private ImmutableArray<Quantity>? ValuesOf(string reply) => !part.Kind.IsNumbers ? null : Replies.Read(reply, Expectation) switch
    {
        Reading.Number(var value, _) => [value],
        Reading.Vector(var values, var labels) => InOrder(values, labels),
        Reading.Matrix(var rows) => [.. rows.SelectMany(row => row)],
        _ => null,
    };

    private Expectation Expectation => part.Kind switch
    {
        ReplyKind.Number => new Expectation.Number(),
        ReplyKind.Integer => new Expectation.Integer(),
        ReplyKind.Vector when Names is [] => new Expectation.Vector(Answer.Count),
        ReplyKind.Vector or ReplyKind.Tuple or ReplyKind.Weights => new Expectation.Tuple(Names),
        ReplyKind.Order => new Expectation.Order(Answer.Shape.Sizes[^1]) { Options = options },
        ReplyKind.Shape => new Expectation.Shape(Answer.Count),
        ReplyKind.Matrix when Answer.Shape is var shape => new Expectation.Matrix(shape[0], shape[1]),
        ReplyKind.Formula or ReplyKind.MatrixFormula => new Expectation.Formula(FormulaJudge.Vocabulary(problem, source)),
        ReplyKind.Choice => new Expectation.Choice(options),
        ReplyKind.Choices => new Expectation.Choices(options),
        _ => throw new UnreachableException(),
    };

    /// <summary>What the learner may call the components: by the author's labels, or as the nodes are called that are asked for.</summary>
    private ImmutableArray<string> Names => source.Names is not [] ? source.Names
        : part.Kind is ReplyKind.Vector && source.Answer.Formula is Formula.Vector { Items: var items } && items.All(item => item is Formula.Name)
            && items.Select(item => workings.Shown(((Formula.Name)item).Id)).Distinct().ToImmutableArray() is var names && names.Length == items.Length ? names : [];

    private Tensor<Real> Answer => workings.Value(source.Answer.Formula);

    /// <summary>The name of the node that is asked for; null where the answer is no named node.</summary>
    private string? Asked => source.Answer.Formula is Formula.Name(var id) ? workings.Shown(id) : null;

    private Verdict Number(Quantity value, string? label)
    {
        if (label is not null && Asked is not null && label != Asked && NodeValue(label) is not null) return Named([new(label, value)]);
        var fit = precision.Compare(value, Answer.Only);
        if (fit == Fit.Wrong && label is not null && label != Asked && NodeValue(label) is { } named && precision.Compare(value, named) != Fit.Wrong) return Named([new(label, value)]);
        return Numbers([value]);
    }

    /// <summary>
    /// Right, or right but for digits; else what may be behind it, in this order: a mistake that the author foresaw, rounding on the way, the
    /// learner's own earlier values, a single slip. What a slip gives is never taken for a rounding: more digits tell the two apart.
    /// </summary>
    private Verdict Numbers(ImmutableArray<Quantity> values)
    {
        var answer = Answer.Values.ToArray();
        var fits = values.Select((value, i) => precision.Compare(value, answer[i])).ToImmutableArray();
        if (fits.All(fit => fit == Fit.Right)) return new Verdict.Right();
        if (!fits.Contains(Fit.Wrong)) return new Verdict.Coarse(Most(fits, Fit.Coarse));
        if (Diagnosis.Named(values, RightOnes(fits)) is { } named) return Wrong(RightOnes(fits), named);
        if (IsTransposed(values)) return Wrong(RightOnes(fits), ForeseenMistake.Of(problem, workings, "", Turned) is { } turned && Diagnosis.IsRivalled(turned, values) ? null : new Cause.Transposed());

        fits = [.. values.Select((value, i) => Rounding.Compare(value, answer[i], i))];
        if (fits.All(fit => fit == Fit.Right)) return Diagnosis.IsSlip(values) ? new Verdict.RoundedEarly(answer.Max(precision.DecimalsAsked) + 1) : new Verdict.Right();
        if (!fits.Contains(Fit.Wrong)) return fits.Contains(Fit.Early) ? new Verdict.RoundedEarly(Most(fits, Fit.Early) + 1) : new Verdict.Coarse(Most(fits, Fit.Coarse));
        if (new FollowThrough(part, workings, precision).Explain(values, wrong) is not [] and var from) return new Verdict.Carried(from);
        return Wrong(RightOnes(fits), Diagnosis.Slip(values, RightOnes(fits)));

        int Most(ImmutableArray<Fit> all, Fit of) => all.Select((fit, i) => fit == of ? precision.DecimalsAsked(answer[i]) : 0).Max();
    }

    private Formula Turned => new Formula.Unary(UnaryOperator.Transpose, source.Answer.Formula);

    /// <summary>The square matrix that is asked for, with rows and columns exchanged.</summary>
    private bool IsTransposed(ImmutableArray<Quantity> values) => part.Kind is ReplyKind.Matrix && Answer.Shape is var shape && shape[0] == shape[1]
        && values.Zip(workings.Value(Turned).Values.ToArray()).All(pair => precision.Compare(pair.First, pair.Second) == Fit.Right);

    private static ImmutableArray<bool> RightOnes(ImmutableArray<Fit> fits) => [.. fits.Select(fit => fit == Fit.Right)];

    private Verdict Wrong(ImmutableArray<bool> isRight, Cause? cause) =>
        isRight.Contains(true) ? new Verdict.Partly(isRight, Names.Length == isRight.Length ? [.. Names.Select(NodeChecks.Pretty)] : [], cause) : new Verdict.Wrong(cause);

    private Rounding Rounding => field ??= new(precision, faulty);

    private Diagnosis Diagnosis => field ??= new(faulty, [.. Foreseen], [.. Answer.Values], precision, name => NodeChecks.Pretty(workings.Shown(name)));

    /// <summary>The named mistakes with what they give; one that gives the answer too is none with these figures.</summary>
    private IEnumerable<ForeseenMistake> Foreseen => Answer.Values.ToArray() is var answer
        ? ForeseenMistake.Of(problem, source, workings, answer.Length).Where(mistake => !mistake.Values.Zip(answer).All(pair => Precision.IsSame(pair.First, pair.Second.ToDouble())))
        : [];

    /// <summary>Values whose labels differ from the part's names only by an underscore (f_x for fx) come in the order of the names.</summary>
    private ImmutableArray<Quantity> InOrder(ImmutableArray<Quantity> values, ImmutableArray<string?> labels)
    {
        var places = labels.Select(label => Names.IndexOf(label ?? "", 0, Names.Length, LooseNames)).ToList();
        return places.Order().SequenceEqual(Enumerable.Range(0, values.Length)) ? [.. values.Index().OrderBy(pair => places[pair.Index]).Select(pair => pair.Item)] : values;
    }

    private static readonly IEqualityComparer<string> LooseNames = EqualityComparer<string>.Create(
        (left, right) => left!.Replace("_", "", StringComparison.Ordinal) == right!.Replace("_", "", StringComparison.Ordinal),
        name => name.Replace("_", "", StringComparison.Ordinal).GetHashCode(StringComparison.Ordinal));

    private Verdict Choice(ImmutableSortedSet<int> chosen)
    {
        if (chosen.SetEquals(OptionsOf(source.Answer.Formula))) return new Verdict.Right();
        var fitting = source.Mistakes.Where(mistake => chosen.SetEquals(OptionsOf(mistake.Value.Formula))).ToList();
        return new Verdict.Wrong(fitting is [var only] ? new Cause.Named(only.Key) : null);
    }

    private Verdict Order(ImmutableArray<int> items)
    {
        var orders = OrdersOf(source.Answer.Formula);
        if (orders.Any(order => order.SequenceEqual(items))) return new Verdict.Right();
        var cause = source.Mistakes.FirstOrDefault(mistake => OrdersOf(mistake.Value.Formula).Any(order => order.SequenceEqual(items))) is { } mistake ? new Cause.Named(mistake.Key) : null;
        var begun = orders.Max(order => order.Zip(items).TakeWhile(pair => pair.First == pair.Second).Count());
        return begun > 0 ? new Verdict.Partly([.. items.Select((_, i) => i < begun)], [], cause) : new Verdict.Wrong(cause);
    }

    /// <summary>The order that a vector is, or the several orders that the rows of a matrix are.</summary>
    private List<List<int>> OrdersOf(Formula formula) => [.. OptionsOf(formula).Chunk(workings.Value(formula).Shape.Sizes[^1]).Select(order => order.ToList())];

    private IEnumerable<int> OptionsOf(Formula formula) => workings.Value(formula).Values.ToArray().Select(option => (int)option.ToDouble());

    /// <summary>Values of the graph's nodes: they help on the way, and are the answer only if the one asked for is among them.</summary>
    private Verdict Named(ImmutableArray<NamedQuantity> values)
    {
        var checks = values.Select(value => new NamedCheck(NodeChecks.Pretty(value.Name), NodeValue(value.Name) is { } node ? precision.Compare(value.Value, node) == Fit.Right : null)).ToImmutableArray();
        return Asked is { } asked && values.Any(value => value.Name == asked) && checks.All(check => check.IsRight == true)
            ? new Verdict.Right()
            : new Verdict.Named(checks, Asked is null ? null : NodeChecks.Pretty(Asked));
    }

    private Real? NodeValue(string label) => nodes.ValueOf(label) is { Shape.IsScalar: true } value ? value.Only : null;
}
