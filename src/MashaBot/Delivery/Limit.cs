using MashaBot.Conversation;

namespace MashaBot.Delivery;

/// <summary>How fast one person may write: far faster than anybody solves, far slower than a program that wants to keep the bot from others.</summary>
internal sealed class Limit(LimitOptions options, TimeProvider clock)
{
    private const int Kept = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<LearnerId, Person> people = [];

    private sealed record Person(Rhythm Rhythm) { public bool IsTold { get; set; } }

    public enum Pace
    {
        Fine,

        /// <summary>For the first time since they rested: they are to be told.</summary>
        JustTooFast,

        TooFast,
    }

    /// <summary>Somebody writes.</summary>
    public Pace Take(LearnerId learner)
    {
        if (options.PerMinute == 0) return Pace.Fine;
        lock (gate)
        {
            if (people.Count >= Kept)
                foreach (var rested in people.Where(entry => entry.Value.Rhythm.IsRested).ToList()) people.Remove(rested.Key);
            if (!people.TryGetValue(learner, out var person) || person.Rhythm.IsRested)
                people[learner] = person = new(new(TimeSpan.FromMinutes(1) / options.PerMinute, options.AtOnce, clock));
            if (person.Rhythm.TryTake()) return Pace.Fine;
            if (person.IsTold) return Pace.TooFast;
            person.IsTold = true;
            return Pace.JustTooFast;
        }
    }
}
