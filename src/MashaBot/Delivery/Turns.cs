using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using MashaBot.Conversation;
using MashaBot.Logging;
using MashaBot.Store;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace MashaBot.Delivery;

/// <summary>
/// A turn of a conversation, put into a batch: alone with a learner, or in a group over two records, the group's and its author's. What comes again is
/// passed over; what cannot be read is left as it is; a turn that fails is told of, and changes nothing.
/// </summary>
internal sealed class Turns(Talk talk, TimeProvider clock, Instruments instruments, ILogger<Turns> logger)
{
    private const int RecentUpdates = 20;
    private static readonly Duration Postponement = Duration.FromHours(1);

    /// <summary>Somebody did this, rather than that it happened to them.</summary>
    public static bool IsSpoken(Incoming incoming) =>
        incoming is not (Incoming.Blocked or Incoming.Unblocked or Incoming.DayCame or Incoming.Asked or Incoming.Joined or Incoming.Moved);

    /// <returns>What it asks for besides.</returns>
    public ImmutableArray<Request> Take(Batch batch, Arrival arrival)
    {
        Learner? known, member;
        try
        {
            (known, member) = (batch.Find(arrival.Owner), arrival.Place is null ? null : batch.Find(arrival.Learner));
        }
        catch (Exception error) when (error is JsonException or InvalidDataException)
        {
            Unreadable(batch, arrival, error);
            return [];
        }
        if (arrival.Update is { } update && known is not null && known.RecentUpdates.Contains(update))
        {
            logger.CameAgain(update, arrival.Owner);
            instruments.Repeated();
            return [];
        }
        if (known is null && !IsSpoken(arrival.Incoming) && arrival.Incoming is not Incoming.Joined) return [];

        var owner = known ?? Newcomer(arrival, member);
        var (outcome, author) = Heard(owner, member, arrival);
        batch.Say(owner.Id, arrival.Chat, outcome.Send);
        batch.Attempts.AddRange(outcome.Attempts);
        foreach (var attempt in outcome.Attempts) instruments.Judged(attempt);
        if (outcome.Next.Id != owner.Id) batch.Forget(owner.Id);       // a group that has another number now
        batch.Put(outcome, Remember(outcome.Next, arrival.Update), arrival.Update ?? Now.ToUnixTimeTicks());
        if (author is not null) batch.Put(author);
        if (outcome.Requests.Any(request => request is Request.Export)) SendAll(batch, arrival);
        return outcome.Requests;
    }

    private void SendAll(Batch batch, Arrival arrival)
    {
        try
        {
            batch.SendAll(arrival.Owner, arrival.Chat);
        }
        catch (Exception error)
        {
            Failed(arrival, error);
            batch.Say(arrival.Owner, arrival.Chat, talk.Trouble(batch.Look(arrival.Owner) ?? Newcomer(arrival, null)));
        }
    }

    /// <summary>Tells somebody that what they write now is not read.</summary>
    public void SlowDown(Batch batch, Arrival arrival)
    {
        logger.TooFast(arrival.Learner);
        batch.Say(arrival.Learner, arrival.Chat, talk.SlowDown(batch.Look(arrival.Learner) ?? Newcomer(arrival, null)));
    }

    private (Outcome Outcome, Learner? Author) Heard(Learner owner, Learner? member, Arrival arrival)
    {
        var (now, since) = (Now, Stopwatch.GetTimestamp());
        Outcome outcome;
        Learner? author = null;
        try
        {
            if (arrival.Place is { } place)
            {
                var said = talk.Groups.On(owner, member ?? talk.Groups.Member(arrival.Learner, arrival.Language), arrival.Incoming, place, now);
                (outcome, author) = (new(said.Group, said.Send, said.Attempts), said.Author);
            }
            else outcome = talk.On(owner, arrival.Incoming, now);
        }
        catch (Exception error)
        {
            Failed(arrival, error);
            outcome = new(owner, IsSpoken(arrival.Incoming) ? [talk.Trouble(owner)] : [], []);
        }
        instruments.Turn(since);
        // A day that is still due after its turn would be due for ever, and hold up those behind it.
        if (arrival.Incoming is Incoming.DayCame && outcome.Next.Tick <= now) outcome = outcome with { Next = outcome.Next.Postponed(now + Postponement) };
        return (outcome, author);
    }

    private void Failed(Arrival arrival, Exception error)
    {
        instruments.Failed();
        logger.Debug(error);
        logger.TurnFailed(error.WithoutWords(), arrival.Owner, arrival.Update, arrival.Incoming.GetType().Name);
    }

    /// <summary>The document is kept as it is; a newcomer's would overwrite it.</summary>
    private void Unreadable(Batch batch, Arrival arrival, Exception error)
    {
        logger.Debug(error);
        logger.UnreadableLearner(error.WithoutWords(), arrival.Learner);
        if (arrival.Incoming is Incoming.DayCame) batch.Postponed[arrival.Learner] = Now + Postponement;
        if (IsSpoken(arrival.Incoming)) batch.Say(arrival.Owner, arrival.Chat, talk.Trouble(batch.Look(arrival.Owner) ?? Newcomer(arrival, null)));
    }

    private Learner Newcomer(Arrival arrival, Learner? host) => arrival.Place is { } place
        ? talk.Groups.Newcomer(place, host, arrival.Language)
        : talk.Newcomer(arrival.Learner, arrival.Chat, arrival.Language);

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    private static Learner Remember(Learner learner, long? update) => update is { } id
        ? learner with { RecentUpdates = [.. learner.RecentUpdates.TakeLast(RecentUpdates - 1), id] }
        : learner;
}

internal static partial class TurnsLog
{
    [LoggerMessage(LogLevel.Error, "A turn of {Learner} failed: update {Update}, {Kind}")]
    public static partial void TurnFailed(this ILogger logger, Exception error, LearnerId learner, long? update, string kind);

    [LoggerMessage(LogLevel.Error, "What is kept of {Learner} cannot be read; it is left as it is")]
    public static partial void UnreadableLearner(this ILogger logger, Exception error, LearnerId learner);

    [LoggerMessage(LogLevel.Information, "{Learner} writes too fast; what comes before they slow down is not read")]
    public static partial void TooFast(this ILogger logger, LearnerId learner);

    [LoggerMessage(LogLevel.Debug, "Update {Update} of {Learner} came again")]
    public static partial void CameAgain(this ILogger logger, long update, LearnerId learner);
}
