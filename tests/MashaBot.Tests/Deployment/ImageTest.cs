using System.Text.Json.Nodes;

namespace MashaBot.Tests.Deployment;

/// <summary>The image is built with a lock file of its own, which knows the processors it may run on.</summary>
public sealed class ImageTest
{
    [Fact]
    public void Its_packages_are_those_of_the_tests()
    {
        // Not the same? dotnet restore src/MashaBot/MashaBot.csproj -p:Image=true --force-evaluate
        Assert.Equal($"{Packages("packages.lock.json")}", $"{Packages("packages.image.lock.json")}");

        static JsonNode Packages(string file) => JsonNode.Parse(Repository.Read($"src/MashaBot/{file}"))!["dependencies"]!["net10.0"]!;
    }

    [Theory, InlineData("linux-x64"), InlineData("linux-arm64")]
    public void It_can_be_built_for(string processor) =>
        Assert.NotNull(JsonNode.Parse(Repository.Read("src/MashaBot/packages.image.lock.json"))!["dependencies"]![$"net10.0/{processor}"]);

    [Fact]
    public void It_is_built_from_what_is_locked()
    {
        var dockerfile = Repository.Read("Dockerfile");
        Assert.Contains("--locked-mode -p:Image=true", dockerfile, StringComparison.Ordinal);
        Assert.Contains("--no-restore -p:Image=true", dockerfile, StringComparison.Ordinal);
    }
}
