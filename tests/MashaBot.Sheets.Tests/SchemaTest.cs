using System.Text.Json;
using MashaBot.Sheets.Content;
using MashaBot.Sheets.Drafting;

namespace MashaBot.Sheets.Tests;

/// <summary>The schemas that editors check with know the same keys as the loader.</summary>
public class SchemaTest
{
    private static JsonElement Schema(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(InspectionTest.Root, "docs", "schema", $"{name}.schema.json"))).RootElement;

    private static IEnumerable<string> Keys(JsonElement schema) => schema.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal);

    private static JsonElement At(JsonElement schema, params string[] path) => path.Aggregate(schema, (element, key) => element.GetProperty(key));

    [Fact]
    public void A_sheets_keys() => Assert.Equal(CourseReader.SheetKeys.Order(StringComparer.Ordinal), Keys(Schema("sheet")));

    [Fact]
    public void A_problems_keys() => Assert.Equal(ProblemReader.ProblemKeys.Order(StringComparer.Ordinal), Keys(Schema("problem")));

    [Fact]
    public void A_parts_keys() => Assert.Equal(PartReader.PartKeys.Order(StringComparer.Ordinal), Keys(At(Schema("problem"), "$defs", "part")));

    [Fact]
    public void A_draws_keys() => Assert.Equal(ProblemReader.DrawKeys.Order(StringComparer.Ordinal), Keys(At(Schema("problem"), "$defs", "draw")));

    [Fact]
    public void An_axis_keys() => Assert.Equal(WeightsReader.AxisKeys.Order(StringComparer.Ordinal), Keys(At(Schema("problem"), "$defs", "axis")));

    public static TheoryData<string> PictureRows => [.. PictureKeys.Of.Keys.Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(PictureRows))]
    public void The_keys_inside_a_picture(string row)
    {
        var root = Schema("picture");
        var place = row == "picture" ? root : row == "panels" ? At(root, "$defs", "panel") : row.Split('.').Skip(1).Aggregate(At(root, "$defs", row.Split('.')[0]), (element, key) =>
            At(element, "properties", key) is var inner && inner.TryGetProperty("items", out var items) ? items : inner);
        Assert.Equal(PictureKeys.Of[row].Order(StringComparer.Ordinal), Keys(place));
    }

    [Fact]
    public void The_optimizers_of_a_run() => Assert.Equal(RunReader.Optimizers, At(Schema("picture"), "$defs", "plot", "properties", "runs", "items", "properties", "by", "enum").EnumerateArray().Select(name => name.GetString()!));

    [Fact]
    public void The_kinds_of_reply() =>
        Assert.Equal(PartReader.Kinds.Keys.Order(StringComparer.Ordinal), At(Schema("problem"), "$defs", "part", "properties", "reply", "enum").EnumerateArray().Select(kind => kind.GetString()).Order(StringComparer.Ordinal));
}
