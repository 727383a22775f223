namespace MashaBot.Playground.Api;

/// <summary>The faults that wait for their call.</summary>
internal sealed class Faults
{
    private sealed class Waiting(string? method, Fault fault, int times, long? chat)
    {
        public Fault Fault => fault;
        public int Left { get; set; } = times;
        public bool Meets(string called, long? where) => (method is null || method.Equals(called, StringComparison.OrdinalIgnoreCase)) && (chat is null || chat == where);
    }

    private readonly Lock gate = new();
    private readonly List<Waiting> waiting = [];

    public void Add(string? method, Fault fault, int times, long? chat)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(times);
        lock (gate) waiting.Add(new(method, fault, times, chat));
    }

    public void Clear()
    {
        lock (gate) waiting.Clear();
    }

    public int Left
    {
        get { lock (gate) return waiting.Sum(fault => fault.Left); }
    }

    /// <summary>The fault that was injected first of those that fit the call.</summary>
    public Fault? Take(string method, long? chat)
    {
        lock (gate)
        {
            var found = waiting.Find(fault => fault.Meets(method, chat));
            if (found is null) return null;
            if (--found.Left == 0) waiting.Remove(found);
            return found.Fault;
        }
    }
}
