using System.Text.Json;

namespace MashaBot.Sheets.Tests;

public class IdTest
{
    [Theory, InlineData("3.7"), InlineData("1.10"), InlineData("12.1")]
    public void A_problem_id_reads_what_it_writes(string text) => Assert.Equal(text, ProblemId.Parse(text).ToString());

    [Theory, InlineData("3"), InlineData("3.7.1"), InlineData("3."), InlineData("0.1"), InlineData("-1.2"), InlineData("a.b"), InlineData(" 1.2"), InlineData("1,2"), InlineData(""), InlineData(null)]
    public void Anything_else_is_no_problem_id(string? text) => Assert.False(ProblemId.TryParse(text, null, out _));

    [Fact]
    public void Problem_ids_sort_by_number_not_by_text() =>
        Assert.Equal([new(1, 2), new(1, 10), new(2, 1)], new ProblemId[] { new(2, 1), new(1, 10), new(1, 2) }.Order());

    [Fact]
    public void A_part_id_names_its_problem()
    {
        var id = PartId.Parse("3.7.1");
        Assert.Equal((new ProblemId(3, 7), 1, "3.7.1"), (id.Problem, id.Number, id.ToString()));
        Assert.False(PartId.TryParse("3.7", null, out _));
    }

    [Theory, InlineData("book", 0), InlineData("17", 17)]
    public void A_variant_is_the_book_or_a_seed(string text, int seed)
    {
        var id = VariantId.Parse(text);
        Assert.Equal((seed, text, seed == 0), (id.Seed, id.ToString(), id.IsBook));
    }

    [Theory, InlineData("0"), InlineData("-1"), InlineData("Book"), InlineData("1.5"), InlineData("")]
    public void Anything_else_is_no_variant(string text) => Assert.False(VariantId.TryParse(text, null, out _));

    [Fact]
    public void A_negative_seed_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new VariantId(-1));

    [Fact]
    public void Ids_are_texts_in_JSON_also_as_keys()
    {
        var json = JsonSerializer.Serialize(new Dictionary<ProblemId, PartId> { [new(3, 7)] = new(new(3, 7), 1) });
        Assert.Equal("""{"3.7":"3.7.1"}""", json);
        Assert.Equal(new PartId(new(3, 7), 1), JsonSerializer.Deserialize<Dictionary<ProblemId, PartId>>(json)![new(3, 7)]);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<VariantId>("\"x\""));
    }
}
