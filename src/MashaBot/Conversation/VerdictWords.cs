using System.Collections.Immutable;
using MashaBot.Backprop;
using MashaBot.Formulas;
using MashaBot.Sheets;

namespace MashaBot.Conversation;

/// <summary>A verdict in words.</summary>
public static class VerdictWords
{
    private const int TriesBeforeUrging = 3;
    private const int Window = 40;         // characters of a reply shown around the place where reading stopped: a phone's width

    /// <param name="tries">Wrong replies to this question so far, this one included.</param>
    /// <param name="luck">Picks among wordings.</param>
    public static Prose Say(Verdict verdict, Variant variant, Part part, string reply, int tries, Phrases phrases, int luck) => verdict switch
    {
        Verdict.Right(var readAs) => phrases.Say(tries == 0 ? Phrase.Right : Phrase.RightAfterTries, luck)
            + (readAs is null ? Prose.Empty : phrases[Phrase.ReadAs, ("reading", readAs)]),
        Verdict.Coarse(var digits) => phrases[Phrase.Coarse, ("digits", digits)],
        Verdict.OtherForm(var strangers, []) => phrases[Phrase.OtherFormNone, ("strangers", string.Join(", ", strangers))],
        Verdict.OtherForm(var strangers, var through) => phrases[Phrase.OtherForm, ("strangers", string.Join(", ", strangers)), ("through", string.Join(", ", through))],
        Verdict.RoundedEarly(var digits) => phrases[Phrase.RoundedEarly, ("digits", digits)],
        Verdict.Partly when part.Kind == ReplyKind.Choices => phrases[Phrase.PartlyChoices],
        Verdict.Partly(var right, _, var cause) when part.Kind == ReplyKind.Order => phrases[Phrase.PartlyOrder, ("right", right.Count(component => component))] + Conjecture(cause, variant, part, phrases),
        Verdict.Partly(var right, var names, var cause) =>
            phrases[Phrase.Partly, ("right", right.Count(component => component)), ("all", right.Length), ("wrong", Failing(right, names))]
            + Conjecture(cause, variant, part, phrases),
        Verdict.Wrong({ } cause) => phrases.Say(Phrase.Wrong, luck) + Conjecture(cause, variant, part, phrases),
        Verdict.Wrong => phrases.Say(tries >= TriesBeforeUrging ? Phrase.WrongAgain : part.Kind.IsChoice ? Phrase.ChoiceWrong : Phrase.Wrong, luck),
        Verdict.Carried(var from) => phrases[from.Length == 1 ? Phrase.Carried : Phrase.CarriedFromSome, ("parts", string.Join(", ", from))],
        Verdict.Misfits misfits => Misfits(misfits, phrases) + Conjecture(misfits.Cause, variant, part, phrases),
        Verdict.SelfCheck => phrases[Phrase.SelfCheckModel] + variant.Solution(part.Id.Number, phrases.Language) + phrases[Phrase.SelfCheckAsk],
        Verdict.Named(var values, var asked) => phrases[Phrase.Named, ("values", string.Join(", ", values.Select(value => Checked(value, phrases))))]
            + (asked is null ? Prose.Empty : phrases[Phrase.NamedAsked, ("asked", asked)]),
        Verdict.Undecided => phrases[Phrase.Undecided],
        Verdict.Unreadable(var error, var expected) => Unreadable(error, expected, reply, phrases),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Prose Conjecture(Cause? cause, Variant variant, Part part, Phrases phrases) => cause switch
    {
        null => Prose.Empty,
        Cause.Related { Names: var (first, second) } => phrases[Phrase.FormulaSwapped, ("first", first), ("second", second)],
        Cause.Related(var slip) => phrases[Enum.Parse<Phrase>($"Formula{slip}")],
        Cause.Transposed => phrases[Phrase.CauseTransposed],
        Cause.Sizes(var at, [var left, var right]) => phrases[Phrase.CauseSizes, ("at", at), ("left", left.Text), ("leftsize", left.Size), ("right", right.Text), ("rightsize", right.Size)],
        Cause.Sizes(var at, [var only, ..]) => phrases[Phrase.CauseSizesOne, ("at", at), ("of", only.Text), ("size", only.Size)],
        Cause.ResultSize(var given, var wanted) => phrases[Phrase.CauseResultSize, ("given", given), ("wanted", wanted)],
        Cause.Named(var mistake) => variant.MistakeWords(part.Id.Number, mistake, phrases.Language),
        Cause.Slip(var kind, var place) => Slip(kind, Where(place with { Node = Told(place.Node, variant, part, phrases) }, phrases), phrases),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>"Somewhere" says nothing unless it is said where.</summary>
    private static Prose Slip(SlipKind kind, Prose where, Phrases phrases) => kind == SlipKind.Somewhere && where.Blocks.IsEmpty ? Prose.Empty : phrases[Enum.Parse<Phrase>($"Slip{kind}")] + where;

    /// <summary>A node's name if the learner has met it, or else it would puzzle more than it helps.</summary>
    private static string? Told(string? node, Variant variant, Part part, Phrases phrases) => node is not null && variant.SpeaksOf(node, part.Id.Number, phrases.Language) ? node : null;

    /// <summary>What a kind of cause is in words, apart from any reply; null for those that say nothing without one.</summary>
    /// <param name="code">Of <see cref="Cause.Code"/>.</param>
    public static Prose? OfKind(string code, Phrases phrases)
    {
        var name = code.Replace("-", "", StringComparison.Ordinal);
        Phrase? phrase = code == new Cause.Transposed().Code ? Phrase.CauseTransposed
            : Enum.TryParse<Phrase>($"Slip{name}", ignoreCase: true, out var slip) ? slip
            : name.StartsWith("formula", StringComparison.Ordinal) && Enum.TryParse<Phrase>(name, ignoreCase: true, out var related) ? related
            : null;
        return phrase is { } known && phrases.Names(known).IsEmpty ? phrases[known] : null;
    }

    /// <summary>Where to look again: the function that one goes back through, the node, or nothing if the slip is in the answer itself.</summary>
    private static Prose Where(SlipPlace place, Phrases phrases)
    {
        return place switch
        {
            { Pass: SlipPass.Backward, Function: { } function } => phrases[Phrase.SlipBackThrough, ("function", Known(function))],
            { Pass: SlipPass.Backward, Node: { } node } => phrases[Phrase.SlipBackAt, ("node", node)],
            { Node: { } node } => phrases[Phrase.SlipAt, ("node", node)],
            { Function: { } function } => phrases[Phrase.SlipAtFunction, ("function", Known(function))],
            _ => Prose.Empty,
        };

        string Known(string function) => phrases.Line(Enum.Parse<Phrase>($"Function{function}", ignoreCase: true));
    }

    /// <summary>The learner's network has been run: how many rows fit, and the first that does not.</summary>
    private static Prose Misfits(Verdict.Misfits misfits, Phrases phrases)
    {
        var (row, fitting, all, cause) = misfits;
        var given = row.Output is { } output ? Number(output) : phrases.Line(Phrase.MisfitsNothing);
        var said = phrases[fitting == 0 ? Phrase.MisfitsAll : Phrase.Misfits, ("fitting", fitting), ("all", all), ("inputs", List(row.Inputs)), ("output", given), ("wanted", Number(row.Wanted))];
        if (row.Inside is not []) said += phrases[Phrase.MisfitsInside, ("inside", List(row.Inside))];
        return row.OnThreshold && cause is null ? said + phrases[Phrase.MisfitsThreshold] : said;      // a recognised mistake has words of its own

        string List(ImmutableArray<NamedValue> values) => string.Join("; ", values.Select(value => $"{value.Name} = {Number(value.Value)}"));
        string Number(Real value) => Numbers.Format(value, phrases.Language.Numbers);
    }

    private static string Checked(NamedCheck value, Phrases phrases) => phrases.Line(
        value switch
        {
            { IsRight: true } => Phrase.NamedRight,
            { IsRight: null } => Phrase.NamedUnknown,
            { Fitting: > 0 } => Phrase.NamedPartly,
            _ => Phrase.NamedWrong,
        }, ("name", value.Name), ("fitting", value.Fitting), ("all", value.All));

    /// <summary>Where reading stopped, and why.</summary>
    public static Prose LostAt(ParseError error, string text, Phrases phrases) => Place(error, text, phrases) + phrases.Why(error);

    private static Prose Place(ParseError error, string text, Phrases phrases) => error.Position < text.Length && error.Found.Length > 0
        ? phrases[Phrase.UnreadableAt] + new Prose([new Block.Code(PointAt(text, error.Position), null)])
        : phrases[Phrase.Unreadable];

    private static Prose Unreadable(ParseError error, Expectation expected, string reply, Phrases phrases)
    {
        var said = Place(error, reply, phrases);
        // Of a matrix the reader counts rows, or numbers in a row: its whole size tells more.
        said += (error.Problem, expected) switch
        {
            (ParseProblem.WrongCount, Expectation.Matrix(var rows, var columns)) => phrases[Phrase.UnreadableMatrix, ("rows", rows), ("columns", columns)],
            (ParseProblem.WrongCount, Expectation.Choice) => phrases[Phrase.UnreadableOneOption],
            _ => phrases.Why(error),
        };
        if (error.Problem == ParseProblem.WrongCount && expected is Expectation.Tuple(var names))
            said += phrases[Phrase.UnreadableNames, ("names", string.Join(", ", names.Select(name => new Formula.Name(Vocabulary.Canonical(name)).ToText(phrases.Language.Numbers))))];
        if (error.Repair is { } repair) return said + phrases[Phrase.UnreadableRepair, ("repair", repair)];
        // A list of all that may begin a number tells nobody anything; a single thing does, if the example does not tell it.
        if (error is { Expected.Length: 1, Problem: not (ParseProblem.WrongCount or ParseProblem.UnknownName or ParseProblem.NoSuchOption) } && phrases.Wanted(error) is { Length: > 0 } wanted) said += Prose.Parse(phrases.Line(Phrase.UnreadableExpected, ("expected", wanted)));
        return said + Prose.Parse(phrases.Line(Phrase.UnreadableExample, ("example", ExampleReply.Of(expected, phrases))));
    }

    /// <summary>The line of the reply in which reading stopped, with an arrow under the place.</summary>
    private static string PointAt(string reply, int position)
    {
        var start = reply.LastIndexOf('\n', Math.Max(0, position - 1)) + 1;
        var end = reply.IndexOf('\n', position);
        var line = reply[start..(end < 0 ? reply.Length : end)].Replace('\t', ' ');
        var at = position - start;
        var from = Math.Max(0, at - Window + 8);
        var shown = line[from..Math.Min(line.Length, from + Window)];
        return $"{(from > 0 ? "…" : "")}{shown}{(from + Window < line.Length ? "…" : "")}\n{new string(' ', at - from + (from > 0 ? 1 : 0))}↑";
    }

    /// <summary>The components that are not right: by name where they have names, else by place.</summary>
    private static string Failing(ImmutableArray<bool> right, ImmutableArray<string> names) =>
        string.Join(", ", Enumerable.Range(0, right.Length).Where(i => !right[i]).Select(i => names.IsDefaultOrEmpty ? $"№ {i + 1}" : names[i]));
}
