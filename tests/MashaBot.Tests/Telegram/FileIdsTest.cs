using MashaBot.Telegram;
using Microsoft.Extensions.Logging.Abstractions;

namespace MashaBot.Tests.Telegram;

public sealed class FileIdsTest : IDisposable
{
    private static readonly string A = new('a', 64), B = new('b', 64), C = new('c', 64);

    private readonly TempFolder folder = new();

    private string Path => System.IO.Path.Combine(folder.Path, "ids");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_last_word_holds_after_a_restart()
    {
        using (var ids = Open())
        {
            ids.Remember(A, "one");
            ids.Remember(A, "two");
            ids.Remember(B, "three");
            Assert.True(ids.Forget(B));
            Assert.False(ids.Forget(B));
        }
        using var again = Open();
        Assert.Equal(("two", null), (again.Find(A), again.Find(B)));
        Assert.Single(File.ReadAllLines(Path));   // the others were swept out
    }

    [Fact]
    public void The_oldest_make_room()
    {
        using var ids = Open(room: 2);
        foreach (var hash in new[] { A, B, C }) ids.Remember(hash, "id");
        Assert.Equal((null, "id", "id"), (ids.Find(A), ids.Find(B), ids.Find(C)));
    }

    [Theory, InlineData(0), InlineData(20), InlineData(65), InlineData(70)]
    public void A_line_that_a_crash_cut_off_harms_no_other(int cut)
    {
        using (var ids = Open())
        {
            ids.Remember(A, "first");
            ids.Remember(B, "second");
        }
        var text = File.ReadAllText(Path);
        File.WriteAllText(Path, text[..(text.IndexOf('\n') + 1 + cut)]);
        using var again = Open();
        Assert.Equal("first", again.Find(A));
        again.Remember(C, "third");
        Assert.Equal("third", again.Find(C));
    }

    [Fact]
    public void Without_a_disk_they_are_remembered_until_the_end()
    {
        Directory.CreateDirectory(Path);   // a folder stands where the file should
        using var ids = Open();
        ids.Remember(A, "one");
        Assert.Equal("one", ids.Find(A));
    }

    private FileIds Open(int room = 10) => new(Path, room, NullLogger<FileIds>.Instance);
}
