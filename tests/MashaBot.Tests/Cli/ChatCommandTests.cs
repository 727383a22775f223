namespace MashaBot.Tests.Cli;

/// <summary>The terminal chat as a script uses it: the program itself, lines on its standard input.</summary>
public sealed class ChatCommandTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("masha-chat-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task The_same_lines_at_the_same_time_give_the_same_output()
    {
        string[] lines = ["/start", "!1", "100.5", "/hint", "0", "не то", "/progress", "@+1d"];
        var first = await Run(lines, "first");
        Assert.Contains("Машин лёрнинг", first, StringComparison.Ordinal);
        Assert.Equal(first, await Run(lines, "second"));
    }

    [Fact]
    public async Task Progress_is_still_there_in_the_next_run()
    {
        await Run(["/next 3.1", "3"], "kept");
        Assert.Contains("1 из", await Run(["/progress"], "kept"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_day_that_the_clock_passes_brings_one_delivery()
    {
        var said = await Run(["/start", "@+1d", "@+90m", "@+2d"], "days");
        Assert.Equal(3, said.Split("Пункт 1 из").Length - 1);
    }

    [Theory, InlineData("--at", "yesterday"), InlineData("--nonsense")]
    public async Task Wrong_use_ends_with_2(params string[] arguments) => Assert.Equal(2, (await MashaProgram.Run(["chat", .. arguments])).Exit);

    private async Task<string> Run(string[] lines, string name)
    {
        var (exit, output, errors) = await MashaProgram.Run(["chat", "--at", "2026-11-24T08:00:00Z", "--data", Path.Combine(data, name)], lines);
        Assert.True(exit == 0, errors);
        return output;
    }
}
