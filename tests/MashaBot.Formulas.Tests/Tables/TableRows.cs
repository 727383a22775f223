namespace MashaBot.Formulas.Tests.Tables;

/// <summary>The rows of a table beside the tests.</summary>
internal static class TableRows
{
    public static IEnumerable<string[]> Of(string name) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Tables", name + ".tsv")).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Replace("⏎", "\n", StringComparison.Ordinal).Split('\t'));
}
