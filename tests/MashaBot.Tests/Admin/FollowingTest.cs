using MashaBot.Admin;
using MashaBot.Cli;
using MashaBot.Store.Lite;
using NodaTime;

namespace MashaBot.Tests.Admin;

/// <summary>
/// What a process does when another one of the bot was told /reload. Here the note of that one is written by the test, and the loop that
/// looks for notes is started by it as well: with a file, which has one process, the bot runs none.
/// </summary>
public sealed class FollowingTest : IAsyncLifetime
{
    private Office office = null!;
    private Following following = null!;

    public async ValueTask InitializeAsync()
    {
        office = await Office.Open();
        await Follow();
    }

    public async ValueTask DisposeAsync()
    {
        await following.StopAsync(default);
        await office.DisposeAsync();
    }

    [Fact]
    public async Task The_same_files_are_taken_here_too()
    {
        ChangeWords();
        await AnotherTook(ContentFolder.DigestOf(office.Content));
        await office.Bot.Soon(() => office.Bot.Log.Has("New content is in use"));
        Assert.Contains("Тишина и покой", (await office.Hear("/cases")).Text);
    }

    [Fact]
    public async Task Where_the_files_are_others_the_old_content_stays_and_the_log_says_so()
    {
        ChangeWords();
        await AnotherTook("of other files");
        await office.Bot.Soon(() => office.Bot.Log.Has("are not the same; the old content stays in use here"));
        Assert.Contains("Открытых случаев нет", (await office.Hear("/cases")).Text);
    }

    [Fact]
    public async Task Files_with_faults_are_not_taken_and_the_log_says_so()
    {
        office.Change("01-first/01-sum/problem.yaml", "right: [\"6\"]", "right: [\"5\"]");
        ChangeWords();
        await AnotherTook(ContentFolder.DigestOf(office.Content));
        await office.Bot.Soon(() => office.Bot.Log.Has("was not taken; the old one stays in use"));
        Assert.Contains("Открытых случаев нет", (await office.Hear("/cases")).Text);
    }

    [Fact]
    public async Task What_was_taken_before_the_start_is_not_complained_of()
    {
        await following.StopAsync(default);
        await office.Bot.End();
        await using (var store = await LiteStore.Open(office.Bot.Folder)) await AnotherTook("of an earlier version's files", store);
        await office.Bot.Begin();
        await Follow();
        await office.Hear("/cases");
        ChangeWords();
        await AnotherTook(ContentFolder.DigestOf(office.Content));     // it does look
        await office.Bot.Soon(() => office.Bot.Log.Has("New content is in use"));
        Assert.False(office.Bot.Log.Has("are not the same"));
    }

    [Fact]
    public void The_digest_is_of_names_and_contents_wherever_they_lie()
    {
        using var elsewhere = new TempFolder();
        Conversation.TinyCourse.Write(elsewhere.Path);
        Assert.Equal(ContentFolder.DigestOf(office.Content), ContentFolder.DigestOf(elsewhere.Path));
        File.Move(elsewhere["phrases.en.yaml"], elsewhere["phrases.de.yaml"]);
        Assert.NotEqual(ContentFolder.DigestOf(office.Content), ContentFolder.DigestOf(elsewhere.Path));
    }

    private async Task Follow()
    {
        following = office.Bot.Made<Following>();
        await following.StartAsync(default);
    }

    private void ChangeWords() => office.Change("phrases.ru.yaml", "Открытых случаев нет.", "Тишина и покой.");

    private async Task AnotherTook(string digest, LiteStore? store = null) =>
        await (store ?? office.Bot.Store).Change([], batch => batch.Keep(new Reload(digest, Instant.FromDateTimeOffset(office.Bot.Clock.GetUtcNow())).ToNote()));
}
