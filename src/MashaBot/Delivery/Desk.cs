using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using MashaBot.Admin;
using MashaBot.Conversation;
using MashaBot.Logging;
using MashaBot.Sheets;
using MashaBot.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace MashaBot.Delivery;

/// <summary>
/// Where everything that changes anything is done, one after another: turns of conversations and the crossing out of what was sent.
/// What came while the last commit was under way is committed together.
/// </summary>
internal sealed class Desk(ILearnerStore store, Talk talk, IOutbox outbox, TimeProvider clock, Exit exit, Limit limit, Inbox inbox, Instruments instruments, ILogger<Desk> logger) : BackgroundService
{
    private const int BatchLimit = 100;         // errands
    private const int DocumentLimit = 500;      // well under what the store takes, as one turn may say much
    private const int RecentUpdates = 20;
    private static readonly Duration Postponement = Duration.FromHours(1);

    private readonly Channel<Errand> errands = Channel.CreateBounded<Errand>(new BoundedChannelOptions(1_000) { SingleReader = true });

    /// <summary>Takes a turn of a conversation. Done when its outcome is on the disk.</summary>
    /// <exception cref="ChannelClosedException">The desk is closed: nothing was done, and nothing is confirmed.</exception>
    public async Task Receive(Arrival arrival)
    {
        var since = Stopwatch.GetTimestamp();
        var pace = arrival.Update is not null && IsSpoken(arrival.Incoming) ? limit.Take(arrival.Learner) : Limit.Pace.Fine;
        if (pace != Limit.Pace.Fine) instruments.Limited();
        if (pace == Limit.Pace.TooFast) return;
        ImmutableArray<Request> requests = [];
        await Do(arrival.Place is { } place
            ? new([place.Group, arrival.Learner], batch => { if (pace == Limit.Pace.Fine) GroupTurn(batch, arrival, place); })    // who floods a group is passed over in silence
            : new([arrival.Learner], pace == Limit.Pace.JustTooFast
                ? batch => SlowDown(batch, arrival)
                : batch => requests = Turn(batch, arrival)?.Requests ?? []));
        foreach (var request in requests) await Follow(request, arrival);
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

    /// <summary>What a turn asks for that is done after it.</summary>
    private async Task Follow(Request request, Arrival arrival)
    {
        if (request is Request.Export) await Export(arrival);
        if (request is Request.Forget) await ForgetCases(arrival.Learner);
        if (request is Request.Administer(var task)) inbox.Add(new(arrival.Learner, task));
    }

    /// <summary>Sends what is kept of a learner to them: a file.</summary>
    private async Task Export(Arrival arrival)
    {
        var file = new Attachment($"masha-{arrival.Learner}.json", await store.Export(arrival.Learner));
        await Do(new([], batch => batch.Messages.Add((arrival.Learner, arrival.Chat, new(Prose.Empty) { File = file }))));
    }

    /// <summary>Cases lie apart from the learner whose they are.</summary>
    private async Task ForgetCases(LearnerId learner)
    {
        if (await store.Complaints(learner) is { Count: > 0 } cases)
            await Do(new([], batch =>
            {
                foreach (var (number, _) in cases) batch.Drop(Requests.Complaint, number);
            }));
    }

    /// <returns>Null: there was no turn.</returns>
    private Outcome? Turn(Batch batch, Arrival arrival)
    {
        Learner? known;
        try
        {
            known = batch.Find(arrival.Learner);
        }
        catch (Exception error) when (error is JsonException or InvalidDataException)
        {
            // Their document is kept as it is; a newcomer's would overwrite it.
            logger.Debug(error);
            logger.UnreadableLearner(error.WithoutWords(), arrival.Learner);
            if (arrival.Incoming is Incoming.DayCame) batch.Postponed[arrival.Learner] = Now + Postponement;
            if (IsSpoken(arrival.Incoming)) Say(batch, arrival, [talk.Trouble(talk.Newcomer(arrival.Learner, arrival.Chat, arrival.Language))]);
            return null;
        }
        if (arrival.Update is { } update && known is not null && known.RecentUpdates.Contains(update))
        {
            logger.CameAgain(update, arrival.Learner);
            instruments.Repeated();
            return null;
        }
        if (known is null && !IsSpoken(arrival.Incoming)) return null;

        var learner = known ?? talk.Newcomer(arrival.Learner, arrival.Chat, arrival.Language);
        var outcome = Outcome(learner, arrival);
        Say(batch, arrival, outcome.Send);
        batch.Attempts.AddRange(outcome.Attempts);
        foreach (var attempt in outcome.Attempts) instruments.Judged(attempt);
        if (outcome.Next.Id != learner.Id) batch.Forget(learner.Id);       // a group that has another number now
        batch.Put(outcome, Remember(outcome.Next, arrival.Update), arrival.Update ?? Now.ToUnixTimeTicks());
        return outcome;
    }

    /// <summary>A turn over two records: the group's, in which it is said, and its author's.</summary>
    private void GroupTurn(Batch batch, Arrival arrival, Place place)
    {
        Learner? group, author;
        try
        {
            (group, author) = (batch.Find(place.Group), batch.Find(arrival.Learner));
        }
        catch (Exception error) when (error is JsonException or InvalidDataException)
        {
            logger.Debug(error);
            logger.UnreadableLearner(error.WithoutWords(), arrival.Learner);
            return;
        }
        if (arrival.Update is { } update && group is not null && group.RecentUpdates.Contains(update))
        {
            logger.CameAgain(update, arrival.Learner);
            instruments.Repeated();
            return;
        }
        if (group is null && arrival.Incoming is Incoming.Blocked) return;

        group ??= talk.Groups.Newcomer(place, author, arrival.Language);
        author ??= talk.Groups.Member(arrival.Learner, arrival.Language);
        GroupOutcome outcome;
        try
        {
            outcome = talk.Groups.On(group, author, arrival.Incoming, place, Now);
        }
        catch (Exception error)
        {
            instruments.Failed();
            logger.Debug(error);
            logger.TurnFailed(error.WithoutWords(), arrival.Learner, arrival.Update, arrival.Incoming.GetType().Name);
            outcome = new(group, null, [talk.Trouble(group)], []);
        }
        batch.Say(place.Group, arrival.Chat, outcome.Send);
        batch.Attempts.AddRange(outcome.Attempts);
        foreach (var attempt in outcome.Attempts) instruments.Judged(attempt);
        batch.Put(Remember(outcome.Group, arrival.Update));
        if (outcome.Author is { } changed) batch.Put(changed);
    }

    private void SlowDown(Batch batch, Arrival arrival)
    {
        logger.TooFast(arrival.Learner);
        Learner? known = null;
        try { known = batch.Find(arrival.Learner); }
        catch (Exception error) when (error is JsonException or InvalidDataException) { }   // their next message tells of it
        Say(batch, arrival, [talk.SlowDown(known ?? talk.Newcomer(arrival.Learner, arrival.Chat, arrival.Language))]);
    }

    private Outcome Outcome(Learner learner, Arrival arrival)
    {
        var (now, since) = (Now, Stopwatch.GetTimestamp());
        Outcome outcome;
        try
        {
            outcome = talk.On(learner, arrival.Incoming, now);
        }
        catch (Exception error)
        {
            instruments.Failed();
            logger.Debug(error);
            logger.TurnFailed(error.WithoutWords(), arrival.Learner, arrival.Update, arrival.Incoming.GetType().Name);
            outcome = new(learner, IsSpoken(arrival.Incoming) ? [talk.Trouble(learner)] : [], []);
        }
        instruments.Turn(since);
        // A day that is still due after its turn would be due for ever, and hold up those behind it.
        if (arrival.Incoming is Incoming.DayCame && outcome.Next.Tick <= now)
            outcome = outcome with { Next = outcome.Next.Postponed(now + Postponement) };
        return outcome;
    }

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    private static void Say(Batch batch, Arrival arrival, ImmutableArray<Message> messages) => batch.Say(arrival.Learner, arrival.Chat, messages);

    private static Learner Remember(Learner learner, long? update) => update is { } id
        ? learner with { RecentUpdates = [.. learner.RecentUpdates.TakeLast(RecentUpdates - 1), id] }
        : learner;

    private static bool IsSpoken(Incoming incoming) => incoming is not (Incoming.Blocked or Incoming.Unblocked or Incoming.DayCame or Incoming.Asked or Incoming.Joined or Incoming.Moved);

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

    [LoggerMessage(LogLevel.Error, "A turn of {Learner} failed: update {Update}, {Kind}")]
    public static partial void TurnFailed(this ILogger logger, Exception error, LearnerId learner, long? update, string kind);

    [LoggerMessage(LogLevel.Error, "What is kept of {Learner} cannot be read; it is left as it is")]
    public static partial void UnreadableLearner(this ILogger logger, Exception error, LearnerId learner);

    [LoggerMessage(LogLevel.Information, "{Learner} writes too fast; what comes before they slow down is not read")]
    public static partial void TooFast(this ILogger logger, LearnerId learner);

    [LoggerMessage(LogLevel.Debug, "Update {Update} of {Learner} came again")]
    public static partial void CameAgain(this ILogger logger, long update, LearnerId learner);
}
