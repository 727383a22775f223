using MashaBot.Conversation;
using MashaBot.Sheets;
using YamlDotNet.RepresentationModel;

namespace MashaBot.Tests.Conversation;

/// <summary>The course as it is dealt: every problem can be solved in the chat from the first part to the last.</summary>
public sealed class WholeCourseTests
{
    private static readonly string content = Path.Combine(AppContext.BaseDirectory, "content");
    private static readonly Lazy<Course> course = new(() => Course.Load(content).Course!);
    private static readonly Lazy<Phrasebook> phrasebook = new(() => Phrasebook.Load(content).Book!);

    public static TheoryData<string> Problems => [.. course.Value.Sheets.SelectMany(sheet => sheet.Problems).Select(problem => $"{problem.Id}")];

    [Theory, MemberData(nameof(Problems))]
    public void A_problem_is_solved_from_end_to_end_with_a_wrong_answer_before_each_right_one(string id)
    {
        var problem = course.Value.Find(ProblemId.Parse(id, null))!;
        var examples = Examples(problem.Id);
        var chat = new Chat(course.Value, phrasebook.Value).Say($"/next {id}");
        foreach (var part in problem.Sittings.SelectMany(sitting => sitting))
        {
            if (chat.Learner.Asked is null) chat.Say("/next");
            Assert.Equal(part, chat.Learner.Asked!.Part.Number);
            if (problem.Part(part).Kind is ReplyKind.SelfCheck)
            {
                chat.Say("мои доводы").Press(Phrase.ButtonSelfYes);
                continue;
            }
            chat.Say(examples[part].Wrong);
            Assert.Equal(part, chat.Learner.Asked!.Part.Number);
            chat.Say(examples[part].Right);
            Assert.True(chat.Said.StartsWith('✅'), $"{id}.{part} «{examples[part].Right}»: {chat.Said}");
        }
        Assert.All(problem.Parts, part => Assert.Equal(Ending.Right, chat.Learner.Parts[part.Id].Ending));
    }

    [Theory, MemberData(nameof(Problems))]
    public void The_answer_that_a_solution_shows_is_right_when_it_is_typed_back(string id)
    {
        var problem = course.Value.Find(ProblemId.Parse(id, null))!;
        foreach (var variant in Enumerable.Range(0, 21).Select(seed => problem.Deal(new VariantId(seed))))
            foreach (var part in problem.Parts.Where(part => part.Kind is not ReplyKind.SelfCheck))
            {
                var shown = variant.Answer(part.Number, Language.Russian).ToText();
                var verdict = variant.Judge(part.Number, shown);
                Assert.True(verdict is Verdict.Right, $"{part.Id}, variant {variant.Id}: «{shown}» is judged {verdict}");
            }
    }

    private static Dictionary<int, (string Right, string Wrong)> Examples(ProblemId id)
    {
        var sheet = Directory.EnumerateDirectories(content, $"{id.Sheet:00}-*").Single();
        using var text = File.OpenText(Path.Combine(Directory.EnumerateDirectories(sheet, $"{id.Number:00}-*").Single(), "problem.yaml"));
        var yaml = new YamlStream();
        yaml.Load(text);
        var parts = (YamlMappingNode)((YamlMappingNode)yaml.Documents[0].RootNode)["parts"];
        return parts.Children.Where(part => part.Value["reply"] is not YamlScalarNode { Value: "self-check" }).ToDictionary(
            part => int.Parse(((YamlScalarNode)part.Key).Value!, System.Globalization.CultureInfo.InvariantCulture),
            part => (((YamlScalarNode)part.Value["right"][0]).Value!, ((YamlScalarNode)part.Value["wrong"][0]).Value!));
    }
}
