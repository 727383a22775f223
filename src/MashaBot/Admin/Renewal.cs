using System.Collections.Immutable;
using MashaBot.Cli;
using MashaBot.Delivery;
using MashaBot.Sheets;
using MashaBot.Telegram;
using Microsoft.Extensions.Logging;

namespace MashaBot.Admin;

/// <summary>What became of reading the content anew.</summary>
internal abstract record Renewed
{
    private Renewed() { }
    public sealed record Taken(ContentFolder Content) : Renewed;
    public sealed record Refused(ImmutableArray<ContentFault> Faults) : Renewed;
    public sealed record Busy : Renewed;
}

/// <summary>Reads the content of this process anew, checks it, and takes it if nothing is wrong with it.</summary>
internal sealed class Renewal(Stage stage, Menus menus, Instruments instruments, ILogger<Renewal> logger)
{
    private const int Seeds = 10;        // `lint` tries 200; most faults show in the first few

    private int checking;

    /// <param name="begun">Is done first, unless it is busy.</param>
    public async Task<Renewed> Try(Func<Task> begun, CancellationToken stopping)
    {
        if (Interlocked.Exchange(ref checking, 1) == 1) return new Renewed.Busy();
        try
        {
            await begun();
            var (content, faults) = await Task.Factory.StartNew(() => Read(stage.Content.Folder, stopping), stopping, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            instruments.Reloaded(content is not null);
            if (content is null)
            {
                logger.ContentRefused(faults.Length);
                return new Renewed.Refused(faults);
            }
            stage.Change(content);
            menus.Changed();
            logger.ContentChanged(content.Course.Sheets.Sum(sheet => sheet.Problems.Count));
            return new Renewed.Taken(content);
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
}

internal static partial class RenewalLog
{
    [LoggerMessage(LogLevel.Information, "New content is in use: {Problems} problems")]
    public static partial void ContentChanged(this ILogger logger, int problems);

    [LoggerMessage(LogLevel.Warning, "New content has {Faults} faults and was not taken; the old one stays in use")]
    public static partial void ContentRefused(this ILogger logger, int faults);
}
