using System.Collections.Immutable;
using System.Diagnostics;
using System.Threading.Channels;
using MashaBot.Admin;
using MashaBot.Conversation;
using MashaBot.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MashaBot.Delivery;

/// <summary>
/// Where everything that changes anything is done, one after another: turns of conversations and the crossing out of what was sent.
/// What came while the last commit was under way is committed together.
/// </summary>
internal sealed class Desk(ILearnerStore store, Turns turns, IOutbox outbox, Exit exit, Limit limit, Inbox inbox, Instruments instruments, ILogger<Desk> logger) : BackgroundService
{
    private const int BatchLimit = 100;         // errands
    private const int DocumentLimit = 500;      // well under what the store takes, as one turn may say much

    private readonly Channel<Errand> errands = Channel.CreateBounded<Errand>(new BoundedChannelOptions(1_000) { SingleReader = true });

    /// <summary>Takes a turn of a conversation. Done when its outcome is on the disk.</summary>
    /// <exception cref="ChannelClosedException">The desk is closed: nothing was done, and nothing is confirmed.</exception>
    public async Task Receive(Arrival arrival)
    {
        var since = Stopwatch.GetTimestamp();
        var pace = arrival.Update is not null && Turns.IsSpoken(arrival.Incoming) ? limit.Take(arrival.Learner) : Limit.Pace.Fine;
        if (pace != Limit.Pace.Fine) instruments.Limited();
        if (pace == Limit.Pace.TooFast) return;
        if (pace == Limit.Pace.JustTooFast && arrival.Place is not null) return;    // who floods a group is passed over in silence
        ImmutableArray<Request> requests = [];
        await Do(new(arrival.Touches, pace == Limit.Pace.Fine
            ? batch => requests = turns.Take(batch, arrival)
            : batch => turns.SlowDown(batch, arrival)));
        foreach (var request in requests.OfType<Request.Administer>()) inbox.Add(new(arrival.Learner, request.Task));
        if (arrival.Update is null || pace != Limit.Pace.Fine) return;
        instruments.Done();
        instruments.Answer(since);
    }

    /// <summary>Crosses out messages that need not be sent again.</summary>
    public Task Sent(params IEnumerable<long> messages) => Do(new([], batch => batch.Sent.AddRange(messages)));

    /// <summary>Comes back when the desk has got round to it: it is at work.</summary>
    public Task Pulse() => Do(new([], _ => { }));

    /// <summary>Changes what no turn of a conversation changes. Done when it is on the disk.</summary>
    /// <param name="learners">Those whom <paramref name="work"/> looks at.</param>
    /// <param name="work">Throws nothing: it is committed together with what others do.</param>
    public Task Change(IReadOnlyCollection<LearnerId> learners, Action<Batch> work) => Do(new(learners, work));

    /// <summary>Closes the door; what was handed in before is finished.</summary>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        errands.Writer.TryComplete();
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var taken = new List<Errand>(BatchLimit);
        while (taken.Count > 0 || await errands.Reader.WaitToReadAsync(CancellationToken.None))
        {
            try
            {
                await CommitNext(taken);
            }
            catch (Exception error)
            {
                logger.CannotGoOn(error);
                errands.Writer.TryComplete();
                while (errands.Reader.TryRead(out var left)) taken.Add(left);
                taken.ForEach(errand => errand.Done.TrySetException(new ChannelClosedException(error)));
                taken.Clear();
                exit.With(Exit.Failed);
            }
        }
    }

    private async Task Do(Errand errand)
    {
        await errands.Writer.WriteAsync(errand);
        await errand.Done.Task;
    }

    /// <summary>Does as many errands as go into one commit; the rest stays taken.</summary>
    private async Task CommitNext(List<Errand> taken)
    {
        while (taken.Count < BatchLimit && errands.Reader.TryRead(out var errand)) taken.Add(errand);
        var (done, since) = (0, Stopwatch.GetTimestamp());
        outbox.Add(await store.Change([.. taken.SelectMany(errand => errand.Learners)], batch =>
        {
            for (done = 0; done < taken.Count && batch.Size < DocumentLimit; done++) taken[done].Work(batch);
        }));
        instruments.Commit(since);
        for (var i = 0; i < done; i++) taken[i].Done.TrySetResult();
        taken.RemoveRange(0, done);
    }

    /// <param name="Learners">Whose records nobody else may change meanwhile.</param>
    private sealed record Errand(IReadOnlyCollection<LearnerId> Learners, Action<Batch> Work)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

internal static partial class DeskLog
{
    [LoggerMessage(LogLevel.Critical, "The store failed; the process ends so that it is started again")]
    public static partial void CannotGoOn(this ILogger logger, Exception error);
}
