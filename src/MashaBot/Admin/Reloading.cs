using System.Collections.Immutable;
using MashaBot.Cli;
using MashaBot.Conversation;
using MashaBot.Delivery;
using MashaBot.Sheets;
using Microsoft.Extensions.Logging;

namespace MashaBot.Admin;

/// <summary>Takes new content without a restart, if nothing is wrong with it.</summary>
internal sealed class Reloading(Stage stage, Voice voice, AdminMenus menus, Instruments instruments, ILogger<Reloading> logger)
{
    private const int Seeds = 10;        // `lint` tries 200; most faults show in the first few
    private const int FaultsTold = 10;

    private int checking;

    public async Task Reload(Listener admin, CancellationToken stopping)
    {
        if (Interlocked.Exchange(ref checking, 1) == 1)
        {
            await voice.Say(admin, admin.Hears(Phrase.ReloadBusy));
            return;
        }
        try
        {
            await voice.Say(admin, admin.Hears(Phrase.ReloadChecking));
            var (content, faults) = await Task.Factory.StartNew(() => Read(stage.Content.Folder, stopping), stopping, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            instruments.Reloaded(content is not null);
            if (content is null)
            {
                logger.ContentRefused(faults.Length);
                await voice.Say(admin, Refused(admin, faults));
                return;
            }
            stage.Change(content);
            menus.Changed();
            logger.ContentChanged(content.Course.Sheets.Sum(sheet => sheet.Problems.Count));
            await voice.Say(admin, Done(voice.Of(admin.Learner), content.Course));
        }
        finally
        {
            Interlocked.Exchange(ref checking, 0);
        }
    }

    /// <returns>The content, or all that is wrong with it.</returns>
    private static (ContentFolder? Content, ImmutableArray<ContentFault> Faults) Read(string folder, CancellationToken stopping)
    {
        var (content, faults) = ContentFolder.Read(folder);
        if (content is null) return (null, faults);
        var painted = new HashSet<string>();
        foreach (var problem in content.Course.Sheets.SelectMany(sheet => sheet.Problems))
        {
            stopping.ThrowIfCancellationRequested();
            faults = faults.AddRange(ContentCheck.Of(problem, Seeds, painted));
        }
        return faults.IsEmpty ? (content, []) : (null, faults);
    }

    private static Message Refused(Listener admin, ImmutableArray<ContentFault> faults)
    {
        var said = admin.Phrases[Phrase.ReloadRefused, ("count", faults.Length)] + new Prose([.. faults.Take(FaultsTold).Select(fault => new Block.Code($"{fault}", null))]);
        if (faults.Length > FaultsTold) said += admin.Phrases[Phrase.ReloadMore, ("count", faults.Length - FaultsTold)];
        return admin.Hears(said);
    }

    private static Message Done(Listener admin, Course course) => admin.Hears(Phrase.ReloadDone, ("sheets", course.Sheets.Count),
        ("problems", course.Sheets.Sum(sheet => sheet.Problems.Count)), ("parts", course.Sheets.Sum(sheet => sheet.Problems.Sum(problem => problem.Parts.Count))));
}

internal static partial class ReloadingLog
{
    [LoggerMessage(LogLevel.Information, "New content is in use: {Problems} problems")]
    public static partial void ContentChanged(this ILogger logger, int problems);

    [LoggerMessage(LogLevel.Warning, "New content has {Faults} faults and was not taken")]
    public static partial void ContentRefused(this ILogger logger, int faults);
}
