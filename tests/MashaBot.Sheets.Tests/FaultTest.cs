namespace MashaBot.Sheets.Tests;

/// <summary>What an author is told.</summary>
public class FaultTest
{
    private const string Part = """
        parts:
          1: { reply: number, answer: h, mistakes: { lost: x } }
        """;

    [Theory]
    [InlineData("given: { x: 3 }\ndefine:\n  h: x + z\n", 3, "`z` is no name of this problem")]
    [InlineData("given: { x: 3 }\ndefine: { h: x }\nrequre: [x > 0]\n", 3, "`requre` is not a key")]
    [InlineData("given: { x: 3 }\ndefine: { h: x }\nrequire:\n  - x >\n", 4, "can't be read")]
    [InlineData("given: { x: три }\ndefine: { h: 1 }\n", 1, "can't be read")]
    [InlineData("given: { x_1: 3, x: 1 }\ndefine: { h: 1 }\n", 1, "`x_1` is not how a name is written here")]
    [InlineData("given: { x: 1 / 0 }\ndefine: { h: 1 }\n", 1, "has no value")]
    [InlineData("given: { x: 3 }\nvary: { y: { from: 1, to: 2 } }\ndefine: { h: x }\n", 2, "`y` varies but is not given")]
    [InlineData("given: { x: 3 }\nvary: { x: { from: 1 } }\ndefine: { h: x }\n", 2, "it is not said how `x` varies")]
    [InlineData("given: { x: 3 }\nvary: { x: { from: 2, to: 1 } }\ndefine: { h: x }\n", 2, "there are no values")]
    [InlineData("given: { x: 3 }\nvary: { x: { from: 1, to: 2, except: [1, 2] } }\ndefine: { h: x }\n", 2, "every value is excepted")]
    [InlineData("given: { x: 3 }\nvary: { x: { choose: [\"(1, 2)\"] } }\ndefine: { h: x }\n", 2, "is not of the kind")]
    [InlineData("given: { x: 3 }\ndefine: { h: x, x: 2 }\n", 2, "`x` is there already")]
    [InlineData("given: { x: 3 }\ndefine: { h: g, g: x }\n", 2, "`g` is no name of this problem")]
    [InlineData("given: { x: 3 }\ndefine: { h: x }\nsittings: [[1, 2]]\n", 3, "the sittings are not the parts")]
    [InlineData("given: { x: 3, answer: 2 }\ndefine: { h: x }\n", 1, "`answer` always means the answer")]
    [InlineData("given: { x: 3 }\ndefine: { h: x }\npictures: { p: { grph: h } }\n", 3, "`grph` is not a key")]
    [InlineData("given: { x: 3 }\ndefine: { h: x }\npictures: { p: { graph: h, show: value } }\n", 3, "show can't be `value`")]
    [InlineData("given: { x: 3 }\ndefine: { h: x }\npictures:\n  p:\n    network: { inputs: [x], layers: [[h]], weights: [x, x] }\n", 5, "there are 1 layers but 2 `weights`")]
    public void A_slip_in_the_data_is_told_with_its_line(string yaml, int line, string what)
    {
        var (course, faults) = Some.Course(yaml + Part, Some.ProseFor("given: { x: 3 }\ndefine: { h: x }\n" + Part));
        Assert.Null(course);
        Assert.Contains(faults, fault => fault is { File: "01-sheet/01-problem/problem.yaml" } && fault.Line == line && fault.What.Contains(what, StringComparison.Ordinal) && fault.Remedy != "");
    }

    [Theory]
    [InlineData("reply: nummer, answer: x", "reply can't be `nummer`", "Did you mean `number`?")]
    [InlineData("answer: x", "does not say what its reply is", "Add `reply:`")]
    [InlineData("reply: number", "has no answer", "Add `answer:`")]
    [InlineData("reply: number, answer: x, in: [x]", "has no `in`", "Remove it")]
    [InlineData("reply: tuple, answer: \"(x, x)\"", "has no names", "Add `names:")]
    [InlineData("reply: number, answer: x, within: -1", "a tolerance is positive", "Write it as")]
    [InlineData("reply: formula, in: [x], domain: { z: [1, 2] }, answer: x", "`z` has a domain", "Add it to `in`")]
    [InlineData("reply: formula, in: [x], domain: { x: [2, 1] }, answer: x", "is no range", "lower end first")]
    [InlineData("reply: number, answer: x, mistakes: { a: 2*z }", "`z` is no name of this problem", "")]
    [InlineData("reply: number, answer: max(x, 1)", "`1)` is cut off", "in quotes")]
    [InlineData("reply: number, answer: x, after: [1]", "part 1 can't build on part 1", "List earlier parts")]
    [InlineData("reply: number, answer: x, right: 3", "right must be a list", "[first, second]")]
    public void A_slip_in_a_part_is_told_with_its_remedy(string part, string what, string remedy)
    {
        var (_, faults) = Some.Course($"given: {{ x: 3 }}\nparts:\n  1: {{ {part} }}\n", Some.ProseFor("parts:\n  1: { reply: number, answer: 1 }"));
        Assert.Contains(faults, fault => fault.Line == 3 && fault.What.Contains(what, StringComparison.Ordinal) && fault.Remedy.Contains(remedy, StringComparison.Ordinal));
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var (_, faults) = Some.Course("given: { x: a, y: b }\nvary: { q: { from: 1, to: 2 } }\nparts:\n  1: { reply: nix, answer: q }\n", "# Задача\n\nУсловие.");
        Assert.Equal([1, 1, 2, 4, 4], faults.Where(fault => fault.File.EndsWith(".yaml", StringComparison.Ordinal)).Select(fault => fault.Line));
    }

    [Theory]
    [InlineData("given: { x: 3", "this is no YAML")]
    [InlineData("given:\n x: 3\n  y: 4\n", "this is no YAML")]
    [InlineData("given: { x: 3 }\ngiven: { x: 4 }\n", "this is no YAML")]
    [InlineData("- 1\n- 2\n", "the file must hold keys with values")]
    [InlineData("", "the file is empty")]
    [InlineData("parts: 7\n", "parts must hold keys with values")]
    [InlineData("given: *x\nparts: { 1: { reply: number, answer: 1 } }", "this is no YAML")]
    public void A_broken_file_is_a_fault_and_no_exception(string yaml, string what)
    {
        var (course, faults) = Some.Course(yaml, "# Задача\n\nУсловие.");
        Assert.Null(course);
        Assert.Contains(faults, fault => fault.What.Contains(what, StringComparison.Ordinal));
    }

    private const string Choice = """
        given: { x: 3 }
        pictures: { line: { plot: { curves: [ { of: x*t, over: t, from: 0, to: 1 } ] } } }
        parts:
          1: { reply: choice, answer: 2, mistakes: { first: 1 } }
        """;

    [Theory]
    [InlineData("# Задача", "#Задача", 1, "the title is missing")]
    [InlineData("# Задача", "# Задача {{x}}", 1, "a title has no figures")]
    [InlineData("Условие.", "", 1, "the problem has no statement")]
    [InlineData("Условие.", "Пусть {{z}}.", 3, "`z` is no name of this problem")]
    [InlineData("Условие.", "Пусть\n\n{{answer}}.", 5, "`answer` belongs to a part")]
    [InlineData("Условие.", "Пусть {{backward: x}}.", 3, "does not say by what")]
    [InlineData("Условие.", "{{backward: x + 1 by x}}", 3, "a backward pass starts at a named value")]
    [InlineData("Условие.", "Вот {{forward: x}} таблица.", 3, "a table stands in a paragraph of its own")]
    [InlineData("Условие.", "Пусть {{x.", 3, "is not closed")]
    [InlineData("Условие.", "{{form: x ~ 3}}", 3, "is not rounded")]
    [InlineData("Условие.", "![график](picture:lin)", 1, "the picture `lin` is not in problem.yaml")]
    [InlineData("Условие.", "Вот ![график](picture:line) какой.", 1, "stands inside a paragraph")]
    [InlineData("## 1", "## 2", 1, "part 1 has no words")]
    [InlineData("## 1", "## 2", 5, "part 2 is not in problem.yaml")]
    [InlineData("## 1", "## Первый", 5, "`Первый` is no part")]
    [InlineData("### options\n1. первый\n2. второй\n3. третий\n4. четвёртый", "", 5, "is a choice without options")]
    [InlineData("1. первый\n2. второй\n3. третий\n4. четвёртый", "- первый\n- второй", 8, "options must be one numbered list")]
    [InlineData("### hint\nПодсказка.\n\n### mistake", "### mistake", 5, "part 1 has 2 hints")]
    [InlineData("### hint\nПодсказка.\n\n### mistake", "### hint\n\n### mistake", 20, "nothing is written under `hint`")]
    [InlineData("### mistake first", "### mistake frist", 23, "the mistake `frist` is not in problem.yaml")]
    [InlineData("### mistake first", "### mistake frist", 5, "the mistake `first` has no words")]
    [InlineData("### solution", "### soluton", 26, "`### soluton` is not known")]
    [InlineData("### solution\nРешение.", "", 5, "part 1 has no solution")]
    public void A_slip_in_the_words_is_told_with_its_line(string good, string bad, int line, string what)
    {
        var prose = Some.ProseFor(Choice);
        Assert.Contains(good, prose, StringComparison.Ordinal);
        var (course, faults) = Some.Course(Choice, prose.Replace(good, bad, StringComparison.Ordinal));
        Assert.Null(course);
        Assert.Contains(faults, fault => fault is { File: "01-sheet/01-problem/ru.md" } && fault.Line == line && fault.What.Contains(what, StringComparison.Ordinal) && fault.Remedy != "");
    }

    [Fact]
    public void A_part_that_cannot_be_read_is_told_once()
    {
        var (_, faults) = Some.Course(Choice.Replace("reply: choice", "reply: choise", StringComparison.Ordinal), Some.ProseFor(Choice));
        Assert.EndsWith("problem.yaml", Assert.Single(faults).File, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_reads_as_a_compiler_writes_it() =>
        Assert.Equal("content/01-a/problem.yaml:7: `z` is no name. Did you mean `x`?", new ContentFault("content/01-a/problem.yaml", 7, "`z` is no name", "Did you mean `x`?").ToString());
}
