using System.Globalization;
using MashaBot.Telegram;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MashaBot.Delivery;

/// <summary>Writes down that the loops are alive, for <c>MashaBot health</c>: a container without a shell has no other way to ask.</summary>
/// <param name="file">Its time of change is the sign.</param>
/// <param name="desk">Must answer.</param>
/// <param name="rounds">Of the loop that brings updates.</param>
internal sealed class Heartbeat(string file, Desk desk, Rounds rounds, ILogger<Heartbeat> logger) : BackgroundService
{
    public const string FileName = "heartbeat";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);   // a long poll of 50 s and a wait of 30 s lie well within

    /// <summary>Whether a bot has written its sign lately.</summary>
    public static bool IsAlive(string folder, DateTimeOffset now) =>
        new FileInfo(Path.Combine(folder, FileName)) is { Exists: true } sign && now - sign.LastWriteTimeUtc < Patience;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, TimeProvider.System);   // real time, like the one who asks
        do
        {
            try
            {
                await desk.Pulse().WaitAsync(Patience, TimeProvider.System, stoppingToken);
                if (rounds.Since < Patience) await File.WriteAllTextAsync(file, TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture), stoppingToken);
                else logger.PollingStands();
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                logger.NoHeartbeat(error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

internal static partial class HeartbeatLog
{
    [LoggerMessage(LogLevel.Error, "The polling loop has not gone round for minutes")]
    public static partial void PollingStands(this ILogger logger);

    [LoggerMessage(LogLevel.Error, "No heartbeat could be written")]
    public static partial void NoHeartbeat(this ILogger logger, Exception error);
}
