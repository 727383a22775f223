using System.Text.RegularExpressions;
using MashaBot.Cli;
using MashaBot.Conversation;
using MashaBot.Sheets;

namespace MashaBot.Tests.Conversation;

/// <summary>What is shown to whoever sent something unreadable, over all parts of the course.</summary>
public sealed partial class ExampleReplyTests
{
    private const int Variants = 30;

    private static readonly ContentFolder content = ContentFolder.Load(ContentFolder.Default, TextWriter.Null)!;

    public static TheoryData<string> Problems => [.. content.Course.Sheets.SelectMany(sheet => sheet.Problems).Select(problem => $"{problem.Id}")];

    [Theory, MemberData(nameof(Problems))]
    public void An_example_of_a_good_reply_can_be_read_and_is_never_the_answer(string id)
    {
        var problem = content.Course.Find(ProblemId.Parse(id, null))!;
        foreach (var variant in Enumerable.Range(1, Variants).Select(seed => new VariantId(seed)).Prepend(VariantId.Book).Select(problem.Deal))
            foreach (var part in problem.Parts.Where(part => part.Kind is not ReplyKind.SelfCheck))
                foreach (var phrases in content.Phrasebook.Languages.Select(language => content.Phrasebook[language]))
                {
                    var (_, expected) = Assert.IsType<Verdict.Unreadable>(variant.Judge(part.Number, "?!"));
                    foreach (var example in Code.Matches(ExampleReply.Of(expected, phrases)).Select(code => code.Groups[1].Value).Where(code => code.Any(char.IsLetterOrDigit) && !code.Contains('…', StringComparison.Ordinal) && code != "^T"))
                        Assert.False(variant.Judge(part.Number, example) is Verdict.Right or Verdict.Coarse or Verdict.RoundedEarly or Verdict.Unreadable, $"{part.Id} {variant.Id} {phrases.Language}: `{example}` is {variant.Judge(part.Number, example)}");
                }
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code { get; }
}
