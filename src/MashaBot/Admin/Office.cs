using System.Threading.Channels;
using MashaBot.Conversation;
using MashaBot.Delivery;
using MashaBot.Logging;
using MashaBot.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MashaBot.Admin;

/// <summary>Does what admins want done, each task by itself: a long one keeps nobody waiting.</summary>
internal sealed class Office(Inbox inbox, Voice voice, CaseDesk cases, Statistics statistics, Broadcasting broadcasting, Reloading reloading, ILogger<Office> logger) : BackgroundService
{
    private readonly HashSet<Task> begun = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var wanted in inbox.Read(stoppingToken))
            {
                begun.RemoveWhere(task => task.IsCompleted);
                begun.Add(Task.Run(() => Do(wanted, stoppingToken), stoppingToken));
            }
        }
        catch (OperationCanceledException) { }
        await Task.WhenAll(begun).ContinueWith(_ => { }, TaskScheduler.Default);   // each has told of its own trouble
    }

    private async Task Do(Inbox.Wanted wanted, CancellationToken stopping)
    {
        var (admin, task) = wanted;
        try
        {
            if (await voice.Of(admin) is { } listener) await Do(listener, task, stopping);
        }
        catch (Exception error) when (error is ChannelClosedException || stopping.IsCancellationRequested) { }   // the process is ending
        catch (Exception error)
        {
            logger.Debug(error);
            logger.TaskFailed(error.WithoutWords(), admin, task.GetType().Name);
            if (await voice.Of(admin) is { } listener) await voice.Say(listener, listener.Hears(Phrase.Trouble));
        }
    }

    private Task Do(Listener admin, AdminTask task, CancellationToken stopping) => task switch
    {
        AdminTask.Stats => statistics.Tell(admin, stopping),
        AdminTask.Cases(var from) => cases.List(admin, from),
        AdminTask.OpenCase(var number) => cases.Open(admin, number),
        AdminTask.AnswerCase(var number, var words) => cases.Answer(admin, number, words),
        AdminTask.CloseCase(var number) => cases.Close(admin, number),
        AdminTask.Draft(var text) => broadcasting.Draft(admin, text, stopping),
        AdminTask.Broadcasts => broadcasting.Tell(admin),
        AdminTask.Send(var number) => broadcasting.Send(admin, number),
        AdminTask.Halt(var number) => broadcasting.Halt(admin, number),
        AdminTask.Reload => reloading.Reload(admin, stopping),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>Speaks to admins, in the words that are in use.</summary>
internal sealed class Voice(ILearnerStore store, Desk desk, Stage stage)
{
    /// <summary>Null: the bot does not know them, or may not write to them.</summary>
    public async Task<Listener?> Of(LearnerId id) => await store.Look(id) is { Reachable: true } learner ? Of(learner) : null;

    public Listener Of(Learner learner) => new(learner, stage.Content.Phrasebook[learner.Language]);

    public Task Say(Listener listener, params IReadOnlyList<Message> messages) => desk.Change([], batch => batch.Say(listener.Learner.Id, listener.Learner.Chat, messages));
}

internal static partial class OfficeLog
{
    [LoggerMessage(LogLevel.Error, "What {Admin} wanted ({Task}) failed")]
    public static partial void TaskFailed(this ILogger logger, Exception error, LearnerId admin, string task);
}
