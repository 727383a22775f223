using MashaBot.Playground;

namespace MashaBot.Tests.Delivery;

/// <summary>The program as a host starts it.</summary>
public sealed class ProgramTest
{
    /// <summary>Whoever sits at the playground's page moves its clock and talks as anybody: it is for a machine of one's own, and stands beside no bot of Telegram's.</summary>
    [Fact]
    public async Task With_a_token_it_talks_to_Telegram_and_opens_no_page()
    {
        await using var server = await PlaygroundServer.StartAsync(new());
        var anna = server.Meet("Anna");
        using var folder = new TempFolder();
        using var bot = Child.Start(server, folder.Path);
        await bot.Listens;
        server.Say(anna, "/start");
        await RunningBot.Eventually(() => server.UpdatesPending == 0 && server.Calls.Any(call => call.Method.StartsWith("send", StringComparison.Ordinal)));
        bot.Terminate();
        await bot.Ended;
        Assert.Equal(0, bot.ExitCode);
        Assert.Equal("", bot.Output);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "playground")));
    }
}
