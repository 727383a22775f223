using System.Collections.Immutable;
using MashaBot.Sheets.Content;

namespace MashaBot.Sheets.Tests;

/// <summary>Small courses, written to a folder and loaded as the bot loads them.</summary>
internal static class Some
{
    /// <summary>A problem of x = 3, y = −1 and a neuron with ReLU; texts that do not matter are made up.</summary>
    internal static Problem Problem(string yaml, string? prose = null)
    {
        var (course, faults) = Course(yaml, prose);
        Assert.Empty(faults);
        return course!.Find(new(1, 1))!;
    }

    internal static (Course? Course, ImmutableArray<ContentFault> Faults) Course(string yaml, string? prose = null) =>
        Load(new Dictionary<string, string>
        {
            ["01-sheet/sheet.yaml"] = "presupposes: []\nproblems: [1]",
            ["01-sheet/ru.md"] = "# Листочек\n\n> эпиграф\n\nВведение.",
            ["01-sheet/01-problem/problem.yaml"] = yaml,
            ["01-sheet/01-problem/ru.md"] = prose ?? ProseFor(yaml),
        });

    /// <summary>Loads a folder with these files; faults name them with the folder left out.</summary>
    internal static (Course? Course, ImmutableArray<ContentFault> Faults) Load(IReadOnlyDictionary<string, string> files)
    {
        var folder = Directory.CreateTempSubdirectory("mashabot-sheets-").FullName;
        try
        {
            foreach (var (name, text) in files)
            {
                var path = Path.Combine(folder, name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, text);
            }
            var (course, faults) = Sheets.Course.Load(folder);
            return (course, [.. faults.Select(fault => fault with { File = Path.GetRelativePath(folder, fault.File) })]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Words for every part, hint and mistake of a problem.</summary>
    internal static string ProseFor(string yaml)
    {
        var source = ProblemReader.Read("problem.yaml", yaml, new FaultList());
        var parts = source?.Parts.Select(part => string.Join("\n\n",
        [
            $"## {part.Number}\nВопрос {part.Number}.",
            .. part.Kind.HasOptions ? ["### options\n1. первый\n2. второй\n3. третий\n4. четвёртый"] : Array.Empty<string>(),
            .. Enumerable.Repeat("### hint\nПодсказка.", 3),
            .. part.Recognised.Select(key => $"### mistake {key}\nПохоже на {key}."),
            part.Kind is ReplyKind.SelfCheck ? "### model\nОбразец." : "### solution\nРешение.",
        ])) ?? [];
        return $"# Задача\n\nУсловие.\n\n{string.Join("\n\n", parts)}\n";
    }
}
