using MashaBot.Sheets.Content;

namespace MashaBot.Sheets.Tests;

/// <summary>Every part of the course comes with replies that must be judged in a certain way; lint judges them (<see cref="InspectionTest"/>), here they are counted.</summary>
public class ExamplesTest
{
    private static readonly Lazy<Course> Course = new(() => Sheets.Course.Load(Path.Combine(InspectionTest.Root, "content")).Course!);

    public static TheoryData<string> Problems => [.. Course.Value.Sheets.SelectMany(sheet => sheet.Problems).Select(problem => $"{problem.Id}")];

    [Theory, MemberData(nameof(Problems))]
    public void Every_part_has_right_wrong_and_unreadable_replies_enough(string problem) =>
        Assert.Empty(Course.Value.Find(ProblemId.Parse(problem))!.Parts.SelectMany(part => Lacking(part).Select(what => $"{part.Id} has too few `{what}` examples")));

    /// <summary>A choice is typed in one or two ways; anything else has forms: decimal and fraction, names and brackets, LaTeX and plain.</summary>
    private static IEnumerable<string> Lacking(Part part)
    {
        if (part.Kind is ReplyKind.SelfCheck) yield break;
        var (right, wrong) = part.Kind.IsChoice ? (1, 1) : (3, 2);
        var source = part.Source;
        if (Different(source.RightExamples) < right) yield return "right";
        if (Different(source.WrongExamples) < wrong) yield return "wrong";
        if (Different(source.UnreadableExamples) < 1) yield return "unreadable";
    }

    private static int Different(IEnumerable<Example> examples) => examples.Select(example => example.Reply.Trim()).Distinct().Count();
}
