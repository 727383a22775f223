using System.Text.Json;
using MashaBot.Conversation;
using MashaBot.Delivery;
using MashaBot.Store;
using MashaBot.Telegram;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace MashaBot.Admin;

/// <summary>Tells the admins of new cases, at most once an hour however many there are.</summary>
internal sealed class CaseBell(CaseDesk cases, Voice voice, Desk desk, TelegramOptions options, Instruments instruments, TimeProvider clock, ILogger<CaseBell> logger) : BackgroundService
{
    private const string Kind = "case-bell";
    private const long Only = 1;
    private static readonly Duration Silence = Duration.FromHours(1);

    private sealed record Rung(Instant At);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        do
        {
            try { await Ring(); }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested) { logger.BellFailed(error); }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Ring()
    {
        var waiting = await cases.Waiting();
        instruments.Cases(waiting.Count);
        var listeners = new List<Listener>();
        foreach (var admin in options.AdminIds)
            if (await voice.Of(admin) is { } listener) listeners.Add(listener);
        if (waiting.Count == 0 || listeners.Count == 0) return;
        // The admins are locked: of several processes one finds that it has not been rung.
        await desk.Change([.. listeners.Select(listener => listener.Learner.Id)], batch =>
        {
            var (now, last) = (Instant.FromDateTimeOffset(clock.GetUtcNow()), Last(batch.Find(Kind, Only)));
            var news = waiting.Count(known => last is null || known.About.At > last);
            if (news == 0 || now < last + Silence) return;
            foreach (var listener in listeners) batch.Say(listener.Learner.Id, listener.Learner.Chat, listener.Hears(Phrase.CasesNew, ("count", news)) with { Unasked = true });
            batch.Keep(new(Kind, Only, StoreJson.Write(new Rung(now))));
        });
    }

    private static Instant? Last(Note? note)
    {
        try { return note is null ? null : StoreJson.Read<Rung>(note.Body).At; }
        catch (JsonException) { return null; }
    }
}

internal static partial class CaseBellLog
{
    [LoggerMessage(LogLevel.Error, "Looking for new cases failed; the next look is in a minute")]
    public static partial void BellFailed(this ILogger logger, Exception error);
}
