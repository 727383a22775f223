using MashaBot.Delivery;
using MashaBot.Telegram;

namespace MashaBot.Http;

/// <summary>Whether the bot is alive (if not, start it anew) and whether it is ready (if not, send it nothing).</summary>
internal sealed class Health(Desk desk, Listening listening, Intake intake)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5), LongestRound = TimeSpan.FromMinutes(3);

    private volatile bool isStopping;

    public void Stop() => isStopping = true;

    /// <returns>What is wrong; null: nothing.</returns>
    public async Task<string?> Live()
    {
        if (listening.SinceRound > LongestRound) return "nothing listens for updates";
        try
        {
            await desk.Pulse().WaitAsync(Patience, TimeProvider.System);
            return null;
        }
        catch (Exception error) when (error is TimeoutException or System.Threading.Channels.ChannelClosedException)
        {
            return "the store does not answer";
        }
    }

    /// <returns>What is missing; null: nothing.</returns>
    public async Task<string?> Ready() => isStopping ? "stopping" : !intake.IsIntroduced ? "Telegram has not answered yet" : await Live();
}
