using System.Text.RegularExpressions;

namespace MashaBot.Backprop.Tests;

/// <summary>The page about the engine says what is so: its samples stand in <see cref="Tour"/> and are run, its table names every public type.</summary>
public sealed partial class TourTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root, "docs", "engine.md"));
    private static readonly string Source = File.ReadAllText(Path.Combine(Root, "tests", "MashaBot.Backprop.Tests", "Docs", "Tour.cs"));

    private static readonly Dictionary<string, string> Samples = Bodies.Matches(Source).ToDictionary(
        match => match.Groups["name"].Value, match => string.Join('\n', match.Groups["body"].Value.TrimEnd().Split('\n').Select(line => line.Length > 8 ? line[8..] : "")));

    public static TheoryData<string> Names => [.. Samples.Keys];

    [Fact]
    public void Every_sample_of_the_page_stands_in_the_tour() => Assert.Equal(Blocks.Matches(Page).Select(match => match.Groups["code"].Value.TrimEnd()), Samples.Values);

    [Theory, MemberData(nameof(Names))]
    public void A_sample_prints_what_the_page_says(string name)
    {
        var tour = new Tour();
        typeof(Tour).GetMethod(name)!.Invoke(tour, null);
        Assert.Equal(Printed.Matches(Samples[name]).Select(match => match.Groups["line"].Value), tour.Console.Lines);
    }

    [Fact]
    public void Every_public_type_is_named_on_one_page()
    {
        var types = typeof(Op).Assembly.GetExportedTypes().Select(type => type.Name.Split('`')[0]).Where(name => name[0] != '<').Distinct();      // <…>: the compiler's own, for extension blocks
        Assert.All(types, type => Assert.Contains($"`{type}`", Page, StringComparison.Ordinal));
        Assert.InRange(Page.Split('\n').Length, 1, 160);
    }

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "MashaBot.sln"))) folder = folder.Parent!;
            return folder.FullName;
        }
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)] private static partial Regex Blocks { get; }
    [GeneratedRegex(@"    public void (?<name>\w+)\(\)\n    \{\n(?<body>.*?)\n    \}\n", RegexOptions.Singleline)] private static partial Regex Bodies { get; }
    [GeneratedRegex("// → (?<line>[^\n]*)")] private static partial Regex Printed { get; }
}
