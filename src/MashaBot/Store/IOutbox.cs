namespace MashaBot.Store;

/// <summary>The committed messages on their way from the desk to the sender, each chat's in order.</summary>
internal interface IOutbox
{
    /// <summary>What this process is to send, messages of an earlier run first. One reader at a time.</summary>
    IAsyncEnumerable<Outgoing> Read(CancellationToken cancellation);

    /// <summary>Some more were committed.</summary>
    void Add(IReadOnlyList<Outgoing> committed);

    /// <summary>The message was accepted or given up, and crossed out.</summary>
    void Done(Outgoing message);

    /// <summary>Waits until messages that nobody asked for may be made: what is not made yet takes no memory, and stands behind nobody's answer.</summary>
    Task Room(CancellationToken cancellation);

    /// <summary>Processes that send for the same bot, this one included.</summary>
    int Senders { get; }

    /// <summary>Leaves what was read and not crossed out to others, now that nothing is in flight any more.</summary>
    Task Release();
}
