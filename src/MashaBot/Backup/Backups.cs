using MashaBot.Delivery;
using MashaBot.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace MashaBot.Backup;

/// <summary>Copies the store from time to time, and when the command <c>backup</c> asks for it.</summary>
internal sealed class Backups(ILearnerStore store, Shelf shelf, Wish wish, BackupOptions options, TimeProvider clock, Instruments instruments, ILogger<Backups> logger) : BackgroundService
{
    private static readonly Duration AfterFailure = Duration.FromHours(1), First = Duration.FromMinutes(10);

    private Instant next;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (shelf.All is [var last, ..])
        {
            instruments.BackedUp(last.At.ToDateTimeOffset());
            next = last.At + Duration.FromHours(options.Hours);
        }
        else next = Now + First;   // of a new store there is nothing to copy yet
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System);   // real time, like the one who asks
        do
        {
            if (wish.IsThere) wish.Answer(await Take(stoppingToken));
            else if (options.Hours > 0 && Now >= next) await Take(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <returns>Where the backup is, or why there is none.</returns>
    private async Task<(string? Path, string? Fault)> Take(CancellationToken stoppingToken)
    {
        var at = Now;
        try
        {
            var path = shelf.Place(at, Copying.KindOf(store));
            await Task.Run(() => Copying.Copy(store, path, stoppingToken), stoppingToken);
            shelf.Keep(options.Keep);
            next = at + Duration.FromHours(options.Hours);
            instruments.BackedUp(at.ToDateTimeOffset());
            logger.BackedUp(path, new FileInfo(path).Length / 1024);
            return (path, null);
        }
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
        {
            next = at + AfterFailure;
            logger.NoBackup(error);
            return (null, error.Message);
        }
    }

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());
}

internal static partial class BackupsLog
{
    [LoggerMessage(LogLevel.Information, "Backed up to {Path}, {Kilobytes} KB")]
    public static partial void BackedUp(this ILogger logger, string path, long kilobytes);

    [LoggerMessage(LogLevel.Error, "There is no new backup")]
    public static partial void NoBackup(this ILogger logger, Exception error);
}
