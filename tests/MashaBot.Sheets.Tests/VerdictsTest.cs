using System.Globalization;
using MashaBot.Formulas;
using MashaBot.Sheets.Content;
using MashaBot.Sheets.Rendering;

namespace MashaBot.Sheets.Tests;

/// <summary>
/// What is said of every part's own examples, of its answer as the bot writes it, and of each foreseen mistake as a learner types it, with the book's figures:
/// the tables in <c>Verdicts</c>, a line a reply. A change of the grader shows in them; <c>MASHA_VERDICTS=write</c> writes them anew, to be read before they are kept.
/// </summary>
public class VerdictsTest
{
    private const int Digits = 4;

    private static readonly Lazy<Course> Course = new(() => Sheets.Course.Load(Path.Combine(InspectionTest.Root, "content")).Course!);

    public static TheoryData<string> Problems => [.. Course.Value.Sheets.SelectMany(sheet => sheet.Problems).Select(problem => $"{problem.Id}")];

    [Theory, MemberData(nameof(Problems))]
    public void Every_reply_of_the_table_is_judged_as_it_says(string problem)
    {
        var file = Path.Combine(InspectionTest.Root, "tests", "MashaBot.Sheets.Tests", "Verdicts", $"{problem}.tsv");
        string[] now = [.. Rows(Course.Value.Find(ProblemId.Parse(problem))!)];
        if (Environment.GetEnvironmentVariable("MASHA_VERDICTS") == "write") File.WriteAllLines(file, now);
        string[] kept = File.Exists(file) ? File.ReadAllLines(file) : [];
        Assert.Equal("", string.Join('\n', kept.Except(now).Select(row => $"- {row}").Concat(now.Except(kept).Select(row => $"+ {row}"))));
    }

    private static IEnumerable<string> Rows(Problem problem)
    {
        var variant = problem.Deal(VariantId.Book);
        foreach (var part in problem.Parts)
        {
            var source = part.Source;
            if (part.Kind is not (ReplyKind.SelfCheck or ReplyKind.Weights)) yield return Row("answer", variant.Answer(part.Number, Language.Russian).ToText());
            foreach (var mistake in source.Mistakes)
                if (Typed(variant, part, mistake.Value.Formula) is { } reply) yield return Row(mistake.Key, reply);
            foreach (var (examples, kind) in new[] { (source.RightExamples, "right"), (source.WrongExamples, "wrong"), (source.UnreadableExamples, "unreadable") })
                foreach (var example in examples) yield return Row(kind, example.Reply);

            string Row(string what, string reply) => string.Join('\t', part.Number, what, Told(variant.Judge(part.Number, reply)), reply.ReplaceLineEndings(" ⏎ "));
        }
    }

    /// <summary>The mistake's value with four digits, or its formula; null where a mistake is a condition on weights.</summary>
    private static string? Typed(Variant variant, Part part, Formula mistake)
    {
        if (part.Kind is ReplyKind.Weights) return null;
        if (part.Kind.IsFormula) return Written(variant.WorkingsOf(part.Source), part.Source, mistake);
        var value = variant.ValuesOf(part.Source).Value(mistake);
        double[] numbers = [.. value.Values.ToArray().Select(number => number.ToDouble())];
        return value.Shape.Rank == 2
            ? $"[{string.Join(", ", numbers.Chunk(value.Shape[1]).Select(row => $"[{string.Join(", ", row.Select(Number))}]"))}]"
            : string.Join("; ", numbers.Select(Number));
    }

    /// <summary>In the names that a reply may have; null where it takes more than those: a gradient of something.</summary>
    private static string? Written(Workings workings, PartSource part, Formula mistake)
    {
        var spelt = Spelt(mistake);
        return Holds(spelt, inside => inside is Formula.Call("grad" or "paths", _)) ? null : workings.WrittenAnswer(part with { Form = part.Answer with { Formula = spelt } }).ToText(NumberStyle.DecimalComma);

        Formula Spelt(Formula formula) => formula.Replace(inside => inside is Formula.Name(var id) && workings.Definition(id) is { IsFunction: false } definition ? Spelt(definition.Body) : null);
    }

    private static bool Holds(Formula formula, Func<Formula, bool> what) => what(formula) || formula.Children().Any(child => Holds(child, what));

    private static string Number(double value) =>
        Math.Round((decimal)value, value == 0 ? 0 : Math.Clamp(Digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 9)).ToString("0.##########", CultureInfo.InvariantCulture);

    private static string Told(Verdict verdict) => string.Join(' ', new[] { verdict.Code }.Concat(verdict switch
    {
        Verdict.Unreadable unreadable => [$"{unreadable.Error.Problem}"],
        Verdict.Partly partly => [string.Concat(partly.Components.Select(right => right ? '1' : '0')), .. Cause(partly.Cause)],
        Verdict.Misfits misfits => [$"{misfits.Fitting}/{misfits.All}", .. Cause(misfits.Cause)],
        _ => Cause(verdict.RecognisedCause),
    }));

    private static IEnumerable<string> Cause(Cause? cause) => cause switch
    {
        null => [],
        Sheets.Cause.Named(var mistake) => [$"as {mistake}"],
        Sheets.Cause.Related { Names: var (first, second) } related => [$"by {related.Code} {first} {second}"],
        Sheets.Cause.Slip(var kind, var (node, pass, function)) => [$"by {kind.Code}", .. node is null ? Array.Empty<string>() : [$"at {node}"], .. pass is SlipPass.Backward ? ["back"] : Array.Empty<string>(), .. function is null ? Array.Empty<string>() : [$"through {function}"]],
        Sheets.Cause.Sizes(var at, _) => [$"by sizes {at}"],
        Sheets.Cause.ResultSize(var given, var wanted) => [$"by sizes {given} for {wanted}"],
        _ => [$"by {cause.Code}"],
    };
}
