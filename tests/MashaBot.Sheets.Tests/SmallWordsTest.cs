namespace MashaBot.Sheets.Tests;

/// <summary>What people put around an answer in a chat changes nothing in it: all right replies of the course, with words, smiles and signs before and behind.</summary>
public class SmallWordsTest
{
    private static readonly Lazy<Course> Course = new(() => Sheets.Course.Load(Path.Combine(InspectionTest.Root, "content")).Course!);

    public static TheoryData<string> Around =>
    [
        "Ответ: {0}", "ответ {0}", "получилось {0}", "у меня получилось {0}", "У нас вышло {0}", "я получила {0}", "я посчитал: {0}", "в итоге {0}", "Результат: {0}", "итого {0}", "значит, {0}", "думаю, {0}", "мне кажется, {0}",
        "по-моему, {0}", "может, {0}?", "Маша, {0}", "→ {0}", "{0}.", "{0}...", "{0}?", "{0} :)", "{0} 🙂", "{0}, верно?", "{0} пожалуйста", "«{0}»", "**{0}**", "`{0}`", "${0}$", "\n{0}\n", "\u200B{0}",
    ];

    [Theory, MemberData(nameof(Around))]
    public void A_right_reply_stays_right(string around)
    {
        var refused = new List<string>();
        foreach (var part in Course.Value.Sheets.SelectMany(sheet => sheet.Problems).SelectMany(problem => problem.Parts))
        {
            var variant = Course.Value.Find(part.Id.Problem)!.Deal(VariantId.Book);
            foreach (var reply in part.Source.RightExamples.Select(example => example.Reply).Where(reply => !reply.StartsWith("- ", StringComparison.Ordinal)))      // «ответ - 8» is 8
            {
                var said = around.Replace("{0}", reply, StringComparison.Ordinal);
                var verdict = variant.Judge(part.Number, said);
                // The words of an option may not be told from those around them: then it is asked once more.
                if (verdict is not Verdict.Right && !((part.Kind.IsChoice || part.Kind is ReplyKind.Order) && verdict is Verdict.Unreadable)) refused.Add($"{part.Id} `{said}` is {verdict.Code}");
            }
        }
        Assert.Empty(refused);
    }
}
