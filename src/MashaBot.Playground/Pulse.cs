namespace MashaBot.Playground;

/// <summary>Wakes everybody who waits for a change. Take <see cref="Next"/>, look at the state, then await what was taken.</summary>
internal sealed class Pulse
{
    private TaskCompletionSource source = New();

    public Task Next => Volatile.Read(ref source).Task;

    public void Beat() => Interlocked.Exchange(ref source, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
