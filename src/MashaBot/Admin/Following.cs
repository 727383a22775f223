using MashaBot.Cli;
using MashaBot.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MashaBot.Admin;

/// <summary>
/// <c>/reload</c> reaches one process; the others look in the store whether there was one, and take the same files where they have them.
/// Where theirs are different or broken the old content stays, and the log says so.
/// </summary>
internal sealed class Following(ILearnerStore store, Stage stage, Renewal renewal, TimeProvider clock, ILogger<Following> logger) : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private Reload? seen;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // One that was there before this process is only worth a word if it can still be followed: the files may be those of a later version.
        await Look(wasThere: true, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await Look(wasThere: false, stoppingToken);
    }

    private async Task Look(bool wasThere, CancellationToken stopping)
    {
        try
        {
            var last = (await store.Notes(Reload.Kind)).Select(Reload.Read).FirstOrDefault();
            if (last is null || last == seen) return;
            if (last.Digest == stage.Content.Digest)
                seen = last;
            else if (last.Digest != ContentFolder.DigestOf(stage.Content.Folder))
            {
                if (!wasThere) logger.OtherFiles(stage.Content.Folder);
                seen = last;
            }
            else if (await renewal.Try(() => Task.CompletedTask, stopping) is not Renewed.Busy)
                seen = last;
        }
        catch (Exception error) when (!stopping.IsCancellationRequested) { logger.CannotFollow(error); }
    }
}

internal static partial class FollowingLog
{
    [LoggerMessage(LogLevel.Warning, "Another process has taken new content, but the files in {Folder} are not the same; the old content stays in use here. Bring the files there and say /reload again")]
    public static partial void OtherFiles(this ILogger logger, string folder);

    [LoggerMessage(LogLevel.Error, "Whether another process has taken new content could not be seen to; the next look is in seconds")]
    public static partial void CannotFollow(this ILogger logger, Exception error);
}
