using MashaBot.Sheets;

namespace MashaBot.Pictures.Tests;

/// <summary>Every picture of the course, with the book's figures and a few learners'.</summary>
public class CourseTests
{
    private static readonly Course Course = Course.Load(Path.Combine(Gallery.Root, "content")).Course!;

    public static TheoryData<string> Problems => [.. Course.Sheets.SelectMany(sheet => sheet.Problems).Select(problem => $"{problem.Id}")];

    [Theory, MemberData(nameof(Problems))]
    public void Pictures_are_tidy_readable_and_told(string id)
    {
        var problem = Course.Find(ProblemId.Parse(id))!;
        HashSet<string> seen = [];
        for (var seed = 0; seed <= 3; seed++)
        {
            var variant = problem.Deal(new(seed));
            foreach (var name in variant.PictureNames)
            {
                var drawing = variant.Picture(name);
                if (!seen.Add(Fingerprint.Of(drawing))) continue;   // its figures do not vary
                try
                {
                    LayoutTests.AssertTidy(drawing);
                    LayoutTests.AssertReadable(drawing);
                    Assert.NotEmpty(drawing.Description);
                }
                catch (Xunit.Sdk.XunitException wrong)
                {
                    Assert.Fail($"{id} {variant.Id} {name}: {wrong.Message}");
                }
            }
        }
    }
}
