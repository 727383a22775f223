using MashaBot.Conversation;
using MashaBot.Store.Lite;
using NodaTime;

namespace MashaBot.Load;

internal static class StoreDue
{
    /// <summary>Everybody's daily problem was due an hour ago.</summary>
    public static async Task<IReadOnlyList<LearnerId>> MakeDue(string folder)
    {
        await using var store = await LiteStore.Open(folder);
        var all = new List<LearnerId>();
        var (last, due) = (new LearnerId(0), SomeLearners.Now - Duration.FromHours(1));
        while (await store.After(last, 200) is { Count: > 0 } some)
        {
            await store.Change(some, batch =>
            {
                foreach (var id in some)
                    if (batch.Find(id) is { Due: not null } learner) batch.Put(learner with { Due = due });
            });
            all.AddRange(some);
            last = some[^1];
        }
        return all;
    }
}
