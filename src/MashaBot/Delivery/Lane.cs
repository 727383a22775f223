using MashaBot.Conversation;
using MashaBot.Store;

namespace MashaBot.Delivery;

/// <summary>The messages on their way to one chat, in order.</summary>
internal sealed class Lane(ChatId chat, Rhythm rhythm)
{
    private readonly Lock gate = new();
    private readonly Queue<Outgoing> waiting = new();
    private TaskCompletionSource hurry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int asked, called;
    private bool driven;

    public ChatId Chat => chat;

    public Rhythm Rhythm => rhythm;

    /// <summary>Telegram told this chat to wait until then.</summary>
    public DateTimeOffset PausedUntil { get; set; }

    /// <summary>The conversation was told that nobody is here.</summary>
    public bool IsLeft { get; set; }

    /// <returns>True: nobody drives the lane, the caller must.</returns>
    public bool Add(Outgoing message)
    {
        lock (gate)
        {
            waiting.Enqueue(message);
            if (!message.Message.Unasked)
            {
                asked++;
                hurry.TrySetResult();
            }
            return !driven && (driven = true);
        }
    }

    /// <summary>The first message; null when there is none, and then the lane is no longer driven.</summary>
    public Outgoing? Next()
    {
        lock (gate)
        {
            if (waiting.TryPeek(out var message)) return message;
            driven = false;
            return null;
        }
    }

    /// <summary>A call begins: what is added from now on may be for somebody who has come back meanwhile.</summary>
    public void Call()
    {
        lock (gate) called = waiting.Count;
    }

    /// <summary>What nobody will ever get, now that the call has found nobody: all, unless somebody was answered since it began; then what waited at that time.</summary>
    public IReadOnlyList<Outgoing> Lost(out bool isAnswered)
    {
        lock (gate)
        {
            isAnswered = waiting.Skip(called).Any(message => !message.Message.Unasked);
            return [.. isAnswered ? waiting.Take(called) : waiting];
        }
    }

    /// <summary>Takes away the first messages.</summary>
    public void Remove(int count)
    {
        lock (gate)
            for (; count > 0; count--) Forget(waiting.Dequeue());
    }

    /// <summary>Done as soon as somebody waits for an answer in this chat, be it behind a message that nobody asked for.</summary>
    public Task Hurry { get { lock (gate) return hurry.Task; } }

    public bool IsIdle { get { lock (gate) return !driven && rhythm.IsRested; } }

    private void Forget(Outgoing message)
    {
        if (message.Message.Unasked || --asked > 0) return;
        hurry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
