namespace MashaBot.Delivery;

/// <summary>
/// Those who wait for a place in bulk, in the order in which they came. A place is given when it is there, never beforehand: so nobody catches up with
/// places that went by while this machine stood still or Telegram wanted nothing, and what answers take is not given away already.
/// </summary>
/// <param name="place">Takes a place if there is one; how long it is until there may be one, else zero or less.</param>
/// <param name="wait">Lets time pass.</param>
internal sealed class BulkLine(Func<TimeSpan> place, Func<TimeSpan, Task> wait)
{
    private readonly Lock gate = new();
    private readonly Queue<TaskCompletionSource<bool>> line = new();
    private bool isServed;

    /// <param name="hurry">When it is done, whoever waits leaves the line.</param>
    /// <returns>False: left without a place.</returns>
    public async Task<bool> Wait(Task hurry, CancellationToken stopping)
    {
        var turn = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var left = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var stop = stopping.Register(() => turn.TrySetCanceled(stopping));
        _ = hurry.ContinueWith(_ => turn.TrySetResult(false), left.Token, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        bool isFirst;
        lock (gate)
        {
            line.Enqueue(turn);
            (isFirst, isServed) = (!isServed, true);
        }
        if (isFirst) _ = Serve();
        try { return await turn.Task; }
        finally { left.Cancel(); }
    }

    private async Task Serve()
    {
        while (First() is { } first)
        {
            while (!first.Task.IsCompleted && place() is { Ticks: > 0 } time) await wait(time);
            first.TrySetResult(true);
        }
    }

    /// <summary>The first who still waits; null when there is nobody, and then the line is no longer served.</summary>
    private TaskCompletionSource<bool>? First()
    {
        lock (gate)
        {
            while (line.TryDequeue(out var first))
                if (!first.Task.IsCompleted) return first;
            isServed = false;
            return null;
        }
    }
}
