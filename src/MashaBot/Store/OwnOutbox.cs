using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace MashaBot.Store;

/// <summary>The outbox of a process that sends everything itself.</summary>
/// <param name="pending">What an earlier run left.</param>
/// <param name="room">How many unasked messages may wait before no more are made.</param>
internal sealed class OwnOutbox(IEnumerable<Outgoing> pending, int room) : IOutbox
{
    private readonly Channel<Outgoing> messages = Channel.CreateUnbounded<Outgoing>(new() { SingleReader = true });
    private readonly Lock gate = new();
    private int unasked;
    private TaskCompletionSource freed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IEnumerable<Outgoing>? pending = pending;

    public int Senders => 1;

    /// <summary>Messages of an earlier run first: nothing new can have been read before.</summary>
    public async IAsyncEnumerable<Outgoing> Read([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var message in Interlocked.Exchange(ref pending, null) ?? [])
        {
            Count(message, 1);
            yield return message;
        }
        await foreach (var message in messages.Reader.ReadAllAsync(cancellation)) yield return message;
    }

    public void Add(IReadOnlyList<Outgoing> committed)
    {
        foreach (var message in committed)
        {
            Count(message, 1);
            messages.Writer.TryWrite(message);
        }
    }

    public void Done(Outgoing message) => Count(message, -1);

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

    public Task Release() => Task.CompletedTask;   // they lie in the store

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
