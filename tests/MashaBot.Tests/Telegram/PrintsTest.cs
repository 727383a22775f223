using MashaBot.Telegram;

namespace MashaBot.Tests.Telegram;

public class PrintsTest
{
    [Fact]
    public void What_is_wanted_again_is_not_drawn_again()
    {
        var (prints, drawn) = (new Prints(room: 100), 0);
        Assert.Same(prints.Of(Some("a", 10, () => drawn++)), prints.Of(Some("a", 10, () => drawn++)));
        Assert.Equal((1, 10), (drawn, prints.Size));
    }

    [Fact]
    public void What_was_not_wanted_for_longest_makes_room()
    {
        var (prints, drawn) = (new Prints(room: 30), new List<string>());
        foreach (var hash in new[] { "a", "b", "c", "a", "d", "a", "b" }) prints.Of(Some(hash, 10, () => drawn.Add(hash)));
        Assert.Equal(["a", "b", "c", "d", "b"], drawn);
        Assert.Equal(30, prints.Size);
    }

    [Fact]
    public void What_is_larger_than_the_room_is_drawn_and_not_kept()
    {
        var prints = new Prints(room: 30);
        Assert.Equal(31, prints.Of(Some("a", 31)).Length);
        Assert.Equal(0, prints.Size);
    }

    [Fact]
    public async Task Many_at_once_wait_for_one_drawing()
    {
        var (prints, drawn) = (new Prints(room: 100), 0);
        using var all = new Barrier(4);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() =>
        {
            all.SignalAndWait();
            prints.Of(Some("a", 10, () => Interlocked.Increment(ref drawn)));
        }, TaskCreationOptions.LongRunning)));
        Assert.Equal(1, drawn);
    }

    [Fact]
    public void A_drawing_that_failed_is_tried_anew()
    {
        var prints = new Prints(room: 100);
        Assert.Throws<InvalidOperationException>(() => prints.Of(new("a", () => throw new InvalidOperationException("no ink"))));
        Assert.Equal(10, prints.Of(Some("a", 10)).Length);
        Assert.Equal(10, prints.Size);
    }

    private static Sketch Some(string hash, int size, Action? onDraw = null) => new(hash, () =>
    {
        onDraw?.Invoke();
        return new byte[size];
    });
}
