namespace MashaBot.Sheets.Tests;

public class CourseTest
{
    private const string Yaml = "parts: { 1: { reply: number, answer: 1 } }";

    private static Dictionary<string, string> Files() => new()
    {
        ["02-second/sheet.yaml"] = "presupposes: [1]\nproblems: [1]",
        ["02-second/ru.md"] = "# Второй\n\nВведение.\n\n## after\n\nЧто почитать.",
        ["02-second/01-a/problem.yaml"] = Yaml,
        ["02-second/01-a/ru.md"] = Some.ProseFor(Yaml),
        ["01-first/sheet.yaml"] = "problems: [10, 2]",
        ["01-first/ru.md"] = "# Первый\n\n> — Эпиграф.\n\nВведение.",
        ["01-first/10-b/problem.yaml"] = Yaml,
        ["01-first/10-b/ru.md"] = Some.ProseFor(Yaml),
        ["01-first/02-c/problem.yaml"] = Yaml,
        ["01-first/02-c/ru.md"] = Some.ProseFor(Yaml),
        ["01-first/02-c/en.md"] = Some.ProseFor(Yaml).Replace("# Задача", "# A problem", StringComparison.Ordinal),
        ["phrases.ru.yaml"] = "hello: Привет",
    };

    [Fact]
    public void Problems_come_in_the_order_of_sheets_and_of_the_sheets_lists()
    {
        var (course, faults) = Some.Load(Files());
        Assert.Empty(faults);
        Assert.Equal(["1.10", "1.2", "2.1"], course!.Sheets.SelectMany(sheet => sheet.Problems).Select(problem => problem.Id.ToString()));
        Assert.Equal(new ProblemId(1, 10), course.First);
        Assert.Equal(new ProblemId(1, 2), course.After(new(1, 10)));
        Assert.Equal(new ProblemId(2, 1), course.After(new(1, 2)));
        Assert.Null(course.After(new(2, 1)));
        Assert.Null(course.After(new(9, 9)));
        Assert.Null(course.Find(new(1, 3)));
    }

    [Fact]
    public void A_sheet_has_a_title_an_epigraph_and_what_it_presupposes()
    {
        var sheets = Some.Load(Files()).Course!.Sheets;
        Assert.Equal(("Первый", "> — Эпиграф.\n\nВведение."), (sheets[0].Title(Language.Russian), sheets[0].Introduction(Language.Russian).ToText()));
        Assert.Equal([1], sheets[1].Presupposes);
        Assert.Equal(("Введение.", "Что почитать."), (sheets[1].Introduction(Language.Russian).ToText(), sheets[1].Afterword(Language.Russian).ToText()));
        Assert.Empty(sheets[0].Afterword(Language.Russian).Blocks);
    }

    [Fact]
    public void What_is_not_translated_is_shown_in_Russian()
    {
        var course = Some.Load(Files()).Course!;
        Assert.Equal("A problem", course.Find(new(1, 2))!.Title(Language.English));
        Assert.Equal("Задача", course.Find(new(1, 10))!.Title(Language.English));
    }

    [Theory]
    [InlineData("01-first/sheet.yaml", "problems: [10]", "01-first/sheet.yaml", "problem 1.2 is never dealt")]
    [InlineData("01-first/sheet.yaml", "problems: [10, 2, 3]", "01-first/sheet.yaml", "there is no problem 1.3")]
    [InlineData("01-first/sheet.yaml", "problems: [10, 2, 2]", "01-first/sheet.yaml", "problem 2 is listed twice")]
    [InlineData("01-first/sheet.yaml", "problms: [10, 2]", "01-first/sheet.yaml", "`problms` is not a key")]
    [InlineData("02-second/sheet.yaml", "presupposes: [3]\nproblems: [1]", "02-second/sheet.yaml", "sheet 2 presupposes sheet 3")]
    [InlineData("02-second/sheet.yaml", null, "02-second/sheet.yaml", "the file is missing")]
    [InlineData("01-first/02-c/ru.md", null, "01-first/02-c/ru.md", "the file is missing")]
    [InlineData("01-first/02-c/problem.yaml", null, "01-first/02-c/problem.yaml", "the file is missing")]
    [InlineData("01-first/02-d/ru.md", "", "01-first/02-d", "two folders of number 2")]
    [InlineData("draft/ru.md", "", "draft", "does not begin with a number")]
    [InlineData("02-second/ru.md", "# Второй\n\nЗдесь {{x}}.", "02-second/ru.md", "a sheet has no figures")]
    [InlineData("02-second/ru.md", "# Второй\n\n## Раздел", "02-second/ru.md", "a sheet's text has no section")]
    [InlineData("02-second/ru.md", "# Второй\n\n## after\n\nРаз.\n\n## after\n\nДва.", "02-second/ru.md", "a sheet's text has no section")]
    [InlineData("02-second/ru.md", "# Второй\n\n## after\n\nЗдесь {{x}}.", "02-second/ru.md", "a sheet has no figures")]
    [InlineData("02-second/ru.md", "# Второй\n\n## after", "02-second/ru.md", "nothing is written under `after`")]
    public void A_slip_in_the_folders_is_told(string file, string? text, string where, string what)
    {
        var files = Files();
        if (text is null) files.Remove(file);
        else files[file] = text;
        var (course, faults) = Some.Load(files);
        Assert.Null(course);
        Assert.Contains(faults, fault => fault.File == where && fault.What.Contains(what, StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_a_fault()
    {
        var (course, faults) = Course.Load("/no/such/folder");
        Assert.Null(course);
        Assert.Equal("the content folder does not exist", Assert.Single(faults).What);
    }
}
