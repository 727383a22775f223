using System.Text.Json;
using System.Threading.Channels;
using MashaBot.Conversation;
using MashaBot.Delivery;
using MashaBot.Sheets;
using MashaBot.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MashaBot.Admin;

/// <summary>
/// Queues a broadcast for everybody, page by page: a page's messages and how far it is are committed together, so each person gets it
/// once, however often the process ends in between.
/// </summary>
/// <param name="proof">Draws a message, or throws where a formula cannot be set.</param>
internal sealed class Broadcasting(ILearnerStore store, IOutbox outbox, Desk desk, Voice voice, Func<Prose, byte[]> proof, Instruments instruments, TimeProvider clock, ILogger<Broadcasting> logger) : BackgroundService
{
    private const int Page = 20;   // learners of a commit before those who wait for an answer get their turn

    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public async Task Draft(Listener admin, string text, CancellationToken stopping)
    {
        if (Fault(text, admin.Phrases) is { } why)
        {
            await voice.Say(admin, admin.Hears(Phrase.BroadcastFaulty, ("why", why)));
            return;
        }
        var reached = await Task.Run(() => Count(stopping), stopping);
        var draft = new Broadcast(clock.GetUtcNow().ToUnixTimeMilliseconds(), admin.Learner.Id, text, reached);
        var others = (await All()).Where(known => known.State == BroadcastState.Draft && known.By == draft.By).ToArray();
        await desk.Change([], batch =>
        {
            foreach (var other in others) batch.Drop(Broadcast.Kind, other.Number);
            batch.Keep(Note(draft));
            batch.Say(admin.Learner.Id, admin.Learner.Chat, BroadcastWords.Ask(admin, draft));
        });
    }

    public async Task Tell(Listener admin) => await voice.Say(admin, BroadcastWords.Tell(admin, (await All()).LastOrDefault(known => known.State != BroadcastState.Draft)));

    /// <summary>Confirmed: from now on it goes to everybody, once, whatever happens to the process.</summary>
    public async Task Send(Listener admin, long number)
    {
        var all = await All();
        if (all.Any(known => known.State == BroadcastState.Sending))
        {
            await voice.Say(admin, admin.Hears(Phrase.BroadcastBusy));
            return;
        }
        await desk.Change([], batch =>
        {
            var found = Read(batch.Find(Broadcast.Kind, number));
            if (found is { State: BroadcastState.Draft } draft)
            {
                batch.Keep(Note(draft with { State = BroadcastState.Sending }));
                foreach (var ended in all.Where(known => known.State != BroadcastState.Draft)) batch.Drop(Broadcast.Kind, ended.Number);
            }
            batch.Say(admin.Learner.Id, admin.Learner.Chat, admin.Hears(found is { State: BroadcastState.Draft } ? Phrase.BroadcastBegan : Phrase.BroadcastGone));
        });
        wake.Writer.TryWrite(true);
    }

    public Task Halt(Listener admin, long number) => desk.Change([], batch =>
    {
        var said = admin.Phrases[Phrase.BroadcastGone];
        switch (Read(batch.Find(Broadcast.Kind, number)))
        {
            case { State: BroadcastState.Draft }:
                batch.Drop(Broadcast.Kind, number);
                said = admin.Phrases[Phrase.BroadcastDropped];
                break;
            case { State: BroadcastState.Sending } going:
                var stopped = going with { State = BroadcastState.Stopped };
                batch.Keep(Note(stopped));
                said = BroadcastWords.End(admin, stopped);
                break;
        }
        batch.Say(admin.Learner.Id, admin.Learner.Chat, admin.Hears(said));
    });

    /// <summary>Once a minute it is looked whether one was left unfinished: by this process before its last start, or by another that has died.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var timer = clock.CreateTimer(_ => wake.Writer.TryWrite(true), null, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        await foreach (var _ in wake.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                foreach (var going in await All())
                    if (going.State == BroadcastState.Sending) await Send(going, stoppingToken);
            }
            catch (ChannelClosedException) { return; }   // the desk is closed: it goes on after the next start
            catch (Exception error) when (!stoppingToken.IsCancellationRequested) { logger.BroadcastFailed(error); }
        }
    }

    private async Task Send(Broadcast going, CancellationToken stopping)
    {
        var forms = Enum.GetValues<MessageForm>().ToDictionary(form => form, form => Telegram.Pages.Of(going.In(form)).ToArray());
        while (going.State == BroadcastState.Sending)
        {
            await outbox.Room(stopping);
            var page = await store.After(going.After, Page);
            var author = await voice.Of(going.By);
            var (before, queued) = (going, 0);
            var isOurs = false;
            await desk.Change([.. page, going.By], batch =>
            {
                isOurs = Read(batch.Find(Broadcast.Kind, before.Number)) == before;
                if (!isOurs) return;
                var (next, reached) = before.Over(page, batch.Look);
                foreach (var learner in reached) batch.Say(learner.Id, learner.Chat, forms[learner.Form]);
                if (next.State == BroadcastState.Done && author is not null)
                    batch.Say(author.Learner.Id, author.Learner.Chat, author.Hears(BroadcastWords.End(author, next)) with { Unasked = true });
                batch.Keep(Note(next));
                (going, queued) = (next, reached.Count);
            });
            if (!isOurs) return;   // stopped by its admin, or another process is at it
            instruments.Broadcast(queued);
        }
        logger.BroadcastDone(going.Number, going.Sent);
    }

    private async Task<int> Count(CancellationToken stopping)
    {
        var reached = 0;
        await foreach (var kept in store.Everything(stopping))
        {
            if (kept is not Kept.OfLearner learner) break;       // learners come first
            if (Census.Read(learner) is { } read && Broadcast.Reaches(read)) reached++;
        }
        return reached;
    }

    /// <summary>What is wrong with the text; null where everybody can be shown it.</summary>
    private string? Fault(string text, Phrases phrases)
    {
        var prose = Prose.Parse(text);
        if (prose.Pictures().Any()) return phrases.Line(Phrase.BroadcastPicture);
        try
        {
            proof(prose);
            return null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return error.Message;
        }
    }

    private async Task<IReadOnlyList<Broadcast>> All() => [.. (await store.Notes(Broadcast.Kind)).Select(Read).OfType<Broadcast>().OrderBy(known => known.Number)];

    private static Note Note(Broadcast broadcast) => new(Broadcast.Kind, broadcast.Number, StoreJson.Write(broadcast));

    private static Broadcast? Read(Note? note)
    {
        try { return note is null ? null : StoreJson.Read<Broadcast>(note.Body); }
        catch (JsonException) { return null; }
    }
}

internal static partial class BroadcastingLog
{
    [LoggerMessage(LogLevel.Information, "Broadcast {Number} was queued for {Count} people")]
    public static partial void BroadcastDone(this ILogger logger, long number, int count);

    [LoggerMessage(LogLevel.Error, "A broadcast stands still; it goes on in a minute")]
    public static partial void BroadcastFailed(this ILogger logger, Exception error);
}
