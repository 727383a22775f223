using System.Runtime.InteropServices;
using MashaBot.Conversation;
using NodaTime;

namespace MashaBot.Store;

/// <summary>Who is due when, earliest first. About 100 bytes a learner.</summary>
internal sealed class Schedule
{
    private readonly Dictionary<long, long> dues = [];                 // learner → Unix milliseconds
    private readonly SortedSet<(long Due, long Learner)> order = [];

    public int Count => dues.Count;

    public void Set(LearnerId learner, Instant? due)
    {
        if (due is not { } instant)
        {
            if (dues.Remove(learner.Value, out var was)) order.Remove((was, learner.Value));
            return;
        }
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(dues, learner.Value, out var known);
        var now = instant.ToUnixTimeMilliseconds();
        if (known && entry == now) return;
        if (known) order.Remove((entry, learner.Value));
        entry = now;
        order.Add((now, learner.Value));
    }

    public List<LearnerId> Due(Instant now, int limit)
    {
        var until = now.ToUnixTimeMilliseconds();
        return [.. order.TakeWhile(entry => entry.Due <= until).Take(limit).Select(entry => new LearnerId(entry.Learner))];
    }
}
