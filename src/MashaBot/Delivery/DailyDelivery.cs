using MashaBot.Conversation;
using MashaBot.Logging;
using MashaBot.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace MashaBot.Delivery;

/// <summary>Tells the conversations of those whose hour has come that their day has come.</summary>
/// <remarks>
/// Whether a problem is sent, and that it is sent once, is the conversation's: each tells when it is due next. After an outage a learner
/// is due once, however many days were missed.
/// </remarks>
internal sealed class DailyDelivery(ILearnerStore store, Desk desk, IOutbox outbox, TimeProvider clock, ILogger<DailyDelivery> logger) : BackgroundService
{
    private const int Page = 20;   // turns of a batch before those who wait for an answer get their turn

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        do
        {
            try { await DeliverDue(stoppingToken); }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested) 
            {
                logger.Debug(error);
                logger.DeliveryFailed(error.WithoutWords());
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task DeliverDue(CancellationToken stoppingToken)
    {
        var delivered = 0;
        while (await store.Due(Now, Page) is { Count: > 0 } due)
        {
            stoppingToken.ThrowIfCancellationRequested();      // there may be room each time
            await outbox.Room(stoppingToken);
            await Task.WhenAll(due.Select(learner => desk.Receive(new(learner, new(learner.Value), new Incoming.DayCame()))));
            delivered += due.Count;
        }
        if (delivered > 0) logger.Delivered(delivered);
    }

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());
}

internal static partial class DailyDeliveryLog
{
    [LoggerMessage(LogLevel.Information, "The day of {Count} learners has come")]
    public static partial void Delivered(this ILogger logger, int count);

    [LoggerMessage(LogLevel.Error, "Looking for those whose day has come failed; the next look is in a minute")]
    public static partial void DeliveryFailed(this ILogger logger, Exception error);
}
