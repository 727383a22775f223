using MashaBot.Conversation;
using MashaBot.Delivery;
using MashaBot.Store;
using NodaTime;

namespace MashaBot.Admin;

/// <summary>Counts everything, off the path of those who chat, and remembers the numbers for a few minutes.</summary>
internal sealed class Statistics(ILearnerStore store, Stage stage, Voice voice, Instruments instruments, TimeProvider clock)
{
    private static readonly Duration Fresh = Duration.FromMinutes(5);
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private Task<Census>? counting;

    public async Task Tell(Listener admin, CancellationToken stopping)
    {
        var count = Count(stopping);
        try { await count.WaitAsync(Quick, TimeProvider.System, stopping); }
        catch (TimeoutException) { await voice.Say(admin, admin.Hears(Phrase.StatsCounting)); }
        await voice.Say(admin, CensusWords.Tell(admin, await count, instruments.Messages, stage.Content.Course));
    }

    /// <summary>One count at a time, for however many who ask.</summary>
    private Task<Census> Count(CancellationToken stopping)
    {
        lock (gate)
        {
            var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
            if (counting is null || counting.IsFaulted || counting.IsCanceled || counting.IsCompletedSuccessfully && now - counting.Result.At is var age && (age > Fresh || age < Duration.Zero))
                counting = Task.Run(() => Count(now, stopping), stopping);
            return counting;
        }
    }

    private async Task<Census> Count(Instant now, CancellationToken stopping)
    {
        var census = new Census(now);
        await foreach (var kept in store.Everything(stopping)) census.Add(kept);
        return census;
    }
}
