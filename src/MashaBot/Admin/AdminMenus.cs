using MashaBot.Conversation;
using MashaBot.Telegram;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telegram.Bot;

namespace MashaBot.Admin;

/// <summary>Shows each admin a menu with their commands. One who has not written to the bot yet has no chat to show it in, so it is tried again.</summary>
internal sealed class AdminMenus(ITelegramBotClient bot, Menu menu, TelegramOptions options, TimeProvider clock, ILogger<AdminMenus> logger) : BackgroundService
{
    private readonly HashSet<LearnerId> shown = [];
    private bool isStale;

    /// <summary>Words have changed.</summary>
    public void Changed() => Volatile.Write(ref isStale, true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var admins = options.AdminIds;
        if (admins.IsEmpty) return;
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        do
        {
            try
            {
                if (Interlocked.Exchange(ref isStale, false))
                {
                    shown.Clear();
                    await menu.Show(bot, stoppingToken);
                }
                foreach (var admin in admins.Except(shown))
                {
                    await menu.ShowTo(bot, admin.Value, stoppingToken);
                    shown.Add(admin);
                }
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested) { logger.NoMenu(error.GetBaseException().Message); }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

internal static partial class AdminMenusLog
{
    [LoggerMessage(LogLevel.Debug, "An admin's menu could not be shown ({Why}); it is tried again in a minute")]
    public static partial void NoMenu(this ILogger logger, string why);
}
