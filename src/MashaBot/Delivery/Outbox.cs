using System.Threading.Channels;
using MashaBot.Store;

namespace MashaBot.Delivery;

/// <summary>The committed messages on their way from the desk to the sender, in order.</summary>
/// <param name="pending">What an earlier run left.</param>
/// <param name="room">How many unasked messages may wait before no more are made.</param>
internal sealed class Outbox(IEnumerable<Outgoing> pending, int room)
{
    private readonly Channel<Outgoing> messages = Channel.CreateUnbounded<Outgoing>(new() { SingleReader = true });
    private readonly Lock gate = new();
    private int unasked;
    private TaskCompletionSource freed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IEnumerable<Outgoing>? pending = pending;

    /// <summary>Messages of an earlier run first: nothing new can have been read before.</summary>
    public async IAsyncEnumerable<Outgoing> Read([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var message in Interlocked.Exchange(ref pending, null) ?? [])
        {
            Count(message, 1);
            yield return message;
        }
        await foreach (var message in messages.Reader.ReadAllAsync(cancellation)) yield return message;
    }

    public void Add(IEnumerable<Outgoing> committed)
    {
        foreach (var message in committed)
        {
            Count(message, 1);
            messages.Writer.TryWrite(message);
        }
    }

    /// <summary>The message was accepted or given up.</summary>
    public void Done(Outgoing message) => Count(message, -1);

    /// <summary>Waits until unasked messages may be made: what is not made yet takes no memory, and stands behind nobody's answer.</summary>
    public async Task Room(CancellationToken cancellation)
    {
        while (true)
        {
            Task wait;
            lock (gate)
            {
                if (unasked < room) return;
                wait = freed.Task;
            }
            await wait.WaitAsync(cancellation);
        }
    }

    private void Count(Outgoing message, int change)
    {
        if (!message.Message.Unasked) return;
        lock (gate)
        {
            unasked += change;
            if (change > 0) return;
            freed.TrySetResult();
            freed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
