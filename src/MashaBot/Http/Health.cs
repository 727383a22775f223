using System.Threading.Channels;
using MashaBot.Delivery;
using MashaBot.Telegram;
using Microsoft.Extensions.Hosting;

namespace MashaBot.Http;

/// <summary>Whether the bot is alive (if not, start it anew) and whether it is ready (if not, send it nothing).</summary>
internal sealed class Health(Desk desk, Listening listening, Rounds rounds, Intake intake, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5), LongestRound = TimeSpan.FromMinutes(3);

    /// <returns>What is wrong; null: nothing.</returns>
    public async Task<string?> Live()
    {
        if (listening.ExecuteTask is { IsCompleted: true } || rounds.Since > LongestRound) return "nothing listens for updates";
        try
        {
            await desk.Pulse().WaitAsync(Patience, TimeProvider.System);
            return null;
        }
        catch (Exception error) when (error is TimeoutException or ChannelClosedException)
        {
            return "the store does not answer";
        }
    }

    /// <returns>What is missing; null: nothing.</returns>
    public async Task<string?> Ready() => lifetime.ApplicationStopping.IsCancellationRequested ? "stopping" : !intake.IsIntroduced ? "Telegram has not answered yet" : await Live();
}
