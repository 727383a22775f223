using System.Reflection;
using System.Text.RegularExpressions;

namespace MashaBot.Tests;

/// <summary>Each floor imports only what stands below it, and the engine imports nothing.</summary>
public sealed partial class FloorsTests
{
    private static readonly string[] floors =
        ["MashaBot.Backprop", "MashaBot.Formulas", "MashaBot.Sheets", "MashaBot.Pictures", "MashaBot.Playground", "MashaBot"];

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public void A_floor_imports_only_floors_below_it(int floor)
    {
        var imported = Assembly.Load(floors[floor]).GetReferencedAssemblies().Select(name => name.Name).Intersect(floors);
        Assert.All(imported, name => Assert.InRange(Array.IndexOf(floors, name), 0, floor - 1));
    }

    [Fact]
    public void The_engine_has_no_packages() =>
        Assert.All(Assembly.Load("MashaBot.Backprop").GetReferencedAssemblies(), name => Assert.StartsWith("System", name.Name));

    [Fact]
    public void What_learners_read_stands_in_content_and_not_in_code()
    {
        var source = new DirectoryInfo(AppContext.BaseDirectory);
        while (source is not null && !File.Exists(Path.Combine(source.FullName, "MashaBot.sln"))) source = source.Parent;
        Assert.NotNull(source);
        var russian =
            from file in Directory.EnumerateFiles(Path.Combine(source.FullName, "src"), "*.cs", SearchOption.AllDirectories)
            where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            from line in File.ReadLines(file)
            where RussianWords.IsMatch(line.Split("//")[0])
            select $"{Path.GetFileName(file)}: {line.Trim()}";
        Assert.Empty(russian);
    }

    // Two Russian words in a string are a sentence for a person; single words may belong to the language that people type (and, or, option).
    [GeneratedRegex(@"""[^""]*\p{IsCyrillic}{2,}\s+\p{IsCyrillic}{2,}[^""]*""")] private static partial Regex RussianWords { get; }
}
