using System.Diagnostics;
using System.Diagnostics.Metrics;
using MashaBot.Conversation;

namespace MashaBot.Delivery;

/// <summary>What the bot measures of itself. Nothing of it names a person. The list for dashboards: <c>docs/operation.md</c>.</summary>
internal sealed class Instruments : IDisposable
{
    public const string MeterName = "MashaBot";

    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> updates, replies, messages, waits, broadcasts, reloads;
    private readonly Histogram<double> turns, commits, sends, answers;
    private long backup, cases, sent, failed;

    public Instruments()
    {
        updates = meter.CreateCounter<long>("masha.updates", description: "Updates of Telegram by what became of them");
        replies = meter.CreateCounter<long>("masha.replies", description: "Replies judged, by verdict");
        messages = meter.CreateCounter<long>("masha.messages", description: "Messages by what became of them");
        waits = meter.CreateCounter<long>("masha.waits", description: "Times that Telegram told us to wait or that a message had to be tried again");
        broadcasts = meter.CreateCounter<long>("masha.broadcasts", description: "People to whom a broadcast was queued");
        reloads = meter.CreateCounter<long>("masha.reloads", description: "Times that the content was read anew, by what became of it");
        meter.CreateObservableGauge("masha.cases", () => Interlocked.Read(ref cases), description: "Cases of \"this is wrong\" that wait for an answer");
        turns = Seconds("masha.turn", "Working out a turn of a conversation");
        commits = Seconds("masha.commit", "A commit, with the turns in it");
        sends = Seconds("masha.send", "A call that sends a message");
        answers = Seconds("masha.answer", "From an update to its outcome on the disk");
        meter.CreateObservableGauge("masha.backup.age", () => Interlocked.Read(ref backup) is > 0 and var at ? [new(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - at)] : Array.Empty<Measurement<long>>(), "s", "Since the last good backup");
    }

    /// <summary>Messages since the start of this process: taken by Telegram, and never to be taken.</summary>
    public (long Sent, long Failed) Messages => (Interlocked.Read(ref sent), Interlocked.Read(ref failed));

    public void Cases(int waiting) => Interlocked.Exchange(ref cases, waiting);
    public void Broadcast(int recipients) => broadcasts.Add(recipients);
    public void Reloaded(bool isFine) => reloads.Add(1, new KeyValuePair<string, object?>("outcome", isFine ? "done" : "refused"));

    public void Done() => updates.Add(1, new KeyValuePair<string, object?>("outcome", "done"));
    public void Repeated() => updates.Add(1, new KeyValuePair<string, object?>("outcome", "repeated"));
    public void Ignored() => updates.Add(1, new KeyValuePair<string, object?>("outcome", "ignored"));
    public void Limited() => updates.Add(1, new KeyValuePair<string, object?>("outcome", "limited"));
    public void Unreadable() => updates.Add(1, new KeyValuePair<string, object?>("outcome", "unreadable"));
    public void Failed() => updates.Add(1, new KeyValuePair<string, object?>("outcome", "failed"));

    public void Judged(Attempt attempt) => replies.Add(1, new KeyValuePair<string, object?>("verdict", attempt.Verdict));

    public void Sent(bool unasked) => Count(ref sent, unasked ? "delivered" : "answered");
    public void Undeliverable() => Count(ref failed, "nobody");
    public void GivenUp() => Count(ref failed, "given up");

    public void ToldToWait() => waits.Add(1, new KeyValuePair<string, object?>("why", "pace"));
    public void TryAgain() => waits.Add(1, new KeyValuePair<string, object?>("why", "network"));

    public void Turn(long since) => turns.Record(Stopwatch.GetElapsedTime(since).TotalSeconds);
    public void Commit(long since) => commits.Record(Stopwatch.GetElapsedTime(since).TotalSeconds);
    public void Send(long since) => sends.Record(Stopwatch.GetElapsedTime(since).TotalSeconds);
    public void Answer(long since) => answers.Record(Stopwatch.GetElapsedTime(since).TotalSeconds);

    public void BackedUp(DateTimeOffset at) => Interlocked.Exchange(ref backup, at.ToUnixTimeSeconds());

    /// <summary>False for those of another bot in this process.</summary>
    public bool AreOf(Meter source) => source.Name != MeterName || source == meter;

    public void Dispose() => meter.Dispose();

    private void Count(ref long tally, string outcome)
    {
        Interlocked.Increment(ref tally);
        messages.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
    }

    private Histogram<double> Seconds(string name, string description) => meter.CreateHistogram(name, "s", description, advice: new InstrumentAdvice<double>
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    });
}
