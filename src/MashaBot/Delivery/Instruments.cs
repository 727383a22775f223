using System.Diagnostics;
using System.Diagnostics.Metrics;
using MashaBot.Conversation;

namespace MashaBot.Delivery;

/// <summary>What the bot measures of itself. Nothing of it names a person. The list for dashboards: <c>docs/operation.md</c>.</summary>
internal sealed class Instruments : IDisposable
{
    public const string MeterName = "MashaBot";

    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> updates, replies, messages, waits;
    private readonly Histogram<double> turns, commits, sends, answers;
    private long backup;

    public Instruments()
    {
        updates = meter.CreateCounter<long>("masha.updates", description: "Updates of Telegram by what became of them");
        replies = meter.CreateCounter<long>("masha.replies", description: "Replies judged, by verdict");
        messages = meter.CreateCounter<long>("masha.messages", description: "Messages by what became of them");
        waits = meter.CreateCounter<long>("masha.waits", description: "Times that Telegram told us to wait or that a message had to be tried again");
        turns = Seconds("masha.turn", "Working out a turn of a conversation");
        commits = Seconds("masha.commit", "A commit, with the turns in it");
        sends = Seconds("masha.send", "A call that sends a message");
        answers = Seconds("masha.answer", "From an update to its outcome on the disk");
        meter.CreateObservableGauge("masha.backup.age", () => Interlocked.Read(ref backup) is > 0 and var at ? [new(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - at)] : Array.Empty<Measurement<long>>(), "s", "Since the last good backup");
    }

    public void Done() => updates.Add(1, new KeyValuePair<string, object?>("outcome", "done"));
    public void Repeated() => updates.Add(1, new KeyValuePair<string, object?>("outcome", "repeated"));
    public void Ignored() => updates.Add(1, new KeyValuePair<string, object?>("outcome", "ignored"));
    public void Limited() => updates.Add(1, new KeyValuePair<string, object?>("outcome", "limited"));
    public void Unreadable() => updates.Add(1, new KeyValuePair<string, object?>("outcome", "unreadable"));
    public void Failed() => updates.Add(1, new KeyValuePair<string, object?>("outcome", "failed"));

    public void Judged(Attempt attempt) => replies.Add(1, new KeyValuePair<string, object?>("verdict", attempt.Verdict));

    public void Sent(bool unasked) => messages.Add(1, new KeyValuePair<string, object?>("outcome", unasked ? "delivered" : "answered"));
    public void Undeliverable() => messages.Add(1, new KeyValuePair<string, object?>("outcome", "nobody"));
    public void GivenUp() => messages.Add(1, new KeyValuePair<string, object?>("outcome", "given up"));

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

    private Histogram<double> Seconds(string name, string description) => meter.CreateHistogram(name, "s", description, advice: new InstrumentAdvice<double>
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    });
}
