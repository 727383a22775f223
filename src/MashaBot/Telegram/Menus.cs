using MashaBot.Conversation;
using MashaBot.Logging;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telegram.Bot;

namespace MashaBot.Telegram;

/// <summary>
/// Shows everybody the menu of commands, and each admin one with theirs. It goes on trying beside everything else: Telegram keeps the last menu,
/// and whoever waits for an answer need not wait for a new one. An admin who has not written to the bot yet has no chat to show it in.
/// </summary>
internal sealed class Menus(ITelegramBotClient bot, Menu menu, TelegramOptions options, TimeProvider clock, ILogger<Menus> logger) : BackgroundService
{
    private readonly HashSet<LearnerId> shown = [];
    private bool isStale = true;

    /// <summary>Words have changed.</summary>
    public void Changed() => Volatile.Write(ref isStale, true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        do
        {
            try { await ShowAll(stoppingToken); }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                Changed();
                logger.NoMenu(error.Why());
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ShowAll(CancellationToken stoppingToken)
    {
        if (Interlocked.Exchange(ref isStale, false))
        {
            shown.Clear();
            await menu.Show(bot, stoppingToken);
        }
        foreach (var admin in options.AdminIds.Except(shown))
            try
            {
                await menu.ShowTo(bot, admin.Value, stoppingToken);
                shown.Add(admin);
            }
            catch (Exception error) when (error.Refusal == Refusal.Nobody) { logger.NoChatYet(admin); }
    }
}

internal static partial class MenusLog
{
    [LoggerMessage(LogLevel.Warning, "The menu could not be shown ({Why}); it is tried again in a minute")]
    public static partial void NoMenu(this ILogger logger, string why);

    [LoggerMessage(LogLevel.Debug, "The admin {Admin} has not written to the bot; their menu is tried again in a minute")]
    public static partial void NoChatYet(this ILogger logger, LearnerId admin);
}
