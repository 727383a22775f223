using System.CommandLine;
using MashaBot.Delivery;

namespace MashaBot;

/// <summary><c>health</c>: whether the bot that uses this folder is at work. For containers, which have no shell to ask with.</summary>
internal static class HealthCommand
{
    public static Command Create(Option<string> data)
    {
        var command = new Command("health", "Exit code 0 if the bot that uses this folder is at work, 1 if not.");
        command.SetAction(parsed =>
        {
            var isAlive = Heartbeat.IsAlive(parsed.GetValue(data)!, TimeProvider.System.GetUtcNow());
            Console.Out.WriteLine(isAlive ? "alive" : "not alive");
            return isAlive ? Exit.Done : Exit.Failed;
        });
        return command;
    }
}
