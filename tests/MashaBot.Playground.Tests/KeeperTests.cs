using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.ReplyMarkups;

namespace MashaBot.Playground.Tests;

public sealed class KeeperTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("playground").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<PlaygroundServer> Start(TimeProvider? clock = null) => PlaygroundServer.StartAsync(new() { Folder = folder, Token = "5:kept", Clock = clock ?? TimeProvider.System });

    [Fact]
    public async Task People_chats_pictures_and_what_waits_are_there_after_a_restart()
    {
        string photo;
        int last;
        await using (var first = await Start())
        {
            var anna = first.Meet("Anna", "ru", "Europe/Minsk");
            first.Say(anna, "/start");
            var bot = Room.Client(first);
            photo = (await bot.SendPhoto(anna.Id, Some.Picture(), "the net")).Photo![^1].FileId;
            var sent = await bot.SendMessage(anna.Id, "?", replyMarkup: new InlineKeyboardMarkup(InlineKeyboardButton.WithCallbackData("Hint", "h:1")));
            await bot.SetMessageReaction(anna.Id, first.Messages(anna)[0].Id, ["🔥"]);
            await bot.SendMessage(anna.Id, "keys", replyMarkup: new ReplyKeyboardMarkup(new KeyboardButton("Yes")));
            first.Block(first.Meet("Boris"));
            last = first.Messages(anna)[^1].Id;
            Assert.Equal(sent.Id + 1, last);
        }
        await using (var second = await Start())
        {
            Assert.Equal([new(1001, "Anna", "ru", "Europe/Minsk"), new Person(1002, "Boris")], second.People);
            var anna = second.People[0];
            Assert.Equal(["/start", "the net", "?", "keys"], second.Messages(anna).Select(message => message.Text));
            Assert.Equal(("🔥", "h:1"), (second.Messages(anna)[0].Reaction, second.Messages(anna)[2].Button("Hint").Data));
            Assert.NotNull(second.ReplyKeyboard(anna));
            var bot = Room.Client(second);
            Assert.Equal("/start", (await bot.GetUpdates())[0].Message!.Text);
            var again = await bot.SendPhoto(anna.Id, InputFile.FromFileId(photo));
            Assert.True(again.Id > last);
            using var content = new MemoryStream();
            await bot.GetInfoAndDownloadFile(photo, content);
            Assert.Equal(Some.Png(40, 30), content.ToArray());
        }
    }

    [Fact]
    public async Task A_clock_that_was_moved_on_stays_ahead()
    {
        var moved = new PlaygroundClock();
        await using (await Start(moved)) moved.MoveOn(TimeSpan.FromDays(3));
        var next = new PlaygroundClock();
        await using (await Start(next)) Assert.InRange(next.Ahead, TimeSpan.FromDays(2.99), TimeSpan.FromDays(3));
    }

    [Fact]
    public async Task Changes_are_kept_soon_though_the_process_may_be_killed()
    {
        await using var server = await Start();
        server.Meet("Anna");
        for (var i = 0; i < 200 && !(File.Exists(Kept) && (await File.ReadAllTextAsync(Kept)).Contains("Anna", StringComparison.Ordinal)); i++) await Task.Delay(50);
        Assert.Contains("Anna", await File.ReadAllTextAsync(Kept), StringComparison.Ordinal);
    }

    private string Kept => Path.Combine(folder, "playground.json");

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"now":"x"}""")]
    public async Task A_file_that_cannot_be_read_is_set_aside(string content)
    {
        await File.WriteAllTextAsync(Kept, content);
        await using var server = await Start(new PlaygroundClock());
        Assert.Empty(server.People);
        Assert.Equal(content, await File.ReadAllTextAsync($"{Kept}.broken"));
    }
}
