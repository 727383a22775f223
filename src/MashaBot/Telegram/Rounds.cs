namespace MashaBot.Telegram;

/// <summary>When the loop that brings updates last went round.</summary>
/// <param name="steady">A clock that nobody moves.</param>
internal sealed class Rounds(TimeProvider steady)
{
    private long last = steady.GetTimestamp();

    /// <summary>How long ago.</summary>
    public TimeSpan Since => steady.GetElapsedTime(Interlocked.Read(ref last));

    public void Begin() => Interlocked.Exchange(ref last, steady.GetTimestamp());
}
